"""An answer or an error that may pass → asked again after a while, a bounded number of times."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import get_retry_request

from crawlers.guard import Refused
from crawlers.judge import NETWORK_ERRORS, PASSING_STATUSES, is_challenge, wait_asked_for

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

log = logging.getLogger("corridor.crawl")


class BackOff:
    """Downloader middleware in the place of Scrapy's, which asks again at once and knows no Retry-After.

    As only one request is under way at a time, waiting here keeps the whole crawl from the site.
    """

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._first: float = crawler.settings.getfloat("BACKOFF_FIRST")
        self._longest: float = crawler.settings.getfloat("BACKOFF_LONGEST")
        self._left: int = crawler.settings.getint("RETRY_BUDGET")
        self._sent_away: int | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackOff:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refused once the site asked for a longer rest than a crawl can wait."""
        if self._sent_away:
            raise Refused("http", "not asked for, as the site wants to be left alone", self._sent_away)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request again, after a while, where the status may pass."""
        if response.status not in PASSING_STATUSES or is_challenge(response):
            return response
        wait = wait_asked_for(response)
        if wait is not None and wait > self._longest:
            # The spider ends the crawl when it sees this answer, but the next request is under way by then.
            self._sent_away = response.status
            return response
        return await self._again(request, f"status {response.status}", wait or 0) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request again, after a while, where the network failed."""
        if not isinstance(exception, NETWORK_ERRORS):
            return None
        return await self._again(request, type(exception).__name__, 0)

    async def _again(self, request: Request, why: str, wait: float) -> Request | None:
        again = get_retry_request(request, spider=self._crawler.spider, reason=why, give_up_log_level="DEBUG")
        if again is None or self._left <= 0 or not self._crawler.engine.running:
            return None
        self._left -= 1
        wait = min(max(wait, self._first * 3 ** (again.meta["retry_times"] - 1)), self._longest)
        log.info("%s: %s; asked again in %g s", request.url, why, wait)
        await asyncio.sleep(wait)
        return again
