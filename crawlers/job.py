"""What the spider is given to do, and what it has seen so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.ledger import Ledger
from crawlers.listings import Link
from items import Crawled, ListingState, Outlet, Page


@dataclass(frozen=True, kw_only=True)
class Job:
    """What the spider is given to do."""

    outlet: Outlet
    ledger: Ledger
    #: Keeps a page together with what the listing said of its last change.
    keep: Callable[[Page, str | None], None]
    clock: Callable[[], datetime]
    progress: Callable[[Crawled], None]
    #: Articles that are asked for at most; None: all.
    most: int | None = None


@dataclass
class Notes:
    """What the spider has seen so far."""

    #: Name of a listing → what it said of itself, the articles that it showed, and why it could not be had.
    states: dict[str, ListingState] = field(default_factory=dict)
    shown: dict[str, list[Link]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    #: Names of the listings that said that nothing had changed.
    unchanged: set[str] = field(default_factory=set)
    #: Name of a listing → where its older items stand, as far as they were not asked for.
    trails: dict[str, Iterator[str]] = field(default_factory=dict)
    #: Articles that need not be asked for again: held, kept now, or not to be had for good.
    settled: set[str] = field(default_factory=set)
    #: Failures of articles that had not failed before.
    new_failures: int = 0
    #: Requests in a row to which nobody answered.
    unanswered: int = 0
    #: True once it is decided which articles are asked for.
    planned: bool = False
    last_fault: str = ""
    crashes: list[str] = field(default_factory=list)
    #: Why it ended, as Scrapy says it; "finished" where it came to its end.
    ended: str = "unknown"
