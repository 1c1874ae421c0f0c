"""What a crawl asks and tells of what is held: functions, so that crawling knows no database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from crawlers.listings import Link
from items import FetchFailure, Gap, ListingState, ListingVisit, Page, Place


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The crawl's view of one outlet in the warehouse. What a function raises makes the crawl a failed one."""

    #: Identity of an article → None where it is not held, else what its listing had said of its last change, or "".
    held: Callable[[str], str | None]
    #: Name of a listing → what it said of itself when it last answered.
    remembered: Callable[[str], ListingState | None]
    #: Address of an article → whether it failed for good so lately that it is not asked for again.
    skip: Callable[[str], bool]
    #: Takes pages whose bytes are durable, each with its place and what the listing said of its last change.
    record: Callable[[Sequence[tuple[Page, Place, str | None]]], None]
    #: Takes what could not be had.
    failed: Callable[[FetchFailure], None]
    #: Takes what a listing said of itself, once all its articles are recorded; without ETag and date where some are
    #: still to be had, so that it is sent again.
    answered: Callable[[ListingState], None]
    #: Addresses that could not be had the last time. They are asked for, but that they fail again is no news.
    failing: Collection[str] = ()
    #: Name of a listing → identities of the articles that it showed of late.
    shown: Callable[[str], Collection[str]] = lambda name: ()
    #: Takes what was seen of a listing, with the identities of the articles that it showed and that need not be had.
    visited: Callable[[ListingVisit, Collection[str]], None] = lambda visit, identities: None
    #: Takes what may have been missed.
    missed: Callable[[Gap], None] = lambda gap: None
    #: Articles that are held and are to be looked at again, to see whether they were edited.
    due: Sequence[Link] = ()
    #: Fetched page → where the same content of the same article stands already; None where it does not.
    original: Callable[[Page], Place | None] = lambda page: None
