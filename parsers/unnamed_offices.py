"""An office beside a journey, without a name → whether it is one of the other side, and who holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.destinations import crosses
from parsers.lexicon import heads
from parsers.office_names import DIPLOMATS
from parsers.scene import Scene
from parsers.tokens import Token


def holder_named_before(scene: Scene, number: int, match: re.Match[str]) -> int | None:
    """The one person of the article who holds the office that stands before `match`: "the minister's visit to"."""
    line = scene.told[number]
    kinds = _possessives(line.tokens, match.start())
    if kinds:
        holders = [n for n, person in enumerate(scene.cast.persons) if kinds & person.kinds]
        return holders[0] if len(holders) == 1 else None
    for title in reversed(line.titles):
        if line.tokens[title.first].start < match.start() and not title.plural:
            holders = [n for n, person in enumerate(scene.cast.persons) if title.kind in person.kinds]
            return holders[0] if len(holders) == 1 else None
    return None


def _possessives(told: Sequence[Token], end: int) -> frozenset[str]:
    """Kinds of the office in "the SAPM's forthcoming", where it stands before character `end`."""
    for at in range(len(told) - 1, 0, -1):
        if told[at].end <= end and told[at].is_possessive and not told[at].state:
            for name in (f"{told[at - 1].plain} {told[at].plain}", told[at].plain):
                if name in heads():
                    return frozenset([heads()[name][0]])
            return frozenset()
    return frozenset()


def is_office_before(scene: Scene, number: int, match: re.Match[str], state: str) -> bool:
    """Whether an office of the other side, but an envoy's, stands before `match`."""
    line = scene.told[number]
    return any(
        title.side
        and crosses(title.side, state)
        and title.kind not in DIPLOMATS
        and line.tokens[title.first].start < match.start()
        for title in line.titles
    )


def is_possessive_office(scene: Scene, number: int, match: re.Match[str], state: str) -> bool:
    """ "The Kyrgyz foreign minister's trip to": an office of the other side without a name."""
    told = scene.told[number].tokens
    at = next((n for n in range(len(told) - 1, -1, -1) if told[n].end <= match.start()), -1)
    if (
        at < 1
        or not told[at].is_possessive
        or (told[at].plain not in heads() and f"{told[at - 1].plain} {told[at].plain}" not in heads())
    ):
        return False
    side = next((token.state for token in reversed(told[max(0, at - 4) : at]) if token.is_country), None)
    return crosses(side, state)


_JOURNEY_OF = re.compile(r"(?:\w+\s+){0,4}(?:visits?|trips?|tour|arrival)\s+(?:of|by)\b", re.I)


def holder_named_behind(scene: Scene, number: int, match: re.Match[str], state: str) -> tuple[int, ...] | None:
    """Who goes where "visit of" an office without a name is told: its holder, if the article names him."""
    line, persons = scene.told[number], scene.cast.persons
    noun = _JOURNEY_OF.match(match[0])
    at = match.start() + noun.end() if noun else match.end()
    title = next((it for it in line.titles if 0 <= line.tokens[it.first].start - at <= 5), None)
    if title is None:
        return None
    side = title.side or scene.home or ("PK" if state != "PK" else None)
    if not crosses(side, state):
        return None
    holders = [n for n, person in enumerate(persons) if title.kind in person.kinds and person.country == side]
    return (holders[0],) if len(holders) == 1 else ()
