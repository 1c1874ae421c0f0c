"""The words of a sentence for a day → YYYY-MM-DD or YYYY-MM, reckoned from the day of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "January,Jan",
            "February,Feb",
            "March,Mar",
            "April,Apr",
            "May",
            "June,Jun",
            "July,Jul",
            "August,Aug",
            "September,Sept,Sep",
            "October,Oct",
            "November,Nov",
            "December,Dec",
        ],
        1,
    )
    for name in names.split(",")
}
WEEKDAYS = {
    name: n for n, name in enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
}

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_SPAN = r"(?:\s*(?:-|–|−|to|and|till|until)\s*[0-3]?\d(?:st|nd|rd|th)?\b)?"
_YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
_AMOUNT = r"(?!\s*(?:percent|%|million|billion|[:.]\d))"
_CALENDAR = (
    re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}{_SPAN}{_AMOUNT}{_YEAR}"),
    re.compile(rf"\b{_DAY}{_SPAN}\s+(?:of\s+)?{_MONTH}{_YEAR}"),
    re.compile(r"\b(?P<day>[0-3]?\d)\.(?P<number>[01]\d)\.(?P<year>20\d\d)\b"),
)
#: A word behind it makes it a number of something: "the 17th ECO Summit", "the 3rd joint commission".
_OF_THE_MONTH = re.compile(
    r"\bthe (?P<day>[0-3]?\d)(?:st|nd|rd|th)(?![-–]\w|\s+(?!to\b|till\b|of\s+this\b|and\b)\w)(?: of this month| instant)?\b"
)
_MONTH_ONLY = re.compile(
    r"\b(?:[Ii]n|of|[Dd]uring|[Bb]y|next|[Ll]ast|this|early|late|mid|middle of|end of|for|week of|half of|since|until|till|from|before|after)\b[\s-]+"
    rf"(?:(?:this|next|the|early|late|mid-?)\s*)*{_MONTH}{_YEAR}"
)
_WEEKDAY = re.compile(r"\b(?P<which>next|last|coming|this)?\s*(?P<weekday>" + "|".join(WEEKDAYS) + r")\b")
_UNTIL = re.compile(
    r"\b(?:until|till|up to|through|since)\s+(?:the\s+)?[A-Z0-9][\w]*(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?"
)
_TODAY = re.compile(r"\btoday\s*,?\s*\(\s*(?P<weekday>" + "|".join(WEEKDAYS) + r")\s*\)|\((?:today)\)")
_RELATIVE = re.compile(
    r"\b(?P<word>today|day before yesterday|yesterday|day after tomorrow|tomorrow|tonight|this (?:morning|afternoon|evening)|last (?:night|evening)|"
    r"next week|later this week|next month|this month|last month|later this month|next year)\b",
    re.I,
)
#: Reckoned from the day that was told of before.
_FROM_BEFORE = re.compile(
    r"\b(?:(?P<same>(?:on )?the same (?:day|evening|afternoon|occasion)|(?:earlier|later) (?:in|on) (?:the|that) day|on the (?:opening|first|inaugural) day|(?:late(?:r)? )?in the (?:evening|afternoon|morning))|"
    r"(?P<before>(?:an?|one) day (?:earlier|before|ago)|the (?:previous|preceding) (?:day|evening)|the (?:day|night|evening) before)|"
    r"(?P<after>(?:on )?the (?:following|next) (?:day|morning)|(?:an?|one) day (?:later|after)))\b",
    re.I,
)
#: One of these letters or words stands in each text that names a day.
_HINT = re.compile(
    r"\d|day|morning|evening|afternoon|night|week|month|year|tomorrow|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)


#: Years of news; beyond them the calendar itself ends.
_FIRST, _LAST = 1900, 2200


_DIGIT = re.compile(r"\d")
_MONTHS_BEGIN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIMES_OF_DAY = ("day", "evening", "afternoon", "morning", "night", "occasion")


@dataclass(frozen=True, slots=True)
class Day:
    """What a text calls a day: characters `start` to `end`, and YYYY-MM-DD, YYYY-MM or "" for next year."""

    start: int
    end: int
    value: str


def days_in(text: str, base: date, *, ahead: bool, before: date | None = None) -> list[Day]:
    """All days that `text` names, seen from `base`, the surest kind first: dates, weekdays, "today", months.

    `ahead` says that the text tells of the future, `before` is the day told of before, from which "the next day" is
    reckoned where the text itself names none ahead of it.
    """
    if not _HINT.search(text) or not _FIRST <= base.year <= _LAST:
        return []
    low = text.lower()
    if _may_hold(low, "until", "till", "up to", "through", "since"):
        text = _UNTIL.sub(lambda match: " " * len(match[0]), text)
    has_month, has_digit = _may_hold(text, *_MONTHS_BEGIN), bool(_DIGIT.search(text))
    found = [Day(*match.span(), _today(match, base)) for match in _TODAY.finditer(text)] if "today" in low else []
    calendar = _CALENDAR if has_month else _CALENDAR[2:]
    for pattern in calendar if has_digit else _CALENDAR[:0]:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = MONTHS[groups["month"]] if groups.get("month") else int(groups["number"] or 0)
            if value := _calendar(int(groups["day"]), month, groups["year"], base, ahead=ahead):
                found.append(Day(*match.span(), value))
    found = [day for day in found if not _ends_span(text, day, found)]
    found += [
        Day(*match.span(), value)
        for match in (_OF_THE_MONTH.finditer(text) if has_digit else ())
        if not _is_within(match, found)
        and (value := _calendar(int(match["day"]), base.month, str(base.year), base, ahead=ahead))
    ]
    found += [
        Day(match.start("weekday"), match.end(), _weekday(match, base, ahead=ahead))
        for match in (_WEEKDAY.finditer(text) if "day" in low else ())
    ]
    if _may_hold(low, "day", "tomorrow", "tonight", "this ", "last ", "next "):
        found += [Day(*match.span(), _relative(match["word"].lower(), base)) for match in _RELATIVE.finditer(text)]
    found += [
        Day(*match.span(), _from_before(match, _last_named(match, found) or before or base))
        for match in (_FROM_BEFORE.finditer(text) if _may_hold(low, *_TIMES_OF_DAY) else ())
        if not _is_within(match, found)
    ]
    months = (match for match in (_MONTH_ONLY.finditer(text) if has_month else ()) if not _is_within(match, found))
    return found + [Day(*m.span(), _month(MONTHS[m["month"]], m["year"], base, ahead=ahead)) for m in months]


def _may_hold(text: str, *words: str) -> bool:
    """Whether one of the words stands in `text`: asked before a pattern that needs one of them, it takes a tenth."""
    return any(word in text for word in words)


def _ends_span(text: str, day: Day, found: list[Day]) -> bool:
    """Whether it is the last day of "from 29 November to 1 December"."""
    before = re.search(r"\s*(?:to|till|until|-|–|and)\s+$", text[max(0, day.start - 10) : day.start])
    return bool(before) and any(0 <= day.start - other.end <= 10 for other in found if other is not day)


def day_of(text: str, base: date, *, ahead: bool, before: date | None = None) -> str | None:
    """The surest day that `text` names, the first of several."""
    return next((day.value for day in days_in(text, base, ahead=ahead, before=before)), None)


def _is_within(match: re.Match[str], found: list[Day]) -> bool:
    return any(day.start < match.end() and match.start() < day.end for day in found)


def _last_named(match: re.Match[str], found: list[Day]) -> date | None:
    """The last day that the same sentence names before `match`: "on Thursday … on the first day of the visit"."""
    named = [day for day in found if day.end <= match.start() and len(day.value) == 10]
    return date.fromisoformat(max(named, key=lambda day: day.end).value) if named else None


def _from_before(match: re.Match[str], before: date) -> str:
    shift = -1 if match["before"] else 1 if match["after"] else 0
    return (before + timedelta(days=shift)).isoformat()


def _calendar(day: int, month: int, year: str | None, base: date, *, ahead: bool) -> str | None:
    years = [int(year)] if year else [base.year - 1, base.year, base.year + 1]
    found = []
    for candidate in years:
        try:
            found.append(date(candidate, month, day))
        except ValueError:
            continue
    if not found:
        return None
    if not ahead and not year:
        # What is told as past was before: "signed on 15 July", printed in February.
        found = [it for it in found if (it - base).days <= 2] or found
    return min(found, key=lambda it: (abs((it - base).days), it)).isoformat()


def _month(month: int, year: str | None, base: date, *, ahead: bool) -> str:
    if year:
        return f"{int(year):04}-{month:02}"
    distance = (month - base.month) % 12
    if ahead:
        chosen = base.year + (month < base.month)
    else:
        chosen = base.year if distance == 0 or month < base.month else base.year - 1
    return f"{chosen:04}-{month:02}"


def _weekday(match: re.Match[str], base: date, *, ahead: bool) -> str:
    wanted = WEEKDAYS[match["weekday"]]
    back = (base.weekday() - wanted) % 7
    if match["which"] in ("next", "coming") or (ahead and match["which"] != "last"):
        return (base + timedelta(days=(wanted - base.weekday()) % 7 or (7 if match["which"] else 0))).isoformat()
    if match["which"] == "last" and back == 0:
        back = 7
    return (base - timedelta(days=back)).isoformat()


def _today(match: re.Match[str], base: date) -> str:
    """The day of "today (Wednesday)", which may be the day before or after the one on which it is published."""
    if not match["weekday"]:
        return base.isoformat()
    shift = (WEEKDAYS[match["weekday"]] - base.weekday() + 1) % 7 - 1
    return (base + timedelta(days=shift if shift <= 1 else 0)).isoformat()


def _relative(word: str, base: date) -> str:
    if word in ("today", "tonight") or word.startswith("this ") and word != "this month":
        return base.isoformat()
    shifts = {
        "yesterday": -1,
        "day before yesterday": -2,
        "last night": -1,
        "last evening": -1,
        "tomorrow": 1,
        "day after tomorrow": 2,
    }
    if word in shifts:
        return (base + timedelta(days=shifts[word])).isoformat()
    if word in ("next week", "later this week"):
        monday = base + timedelta(days=7 - base.weekday()) if word == "next week" else base
        sunday = monday + timedelta(days=6 - monday.weekday())
        return monday.isoformat()[:7] if monday.month == sunday.month else ""
    if word == "next year":
        return ""
    shift = {"next month": 1, "this month": 0, "later this month": 0, "last month": -1}[word]
    number = base.year * 12 + base.month - 1 + shift
    return f"{number // 12:04}-{number % 12 + 1:02}"
