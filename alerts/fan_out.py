"""News → rows of the outbox: one for each message and recipient, by the watches that want it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from alerts.watchlists import Watch
from warehouse.news import changes
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: Amendments of one event reach a reader at most so often, unless they are urgent.
GROUP_INTERVAL = timedelta(hours=6)
#: A change of status or day is urgent where the event is at most so many days away, before or after.
SOON = timedelta(days=2)
#: Corrections go to whoever was told within so many days.
REMEMBERED = timedelta(days=30)
#: Characters of a recipient's digest in a key.
SHORT = 16


def fan_out(connection: Connection, readers: Mapping[str, Sequence[Watch]], now: datetime) -> None:
    """Hand on all news of the last seven days to `readers`: recipient → the watches that name it.

    Commits. New events and updates go to whoever watches for them, updates also to whoever was told of the event,
    corrections only to those. Also makes ready the next daily digest of each watch, so that quiet days have one too.
    """
    if not readers:
        return
    with connection:
        for recipient, watches in readers.items():
            for watch in watches:
                if watch.delivery == "daily":
                    _digest(connection, recipient, watch, now)
    while True:
        with connection:
            news = rows(connection, "news_waiting", now=now)
            for it in news:
                _hand_on(connection, it, readers, now)
            perform(connection, "news_fanned_out", alert_ids=[it["alert_id"] for it in news], now=now)
        if not news:
            return


def _hand_on(connection: Connection, news: Row, readers: Mapping[str, Sequence[Watch]], now: datetime) -> None:
    event = news["other_id"] if news["cause"] == "split" else news["standing_id"] or news["event_id"]
    history = rows(connection, "outbox_of_event", event_id=event, now=now)
    own = rows(connection, "outbox_of_event", event_id=news["event_id"], now=now) if news["since"] else []
    for recipient, watches in readers.items():
        theirs = [row for row in history if row["recipient"] == recipient]
        his_own = [row for row in own if row["recipient"] == recipient]
        # What was refused so far is sent again as it was written, unless its event was withdrawn.
        is_sent_again = news["cause"] in ("merged", "split")
        told = [it for it in (*theirs, *his_own) if it["was_told"] or (is_sent_again and it["begun_at"])]
        kind = news["kind"]
        wanted = _told_by(watches, told if kind == "correction" else theirs)
        if kind == "correction" and not _concerns(news, told, now):
            if not _is_new_to_him(news, theirs, his_own):
                continue
            kind, theirs, wanted = "new", [], []
        if kind != "correction" or _may_be_new(news, his_own):
            wanted += [watch for watch in watches if watch not in wanted and watch.matches(news["body"])]
        immediate = [watch for watch in wanted if watch.delivery == "immediate"]
        if immediate:
            _message(connection, news | {"kind": kind}, recipient, immediate, theirs, now)
        for watch in wanted:
            if watch.delivery != "immediate":
                message_id = _digest(connection, recipient, watch, now)
                _add_event(connection, message_id, news)


def _told_by(watches: Sequence[Watch], messages: Sequence[Row]) -> list[Watch]:
    """The watches that brought a recipient these messages; any of his where they are no more."""
    names = {name for it in messages for name in it["watches"]}
    found = [watch for watch in watches if watch.name in names]
    return found or list(watches[:1] if messages else ())


def _concerns(news: Row, told: Sequence[Row], now: datetime) -> bool:
    """Whether a correction concerns somebody who was told these messages."""
    events = {it["event_id"] for it in told if it["begun_at"] >= now - REMEMBERED}
    if news["cause"] == "merged":
        # One who was told of one of the two only has nothing to unlearn.
        return news["other_id"] in events and len(events) > 1
    return bool(events)


def _is_new_to_him(news: Row, theirs: Sequence[Row], own: Sequence[Row]) -> bool:
    """Whether what parted from an event is new to a reader to whom nothing was written of either.

    `theirs` are messages to him about the event that it left, `own` those about itself.
    """
    if news["since"] and not _may_be_new(news, own):
        return False
    return news["cause"] == "split" and any(it["is_open"] for it in theirs)


def _may_be_new(news: Row, own: Sequence[Row]) -> bool:
    """Whether an event stands again of which a reader was to hear, and did not because it was another one then."""
    return bool(news["since"] and news["was_news"] and not own)


def _message(
    connection: Connection, news: Row, recipient: str, watches: Sequence[Watch], theirs: Sequence[Row], now: datetime
) -> None:
    """A message of its own about one event; news joins the one that was not begun yet."""
    alone = [it for it in theirs if it["kind"] != "digest" or it["is_burst"]]
    waiting = [it for it in alone if it["is_open"] and it["kind"] in ("new", "update")]
    after = news["created_at"]
    if news["kind"] == "update" and not _is_urgent(news["body"], [it for it in alone if it["told"]], now):
        after = max([after, *(it["due_at"] + GROUP_INTERVAL for it in alone if it["begun_at"])])
    due = min(watch.due(after) for watch in watches)
    if waiting and news["kind"] != "correction":
        perform(connection, "outbox_hasten", message_id=waiting[0]["message_id"], due_at=due)
        return
    kind = "new" if news["kind"] == "update" and not any(it["told"] for it in theirs) else news["kind"]
    key = f"event/{news['event_id']}/{news['kind']}/{news['version']}/{recipient[:SHORT]}"
    [added] = add(connection, key, recipient, [watch.name for watch in watches], kind, due, now)
    _add_event(connection, added["message_id"], news)


def _digest(connection: Connection, recipient: str, watch: Watch, now: datetime) -> int:
    """The digest of a watch that is not begun yet; its id."""
    if found := row(connection, "outbox_digest", recipient=recipient, watch=watch.name, now=now):
        return int(found["message_id"])
    due = _missed(connection, recipient, watch, now) or watch.due(now)
    while True:
        key = f"digest/{_slug(watch.name)}/{due:%Y-%m-%dT%H:%MZ}/{recipient[:SHORT]}"
        [added] = add(connection, key, recipient, [watch.name], "digest", due, now)
        if added["is_open"]:
            return int(added["message_id"])
        due = watch.due(due)


def _missed(connection: Connection, recipient: str, watch: Watch, now: datetime) -> datetime | None:
    """When the latest daily digest was due that nobody made ready because nothing ran; None where none was missed."""
    if watch.delivery != "daily":
        return None
    [last] = rows(connection, "digest_last", recipient=recipient, watch=watch.name)
    due = watch.last_due(now)
    return due if last["told_until"] and last["told_until"] < due else None


def add(
    connection: Connection,
    key: str,
    recipient: str,
    watches: Iterable[str],
    kind: str,
    due: datetime,
    now: datetime,
    *,
    is_burst: bool = False,
) -> list[Row]:
    """Put a message into the outbox, once for each key; one row: message_id, is_open."""
    return rows(
        connection,
        "outbox_add",
        key=key,
        recipient=recipient,
        watches=list(watches),
        kind=kind,
        is_burst=is_burst,
        due_at=due,
        now=now,
    )


def _add_event(connection: Connection, message_id: int, news: Row) -> None:
    perform(connection, "outbox_add_event", message_id=message_id, event_id=news["event_id"], alert_id=news["alert_id"])


def _is_urgent(body: Mapping[str, object], told: Sequence[Row], now: datetime) -> bool:
    """Whether status or day of an event changed that is now, was just now or comes soon."""
    if not told:
        return False
    before = told[-1]["told"]
    days = {str(day) for day in (before["event_date"], body["event_date"]) if day}
    moved = any(change.what in ("status", "day") for change in changes(before, body))
    return moved and any(abs(date.fromisoformat(day) - now.date()) <= SOON for day in days)


def _slug(name: str) -> str:
    """A watch's name for a key: its letters and digits, and what keeps apart names that look alike without the rest."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:30]
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
