"""A printed date, as pages and feeds write it → a moment with zone, or a day. Days named in prose are not read here.

Forms: ISO 8601 with or without a colon in the offset, RFC 2822, "Wed 29th April 2020 | 03:32 PM", "October 31, 2021",
"31-10-2021", "02.02.22", "14:02, 1 декабря 2020", "24 اپریل2018ء", "2025-yil 12-avgust", "Бугун, 14:30", "2 hours ago".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

from parsers.clean import tidy
from parsers.months import AGO, TODAY, UNITS, YESTERDAY, months

MONTHS = months()
_NAMED = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\\W\\d_])"
_MONTH = r"(?P<month>[^\W\d_]{3,9}+)"
#: That no digit stands before is asked behind the first digit: a pattern that begins with one passes over text faster.
_DAY = r"(?P<day>\d(?<!\d\d)\d?+)(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:соли\s)?(?P<year>\d{4})(?!\d)"  # Tajik: of the year
_GAP = r"[\s,،.-]{0,3}+"
_YEAR_FIRST = re.compile(r"(?P<year>\d(?<!\d\d)\d{3})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
_DAY_MONTH = rf"{_DAY}(?:\s+of\s+|{_GAP}){_MONTH}"
_MONTH_DAY = rf"(?<![^\W\d_]){_MONTH}\.?\s{{0,2}}{_DAY}"
_DAY_FIRST = re.compile(
    r"(?P<day>\d(?<!\d\d)\d?)(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)"
)
#: Uzbek, Kazakh, Kyrgyz: 2025-yil 12-avgust, 2025 жылғы 12 ақпан, 2025-жылдын 1-августу.
_YEAR_DAY_MONTH = (
    r"(?P<year>\d(?<!\d\d)\d{3})\s?-?\s?(?:yil|йил|жыл|ýyl)[^\W\d_]{0,4}[\s,]{1,3}"
    rf"(?P<day>\d\d?)[\s-]{{1,2}}{_MONTH}"
)
#: Printed days, surest form first. Those without a year come last: they need one from elsewhere.
_FORMS = (
    _YEAR_FIRST,
    *(re.compile(form + _GAP + _YEAR, re.IGNORECASE) for form in (_DAY_MONTH, _MONTH_DAY)),
    re.compile(_YEAR_DAY_MONTH, re.IGNORECASE),
    _DAY_FIRST,
)
_YEARLESS = tuple(re.compile(form, re.IGNORECASE) for form in (_MONTH_DAY, _DAY_MONTH))
#: A printed day as part of a larger pattern, year or not; `read_day` reads what it matches.
DAY_PATTERN = (
    rf"(?:{_NAMED}\.?\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:\s?,?\s{{0,2}}\d{{4}}(?!\d))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{0,2}}{_NAMED}(?:[\s,.-]{{0,3}}\d{{4}}(?!\d))?"
    r"|\d{1,2}[-.]\d{1,2}[-.](?:\d{4}|\d\d)(?!\d))"
)
_TIME = re.compile(
    r"(?P<hour>\d(?<![\d:]\d)\d?):(?P<minute>\d\d)(?::(?P<second>\d\d?)(?:[.,]\d{1,9})?)?(?!\d)"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>\(?(?:UTC|GMT)\s?[+-]\d\d:?\d\d(?!\d)|(?:Z|UTC|GMT|PKT)(?![A-Za-z])|[+-]\d\d:?\d\d(?!\d)|[+-]\d\d(?![\d:]))?",
    re.IGNORECASE,
)
#: What stands before the date that counts where a line has several: "Updated …, published …".
_PUBLISHED = re.compile(
    r"[PpОо](?<!\w.)(?i:(?<=p)(?:ublished|osted)|(?<=о)публиковано)\b(?i:\s+(?:on|at)\b)?",
)
_NAMED_ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "PKT": timezone(timedelta(hours=5))}
#: Characters of a line that are looked at: a date in print is short.
_WINDOW = 300
_YEARS = range(1990, 2101)
#: Characters of a line that says nothing but how long ago it was.
_LONGEST_RELATIVE = 60
_NAMED_DAY = re.compile(rf"\W{{0,5}}(?P<word>{'|'.join([*TODAY, *YESTERDAY])})(?![^\W\d_])")
_AGO = re.compile(
    rf"(?:(?P<number>\d{{1,3}})\s?|\ban?\s|\bone\s|^)(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})"
    rf"[^\W\d_]{{0,6}}\s(?:{'|'.join(AGO)})(?![^\W\d_])"
)
#: No zone is farther from UTC.
_FARTHEST = timedelta(hours=14, minutes=59)


@dataclass(frozen=True)
class Moment:
    """When something was published. Of precision "day", `at` is that day's midnight."""

    at: datetime
    precision: Literal["moment", "day"]


def read_moment(text: str, zone: tzinfo | None) -> Moment | None:
    """The date printed in `text`, with its time of day if there is one.

    A time without an offset is in `zone`. Where that is unknown too, only the day is kept, as midnight UTC. "2 hours
    ago" (see read_relative) and 08/01/2025, of which nobody knows the month, are None.
    """
    if moment := _read_iso(text, zone):
        return moment
    text = text[:_WINDOW]
    if said := _PUBLISHED.search(text):
        text = text[said.end() :]
    found = _find_day(text, _FORMS, None)
    if found is None:
        return None
    day, start, end = found
    clock = _TIME.search(text[end:]) or _TIME.search(text[:start])
    return (_at(day, clock, zone) if clock else None) or midnight(day, zone)


def read_relative(text: str, zone: tzinfo | None, now: datetime) -> Moment | None:
    """What a short `text` such as "Бугун, 14:30" or "2 hours ago" meant at the moment `now`, for a reader in `zone`."""
    text = tidy(text[:_LONGEST_RELATIVE]).casefold()
    here = now.astimezone(zone) if zone else now
    if ago := _AGO.search(text):
        seconds = next(length for unit, length in UNITS.items() if ago["unit"].startswith(unit))
        at = here - timedelta(seconds=seconds * int(ago["number"] or 1))
        return midnight(at.date(), zone) if seconds >= UNITS["day"] else Moment(at.replace(microsecond=0), "moment")
    if (named := _NAMED_DAY.match(text)) is None:
        return None
    day = here.date() - timedelta(days=named["word"] in YESTERDAY)
    clock = _TIME.search(text, named.end())
    return (_at(day, clock, zone) if clock else None) or midnight(day, zone)


def _read_iso(text: str, zone: tzinfo | None) -> Moment | None:
    """What machines are told, ten times as fast as by looking for a date; None where `text` is anything else."""
    if text[4:5] != "-" or text[10:11] not in ("T", " ") or text[13:14] != ":":
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None and zone:
        at = at.replace(tzinfo=zone)
    offset = at.utcoffset()
    if offset is None or abs(offset) > _FARTHEST or at.year not in _YEARS:
        return None
    return Moment(at.replace(microsecond=0), "moment")


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
        while match:
            if day := _day_of(match, near):
                return day, match.start(), match.end()
            # "The 12 members of 2024" looks like a day, and one may follow.
            match = form.search(text, match.end()) if form not in (_YEAR_FIRST, _DAY_FIRST) else None
    return None


def _day_of(match: re.Match[str], near: date | None) -> date | None:
    if match.re is _YEAR_FIRST:
        return _year_first(match)
    if match.re is _DAY_FIRST:
        return _day_first(match)
    return _yearless(match, near) if near else _named(match)


def _named(match: re.Match[str]) -> date | None:
    day, month, year = match.group("day", "month", "year")
    number = MONTHS.get(month.casefold())
    return _date(int(year), number, int(day)) if number else None


def _year_first(match: re.Match[str]) -> date | None:
    year, month, day = match.group("year", "number", "day")
    return _date(int(year), int(month), int(day))


def _day_first(match: re.Match[str]) -> date | None:
    day, mark, number, year = match.group("day", "mark", "number", "year")
    # Between slashes American print puts the month first: 08/01/2025 may be either.
    if mark == "/" and int(day) <= 12 and int(day) != int(number):
        return None
    return _date(int(year) + 2000 if len(year) == 2 else int(year), int(number), int(day))


def _yearless(match: re.Match[str], near: date) -> date | None:
    number = MONTHS.get(match["month"].casefold())
    if number is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    days = [found for year in years if (found := _date(year, number, int(match["day"])))]
    return min(days, key=lambda found: abs(found - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str], zone: tzinfo | None) -> Moment | None:
    hour, minute, second, half, printed = clock.group("hour", "minute", "second", "half", "zone")
    hour = int(hour)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    own = _offset(printed) if printed else zone
    if own is None:
        return None
    try:
        return Moment(datetime(day.year, day.month, day.day, hour, int(minute), int(second or 0), tzinfo=own), "moment")
    except ValueError:
        return None


@cache
def _offset(printed: str) -> tzinfo | None:
    if named := _NAMED_ZONES.get(printed.upper()):
        return named
    printed = printed.lstrip("(UTCGMutcgm ")
    digits = printed[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if printed[0] == "-" else offset)
