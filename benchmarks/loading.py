"""Articles with their facts → the warehouse: together (warehouse/bulk.py) against one by one (warehouse/load.py).

Articles: those of the sample, again and again under other identities and headlines, until there are as many as asked
for. Server: an embedded PostgreSQL of this script's own, in a folder that is thrown away, with fsync on. Each way gets
in each round a fresh copy of a warehouse that holds the pages and nothing read of them; both commit as often. Then the
same articles are loaded together once more: what is held drops out.

The figures are seconds by the clock, because the server's work is as much of it as ours. At the end both warehouses are
compared: they must hold the same.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg2
from psycopg2 import sql
from timing import Times, goal, parser, ratio, show

from crawlers.outlets import outlets
from items import Article, Facts, NotAnArticle, Page, Place, UnreadablePage
from parsers.extract import read_facts
from parsers.parse import parse_article
from warehouse import bulk, embedded, load, pages
from warehouse.connection import connect
from warehouse.migrate import migrate

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

SAMPLE = Path(__file__).parents[1] / "sample"
OUTLETS = outlets()
NOW = datetime(2025, 8, 10, tzinfo=UTC)
ONE_BY_ONE, TOGETHER, AGAIN = "one by one", "together", "together, once more"
TABLES = (
    "articles",
    "article_revisions",
    "engagements",
    "event_reports",
    "report_participants",
    "figures",
    "agreements",
)

Read = list[tuple[int, Article, Facts]]
Way = Callable[["Connection", Read], object]


def main() -> None:
    """Measure, and print the tables."""
    wishes = _wishes()
    articles = _articles(wishes.articles)
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)  # as root, the server's user must get there
        os.environ["CORRIDOR_HOME"] = home
        with embedded.server() as server:
            read = _prepared(server, articles)
            times = _measured(server, read, wishes)
            same = _held(server, ONE_BY_ONE) == (held := _held(server, TOGETHER))
    rows = [[name, f"{median(taken):.2f}", f"{len(read) / median(taken):.0f}"] for name, taken in times.items()]
    counts = ", ".join(f"{count} {table}" for table, count in held[0].items())
    show(f"{len(read)} articles ({counts}), committed by {wishes.commit}", ["", "s", "articles/s"], rows)
    print(f"\n  Both warehouses hold the same: {'yes' if same else 'NO'}")
    goal("together, against one by one", ratio(times, ONE_BY_ONE, TOGETHER), 2.2)
    goal("what is held already, against the first load together", ratio(times, TOGETHER, AGAIN), 4)


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=3)
    line.add_argument("--articles", type=int, default=5000, help="how many (default 5000)")
    line.add_argument("--commit", type=int, default=1000, help="articles of a transaction (default 1000)")
    return line.parse_args()


# --- the articles -----------------------------------------------------------------------------------------------------


def _articles(count: int) -> list[tuple[Article, Facts]]:
    """The articles in the order in which both ways lock them, so that rows get the same ids."""
    chosen = sorted(islice(cycle(list(_of_sample())), count), key=lambda it: it[0].outlet)
    return [
        (replace(article, headline=f"{article.headline} ({number})"), facts)
        for number, (article, facts) in enumerate(chosen)
    ]


def _of_sample() -> Iterator[tuple[Article, Facts]]:
    for site in sorted(SAMPLE.glob("*/site.json")):
        outlet = OUTLETS[site.parent.name]
        for entry in json.loads(site.read_text(encoding="utf-8"))["pages"]:
            if (entry["file"] or "").startswith("pages/"):
                page = Page(
                    outlet=outlet.slug,
                    identity="",
                    url=entry["url"],
                    fetched_at=NOW,
                    status=200,
                    body=(site.parent / entry["file"]).read_bytes(),
                    headers={"content-type": entry["content_type"]},
                )
                try:
                    article = parse_article(page, outlet)
                except (NotAnArticle, UnreadablePage):
                    continue
                yield article, read_facts(article)


# --- the warehouses ---------------------------------------------------------------------------------------------------


def _prepared(server: embedded.Server, articles: Sequence[tuple[Article, Facts]]) -> Read:
    """Make the warehouse that holds the pages; what is read on each."""
    embedded.ensure_database(server, "empty")
    migrate(connect(server.url("empty")))
    read = []
    with closing(connect(server.url("empty"))) as connection:
        pages.register_outlets(connection, OUTLETS.values())
        crawl_id = pages.start_crawl(connection, next(iter(OUTLETS)), None, NOW)
        pages.record_pages(connection, crawl_id, [_entry(number, it) for number, (it, _) in enumerate(articles)])
        with connection.cursor() as cursor:
            cursor.execute("select page_id from raw.pages order by identity")
            read = [(page_id, *it) for (page_id,), it in zip(cursor.fetchall(), articles, strict=True)]
    return read


def _entry(number: int, article: Article) -> tuple[Page, Place, None]:
    page = Page(
        outlet=article.outlet,
        identity=f"{number:09}",
        url=article.url or "",
        fetched_at=NOW + timedelta(seconds=number),
        status=200,
        body=article.text.encode(),
    )
    return page, Place(file="none.warc.gz", offset=number), None


def _fresh(server: embedded.Server, name: str) -> Connection:
    names = (sql.Identifier(name), sql.Identifier("empty"), sql.Identifier("corridor_owner"))
    with closing(psycopg2.connect(server.url("postgres", embedded.SUPERUSER))) as administrator:
        administrator.autocommit = True
        with administrator.cursor() as cursor:
            cursor.execute(sql.SQL("drop database if exists {}").format(names[0]))
            cursor.execute(sql.SQL("create database {} template {} owner {}").format(*names))
            cursor.execute("checkpoint")  # what the copy left to be written is not the way's to write
    return connect(server.url(name))


def _held(server: embedded.Server, name: str) -> tuple[dict[str, int], list[str]]:
    """How many rows each table holds, and all of them."""
    counts, found = {}, []
    with closing(connect(server.url(name))) as connection, connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(sql.SQL("select t::text from core.{} as t order by 1").format(sql.Identifier(table)))
            lines = [line for (line,) in cursor.fetchall()]
            counts[table.replace("_", " ")] = len(lines)
            found += lines
    return counts, found


# --- the ways ---------------------------------------------------------------------------------------------------------


def _measured(server: embedded.Server, read: Read, wishes: Namespace) -> Times:
    times: Times = {ONE_BY_ONE: [], TOGETHER: [], AGAIN: []}
    for number in range(wishes.rounds + 1):
        taken = {}
        with closing(_fresh(server, ONE_BY_ONE)) as connection:
            taken[ONE_BY_ONE] = _seconds(_one_by_one, connection, read, wishes.commit)
        with closing(_fresh(server, TOGETHER)) as connection:
            taken[TOGETHER] = _seconds(_together, connection, read, wishes.commit)
            taken[AGAIN] = _seconds(_together, connection, read, wishes.commit)
        if number:  # the first round warms the machine up
            for name, seconds in taken.items():
                times[name].append(seconds)
    return times


def _seconds(way: Way, connection: Connection, read: Read, commit: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for at in range(0, len(read), commit):
        with connection:
            way(connection, read[at : at + commit])
    return time.perf_counter() - start


def _one_by_one(connection: Connection, read: Read) -> None:
    for page_id, article, facts in read:
        load.load(connection, page_id, article, facts, 1, NOW)


def _together(connection: Connection, read: Read) -> None:
    bulk.load_many(connection, read, 1, NOW)


if __name__ == "__main__":
    main()
