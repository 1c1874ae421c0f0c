"""How each outlet stands, by what its last crawl came to; and that the operator hears of it once."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest

from alerts import operator
from items import Crawled, Listing, ListingVisit
from tests.readers import Hook
from tests.saved_site import gazette
from tests.stories import NOW, Newsroom
from warehouse import pages
from warehouse.watch import Verdict, judge, watch

FEED = "https://gazette.example/feed"
#: An outlet that is well.
WELL = {
    "outlet": "gazette",
    "quiet_hours": 48,
    "least_listed": 5,
    "most_unreadable": 0.2,
    "problem": None,
    "listings_answered": 2,
    "listed": 30,
    "unchanged": 0,
    "fresh": 2,
    "failed_listings": [],
    "stale_listings": [],
    "refused": 0,
    "articles": 10,
    "not_articles": 2,
    "unreadable": 0,
    "such_as": None,
    "by_fallback": 1,
    "newest_at": NOW - timedelta(hours=1),
    "usual_days": 20,
    "usual_a_day": 12.0,
    "pages_today": 11,
}


@pytest.mark.parametrize(
    ("counts", "verdict", "severity"),
    [
        ({}, "ok", "ok"),
        ({"listings_answered": 0, "failed_listings": ["a: timeout: none in time"]}, "unreachable", "fail"),
        ({"listings_answered": 0, "failed_listings": ["a: challenge: a bot wall", "b: http: x"]}, "blocked", "fail"),
        ({"listings_answered": 0, "failed_listings": ["a: http: status 429"]}, "blocked", "fail"),
        ({"refused": 3}, "blocked", "fail"),
        ({"unreadable": 3, "such_as": "no text"}, "re-laid-out", "fail"),
        ({"articles": 1, "unreadable": 1}, "ok", "ok"),
        ({"articles": 0, "not_articles": 3}, "re-laid-out", "fail"),
        ({"articles": 1, "not_articles": 3}, "ok", "ok"),
        ({"failed_listings": ["a: broken_listing: no link to an article"]}, "re-laid-out", "fail"),
        ({"by_fallback": 6}, "re-laid-out", "warn"),
        ({"fresh": 0, "stale_listings": ["a: its newest item is of May"]}, "stale", "fail"),
        ({"fresh": 1, "stale_listings": ["a: its newest item is of May"]}, "partly stale", "warn"),
        ({"newest_at": NOW - timedelta(hours=49)}, "silent", "fail"),
        ({"newest_at": None}, "ok", "ok"),
        ({"problem": "3 of 4 articles could not be had"}, "not whole", "fail"),
        ({"failed_listings": ["a: http: status 404"]}, "partly failing", "warn"),
        ({"listed": 4}, "low", "warn"),
        ({"listed": 0, "unchanged": 2}, "ok", "ok"),
        ({"pages_today": 2}, "low", "warn"),
        ({"pages_today": 2, "usual_days": 5}, "ok", "ok"),
    ],
)
def test_the_gravest_thing_that_can_be_said_of_an_outlet_is_its_verdict(counts, verdict, severity):
    found = judge(WELL | counts, NOW)
    assert (found.verdict, found.severity) == (verdict, severity)
    assert (found.detail is None) == (severity == "ok")


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        outlet = gazette(Listing(url=FEED, kind="feed"))
        pages.register_outlets(connection, [outlet])
        yield Newsroom(connection)


def crawl(newsroom: Newsroom, outcome: str, now: datetime, reason: str | None = None) -> list[Verdict]:
    """A crawl of the gazette whose one listing came to `outcome`, and the watch after it."""
    connection, answered = newsroom.connection, int(outcome != "failed")
    number = pages.start_crawl(connection, "gazette", None, now)
    visit = ListingVisit(url=FEED, outcome=outcome, listed=9 * answered, reason=reason)
    pages.record_visit(connection, "gazette", number, visit, [], now)
    came_to = Crawled(
        outlet="gazette",
        listings_answered=answered,
        listings_failed=1 - answered,
        listed=9 * answered,
        fetched=0,
        held=0,
        failed=0,
    )
    pages.finish_crawl(connection, number, came_to, now)
    return watch(connection, None, now)


def test_since_when_an_outlet_is_not_well_is_kept_while_it_stays_so(newsroom):
    first = datetime(2025, 8, 1, 9, tzinfo=UTC)
    for hours in range(3):
        crawl(newsroom, "failed", first + timedelta(hours=hours), "timeout: no whole answer in time")
    assert newsroom.ask("select verdict, severity, since from raw.verdicts") == [("unreachable", "fail", first)]


def test_the_operator_hears_once_that_an_outlet_rots_and_once_that_it_is_well_again(newsroom, hook: Hook):  # noqa: F811
    for hours, outcome in enumerate(("answered", "failed", "failed", "failed", "answered", "answered")):
        now = NOW + timedelta(hours=hours)
        crawl(newsroom, outcome, now, "timeout: no whole answer in time" if outcome == "failed" else None)
        operator.tell(newsroom.connection, [hook.url], now)
    said = [post["message"] for post in hook.posts]
    assert [post["title"] for post in hook.posts] == [
        "Corridor: an outlet needs mending",
        "Corridor: an outlet is well again",
    ]
    assert "The Gazette (gazette): unreachable since" in said[0]
    assert said[0].endswith("corridor doctor gazette")


def test_what_the_operator_could_not_be_told_is_told_at_the_next_run(newsroom, hook: Hook):  # noqa: F811
    crawl(newsroom, "failed", NOW, "challenge: a bot wall answered instead of the site")
    hook.answers = [500]
    with pytest.raises(ConnectionError):
        operator.tell(newsroom.connection, [hook.url], NOW)
    assert operator.tell(newsroom.connection, [hook.url], NOW) == 1
    assert operator.tell(newsroom.connection, [hook.url], NOW) == 0
    assert "blocked" in hook.posts[1]["message"]


def test_without_an_address_for_the_operator_nobody_is_told(newsroom):
    crawl(newsroom, "failed", NOW, "timeout: no whole answer in time")
    assert operator.tell(newsroom.connection, [], NOW) == 0
