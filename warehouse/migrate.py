"""The files of sql/ → the schema of a database: migrations once and in order, then the views as they stand now."""

from __future__ import annotations

import hashlib
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2

from items import Unusable

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection
    from psycopg2.extensions import cursor as Cursor

SQL = Path(__file__).parent.parent / "sql"
VIEWS = "(views)"
#: Seconds that another process may take for its migration.
PATIENCE = 120


class Drift(Unusable):
    """The files and what the database remembers of them do not agree."""


def migrate(connection: Connection, folder: Path = SQL) -> None:
    """Bring the database in step with `folder` and close the connection.

    Each migration is one transaction. Raises Drift for a file that was edited or deleted after it had been applied,
    or that comes before one that is applied, and Unusable where the database refuses a file.
    """
    files = {file.name: file.read_text(encoding="utf-8") for file in sorted((folder / "migrations").glob("*.sql"))}
    views = "\n".join(file.read_text(encoding="utf-8") for file in sorted((folder / "views").glob("*.sql")))
    with closing(connection):
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                _bring_in_step(cursor, files, views)
        except psycopg2.Error as error:
            raise Unusable(f"The warehouse can't be migrated: {_first_line(error)}") from error


def _bring_in_step(cursor: Cursor, files: dict[str, str], views: str) -> None:
    applied = _applied(cursor)
    if applied == {name: _digest(text) for name, text in (files | {VIEWS: views}).items()}:
        return
    _lock(cursor)
    applied = _applied(cursor)
    recorded = applied.pop(VIEWS, None)
    for name in _new(files, applied):
        _apply(cursor, name, files[name], files[name])
    if recorded != _digest(views) or len(files) > len(applied):
        _apply(cursor, VIEWS, _script("views_drop") + views + _script("views_grant"), views)


def _applied(cursor: Cursor) -> dict[str, str]:
    cursor.execute(_script("migrations_known"))
    if cursor.fetchone() == (None,):
        return {}
    cursor.execute(_script("migrations_applied"))
    return dict(cursor.fetchall())


def _new(files: dict[str, str], applied: dict[str, str]) -> list[str]:
    for name, digest in applied.items():
        if name not in files or _digest(files[name]) != digest:
            raise Drift(
                f"sql/migrations/{name} was edited or deleted after it had been applied: restore it and put the change "
                "into a new file."
            )
    new = [name for name in files if name not in applied]
    if applied and new and new[0] < max(applied):
        raise Drift(f"sql/migrations/{new[0]} comes before {max(applied)}, which is applied: give it a higher number.")
    return new


def _lock(cursor: Cursor) -> None:
    """Wait for our turn; polled, because a session that blocks on a lock can deadlock with an index build."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        cursor.execute(_script("migrations_lock"))
        if cursor.fetchone() == (True,):
            cursor.execute(_script("migrations_ledger"))
            return
        time.sleep(0.1)
    raise Unusable(
        f"Another process has been migrating the warehouse for {PATIENCE} s: look what it does, then try again."
    )


def _apply(cursor: Cursor, name: str, text: str, recorded: str) -> None:
    """Run `text` in one transaction and remember `recorded` under `name`."""
    try:
        cursor.execute("begin; set local lock_timeout = '10s'")
        cursor.execute(text)
        cursor.execute(_script("migration_record"), {"name": name, "sha256": _digest(recorded)})
        cursor.execute("commit")
    except psycopg2.Error as error:
        if not cursor.connection.closed:
            cursor.execute("rollback")
        file = "sql/views" if name == VIEWS else f"sql/migrations/{name}"
        raise Unusable(f"The warehouse refused {file}: {_first_line(error)}") from error


def _first_line(error: psycopg2.Error) -> str:
    return next(iter(str(error).strip().splitlines()), "the server ended the connection")


def _script(name: str) -> str:
    return (SQL / "statements" / f"{name}.sql").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
