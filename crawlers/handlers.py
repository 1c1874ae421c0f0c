"""Scrapy's request → response: from the web under guard, or from the loopback replay of a saved site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import dnscache

from crawlers.guard import Refused, is_public

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class GuardedHandler(HTTP11DownloadHandler):  # type: ignore[misc]
    """Fetches from the web; says so where the resolver refused a private address."""

    async def download_request(self, request: Request) -> Response:
        """Raise Refused for a host at a private address, else as Scrapy's handler."""
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            host = urlsplit(request.url).hostname
            address = dnscache.get(host)
            if isinstance(address, str) and not is_public(address):
                raise Refused("private_address", f"{host} stands for {address}, which is not public") from error
            raise


class ReplayHandler(HTTP11DownloadHandler):  # type: ignore[misc]
    """Asks the server of replay.py instead; the rest of the crawl sees the real addresses only."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._base = crawler.settings["REPLAY_URL"].rstrip("/")

    async def download_request(self, request: Request) -> Response:
        """The saved answer to `request`, under the address that was asked for."""
        asked = request.replace(url=f"{self._base}/{request.url}")
        response = await super().download_request(asked)
        # AutoThrottle reads it off the request that it knows.
        request.meta["download_latency"] = asked.meta["download_latency"]
        return response.replace(url=request.url)
