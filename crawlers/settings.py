"""An outlet → the settings with which Scrapy crawls it: politely, within bounds, and saying who we are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from getpass import getuser
from socket import gethostname
from typing import Any

from scrapy.settings import default_settings

from items import Outlet

#: The name by which robots.txt can address us.
ROBOT = "CorridorBot"
VERSION = "0.1"
#: Bytes of a page, also when unpacked.
LARGEST_PAGE = 5 * 1024 * 1024
#: What a page that can be an article says that it is.
HTML_TYPES = ("text/html", "application/xhtml+xml")
#: Seconds for one request, from the connection to the last byte.
TIMEOUT = 20
#: Parts of Scrapy's that are switched off below. They are left out besides, since one that stands in the settings is
#: loaded, with all that it needs (a web server, the list of all domains), which is a quarter of a small crawl.
UNUSED = {
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
}


def user_agent() -> str:
    """How we introduce ourselves. CORRIDOR_CONTACT (an address of the web or a mailbox) says whom to complain to.

    Without it, that is the mailbox of this user on this machine. Raises ValueError where it can't stand in a header.
    """
    contact = os.environ.get("CORRIDOR_CONTACT") or f"{getuser()}@{gethostname()}"
    if not contact.isascii() or not contact.isprintable():
        raise ValueError("CORRIDOR_CONTACT must be one line of ASCII: a web address or a mailbox.")
    return f"{ROBOT}/{VERSION} (news monitoring; {contact})"


def settings(outlet: Outlet, replay_url: str | None = None) -> dict[str, Any]:
    """Scrapy's settings for a crawl of `outlet`, from the web or from the replay at `replay_url`."""
    return {**_politeness(outlet), **_bounds(), **_parts(), **(_replaying(replay_url) if replay_url else {})}


def _politeness(outlet: Outlet) -> dict[str, Any]:
    return {
        "USER_AGENT": user_agent(),
        "ROBOTSTXT_USER_AGENT": ROBOT,
        # Obeyed by crawlers.robots, which is stricter than the part that this would switch on.
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": outlet.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": outlet.delay,
        "AUTOTHROTTLE_MAX_DELAY": 30,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1,
        "COOKIES_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": f"{outlet.language},en;q=0.5",
        },
    }


def _bounds() -> dict[str, Any]:
    return {
        "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "DNS_TIMEOUT": 10,
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": 2,
        # Requests of one crawl that may be repeated at all, so that a site in trouble is not made busier.
        "RETRY_BUDGET": 10,
        # Seconds before the first repetition (three times as long before the second), and the most that is waited.
        "BACKOFF_FIRST": 3,
        "BACKOFF_LONGEST": 20,
        "HTTPERROR_ALLOW_ALL": True,
    }


def _parts() -> dict[str, Any]:
    handler = "crawlers.handlers.GuardedHandler"
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "ftp": None, "file": None, "data": None, "s3": None},
        "TWISTED_DNS_RESOLVER": "crawlers.guard.PublicAddresses",
        "EXTENSIONS_BASE": _used(default_settings.EXTENSIONS_BASE),
        "DOWNLOADER_MIDDLEWARES_BASE": _used(default_settings.DOWNLOADER_MIDDLEWARES_BASE),
        "DOWNLOADER_MIDDLEWARES": {
            "crawlers.guard.OutletOnly": 50,
            "crawlers.robots.Robots": 100,
            "crawlers.retry.BackOff": 550,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        },
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }


def _used(parts: Mapping[str, int]) -> dict[str, int]:
    return {name: place for name, place in parts.items() if name not in UNUSED}


def _replaying(replay_url: str) -> dict[str, Any]:
    handler = "crawlers.handlers.ReplayHandler"
    return {
        "REPLAY_URL": replay_url,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "ftp": None, "file": None, "data": None, "s3": None},
        "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",
        "HTTPPROXY_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "BACKOFF_FIRST": 0.05,
        "BACKOFF_LONGEST": 1,
    }
