"""A visit's goal, a forum's name and sentence → the Central Asian states whose dealing with Pakistan it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.names import Read
from parsers.scene import FIVE, Frame, Scene
from parsers.tokens import Token

#: A forum of the whole region is of more states than its sentence may name.
_REGION = re.compile(r"\bCentral\s+Asian?\b")
_DASHES = frozenset(["-", "–", "—", "/"])


def states_of_name(line: Read, match: re.Match[str]) -> frozenset[str]:
    """ "The Pakistan-Uzbekistan Business Forum": the states within the name that ends with `match`."""
    told = line.tokens
    first = next((n for n, token in enumerate(told) if token.start >= match.start()), len(told))
    after = next((n for n, token in enumerate(told) if token.start >= match.end()), len(told))
    while first > 0 and _is_in_name(told, first - 1):
        first -= 1
    return frozenset(token.state for token in told[first:after] if token.is_country and token.state) & FIVE


def _is_in_name(told: Sequence[Token], at: int) -> bool:
    """Whether a word before a part of a name is part of it too: a capital word, or what joins two states."""
    token = told[at]
    if token.text in _DASHES or token.plain == "and":
        return 0 < at < len(told) - 1 and told[at - 1].is_country and told[at + 1].is_country
    return token.is_capital


def states_of(scene: Scene, frame: Frame) -> tuple[str, ...]:
    """The states that a forum's name says, else those that the sentences do that tell of it; of a visit where it goes.

    Of other events none: who takes part says it.
    """
    if frame.type == "visit":
        return (frame.sort,) if frame.sort in FIVE else ()
    if frame.type != "forum":
        return ()
    lines = [scene.told[number] for number in {frame.sentence, frame.again or frame.sentence}]
    if frame.states or any(_REGION.search(line.sentence.text) for line in lines):
        return tuple(sorted(frame.states))
    said = {token.state for line in lines for token in line.tokens if token.is_country and token.state}
    return tuple(sorted(said & FIVE))
