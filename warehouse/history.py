"""Transactions that change events: at which moment, and why; what they change is kept by triggers (0018_history)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from warehouse.rows import perform

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


@contextmanager
def transaction(connection: Connection, now: datetime, cause: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Like `with connection:`, for whatever changes events: its versions of them are of the moment `now`.

    Which reports and decisions of analysts a change comes from is found by the triggers; `cause` is added to that.
    """
    with connection:
        perform(connection, "history_moment", now=now, cause=Json(dict(cause)) if cause else None)
        yield
