"""An article's sentences → its events, each occasion once, with the headline's marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from items import EventReport, Participant
from parsers.attendance import add_details, add_present, add_speakers
from parsers.event_states import states_of
from parsers.implied_visits import implied_visit
from parsers.inferred import unnamed_holders
from parsers.meetings import meetings
from parsers.occasions import forums, sort_of
from parsers.person import Person
from parsers.same_occasion import add
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.settled import dated, is_long_past, placed
from parsers.signings import signings
from parsers.visits import visits

_MAIN_WORDS = {
    "visit": re.compile(
        r"\b(?:visits?|departs?|depart|arriv\w+|leaves|off\s+to|trip|travels?|to\s+fly|comes?\s+to|reaches|wreath|tour|to\s+visit|delegation)\b",
        re.I,
    ),
    "call": re.compile(r"\b(?:phone|telephon\w+|call)\b(?!s?\s+on)", re.I),
    "agreement": re.compile(r"\b(?:sign\w*|inks?|inked|MoUs?|accords?|pacts?|protocol)\b", re.I),
    "forum": re.compile(
        r"\b(?:forum|conference|exhibition|expo|session|commission|ceremony|seminar|day|days|JMC|IGC|convoy|trucks|webinar|national\s+day|week|festival|consortium|university)\b",
        re.I,
    ),
    "meeting": re.compile(
        r"\b(?:meets?|met|calls?\s+on|receives?|discuss\w*|talks?|call|credentials|visits?|agree\w*|hosts?|vow|envoy|ambassador)\b",
        re.I,
    ),
}


def events(scene: Scene) -> tuple[EventReport, ...]:
    """Events in the order of the text."""
    frames: list[Frame] = []
    for number in range(len(scene.told)):
        made = [*meetings(scene, number), *visits(scene, number), *signings(scene, number), *forums(scene, number)]
        for new in made:
            if _is_of_signing(scene, frames, new) or _is_same_meeting(scene, frames, new):
                made = [frame for frame in made if frame is not new]
            else:
                add(scene, frames, new)
        add_details(scene, frames, number)
        add_present(scene, frames, number, made)
        add_speakers(scene, frames, number)
    frames = [frame for frame in frames if _kept(scene, frames, frame)]
    for number, frame in enumerate(frames):
        frames[number] = placed(scene, frames, frame)
    frames += implied_visit(scene, frames)
    for number, frame in enumerate(frames):
        frames[number] = dated(scene, frames, frame)
    frames = [frame for frame in frames if frame.sentence == 0 or not is_long_past(scene, frame)]
    main = _main(scene, frames)
    return tuple(_report(scene, frame, number == main) for number, frame in enumerate(frames))


_THE_CEREMONY = re.compile(r"\bthe\s+(?:\w+\s+)?(?:ceremony|reception)")


def _is_of_signing(scene: Scene, frames: Sequence[Frame], new: Frame) -> bool:
    """Whether "the ceremony" is that of the signing of which was told."""
    return (
        new.sort == "ceremony"
        and bool(_THE_CEREMONY.search(scene.told[new.sentence].sentence.text))
        and any(frame.type == "agreement" for frame in frames)
    )


_THE_MEETING = re.compile(r"(?:During|In|At)\s+the\s+(?:meeting|talks|conversation)\b(?!\s+(?:with|between|of)\b)")


def _is_same_meeting(scene: Scene, frames: Sequence[Frame], new: Frame) -> bool:
    """Whether "during the meeting" is the one just told of, though the sentence speaks of others as well."""
    if new.type != "meeting" or not _THE_MEETING.match(scene.told[new.sentence].sentence.text):
        return False
    told = [f for f in frames if f.type == "meeting" and 0 < new.sentence - max(f.sentence, f.again) <= 2]
    if not told or not scene.cast.two_sided(told[-1].persons):
        return False
    last, now = set(told[-1].persons), set(new.persons)
    return bool(last & now) and not (last <= now or now <= last)


def _kept(scene: Scene, frames: Sequence[Frame], frame: Frame) -> bool:
    """Whether an event has a proof and, of a meeting, no third state for the other side."""
    if not frame.evidence:
        return False
    if frame.type == "meeting" and frame.sentence == 0 and len(frame.evidence) == 1:
        # "Dar, Uzbek minister review progress": the call of which the text tells.
        by_phone = any(other.type == "call" and set(other.persons) & set(frame.persons) for other in frames)
        return not by_phone and (scene.cast.two_sided(frame.persons) or bool(frame.persons))
    # "Discussed", where the article tells of a call.
    only_spoke = frame.type == "meeting" and not scene.told[frame.sentence].phrases("meeting", "body_visit")
    if only_spoke and any(other.type == "call" and set(other.persons) >= set(frame.persons) for other in frames):
        return False
    if frame.type in ("meeting", "call"):
        sides = scene.cast.sides(frame.persons)
        if not scene.cast.two_sided(frame.persons) and sides - {None, "PK", *FIVE} and sides & {"PK", *FIVE}:
            return False  # one of the sides and a third state
        return frame.sentence > 0 or scene.cast.two_sided(frame.persons) or bool(frame.persons)
    return True


# --- the headline's event and the report ------------------------------------------------------------------------------


#: What a headline about something planned says: "to visit", "off to".
_AHEAD = re.compile(r"\b(?:to|will|for|departs?|leaves|off)\b")


def _main(scene: Scene, frames: Sequence[Frame]) -> int | None:
    """The event that the headline tells of: by its type, those it names and how near to the top it stands."""
    if not frames:
        return None
    headline = scene.told[0].sentence.text if scene.told[0].sentence.paragraph == 0 else ""
    named = set(distinct(scene.cast.mentions[0]))

    def fit(number: int) -> float:
        frame = frames[number]
        points = 2.0 * (frame.sentence == 0) + 0.7 * len(named & set(frame.persons)) - 0.12 * frame.sentence
        points += 1.5 if _MAIN_WORDS[frame.type].search(headline) else 0.0
        points += 0.4 if frame.type == "meeting" else 0.0
        points -= 0.8 if frame.status == "planned" and not _AHEAD.search(headline) else 0.0
        return points

    return max(range(len(frames)), key=lambda number: (fit(number), -number))


def _report(scene: Scene, frame: Frame, main: bool) -> EventReport:
    away = frame.type == "call" or (frame.video and frame.type != "visit")
    return EventReport(
        type=frame.type,
        status=frame.status,
        mode=("video" if frame.video else "in_person") if frame.type == "meeting" else None,
        date=frame.date,
        place=None if away else frame.place,
        participants=tuple(_participant(scene.cast.persons[person]) for person in frame.persons)
        + tuple(unnamed_holders(scene, frame)),
        evidence=frame.evidence,
        main=main,
        forum_sort=sort_of(frame),
        states=states_of(scene, frame),
    )


def _participant(person: Person) -> Participant:
    return Participant(name=person.name, country=person.country, office=person.office, evidence=person.evidence)
