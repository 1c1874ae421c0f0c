"""Fetched pages → the archive, and to the ledger once they are durable: what is recorded can't be lost any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from crawlers.archive import Archive, ArchiveUnusable, Writer
from crawlers.ledger import Ledger
from items import Page, Place

#: Where pages become durable only with their whole file (a bucket), a new one is begun after so many pages, bytes
#: (packed) or seconds: a crawl that is killed then fetches no more than that again.
MOST_PAGES = 50
MOST_BYTES = 8 * 1024 * 1024
MOST_SECONDS = 60.0


class Shelf:
    """Keeps the pages of one crawl."""

    def __init__(self, archive: Archive, outlet: str, ledger: Ledger, clock: Callable[[], datetime]):
        self._begin: Callable[[], Writer] = lambda: archive.writer(outlet, clock())
        self._ledger = ledger
        self._writer = self._begin()
        self._since = time.monotonic()
        self._waiting: list[tuple[Page, Place, str | None]] = []
        self._failure: ArchiveUnusable | None = None

    def keep(self, page: Page, lastmod: str | None) -> None:
        """Keep `page`, as a revisit where its content is held already. Raises ArchiveUnusable."""
        if self._failure:
            raise self._failure
        if not self._writer.pages:
            self._since = time.monotonic()
        entry = (page, self._write(page), lastmod)
        if self._writer.durable_at_once:
            self._ledger.record([entry])
            return
        self._waiting.append(entry)
        if self._is_full():
            self.close()
            self._writer = self._begin()

    def close(self) -> None:
        """End the file and record what had to wait for that.

        Raises ArchiveUnusable where pages of this or of an earlier file were lost: they have to be fetched again.
        """
        if self._failure:
            raise self._failure
        try:
            self._writer.close()
        except ArchiveUnusable as failure:
            self._failure = failure
            raise
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._failure = ArchiveUnusable("Pages of the archive could not be recorded; the log says why.")
            self._ledger.record(waiting)
            self._failure = None

    def _write(self, page: Page) -> Place:
        """Where the body of `page` stands now."""
        original = self._ledger.original(page)
        if original and self._writer.revisit(page, original):
            return original
        return self._writer.write(page)

    def _is_full(self) -> bool:
        writer, seconds = self._writer, time.monotonic() - self._since
        return writer.pages >= MOST_PAGES or writer.size >= MOST_BYTES or seconds >= MOST_SECONDS
