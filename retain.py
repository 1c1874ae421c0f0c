"""The archive → the same without pages on which no fact rests: files are written anew without them, then removed.

Killed at any point it loses nothing: a file is noted as one to be removed before it is written or emptied, pages get
their new places in one transaction, and only then is the old file removed; what was noted is removed by the next run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from crawlers.archive import Archive, ArchiveUnusable, PageLost, Writer, begun
from items import Place
from warehouse import retention
from warehouse.retention import Bound, HeldFile, HeldPage

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Pages that stay and are brought together in one new file, at most, but for those of one old file.
PAGES_A_FILE = 500


@dataclass(kw_only=True)
class Retained:
    """What a retention came to, or would come to."""

    #: Files that were emptied.
    files: int = 0
    #: Pages whose bytes went, and pages that stand in a new file.
    removed: int = 0
    moved: int = 0
    #: Bytes of the files that were emptied, less those of the new ones.
    freed: int = 0
    #: Files that were left as they are, each with the reason.
    left: list[str] = field(default_factory=list)


def plan(connection: Connection, outlets: Sequence[str] | None, bound: Bound) -> list[HeldFile]:
    """Files that hold pages that may go; none that was begun of late, for it may still be under way."""
    return [
        file
        for file in retention.files(connection, outlets, bound)
        if (since := begun(file.file)) is not None and since < bound.before
    ]


@dataclass(frozen=True, kw_only=True)
class Retention:
    """What retention needs."""

    connection: Connection
    archive: Archive
    bound: Bound
    now: datetime

    def retain(self, outlets: Sequence[str] | None, progress: Callable[[Retained], None]) -> Retained:
        """Remove what may go. Raises Unusable where another is at it or the archive can't be had."""
        done = Retained()
        with retention.alone(self.connection):
            self._remove_noted()
            for batch in _batches(plan(self.connection, outlets, self.bound)):
                self._rewrite(batch, done)
                self._remove_noted()
                progress(done)
        return done

    def _remove_noted(self) -> None:
        for file in retention.noted(self.connection):
            self.archive.remove(file)
            with self.connection:
                retention.forget(self.connection, file)

    def _rewrite(self, batch: list[HeldFile], done: Retained) -> None:
        """Bring the pages of a batch of files that stay together in a new one, and note the old ones to be removed."""
        writer = self.archive.writer(batch[0].outlet, self.now, each=False)
        with self.connection:
            retention.note(self.connection, [writer.name], self.now)
        with self.connection:
            emptied: list[str] = []
            moves: list[tuple[HeldPage, Place, bytes]] = []
            idle: list[HeldPage] = []
            for file in batch:
                try:
                    held, records = self._contents(file.file)
                    done.freed += self.archive.size(file.file)
                except PageLost as reason:
                    done.left.append(str(reason))
                    continue
                moves += [(page, writer.copy(record), record) for page, record in records]
                idle += [page for page in held if page.is_idle]
                emptied.append(file.file)
            writer.close()
            self._move(writer, moves)
            retention.release(self.connection, idle, self.now)
            retention.note(self.connection, emptied, self.now)
        done.files += len(emptied)
        done.removed += len(idle)
        done.moved += len(moves)
        done.freed -= writer.size

    def _contents(self, file: str) -> tuple[list[HeldPage], list[tuple[HeldPage, bytes]]]:
        """The pages of a file, locked, and of those that stay the records. Raises PageLost where it is to be left."""
        held = retention.lock(self.connection, file, self.bound)
        if held is None:
            raise PageLost(f"{file} is left for the next time: somebody reads its pages.")
        return held, [(page, self._record(page)) for page in held if not page.is_idle]

    def _record(self, held: HeldPage) -> bytes:
        page, record = self.archive.whole(held.place)
        if hashlib.sha256(page.body).hexdigest() != held.content_sha256:
            raise PageLost(f"{held.place.file} is left: byte {held.place.offset} holds another page than was recorded.")
        return record

    def _move(self, writer: Writer, moves: Iterable[tuple[HeldPage, Place, bytes]]) -> None:
        """Give pages their new places, once it is sure that they stand there."""
        for page, place, record in moves:
            if self.archive.whole(place)[1] != record:
                raise ArchiveUnusable(f"{writer.name} was not written as it should be; nothing was removed.")
            retention.move(self.connection, page, place)
        if writer.pages:
            retention.forget(self.connection, writer.name)


def _batches(files: Iterable[HeldFile]) -> Iterator[list[HeldFile]]:
    """Files of one outlet and month, as many as hold the pages of one new file."""
    batch: list[HeldFile] = []
    for file in files:
        kind = (file.outlet, file.since.year, file.since.month)
        is_other = batch and (batch[0].outlet, batch[0].since.year, batch[0].since.month) != kind
        if batch and (is_other or sum(it.kept for it in batch) + file.kept > PAGES_A_FILE):
            yield batch
            batch = []
        batch.append(file)
    if batch:
        yield batch
