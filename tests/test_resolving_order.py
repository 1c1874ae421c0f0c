"""Whatever comes first: the same reports give the same events, at once, one by one, or after another reading."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from items import EventReport
from tests.stories import Newsroom, Story, report
from warehouse.resolve import resolve

FIRST = date(2025, 3, 3)
LATER = datetime(2025, 6, 1, tzinfo=UTC)
YEARS = count(1600)
PEOPLE = (
    ("Kamran Bashir Qazi", "PK", "Minister for Industries of Pakistan"),
    ("Zahid Mehmood Butt", "PK", "Minister for Commerce of Pakistan"),
    ("Botir Salimov", "UZ", "Ambassador of Uzbekistan to Pakistan"),
    ("Nurlan Abdirov", "KZ", "Ambassador of Kazakhstan to Pakistan"),
)
#: Event → who reports it with what fields, without ids that depend on the order of reading.
Events = dict[frozenset[tuple[str, str, int]], tuple[Any, ...]]


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


reports = st.builds(
    report,
    *(st.sampled_from(PEOPLE[:2]), st.sampled_from(PEOPLE[2:])),
    type=st.sampled_from(["meeting", "meeting", "visit", "agreement"]),
    status=st.sampled_from(["held", "held", "planned", "postponed", "cancelled"]),
    date=st.one_of(
        st.integers(0, 4).map(lambda days: (FIRST + timedelta(days=days)).isoformat()),
        st.sampled_from(["2025-03", None]),
    ),
    place=st.sampled_from(["Islamabad", "Islamabad", "Tashkent", None]),
)
#: Some name nobody, some one side only.
vague = st.builds(
    report,
    st.sampled_from(PEOPLE),
    type=st.sampled_from(["meeting", "visit", "forum"]),
    status=st.sampled_from(["held", "planned", "postponed"]),
    date=st.sampled_from(["2025-03-04", "2025-03", None]),
    place=st.sampled_from(["Islamabad", None]),
)
nameless = st.builds(
    report, type=st.sampled_from(["forum", "agreement"]), date=st.sampled_from(["2025-03-04", "2025-03-05", None])
)
forums = st.builds(
    report,
    st.sampled_from(PEOPLE),
    type=st.just("forum"),
    status=st.sampled_from(["held", "planned"]),
    date=st.sampled_from(["2025-03-04", "2025-03", None]),
    place=st.sampled_from(["Islamabad", None]),
    forum_sort=st.sampled_from([None, "conference", "session", "ceremony"]),
)


@st.composite
def newspapers(draw: st.DrawFn) -> list[Story]:
    """Articles of three outlets in one week, with one to three reports each."""
    told = draw(
        st.lists(st.lists(st.one_of(reports, vague, nameless, forums), min_size=1, max_size=3), min_size=2, max_size=7)
    )
    return [
        Story(
            outlet=draw(st.sampled_from(["gazette", "courier", "herald"])),
            identity=str(number),
            reports=found,
            published_at=datetime(2025, 3, 3, 6, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 120))),
        )
        for number, found in enumerate(told)
    ]


def in_a_year_of_its_own(stories: Sequence[Story]) -> list[Story]:
    """The same stories where nothing that was told before is near them."""
    year = next(YEARS)

    def moved(told: EventReport) -> EventReport:
        return replace(told, date=told.date and told.date.replace("2025", str(year)))

    return [
        replace(
            story,
            identity=f"{year}{story.identity}",
            published_at=story.published_at and story.published_at.replace(year=year),
            reports=[moved(told) for told in story.reports],
        )
        for story in stories
    ]


def events(newsroom: Newsroom, year: str) -> Events:
    """All events of a year as they are held, each by its reports."""
    found = newsroom.ask(
        """
        with told as (
            select
                event_id,
                array_agg(array[outlet, identity, position::text] order by outlet, identity, position) as keys
            from core.event_reports join core.articles using (article_id)
            where starts_with(identity, %s)
            group by event_id
        )
        select
            told.keys, type, status, mode, event_date, date_precision, place, sides, first_reported_at, visits.keys,
            part_of_reason,
            array(
                select row(name, country, office)::text from core.event_participants as people
                where people.event_id = events.event_id order by position
            ),
            array(
                select (value - 'reports')::text from jsonb_array_elements(field_values) as value
            )
        from core.events
        join told using (event_id)
        left join told as visits on visits.event_id = part_of
        where merged_into is null and withdrawn_at is null and not needs_resolving
        """,
        year,
    )
    return {
        frozenset((outlet, identity.removeprefix(year), position) for outlet, identity, position in keys): tuple(
            repr(field).replace(year, "year") for field in fields
        )
        for keys, *fields in found
    }


def read_in_batches(newsroom: Newsroom, stories: Sequence[Story], cuts: Sequence[int]) -> Events:
    """Publish `stories` in their order, resolving after each of `cuts` and at the end."""
    told = in_a_year_of_its_own(stories)
    for number, story in enumerate(told):
        newsroom.publish(story)
        if number in cuts:
            resolve(newsroom.connection, LATER)
    resolve(newsroom.connection, LATER)
    return events(newsroom, told[0].identity[:4])


kept_short = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@kept_short
@given(stories=newspapers(), data=st.data())
def test_the_order_of_arrival_and_the_batches_make_no_difference(newsroom, stories, data):
    at_once = read_in_batches(newsroom, stories, ())
    assert at_once
    shuffled = data.draw(st.permutations(stories))
    cuts = data.draw(st.sets(st.integers(0, len(stories))))
    assert read_in_batches(newsroom, shuffled, sorted(cuts)) == at_once


@kept_short
@given(before=newspapers(), data=st.data())
def test_articles_that_read_otherwise_later_leave_no_trace_of_what_they_said_before(newsroom, before, data):
    order = data.draw(st.permutations(before))
    after = [replace(story, reports=other.reports) for story, other in zip(before, order, strict=True)]
    expected = read_in_batches(newsroom, after, ())
    first = in_a_year_of_its_own(before)
    year = first[0].identity[:4]
    ids = newsroom.publish(*first)
    resolve(newsroom.connection, LATER)
    numbers = [before.index(story) for story in order]
    moved = {story.identity: first[number].reports for story, number in zip(first, numbers, strict=True)}
    for page_id, story in data.draw(st.permutations(list(zip(ids, first, strict=True)))):
        newsroom.read(page_id, replace(story, reports=moved[story.identity]), reader_version=2)
        if data.draw(st.booleans()):
            resolve(newsroom.connection, LATER)
    resolve(newsroom.connection, LATER)
    assert events(newsroom, year) == expected
