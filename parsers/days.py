"""The words of a sentence for a day → YYYY-MM-DD or YYYY-MM, reckoned from the day of the article."""

from __future__ import annotations

import re
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
_SPAN = r"(?:\s*(?:-|–|to|and|till|until)\s*[0-3]?\d(?:st|nd|rd|th)?\b)?"
_YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}{_SPAN}(?!\s*(?:percent|%|million|billion)){_YEAR}"),
    re.compile(rf"\b{_DAY}{_SPAN}\s+(?:of\s+)?{_MONTH}{_YEAR}"),
)
_MONTH_ONLY = re.compile(
    rf"\b(?:in|of|during|by|next|last|this|early|late|mid|middle of|end of|for|week of|half of)\b[\s-]+(?:early\s+|late\s+|mid-?)?{_MONTH}{_YEAR}"
)
_WEEKDAY = re.compile(r"\b(?P<which>next|last|coming|this)?\s*(?P<weekday>" + "|".join(WEEKDAYS) + r")\b")
_UNTIL = re.compile(
    r"\b(?:until|till|up to|through|since)\s+(?:the\s+)?[A-Z0-9][\w]*(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?"
)
_TODAY = re.compile(r"\btoday\s*\(\s*(?:" + "|".join(WEEKDAYS) + r")\s*\)|\((?:today)\)")
_RELATIVE = re.compile(
    r"\b(?P<word>today|yesterday|tomorrow|tonight|next week|later this week|next month|this month|last month|later this month|next year)\b",
    re.I,
)


def day_of(text: str, base: date, *, ahead: bool) -> str | None:
    """The day that `text` names, seen from `base`; `ahead` says that it tells of the future."""
    text = _UNTIL.sub(" ", text)
    if _TODAY.search(text):
        return base.isoformat()
    for pattern in _DATES:
        if match := pattern.search(text):
            return _calendar(int(match["day"]), MONTHS[match["month"]], match["year"], base, ahead=ahead)
    if match := _WEEKDAY.search(text):
        return _weekday(match, base, ahead=ahead)
    if match := _RELATIVE.search(text):
        return _relative(match["word"].lower(), base)
    if match := _MONTH_ONLY.search(text):
        return _month(MONTHS[match["month"]], match["year"], base, ahead=ahead)
    return None


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


def _relative(word: str, base: date) -> str:
    if word in ("today", "tonight", "the same day"):
        return base.isoformat()
    if word in ("yesterday", "tomorrow"):
        return (base + timedelta(days=-1 if word == "yesterday" else 1)).isoformat()
    if word in ("next week", "later this week"):
        monday = base + timedelta(days=7 - base.weekday()) if word == "next week" else base
        sunday = monday + timedelta(days=6 - monday.weekday())
        return monday.isoformat()[:7] if monday.month == sunday.month else ""
    if word == "next year":
        return ""
    shift = {"next month": 1, "this month": 0, "later this month": 0, "last month": -1}[word]
    number = base.year * 12 + base.month - 1 + shift
    return f"{number // 12:04}-{number % 12 + 1:02}"
