"""One address, asked for by a person → its page; and which outlets answer at all."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx

from crawlers.guard import is_public
from crawlers.settings import LARGEST_PAGE, TIMEOUT, user_agent
from items import Outlet, Page

MOST_REDIRECTS = 5


class NotHad(Exception):
    """The address could not be had; the message says why."""


def visit(url: str, outlet: Outlet | None = None) -> Page:
    """Fetch the one page at `url`. Raises NotHad."""
    with httpx.Client(headers={"User-Agent": user_agent()}, timeout=TIMEOUT, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            _require_public(url)
            try:
                with client.stream("GET", url) as answer:
                    if answer.is_redirect:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    return _page(answer, _body(answer), url, outlet)
            except httpx.HTTPError as error:
                raise NotHad(f"{url} does not answer: {error or type(error).__name__}") from error
    raise NotHad(f"{url} leads from one address to the next without end")


def answering(outlets: Sequence[Outlet], seconds: float) -> list[str]:
    """Slugs of the outlets of which any answer came within `seconds`, asked for their robots.txt all at once."""

    def answers(outlet: Outlet) -> bool:
        try:
            httpx.head(f"https://{outlet.hosts[0]}/robots.txt", headers={"User-Agent": user_agent()}, timeout=seconds)
        except httpx.HTTPError:
            return False
        return True

    asking = ThreadPoolExecutor(len(outlets) or 1)
    asked = {asking.submit(answers, outlet): outlet.slug for outlet in outlets}
    done, _ = wait(asked, timeout=seconds)
    asking.shutdown(wait=False, cancel_futures=True)
    return [slug for question, slug in asked.items() if question in done and question.result()]


def _require_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotHad(f"{url} is no http or https address")
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(parts.hostname, parts.port or 443)}
    except OSError as error:
        raise NotHad(f"{parts.hostname} can't be found: {error.strerror or error}") from error
    if not all(is_public(str(address)) for address in found):
        raise NotHad(f"{parts.hostname} stands for an address that is not public")


def _body(answer: httpx.Response) -> bytes:
    body = b""
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > LARGEST_PAGE:
            raise NotHad(f"{answer.url} is larger than {LARGEST_PAGE} bytes")
    return body


def _page(answer: httpx.Response, body: bytes, url: str, outlet: Outlet | None) -> Page:
    if answer.is_error:
        raise NotHad(f"{url} answered {answer.status_code}")
    identity = outlet.identity(url) if outlet else None
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Page(
        outlet=outlet.slug if outlet else "",
        identity=identity or url,
        url=url,
        fetched_at=datetime.now(UTC),
        status=answer.status_code,
        body=body,
        headers=headers,
    )
