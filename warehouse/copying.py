"""Rows → a temporary table, by COPY: the fastest way in, with text from the web made fit for PostgreSQL on the way."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from warehouse.rows import clean

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: What COPY's text format would take for its own signs: https://www.postgresql.org/docs/current/sql-copy.html
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: The same for the elements of an array.
ESCAPED_ELEMENT = str.maketrans({"\\": "\\\\", '"': '\\"'})


def copy(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Add rows, all with the same keys, to a table of the session's own; its other columns are left null."""
    if not rows:
        return
    columns = list(rows[0])
    lines = "".join("\t".join([_cell(row[column]) for column in columns]) + "\n" for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_from(io.StringIO(lines), table, columns=columns)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        text = clean(value)
    elif isinstance(value, list):
        text = "{" + ",".join(f'"{clean(str(item)).translate(ESCAPED_ELEMENT)}"' for item in value) + "}"
    elif isinstance(value, Json):
        text = json.dumps(clean(value.adapted))
    else:
        return str(value)
    return str(text.translate(ESCAPED))
