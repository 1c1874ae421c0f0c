"""A printed date, as pages and feeds write it → a moment with zone, or a day. Days named in prose are not read here.

Forms: ISO 8601 with or without a colon in the offset, RFC 2822, "Wed 29th April 2020 | 03:32 PM", "October 31, 2021",
"31-10-2021", "02.02.22", "14:02, 1 декабря 2020", "24 اپریل2018ء".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

_ENGLISH = "january february march april may june july august september october november december"
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_RUSSIAN_NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
_URDU = "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"


def _months() -> dict[str, int]:
    numbers = {"sept": 9}
    for year in (_ENGLISH, _RUSSIAN, _RUSSIAN_NOMINATIVE, _URDU):
        for number, name in enumerate(year.split(), start=1):
            numbers[name] = number
            if year is not _URDU:
                numbers[name[:3]] = number
    return numbers


MONTHS = _months()
_NAMED = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\\W\\d_])"
_MONTH = f"(?P<month>{_NAMED})"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_GAP = r"[\s,.-]{0,3}"
#: Printed days, surest form first. Those without a year come last: they need one from elsewhere.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"{_DAY}(?:\s+of\s+|{_GAP}){_MONTH}{_GAP}{_YEAR}",
        rf"(?<![^\W\d_]){_MONTH}\.?\s{{0,2}}{_DAY}{_GAP}{_YEAR}",
        r"(?<!\d)(?P<day>\d{1,2})(?P<between>[-/.])(?P<number>\d{1,2})(?P=between)(?P<year>\d{4}|\d{2})(?!\d)",
    )
)
_YEARLESS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (rf"(?<![^\W\d_]){_MONTH}\.?\s{{0,2}}{_DAY}", rf"{_DAY}(?:\s+of\s+|{_GAP}){_MONTH}")
)
#: A printed day as part of a larger pattern, year or not; `read_day` reads what it matches.
DAY_PATTERN = (
    rf"(?:{_NAMED}\.?\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s?,?\s{{0,2}}\d{{4}}(?!\d))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{0,2}}{_NAMED}(?:[\s,.-]{{0,3}}\d{{4}}(?!\d))?"
    r"|\d{1,2}[-.]\d{1,2}[-.](?:\d{4}|\d\d)(?!\d))"
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?:Z|UTC|GMT|PKT)(?![A-Za-z])|[+-]\d\d:?\d\d(?!\d)|[+-]\d\d(?![\d:]))?",
    re.IGNORECASE,
)
#: What stands before the date that counts where a line has several: "Updated …, published …".
_PUBLISHED = re.compile(r"\b(?:published|posted|опубликовано)\b(?:\s+(?:on|at)\b)?", re.IGNORECASE)
_NAMED_ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "PKT": timezone(timedelta(hours=5))}
#: Characters of a line that are looked at: a date in print is short.
_WINDOW = 300
_YEARS = range(1990, 2101)


@dataclass(frozen=True)
class Moment:
    """When something was published. Of precision "day", `at` is that day's midnight."""

    at: datetime
    precision: Literal["moment", "day"]


def read_moment(text: str, zone: tzinfo | None) -> Moment | None:
    """The date printed in `text`, with its time of day if there is one.

    A time without an offset is in `zone`. Where that is unknown too, only the day is kept, as midnight UTC. "2 hours
    ago" and 08/01/2025, of which nobody knows the month, are None.
    """
    text = text[:_WINDOW]
    if said := _PUBLISHED.search(text):
        text = text[said.end() :]
    found = _find_day(text, _FORMS, None)
    if found is None:
        return None
    day, start, end = found
    clock = _TIME.search(text[end:]) or _TIME.search(text[:start])
    return (_at(day, clock, zone) if clock else None) or midnight(day, zone)


def read_day(text: str, near: date | None) -> date | None:
    """The day printed in `text`; one without a year is taken to be the nearest to `near`, or None without that."""
    found = _find_day(text[:_WINDOW], _FORMS, None) or (near and _find_day(text[:_WINDOW], _YEARLESS, near))
    return found[0] if found else None


def midnight(day: date, zone: tzinfo | None) -> Moment:
    """`day` as a moment of day precision."""
    return Moment(datetime.combine(day, time(), zone or UTC), "day")


def _find_day(text: str, forms: tuple[re.Pattern[str], ...], near: date | None) -> tuple[date, int, int] | None:
    for form in forms:
        match = form.search(text)
        day = match and _day_of(match, near)
        if match and day:
            return day, match.start(), match.end()
    return None


def _day_of(match: re.Match[str], near: date | None) -> date | None:
    parts = match.groupdict()
    month = MONTHS[parts["month"].casefold()] if "month" in parts else int(parts["number"])
    day = int(parts["day"])
    # Between slashes American print puts the month first: 08/01/2025 may be either.
    if parts.get("between") == "/" and day <= 12 and day != month:
        return None
    if "year" in parts:
        year = int(parts["year"])
        return _date(year + 2000 if len(parts["year"]) == 2 else year, month, day)
    if near is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    days = [found for year in years if (found := _date(year, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str], zone: tzinfo | None) -> Moment | None:
    hour, half = int(clock["hour"]), (clock["half"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    own = _offset(clock["zone"]) if clock["zone"] else zone
    try:
        moment = datetime(
            day.year, day.month, day.day, hour, int(clock["minute"]), int(clock["second"] or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return Moment(moment.replace(tzinfo=own), "moment") if own else None


def _offset(printed: str) -> tzinfo | None:
    if named := _NAMED_ZONES.get(printed.upper()):
        return named
    digits = printed[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if printed[0] == "-" else offset)
