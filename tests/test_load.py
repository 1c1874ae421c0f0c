"""Pages, articles and facts in the warehouse: what is loaded stands there once, whole and in its newest form."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg2
import pytest

from items import Agreement, Crawled, FetchFailure, Figure, ListingState, Place, UnreadablePage
from tests.stories import GUEST, HOST, MORNING, NOW, OUTLETS, Newsroom, Story, passage, report, talks
from warehouse import load, pages
from warehouse.resolve import resolve

STORY = Story(
    outlet="gazette",
    identity="101",
    reports=(talks(), report(HOST, type="visit", status="planned", date="2025-09", place="Tashkent", main=False)),
    figures=(Figure(amount=2e9, unit="USD", role="target", of="trade", evidence=passage("two billion dollars")),),
    agreements=(Agreement(title="Transit agreement", status="proposed", evidence=passage("a transit agreement")),),
)
#: Every page.
ALL = pages.Selection()


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


def failure(url: str, reason: str = "http", status: int | None = 404, identity: str | None = None) -> FetchFailure:
    return FetchFailure(
        outlet="gazette",
        url=url,
        identity=identity,
        reason=reason,
        detail="not there",
        status=status,
        failed_at=NOW,
    )


# --- pages ------------------------------------------------------------------------------------------------------------


def test_registering_the_outlets_again_changes_nothing(newsroom):
    before = newsroom.ask("select outlet, xmin::text from raw.outlets order by 1")
    pages.register_outlets(newsroom.connection, OUTLETS)
    assert newsroom.ask("select outlet, xmin::text from raw.outlets order by 1") == before


def test_a_page_recorded_twice_is_one_row_with_the_last_change_that_was_listed(newsroom):
    first = newsroom.fetch(STORY, lastmod=None)
    assert pages.held(newsroom.connection, "gazette", "101") == ""
    assert newsroom.fetch(STORY, lastmod="2025-08-01T07:00Z") == first
    assert pages.held(newsroom.connection, "gazette", "101") == "2025-08-01T07:00Z"
    assert pages.held(newsroom.connection, "gazette", "102") is None
    assert pages.all_held(newsroom.connection, "gazette") == {"101": "2025-08-01T07:00Z"}


def test_a_page_that_is_had_in_the_end_clears_its_failure_and_that_of_its_old_address(newsroom):
    pages.record_failure(newsroom.connection, failure(STORY.page.url))
    pages.record_failure(newsroom.connection, failure("https://gazette.example/old-slug", identity="101"))
    pages.record_failure(newsroom.connection, failure("https://gazette.example/999", identity="999"))
    assert len(pages.failing(newsroom.connection, "gazette")) == 3
    newsroom.fetch(STORY)
    assert pages.failing(newsroom.connection, "gazette") == {"https://gazette.example/999"}


@pytest.mark.parametrize(
    ("reason", "status", "hours", "skipped"),
    [
        ("http", 404, 1, True),
        ("http", 410, 23, True),
        ("too_large", 200, 1, True),
        ("not_html", 200, 1, True),
        ("robots", None, 1, True),
        ("http", 500, 1, False),
        ("timeout", None, 1, False),
        ("http", 404, 25, False),
    ],
)
def test_what_failed_for_good_is_left_alone_for_a_day(newsroom, reason, status, hours, skipped):
    url = "https://gazette.example/5"
    pages.record_failure(newsroom.connection, failure(url, reason, status))
    assert pages.skip(newsroom.connection, "gazette", url, NOW + timedelta(hours=hours)) is skipped


def test_an_endless_address_can_be_noted_as_failed(newsroom):
    url = "https://gazette.example/" + "ж" * 20_000
    pages.record_failure(newsroom.connection, failure(url))
    assert pages.skip(newsroom.connection, "gazette", url, NOW)


def test_a_killed_crawl_is_closed_by_the_next_one(newsroom):
    killed = pages.start_crawl(newsroom.connection, "gazette", "run 1", NOW)
    whole = pages.start_crawl(newsroom.connection, "gazette", "run 2", NOW + timedelta(hours=1))
    crawled = Crawled(
        outlet="gazette", listings_answered=1, listings_failed=0, listed=3, fetched=2, held=1, failed=0, problem=None
    )
    pages.finish_crawl(newsroom.connection, whole, crawled, NOW + timedelta(hours=2))
    assert newsroom.ask("select crawl_id, finished_at, problem, listed from raw.crawls order by 1") == [
        (killed, NOW + timedelta(hours=1), "killed before it ended", 0),
        (whole, NOW + timedelta(hours=2), None, 3),
    ]


def test_what_a_listing_said_of_itself_is_remembered(newsroom):
    url = "https://gazette.example/feed"
    pages.record_failure(newsroom.connection, failure(url))
    for etag in ('"one"', '"two"'):
        pages.record_listing(newsroom.connection, "gazette", ListingState(url=url, etag=etag), NOW)
    remembered = {url: ListingState(url=url, etag='"two"', answered_at=NOW)}
    assert pages.listing_states(newsroom.connection, "gazette") == remembered
    assert not pages.failing(newsroom.connection, "gazette")


def test_two_readers_never_get_the_same_page(newsroom, database):
    for number in range(4):
        newsroom.fetch(replace(STORY, identity=str(number)))
    with closing(psycopg2.connect(database.loader_url)) as other:
        mine = pages.pages_to_read(newsroom.connection, None, 3)
        theirs = pages.pages_to_read(other, None, 3)
        assert len(mine) == 3
        assert len(theirs) == 1
        assert not {page.page_id for page in mine} & {page.page_id for page in theirs}
        assert all(page.is_new and page.place == Place(file="gazette.warc", offset=0) for page in mine)


def test_read_pages_wait_again_only_for_a_better_reader_that_asks_for_them(newsroom):
    newsroom.publish(STORY)
    assert pages.pages_to_read(newsroom.connection, None, 10) == []
    assert pages.ask_reread(newsroom.connection, ALL, 1, NOW) == (0, 0)
    assert pages.page_to_reread(newsroom.connection, ALL) is None
    assert pages.ask_reread(newsroom.connection, ALL, 2, NOW) == (1, 0)
    page = pages.page_to_reread(newsroom.connection, ALL)
    assert (page.identity, page.is_new) == ("101", False)
    assert pages.page_to_reread(newsroom.connection, ALL) is None


def test_a_page_that_a_killed_reader_had_taken_waits_again(newsroom, database):
    newsroom.publish(STORY, replace(STORY, identity="102"))
    pages.ask_reread(newsroom.connection, ALL, 1, NOW, everything=True)
    with closing(psycopg2.connect(database.loader_url)) as killed:
        taken = [pages.page_to_reread(killed, ALL).identity, pages.page_to_reread(newsroom.connection, ALL).identity]
        assert sorted(taken) == ["101", "102"]
        newsroom.connection.commit()
        reader = killed.get_backend_pid()
    while newsroom.ask(f"select pid from pg_stat_activity where pid = {reader}"):
        time.sleep(0.01)  # until the server has noticed
    assert pages.ask_reread(newsroom.connection, ALL, 1, NOW, everything=True) == (1, 1)
    assert pages.page_to_reread(newsroom.connection, ALL).identity == taken[0]


def test_pages_to_read_again_are_chosen_by_outlet_and_by_the_moment_of_fetching(newsroom):
    newsroom.publish(STORY, replace(STORY, identity="102", fetched_at=STORY.fetched_at + timedelta(days=3)))
    newsroom.publish(replace(STORY, outlet="herald"))
    later = pages.Selection(outlets=("gazette",), since=STORY.fetched_at + timedelta(days=1))
    assert pages.ask_reread(newsroom.connection, later, 2, NOW) == (1, 0)
    assert pages.page_to_reread(newsroom.connection, later).identity == "102"
    earlier = pages.Selection(until=STORY.fetched_at + timedelta(days=1))
    assert pages.ask_reread(newsroom.connection, earlier, 2, NOW, most=1) == (1, 0)


def test_a_page_that_went_back_to_its_old_content_is_the_newest_revision_again(newsroom):
    edited = replace(STORY, headline="Minister, envoy talk trade", fetched_at=STORY.fetched_at + timedelta(hours=1))
    newsroom.publish(STORY, edited)
    back = replace(STORY, fetched_at=STORY.fetched_at + timedelta(hours=2))
    page_id = newsroom.fetch(back)
    assert [page.page_id for page in pages.pages_to_read(newsroom.connection, None, 10)] == [page_id]
    newsroom.read(page_id, back)
    assert newsroom.ask("select headline from core.articles") == [(STORY.headline,)]


def test_where_a_content_of_an_article_stands_is_known_as_long_as_its_bytes_are_held(newsroom):
    newsroom.fetch(STORY)
    assert pages.original(newsroom.connection, STORY.page) == Place(file="gazette.warc", offset=0)
    assert pages.original(newsroom.connection, replace(STORY, headline="Edited").page) is None
    assert pages.original(newsroom.connection, replace(STORY, identity="102").page) is None
    newsroom.ask("update raw.pages set removed_at = now() returning 1")
    assert pages.original(newsroom.connection, STORY.page) is None


def test_bytes_that_retention_removed_stand_where_the_page_is_fetched_again(newsroom):
    newsroom.publish(STORY)
    newsroom.ask("update raw.pages set removed_at = now() returning 1")
    query = "select warc_file, removed_at is null, outcome from raw.pages"
    crawl = newsroom.crawls["gazette"]
    later = replace(STORY.page, fetched_at=STORY.fetched_at + timedelta(days=200))
    pages.record_pages(newsroom.connection, crawl, [(later, Place(file="gazette.warc", offset=0), None)])
    assert newsroom.ask(query) == [("gazette.warc", False, "article")]
    pages.record_pages(newsroom.connection, crawl, [(later, Place(file="new.warc", offset=7), None)])
    assert newsroom.ask(query) == [("new.warc", True, "article")]
    assert newsroom.ask("select fetched_at from raw.pages") == [(later.fetched_at,)]


def test_removed_pages_are_neither_read_nor_read_again(newsroom):
    newsroom.publish(STORY)
    newsroom.fetch(replace(STORY, identity="102"))
    newsroom.ask("update raw.pages set removed_at = now() returning 1")
    newsroom.connection.commit()
    assert pages.pages_to_read(newsroom.connection, None, 10) == []
    assert pages.held(newsroom.connection, "gazette", "102") is not None


# --- articles and facts -----------------------------------------------------------------------------------------------


def test_an_article_is_loaded_with_all_its_facts(newsroom):
    newsroom.publish(STORY)
    assert newsroom.ask("select headline, published_at, reader_version from core.articles") == [
        (STORY.headline, MORNING, 1)
    ]
    assert newsroom.ask("select type, status, event_date::text, date_precision, sides from core.event_reports") == [
        ("meeting", "held", "2025-08-01", "day", ["PK", "UZ"]),
        ("visit", "planned", "2025-09-01", "month", ["PK", "UZ"]),
    ]
    assert newsroom.ask("select name, country, office from core.report_participants order by 1") == sorted(
        [HOST, HOST, GUEST]
    )
    assert newsroom.ask("select amount::text, unit, role, of_what from core.figures") == [
        ("2000000000", "USD", "target", "trade")
    ]
    assert newsroom.ask("select title, status from core.agreements") == [("Transit agreement", "proposed")]
    assert newsroom.ask("select outcome, first_read_at, read_at from raw.pages") == [("article", NOW, NOW)]


def test_loading_twice_changes_nothing(newsroom):
    [page_id] = newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    before = newsroom.tables("raw", "core")
    assert newsroom.read(page_id, STORY, now=NOW + timedelta(days=1)) is False
    resolve(newsroom.connection, NOW + timedelta(days=1))
    assert newsroom.tables("raw", "core") == before


def test_reading_again_writes_no_row_where_nothing_changed(newsroom):
    [page_id] = newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    query = (
        "select 1, xmin::text from raw.pages union all select 2, xmin::text from core.articles"
        " union all select 3, xmin::text from core.article_revisions union all select 4, xmin::text from core.figures"
        " union all select 5, xmin::text from core.engagements union all select 6, xmin::text from core.event_reports"
        " union all select 7, xmin::text from core.report_participants union all select 8, xmin::text from core.events"
        " union all select 9, xmin::text from core.agreements order by 1, 2"
    )
    before = newsroom.ask(query)
    assert newsroom.read(page_id, STORY, now=NOW + timedelta(days=1)) is False
    assert newsroom.ask(query) == before


@pytest.mark.parametrize(
    "better",
    [
        replace(STORY, headline="Minister and envoy discuss trade"),
        replace(STORY, sectors=("trade", "transport")),
        replace(STORY, reports=STORY.reports[:1]),
        replace(STORY, figures=()),
        replace(STORY, agreements=(replace(STORY.agreements[0], status="signed"),)),
        replace(STORY, relevant=False),
    ],
)
def test_a_better_reader_that_finds_anything_else_says_that_facts_changed(newsroom, better):
    [page_id] = newsroom.publish(STORY)
    assert newsroom.read(page_id, STORY, reader_version=2) is False
    assert newsroom.read(page_id, better, reader_version=3) is True
    assert newsroom.read(page_id, better, reader_version=4) is False


def test_a_better_reader_that_finds_the_same_keeps_every_report_and_its_event(newsroom):
    [page_id] = newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    query = "select report_id, event_id, is_new from core.event_reports order by 1"
    before = newsroom.ask(query)
    newsroom.read(page_id, STORY, reader_version=2)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask(query) == before
    assert newsroom.ask("select distinct reader_version from core.event_reports") == [(2,)]


def test_a_better_reader_that_finds_another_day_keeps_the_event(newsroom):
    [page_id] = newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    before = newsroom.ask("select event_id from core.events where type = 'meeting'")
    better = replace(STORY, reports=(talks(date="2025-07-31", place="Lahore"),))
    newsroom.read(page_id, better, reader_version=2)
    resolve(newsroom.connection, NOW)
    assert newsroom.ask("select event_id from core.events where type = 'meeting'") == before
    assert newsroom.ask("select event_date::text, place from core.events where type = 'meeting'") == [
        ("2025-07-31", "Lahore")
    ]
    assert newsroom.ask("select type from core.events where withdrawn_at is not null") == [("visit",)]


def test_an_edited_article_replaces_the_old_text_and_both_revisions_are_kept(newsroom):
    edited = replace(STORY, headline="Minister, envoy agree on trade", fetched_at=STORY.fetched_at + timedelta(hours=2))
    newsroom.publish(STORY, edited)
    assert newsroom.ask("select headline from core.articles") == [("Minister, envoy agree on trade",)]
    assert newsroom.ask("select headline from core.article_revisions order by page_id") == [
        (STORY.headline,),
        ("Minister, envoy agree on trade",),
    ]


def test_an_old_revision_that_is_read_again_later_does_not_overwrite_the_newer_one(newsroom):
    edited = replace(STORY, headline="Minister, envoy agree", fetched_at=STORY.fetched_at + timedelta(hours=2))
    [old, new] = newsroom.publish(STORY, edited)
    newsroom.read(new, edited, reader_version=2)
    newsroom.read(old, replace(STORY, headline="Minister and envoy, better read"), reader_version=2)
    assert newsroom.ask("select headline, page_id from core.articles") == [("Minister, envoy agree", new)]
    assert newsroom.ask("select headline from core.article_revisions where page_id = %s", old) == [
        ("Minister and envoy, better read",)
    ]


def test_an_article_that_is_not_relevant_after_all_loses_its_reports_figures_and_event(newsroom):
    [page_id] = newsroom.publish(STORY)
    resolve(newsroom.connection, NOW)
    newsroom.read(page_id, replace(STORY, relevant=False), reader_version=2)
    resolved = resolve(newsroom.connection, NOW)
    assert resolved.withdrawn == 2
    for table in ("event_reports", "report_participants", "event_participants", "figures", "agreements"):
        assert newsroom.ask(f"select count(*) from core.{table}") == [(0,)], table


def test_a_page_that_turns_out_to_be_no_article_gives_way_to_the_older_revision(newsroom):
    broken = replace(STORY, headline="Access denied", fetched_at=STORY.fetched_at + timedelta(hours=2))
    [old, new] = newsroom.publish(STORY, broken)
    with newsroom.connection:
        load.set_aside(newsroom.connection, new, "not_article", "it is an error page", 2, NOW)
    assert newsroom.ask("select count(*) from core.articles") == [(0,)]
    waiting = pages.pages_to_read(newsroom.connection, None, 10)
    assert [(page.page_id, page.is_new) for page in waiting] == [(old, False)]
    newsroom.read(old, STORY, reader_version=2)
    assert newsroom.ask("select headline from core.articles") == [(STORY.headline,)]


def test_a_page_that_cannot_be_read_is_kept_with_the_reason(newsroom):
    page_id = newsroom.fetch(STORY)
    for _ in range(2):
        with newsroom.connection:
            load.set_aside(newsroom.connection, page_id, "unreadable", "no date\x00 found", 1, NOW)
    assert newsroom.ask("select outcome, reason, reader_version, first_read_at from raw.pages") == [
        ("unreadable", "no date  found", 1, NOW)
    ]


def test_control_characters_and_half_characters_are_taken_out_of_every_text(newsroom):
    dirty = replace(
        STORY,
        headline="Minister\x00, envoy\x0b meet",
        body=("He said\x1b[31m so\ud800.", "Второй абзац"),
        reports=(report(("Kamran\x00 Qazi", "PK", "Minister\x07"), GUEST, evidence="He\x00 received him"),),
    )
    newsroom.publish(dirty)
    assert newsroom.ask("select headline, body from core.articles") == [
        ("Minister , envoy  meet", ["He said [31m so\ufffd.", "Второй абзац"])
    ]
    assert newsroom.ask("select evidence -> 0 ->> 'text' from core.event_reports") == [("He  received him",)]
    assert newsroom.ask("select name, office from core.report_participants order by position limit 1") == [
        ("Kamran  Qazi", "Minister ")
    ]


def test_what_looks_like_sql_is_text(newsroom):
    newsroom.publish(replace(STORY, headline="'); drop table core.articles; -- %s %(page_id)s"))
    assert newsroom.ask("select headline from core.articles") == [("'); drop table core.articles; -- %s %(page_id)s",)]


def test_a_load_that_fails_half_way_leaves_nothing(newsroom):
    page_id = newsroom.fetch(STORY)
    impossible = replace(STORY, reports=(talks(), report(("", "PK", None))))
    with pytest.raises(UnreadablePage, match="the warehouse refuses what was read"):
        newsroom.read(page_id, impossible)
    assert newsroom.ask("select count(*) from core.articles") == [(0,)]
    assert newsroom.ask("select outcome from raw.pages") == [(None,)]


def test_a_page_that_is_not_there_is_refused(newsroom):
    with pytest.raises(LookupError, match="no page 77"):
        newsroom.read(77, STORY)
