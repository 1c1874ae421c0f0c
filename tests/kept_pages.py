"""Pages of the sample in an archive and read into a warehouse, as many as a test asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from psycopg2.extensions import connection as Connection

import pipeline
from crawlers.archive import Archive
from crawlers.outlets import outlets
from items import Page
from warehouse import pages

SAMPLE = Path(__file__).parents[1] / "sample" / "app" / "pages"
FETCHED = datetime(2025, 8, 5, tzinfo=UTC)
#: A call, a paper signed, and an item without either side.
TELLS = ("dar-saidov-telephone", "turkmenistan-media-mou", "monsoon-spell")


def keep(connection: Connection, archive: Archive, count: int, first: int = 0) -> None:
    """Fetch and read so many pages of the sample, each under an address of its own from the number `first` on."""
    bodies = [(SAMPLE / f"{name}.html").read_bytes() for name in TELLS]
    pages.register_outlets(connection, outlets().values())
    writer = archive.writer("app", FETCHED)
    crawl = pages.start_crawl(connection, "app", None, FETCHED)
    for number in range(first, first + count):
        page = Page(
            outlet="app",
            identity=f"item-{number}",
            url=f"https://www.app.com.pk/national/item-{number}/",
            fetched_at=FETCHED + timedelta(days=number % 10),
            status=200,
            body=bodies[number % len(bodies)] + f"<!-- {number} -->".encode(),
            headers={"content-type": "text/html; charset=UTF-8"},
        )
        pages.record_pages(connection, crawl, [(page, writer.write(page), None)])
    writer.close()
    pipeline.read()
    pipeline.resolve()
