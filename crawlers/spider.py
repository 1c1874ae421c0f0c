"""An outlet → its listings, and the articles in them that are not held yet: one spider for every outlet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import scrapy
from scrapy import Request, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider

from crawlers.guard import AlreadyHeld
from crawlers.job import Job, Notes
from crawlers.judge import Fault, fault_of_error, fault_of_listing, fault_of_page, wait_asked_for
from crawlers.listings import BrokenListing, Link, is_later, links, newest, printed_zone, side_by_side, sitemaps_within
from crawlers.trail import gap, older_places
from items import Crawled, FetchFailure, Listing, ListingState, Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

log = logging.getLogger("corridor.crawl")

#: So many requests in a row that the network or an overloaded server did not answer end the crawl.
PATIENCE = 5
#: So many of our own errors end it: one strange page costs itself only, a lost database everything.
CRASHES = 3


class OutletSpider(scrapy.Spider):  # type: ignore[misc]
    """Asks for all listings, then for their articles, the newest of each listing first."""

    name = "outlet"

    def __init__(self, job: Job):
        super().__init__()
        self.job = job
        self.outlet = job.outlet
        self.notes = Notes()
        self.crawled = Crawled(
            outlet=job.outlet.slug, listings_answered=0, listings_failed=0, listed=0, fetched=0, held=0, failed=0
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, job: Job) -> OutletSpider:
        """Made by Scrapy."""
        spider = cls(job)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider._idle, signals.spider_idle)
        crawler.signals.connect(spider._crashed, signals.spider_error)
        return spider

    def needs_no(self, identity: str, link: Link) -> bool:
        """Whether the article `identity`, to which the listed `link` turned out to lead, need not be fetched."""
        if identity in self.notes.settled:
            return True
        return identity != link.identity and self.job.ledger.held(identity) is not None

    # --- listings ---

    async def start(self) -> AsyncIterator[Request]:
        """All listings, each only if it changed."""
        for listing in self.outlet.listings:
            self.notes.trails[listing.name] = older_places(listing, self._today)
            yield self._listing_request(listing)

    @property
    def _today(self) -> date:
        return self.job.clock().astimezone(ZoneInfo(self.outlet.timezone)).date()

    def _listing_request(self, listing: Listing, url: str | None = None, is_older: bool = True) -> Request:
        """Ask for a listing, or for the place `url` of its older items (or, if not `is_older`, of its newest ones)."""
        headers = dict(listing.headers)
        remembered = self.job.ledger.remembered(listing.name)
        if remembered and not url and listing.address(self._today) == listing.name:
            if remembered.etag:
                headers["If-None-Match"] = remembered.etag
            if remembered.last_modified:
                headers["If-Modified-Since"] = remembered.last_modified
        return Request(
            url or listing.address(self._today),
            headers=headers,
            callback=self._read_listing,
            errback=self._listing_failed,
            cb_kwargs={"listing": listing, "is_older": url is not None and is_older},
            dont_filter=True,
        )

    def _read_listing(self, response: Response, listing: Listing, is_older: bool) -> list[Request]:
        if response.status == 304:
            self.notes.unchanged.add(listing.name)
            return self._listing_answered(listing, self._remembered(listing), [], is_older=False)
        fault = fault_of_listing(response)
        if fault is None:
            try:
                if listing.kind == "sitemap" and (within := sitemaps_within(response.body)):
                    return self._sitemaps_named(listing, within)
                kind = _header(response, "content-type") or ""
                found = links(self.outlet, listing, response.body, url=response.url, content_type=kind)
            except BrokenListing as reason:
                fault = Fault("broken_listing", str(reason), response.status)
        if fault:
            if response.status in (404, 410) and self._is_of_today(listing, response.request.url):
                # A day's list is made with its first item: until then that of the day before has the newest.
                return [self._listing_request(listing, next(self.notes.trails[listing.name]), is_older=False)]
            self._listing_fault(listing, fault, is_older, response)
            return []
        state = ListingState(
            url=listing.name,
            etag=None if is_older else _header(response, "etag"),
            last_modified=None if is_older else _header(response, "last-modified"),
            newest_at=newest(found, printed_zone(self.outlet, listing)),
        )
        return self._listing_answered(listing, state, found, is_older)

    def _is_of_today(self, listing: Listing, url: str) -> bool:
        return url == listing.address(self._today) != listing.name

    def _remembered(self, listing: Listing) -> ListingState:
        return self.job.ledger.remembered(listing.name) or ListingState(url=listing.name)

    def _sitemaps_named(self, listing: Listing, within: list[str]) -> list[Request]:
        """The newest of the sitemaps that a list of them names; the others are where older items stand."""
        self.notes.trails[listing.name] = older_places(listing, self._today, within[1:])
        return [self._listing_request(listing, within[0])]

    def _listing_answered(
        self, listing: Listing, state: ListingState, found: list[Link], is_older: bool
    ) -> list[Request]:
        name, notes = listing.name, self.notes
        if name not in notes.states:
            notes.states[name] = state
            self._count(listings_answered=1)
        self._answered_or_not(None)
        before = {link.identity for link in notes.shown.setdefault(name, [])}
        notes.shown[name] += [link for link in found if link.identity not in before]
        is_vain = is_older and len(notes.shown[name]) == len(before)
        return self._read_on(listing, "its older pages show nothing older" if is_vain else None) if found else []

    def _read_on(self, listing: Listing, why_not: str | None = None) -> list[Request]:
        """Older items of a listing, until one is met that it showed before; what can't be reached is noted."""
        known, shown = self.job.ledger.shown(listing.name), self.notes.shown.get(listing.name, [])
        if not known or any(link.identity in known for link in shown):
            return []
        url = None if why_not else next(self.notes.trails[listing.name], None)
        if url:
            return [self._listing_request(listing, url)]
        reason = why_not or "nothing that it showed before was met"
        before, now = self._remembered(listing), self.job.clock()
        self.job.ledger.missed(gap(self.outlet, listing, shown, before, now, reason))
        return []

    def _listing_failed(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs
        self._listing_fault(asked["listing"], fault_of_error(failure.value), asked["is_older"])

    def _listing_fault(self, listing: Listing, fault: Fault, is_older: bool, response: Response | None = None) -> None:
        name = listing.name
        if is_older and name in self.notes.states:
            # A pager that ends is no failure of the listing; what it does not show may have been missed.
            self._read_on(listing, f"its older items could not be had: {fault.detail}")
        else:
            self.notes.faults[name] = f"{fault.reason}: {fault.detail}"
            self._count(listings_failed=1)
            self._report(name, None, fault)
        self._answered_or_not(fault, response)

    # --- articles ---

    def _idle(self) -> None:
        """When nothing is left to ask for: after the listings come their articles."""
        if self.notes.planned:
            return
        requests = self._article_requests()
        self.notes.planned = True
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _article_requests(self) -> list[Request]:
        requests: list[Request] = []
        announced = side_by_side(list(self.notes.shown.values()))[: self.job.most]
        held, due = 0, {link.identity: link for link in self.job.ledger.due}
        for link in announced:
            remembered = self.job.ledger.held(link.identity)
            if remembered is not None and not is_later(link.lastmod, remembered):
                held += 1
                if link.identity not in due:
                    self.notes.settled.add(link.identity)
                continue
            due.pop(link.identity, None)
            if self.job.ledger.skip(link.url):
                self.notes.settled.add(link.identity)
            elif link.body is not None:
                self._keep_item(link, link.body)
            else:
                requests.append(self._article_request(link, priority=-len(requests)))
        again = [self._article_request(link, priority=-len(requests)) for link in due.values()]
        self._count(listed=len(announced), held=held, again=len(again))
        return requests + again

    def _article_request(self, link: Link, priority: int) -> Request:
        return Request(
            link.url,
            callback=self._keep_article,
            errback=self._article_failed,
            cb_kwargs={"link": link},
            priority=priority,
            dont_filter=True,
        )

    def _keep_article(self, response: Response, link: Link) -> None:
        fault = fault_of_page(response)
        if fault:
            self._article_fault(link, fault, response)
            return
        identity = self.outlet.identity(response.url) or link.identity
        page = Page(
            outlet=self.outlet.slug,
            identity=identity,
            url=response.url,
            fetched_at=self.job.clock(),
            status=response.status,
            body=response.body,
            headers=_headers(response),
            listed=link.listed,
        )
        self._keep(page, link)
        self._answered_or_not(None)

    def _keep_item(self, link: Link, body: bytes) -> None:
        """Keep an article that came with its listing."""
        page = Page(
            outlet=self.outlet.slug,
            identity=link.identity,
            url=link.url,
            fetched_at=self.job.clock(),
            status=200,
            body=body,
            headers={"content-type": "application/json; charset=utf-8"},
            listed=link.listed,
        )
        self._keep(page, link)

    def _keep(self, page: Page, link: Link) -> None:
        self.job.keep(page, link.lastmod)
        self.notes.settled |= {page.identity, link.identity}
        self._count(fetched=1)

    def _article_failed(self, failure: Failure) -> None:
        link = failure.request.cb_kwargs["link"]
        if isinstance(failure.value, AlreadyHeld):
            self.notes.settled.add(link.identity)
            self._count(held=1)
            return
        self._article_fault(link, fault_of_error(failure.value))

    def _article_fault(self, link: Link, fault: Fault, response: Response | None = None) -> None:
        if fault.is_lasting:
            self.notes.settled.add(link.identity)
        if link.url not in self.job.ledger.failing:
            self.notes.new_failures += 1
        self._count(failed=1)
        self._report(link.url, link.identity, fault)
        self._answered_or_not(fault, response)

    # --- keeping track ---

    def _count(self, **more: int) -> None:
        counts: dict[str, Any] = {name: getattr(self.crawled, name) + number for name, number in more.items()}
        self.crawled = replace(self.crawled, **counts)
        self.job.progress(self.crawled)

    def _report(self, url: str, identity: str | None, fault: Fault) -> None:
        # Details may quote a server: nothing in them may begin a line of its own in a log.
        detail = "".join(letter if letter.isprintable() else " " for letter in fault.detail)[:300]
        log.warning("%s: could not have %s: %s: %s", self.outlet.slug, url, fault.reason, detail)
        self.notes.last_fault = f"{url}: {detail}"
        self.job.ledger.failed(
            FetchFailure(
                outlet=self.outlet.slug,
                url=url,
                identity=identity,
                reason=fault.reason,
                detail=detail,
                status=fault.status,
                failed_at=self.job.clock(),
            )
        )

    def _answered_or_not(self, fault: Fault | None, response: Response | None = None) -> None:
        """End the crawl where the site does not answer any more or asks to be left alone."""
        overloaded = fault is not None and fault.reason == "http" and fault.status in (429, 503)
        if not overloaded and (fault is None or fault.reason not in ("timeout", "network")):
            self.notes.unanswered = 0
            return
        wait = wait_asked_for(response) if overloaded and response is not None else None
        if wait is not None and wait > self.settings.getfloat("BACKOFF_LONGEST"):
            raise CloseSpider("asked_to_wait")
        self.notes.unanswered += 1
        if self.notes.unanswered >= PATIENCE:
            raise CloseSpider("unanswered")

    def _crashed(self, failure: Failure) -> None:
        self.notes.crashes.append(f"{type(failure.value).__name__}: {failure.value}")
        if len(self.notes.crashes) == CRASHES:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="crashed"))

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        self.notes.ended = reason


def _header(response: Response, name: str) -> str | None:
    values = response.headers.getlist(name)
    return b", ".join(values).decode("latin-1") if values else None


def _headers(response: Response) -> dict[str, str]:
    names = [name.decode("latin-1").lower() for name in response.headers]
    return {name: _header(response, name) or "" for name in names}
