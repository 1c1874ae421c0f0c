"""The words around an event → whether it is told as a fact, a plan or background, and its status."""

from __future__ import annotations

import re
from datetime import date

from items import EventStatus
from parsers.days import days_in
from parsers.phrases import phrase
from parsers.scene import Scene, clause

_JOURNEY_BEFORE = re.compile(r"\bhad\s+(?:\w+\s+)?(?:returned|visited|travell?ed|attended)\b")
_ASIDE = re.compile(r"\s*(?:when|where|which)\b")
#: "Spoke on Saturday and exchanged views on the talks held last month": the past begins behind the day of the event.
_OF_ITS_DAY = re.compile(r"\b(?:today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b[^.;]*\band\s+\w+ed\b")
_SAME_DAY = re.compile(r"hours|earlier\s+(?:in\s+the\s+day|today)")
#: "Had a meeting", "had talks" is no pluperfect.
_TALKS = re.compile(r"(?:an?|several|talks|meetings?|\w+\s+(?:meeting|talks))\b")
_HAD = re.compile(r"\bhad\s+(?:also\s+|earlier\s+|already\s+)?$")
_LATELY = re.compile(
    r"earlier\s+(?:in\s+the\s+day|today)|same\s+(?:day|morning|afternoon|evening)|this\s+morning|hours|yesterday|\bday\s+(?:earlier|before)|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def is_background(scene: Scene, text: str, match: re.Match[str]) -> bool:
    """Whether the event at `match` is one of the past that is only told as background."""
    first, last = clause(text, match.start(), match.end())
    if _ASIDE.match(text, first, last):
        first = 0
    part = text[first:last]
    if phrase("recalled").search(text, 0, match.start()):
        return True
    if _JOURNEY_BEFORE.search(text[: match.start()]) and not _SAME_DAY.search(text):
        return True
    if (past := phrase("background").search(part)) and not _OF_ITS_DAY.search(part, match.end() - first, past.start()):
        return True
    if _HAD.search(text, 0, match.start()) and not _LATELY.search(text) and not _is_recent(scene, text):
        return not _TALKS.match(text[match.start() :]) and "ha" not in match[0][:2]
    near = text[max(first, match.start() - 110) : min(last, match.end() + 110)]
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", near)]
    return bool(scene.today and years and max(years) < scene.today.year - (scene.today.month == 1))


def _is_recent(scene: Scene, text: str) -> bool:
    """Whether a sentence names a day of the last two weeks."""
    if scene.today is None:
        return False
    days = (day.value for day in days_in(text, scene.today, ahead=False) if len(day.value) == 10)
    return any(0 <= (scene.today - date.fromisoformat(day)).days <= 14 for day in days)


def is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether it is said not to happen: "refused to sign", "has not met", or only a rumour tells of it."""
    rumour = phrase("rumour").search(text)
    return bool(rumour and rumour.start() < match.start()) or bool(
        phrase("denied").search(text, max(0, match.start() - 25), match.start())
    )


_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being)\s+$")
_STATEMENT_ENDS = re.compile(r"[”»]|[.;:]|,\s+and\b|\bwho\b|\bwhen\b|\bas\s+they\b")
_UNSURE = re.compile(r"\b(?:if|whether|should|could|may|might|hope\w*)\b", re.I)
#: Verbs that tell of a fact, whatever is wished for in words before.
_DONE = re.compile(
    r"\b(?:met|called\s+on|received|held|talking|in\s+a\s+meeting|meeting\s+with|during|paid|presented|handed)\b", re.I
)


def is_real(text: str, match: re.Match[str]) -> bool:
    """Whether the event is told as a fact or a plan, not wished for or denied."""
    if is_denied(text, match):
        return False
    before = text[max(0, match.start() - 70) : match.start()]
    if match[0].lower().startswith("met") and _PASSIVE.search(before):
        return False
    before = _STATEMENT_ENDS.split(before)[-1]
    if not phrase("wished").search(before):
        return True
    return bool(_DONE.search(match[0])) and not _UNSURE.search(before)


_PUT_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:postponed|put\s+off|deferred)\b")
_CALLED_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:cancell?ed|called\s+off)\b")


def is_off(text: str) -> bool:
    """Whether a sentence says that something has been postponed or cancelled."""
    return bool(_PUT_OFF.search(text) or _CALLED_OFF.search(text))


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
#: "During his meeting with X, both leaders will discuss": the talks are as far ahead as what is done there.
_WITHIN_TALKS = re.compile(r"(?:in|during|at|after|following)\b", re.I)
_BOTH_WILL = re.compile(
    r"[^.;,]*,\s+(?:(?!that\b|said\b|told\b|shared\b|announced\b|informed\b)[\w’'()/-]+\s+){0,9}(?:will|would)\s+(?:also\s+)?"
    r"(?:discuss|review|exchange|hold|be|sign|explore|focus)\b"
)
#: "Meetings planned within the guest's current visit".
_CURRENT = re.compile(r"\b(?:current|ongoing)\s+(?:official\s+|working\s+|state\s+)?$")
#: "Will be on the table when they have their".
_WHEN_AHEAD = re.compile(
    r"\b(?:will|would)\b[^.;]*\bwhen\b[^.;]*\b(?:have|has|hold|holds|meet|meets|come|comes|pays?)\b[^.;,]{0,30}$"
)
#: The present of a timetable: "flies to Turkmenbashi on Saturday".
_TIMETABLE = re.compile(r"(?:departs?|leaves|flies|travels|heads|proceeds|goes)\b", re.I)
_ON_WEEKDAY = re.compile(r"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ON_THE_WAY = re.compile(r"(?:going|coming)\s+to\b", re.I)
_TO_COME = re.compile(
    r"(?:(?:agreed\s+)?to\s+(?:meet|be|go|come|travel|fly|visit)\b|will\b|would\b|leave[s]?\b|off\s+to|fly|upcoming)",
    re.I,
)
_YET_TO_BE = re.compile(
    r"\b(?:will|would|shall|is\s+to|to)\s+(?:be|take|begin|start|last|cover|focus|cent(?:re|er)|revolve)\b|\bscheduled\b|\bexpected\b"
)
_PAST = re.compile(
    r"(?:met\b|called\s+on|calls\s+on|received|receives|was\s+received|was\s+welcomed|were\s+received|held\b|holds\b|"
    r"signed|inked|was\s+discussed|arrived|reached|landed|left|departed|visited|came|went|set\s+(?:out|off)|paid|"
    r"presented|flew|travell?ed|had|has|saw|talked|talking|summoned|has\s+held|returned|discussed|reviewed|exchanged|"
    r"agreed|agrees)",
    re.I,
)


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
    if _TO_COME.match(match[0]):
        return "planned"
    if _WITHIN_TALKS.match(match[0]) and _BOTH_WILL.match(text, match.end()):
        return "planned"
    if _CURRENT.search(text, first, match.start()):
        return "held"
    if _AHEAD.search(text, first, match.start()) or _WHEN_AHEAD.search(text, 0, match.start()):
        return "planned"
    if _PAST.match(match[0]):
        return "held"
    before = text[max(first, match.start() - 60) : match.start()]
    if _ON_THE_WAY.match(match[0]) and re.search(r"\b(?:is|are|be)\s+$", before):
        return "planned"
    if _TIMETABLE.match(match[0]) and not re.search(r"\btoday\b", part) and _ON_WEEKDAY.search(part):
        return "planned"
    behind = text[match.start() : min(last, match.end() + 40)]
    return "planned" if phrase("planned").search(before) or _YET_TO_BE.search(behind) else "held"


def _statement(text: str, match: re.Match[str]) -> str:
    """The part of a sentence between semicolons in which `match` stands."""
    first = text.rfind(";", 0, match.start()) + 1
    last = text.find(";", match.end())
    return text[first : last if last >= 0 else len(text)]
