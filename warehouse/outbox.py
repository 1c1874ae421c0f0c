"""The outbox, for whoever looks after it: which messages went out, which wait, which were given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from warehouse.rows import row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: waiting: not due yet, or not tried; failing: to be tried again; dead: given up; dropped: there was nothing to tell
#: any more; expired: could not be told for seven days.
STATES = ("waiting", "failing", "dead", "sent", "dropped", "expired")


def messages(connection: Connection, now: datetime, states: Sequence[str] | None, days: int) -> list[Row]:
    """Messages of the last `days` in one of `states` (None: any), and older ones that are still open; oldest first."""
    with connection:
        since = now - timedelta(days=days)
        return rows(connection, "outbox_list", now=now, since=since, states=list(states) if states else None)


def message(connection: Connection, message_id: int) -> Row | None:
    """All that is known of one message, with its words where they are written."""
    with connection:
        return row(connection, "outbox_show", message_id=message_id)


def replay(connection: Connection, message_ids: Sequence[int] | None, now: datetime) -> list[int]:
    """Let dead letters and expired messages be sent again; the ids of those that will be.

    None: all but those that were overtaken, whose recipients have newer words about the same events.
    """
    with connection:
        ids = None if message_ids is None else list(message_ids)
        return [it["message_id"] for it in rows(connection, "outbox_replay", message_ids=ids, now=now)]


def latency(connection: Connection, now: datetime, days: int) -> list[Row]:
    """Rows of analysis.alert_latency of the last `days`."""
    with connection:
        return rows(connection, "alert_latency", since=now - timedelta(days=days))
