"""The words around an event → its status, day and place, and who is there and who is only spoken of."""

from __future__ import annotations

import re
from datetime import date

from items import EventStatus, EventType
from parsers.days import Day, days_in
from parsers.lexicon import heads
from parsers.mentions import Mention
from parsers.names import Read
from parsers.phrases import phrase
from parsers.scene import Frame, Scene, clause, place_in

_JOURNEY_BEFORE = re.compile(r"\bhad\s+(?:\w+\s+)?(?:returned|visited|travell?ed|attended)\b")


_HAD = re.compile(r"\bhad\s+(?:also\s+|earlier\s+|already\s+)?$")
_LATELY = re.compile(
    r"earlier\s+(?:in\s+the\s+day|today)|same\s+(?:day|morning|afternoon|evening)|this\s+morning|hours|yesterday|\bday\s+(?:earlier|before)|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def _is_recent(scene: Scene, text: str) -> bool:
    """Whether a sentence names a day of the last two weeks."""
    if scene.today is None:
        return False
    days = (day.value for day in days_in(text, scene.today, ahead=False) if len(day.value) == 10)
    return any(0 <= (scene.today - date.fromisoformat(day)).days <= 14 for day in days)


def is_background(scene: Scene, text: str, match: re.Match[str]) -> bool:
    """Whether the event at `match` is one of the past that is only told as background."""
    first, last = clause(text, match.start(), match.end())
    if re.match(r"\s*(?:when|where|which)\b", text[first:last]):
        first = 0
    part = text[first:last]
    if phrase("recalled").search(text[: match.start()]):
        return True
    if _JOURNEY_BEFORE.search(text[: match.start()]) and not re.search(
        r"hours|earlier\s+(?:in\s+the\s+day|today)", text
    ):
        return True
    if phrase("background").search(part):
        return True
    if _HAD.search(text, 0, match.start()) and not _LATELY.search(text) and not _is_recent(scene, text):
        return (
            not re.match(r"(?:an?|several|talks|meetings?|\w+\s+(?:meeting|talks))\b", text[match.start() :])
            and "ha" not in match[0][:2]
        )
    near = text[max(first, match.start() - 110) : min(last, match.end() + 110)]
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", near)]
    return bool(scene.today and years and max(years) < scene.today.year - (scene.today.month == 1))


def is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether it is said not to happen: "refused to sign", "has not met", or only a rumour tells of it."""
    rumour = phrase("rumour").search(text)
    return bool(rumour and rumour.start() < match.start()) or bool(
        phrase("denied").search(text, max(0, match.start() - 25), match.start())
    )


def is_real(text: str, match: re.Match[str]) -> bool:
    """Whether the event is told as a fact or a plan, not wished for or denied."""
    if is_denied(text, match):
        return False
    before = text[max(0, match.start() - 70) : match.start()]
    if match[0].lower().startswith("met") and re.search(r"\b(?:was|were|been|be|is|are|being)\s+$", before):
        return False
    before = re.split(r"[.;:]|,\s+and\b|\bwho\b|\bwhen\b|\bas\s+they\b", before)[-1]
    if not phrase("wished").search(before):
        return True
    done = re.search(
        r"\b(?:met|called\s+on|received|held|talking|in\s+a\s+meeting|meeting\s+with|during|paid|presented|handed)\b",
        match[0],
        re.I,
    )
    return bool(done) and not re.search(r"\b(?:if|whether|should|could|may|might|hope\w*)\b", before, re.I)


#: "of" behind these joins those who take part; behind other nouns it names whose visit, initiative or election it is.
_JOINING = frozenset(
    [
        *("delegation", "team", "group", "members", "meeting", "meetings", "talks", "presence", "participation"),
        *("consisting", "composed", "comprising", "honour", "honor", "side", "consultations", "negotiations"),
        *("conversation", "conversations", "call", "dialogue", "interaction", "contact", "exchange", "round"),
        *("session", "reception", "attendance", "signatures", "leaders", "presidents", "ministers"),
    ]
)
_OWNER = re.compile(
    r"\b(?:([a-z][\w-]*)\s+of|(visits?|trips?|tour|arrival|calls?|statements?|remarks|interview|decision|letter|message)\s+by)\s+(?:(?:the|his|her|its|[A-Z][\w.’'-]*|of|for|and|on|to|&)\s+){0,12}$"
)


_TITLED = re.compile(
    r"\b([a-z][\w-]*)\s+of\s+(?:the\s+)?(?:President|Prime|Leader|Minister|Speaker|Chairman|Head|Foreign|Deputy|Founder)"
    r"(?:\s+(?:[A-Z][\w.’'-]*|of|for|the|and|on))*,\s+$"
)


def _is_owner(line: Read, mention: Mention) -> bool:
    """Whether someone is named only as the one whose visit, policy or election is spoken of."""
    text = line.sentence.text
    start = max(0, mention.start - 160)
    owned = _OWNER.search(text, start, mention.start) or _TITLED.search(text, start, mention.start)
    if owned is None:
        return False
    noun = owned[1] or owned[2]
    told = line.tokens
    if any(told[title.first].start <= owned.start() < told[title.after - 1].end for title in line.titles):
        return False  # "minister of foreign affairs of Turkmenistan X"
    if noun in _JOINING or noun in heads():
        return False
    return not any(token in owned[0] for token in (" met ", " with "))


def present(scene: Scene, number: int, *, going: bool = False) -> list[Mention]:
    """Mentions of a sentence without those who are only spoken of: whose greetings are brought, who is invited.

    `going` says that it is a journey that is told of, so that "the visit of X" names who takes part.
    """
    if not scene.cast.mentions[number]:
        return []
    text = scene.told[number].sentence.text
    spoken_of = [match.end() for match in phrase("spoken_of").finditer(text)]
    found = []
    for mention in scene.cast.mentions[number]:
        person = scene.cast.persons[mention.person]
        if person.former or _is_possessor(text, mention) or (not going and _is_owner(scene.told[number], mention)):
            continue
        zone = next(
            (at for at in spoken_of if at <= mention.start and "," not in text[at : mention.start].rstrip(", ")), None
        )
        if zone is None or phrase("meeting").search(text, zone, mention.start):
            found.append(mention)
    return found


def _is_possessor(text: str, mention: Mention) -> bool:
    """ "Shehbaz Sharif's special assistant": the one named is not the one who comes."""
    return text[mention.end - 2 : mention.end] in ("'s", "’s") and bool(
        re.match(
            r"\s+(?:government|office|directives?|vision|special|leadership|invitation|greetings|daughter|wife|party|visit|letter|message)",
            text[mention.end :],
        )
    )


#: "Is visiting Islamabad to chair" is under way unless a time to come is named.
_VISITING = re.compile(r"\b(?:is|are)\s+(?:currently\s+|now\s+)?visiting\b")
_NOT_YET = re.compile(
    r"\b(?:next|soon|later|shortly|will|tomorrow|expected|likely|from|in\s+(?:the\s+)?(?:coming|near))\b"
)
_UNDER_WAY = re.compile(r"\b(?:is|are)\s+(?:visiting|touring|on)\b", re.I)


def frame(
    scene: Scene,
    number: int,
    kind: EventType,
    who: tuple[int, ...],
    match: re.Match[str],
    status: EventStatus | None = None,
) -> Frame:
    """The event at `match` with its status (if not given), day and place as far as the sentence says them."""
    line = scene.told[number].sentence
    first, last = clause(line.text, match.start(), match.end())
    aside = re.match(r"\s*(?:who|which)\b", line.text[first:last]) and ", " in line.text[match.end() : last]
    if aside:
        last = line.text.index(", ", match.end())
    said = status
    about = next(
        (aside for aside in _ASIDE.finditer(line.text, match.end()) if _is_about(line.text, match, aside)), None
    )
    off = _PUT_OFF.search(line.text) or _CALLED_OFF.search(line.text)
    if about and kind == "visit" and not off and phrase("planned").search(about[0]):
        status = status or "planned"  # "the visit of X, which is expected in July"
    status = status or status_at(line.text, match)
    day = _day(scene, number, match, (first, last), status, alone=bool(aside) and kind == "visit")
    if (
        said is None
        and status == "planned"
        and day
        and len(day) == 10
        and _UNDER_WAY.search(line.text, max(first, match.start() - 12), match.end())
    ):
        # "Is visiting from June 17 to 19", told on the 18th.
        status = "held" if scene.today and day <= scene.today.isoformat() else status
    if (
        said is None
        and status == "planned"
        and _VISITING.search(line.text, max(first, match.start() - 12), match.end())
    ):
        ahead = day and scene.today and day[:10] > scene.today.isoformat()
        status = "planned" if _NOT_YET.search(line.text, first, last) or ahead else "held"
    return Frame(
        type=kind,
        sentence=number,
        persons=who,
        status=status,
        date=day,
        place=_place(scene, number, kind, match, (first, last), status),
        video=bool(phrase("video").search(line.text)),
        anew=bool(phrase("anew").search(line.text)),
        evidence=(line.passage,) if len(line.text) >= 15 else (),
    )


_TOPIC = re.compile(r"discuss|exchang|talk|review", re.I)
_ANOTHER = re.compile(
    r"\b(?:agreed|decided|will|would|should|invited|to\s+(?:have|hold|convene|meet|open|visit|attend|discuss|lead|take\s+part))\b"
)


def _place(
    scene: Scene, number: int, kind: EventType, match: re.Match[str], part: tuple[int, int], status: EventStatus
) -> str | None:
    """The city in the part of the sentence, else in its statement; not one of what is talked about or comes later."""
    text, toward = scene.told[number].sentence.text, kind == "visit"
    first, last = part
    whole = (
        text.rfind(";", 0, match.start()) + 1,
        text.find(";", match.end()) if ";" in text[match.end() :] else len(text),
    )
    if number and re.search(r"\bthere\b", text[first:last]) and (said := place_in(scene, number - 1, toward=True)):
        return said
    if kind == "agreement" and (named := place_in(scene, number, first, last, seat=False)):
        return named
    if kind == "agreement":
        return place_in(scene, number, *whole, seat=False)
    if status == "held" and not toward:
        if later := _ANOTHER.search(text, match.end()):
            last, whole = min(last, later.start()), (whole[0], min(whole[1], later.start()))
        if kind == "meeting" and _TOPIC.match(match[0]):
            return place_in(scene, number, first, match.start()) or place_in(scene, number, match.end(), last)
    said = place_in(scene, number, first, last, toward=toward) or place_in(scene, number, *whole, toward=toward)
    if said is None and number > 1 and status == "held" and _LATER.match(text):
        return place_in(scene, number - 1, toward=True)
    return said


_ASIDE = re.compile(r",\s+(?:who|which|whose|where|when)\b[^,;]*(?:,|$)")
_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|informed|issued|stated|says|discussed|reviewed)\b[^,;]{0,40}$"
)
_MEANT = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:to\s+(?:be|arrive|begin|take)|scheduled|due|planned|expected)\b[^,;]*"
)


def _day(
    scene: Scene, number: int, match: re.Match[str], part: tuple[int, int], status: EventStatus, *, alone: bool
) -> str | None:
    """The day nearest to `match` in its part of the sentence, else (unless `alone`) anywhere but in an aside.

    Of what is planned it is not the day on which it was announced.
    """
    if scene.today is None:
        return None
    text = scene.told[number].sentence.text
    ahead = status != "held"
    noun = re.search(
        r"\b(?:session|commission|meeting|group|forum|conference|exhibition|expo|council|round|ceremony|visit|trip|to)\w*$",
        match[0],
        re.I,
    )
    first, last = text.rfind(";", 0, match.start()) + 1, text.find(";", match.end())
    last = len(text) if last < 0 else last
    found = days_in(text, scene.today, ahead=ahead, before=_told_before(scene, number, ahead=ahead))
    found = [day for day in found if first <= day.start < last]
    if ahead:
        found = [day for day in found if not _is_of_report(text, day, match)]
    if status in ("postponed", "cancelled"):
        found = [day for day in found if not _CALLED.search(text, 0, day.start)]
    if ahead and (meant := _MEANT.search(text)):
        found = [day for day in found if meant.start() <= day.start < meant.end()] or found
    asides = [aside.span() for aside in _ASIDE.finditer(text) if not (noun and _is_about(text, match, aside))]
    asides = [] if status in ("postponed", "cancelled") else asides
    rest = [day for day in found if not any(start <= day.start < end for start, end in asides)]
    beside = any(start < match.end() and match.start() < end for start, end in asides)
    near = [day for day in (found if beside else rest) if part[0] <= day.start < part[1]]
    if not found and not ahead and number and _LATER.match(text):
        before = days_in(scene.told[number - 1].sentence.text, scene.today, ahead=False)
        return next((day.value for day in before if len(day.value) == 10), None)
    chosen = min(near or ([] if alone else rest), key=lambda day: _distance(day, match), default=None)
    return (chosen.value or None) if chosen else None


#: The day on which it was called off is not its own.
_CALLED = re.compile(r"\b(?:called\s+off|cancell?ed|postponed|put\s+off|deferred)\s+(?:here\s+)?(?:on\s+)?$")


def _is_about(text: str, match: re.Match[str], aside: re.Match[str]) -> bool:
    """Whether ", which will meet in April" is said of what `match` names: no verb stands between."""
    between = text[match.end() : aside.start()]
    return aside.start() >= match.end() and aside[0].startswith(", which") and not _FINITE.search(between)


_FINITE = re.compile(
    r"\bto\s+[a-z]+\b(?<!to the)|\b(?:is|are|was|were|will|would|has|have|had|said|agreed|[a-z]+ed)\b|[.;]"
)


#: "On May 9, he announced, the minister will come".
_INSERTED = re.compile(r",\s+(?:[\w.]+\s+){1,4}(?:said|told|announced|stated|informed|disclosed)(?:\s+\w+)?,")
_TELLS = re.compile(r"\b(?:said|told|announced|stated|informed|disclosed)\b")


def _is_of_report(text: str, day: Day, match: re.Match[str]) -> bool:
    """Whether the day belongs to "said on Friday" and not to what was said."""
    said = _REPORTED.search(text, max(0, day.start - 60), day.start)
    said = None if said and re.search(r"\bthat\b", said[0]) else said
    told = _TELLS.search(text, day.end, match.start()) if day.end < match.start() else None
    if told and not _INSERTED.search(text, day.end, match.start()):
        return True
    return bool(said) and not (said and said.start() <= match.start() < day.start)


_LATER = re.compile(r"(?:Later|Afterwards?|Subsequently|Then)\b")


def _distance(day: Day, match: re.Match[str]) -> int:
    """Characters between a day and an event; one behind it is nearer than one before, a month is farther than a day."""
    far = day.start - match.end() if day.start >= match.start() else 2 * (match.start() - day.end) + 20
    return far + (0 if len(day.value) == 10 else 60)


def _told_before(scene: Scene, number: int, *, ahead: bool) -> date | None:
    """The last day that the sentences before name, from which "the next day" is reckoned."""
    if scene.today is None:
        return None
    for near in range(number - 1, -1, -1):
        days = days_in(scene.told[near].sentence.text, scene.today, ahead=ahead)
        told = (date.fromisoformat(day.value) for day in days if len(day.value) == 10)
        if day := next((day for day in told if ahead or day <= scene.today), None):
            return day
    return scene.today


_PUT_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:postponed|put\s+off|deferred)\b")
_CALLED_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:cancell?ed|called\s+off)\b")


def _statement(text: str, match: re.Match[str]) -> str:
    """The part of a sentence between semicolons in which `match` stands."""
    first = text.rfind(";", 0, match.start()) + 1
    last = text.find(";", match.end())
    return text[first : last if last >= 0 else len(text)]


_SOON = re.compile(
    r"\b(?:is|are)\s+(?:leaving|arriving|coming|visiting|travell?ing|flying|departing|due|expected)\b", re.I
)
#: A verb without an ending goes on from "will" or "to" before it: "would hold meetings and then proceed to".
_BARE = re.compile(
    r"(?:proceed|head|leave|fly|travel|go|come|hold|call|meet|visit|sign|attend|return|depart|arrive|pay)\b", re.I
)
_MODAL = re.compile(
    r"\b(?:will|would|shall|is\s+to|are\s+to|expected\s+to|scheduled\s+to)\b[^;]*\b(?:and|then|,)\s+(?:\w+\s+){0,2}$"
)


_AHEAD = re.compile(
    r"\b(?:to|will|would|shall)\s+(?:(?:also|then|later|first|further|separately|in\s+addition|jointly|personally|now|again)\s+){0,3}(?:be\s+)?$",
    re.I,
)


#: "Will be on the table when they have their".
_WHEN_AHEAD = re.compile(
    r"\b(?:will|would)\b[^.;]*\bwhen\b[^.;]*\b(?:have|has|hold|holds|meet|meets|come|comes|pays?)\b[^.;,]{0,30}$"
)
#: The present of a timetable: "flies to Turkmenbashi on Saturday".
_TIMETABLE = re.compile(r"(?:departs?|leaves|flies|travels|heads|proceeds|goes)\b", re.I)


def status_at(text: str, match: re.Match[str]) -> EventStatus:
    """Held, planned, postponed or cancelled, by the words around `match`."""
    first, last = clause(text, match.start(), match.end())
    part = text[first:last]
    whole = _statement(text, match)
    if phrase("cancelled").search(part) or _CALLED_OFF.search(whole):
        return "cancelled"
    if phrase("postponed").search(part) or _PUT_OFF.search(whole):
        return "postponed"
    if _SOON.search(text, max(first, match.start() - 12), match.end()) and not re.search(r"\btoday\b|\bhere\b", part):
        return "planned"
    if _BARE.match(match[0]) and _MODAL.search(text, first, match.start()):
        return "planned"
    if re.match(
        r"(?:(?:agreed\s+)?to\s+(?:meet|be|go|come|travel|fly|visit)\b|will\b|would\b|leave[s]?\b|off\s+to|fly|upcoming)",
        match[0],
        re.I,
    ):
        return "planned"
    if _AHEAD.search(text, first, match.start()) or _WHEN_AHEAD.search(text, 0, match.start()):
        return "planned"
    done = re.match(
        r"(?:met\b|called\s+on|calls\s+on|received|receives|was\s+received|was\s+welcomed|were\s+received|held\b|holds\b|signed|inked|was\s+discussed|arrived|reached|landed|left|departed|visited|came|went|set\s+(?:out|off)|paid|presented|flew|travell?ed|had|has|saw|talked|talking|summoned|has\s+held|returned|discussed|reviewed|exchanged|agreed|agrees)",
        match[0],
        re.I,
    )
    before = text[max(first, match.start() - 60) : match.start()]
    if done:
        return "held"
    if re.match(r"(?:going|coming)\s+to\b", match[0], re.I) and re.search(r"\b(?:is|are|be)\s+$", before):
        return "planned"
    if (
        _TIMETABLE.match(match[0])
        and not re.search(r"\btoday\b", part)
        and re.search(r"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", part)
    ):
        return "planned"
    behind = text[match.start() : min(last, match.end() + 40)]
    return (
        "planned"
        if phrase("planned").search(before)
        or re.search(
            r"\b(?:will|would|shall|is\s+to|to)\s+(?:be|take|begin|start|last)\b|\bscheduled\b|\bexpected\b", behind
        )
        else "held"
    )
