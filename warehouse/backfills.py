"""What a backfill asks and tells of files of others and of their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from items import Page, Place
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was in a file; what each is a part of stands in the comments of raw.backfills."""

    records: int = 0
    pages: int = 0
    passed: int = 0
    held: int = 0
    not_articles: int = 0
    menus: int = 0
    unreadable: int = 0
    articles: int = 0
    relevant: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        more = {field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(Counts)}
        return replace(self, **more)


@dataclass(frozen=True, kw_only=True)
class Backfill:
    """A file that is read, as far as that has come."""

    backfill_id: int
    #: Byte at which the next record begins.
    position: int
    counts: Counts
    problem: str | None


@contextmanager
def alone(connection: Connection, file: str) -> Iterator[bool]:
    """Whether nobody else reads `file`; nobody else will while the context lasts where that is true."""
    with connection:
        found = row(connection, "backfill_lock", file=file)
    is_ours = bool(found and found["is_ours"])
    try:
        yield is_ours
    finally:
        if is_ours and not connection.closed:
            connection.rollback()
            with connection:
                perform(connection, "backfill_unlock", file=file)


def begin(
    connection: Connection, file: str, size: int | None, etag: str | None, now: datetime, *, again: bool
) -> Backfill | None:
    """Begin to read `file`, or go on where that was killed; None where this version of it was read.

    `again`: read it from the beginning all the same.
    """
    with connection:
        found = row(connection, "backfill_begin", file=file, size=size, etag=etag, now=now, again=again)
    if found is None:
        return None
    head = {name: found.pop(name) for name in ("backfill_id", "position", "problem")}
    return Backfill(**head, counts=Counts(**found))


def advance(
    connection: Connection, backfill: Backfill, state: Literal["reading", "done", "broken"], now: datetime
) -> None:
    """Write down how far a file was read, in the caller's transaction."""
    perform(
        connection,
        "backfill_advance",
        backfill_id=backfill.backfill_id,
        state=state,
        position=backfill.position,
        problem=backfill.problem,
        now=now,
        **asdict(backfill.counts),
    )


def states(connection: Connection, files: Sequence[str]) -> list[Row]:
    """How far each of `files` was read, as raw.backfills has it; without those that were never begun."""
    with connection:
        return rows(connection, "backfills", files=list(files))


def is_held(connection: Connection, page: Page, sha256: str) -> bool:
    """Whether `page` is held with this very content."""
    with connection:
        asked = {"outlet": page.outlet, "identity": page.identity, "content_sha256": sha256}
        return row(connection, "page_is_held", **asked) is not None


def record_page(connection: Connection, backfill_id: int, page: Page, sha256: str, place: Place) -> int | None:
    """Record a page whose bytes are durable, in the caller's transaction; its id, or None where it is held."""
    perform(connection, "site_register", outlet=page.outlet)
    recorded = row(
        connection,
        "page_backfill",
        outlet=page.outlet,
        identity=page.identity,
        url=page.url,
        backfill_id=backfill_id,
        fetched_at=page.fetched_at,
        status=page.status,
        content_sha256=sha256,
        warc_file=place.file,
        warc_offset=place.offset,
    )
    if recorded is None:
        return None
    perform(connection, "failure_clear", outlet=page.outlet, url=page.url[:600], identity=page.identity)
    return int(recorded["page_id"])
