"""Pages that wait in the warehouse → their facts: each is read once, or again by a better reader."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from crawlers.archive import Archive, ArchiveUnusable, PageLost
from items import NotAnArticle, Outlet, UnreadablePage
from parsers import READER_VERSION
from parsers.extract import read_facts
from parsers.parse import parse_article
from warehouse import load, pages
from warehouse.pages import QueuedPage, Selection

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Pages that one transaction of `read` takes; a killed run reads at most so many again.
PAGES_AT_ONCE = 20

log = logging.getLogger("corridor")
Counts = Callable[[Counter[str]], None]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What reading needs. Raises ArchiveUnusable where the archive can't be had: then nothing is made of any page."""

    connection: Connection
    archive: Archive
    outlets: Mapping[str, Outlet]
    clock: Callable[[], datetime]
    progress: Counts

    def read(self, outlet: str | None) -> Counter[str]:
        """Read the pages that no reader has read yet (of one outlet, or of all); counts by outcome."""
        counts: Counter[str] = Counter()
        while queued := pages.pages_to_read(self.connection, outlet, PAGES_AT_ONCE):
            for page in queued:
                counts.update(("pages", self._read(page)[0]))
            self.connection.commit()
            self.progress(counts)
        return counts

    def reread(self, selection: Selection, most: int | None) -> Counter[str]:
        """Read again pages that wait for that, at most `most`; counts by outcome, and how many changed.

        A page is a transaction of its own, so that readers side by side can't wait for each other.
        """
        counts: Counter[str] = Counter()
        pages.lose_little(self.connection)
        after = 0
        while most is None or counts["pages"] < most:
            page = pages.page_to_reread(self.connection, selection, after)
            if page is None and after == 0:
                break
            after = page.page_id if page else 0  # from the beginning once more: another reader may have left a page
            if page is None:
                continue
            outcome, is_changed = self._read(page, again=True)
            self.connection.commit()
            counts.update(("pages", outcome, *(("changed",) if is_changed else ())))
            self.progress(counts)
        return counts

    def _read(self, queued: QueuedPage, *, again: bool = False) -> tuple[str, bool]:
        """Read one page within the open transaction; its outcome, and whether that is another than before.

        A page that was read before and can't be had from the archive any more keeps its facts: it is `lost`.
        """
        outcome: Literal["not_article", "unreadable"]
        now = self.clock()
        try:
            article = parse_article(self.archive.read(queued.place), self.outlets.get(queued.outlet))
            facts = read_facts(article)
            changed = load.load(self.connection, queued.page_id, article, facts, READER_VERSION, now)
            return "relevant" if facts.engagement.relevant else "unrelated", changed
        except NotAnArticle as reason:
            outcome, why = "not_article", str(reason)
        except UnreadablePage as reason:
            outcome, why = "unreadable", str(reason)
            log.warning("%s: %s can't be read: %s", queued.outlet, queued.url, why)
        except PageLost as reason:
            log.error("%s: %s is lost: %s", queued.outlet, queued.url, reason)
            if again:
                return "lost", False
            outcome, why = "unreadable", str(reason)
        except ArchiveUnusable:
            raise
        except Exception as error:  # one odd page must not keep the others from being read (docs/decisions.md)
            outcome, why = "unreadable", f"the reader failed: {type(error).__name__}: {error}"
            log.exception("%s: %s", queued.outlet, queued.url)
        return outcome, load.set_aside(self.connection, queued.page_id, outcome, why, READER_VERSION, now)
