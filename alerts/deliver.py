"""Alerts that are due → channels, one delivery each: sent, marked and committed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from alerts.channels import BadChannel, Channel, channels, open_channels
from alerts.message import render
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

__all__ = ["BadChannel", "Delivered", "channels", "deliver"]

#: How long to wait after the first, second, … failure; after the last of these, that long each time.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: Failures in a row after which a channel is left alone until the next call, so that it does not hold up the others.
PATIENCE = 3


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one call came to; `waiting` counts what is still to be delivered to these channels."""

    sent: int
    failed: int
    waiting: int


def deliver(
    connection: Connection, urls: Sequence[str], now: datetime, *, printed: TextIO | None = None, limit: int = 200
) -> Delivered:
    """Deliver up to `limit` alerts to each address of `urls`, or print them where there is none.

    Alerts older than seven days, and those of events that were merged or withdrawn, are not delivered any more. An
    alert goes to a channel once; only a process that is killed between sending and marking sends it twice. A failure
    is noted and tried again after 1, 5, 30 minutes, 2 and then every 12 hours. Raises BadChannel before anything is
    sent.
    """
    opened = open_channels(urls, printed)
    sent = failed = 0
    for channel in opened:
        with connection:
            perform(connection, "deliveries_add", channel=channel.name, now=now)
        in_a_row = 0
        for _ in range(limit):
            outcome = _deliver_next(connection, channel, now)
            if outcome is None:
                break
            sent, failed = sent + outcome, failed + (not outcome)
            in_a_row = 0 if outcome else in_a_row + 1
            if in_a_row == PATIENCE:
                break
    with connection:
        names = [channel.name for channel in opened]
        waiting = rows(connection, "deliveries_waiting", channels=names, now=now)[0]["waiting"]
    return Delivered(sent=sent, failed=failed, waiting=waiting)


def _deliver_next(connection: Connection, channel: Channel, now: datetime) -> bool | None:
    """Send the next alert that is due; whether it was sent, or None where none is due."""
    with connection:
        due = row(connection, "delivery_next", channel=channel.name, now=now)
        if due is None:
            return None
        error = channel.send(render(due["body"]))
        if error is None:
            perform(connection, "delivery_done", alert_id=due["alert_id"], channel=channel.name, now=now)
            return True
        wait = BACK_OFF[min(due["attempts"], len(BACK_OFF) - 1)]
        perform(
            connection,
            "delivery_failed",
            alert_id=due["alert_id"],
            channel=channel.name,
            error=error,
            next_try_at=now + wait,
        )
        return False
