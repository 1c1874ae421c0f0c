"""An outlet's live site → how its listings answer, and its newest articles: nothing is remembered, nothing recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.archive import Archive
from crawlers.ledger import Ledger
from crawlers.process import crawl
from items import Crawled, FetchFailure, ListingVisit, Outlet, Page, Place


@dataclass
class Examined:
    """What was seen of an outlet."""

    crawled: Crawled | None = None
    visits: list[ListingVisit] = field(default_factory=list)
    failures: list[FetchFailure] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


def examine(
    outlet: Outlet, *, archive: Archive, most: int, replay_url: str | None, clock: Callable[[], datetime]
) -> Examined:
    """Crawl `outlet` as if nothing of it were held, its `most` newest articles; callable once in a process.

    The pages are written to `archive`, which the caller throws away.
    """
    found = Examined()

    def record(entries: Sequence[tuple[Page, Place, str | None]]) -> None:
        found.pages += [page for page, _, _ in entries]

    ledger = Ledger(
        held=lambda identity: None,
        remembered=lambda name: None,
        skip=lambda url: False,
        record=record,
        failed=found.failures.append,
        answered=lambda state: None,
        visited=lambda visit, identities: found.visits.append(visit),
    )
    found.crawled = crawl(outlet, archive=archive, ledger=ledger, replay_url=replay_url, clock=clock, most=most)
    return found
