"""News that is due → the outbox → channels: each message is written, sent, marked and committed by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from alerts.channels import PRINTED, BadChannel, Channel, channels, group_wait, open_channels
from alerts.fan_out import SHORT, add, fan_out
from alerts.watchlists import Watch
from alerts.writing import begin, written
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

__all__ = ["BadChannel", "Delivered", "channels", "deliver", "everything"]

#: How long to wait after the first, second, … failure; after one more the message is a dead letter.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: Failures in a row after which a channel is left alone until the next call, so that it does not hold up the others.
PATIENCE = 3
#: More messages to one recipient within an hour are brought together in one: bursts are more often a fault than news.
BURST = 15
#: Name of the watch that CORRIDOR_ALERT_URLS stands for.
EVERYTHING = "everything"


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one call came to; `waiting` counts what is still to be delivered to these recipients, now or later."""

    sent: int
    failed: int
    waiting: int
    #: Of those that failed, messages that were given up: dead letters.
    dead: int = 0


def everything(urls: Sequence[str]) -> tuple[Watch, ...]:
    """The watch that CORRIDOR_ALERT_URLS stands for: every event, at once; none without an address."""
    if not urls:
        return ()
    return (Watch(name=EVERYTHING, channels=tuple(urls), delivery="immediate", group_wait=group_wait()),)


def recipients(connection: Connection, watches: Sequence[Watch]) -> set[str]:
    """Digests of all addresses that `watches` name, and the terminal's name. Raises BadChannel."""
    return {PRINTED, *_readers(watches, None, _salt(connection))[1]}


def deliver(
    connection: Connection, watches: Sequence[Watch], now: datetime, *, printed: TextIO | None = None, limit: int = 200
) -> Delivered:
    """Hand news on to those who watch for it and deliver up to `limit` messages that are due to each recipient.

    Without a watch everything is printed at once. A message reaches a recipient once; only a process that is killed
    between sending and marking sends it twice, with the same key. A failure is tried again after 1, 5 and 30 minutes, 2
    and 12 hours, then given up; what is older than seven days is not sent any more. Several processes may deliver at
    once. Raises BadChannel before anything is sent.
    """
    watches = watches or (Watch(name=EVERYTHING, channels=(PRINTED,), delivery="immediate", group_wait=timedelta()),)
    opened, readers = _readers(watches, printed, _salt(connection))
    named = {watch.name: watch for watch in watches}
    fan_out(connection, readers, now)
    with connection:
        failing = {it["recipient"] for it in rows(connection, "outbox_failing")}
    counts: Counter[str] = Counter()
    for name in sorted(opened, key=lambda name: name in failing):
        if name != PRINTED:
            _gather_burst(connection, name, now)
        counts += _deliver_to(connection, opened[name], named, now, limit)
    with connection:
        waiting = rows(connection, "outbox_waiting", recipients=list(opened), now=now)[0]["waiting"]
    return Delivered(
        sent=counts["sent"], failed=counts["failed"] + counts["dead"], waiting=waiting, dead=counts["dead"]
    )


def _salt(connection: Connection) -> str:
    with connection:
        return str(rows(connection, "outbox_salt")[0]["salt"])


def _readers(
    watches: Sequence[Watch], printed: TextIO | None, salt: str
) -> tuple[dict[str, Channel], dict[str, list[Watch]]]:
    """Recipient → its channel, and recipient → the watches that name it, in their order."""
    opened: dict[str, Channel] = {}
    readers: dict[str, list[Watch]] = {}
    for watch in watches:
        setting = "CORRIDOR_ALERT_URLS" if watch.name == EVERYTHING else f"the watch “{watch.name}”"
        for channel in open_channels(watch.channels, printed, salt=salt, setting=setting):
            opened.setdefault(channel.name, channel)
            readers.setdefault(channel.name, []).append(watch)
    return opened, readers


def _deliver_to(
    connection: Connection, channel: Channel, watches: Mapping[str, Watch], now: datetime, limit: int
) -> Counter[str]:
    counts: Counter[str] = Counter()
    in_a_row = 0
    while counts.total() < limit and in_a_row < PATIENCE:
        outcome = _deliver_next(connection, channel, watches, now)
        if outcome is None:
            break
        if outcome != "dropped":
            counts[outcome] += 1
            in_a_row = 0 if outcome == "sent" else in_a_row + 1
    return counts


def _deliver_next(connection: Connection, channel: Channel, watches: Mapping[str, Watch], now: datetime) -> str | None:
    """Send the next message that is due: sent, failed, dead or dropped; None where none is due.

    It is written and committed before it is sent, so that it says the same if it has to be sent again.
    """
    with connection:
        due = row(connection, "outbox_next", recipient=channel.name, now=now)
        if due is None:
            return None
        if due["is_void"]:
            because = "the event was withdrawn before it was told"
            perform(connection, "outbox_drop", message_ids=[due["message_id"]], because=because, now=now)
            return "dropped"
        if due["begun_at"] is None and not begin(connection, due, watches, now):
            return "dropped"
    with connection:
        due = row(connection, "outbox_begun", message_id=due["message_id"], now=now)
        if due is None:
            return "dropped"  # another process has it
        error = channel.send(written(due), now)
        return _mark(connection, due, error, now)


def _mark(connection: Connection, due: Row, error: str | None, now: datetime) -> str:
    if error is None:
        perform(connection, "outbox_sent", message_id=due["message_id"], now=now)
        return "sent"
    again = now + BACK_OFF[due["attempts"]] if due["attempts"] < len(BACK_OFF) else None
    perform(connection, "outbox_failed", message_id=due["message_id"], error=error, next_try_at=again, now=now)
    return "failed" if again else "dead"


def _gather_burst(connection: Connection, recipient: str, now: datetime) -> None:
    """Bring what is due together in one message where it would be more than BURST within an hour.

    For the rest of the hour further messages are gathered too, in one that goes when it is over.
    """
    with connection:
        lately = rows(connection, "outbox_lately", recipient=recipient, now=now)[0]
        found = rows(connection, "outbox_due", recipient=recipient, now=now)
        due = [it["message_id"] for it in found]
        if not due or len(due) + lately["events"] <= BURST:
            return
        when = lately["burst_until"] or now
        key = f"burst/{due[0]}/{recipient[:SHORT]}"
        watches = dict.fromkeys(name for it in found for name in it["watches"])
        open_one = row(connection, "outbox_burst", recipient=recipient)
        if open_one is None:
            [open_one] = add(connection, key, recipient, watches, "digest", when, now, is_burst=True)
        perform(connection, "outbox_gather", message_id=open_one["message_id"], message_ids=due)
        perform(
            connection, "outbox_drop", message_ids=due, because=f"told in message {open_one['message_id']}", now=now
        )
