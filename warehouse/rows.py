"""A named statement and its parameters → rows, with text from the web made fit for PostgreSQL on the way in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json, RealDictCursor

from warehouse.connection import statement

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

Row = dict[str, Any]
#: PostgreSQL refuses NUL and halves of surrogate pairs; XML refuses most other controls, and no text needs them.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def rows(connection: Connection, name: str, /, **parameters: Any) -> list[Row]:
    """Run sql/statements/<name>.sql in the open transaction and return its rows."""
    with connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(statement(name), {key: _parameter(value) for key, value in parameters.items()})
        return [dict(row) for row in cursor.fetchall()] if cursor.description else []


def stream(connection: Connection, name: str, /, **parameters: Any) -> Iterator[Row]:
    """The same rows one by one, while they stay with the server; they are those of the moment of the first."""
    with connection.cursor(name, cursor_factory=RealDictCursor) as cursor:
        cursor.itersize = 2000
        cursor.execute(statement(name), {key: _parameter(value) for key, value in parameters.items()})
        for row in cursor:
            yield dict(row)


def row(connection: Connection, name: str, /, **parameters: Any) -> Row | None:
    """The first row of the statement, or None."""
    return next(iter(rows(connection, name, **parameters)), None)


def perform(connection: Connection, name: str, /, **parameters: Any) -> int:
    """Run a statement for its effect; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), {key: _parameter(value) for key, value in parameters.items()})
        return cursor.rowcount


def clean(value: Any) -> Any:
    """`value` with a blank for each control character in its text, so that offsets of evidence stay right."""
    if isinstance(value, str):
        return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", value))
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def _parameter(value: Any) -> Any:
    return Json(clean(value.adapted)) if isinstance(value, Json) else clean(value)
