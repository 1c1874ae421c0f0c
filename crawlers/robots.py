"""A request → refused where the site's robots.txt forbids it, or where robots.txt can't be had (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http.request import NO_CALLBACK

from crawlers.guard import Refused
from crawlers.judge import NETWORK_ERRORS, fault_of_error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

#: Seconds; a site that wants more between two requests gets this.
LONGEST_DELAY = 30.0


class Robots:
    """Downloader middleware in the place of Scrapy's, which crawls on where robots.txt can't be had."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, Protego | Refused] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refused where `request` may not be sent; robots.txt is asked for once a site and crawl."""
        if request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = await self._ask(site)
        rules = self._rules[site]
        if isinstance(rules, Refused):
            raise rules
        if not rules.can_fetch(request.url, self._agent):
            raise Refused("robots", "robots.txt forbids it")

    async def _ask(self, site: str) -> Protego | Refused:
        request = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={"is_robots": True, "max_retry_times": 1},
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except (IgnoreRequest, DownloadCancelledError, *NETWORK_ERRORS) as error:
            fault = fault_of_error(error)
            return Refused(fault.reason, f"robots.txt can't be had, so nothing is asked for: {fault.detail}")
        return self._read(response)

    def _read(self, response: Response) -> Protego | Refused:
        # 429 is no statement that there are no rules, though RFC 9309 counts it among the 4xx.
        if response.status >= 500 or response.status == 429 or 300 <= response.status < 400:
            detail = f"robots.txt answers with status {response.status}, so nothing is asked for"
            return Refused("http", detail, response.status)
        text = response.body.decode("utf-8", "replace") if response.status == 200 else ""
        rules = Protego.parse(text)
        self._slow_down(rules.crawl_delay(self._agent))
        return rules

    def _slow_down(self, delay: float | None) -> None:
        throttle = self._crawler.get_extension(AutoThrottle)
        if delay and throttle:
            throttle.mindelay = max(throttle.mindelay, min(delay, LONGEST_DELAY))
