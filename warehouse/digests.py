"""What a digest tells besides its news: what is coming, and what could not be read."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from warehouse.rows import Row, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


def coming(connection: Connection, first: date, last: date) -> list[Row]:
    """Planned and postponed events of the days from `first` to `last` (rows of analysis.events), by day."""
    return [it["body"] for it in rows(connection, "digest_coming", first=first, last=last)]


def unread(connection: Connection, since: datetime) -> list[Row]:
    """Outlets that are not whole or had gaps since: name, verdict, since, detail (null where it is well), gaps.

    Each gap has from_at, to_at (null where not known) and reason.
    """
    return rows(connection, "digest_unread", since=since)


def before(connection: Connection, message_id: int) -> datetime | None:
    """When the last digest was written that the same watch brought the same recipient; None where there is none."""
    found = row(connection, "digest_before", message_id=message_id)
    return found["begun_at"] if found else None
