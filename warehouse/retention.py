"""Which pages no fact rests on, and how files of the archive are emptied of them: a transaction for each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from items import Place, Unusable
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What may go: pages fetched before `before` on which, by this reader or a later one, no fact rests."""

    before: datetime
    reader_version: int


@dataclass(frozen=True, kw_only=True)
class HeldFile:
    """A file of the archive in which pages stand that may go."""

    file: str
    outlet: str
    #: When the first of its pages was fetched.
    since: datetime
    #: Pages that may go, and pages that stay.
    idle: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """A page of such a file."""

    page_id: int
    place: Place
    content_sha256: str
    #: True where no fact rests on it.
    is_idle: bool


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """One retention at a time; raises Unusable where another is under way."""
    with connection:
        if not rows(connection, "retention_lock")[0]["is_ours"]:
            raise Unusable("Another retention is under way: wait until it has ended.")
    try:
        yield
    finally:
        connection.rollback()
        with connection:
            perform(connection, "retention_unlock")


def files(connection: Connection, outlets: Sequence[str] | None, bound: Bound) -> list[HeldFile]:
    """Files in which a page stands that may go, by outlet and in order of time."""
    with connection:
        found = rows(connection, "retention_files", outlets=outlets, **asdict(bound))
        return [HeldFile(**file) for file in found]


def lock(connection: Connection, file: str, bound: Bound) -> list[HeldPage] | None:
    """The pages that stand in `file`, locked until the caller commits; None where somebody else holds one of them."""
    locked = {page["page_id"] for page in rows(connection, "retention_pages_lock", file=file)}
    # Asked only now: what was read of them until they were locked counts.
    found = rows(connection, "retention_pages", file=file, **asdict(bound))
    if {page["page_id"] for page in found} != locked:
        return None
    return [HeldPage(place=Place(file=file, offset=page.pop("warc_offset")), **page) for page in found]


def move(connection: Connection, page: HeldPage, place: Place) -> None:
    """A page stands elsewhere now, in the open transaction."""
    perform(connection, "page_move", page_id=page.page_id, warc_file=place.file, warc_offset=place.offset)


def release(connection: Connection, pages: Iterable[HeldPage], now: datetime) -> None:
    """The bytes of pages go, in the open transaction."""
    perform(connection, "pages_release", page_ids=[page.page_id for page in pages], now=now)


def note(connection: Connection, files: Iterable[str], now: datetime) -> None:
    """Files are to be removed, in the open transaction."""
    perform(connection, "files_note", files=list(files), now=now)


def noted(connection: Connection) -> list[str]:
    """Files that are to be removed; none in which a page stands is ever among them."""
    with connection:
        return [file["warc_file"] for file in rows(connection, "files_noted")]


def forget(connection: Connection, file: str) -> None:
    """A file was removed, or is needed, in the open transaction."""
    perform(connection, "file_forget", file=file)
