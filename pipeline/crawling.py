"""A crawl or an examination of an outlet in this process: what crawlers need of the warehouse is handed to them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any

from items import Crawled, Outlet
from pipeline import environment

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from crawlers.archive import Archive
    from crawlers.ledger import Ledger

#: Newest articles of an outlet that are looked at to see how it stands.
EXAMINED = 3


def crawl(slug: str, run: str | None, sample: bool, progress: Callable[[Crawled], None]) -> Crawled:
    """Crawl an outlet in this process, once in its life; `progress` hears of the counts whenever they change."""
    from crawlers import replay
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from warehouse import pages

    with ExitStack() as stack:
        connection = stack.enter_context(environment.loader(sample))
        site = stack.enter_context(replay.serve(environment.sample_site() / slug)) if sample else None
        pages.register_outlets(connection, (environment.outlet(name, sample) for name in known()))
        return crawl_into(
            connection,
            environment.outlet(slug, sample),
            run,
            archive=Archive(environment.archive_root(sample)),
            now=lambda: environment.clock(sample),
            replay_url=site.url if site else None,
            progress=progress,
        )


def crawl_into(
    connection: Connection,
    outlet: Outlet,
    run: str | None,
    *,
    archive: Archive,
    now: Callable[[], datetime],
    replay_url: str | None = None,
    progress: Callable[[Crawled], None] = lambda crawled: None,
) -> Crawled:
    """Crawl a registered outlet in this process (once in its life) and record in the warehouse what was fetched."""
    from crawlers import process
    from warehouse import pages

    pages.hold_hosts(connection, outlet.hosts)
    crawl_id = pages.start_crawl(connection, outlet.slug, run, now())
    crawled = process.crawl(
        outlet,
        archive=archive,
        ledger=_ledger(connection, outlet.slug, crawl_id, now),
        replay_url=replay_url,
        progress=progress,
        clock=now,
    )
    pages.finish_crawl(connection, crawl_id, crawled, now())
    return crawled


def _ledger(connection: Connection, slug: str, crawl_id: int, now: Callable[[], datetime]) -> Ledger:
    """What a crawl of `slug` asks and tells the warehouse."""
    from crawlers.ledger import Ledger
    from crawlers.listings import Link
    from warehouse import pages

    held = pages.all_held(connection, slug)
    shown = pages.shown(connection, slug, now())
    listings = pages.listing_states(connection, slug)
    return Ledger(
        held=held.get,
        remembered=listings.get,
        skip=lambda url: pages.skip(connection, slug, url, now()),
        record=lambda entries: pages.record_pages(connection, crawl_id, entries),
        failed=lambda failure: pages.record_failure(connection, failure),
        answered=lambda state: pages.record_listing(connection, slug, state, now()),
        failing=pages.failing(connection, slug),
        shown=lambda name: shown.get(name, frozenset()),
        visited=lambda visit, seen: pages.record_visit(connection, slug, crawl_id, visit, seen, now()),
        missed=lambda gap: pages.record_gap(connection, slug, gap, now()),
        due=[Link(**it) for it in pages.due(connection, slug, now())],
        original=lambda page: pages.original(connection, page),
    )


def examine(slug: str, sample: bool) -> dict[str, Any]:
    """Examine an outlet's site in this process, once in its life: what `operators.examine` gives."""
    from crawlers import replay
    from crawlers.archive import Archive
    from crawlers.examine import examine as stage
    from parsers.diagnosis import diagnose

    outlet = environment.outlet(slug, sample)
    with ExitStack() as stack:
        site = stack.enter_context(replay.serve(environment.sample_site() / slug)) if sample else None
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        found = stage(
            outlet,
            archive=Archive(folder),
            most=EXAMINED,
            replay_url=site.url if site else None,
            clock=lambda: environment.clock(sample),
        )
    problem = found.crawled.problem if found.crawled else None
    return diagnose(outlet, found.visits, found.failures, found.pages, problem)
