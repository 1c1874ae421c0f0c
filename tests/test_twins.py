"""Twins: one story under several addresses of an outlet is one article, and in two languages one event."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import facts
import pipeline
from crawlers.archive import Archive
from crawlers.outlets import outlets
from items import Article, DeclaredLink, NotAnArticle, Page
from parsers.extract import read_facts
from parsers.parse import parse_article
from pipeline import environment, holdings
from tests.stories import GUEST, HOST, MORNING, NOW, Newsroom, Story, report, talks
from warehouse import bulk, load, pages
from warehouse.grouping import group
from warehouse.occasions import Party, Report
from warehouse.resolve import resolve

SAMPLE = Path(__file__).parents[1] / "sample"
FETCHED = datetime(2025, 8, 5, tzinfo=UTC)
BASE = "https://www.brecorder.com/news"
TALKS = (
    "ISLAMABAD: Minister for Industries Kamran Bashir Qazi met Ambassador of Uzbekistan Botir Salimov in Islamabad on "
    "Friday and discussed trade with him. They agreed that banks of both countries should open accounts for each "
    "other, and that lorries should wait for less than a day at the border."
)
HARVEST = (
    "MULTAN: The cotton harvest has begun two weeks earlier than last year in the south of Punjab, growers said on "
    "Friday. They hope for better prices, because stocks of the mills are low and the weather has been kind to them."
)

Ask = Callable[[str], list[tuple[Any, ...]]]


def html(head: str = "", text: str = TALKS, headline: str = "Minister, Uzbek envoy discuss trade") -> str:
    return (
        f'<html lang="en"><head><meta charset="utf-8">{head}</head><body><h1 class="story__title">{headline}</h1>'
        f'<span class="story__time">Published 01 Aug, 2025 12:05pm</span>'
        f'<div class="story__content"><p>{text}</p></div></body></html>'
    )


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def page(body: str, url: str = f"{BASE}/40375001/minister-envoy", outlet: str = "brecorder") -> Page:
    identity = outlets()[outlet].identity(url) or url
    headers = {"content-type": "text/html; charset=UTF-8"}
    return Page(
        outlet=outlet, identity=identity, url=url, fetched_at=FETCHED, status=200, body=body.encode(), headers=headers
    )


def read(body: str, **more: str) -> Article:
    found = page(body, **more)
    return parse_article(found, outlets()[found.outlet])


def fetch(connection: Any, archive: Archive, *fetched: Page) -> None:
    """Put pages into archive and warehouse as a crawl does."""
    pages.register_outlets(connection, outlets().values())
    crawl = pages.start_crawl(connection, "brecorder", None, FETCHED)
    writer = archive.writer("brecorder", FETCHED)
    for one in fetched:
        pages.record_pages(connection, crawl, [(one, writer.write(one), None)])
    writer.close()


def numbers(ask: Ask) -> list[str]:
    """The numbers of the articles that are held."""
    return [identity for (identity,) in ask("select identity from core.articles order by identity")]


@pytest.fixture
def newsroom(connection):
    return Newsroom(connection)


# --- what a page declares ---------------------------------------------------------------------------------------------


def test_a_page_declares_its_other_addresses_and_the_outlets_rule_names_their_articles():
    links = read(
        html(
            f"{canonical(f'{BASE}/40375000/minister-envoy-discuss-trade')}"
            f'<link rel="amphtml" href="/news/amp/40375001">'
            f'<link rel="alternate" hreflang="UR-pk" href="https://urdu.example/40375001">'
            f'<link rel="alternate" media="print" href="{BASE}/40375001/minister-envoy?print=1#text">'
            f'<link rel="alternate" type="application/rss+xml" hreflang="en" href="{BASE}/feed">'
            f'<link rel="stylesheet" href="/style.css">'
        )
    ).links
    assert [(link.relation, link.url, link.language, link.identity) for link in links] == [
        ("canonical", f"{BASE}/40375000/minister-envoy-discuss-trade", None, "40375000"),
        ("amp", f"{BASE}/amp/40375001", None, "40375001"),
        ("language", "https://urdu.example/40375001", "ur-pk", None),
        ("print", f"{BASE}/40375001/minister-envoy?print=1", None, "40375001"),
    ]
    assert links[1].evidence == '<link rel="amphtml" href="/news/amp/40375001">'


def test_an_amp_page_names_the_ordinary_one():
    [link] = read(html(canonical(f"{BASE}/40375001/minister-envoy")), url=f"{BASE}/amp/40375001").links
    assert (link.relation, link.identity) == ("canonical", "40375001")


def test_a_link_to_the_page_itself_is_no_twin():
    assert read(html(canonical(f"{BASE}/40375001/minister-envoy#top"))).links == ()


@pytest.mark.parametrize(
    "address", ["", "javascript:print()", "http://[::1", "mailto:desk@gazette.example", "https://"]
)
def test_odd_addresses_are_no_twins(address):
    assert all(link.identity in (None, "40375001") for link in read(html(canonical(address))).links)


def test_however_many_links_a_page_declares_few_are_kept():
    many = "".join(f'<link rel="alternate" hreflang="en" href="/news/{40000000 + number}">' for number in range(5000))
    assert len(read(html(many)).links) == 50
    assert read(html(canonical(f"/news/40375000/{'x' * 5000}"))).links == ()


@pytest.mark.parametrize(
    ("outlet", "name", "expected"),
    [
        ("brecorder", "exports-to-tajikistan", {("amp", "40375333")}),
        ("turkmenportal", "saparov-leghari", {("language", "ru/news/91201"), ("language", None)}),
    ],
)
def test_the_samples_twins_are_read(outlet, name, expected):
    saved = SAMPLE / outlet / "pages" / f"{name}.html"
    url = json.loads(saved.with_suffix(".json").read_text())["url"]
    links = read(saved.read_text(), url=url, outlet=outlet).links
    assert {(link.relation, link.identity) for link in links} == expected


def test_show_prints_them():
    article = read(html(canonical(f"{BASE}/40375000/a")))
    shown = facts.shown(article, read_facts(article))["article"]["links"]
    assert [(link["relation"], link["identity"]) for link in shown] == [("canonical", "40375000")]


# --- one article under two numbers ------------------------------------------------------------------------------------

FIRST = page(html(), f"{BASE}/40375000/minister-envoy-discuss-trade")
TWIN = page(html(canonical(FIRST.url)))


@pytest.mark.parametrize("order", list(permutations((FIRST, TWIN))), ids=["the article first", "the twin first"])
def test_a_page_whose_canonical_link_names_another_article_is_not_read_as_a_second_one(connection, archive, ask, order):
    fetch(connection, archive, *order)
    pipeline.read()
    assert numbers(ask) == ["40375000"]
    assert ask("select reason from raw.pages where outcome = 'not_article'") == [
        (f"its canonical link and its text say that it is the article at {FIRST.url}",)
    ]
    assert pipeline.resolve().reports == 1
    twins = ask("select url, relation, twin_url, is_declared_here, evidence from analysis.article_twins")
    assert twins == [(FIRST.url, "canonical", TWIN.url, False, canonical(FIRST.url))]


def test_an_article_that_comes_a_day_after_its_twin_takes_its_place_and_its_event(
    connection, archive, ask, monkeypatch
):
    monkeypatch.setattr(environment, "clock", lambda sample: FETCHED)
    fetch(connection, archive, TWIN)
    pipeline.read()
    assert numbers(ask) == ["40375001"], "what it names is not held: it must not be lost"
    assert pipeline.resolve().alerts == 1
    fetch(connection, archive, FIRST)
    pipeline.read()
    assert numbers(ask) == ["40375000"]
    assert pipeline.resolve().alerts == 0, "it is the event that was alerted"
    assert ask("select event_id, reports, url from analysis.events") == [(1, 1, FIRST.url)]


@pytest.mark.parametrize(
    "address",
    ["https://www.brecorder.com/", f"{BASE}", f"{BASE}/40999999/gone", "https://elsewhere.example/news/40375000"],
    ids=["the home page", "a section", "a page that is not there", "another site"],
)
def test_a_canonical_link_that_names_no_article_swallows_none(connection, archive, ask, address):
    fetch(connection, archive, FIRST, page(html(canonical(address))))
    pipeline.read()
    assert numbers(ask) == ["40375000", "40375001"]


def test_a_canonical_link_that_is_the_same_on_every_page_swallows_none(connection, archive, ask):
    other = page(html(canonical(FIRST.url), HARVEST, "Cotton harvest begins early"))
    last = page(html(canonical(FIRST.url), HARVEST[::-1], "Third headline"), f"{BASE}/40375002/third")
    fetch(connection, archive, other, FIRST, last)
    pipeline.read()
    assert numbers(ask) == ["40375000", "40375001", "40375002"]


def test_of_two_pages_that_name_each_other_one_stays(connection, archive, ask):
    fetch(connection, archive, page(html(canonical(TWIN.url)), FIRST.url), TWIN)
    pipeline.read()
    assert numbers(ask) == ["40375000"]


def test_where_the_article_turns_out_to_be_none_its_twin_is_read_again(connection, archive, ask):
    fetch(connection, archive, FIRST, TWIN)
    pipeline.read()
    [(page_id,)] = ask("select page_id from core.articles")
    with connection:
        load.set_aside(connection, page_id, "unreadable", "no date", 99, FETCHED)
    pipeline.read()
    assert numbers(ask) == ["40375001"]


def test_reading_twins_again_writes_nothing(connection, archive, ask):
    fetch(connection, archive, TWIN, FIRST, page(html('<link rel="amphtml" href="/amp">'), f"{BASE}/40375002/third"))
    pipeline.read()
    pipeline.resolve()
    tables = ("raw.pages", "core.articles", "core.page_links", "core.event_reports", "core.events")
    before = [ask(f"select xmin::text, t::text from {table} t order by 2") for table in tables]
    counts = holdings.reread(everything=True)
    assert (counts["pages"], counts["changed"], counts["not_article"]) == (3, 0, 1)
    assert [ask(f"select xmin::text, t::text from {table} t order by 2") for table in tables] == before


def test_a_link_that_the_page_does_not_declare_any_more_goes(newsroom):
    link = DeclaredLink(
        relation="amp", url="https://gazette.example/amp/1", language=None, identity="1", evidence="<link>"
    )
    [page_id] = newsroom.publish(Story(outlet="gazette", identity="1", links=(link, replace(link, relation="print"))))
    newsroom.read(page_id, Story(outlet="gazette", identity="1", links=(replace(link, relation="print"),)), 2)
    assert newsroom.ask("select relation, url, reader_version from core.page_links") == [("print", link.url, 2)]


def test_a_load_of_many_finds_twins_as_one_by_one_does(newsroom):
    text = (TALKS,)
    link = DeclaredLink(
        relation="canonical", url="https://gazette.example/1", language=None, identity="1", evidence="<link>"
    )
    first = Story(outlet="gazette", identity="1", body=text)
    twin = Story(outlet="gazette", identity="2", body=text, links=(link,), headline="The same")
    ids = [newsroom.fetch(story) for story in (first, twin)]
    newsroom.read(ids[0], first)
    with pytest.raises(NotAnArticle, match="the article at https://gazette.example/1"):
        newsroom.read(ids[1], twin)
    newsroom.connection.rollback()
    with newsroom.connection:
        loaded = bulk.load_many(newsroom.connection, [(ids[1], twin.article, twin.facts)], 1, NOW)
    assert (loaded.loaded, loaded.held, list(loaded.refused)) == (0, 0, [ids[1]])
    assert newsroom.ask("select identity from core.articles") == [("1",)]
    assert newsroom.ask("select page_id from core.page_links") == [(ids[1],)]


# --- one story in two languages ---------------------------------------------------------------------------------------

RUSSIAN = DeclaredLink(
    relation="language",
    url="https://gazette.example/2",
    language="ru",
    identity="2",
    evidence='<link rel="alternate" hreflang="ru" href="/2">',
)
#: The guest as a reader of Russian may write him: no rule of spelling brings the two together.
HOST_RU, GUEST_RU = ("Камран Б.", "PK", None), ("господин посол", "UZ", None)
ENGLISH_STORY = Story(outlet="gazette", identity="1", reports=(talks(),), links=(RUSSIAN,))
RUSSIAN_STORY = Story(outlet="gazette", identity="2", reports=(report(HOST_RU, GUEST_RU, place=None),), language="ru")


@pytest.mark.parametrize("order", list(permutations((ENGLISH_STORY, RUSSIAN_STORY))))
def test_one_story_in_two_languages_is_two_articles_and_one_event(newsroom, order):
    for story in order:
        newsroom.publish(story)
        resolve(newsroom.connection, NOW)
    assert newsroom.ask("select reports, participants is not null from analysis.events") == [(2, True)]
    named = newsroom.ask(
        "select url, relation, twin_url, twin_article_id is not null from analysis.article_twins order by url"
    )
    assert named == [
        ("https://gazette.example/1", "language", "https://gazette.example/2", True),
        ("https://gazette.example/2", "language", "https://gazette.example/1", True),
    ]


def test_two_articles_that_declare_nothing_of_each_other_are_two_stories(newsroom):
    newsroom.publish(replace(ENGLISH_STORY, links=()), RUSSIAN_STORY)
    assert resolve(newsroom.connection, NOW).new_events == 2


def test_a_link_that_is_declared_later_brings_the_two_together(newsroom):
    newsroom.publish(replace(ENGLISH_STORY, links=()), RUSSIAN_STORY)
    resolve(newsroom.connection, NOW)
    [(page_id,)] = newsroom.ask("select page_id from raw.pages where identity = '1'")
    newsroom.read(page_id, ENGLISH_STORY, reader_version=2)
    assert resolve(newsroom.connection, NOW).merged == 1


def told(identity: str, *people: tuple[str, str | None, str | None], **more: Any) -> Report:
    fields: dict[str, Any] = {"type": "meeting", "status": "held", "date": "2025-08-01", "place": None}
    return Report(
        id=0,
        outlet="gazette",
        identity=identity,
        sides=("PK", "UZ"),
        participants=tuple(Party(name=name, country=country, office=office) for name, country, office in people),
        published_at=MORNING,
        **fields | more,
    )


def test_each_of_several_meetings_of_a_story_finds_its_own_in_the_other_language():
    twins = frozenset({"2"})
    other = ("Nodira Karimova", "UZ", "Minister of Culture of Uzbekistan")
    numbers_of = group(
        [
            told("1", HOST, GUEST, main=True, twins=twins),
            told("1", HOST, other, position=1, twins=twins),
            told("2", HOST_RU, GUEST_RU, main=True),
            told("2", HOST, other, position=1),
        ]
    )
    assert numbers_of[0] == numbers_of[2] != numbers_of[1] == numbers_of[3]


def test_another_day_is_another_meeting_even_in_a_twin():
    other_day = (MORNING + timedelta(days=3)).date().isoformat()
    one = told("1", HOST, GUEST, main=True, twins=frozenset({"2"}))
    assert group([one, told("2", HOST, GUEST, main=True, date=other_day)]) == [0, 1]
