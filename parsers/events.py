"""Sentences and persons → the meetings, calls, visits, forums and signings that they report, one each occasion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from items import CENTRAL_ASIA, EventReport, EventStatus, EventType, MeetingMode, Participant, Passage
from parsers.days import day_of
from parsers.lexicon import CITY, STATE, capitals, cities, states
from parsers.people import Cast, Mention, Person
from parsers.sentences import Sentence

FIVE = set(CENTRAL_ASIA)

_MEETING = re.compile(
    r"\b(?:call(?:ed|s|ing)?\s+on|paid\s+(?:a\s+)?(?:\w+\s+)?(?:call|visit)\s+(?:on|to)\s+(?=[A-Z]|the\s+\w*minister)|met(?:\s+with)?|meets(?:\s+with)?|"
    r"receiv(?:ed|es)\s+(?=[A-Z]|the|a|an|by)|was\s+received\s+by|were\s+received|"
    r"h(?:eld|olds|as\s+held|ave\s+held)\s+(?:\w+[\s-]+){0,5}(?:meetings?|talks|discussions?|consultations|negotiations)|"
    r"(?:in|during|at)\s+(?:a|an|the|his|her|their|this|today's)\s+(?:\w+[\s-]+){0,4}(?:meeting|talks|interaction|courtesy\s+call)|"
    r"(?:meeting|talks|consultations)\s+(?:between|with|of)|(?:in|had)\s+(?:a\s+|an\s+)?(?:\w+\s+)?(?:meetings?|talks|discussions|interaction)\s+with|talk(?:ing|ed)\s+to|"
    r"to\s+meet|will\s+meet|discuss(?:ed|es)?\s+with|exchanged\s+views|(?:presented|hands?|handed|presents)\s+(?:\w+\s+){0,4}credentials|host(?:ed|s)\s+(?=[A-Z])|summoned|delegation-level\s+talks)\b"
)
_CALL = re.compile(
    r"\b(?:tele?phon(?:e|ed|es|ic)|phone\s+call|by\s+phone|over\s+(?:the\s+)?phone|telecon|phoned|spoke\s+on\s+the\s+phone|telephone\s+(?:call|conversation))\b",
    re.I,
)
_VISIT = re.compile(
    r"\b(?:arriv(?:ed|es|ing)\s+(?:here|in|at|to)|reach(?:ed|es)\s+|landed\s+in|depart(?:ed|s|ure)?\s+for|left\s+for|leav(?:es|ing|e)\s+(?:\w+\s+){0,4}for|off\s+to|"
    r"(?:official|state|working|maiden|coming|two-day|three-day|four-day|five-day|one-day|\w+-day|forthcoming|upcoming|first|his|her|their|current|ongoing|planned|recent)\s+(?:\w+[\s-]+){0,3}visit\s+(?:to|of)|"
    r"visit\s+to\s+(?=[A-Z])|visit(?:s|ed|ing)?\s+(?="
    + STATE
    + "|"
    + CITY
    + r")|(?:will|would|to|is\s+to|due\s+to)\s+(?:\w+\s+)?(?:visit|travel\s+to|fly\s+to|go\s+to|pay\s+(?:\w+[\s-]+){0,4}visit)|"
    r"pa(?:id|ys|y)\s+(?:an?\s+)?(?:\w+[\s-]+){0,4}visit|on\s+(?:an?\s+)?(?:\w+[\s-]+){0,4}visit|travelled\s+to|traveled\s+to|flew\s+to|return(?:ed|s)\s+from|delegation\s+(?:is\s+)?(?:visiting|arrived|that\s+is\s+visiting)|sent\s+a\s+delegation|make\s+(?:an?\s+)?(?:\w+\s+)?visit)"
)
_SIGNING = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|inked?|inks|put\s+their\s+names\s+to|concluded)\b(?=[^.]{0,120}\b(?:MoU|MOU|MoUs|memorand\w+|agreements?|protocols?|accords?|pacts?|treaty|declaration|road\s?map|documents?|contracts?|plan)\b)"
    r"|\b(?:MoU|MoUs|memorand\w+|agreements?|protocols?|accord|documents?)\b[^.]{0,60}\b(?:was|were|is|will\s+be|has\s+been|have\s+been)\s+(?:signed|inked|exchanged)|\bsigning\s+(?:ceremony|of)\b"
)
_FORUM = re.compile(
    r"\b(?:business\s+forum|(?:trade|investment|tourism|education|economic|B2B)\s+(?:\w+\s+)?(?:forum|conference|conclave)|conference|seminar|webinar|exhibition|expo|symposium|trade\s+fair|round\s?table|"
    r"joint\s+(?:\w+[\s-]+){0,3}commission|inter-?governmental\s+(?:\w+\s+){0,3}commission|joint\s+working\s+group|working\s+group|IGC|JMC|JWG|JEC|joint\s+business\s+council|"
    r"(?:inaugural|opening|special|welcoming|closing)?\s*ceremony|reception|festival|cultural\s+(?:days|week|evening)|session|forum)\b",
    re.I,
)
_TAKING_PLACE = re.compile(
    r"\b(?:held|inaugurat\w+|attend\w+|address\w+|took\s+place|take\s+place|takes\s+place|conclud\w+|open(?:ed|s)|organi[sz]ed|host(?:ed|s)?|convened|chaired|co-chaired|in\s+the\s+chair|brought\s+together|begin|began|begins|met\s+in|postponed|scheduled|cancelled|be\s+held)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|is\s+to|are\s+to|was\s+to|to\s+be\s+held|scheduled|expected\s+to|due\s+to|set\s+to|plans?\s+to|planned|upcoming|forthcoming|is\s+going\s+to|leaves?|intends?|means\s+to|next\s+(?:week|month|year)|in\s+the\s+coming|tentatively|ahead\s+of)\b",
    re.I,
)
_POSTPONED = re.compile(r"\b(?:postponed|put\s+off|deferred|rescheduled|delayed)\b", re.I)
_CANCELLED = re.compile(r"\b(?:cancell?ed|called\s+off|scrapped)\b", re.I)
_BACKGROUND = re.compile(
    r"\b(?:last\s+(?:year|month|week)|earlier\s+this\s+(?:year|month)|recalled|recalling|recent(?:ly)?\s+(?:visit|trip|meeting)|years?\s+ago|had\s+(?:earlier\s+)?(?:met|visited|signed|held)|previous(?:ly)?|since\s+(?:19|20)\d\d|memories\s+of|had\s+been\s+(?:signed|held)|in\s+the\s+past|lately|follow-up\s+of)\b",
    re.I,
)
_WISH = re.compile(
    r"\b(?:invit\w+|should|urged|need\s+to|called\s+for|hoped?|keen\s+to|looks?\s+forward|looked\s+forward|wish\w*|desire\w*|proposed|suggested|could|may|if|whether|ready\s+to|must)\b",
    re.I,
)
_ACCEPTED = re.compile(
    r"\b(?:accept\w*|gladly|confirmed|will\s+visit|means\s+to\s+come|thank\w*\s+for\s+the\s+invitation)\b", re.I
)
_VIDEO = re.compile(r"\b(?:video\s?(?:link|conference|conferencing|call)?|virtual(?:ly)?|online|zoom)\b", re.I)
_ANEW = re.compile(
    r"\b(?:also|separately|later|another|in\s+addition|besides|meanwhile|earlier\s+in\s+the\s+day|then)\b", re.I
)
_ROLES = re.compile(
    r"\b(?:[Tt]he\s+(?:\w+\s+)?(?:ambassador|envoy|minister|president|premier|delegation|speaker|chairman|governor|guest|visiting|two\s+(?:sides|leaders|ministers|presidents))|counterpart|both\s+sides|the\s+two\s+sides|his\s+\w+\s+counterpart|She|He)\b"
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is known of an article before its events are sought."""

    told: tuple[Sentence, ...]
    cast: Cast
    #: The day from which it reckons.
    today: date | None
    #: City of the dateline.
    here: str | None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One sentence's account of one event."""

    type: EventType
    sentence: int
    persons: tuple[int, ...]
    status: EventStatus
    date: str | None
    place: str | None
    video: bool = False
    anew: bool = False
    evidence: tuple[Passage, ...] = field(default=())


def events(scene: Scene) -> tuple[EventReport, ...]:
    """Events in the order of the text, the headline's marked."""
    frames = _merged(scene, [frame for number in range(len(scene.told)) for frame in _frames(scene, number)])
    frames = [frame for frame in frames if _kept(scene, frame)]
    main = _main(scene, frames)
    return tuple(_report(scene, frame, number == main) for number, frame in enumerate(frames))


# --- one sentence -----------------------------------------------------------------------------------------------------


def _frames(scene: Scene, number: int) -> Iterator[Frame]:
    sentence = scene.told[number]
    text = sentence.text
    if _is_background(scene, text):
        return
    mentions = scene.cast.within(number)
    if _CALL.search(text):
        if persons := _two_sided(scene, number, mentions):
            yield _frame(scene, number, "call", persons)
    elif _MEETING.search(text) and not _only_wished(text) and (persons := _two_sided(scene, number, mentions)):
        yield _frame(scene, number, "meeting", persons)
    if _SIGNING.search(text) and _names_both(scene, number):
        yield _frame(scene, number, "agreement", tuple(dict.fromkeys(m.person for m in mentions)))
    if _FORUM.search(text) and _TAKING_PLACE.search(text) and _names_both(scene, number) and not _only_wished(text):
        yield _frame(scene, number, "forum", tuple(dict.fromkeys(m.person for m in mentions)))
    if _VISIT.search(text):
        yield from _visits(scene, number, mentions)


def _is_background(scene: Scene, text: str) -> bool:
    if _BACKGROUND.search(text):
        return True
    year = scene.today.year if scene.today else None
    named = [int(found) for found in re.findall(r"\b(?:19|20)\d\d\b", text)]
    return bool(year and named and all(found < year - 1 for found in named))


def _only_wished(text: str) -> bool:
    return (
        bool(_WISH.search(text))
        and bool(re.search(r"\bmeetings?\b|\bmeet\b", text))
        and not re.search(r"\bmet\b|\bcalled on\b|\breceived\b|\bduring\b|\bin a meeting\b|\bheld\b", text)
    )


def _two_sided(scene: Scene, number: int, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Persons of both sides who sit together by this sentence; a side that is only "the ambassador" is looked up."""
    who = list(dict.fromkeys(mention.person for mention in mentions))
    persons = scene.cast.persons
    sides = {persons[person].country for person in who}
    if "PK" in sides and sides & FIVE:
        return tuple(who)
    if not who and number == 0:
        return ()
    for near in (number - 1, number + 1, number - 2, 0, number + 2):
        if (
            0 <= near < len(scene.told)
            and near != number
            and (_ROLES.search(scene.told[number].text) or near in (0, number - 1))
        ):
            for mention in scene.cast.within(near):
                side = persons[mention.person].country
                missing = ("PK" not in sides and side == "PK") or (not sides & FIVE and side in FIVE)
                if missing and mention.person not in who:
                    who.append(mention.person)
                    sides.add(side)
            if "PK" in sides and sides & FIVE:
                return tuple(who)
    if who and _names_both(scene, number) and _states_of(scene.told[number].text) | sides >= {"PK"}:
        return tuple(who) if (_states_of(scene.told[number].text) | sides) & FIVE else ()
    return ()


def _visits(scene: Scene, number: int, mentions: Sequence[Mention]) -> Iterator[Frame]:
    text = scene.told[number].text
    if _WISH.search(text) and re.search(r"invit", text, re.I) and not _ACCEPTED.search(text):
        return
    match = _VISIT.search(text)
    if match is None:
        return
    target = _destination(scene, text, match)
    if target is None:
        return
    city, state = target
    travellers = [
        mention.person
        for mention in mentions
        if scene.cast.persons[mention.person].country not in (None, state)
        and _crosses(scene.cast.persons[mention.person].country, state)
    ]
    if not travellers and not re.search(
        r"\bdelegation\b|\bhis\b|\bher\b|\bhe\b|\bpresident\b|\bminister\b|\bpremier\b", text, re.I
    ):
        return
    if not travellers:
        before = [
            m.person
            for near in range(number, -1, -1)
            for m in scene.cast.within(near)
            if _crosses(scene.cast.persons[m.person].country, state)
        ]
        travellers = before[:1] if re.search(r"\b(?:his|her|he|she)\b", text, re.I) else []
        if not travellers and not re.search(r"\bdelegation\b", text):
            return
    if not travellers and not _crosses(_sender(text, state), state):
        return
    frame = _frame(scene, number, "visit", tuple(dict.fromkeys(travellers)))
    yield replace(frame, place=city or frame.place if frame.status == "planned" else city or _city_in(scene, state))


def _destination(scene: Scene, text: str, match: re.Match[str]) -> tuple[str | None, str] | None:
    """City and state to which someone travels."""
    rest = text[match.start() :]
    if re.match(r"arriv\w+\s+here", rest) and scene.here:
        return scene.here, cities()[scene.here][1]
    if re.search(r"visit\s+of\s*$", match[0]):
        to = re.search(rf"\bto\s+(?=(?:the\s+)?(?:{STATE}|{CITY})\b)", rest)
        if to is None:
            return None
        rest = rest[to.start() :]
    city = re.search(rf"\b({CITY})\b", rest[:90])
    state = re.search(rf"\b({STATE})\b", rest[:90])
    if city and (not state or city.start() <= state.start() + 30):
        name, country = cities()[re.sub(r"\s+", " ", city[1])]
        return name, country
    if state:
        return None, states()[re.sub(r"\s+", " ", state[1])]
    return None


def _crosses(home: str | None, state: str) -> bool:
    return (home == "PK" and state in FIVE) or (home in FIVE and state == "PK")


def _sender(text: str, state: str) -> str | None:
    return next((code for code in sorted(_states_of(text)) if code != state), None)


def _frame(scene: Scene, number: int, kind: EventType, persons: tuple[int, ...]) -> Frame:
    sentence = scene.told[number]
    status = _status(sentence.text, kind)
    day = day_of(sentence.text, scene.today, ahead=status == "planned") if scene.today else None
    return Frame(
        type=kind,
        sentence=number,
        persons=persons,
        status=status,
        date=day or None,
        place=_place(scene, sentence.text),
        video=bool(_VIDEO.search(sentence.text)),
        anew=bool(_ANEW.search(sentence.text)),
        evidence=(sentence.passage,) if len(sentence.text) >= 15 else (),
    )


def _status(text: str, kind: EventType) -> EventStatus:
    if _CANCELLED.search(text):
        return "cancelled"
    if _POSTPONED.search(text):
        return "postponed"
    trigger = {"meeting": _MEETING, "call": _CALL, "visit": _VISIT, "forum": _TAKING_PLACE, "agreement": _SIGNING}[
        kind
    ].search(text)
    start = trigger.start() if trigger else 0
    near = text[max(0, start - 45) : start + 45]
    done = re.search(
        r"\b(?:met|called\s+on|received|held|signed|inked|arrived|reached|attended|inaugurated|addressed|concluded|took\s+place|visited)\b",
        trigger[0] if trigger else "",
    )
    return "planned" if _PLANNED.search(near) and not done else "held"


def _place(scene: Scene, text: str) -> str | None:
    match = re.search(rf"\b(?:in|at|to|for|reached)\s+(?:the\s+)?(?:\w+\s+){{0,3}}?({CITY})\b", text)
    if match:
        return cities()[re.sub(r"\s+", " ", match[1])][0]
    if scene.here and re.search(r"\bhere\b", text):
        return scene.here
    capital = re.search(rf"\b(?:the\s+)?({STATE})\s+capital\b", text)
    return capitals().get(states()[re.sub(r"\s+", " ", capital[1])]) if capital else None


def _city_in(scene: Scene, state: str) -> str | None:
    """The one city of `state` that the article names."""
    whole = " ".join(sentence.text for sentence in scene.told)
    named = {
        name
        for spelling, (name, country) in cities().items()
        if country == state and re.search(rf"\b{spelling}\b", whole)
    }
    if scene.here and cities()[scene.here][1] == state:
        return scene.here
    return named.pop() if len(named) == 1 else capitals()[state] if capitals().get(state) in named else None


def _states_of(text: str) -> set[str]:
    found = {states()[re.sub(r"\s+", " ", form)] for form in re.findall(rf"\b{STATE}\b", text)}
    return found | {cities()[re.sub(r"\s+", " ", city)][1] for city in re.findall(rf"\b{CITY}\b", text)}


def _names_both(scene: Scene, number: int) -> bool:
    """Whether this sentence, with the headline and its neighbours, is about both sides."""
    near = {0, number - 1, number, number + 1} & set(range(len(scene.told)))
    named = set().union(*(_states_of(scene.told[n].text) for n in near))
    named |= {scene.cast.persons[m.person].country or "" for n in near for m in scene.cast.within(n)}
    return "PK" in named and bool(named & FIVE)


# --- the whole article ------------------------------------------------------------------------------------------------


def _merged(scene: Scene, frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one occasion brought together, in the order of their first sentence."""
    merged: list[Frame] = []
    for frame in frames:
        for number, known in enumerate(merged):
            if _one_occasion(scene, known, frame):
                merged[number] = _joined(known, frame)
                break
        else:
            merged.append(frame)
    return merged


def _one_occasion(scene: Scene, known: Frame, new: Frame) -> bool:
    if known.type != new.type:
        return False
    if {known.status, new.status} == {"planned", "held"} and known.sentence != 0:
        return False
    a, b = set(known.persons), set(new.persons)
    if not a or not b:
        return known.type in ("agreement", "forum", "visit") and (
            known.status == new.status or 0 in (known.sentence, new.sentence)
        )
    if known.type in ("meeting", "call"):
        return _sides_overlap(scene, a, b)
    return bool(a & b) or known.type in ("forum", "agreement")


def _sides_overlap(scene: Scene, a: set[int], b: set[int]) -> bool:
    """One meeting where both sides share somebody, or one set holds the other."""
    persons = scene.cast.persons
    if a <= b or b <= a:
        return True
    shared = {persons[person].country for person in a & b}
    return "PK" in shared and bool(shared & FIVE)


def _joined(known: Frame, new: Frame) -> Frame:
    first_is_headline = known.sentence == 0
    persons = known.persons + tuple(person for person in new.persons if person not in known.persons)
    if known.type in ("meeting", "call") and not first_is_headline and len(known.persons) >= 2:
        persons = known.persons if set(new.persons) & set(known.persons) else persons
    return replace(
        known,
        persons=persons,
        status=new.status if first_is_headline else known.status,
        date=known.date or new.date,
        place=known.place or new.place,
        video=known.video or new.video,
        evidence=(known.evidence + new.evidence)[:3],
    )


def _kept(scene: Scene, frame: Frame) -> bool:
    if not frame.evidence:
        return False
    sides = {scene.cast.persons[person].country for person in frame.persons}
    if frame.type in ("meeting", "call"):
        return len(frame.persons) >= 1
    if frame.type in ("forum", "agreement"):
        return True
    return bool(frame.persons) or frame.type == "visit" or bool(sides)


def _main(scene: Scene, frames: Sequence[Frame]) -> int | None:
    if not frames:
        return None
    headline = scene.told[0].text
    named = {mention.person for mention in scene.cast.within(0)}

    def fit(frame: Frame) -> float:
        points = 2.0 * (frame.sentence == 0) + len(named & set(frame.persons))
        words = {
            "visit": r"visit|depart|arriv|leaves|off to|trip|travel|to fly",
            "call": r"phone|call",
            "agreement": r"sign|ink|MoU|accord|pact",
            "forum": r"forum|conference|exhibition|session|commission|ceremony|seminar",
        }
        if frame.type in words:
            points += 2.0 if re.search(words[frame.type], headline, re.I) else -0.5
        else:
            points += 0.5
        return points - 0.05 * frame.sentence

    return max(range(len(frames)), key=lambda number: (fit(frames[number]), -number))


def _report(scene: Scene, frame: Frame, main: bool) -> EventReport:
    mode: MeetingMode | None = None
    if frame.type == "meeting":
        mode = "video" if frame.video else "in_person"
    place = frame.place
    if place is None and frame.status == "held" and frame.type in ("meeting", "forum", "agreement") and mode != "video":
        place = scene.here
    day = frame.date
    if day is None and frame.status == "held" and scene.today:
        here = place is not None and place == scene.here
        day = (
            scene.today.isoformat()
            if here and frame.type != "visit"
            else scene.today.isoformat()[:7]
            if frame.type == "visit"
            else None
        )
    return EventReport(
        type=frame.type,
        status=frame.status,
        mode=mode,
        date=day,
        place=None if frame.type == "call" or mode == "video" else place,
        participants=tuple(_participant(scene.cast.persons[person]) for person in frame.persons),
        evidence=frame.evidence,
        main=main,
    )


def _participant(person: Person) -> Participant:
    return Participant(name=person.name, country=person.country, office=person.office, evidence=person.evidence)
