"""An outlet and a ledger → pages in the archive and what the crawl came to: Scrapy in this process, once a process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.archive import Archive
from crawlers.job import Job
from crawlers.ledger import Ledger
from crawlers.settings import settings
from crawlers.shelf import Shelf
from crawlers.spider import OutletSpider
from crawlers.trail import visit
from items import Crawled, ListingVisit, Outlet

__all__ = ["Ledger", "crawl"]

#: Articles asked for, from which on more failures than pages mean that something is wrong with the outlet.
ENOUGH_TO_JUDGE = 4
ENDINGS = {
    "shutdown": "The crawl was stopped before its end; what it had is kept.",
    "asked_to_wait": "The site asked to be left alone for a while",
    "unanswered": "The site does not answer",
}


def crawl(
    outlet: Outlet,
    *,
    archive: Archive,
    ledger: Ledger,
    replay_url: str | None = None,
    progress: Callable[[Crawled], None] = lambda crawled: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    most: int | None = None,
) -> Crawled:
    """Fetch what `outlet` announces and is not held (`most` articles, if given), from the web or the replay at
    `replay_url`.

    Callable once in the life of a process. Ends well on SIGTERM and SIGINT, with what it had. Raises ArchiveUnusable
    where pages can't be kept; whatever else goes wrong stands in `problem` of what it returns.
    """
    archive.require_writable()
    shelf = Shelf(archive, outlet.slug, ledger, clock)
    job = Job(outlet=outlet, ledger=ledger, keep=shelf.keep, clock=clock, progress=progress, most=most)
    spider = _run(job, replay_url)
    shelf.close()
    if spider is None:
        return replace(_nothing(outlet), problem="The crawl could not be started; its log says why.")
    _tell_of_listings(spider)
    crawled = replace(spider.crawled, problem=_problem(spider))
    progress(crawled)
    return crawled


def _run(job: Job, replay_url: str | None) -> OutletSpider | None:
    logging.getLogger("scrapy.utils.log").addFilter(lambda record: record.levelno >= logging.WARNING)
    process = AsyncCrawlerProcess(settings(job.outlet, replay_url))
    # Only now, for making the process sets all levels below this one anew. What can't be had is said once, by the
    # spider; Scrapy's own words about it would only repeat it.
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
    crawler = process.create_crawler(OutletSpider)
    process.crawl(crawler, job=job)
    process.start()
    spider = crawler.spider
    return None if process.bootstrap_failed or not isinstance(spider, OutletSpider) else spider


def _nothing(outlet: Outlet) -> Crawled:
    return Crawled(outlet=outlet.slug, listings_answered=0, listings_failed=0, listed=0, fetched=0, held=0, failed=0)


def _tell_of_listings(spider: OutletSpider) -> None:
    """Tell the ledger what was seen of each listing.

    One with articles still to be had loses what would let the site answer "nothing new", and its articles do not count
    as shown: else a crawl that was cut short, or a page that failed, would hide them until the listing changes.
    """
    notes, job = spider.notes, spider.job
    for listing in spider.outlet.listings:
        name = listing.name
        if name in notes.faults:
            job.ledger.visited(ListingVisit(url=name, outcome="failed", reason=notes.faults[name]), ())
            continue
        if name not in notes.states:
            continue
        state, links = notes.states[name], notes.shown[name]
        known, settled = job.ledger.shown(name), [it.identity for it in links if it.identity in notes.settled]
        is_done = notes.planned and len(settled) == len(links)
        new = sum(link.identity not in known for link in links)
        seen = None if name in notes.unchanged else links
        job.ledger.visited(visit(spider.outlet, listing, state, seen, new, job.clock()), settled)
        job.ledger.answered(state if is_done else replace(state, etag=None, last_modified=None))


def _problem(spider: OutletSpider) -> str | None:
    crawled, notes = spider.crawled, spider.notes
    if notes.crashes:
        return f"The crawl met errors of its own, such as {notes.crashes[0]}; its log says more."
    if notes.ended != "finished":
        ending = ENDINGS.get(notes.ended, f"The crawl ended early ({notes.ended}).")
        return ending if ending.endswith(".") else f"{ending} ({notes.last_fault})."
    if crawled.listings_answered == 0:
        return f"No listing of {spider.outlet.name} could be had ({notes.last_fault})."
    if not notes.planned:
        return "The articles could not be chosen; the log says why."
    asked = crawled.fetched + crawled.failed
    if notes.new_failures and asked >= ENOUGH_TO_JUDGE and crawled.failed * 2 > asked:
        return f"{crawled.failed} of {asked} articles could not be had (the last: {notes.last_fault})."
    return None
