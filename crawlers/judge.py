"""An answer or an error → why it can't be used, or nothing where it can."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from crawlers.guard import Refused
from crawlers.settings import HTML_TYPES

if TYPE_CHECKING:
    from scrapy.http import Response

#: The network's errors: worth another try.
NETWORK_ERRORS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
#: Statuses that pass with time: worth another try.
PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
#: Only what stands on challenge pages alone: Cloudflare puts its /challenge-platform/ script on ordinary pages too.
CHALLENGE_MARKS = (b"_cf_chl_opt", b"cf-chl-", b"cf_chl_", b"cf-browser-verification", b"/.well-known/ddos-guard/")
CHALLENGE_TITLE = re.compile(
    rb"<title[^>]*>\s*(just a moment\s*(\.\.\.|\xe2\x80\xa6)?\s*<|attention required! \| cloudflare|ddos-guard\s*<)",
    re.IGNORECASE,
)
#: Bytes from the beginning in which a challenge shows itself.
CHALLENGE_WINDOW = 64 * 1024


@dataclass(frozen=True)
class Fault:
    """Why something could not be had: `reason` as in items.FetchFailure, `detail` for a person."""

    reason: str
    detail: str
    status: int | None = None

    @property
    def is_lasting(self) -> bool:
        """True where asking again soon is useless."""
        if self.reason == "http":
            return self.status in (404, 410)
        return self.reason in ("too_large", "not_html", "robots")


def is_challenge(response: Response) -> bool:
    """Whether a bot wall answered instead of the site, whatever the status."""
    if response.headers.get("cf-mitigated", b"").lower() == b"challenge":
        return True
    if response.status == 403 and response.headers.get("server", b"").lower().startswith(b"cloudflare"):
        return True
    beginning = response.body[:CHALLENGE_WINDOW]
    return bool(CHALLENGE_TITLE.search(beginning)) or any(mark in beginning for mark in CHALLENGE_MARKS)


def fault_of_listing(response: Response) -> Fault | None:
    """Why a listing's answer can't be used."""
    if is_challenge(response):
        return Fault("challenge", "a bot wall answered instead of the site", response.status)
    if response.status != 200:
        return Fault("http", f"status {response.status}{_asked_to_wait(response)}", response.status)
    if not response.body.strip():
        return Fault("empty", "the answer is empty", response.status)
    return None


def fault_of_page(response: Response) -> Fault | None:
    """Why an article's answer can't be used."""
    fault = fault_of_listing(response)
    if fault or _is_html(response):
        return fault
    kind = response.headers.get("content-type", b"").decode("latin-1") or "no type"
    return Fault("not_html", f"{kind} instead of HTML", response.status)


def fault_of_error(error: BaseException) -> Fault:
    """What an error of the download means."""
    if isinstance(error, Refused):
        return Fault(error.reason, error.detail, error.status)
    text = str(error).rstrip(".") or type(error).__name__
    # Scrapy raises an error without a name of its own for what is too large only when unpacked.
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in text:
        return Fault("too_large", "larger than is fetched")
    if isinstance(error, DownloadTimeoutError):
        return Fault("timeout", "no whole answer in time")
    if "max redirections" in text:
        return Fault("http", "redirected too often")
    return Fault("network", text)


def wait_asked_for(response: Response) -> float | None:
    """Seconds after which the server wants to be asked again (Retry-After, RFC 9110, 10.2.3), if it gives them."""
    value = response.headers.get("retry-after", b"").strip()
    # A date is as good as no answer here: the clocks of both sides would have to agree.
    return float(value) if value.isdigit() and len(value) < 8 else None


def _asked_to_wait(response: Response) -> str:
    wait = wait_asked_for(response)
    return "" if wait is None else f", asked to wait {wait:.0f} s"


def _is_html(response: Response) -> bool:
    kind = response.headers.get("content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    return kind in HTML_TYPES if kind else response.body.lstrip()[:1] == b"<"
