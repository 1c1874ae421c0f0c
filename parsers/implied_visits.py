"""Meetings in the other side's land and "his visit" → the visit of which no sentence tells by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.destinations import crosses
from parsers.lexicon import cities
from parsers.modality import is_background
from parsers.names import Read
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene

#: "The president, who is in Astana on a visit": his visit, not that of the one whom he met.
_WHO_IS = re.compile(r",\s+who\s+(?:is|was)\b[^,]*$")


def _goes_elsewhere(line: Read, match: re.Match[str]) -> bool:
    """Whether it is a visit to a third state beside which the two met: "in the course of his visit to China"."""
    behind = [token for token in line.tokens if token.start >= match.end()][:5]
    return bool(behind) and behind[0].plain == "to" and any(t.state and t.state not in ("PK", *FIVE) for t in behind)


#: "Tokayev's state visit was the first".
_HIS_OWN = re.compile(
    r"\b[A-Z][\w-]+['’]s\s+(?:(?:official|state|working|current|\w+-day)\s+){0,3}visit\b(?!\s+(?:to|of|by)\b)"
)


def implied_visit(scene: Scene, frames: Sequence[Frame]) -> list[Frame]:
    """ "During his visit" beside a meeting in the other side's land."""
    if any(frame.type == "visit" and frame.status in ("held", "postponed", "cancelled") for frame in frames):
        return []
    for number, line in enumerate(scene.told):
        text = line.sentence.text
        match = next(iter(line.phrases("visit_word")), None) or _HIS_OWN.search(text)
        if (
            not match
            or is_background(scene, text, match)
            or phrase("wished").search(text[: match.start()])
            or phrase("planned").search(match[0])
            or _WHO_IS.search(text, 0, match.start() + 3)
            or _goes_elsewhere(line, match)
        ):
            continue
        for frame in frames:
            if frame.type != "meeting" or frame.status != "held" or not frame.place:
                continue
            state = cities()[frame.place][1]
            who = [
                p
                for p in frame.persons
                if crosses(scene.cast.persons[p].country, state) and "ambassador" not in scene.cast.persons[p].kinds
            ]
            if who and (number <= frame.sentence + 3):
                return [
                    Frame(
                        type="visit",
                        sentence=number,
                        persons=tuple(who),
                        status="held",
                        place=frame.place,
                        sort=state,
                        evidence=(line.sentence.passage,),
                    )
                ]
    return []
