"""What is asked for → refused, unless it belongs to the outlet and stands at a public address."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred


class Refused(IgnoreRequest):  # type: ignore[misc]
    """We will not ask for this; `reason` is one of those of items.FetchFailure."""

    def __init__(self, reason: str, detail: str, status: int | None = None):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.status = status


class AlreadyHeld(IgnoreRequest):  # type: ignore[misc]
    """The article came in under another address meanwhile."""


def is_public(address: str) -> bool:
    """Whether `address` (IPv4 or IPv6, as text) can be reached by everybody, by the registries of IANA."""
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return number.is_global and not number.is_multicast


class PublicAddresses(CachingThreadedResolver):  # type: ignore[misc]
    """Scrapy's resolver, but a name that stands for an address that is not public is not found.

    The address that passes here is the very one that is connected to, so a name that changes its meaning between a
    check and the connection (DNS rebinding) gains nothing. A proxy that the environment names is the operator's own
    choice and may stand anywhere; then the proxy looks the names up and has to do the refusing.
    """

    def __init__(self, *args: Any):
        super().__init__(*args)
        self._proxies = {urlsplit(proxy).hostname for proxy in getproxies().values()}

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 -- Twisted's name
        """The address of `name`; fails with DNSLookupError where it is not public."""
        found = super().getHostByName(name, timeout)
        if name not in self._proxies:
            found.addCallback(self._refuse_private, name)
        return found

    @staticmethod
    def _refuse_private(address: str, name: str) -> str:
        if not is_public(address):
            raise DNSLookupError(f"{name} stands for {address}, which is not public")
        return address


class OutletOnly:
    """Downloader middleware: lets only http(s) addresses on the outlet's hosts pass; redirects come by here again."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OutletOnly:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refused, or AlreadyHeld where the address, perhaps by a redirect, is one of an article that is held."""
        spider: Any = self._crawler.spider
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise Refused("off_site", f"{parts.scheme} is neither http nor https")
        if parts.hostname not in spider.outlet.hosts:
            raise Refused("off_site", f"{parts.hostname} does not belong to {spider.outlet.name}")
        link = request.cb_kwargs.get("link")
        if link and spider.needs_no(spider.outlet.identity(request.url) or link.identity, link):
            raise AlreadyHeld(request.url)
