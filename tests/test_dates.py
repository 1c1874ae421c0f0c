"""Printed dates, as the outlets write them, and what they must be read as."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.dates import read_day, read_moment

KARACHI = ZoneInfo("Asia/Karachi")


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2020-04-29T15:32:37+0500", "2020-04-29T15:32:37+05:00"),
        ("2020-04-29T15:32:37+05:00", "2020-04-29T15:32:37+05:00"),
        ("2020-04-29T10:32:37.125Z", "2020-04-29T10:32:37+00:00"),
        ("2020-04-29 15:32", "2020-04-29T15:32:00+05:00"),
        ("Wed, 29 Apr 2020 15:32:37 +0500", "2020-04-29T15:32:37+05:00"),
        ("Wed, 29 Apr 2020 10:32:37 GMT", "2020-04-29T10:32:37+00:00"),
        ("Wed 29th April 2020 | 03:32 PM", "2020-04-29T15:32:00+05:00"),
        ("Sumaira FH (@handle) Published May 18, 2024 | 09:10 PM", "2024-05-18T21:10:00+05:00"),
        ("Published 20 May, 2024 05:44am", "2024-05-20T05:44:00+05:00"),
        ("12:15 AM, 1 Aug 2025", "2025-08-01T00:15:00+05:00"),
        ("14:02, 1 декабря 2020", "2020-12-01T14:02:00+05:00"),
        ("1 Декабря 2020 14:02", "2020-12-01T14:02:00+05:00"),
        ("منگل 24 اپریل 2018 15:30", "2018-04-24T15:30:00+05:00"),
        ("Updated: Aug 5, 2025 01:00 | Published: Aug 1, 2025 12:10 PM", "2025-08-01T12:10:00+05:00"),
    ],
)
def test_a_printed_time_of_day_is_a_moment_with_zone(printed: str, moment: str) -> None:
    found = read_moment(printed, KARACHI)
    assert found is not None
    assert (found.at.isoformat(), found.precision) == (moment, "moment")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2021-10-31", date(2021, 10, 31)),
        ("October 31, 2021", date(2021, 10, 31)),
        ("31-10-2021", date(2021, 10, 31)),
        ("23-Feb-2023", date(2023, 2, 23)),
        ("02.02.22", date(2022, 2, 2)),
        ("08th Nov, 2016", date(2016, 11, 8)),
        ("24 اپریل2018ء", date(2018, 4, 24)),
        ("31/10/2021", date(2021, 10, 31)),
    ],
)
def test_a_printed_day_is_its_midnight_in_the_outlets_zone(printed: str, day: date) -> None:
    found = read_moment(printed, KARACHI)
    assert found is not None
    assert (found.at, found.precision) == (datetime(day.year, day.month, day.day, tzinfo=KARACHI), "day")


@pytest.mark.parametrize(
    "printed", ["12 minutes ago", "08/01/2025", "2024-02-30", "1970-01-01T00:00:00Z", "0001-01-01", "31st of May", ""]
)
def test_what_names_no_day_for_sure_is_unknown(printed: str) -> None:
    assert read_moment(printed, KARACHI) is None


def test_a_time_without_offset_on_a_site_of_unknown_zone_gives_the_day_only() -> None:
    found = read_moment("2020-04-29T23:50:00", None)
    assert found is not None
    assert (found.at.isoformat(), found.precision) == ("2020-04-29T00:00:00+00:00", "day")


def test_an_impossible_time_leaves_the_day() -> None:
    found = read_moment("Wed 29th April 2020 | 31:62", KARACHI)
    assert found is not None
    assert found.precision == "day"


def test_almaty_is_an_hour_nearer_since_march_2024() -> None:
    almaty = ZoneInfo("Asia/Almaty")
    before, after = read_moment("2024-02-29 12:00", almaty), read_moment("2024-03-01 12:00", almaty)
    assert before is not None
    assert after is not None
    assert (before.at.isoformat()[-6:], after.at.isoformat()[-6:]) == ("+06:00", "+05:00")


@pytest.mark.parametrize(
    ("printed", "near", "day"),
    [
        ("Jun 8", date(2022, 6, 9), date(2022, 6, 8)),
        ("JUL 05", date(2026, 7, 5), date(2026, 7, 5)),
        ("Dec 31", date(2026, 1, 1), date(2025, 12, 31)),
        ("1 января", date(2025, 12, 31), date(2026, 1, 1)),
        ("Feb 29", date(2024, 3, 1), date(2024, 2, 29)),
        ("May 18th, 2024", date(2030, 1, 1), date(2024, 5, 18)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(printed: str, near: date, day: date) -> None:
    assert read_day(printed, near) == day


def test_a_day_without_a_year_and_nothing_near_is_unknown() -> None:
    assert read_day("Jun 8", None) is None


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_moment(text, KARACHI)
    assert found is None or found.at.tzinfo is not None
    read_day(text, date(2025, 1, 1))
