"""What analysts see: every column says what it means, and nothing but the views is open to them."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import psycopg2
import pytest

from alerts.deliver import deliver
from items import Agreement, Crawled, DeclaredLink, Figure, Gap, ListingVisit
from parsers.sentences import split
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, passage, report, talks
from warehouse import load, pages
from warehouse.copies import mark_copies
from warehouse.lexicon import keep_in_step
from warehouse.pages import record_gap, record_visit, start_crawl
from warehouse.resolve import resolve

VIEWS = (
    "agreement_timeline",
    "agreements",
    "alert_latency",
    "aliases",
    "article_revisions",
    "article_twins",
    "bodies",
    "commitments",
    "copies",
    "engagements",
    "event_changes",
    "event_decisions",
    "event_memberships",
    "event_participants",
    "event_parts",
    "event_redirects",
    "event_reports",
    "event_timeline",
    "event_values",
    "event_versions",
    "events",
    "figures",
    "gaps",
    "listings",
    "offices_held",
    "outlets",
    "people",
)
#: Late in the evening of 31 July in UTC is the small hours of 1 August in Pakistan.
NIGHT = datetime(2025, 7, 31, 21, 0, tzinfo=UTC)
STORY = Story(
    outlet="gazette",
    identity="1",
    reports=(report(GUEST, type="visit", main=False), talks()),
    published_at=NIGHT,
    links=(
        DeclaredLink(relation="amp", url="https://gazette.example/amp/1", language=None, identity="1", evidence="<>"),
    ),
    body=(
        "The minister received the envoy in Islamabad and discussed trade. Both want the transit agreement to be in "
        "force before winter, when the passes close and lorries wait for weeks.",
        "Trade between the two countries is to reach two billion dollars, they said, once banks on both sides open "
        "accounts for each other.",
    ),
    figures=(Figure(amount=2e9, unit="USD", role="target", of="trade", evidence=passage("two billion dollars")),),
    agreements=(Agreement(title="Transit agreement", status="signed", evidence=passage("a transit agreement")),),
)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


@pytest.fixture
def analyst(newsroom, database):
    """What an analyst is told: question → rows. The warehouse holds one story that two outlets tell."""
    newsroom.publish(
        STORY, replace(STORY, outlet="courier", published_at=MORNING, reports=(talks(),), sectors=("energy",))
    )
    newsroom.publish(replace(STORY, identity="2", relevant=False))
    mark_copies(newsroom.connection, {}, split)
    missed = Gap(url="https://gazette.example/feed", from_at=NIGHT, to_at=MORNING, reason="nothing known was met")
    record_gap(newsroom.connection, "gazette", missed, NOW)
    crawl = start_crawl(newsroom.connection, "gazette", None, NOW)
    visit = ListingVisit(url="https://gazette.example/feed", outcome="answered", listed=2)
    record_visit(newsroom.connection, "gazette", crawl, visit, ["1", "2"], NOW)
    chamber = {"short": "ICCI", "name": "Islamabad Chamber of Commerce and Industry", "country": "PK"}
    keep_in_step(newsroom.connection, [], [chamber], NOW)
    resolve(newsroom.connection, NOW)
    deliver(newsroom.connection, (), NOW, printed=io.StringIO())
    with closing(psycopg2.connect(database.analyst_url)) as connection:
        yield Newsroom.ask.__get__(Reader(connection))


class Reader:
    def __init__(self, connection):
        self.connection = connection


def test_every_view_and_every_column_is_commented(newsroom):
    uncommented = newsroom.ask(
        """
        select classes.relname, attributes.attname
        from pg_class as classes
        join pg_attribute as attributes on attributes.attrelid = classes.oid
        where
            classes.relnamespace = 'analysis'::regnamespace
            and classes.relkind = 'v'
            and coalesce(col_description(classes.oid, attributes.attnum), '') = ''
        union all
        select relname, null
        from pg_class
        where relnamespace = 'analysis'::regnamespace and relkind = 'v' and obj_description(oid) is null
        """
    )
    assert uncommented == []
    views = newsroom.ask("select viewname from pg_views where schemaname = 'analysis' order by 1")
    assert [view for (view,) in views] == list(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_an_analyst_reads_every_view(analyst, view):
    rows = analyst(f"select * from analysis.{view}")
    assert rows or view in ("event_decisions", "event_redirects"), "nothing was decided or merged here"


@pytest.mark.parametrize("table", ["raw.pages", "core.articles", "core.events", "core.outbox"])
def test_an_analyst_is_refused_the_tables(analyst, table):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        analyst(f"select * from {table}")


def test_an_engagement_is_one_row_with_its_main_event_and_the_place_of_its_page(analyst):
    rows = analyst(
        """
        select
            outlet, published_date, countries, sectors, events, event_ids, event_type, event_status, event_date,
            event_place, participants, warc_file, warc_offset
        from analysis.engagements
        order by article_id
        """
    )
    salimov, qazi = f"{GUEST[0]} (UZ, {GUEST[2]})", f"{HOST[0]} (PK, {HOST[2]})"
    day, main = date(2025, 8, 1), ("meeting", "held", date(2025, 8, 1), "Islamabad")
    assert rows == [
        ("gazette", day, ["UZ"], ["trade"], 2, [1, 2], *main, f"{salimov}; {qazi}", "gazette.warc", 0),
        ("courier", day, ["UZ"], ["energy"], 1, [1], *main, f"{qazi}; {salimov}", "courier.warc", 0),
    ]


def test_an_event_is_one_row_with_what_all_its_reports_say(analyst):
    rows = analyst(
        """
        select sectors, figures, agreements, outlets, reports, first_reported_at, first_outlet, evidence, evidence_list
        from analysis.events
        where type = 'meeting'
        """
    )
    passages = ["The minister received the envoy in Islamabad"]
    [(sectors, figures, agreements, outlets, reports, first, first_outlet, evidence, evidence_list)] = rows
    assert (sectors, outlets, reports) == (["energy", "trade"], ["The Courier", "The Gazette"], 2)
    assert figures == [{"amount": 2_000_000_000, "unit": "USD", "role": "target", "of": "trade"}]
    assert agreements == [{"title": "Transit agreement", "status": "signed"}]
    assert (first, first_outlet, [evidence]) == (NIGHT, "The Gazette", passages)
    assert [(told["outlet"], told["passages"]) for told in evidence_list] == [
        ("The Gazette", passages),
        ("The Courier", passages),
    ]


def test_reports_stand_with_their_passages(analyst):
    rows = analyst("select outlet, is_main, type, passages from analysis.event_reports order by report_id")
    passages = ["The minister received the envoy in Islamabad"]
    assert rows == [
        ("gazette", False, "visit", passages),
        ("gazette", True, "meeting", passages),
        ("courier", True, "meeting", passages),
    ]


def test_participants_stand_a_row_each_under_their_event(analyst):
    rows = analyst("select name, country, office from analysis.event_participants where event_type = 'meeting'")
    assert set(rows) == {HOST, GUEST}


def test_articles_that_are_not_relevant_stand_in_no_view(analyst):
    assert analyst("select count(*) from analysis.engagements") == [(2,)]
    assert analyst("select count(*) from analysis.figures") == [(2,)]


def test_merged_and_withdrawn_events_are_left_out(newsroom, analyst):
    page_id = newsroom.ask("select min(page_id) from raw.pages")[0][0]
    newsroom.read(page_id, replace(STORY, reports=(talks(),)), reader_version=2)
    resolve(newsroom.connection, NOW)
    assert analyst("select event_id, type from analysis.events") == [(1, "meeting")]
    assert analyst("select distinct event_id from analysis.event_participants") == [(1,)]


def test_the_outlets_say_where_they_stand(newsroom, analyst):
    crawl = pages.start_crawl(newsroom.connection, "courier", None, NOW)
    whole = Crawled(outlet="courier", listings_answered=1, listings_failed=0, listed=1, fetched=1, held=0, failed=0)
    pages.finish_crawl(newsroom.connection, crawl, whole, NOW)
    assert states(analyst) == {"courier": "ok", "gazette": "unfinished", "herald": "never"}
    crawl = pages.start_crawl(newsroom.connection, "courier", None, NOW)
    pages.finish_crawl(newsroom.connection, crawl, replace(whole, problem="no listing answered"), NOW)
    assert states(analyst)["courier"] == "failed"


def states(analyst) -> dict[str, str]:
    return dict(analyst("select outlet, state from analysis.outlets"))


def test_the_outlets_count_what_came_of_their_pages(newsroom, analyst):
    page_id = newsroom.fetch(replace(STORY, identity="9"))
    with newsroom.connection:
        load.set_aside(newsroom.connection, page_id, "unreadable", "no date", 1, NOW + timedelta(hours=1))
    newsroom.fetch(replace(STORY, identity="10"))
    rows = analyst(
        """
        select pages, pages_read, pages_unreadable, articles, relevant_articles, newest_article_at
        from analysis.outlets
        where outlet = 'gazette'
        """
    )
    assert rows == [(4, 3, 1, 2, 1, NIGHT)]
