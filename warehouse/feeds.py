"""The events that feeds tell of, each with when it last changed; an unchanged warehouse gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.rows import Row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


@dataclass(frozen=True, kw_only=True)
class Feeds:
    """What the feeds are made of."""

    #: Names the warehouse for good.
    warehouse: str
    #: sequence, told_at, body (a row of analysis.events): events whose day is known, by day.
    calendar: list[Row]
    #: event_id, type, event_date, sequence, told_at, now_id: merged (now_id: what it is now) and withdrawn events.
    gone: list[Row]
    #: told_at, body: the newest events, the newest first.
    newest: list[Row]


def feeds(connection: Connection, *, dated: int, newest: int) -> Feeds:
    """At most `dated` events for the calendar, those of the latest days, and the `newest` found."""
    with connection:
        return Feeds(
            warehouse=str(rows(connection, "warehouse_name")[0]["name"]),
            calendar=rows(connection, "feed_calendar", most=dated),
            gone=rows(connection, "feed_gone", most=dated),
            newest=rows(connection, "feed_newest", most=newest),
        )
