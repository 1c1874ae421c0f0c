"""The words around an event → its status, day and place."""

from __future__ import annotations

import re
from datetime import date

from items import EventStatus, EventType
from parsers.days import Day, days_in
from parsers.modality import is_off, status_at
from parsers.phrases import phrase
from parsers.scene import Frame, Scene, clause, place_in

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
    if about and kind == "visit" and not is_off(line.text) and phrase("planned").search(about[0]):
        status = status or "planned"  # "the visit of X, which is expected in July"
    status = status or status_at(line.text, match)
    day = _day(scene, number, match, (first, last), status, alone=bool(aside) and kind == "visit")
    if said is None and status == "planned" and _has_begun(scene, line.text, match, (first, last), day):
        status = "held"
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


def _has_begun(scene: Scene, text: str, match: re.Match[str], part: tuple[int, int], day: str | None) -> bool:
    """Whether what sounds like a plan is under way: "is visiting from June 17 to 19", told on the 18th."""
    first, last = part
    today = scene.today.isoformat() if scene.today else None
    if (
        day
        and len(day) == 10
        and today
        and day <= today
        and _UNDER_WAY.search(text, max(first, match.start() - 12), match.end())
    ):
        return True
    if not _VISITING.search(text, max(first, match.start() - 12), match.end()):
        return False
    return not (_NOT_YET.search(text, first, last) or (day and today and day[:10] > today))


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
    if said is None and kind == "meeting" and status == "held" and (came := _WHO_CALLED.search(text, match.end())):
        said = place_in(scene, number, came.start())
    if said is None and number > 1 and status == "held" and _LATER.match(text):
        return place_in(scene, number - 1, toward=True)
    return said


#: "Talking to the minister, who called on him in Lahore".
_WHO_CALLED = re.compile(r",\s+who\s+(?:called\s+on|met|paid|visited)\b")
_ASIDE = re.compile(r",\s+(?:who|which|whose|where|when)\b[^,;]*(?:,|$)")
#: "Speaking to the ambassadors, who were at the chamber on Wednesday".
_WHO_WERE = re.compile(r",\s+who\s+(?:was|were)\s+(?:at|here|there)\b")
_TOOK_PLACE = re.compile(r",\s+which\s+(?:took\s+place|was\s+held|were\s+held)\b")
_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|informed|issued|stated|says|discussed|reviewed)\b[^,;]{0,40}$"
)
_NOUN = re.compile(
    r"\b(?:session|commission|meeting|group|forum|conference|exhibition|expo|council|round|ceremony|visit|trip|to)\w*$",
    re.I,
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
    noun = _NOUN.search(match[0])
    first, last = text.rfind(";", 0, match.start()) + 1, text.find(";", match.end())
    last = len(text) if last < 0 else last
    found = days_in(text, scene.today, ahead=ahead, before=_told_before(scene, number, ahead=ahead))
    found = [day for day in found if first <= day.start < last]
    if ahead:
        found = [day for day in found if not _is_of_report(text, day, match)]
    else:
        found = [day for day in found if not _TO_BEGIN.search(text, match.end(), day.start)]
        found = [day for day in found if not _TOLD_TO_COME.search(text, match.end(), day.start)]
    if status in ("postponed", "cancelled"):
        found = [day for day in found if not _CALLED.search(text, 0, day.start)]
    if ahead and (meant := _MEANT.search(text)):
        found = [day for day in found if meant.start() <= day.start < meant.end()] or found
    asides = [
        aside.span()
        for aside in _ASIDE.finditer(text)
        if not (noun and _is_about(text, match, aside)) and not _TOOK_PLACE.match(aside[0])
    ]
    asides = [] if status in ("postponed", "cancelled") else asides
    if len(found) == 1 and _WHO_WERE.search(text):
        asides = []
    rest = [day for day in found if not any(start <= day.start < end for start, end in asides)]
    beside = any(start < match.end() and match.start() < end for start, end in asides)
    near = [day for day in (found if beside else rest) if part[0] <= day.start < part[1]]
    if not found and not ahead and number and _LATER.match(text):
        before = days_in(scene.told[number - 1].sentence.text, scene.today, ahead=False)
        return next((day.value for day in before if len(day.value) == 10), None)
    chosen = min(near or ([] if alone else rest), key=lambda day: _distance(day, match), default=None)
    return (chosen.value or None) if chosen else None


#: "Arrived to attend the assembly, scheduled to begin on May 9": the day of something else, which is still to come.
_TO_BEGIN = re.compile(
    r"\b(?:scheduled|slated|due|set|planned|(?:will|would|to)\s+be)\s+(?:to\s+)?(?:be\s+)?"
    r"(?:(?:held|begin|start|open|kick\s+off|take\s+place|run)\b|(?:for|from|on)\b)[^.;]*$"
)
#: "During the meeting he said that the president would come in November".
_TOLD_TO_COME = re.compile(r"\b(?:said|shared|told|announced|informed|added|disclosed)\b[^.;]*\b(?:will|would)\b")
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


#: Days of the past within which "the same day" looks for the day told of before.
_NEAR = 60


def _told_before(scene: Scene, number: int, *, ahead: bool) -> date | None:
    """The last day that the sentences before name, from which "the next day" is reckoned."""
    if scene.today is None:
        return None
    for near in range(number - 1, -1, -1):
        days = days_in(scene.told[near].sentence.text, scene.today, ahead=ahead)
        told = (date.fromisoformat(day.value) for day in days if len(day.value) == 10)
        told = (day for day in told if (scene.today - day).days <= _NEAR)
        if day := next((day for day in told if ahead or day <= scene.today), None):
            return day
    return scene.today
