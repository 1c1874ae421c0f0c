"""Outlets that rot, dead letters and bursts → one message to the operator, once for each and not at each run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.channels import open_channels
from alerts.message import Message
from warehouse.rows import Row, perform, rows
from warehouse.watch import NAMED

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


def tell(connection: Connection, urls: Sequence[str], now: datetime) -> int:
    """Tell each address of `urls` what is new; the number of outlets told of.

    What could not be delivered to every address is told again at the next run. Raises BadChannel before anything is
    sent, and ConnectionError where an address did not take the message.
    """
    opened = open_channels(urls, setting="CORRIDOR_OPERATOR_URLS")
    if not opened:
        return 0
    with connection:
        news = rows(connection, "verdicts_untold", named=list(NAMED))
        if not news:
            return 0
        errors = [error for channel in opened if (error := channel.send(_message(news), now))]
        if errors:
            raise ConnectionError(errors[0])
        for it in news:
            perform(connection, "verdict_told", outlet=it["outlet"], now=now)
    return len(news)


def tell_of_messages(connection: Connection, urls: Sequence[str], now: datetime) -> int:
    """Tell each address of `urls` of messages to readers that were given up, and of bursts; how many are new.

    Only what is younger than seven days. Raises as `tell` does.
    """
    opened = open_channels(urls, setting="CORRIDOR_OPERATOR_URLS")
    if not opened:
        return 0
    with connection:
        news = rows(connection, "outbox_untold", now=now)
        if not news:
            return 0
        errors = [error for channel in opened if (error := channel.send(_messages(news), now))]
        if errors:
            raise ConnectionError(errors[0])
        perform(connection, "outbox_operator_told", message_ids=[it["message_id"] for it in news], now=now)
    return len(news)


def _messages(news: Sequence[Row]) -> Message:
    dead = [it for it in news if it["gave_up_at"]]
    bursts = [it for it in news if not it["gave_up_at"]]
    told = [(dead, "was given up", "were given up"), (bursts, "burst of news", "bursts of news")]
    count = "; ".join(f"{len(them)} {one if len(them) == 1 else many}" for them, one, many in told if them)
    lines = [
        f"Message {it['message_id']} of the watch {', '.join(it['watches'])} was given up after {it['attempts']} "
        f"tries: {it['last_error']}"
        for it in dead
    ]
    lines += [
        f"{it['gathered']} messages of the watch {', '.join(it['watches'])} were due at once; they went out as one, "
        f"message {it['message_id']}. Bursts are more often a fault of ours than news."
        for it in bursts
    ]
    hint = "\n\nOnce the address or the service is mended: corridor alerts replay" if dead else ""
    return Message(title=f"Corridor: alerts: {count}", text="\n".join(lines) + hint)


def _message(news: Sequence[Row]) -> Message:
    bad = [it for it in news if it["severity"] != "ok"]
    well = [it for it in news if it["severity"] == "ok"]
    told, verb = (bad, "needs mending|need mending") if bad else (well, "is well again|are well again")
    one, many = verb.split("|")
    title = f"Corridor: an outlet {one}" if len(told) == 1 else f"Corridor: {len(told)} outlets {many}"
    lines = [
        f"{it['name']} ({it['outlet']}): {it['verdict']} since {it['since']:%Y-%m-%d %H:%M} UTC: {it['detail']}"
        for it in bad
    ]
    lines += [f"{it['name']} ({it['outlet']}): well again; it was {it['told']}" for it in well]
    hint = "\n\nWhat to mend: corridor doctor " + " ".join(it["outlet"] for it in bad) if bad else ""
    return Message(title=title, text="\n".join(lines) + hint)
