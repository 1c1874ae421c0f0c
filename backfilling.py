"""WARC files of others → the articles in them that name both sides, kept and read as crawled ones are.

A file is a stream: a record is asked for names as bytes, one that passes is read, and only an article whose own text
names both sides is kept. What was kept is loaded every few seconds together with how far the file was read, so that a
reading that is killed goes on there and loses or doubles nothing.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from crawlers.archive import Archive, Writer
from crawlers.sites import country_of, site_of
from crawlers.warcs import Record, records, version
from items import Article, Facts, NotAnArticle, Outlet, Page, Place, UnreadablePage
from parsers import READER_VERSION
from parsers.extract import read_facts
from parsers.gate import page_may_tell, text_may_tell, text_tells
from parsers.parse import OpenPage, open_page
from warehouse import backfills, bulk, load
from warehouse.backfills import Backfill, Counts

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Pages that are loaded together, and seconds after which fewer are.
PAGES_AT_ONCE = 50
SECONDS_AT_ONCE = 5.0

log = logging.getLogger("corridor.backfill")
Outcome = Literal["held", "not_articles", "menus", "unreadable", "unrelated", "relevant"]
Read = tuple[Article, Facts] | str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A page that is kept, and what was read on it: an article with its facts, or why it can't be read."""

    #: Without its body, which stands in the archive.
    page: Page
    sha256: str
    place: Place
    read: Read


def read_file(
    connection: Connection,
    archive: Archive,
    file: str,
    clock: Callable[[], datetime],
    *,
    again: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> Backfill | None:
    """Read `file` from where it was left; None where this version of it was read or somebody else reads it now.

    The `problem` of what it returns says where the file is broken; the rest of it was read. Raises OSError where it
    can't be had: what was read until then is kept. Raises ArchiveUnusable where pages can't be kept.
    """
    with backfills.alone(connection, file) as is_ours:
        if not is_ours:
            log.warning("%s: somebody else reads it now", file)
            return None
        of_file = version(file)
        work = backfills.begin(connection, file, of_file.size, of_file.etag, clock(), again=again)
        if work is None:
            return None
        return _Reading(connection, archive, clock, work).through(records(file, work.position), of_file.size, progress)


class _Reading:
    """A file under way."""

    def __init__(self, connection: Connection, archive: Archive, clock: Callable[[], datetime], work: Backfill):
        self._connection = connection
        self._archive = archive
        self._clock = clock
        self._work = work
        self._writer: Writer | None = None
        self._kept: dict[tuple[str, str, str], Kept] = {}
        self._counts: Counter[str] = Counter()
        self._since = time.monotonic()

    def through(self, found: Iterable[Record], end: int | None, progress: Callable[[], None]) -> Backfill:
        try:
            for record in found:
                if len(self._kept) >= PAGES_AT_ONCE or time.monotonic() - self._since > SECONDS_AT_ONCE:
                    self._load(record.position)
                    progress()
                self._take(record)
            self._load(end or self._work.position, "broken" if self._work.problem else "done")
            progress()
        finally:
            self._close()
        return self._work

    def _take(self, record: Record) -> None:
        if record.fault:
            problem = f"broken at byte {record.position:,}: {record.fault}"
            self._work = replace(self._work, problem=self._work.problem or problem)
            return
        self._counts["records"] += 1
        if record.page is None:
            return
        self._counts["pages"] += 1
        if page_may_tell(record.page, country_of(record.page.url)):
            outcome = self._read(record.page)
            self._counts.update(("passed", "articles") if outcome == "unrelated" else ("passed", outcome))
            self._counts["articles"] += outcome == "relevant"

    def _read(self, page: Page) -> Outcome:
        """Read a page that passed, keep it where it belongs to us, and say what came of it."""
        site = site_of(page.url)
        if site is None:
            return "not_articles"
        page = replace(page, outlet=site.slug, identity=site.identity)
        opened = _opened(page, site.outlet)
        if opened is None:
            return "menus"
        sha256 = hashlib.sha256(page.body).hexdigest()
        key = (page.outlet, page.identity, sha256)
        if key in self._kept or backfills.is_held(self._connection, page, sha256):
            return "held"
        outcome, read = _understood(page, opened)
        if read is not None:
            self._keep(key, page, read)
        return outcome

    def _keep(self, key: tuple[str, str, str], page: Page, read: Read) -> None:
        if self._writer is None:
            self._writer = self._archive.writer("backfill", self._clock(), each=False)
        place = self._writer.write(page)
        self._kept[key] = Kept(page=replace(page, body=b""), sha256=key[2], place=place, read=read)

    def _load(self, position: int, state: Literal["reading", "done", "broken"] = "reading") -> None:
        """Load what was kept together with the fact that the file was read up to `position`."""
        if self._writer and self._writer.durable_at_once:
            self._writer.settle()
        else:
            self._close()
        counts = self._work.counts.plus(Counts(**self._counts))
        self._work = replace(self._work, position=position, counts=counts)
        with self._connection:
            self._record(list(self._kept.values()))
            backfills.advance(self._connection, self._work, state, self._clock())
        self._kept, self._counts, self._since = {}, Counter(), time.monotonic()

    def _record(self, kept: Sequence[Kept]) -> None:
        """Record the pages that no other file brought in the meantime, and load what was read on them."""
        now = self._clock()
        understood: list[tuple[int, Article, Facts]] = []
        for it in kept:
            page_id = backfills.record_page(self._connection, self._work.backfill_id, it.page, it.sha256, it.place)
            if page_id is None:
                continue
            if isinstance(it.read, str):
                load.set_aside(self._connection, page_id, "unreadable", it.read, READER_VERSION, now)
            else:
                understood.append((page_id, *it.read))
        bulk.load_many(self._connection, understood, READER_VERSION, now)

    def _close(self) -> None:
        if self._writer:
            self._writer.close()
            self._writer = None


def _opened(page: Page, outlet: Outlet | None) -> OpenPage | Exception | None:
    """`page` as far as its headline, or why that can't be had; None where its text surely does not name both sides."""
    try:
        opened = open_page(page, outlet)
        said = opened.whatever_it_says()
    except Exception as error:  # _understood says what each of them means
        return error
    return opened if said is None or text_may_tell(said, country_of(page.url)) else None


def _understood(page: Page, opened: OpenPage | Exception) -> tuple[Outcome, Read | None]:
    """What came of `page`, and what was read on it where it is kept: as reader.Reader does, but for the second gate."""
    try:
        if isinstance(opened, Exception):
            raise opened
        article = opened.article()
        if not text_tells(article.text, country_of(page.url)):
            return "menus", None
        facts = read_facts(article)
    except NotAnArticle:
        return "not_articles", None
    except UnreadablePage as reason:
        return "unreadable", str(reason)
    except Exception as error:  # one odd page must not keep the file's others from being read (docs/decisions.md)
        log.exception("%s: %s", page.outlet, page.url)
        return "unreadable", f"the reader failed: {type(error).__name__}: {error}"
    return "relevant" if facts.engagement.relevant else "unrelated", (article, facts)
