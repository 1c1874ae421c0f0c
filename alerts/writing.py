"""A message that is due → what it says, from what its events are now and what its recipient was told before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from alerts import digest
from alerts.channels import PRINTED
from alerts.gathered import gathered
from alerts.message import Message, Telling, render
from alerts.watchlists import Watch
from warehouse.news import changes, compared
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


def begin(connection: Connection, due: Row, watches: Mapping[str, Watch], now: datetime) -> bool:
    """Write the message of an outbox row and keep it with what it tells; False where there is nothing to tell any more.

    What a key says never changes: once this is committed, the message is sent as it is, however often.
    """
    carried = rows(connection, "outbox_events_of", message_id=due["message_id"])
    mine = [watches[name] for name in due["watches"] if name in watches]
    told = [(it, *_telling(connection, due, it, mine, now)) for it in carried]
    tellings = [telling for _, telling, _ in told if telling]
    if not tellings and not _is_daily(due, watches):
        why = "; ".join(dict.fromkeys(why for _, _, why in told)) or "nothing to tell"
        perform(connection, "outbox_drop", message_ids=[due["message_id"]], because=why, now=now)
        return False
    if due["is_burst"]:
        message = gathered(tellings, due["watches"])
    elif due["kind"] == "digest":
        message = digest.write(connection, due, tellings, watches.get(due["watches"][0]), now)
    else:
        why_told = () if due["recipient"] == PRINTED else due["watches"]
        message = replace(render(tellings[0], why_told), thread=_thread(connection, due, carried[0], now))
    for it, telling, _ in told:
        if telling:
            _note(connection, due, it, it["event_id"], telling.body)
        if telling and telling.cause == "split" and telling.other:
            _note(connection, due, it, telling.other["event_id"], telling.other)
    first = carried[0] if carried else {"published_at": None, "fetched_at": None, "created_at": None}
    perform(
        connection,
        "outbox_begin",
        message_id=due["message_id"],
        message=Json(asdict(replace(message, key=due["key"]))),
        published_at=first["published_at"],
        fetched_at=first["fetched_at"],
        found_at=first["created_at"],
        now=now,
    )
    return True


def _note(connection: Connection, due: Row, it: Row, event_id: int, body: Mapping[str, Any]) -> None:
    """Keep what a message says of an event: later ones are compared with it."""
    named = {"message_id": due["message_id"], "event_id": event_id}
    perform(connection, "outbox_add_event", **named, alert_id=it["alert_id"])
    perform(connection, "outbox_told", **named, told=Json(compared(body)))


def written(due: Row) -> Message:
    """The message as `begin` kept it."""
    kept = dict(due["message"])
    return Message(**kept | {"thread": tuple(kept["thread"])})


def _telling(
    connection: Connection, due: Row, it: Row, watches: Sequence[Watch], now: datetime
) -> tuple[Telling | None, str]:
    """What is to be told of one event, or None and why there is nothing to tell; `watches` are those of the message."""
    is_right = it["cause"] == "split" and not _told_as_one(connection, due, it, now)
    if it["kind"] == "correction" and not is_right:
        return _corrected(connection, due, it, now)
    if it["since"] and (not it["was_news"] or _written(connection, due, it["event_id"], now)):
        return None, "what was told of it is right"
    if it["standing_id"] is None:
        return None, "the event was withdrawn before it was told"
    body = _state(connection, it["standing_id"])
    if not body["reports"]:
        return None, "no report of the event is left"
    if it["since"] and not any(watch.matches(body) for watch in watches):
        return None, "no watch asks for it"
    before = _told(connection, due, it["standing_id"], now)
    if not before:
        return Telling(body=body), ""
    found = changes(before[-1]["told"], body)
    if not found:
        return None, "nothing is new since the message before"
    return Telling(body=body, kind="update", changes=found), ""


def _told_as_one(connection: Connection, due: Row, it: Row, now: datetime) -> bool:
    """Whether a recipient believes that an event that parted from another one is that one.

    Something was written to him of them while they were one, and no correction since.
    """
    times = rows(connection, "event_partings", event_id=it["event_id"])
    events = {it["event_id"], *(other for time in times for other in time["others"])}
    told = [found for event_id in events for found in _written(connection, due, event_id, now) if found["told"]]
    wrongly: list[datetime] = []
    rightly: list[datetime] = []
    for found in told:
        begun = found["begun_at"]
        if any((time["since"] is None or time["since"] <= begun) and begun < time["created_at"] for time in times):
            wrongly.append(begun)
        elif found["cause"] == "split" and found["news_of"] == it["event_id"]:
            rightly.append(begun)
    return bool(wrongly and (not rightly or max(wrongly) > max(rightly)))


def _knows(connection: Connection, due: Row, it: Row, now: datetime) -> bool:
    """Whether the last that was written to a recipient of an event that merged is that it is the other one."""
    other = it["other_id"]
    said = [
        found["cause"] == "merged" and found["other_id"] == other
        for found in _written(connection, due, it["standing_id"], now)
        if other in (found["event_id"], found["other_id"])
    ]
    return bool(said and said[-1])


def _corrected(connection: Connection, due: Row, it: Row, now: datetime) -> tuple[Telling | None, str]:
    if it["cause"] == "withdrawn":
        stands = it["standing_id"] is not None
        return (None, "the event stands again") if stands else (_correction(it["body"], it), "")
    one = it["standing_id"] == it["other_standing_id"]
    if it["standing_id"] is None or one != (it["cause"] == "merged"):
        return None, "it is not so any more"
    body = _state(connection, it["standing_id"])
    if not body["reports"]:
        return None, "no report of the event is left"
    if it["cause"] == "merged":
        if _knows(connection, due, it, now):
            return None, "it was told already"
        [*_, last] = rows(connection, "news_of", event_id=it["other_id"])
        return _correction(body, it, last["body"]), ""
    other = it["other_standing_id"]
    return _correction(body, it, _state(connection, other) if other else None), ""


def _correction(body: Row, it: Row, other: Row | None = None) -> Telling:
    return Telling(body=body, kind="correction", cause=it["cause"], other=other)


def _state(connection: Connection, event_id: int) -> Row:
    found = row(connection, "event_states", event_ids=[event_id])
    if found is None:
        raise LookupError(f"event {event_id} stands and is not in analysis.events")
    body: Row = found["body"]
    return body


def _told(connection: Connection, due: Row, event_id: int, now: datetime) -> list[Row]:
    """Messages that told the recipient of an event before, the oldest first."""
    return [it for it in _written(connection, due, event_id, now) if it["told"] and it["was_told"]]


def _written(connection: Connection, due: Row, event_id: int, now: datetime) -> list[Row]:
    """Other messages to the recipient about an event that were begun, the oldest first."""
    return [
        it
        for it in rows(connection, "outbox_of_event", event_id=event_id, now=now)
        if it["recipient"] == due["recipient"] and it["begun_at"] and it["message_id"] != due["message_id"]
    ]


def _thread(connection: Connection, due: Row, it: Row, now: datetime) -> tuple[str, ...]:
    """Keys of the messages that this one follows on; a digest begins no thread."""
    events = [event for event in (it["other_id"], it["standing_id"] or it["event_id"]) if event]
    earlier = {found["message_id"]: found for event in events for found in _told(connection, due, event, now)}
    return tuple(earlier[number]["key"] for number in sorted(earlier) if earlier[number]["kind"] != "digest")


def _is_daily(due: Row, watches: Mapping[str, Watch]) -> bool:
    """Whether it is a daily digest, which also goes out on days without news."""
    watch = watches.get(due["watches"][0])
    return due["kind"] == "digest" and not due["is_burst"] and watch is not None and watch.delivery == "daily"
