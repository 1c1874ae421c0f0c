"""Invented routine news → pages, articles and facts as the crawl and the reader would hand them to the warehouse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from items import (
    Agreement,
    Article,
    Dateline,
    DeclaredLink,
    Engagement,
    EventReport,
    EventStatus,
    EventType,
    Facts,
    Figure,
    ForumSort,
    Listing,
    Outlet,
    Page,
    Participant,
    Passage,
    Place,
)
from warehouse import load, pages

NOW = datetime(2025, 8, 2, 9, 0, tzinfo=UTC)
MORNING = datetime(2025, 8, 1, 6, 0, tzinfo=UTC)
#: The host of the talks and his guest; no office-holder of this world.
HOST = ("Kamran Bashir Qazi", "PK", "Minister for Industries of Pakistan")
GUEST = ("Botir Salimov", "UZ", "Ambassador of Uzbekistan to Pakistan")


def outlet(slug: str, name: str, timezone: str = "Asia/Karachi") -> Outlet:
    return Outlet(
        slug=slug,
        name=name,
        country="PK",
        language="en",
        timezone=timezone,
        hosts=(f"{slug}.example",),
        listings=(Listing(url=f"https://{slug}.example/feed", kind="feed"),),
        article_url=re.compile(r"/(?P<identity>\d+)"),
        layouts=(),
    )


OUTLETS = (outlet("gazette", "The Gazette"), outlet("courier", "The Courier"), outlet("herald", "The Herald"))


@dataclass(frozen=True, kw_only=True)
class Story:
    """One fetched page and what a reader makes of it."""

    outlet: str
    identity: str
    reports: Sequence[EventReport] = ()
    headline: str = "Minister, envoy discuss trade"
    body: tuple[str, ...] = ("The minister received the envoy in Islamabad and discussed trade.",)
    published_at: datetime | None = MORNING
    fetched_at: datetime = MORNING + timedelta(hours=1)
    relevant: bool = True
    countries: tuple[str, ...] = ("UZ",)
    sectors: tuple[str, ...] = ("trade",)
    figures: tuple[Figure, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    revision: str = ""
    published_precision: Literal["moment", "day"] = "moment"
    language: str = "en"
    #: The agency that its dateline names.
    agency: str | None = None
    links: tuple[DeclaredLink, ...] = ()

    @property
    def page(self) -> Page:
        url = f"https://{self.outlet}.example/{self.identity}"
        body = f"{self.headline}{self.body}{self.revision}".encode("utf-8", "replace")
        return Page(
            outlet=self.outlet, identity=self.identity, url=url, fetched_at=self.fetched_at, status=200, body=body
        )

    @property
    def article(self) -> Article:
        return Article(
            outlet=self.outlet,
            url=self.page.url,
            headline=self.headline,
            body=self.body,
            author="Staff reporter",
            published_at=self.published_at,
            published_precision=self.published_precision if self.published_at else None,
            language=self.language,
            dateline=Dateline(text=f"ISLAMABAD ({self.agency}):", agency=self.agency) if self.agency else None,
            links=self.links,
        )

    @property
    def facts(self) -> Facts:
        engagement = Engagement(
            relevant=self.relevant,
            countries=self.countries if self.relevant else (),
            sectors=self.sectors if self.relevant else (),
            score=0.9 if self.relevant else 0.1,
            reasons=("an envoy of one side calls on a minister of the other",),
            evidence={"sector:trade": passage("discussed trade")},
        )
        return Facts(
            engagement=engagement, reports=tuple(self.reports), figures=self.figures, agreements=self.agreements
        )


def passage(text: str) -> Passage:
    return Passage(text=text, start=0, end=len(text))


def person(name: str, country: str | None, office: str | None = None, **more: Any) -> Participant:
    return Participant(name=name, country=country, office=office, evidence=passage(name), **more)


def report(
    *people: tuple[str, str | None, str | None],
    type: EventType = "meeting",
    status: EventStatus = "held",
    date: str | None = "2025-08-01",
    place: str | None = "Islamabad",
    main: bool = True,
    evidence: str = "The minister received the envoy in Islamabad",
    forum_sort: ForumSort | None = None,
) -> EventReport:
    return EventReport(
        type=type,
        status=status,
        date=date,
        place=place,
        participants=tuple(person(*found) for found in people),
        evidence=(passage(evidence),),
        mode="in_person" if type == "meeting" else None,
        main=main,
        forum_sort=forum_sort,
    )


def talks(**more: Any) -> EventReport:
    """The minister receives the ambassador of Uzbekistan."""
    return report(HOST, GUEST, **more)


@dataclass
class Newsroom:
    """Brings stories into a warehouse, as the crawl and the reader do."""

    connection: Any
    crawls: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pages.register_outlets(self.connection, OUTLETS)

    def fetch(self, story: Story, lastmod: str | None = None) -> int:
        """Record the story's page; its id."""
        if story.outlet not in self.crawls:
            self.crawls[story.outlet] = pages.start_crawl(self.connection, story.outlet, "run", MORNING)
        place = Place(file=f"{story.outlet}.warc", offset=0)
        pages.record_pages(self.connection, self.crawls[story.outlet], [(story.page, place, lastmod)])
        digest = self.ask(
            "select page_id from raw.pages where outlet = %s and identity = %s order by fetched_at desc, page_id desc",
            story.outlet,
            story.identity,
        )
        return int(digest[0][0])

    def read(self, page_id: int, story: Story, reader_version: int = 1, now: datetime = NOW) -> bool:
        with self.connection:
            return load.load(self.connection, page_id, story.article, story.facts, reader_version, now)

    def publish(self, *stories: Story, reader_version: int = 1) -> list[int]:
        """Fetch and read each story; the ids of their pages."""
        ids = []
        for story in stories:
            ids.append(self.fetch(story))
            self.read(ids[-1], story, reader_version)
        return ids

    def ask(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall()) if cursor.description else []

    def tables(self, *schemas: str) -> dict[str, list[str]]:
        """Every row of every table, as text: what must not change when nothing happened."""
        found = {}
        for schema, table in self.ask(
            "select schemaname, tablename from pg_tables where schemaname = any(%s) order by 1, 2", list(schemas)
        ):
            found[f"{schema}.{table}"] = [
                row for (row,) in self.ask(f"select t::text from {schema}.{table} t order by 1")
            ]
        return found
