"""Events → files that calendars and feed readers subscribe to: events.ics and events.atom."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from alerts.message import Telling, link, render
from items import Unusable
from warehouse.feeds import feeds
from warehouse.rows import Row

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Events of a calendar and entries of a feed at most: programs read such files whole.
DATED, NEWEST = 2000, 200
#: Characters that XML 1.0 does not know; feedgen raises on them.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What the domain of ids is: they name nobody's host, and the day is that from which the name is ours (RFC 4151).
MINTED = ("corridor.invalid", "2025-01-01")
#: When a feed without an entry was updated, so that it too is always the same.
NEVER = datetime(2025, 1, 1, tzinfo=UTC)
STATUS = {"planned": "TENTATIVE", "postponed": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def export(connection: Connection, folder: Path) -> list[Path]:
    """Write the feeds into `folder`; their paths. Whoever reads one meanwhile has the old one or the new one whole.

    Raises Unusable where the folder can't be written.
    """
    found = feeds(connection, dated=DATED, newest=NEWEST)
    files = {
        "events.ics": calendar(found.warehouse, found.calendar, found.gone),
        "events.atom": atom(found.warehouse, found.newest),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _replace(folder / name, content)
    except OSError as error:
        raise Unusable(f"The feeds can't be written to {folder}: {error.strerror or error}.") from error
    return [folder / name for name in files]


def _replace(path: Path, content: bytes) -> None:
    """Make `content` what the file holds, at once; a file that holds it already is left alone."""
    if path.exists() and path.read_bytes() == content:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


# --- calendar (RFC 5545) ----------------------------------------------------------------------------------------------


def calendar(warehouse: str, events: Sequence[Row], gone: Sequence[Row] = ()) -> bytes:
    """An iCalendar file of events whose day is known, and of those that are none any more, as cancelled.

    Stamps are when an event was last told of, not the clock's: the same events give the same bytes.
    """
    file = Calendar()
    file.add("prodid", "-//Corridor//Pakistan and Central Asia//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        file.add(name, "Pakistan and Central Asia")
    file.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for it in events:
        file.add_component(_entry(warehouse, it["body"], it["sequence"], it["told_at"]))
    for it in gone:
        file.add_component(_cancelled(warehouse, it))
    return bytes(file.to_ical())


def _told(body: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text of an event, as its message has them."""
    message = render(Telling(body=body))
    return fit(message.title), fit(message.text)


def _entry(warehouse: str, body: Mapping[str, Any], sequence: int, told_at: datetime) -> Event:
    title, text = _told(body)
    entry = _event(warehouse, body["event_id"], date.fromisoformat(body["event_date"]), sequence, told_at)
    entry.add("created", datetime.fromisoformat(body["created_at"]).astimezone(UTC))
    entry.add("status", STATUS[body["status"]])
    entry.add("summary", title)
    entry.add("description", text)
    entry.add("categories", [fit(word) for word in (body["type"], *(body["sectors"] or ()))])
    if body["place"]:
        entry.add("location", fit(body["place"]))
    if address := link(body["url"]):
        entry.add("url", address)
    return entry


def _cancelled(warehouse: str, it: Row) -> Event:
    """What a calendar that holds an event which is none any more has to hear."""
    entry = _event(warehouse, it["event_id"], it["event_date"], it["sequence"], it["told_at"])
    entry.add("status", "CANCELLED")
    if it["now_id"]:
        entry.add("summary", f"{it['type'].capitalize()}: the same as event {it['now_id']}")
        entry.add("related-to", uid(warehouse, it["now_id"]), parameters={"RELTYPE": "SIBLING"})
    else:
        entry.add("summary", f"{it['type'].capitalize()}: withdrawn, no report is left of it")
    return entry


def _event(warehouse: str, event_id: int, day: date, sequence: int, told_at: datetime) -> Event:
    entry = Event()
    entry.add("uid", uid(warehouse, event_id))
    entry.add("dtstamp", told_at.astimezone(UTC))
    entry.add("last-modified", told_at.astimezone(UTC))
    entry.add("dtstart", day)
    entry.add("sequence", sequence)
    entry.add("transp", "TRANSPARENT")
    return entry


def uid(warehouse: str, event_id: int) -> str:
    """Names an event in calendars for good."""
    return f"event-{event_id}@{warehouse}.{MINTED[0]}"


# --- Atom (RFC 4287) --------------------------------------------------------------------------------------------------


def atom(warehouse: str, events: Sequence[Row]) -> bytes:
    """An Atom feed of `events` in the order given; an entry is updated when its event was last told of."""
    feed = FeedGenerator()
    feed.id(tag(warehouse, "events"))
    feed.title("Corridor: Pakistan and Central Asia")
    feed.subtitle("Newly found events between Pakistan and the five Central Asian states")
    feed.author({"name": "Corridor"})
    feed.updated(max((it["told_at"] for it in events), default=NEVER))
    for it in events:
        body = it["body"]
        title, text = _told(body)
        entry = feed.add_entry(order="append")
        entry.id(tag(warehouse, f"event/{body['event_id']}"))
        entry.title(title)
        entry.content(text, type="text")
        entry.published(datetime.fromisoformat(body["created_at"]))
        entry.updated(it["told_at"])
        entry.category([{"term": fit(word)} for word in (body["type"], body["status"], *(body["sectors"] or ()))])
        if address := link(body["url"]):
            entry.link(href=address, rel="alternate")
    return bytes(feed.atom_str(pretty=True))


def tag(warehouse: str, what: str) -> str:
    """A tag: address that names something of this warehouse for good."""
    return f"tag:{','.join(MINTED)}:{warehouse}/{what}"


def fit(text: str) -> str:
    """`text` without characters that a feed may not hold."""
    return NO_XML.sub("", text)
