"""An article's sentences → its events, each occasion once, with the headline's marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from items import EventReport, Participant
from parsers.inferred import unnamed_holders
from parsers.meetings import meetings
from parsers.occasions import forums, signings
from parsers.person import Person
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.settled import dated, implied_visit, is_long_past, placed
from parsers.visits import crosses, says, visits
from parsers.wording import frame as frame_of
from parsers.wording import is_background, present

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
            if not (
                new.sort == "ceremony"
                and re.search(r"\bthe\s+(?:\w+\s+)?(?:ceremony|reception)", scene.told[number].sentence.text)
                and any(f.type == "agreement" for f in frames)
            ):
                _add(scene, frames, new)
            else:
                made = [frame for frame in made if frame is not new]
        _detail(scene, frames, number)
        _attend(scene, frames, number, made)
        _speak(scene, frames, number, made)
    frames = [frame for frame in frames if _kept(scene, frames, frame)]
    for number, frame in enumerate(frames):
        frames[number] = placed(scene, frames, frame)
    frames += implied_visit(scene, frames)
    for number, frame in enumerate(frames):
        frames[number] = dated(scene, frames, frame)
    frames = [frame for frame in frames if frame.sentence == 0 or not is_long_past(scene, frame)]
    main = _main(scene, frames)
    return tuple(_report(scene, frame, number == main) for number, frame in enumerate(frames))


# --- one occasion told of more than once ------------------------------------------------------------------------------


def _add(scene: Scene, frames: list[Frame], new: Frame) -> None:
    for number, known in enumerate(frames):
        if _one_occasion(scene, known, new):
            frames[number] = _joined(scene, known, new)
            return
    frames.append(new)


def _one_occasion(scene: Scene, known: Frame, new: Frame) -> bool:
    if known.type != new.type:
        return False
    goes_on = (known.type, known.status, new.status) == ("visit", "held", "planned") and known.sort == new.sort
    if goes_on and known.sentence and set(known.persons) & set(new.persons):
        # Where the guest goes on to within the country belongs to his visit.
        return True
    # The headline says neither when nor whether for sure: the first account below it tells.
    headline = 0 in (known.sentence, new.sentence) and len(known.evidence) == 1
    if "next" in (known.sort, new.sort):
        bare = known.status == "planned" and known.place is None and known.date is None
        return bare or known.sort == new.sort and (known.place == new.place or None in (known.place, new.place))
    off = known.status in ("postponed", "cancelled") and new.status == "planned"
    if (
        known.status != new.status
        and not off
        and not headline
        and not (known.sentence <= 2 and new.type == "visit" and set(known.persons) & set(new.persons))
    ):
        return False
    a, b = set(known.persons), set(new.persons)
    if known.status in ("postponed", "cancelled") and new.status == "planned":
        return known.sort == new.sort and new.sentence - known.sentence <= 4 and not (a and b and not a & b)
    if known.type in ("meeting", "call"):
        return _one_meeting(scene, known, new)
    if known.type == "forum" and {known.status, new.status} == {"planned", "held"} and known.sort != new.sort:
        return False
    if known.type == "visit":
        return known.sort == new.sort and (
            bool(a & b) or not b or (not a and (headline or new.sentence - known.sentence <= 2))
        )
    if known.type == "agreement":
        return True
    return known.sort == new.sort or bool(a & b) or headline or {known.sort, new.sort} == {"commission", "group"}


def _one_meeting(scene: Scene, known: Frame, new: Frame) -> bool:
    a, b = set(known.persons), set(new.persons)
    headline = 0 in (known.sentence, new.sentence)
    if known.date and new.date and not headline and known.date[:7] != new.date[:7]:
        return False
    if not a or not b:
        return headline or new.sentence - known.sentence <= 2
    if known.sentence == new.sentence:
        return a == b
    if a == b:
        return True
    if scene.cast.two_sided(tuple(a & b)):
        return True
    if len(b) == 1 and new.anew and scene.cast.two_sided(tuple(a)) and b < a:
        return False  # "the envoy later had a meeting with office-bearers"
    if a <= b or b <= a:
        return not (len(b) < 2 and "counterpart" in scene.told[new.sentence].sentence.text)
    if a & b and headline:
        return not scene.cast.two_sided(tuple(a)) or not scene.cast.two_sided(tuple(b))
    return False


def _joined(scene: Scene, known: Frame, new: Frame) -> Frame:
    persons = known.persons + tuple(person for person in new.persons if person not in known.persons)
    if known.type in ("meeting", "call") and scene.cast.two_sided(known.persons):
        persons = known.persons
    headline = known.sentence == 0 and len(known.evidence) == 1
    return replace(
        known,
        persons=persons,
        status=new.status if headline else known.status,
        date=(new.date or known.date) if headline else (known.date or new.date),
        place=(new.place or known.place) if headline else (known.place or new.place),
        video=known.video or new.video,
        again=new.sentence,
        sort=known.sort or new.sort,
        evidence=(known.evidence + new.evidence)[:3],
    )


_HELD = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir)\s+(?P<brief>meeting|talks|ceremony|event|session|conversation)\s+(?:in|at)\s+(?=[A-Z])|"
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir)\s+(?:[\w-]+\s+){0,2}(?P<what>meeting|talks|conversation|consultations|forum|exhibition|event|ceremony|session|conference|visit)"
    r"\b,?\s+(?:which\s+|that\s+)?(?:took\s+place|was\s+held|were\s+held|began|started|opened|is\s+under\s*way)\b"
)
_MEETS = frozenset(["meeting", "talks", "conversation", "consultations"])


def _detail(scene: Scene, frames: list[Frame], number: int) -> None:
    """ "The meeting, which took place in Lahore on October 23": day and place of the event last told of."""
    text = scene.told[number].sentence.text
    match = _HELD.search(text)
    if match is None:
        return
    noun = match["what"] or match["brief"]
    what = "visit" if noun == "visit" else "meeting" if noun in _MEETS else "forum"
    last = next((n for n in reversed(range(len(frames))) if frames[n].type == what), None)
    if last is None or frames[last].status != "held":
        return
    said = frame_of(scene, number, frames[last].type, (), match)
    frames[last] = replace(frames[last], date=frames[last].date or said.date, place=frames[last].place or said.place)


_REPRESENTED = re.compile(
    r"\b(?:represented|led|headed)\s+by\b|\battended\s+the\s+meeting\b|\bparticipated\b|\btook\s+part\b"
)


def _opened(scene: Scene, frames: Sequence[Frame], number: int, match: re.Match[str]) -> Frame | None:
    """The meeting of which only the sentence before tells, without names, where this one names both sides' people."""
    who = distinct(present(scene, number))
    if (
        number < 2
        or not scene.cast.two_sided(who)
        or not _REPRESENTED.search(scene.told[number].sentence.text, match.start() - 20 if match.start() > 20 else 0)
    ):
        return None
    told = next(
        (
            m
            for m in scene.told[number - 1].phrases("meeting")
            if not is_background(scene, scene.told[number - 1].sentence.text, m)
        ),
        None,
    )
    if told is None or any(
        f.type in ("meeting", "forum", "call") and f.status == "held" and number - max(f.sentence, f.again) <= 2
        for f in frames
    ):
        return None
    return frame_of(scene, number - 1, "meeting", who, told)


def _attend(scene: Scene, frames: list[Frame], number: int, made: Sequence[Frame]) -> None:
    """Those who "were also present" join the event last told of."""
    text = scene.told[number].sentence.text
    match = next(iter(scene.told[number].phrases("attended")), None)
    if not match or phrase("recalled").search(text[: match.start()]):
        return
    if opened := _opened(scene, frames, number, match):
        frames.append(opened)
        return
    recent = [n for n, frame in enumerate(frames) if frame.sentence == 0 or not is_long_past(scene, frame)]
    told = [n for n in recent if frames[n].status == "held"] or recent
    if re.search(r"\b(?:will|would|to be)\s", text[: match.end()]):
        told = recent
    if re.search(r"present|attended|assisted", match[0]):
        # Those who travel along "accompany"; those "present" were at the talks.
        told = [n for n in told if frames[n].type != "visit"] or told
    if not told:
        return
    if re.search(
        r"\b(?:[Aa]irport|[Aa]irbase|on\s+arrival|on\s+(?:his|her|their)\s+arrival|se(?:es|en)\s+off|saw\s+off)\b", text
    ):
        return
    types = {frame.type for frame in made}
    if types & {"meeting", "call", "forum", "agreement"}:
        return
    if phrase("background").search(text) or re.search(r"\baccompan(?:ied|ying)\s+(?!by\b)(?:the\s+)?[A-Z]", text):
        return
    if re.search(r"\b(?:signing|ceremony)\b", text[match.end() :]):
        told = [n for n in told if frames[n].type in ("agreement", "forum")] or told
    meets = re.search(r"\b(?:meeting|talks|interaction|call|discussions?)\b", text[match.end() :])
    told = [n for n in told if frames[n].type in ("meeting", "call")] or told if meets else told
    last = max(told, key=lambda n: (max(frames[n].sentence, frames[n].again), frames[n].type != "visit"))
    with_whom = re.search(r"\b(?:meeting|talks)\s+with\b", text)
    if with_whom:
        partners = {m.person for m in scene.cast.mentions[number] if m.start >= with_whom.end()}
        theirs = [n for n in told if frames[n].type == "meeting" and partners & set(frames[n].persons)]
        last = theirs[-1] if theirs else last
    visits_told = [n for n in recent if frames[n].type == "visit"]
    if visits_told and re.search(
        r"accompan|travelling|In\s+it|with\s+him|comprises|includes|including", match[0], re.I
    ):
        last = max(visits_told, key=lambda n: frames[n].sentence)
    if max(frames[last].sentence, frames[last].again) < number - 3 and frames[last].type != "visit":
        # At the end of a report: those present at the occasion that it is about.
        first = [n for n in told if frames[n].type in ("meeting", "forum", "agreement") and frames[n].status == "held"]
        if not first or not re.search(r"present|attended|accompan|assisted", match[0]):
            return
        last = first[0]
    both = re.search(r"\b(?:both|all)\s+(?:the\s+)?(?:meetings|talks|events|occasions)\b", text)
    for at in [n for n in told if frames[n].type == "meeting"] if both else [last]:
        frames[at] = _joined_by(scene, frames[at], number)


def _joined_by(scene: Scene, event: Frame, number: int) -> Frame:
    """The event with those whom a sentence names as present."""
    who = [m.person for m in present(scene, number) if m.named and scene.cast.persons[m.person].country]
    if not any(scene.cast.persons[p].country in {"PK", *FIVE} for p in who):
        return event  # the leaders of others at the summit
    if event.type == "visit":
        who = [
            p
            for p in who
            if crosses(scene.cast.persons[p].country, event.sort) and "ambassador" not in scene.cast.persons[p].kinds
        ]
    return replace(event, persons=tuple(dict.fromkeys([*event.persons, *who])))


_SPEAKS = re.compile(
    r"\b(?:said|spoke|told|chief\s+guest|guest\s+of\s+honou?r|speech|words|in\s+the\s+chair|chaired|welcomed|address\w*|inaugurated|presided|highlighted|stressed|outlined|thanked|hosted?)\b",
    re.I,
)
_RECEIVED = re.compile(
    r"\b(?:receiv\w+|welcom\w+|greet\w+|(?:was|were)\s+met|saw\s+(?:\w+\s+)?off|seen\s+off)\b[^.]*\b(?:[Aa]irport|[Aa]irbase|arrival)\b|\b(?:[Aa]irport|[Aa]irbase|arrival)\b[^.]*\b(?:receiv\w+|welcom\w+|seen\s+off)\b"
)
_SEEN_OFF = re.compile(r"\b(?:was|were)\s+seen\s+off\b|\bsaw\s+(?:him|her|them)\s+off\b")
_LEADS = re.compile(
    r"\b(?:(?:will|would|to)\s+(?:lead|head)|leads|leading|led|heads|headed|heading|member\s+of\s+the\s+delegation)\b"
)


def _speak(scene: Scene, frames: list[Frame], number: int, made: Sequence[Frame]) -> None:
    """Speakers at a forum that the last sentences told of, and the leader of a delegation that was told of without him."""
    text = scene.told[number].sentence.text
    who = [m.person for m in present(scene, number) if m.named and scene.cast.persons[m.person].office]
    for n, event in enumerate(frames):
        farewell = event.type == "visit" and _SEEN_OFF.search(text)
        if not who or not 0 <= number - event.sentence <= (9 if event.sentence == 0 else 12 if farewell else 4):
            continue
        if (
            event.type == "forum"
            and event.status == "held"
            and not any(f.type == "meeting" for f in frames)
            and _SPEAKS.search(text)
        ):
            frames[n] = replace(event, persons=tuple(dict.fromkeys([*event.persons, *who])))
        greeted = number == event.sentence + 1 and re.match(
            r"(?:He|She|The\s+\w+)\s+(?:was|were)\s+(?:received|greeted|welcomed)\s+by\b", text
        )
        if event.type == "visit" and (farewell or greeted or number - event.sentence <= 4 and _RECEIVED.search(text)):
            frames[n] = replace(
                event,
                persons=tuple(
                    dict.fromkeys(
                        [*event.persons, *(p for p in who if "ambassador" not in scene.cast.persons[p].kinds)]
                    )
                ),
            )
        elif (
            event.type == "visit"
            and not event.persons
            and (_LEADS.search(text) or number == event.sentence + 1 and event.sentence == 0)
        ):
            tells = {m.person for m in present(scene, number) if says(text, m)}
            leaders = [p for p in who if crosses(scene.cast.persons[p].country, event.sort) and p not in tells]
            frames[n] = replace(event, persons=tuple(dict.fromkeys(leaders)))


def _kept(scene: Scene, frames: Sequence[Frame], frame: Frame) -> bool:
    if not frame.evidence:
        return False
    if frame.type == "meeting" and frame.sentence == 0 and len(frame.evidence) == 1:
        # "Dar, Uzbek minister review progress": the call of which the text tells.
        by_phone = any(other.type == "call" and set(other.persons) & set(frame.persons) for other in frames)
        return not by_phone and (scene.cast.two_sided(frame.persons) or bool(frame.persons))
    if frame.type in ("meeting", "call"):
        sides = scene.cast.sides(frame.persons)
        if not scene.cast.two_sided(frame.persons) and sides - {None, "PK", *FIVE} and sides & {"PK", *FIVE}:
            return False  # one of the sides and a third state
        return frame.sentence > 0 or scene.cast.two_sided(frame.persons) or bool(frame.persons)
    return True


# --- where and when ---------------------------------------------------------------------------------------------------


# --- the headline's event and the report ------------------------------------------------------------------------------


def _main(scene: Scene, frames: Sequence[Frame]) -> int | None:
    if not frames:
        return None
    headline = scene.told[0].sentence.text if scene.told[0].sentence.paragraph == 0 else ""
    named = set(distinct(scene.cast.mentions[0]))

    def fit(number: int) -> float:
        frame = frames[number]
        points = 2.0 * (frame.sentence == 0) + 0.7 * len(named & set(frame.persons)) - 0.12 * frame.sentence
        points += 1.5 if _MAIN_WORDS[frame.type].search(headline) else 0.0
        points += 0.4 if frame.type == "meeting" else 0.0
        points -= (
            0.8
            if frame.status == "planned" and not re.search(r"\b(?:to|will|for|departs?|leaves|off)\b", headline)
            else 0.0
        )
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
    )


def _participant(person: Person) -> Participant:
    return Participant(name=person.name, country=person.country, office=person.office, evidence=person.evidence)
