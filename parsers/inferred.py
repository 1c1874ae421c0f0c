"""An event and its sentence → the known holder of an office that is told of without a name, marked as inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from items import Participant, Passage
from parsers.lexicon import Holder, holders
from parsers.name_spans import name_at
from parsers.names import Read
from parsers.offices import Title
from parsers.person import kinds_of
from parsers.scene import FIVE, Frame, Scene

#: Offices of which a state has one, with its main holders in the lexicon.
_ONLY_ONE = frozenset(["president", "premier", "foreign_minister"])
#: "On behalf of the president" tells of no presence.
_SPOKEN_OF = re.compile(
    r"\b(?:of|by|from|for|under|to)\s+(?:the\s+|his\s+|her\s+)?$|\b(?:former|then|late|special\s+\w+\s+to\s+the)\s+$",
    re.I,
)


def unnamed_holders(scene: Scene, frame: Frame) -> Iterator[Participant]:
    """The other side's president, premier or foreign minister where the account of a meeting or call leaves no doubt.

    No doubt: the office is told of with its state, by one word as its holder, nobody of that state with that office is
    named in the article, and the lexicon has exactly one holder on the day.
    """
    sides = scene.cast.sides(frame.persons)
    if frame.type not in ("meeting", "call") or not sides or scene.cast.two_sided(frame.persons) or not scene.today:
        return
    accounts = dict.fromkeys((frame.sentence, frame.again or frame.sentence))
    offices = [(scene.told[number], title) for number in accounts for title in scene.told[number].titles]
    for line, title in offices:
        side = title.side
        if title.kind not in _ONLY_ONE or side not in {"PK", *FIVE} - sides or not (side == "PK" or "PK" in sides):
            continue
        if _is_named(scene, line, title) or (held := _holder(side, title.kind, scene.today.isoformat())) is None:
            continue
        first, last = line.tokens[title.first], line.tokens[title.after - 1]
        yield Participant(
            name=held.person,
            country=side,
            office=held.office,
            evidence=Passage(
                text=line.sentence.text[first.start : last.end],
                start=line.sentence.start + first.start,
                end=line.sentence.start + last.end,
            ),
            inferred=True,
        )
        return


def _is_named(scene: Scene, line: Read, title: Title) -> bool:
    """Whether the holder is named, or the office stands for something else than its one holder's presence."""
    if title.plural or title.former or name_at(line.tokens, title.after):
        return True
    if any(person.country == title.side and title.kind in person.kinds for person in scene.cast.persons):
        return True
    return bool(_SPOKEN_OF.search(line.sentence.text[: line.tokens[title.first].start]))


@cache
def _holder(side: str, kind: str, day: str) -> Holder | None:
    """The one person of a state who holds such an office on `day`, as the lexicon knows."""
    fitting = {
        holder.person: holder
        for holder in holders()
        if holder.country == side and holder.holds_on(day) and kind in kinds_of(holder.office)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None
