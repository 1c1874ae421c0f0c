"""Many articles loaded at once: the same rows as one by one, whatever is held, however odd, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extras import Json

from items import Agreement, Dateline, DeclaredLink, Figure
from tests.stories import GUEST, HOST, NOW, Newsroom, Story, passage, report, talks
from warehouse import bulk
from warehouse.copying import copy
from warehouse.resolve import resolve
from warehouse.rows import clean, perform

Way = Callable[[Newsroom, Sequence[tuple[int, Story]], int], None]

ODD = "tab\there, line\nthere\\N and \\ \\. {curly} \"quoted\", 'so' \x00\ud800 – Ўзбекистон, ازبکستان"
FIGURE = Figure(amount=2e9, unit="USD", role="target", of=None, evidence=passage(ODD))
PAPER = Agreement(title=ODD, status="proposed", evidence=passage("a transit agreement"))
LINKS = tuple(
    DeclaredLink(
        relation="language", url=f"https://gazette.example/{ODD}", language=language, identity="9", evidence=ODD
    )
    for language in ("ru", "x-default")
)
VISIT = report(HOST, type="visit", status="planned", date="2025-09", place="Tashkent", main=False)
FIRST_DAY = [
    Story(outlet="courier", identity="1", reports=(talks(),)),
    Story(outlet="courier", identity="2", reports=(talks(date="2025-07-30"), VISIT), figures=(FIGURE,)),
    Story(outlet="courier", identity="3", relevant=False, reports=(talks(),), figures=(FIGURE,), agreements=(PAPER,)),
    Story(outlet="gazette", identity="1", reports=(talks(), VISIT), figures=(FIGURE, FIGURE), agreements=(PAPER,)),
    Story(outlet="gazette", identity="2", headline=ODD, body=(ODD, "", "Второй абзац"), sectors=(), countries=()),
    Story(
        outlet="gazette", identity="3", links=LINKS, published_at=None, reports=(report(HOST, place=None, date=None),)
    ),
    Story(outlet="herald", identity="1", reports=(report((ODD, "UZ", None), HOST, evidence=ODD),)),
]
LATER = FIRST_DAY[0].fetched_at + timedelta(hours=3)
SECOND_DAY = [
    FIRST_DAY[0],
    replace(
        FIRST_DAY[1],
        reports=(talks(date="2025-07-29"), report(GUEST, type="forum", forum_sort="session")),
        fetched_at=LATER,
        revision="b",
    ),
    replace(FIRST_DAY[2], relevant=True),
    replace(FIRST_DAY[3], reports=(VISIT, talks()), figures=(), fetched_at=LATER, revision="b"),
    replace(FIRST_DAY[4], headline="An older edit", fetched_at=FIRST_DAY[4].fetched_at - timedelta(hours=1)),
    replace(FIRST_DAY[5], relevant=False, links=LINKS[1:]),
    # Without reports, whose ids would follow the order of the articles' ids instead of that of the pages.
    Story(outlet="herald", identity="0", relevant=False),
    replace(FIRST_DAY[6], headline="An edit", reports=(talks(),), fetched_at=LATER),
    replace(FIRST_DAY[6], headline="A later edit", fetched_at=LATER + timedelta(hours=1)),
]


def one_by_one(newsroom: Newsroom, fetched: Sequence[tuple[int, Story]], reader_version: int) -> None:
    for page_id, story in fetched:
        newsroom.read(page_id, story, reader_version)


def together(newsroom: Newsroom, fetched: Sequence[tuple[int, Story]], reader_version: int) -> None:
    load_many(newsroom, fetched, reader_version)


def load_many(newsroom: Newsroom, fetched: Sequence[tuple[int, Story]], reader_version: int = 1) -> bulk.Loaded:
    with newsroom.connection:
        read = [(page_id, story.article, story.facts) for page_id, story in fetched]
        return bulk.load_many(newsroom.connection, read, reader_version, NOW)


def fetch(newsroom: Newsroom, stories: Sequence[Story]) -> list[tuple[int, Story]]:
    """Each story with the id of its own page, whether it is the newest of its article or not."""
    return [(page_of(newsroom, story), story) for story in stories]


def page_of(newsroom: Newsroom, story: Story) -> int:
    newsroom.fetch(story)
    [(page_id,)] = newsroom.ask(
        """
        select page_id from raw.pages
        where outlet = %s and identity = %s and content_sha256 = encode(sha256(%s), 'hex')
        """,
        story.outlet,
        story.identity,
        story.page.body,
    )
    return int(page_id)


@pytest.fixture
def newsroom(database):
    with closing(psycopg2.connect(database.loader_url)) as connection:
        yield Newsroom(connection)


@pytest.fixture
def two_days(database):
    """What the tables hold after each of two days, each in an empty warehouse, by the way of loading."""

    def lived(way: Way, at_once: int = bulk.AT_ONCE) -> list[dict[str, list[str]]]:
        with closing(psycopg2.connect(database.owner_url)) as owner, owner, owner.cursor() as cursor:
            cursor.execute("truncate raw.outlets, core.events, core.parties restart identity cascade")
        with closing(psycopg2.connect(database.loader_url)) as connection:
            newsroom, days = Newsroom(connection), []
            for stories, version in ((FIRST_DAY, 1), (SECOND_DAY, 2)):
                way(newsroom, fetch(newsroom, stories), version)
                days.append(newsroom.tables("raw", "core"))
                resolve(connection, NOW)
                days.append(newsroom.tables("raw", "core"))
            return days

    return lived


# --- one by one and together ------------------------------------------------------------------------------------------


def test_loading_together_gives_every_row_that_loading_one_by_one_does(two_days):
    for one, other in zip(two_days(one_by_one), two_days(together), strict=True):
        assert one == other
    assert len(one["core.article_revisions"]) == 13
    assert all(one[f"core.{table}"] for table in ("events", "figures", "agreements", "report_participants", "alerts"))


def test_it_makes_no_difference_how_many_are_written_at_once(two_days, monkeypatch):
    in_one_go = two_days(together)
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    assert two_days(together)[-1] == in_one_go[-1]


def test_what_is_loaded_already_drops_out(newsroom):
    fetched = fetch(newsroom, FIRST_DAY)
    assert load_many(newsroom, fetched) == bulk.Loaded(loaded=7)
    before = newsroom.tables("raw", "core")
    assert load_many(newsroom, [*fetched, fetched[0]]) == bulk.Loaded(held=7)
    assert newsroom.tables("raw", "core") == before


def test_a_better_reader_that_finds_the_same_keeps_every_report_and_its_event(newsroom):
    fetched = fetch(newsroom, FIRST_DAY)
    load_many(newsroom, fetched)
    resolve(newsroom.connection, NOW)
    query = "select report_id, article_id, position, event_id, is_new from core.event_reports order by 1"
    before = newsroom.ask(query)
    load_many(newsroom, fetched, reader_version=2)
    assert newsroom.ask(query) == before
    assert resolve(newsroom.connection, NOW).new_events == 0
    assert newsroom.ask("select distinct reader_version from core.event_reports") == [(2,)]


def test_an_older_revision_never_overtakes_a_newer_one_of_the_same_load(newsroom):
    new, old = fetch(newsroom, [SECOND_DAY[8], FIRST_DAY[6]])
    assert load_many(newsroom, [new, old]).loaded == 2
    assert newsroom.ask("select headline, page_id from core.articles") == [("A later edit", new[0])]
    assert newsroom.ask("select count(*) from core.article_revisions") == [(2,)]
    assert newsroom.ask("select count(*) from core.event_reports where page_id = %s", old[0]) == [(0,)]


def test_no_articles_are_no_work(newsroom):
    assert load_many(newsroom, []) == bulk.Loaded()


# --- what does not fit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        replace(FIRST_DAY[1], reports=(talks(), report(("", "PK", None)))),
        replace(FIRST_DAY[1], countries=("XX",)),
        replace(FIRST_DAY[1], reports=(talks(date="2025-02-30"),)),
    ],
    ids=["nobody's name", "no such state", "no such day"],
)
def test_an_article_that_is_refused_keeps_no_other_from_being_loaded(newsroom, bad):
    fetched = fetch(newsroom, [FIRST_DAY[0], bad, *FIRST_DAY[2:]])
    loaded = load_many(newsroom, fetched)
    assert loaded.loaded == 6
    assert list(loaded.refused) == [fetched[1][0]]
    assert newsroom.ask("select outlet, identity, reason from raw.pages where outcome <> 'article'") == [
        ("courier", "2", loaded.refused[fetched[1][0]])
    ]
    assert loaded.refused[fetched[1][0]].startswith("the warehouse refuses what was read: ")
    assert newsroom.ask("select count(*) from core.articles") == [(6,)]


def test_a_page_that_is_not_there_is_refused_before_anything_is_written(newsroom):
    [one] = fetch(newsroom, FIRST_DAY[:1])
    with pytest.raises(LookupError, match="no page 77"):
        load_many(newsroom, [one, (77, FIRST_DAY[1])])
    assert newsroom.ask("select count(*) from core.articles") == [(0,)]


def test_a_dateline_is_loaded(newsroom):
    story = FIRST_DAY[0]
    dateline = Dateline(text="ISLAMABAD, Aug 1 (APP):", place="Islamabad", agency="APP", day=story.published_at.date())
    page_id = newsroom.fetch(story)
    with newsroom.connection:
        article = replace(story.article, dateline=dateline, rules={"body": "layout"})
        bulk.load_many(newsroom.connection, [(page_id, article, story.facts)], 1, NOW)
    assert newsroom.ask(
        "select dateline, dateline_place, dateline_agency, dateline_date::text, rules from core.articles"
    ) == [("ISLAMABAD, Aug 1 (APP):", "Islamabad", "APP", "2025-08-01", {"body": "layout"})]


TEXTS = st.text(max_size=40) | st.lists(st.sampled_from([*'\\\t\n\r"{},NULL.\x00\x85ابж ', "\\N", "\ud800"])).map(
    "".join
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, body=st.lists(TEXTS, max_size=3), rules=st.dictionaries(TEXTS, TEXTS, max_size=2))
def test_any_text_arrives_as_it_is_when_it_is_a_parameter(connection, text, body, rules):
    with connection, connection.cursor() as cursor:
        perform(connection, "staged_begin")
        copy(connection, "staged_articles", [{"headline": text, "body": body, "rules": Json(rules), "author": None}])
        cursor.execute("select headline, body, rules, author from staged_articles")
        assert cursor.fetchall() == [(clean(text), clean(body), clean(rules), None)]
