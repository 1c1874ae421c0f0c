"""What a resolving found → rows, many at a time by COPY, in the transaction of the resolving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from psycopg2.extras import Json

from warehouse.copying import copy
from warehouse.events import Event
from warehouse.reports import day_and_precision
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What is to be written of one occasion."""

    #: None for a new event.
    event_id: int | None
    #: Events that had been merged into one that its reports belonged to, and are its own: each is it from now on, or
    #: stands again where it is `event_id`.
    former: tuple[int, ...]
    #: None where it stays as it is held.
    event: Event | None
    #: Events that turned out to be this one.
    merged: tuple[int, ...]
    #: Events that its reports belonged to and that are another occasion's now.
    left: tuple[int, ...]
    #: Reports that come to it.
    report_ids: list[int]
    is_news: bool
    #: The same for all occasions of a neighbourhood.
    hood: object

    @property
    def is_revived(self) -> bool:
        """Whether its event had been merged into another one and stands again."""
        return self.event_id in self.former


def begin(connection: Connection) -> None:
    """Make room for what a resolving finds, until its transaction ends."""
    perform(connection, "resolved_begin")


def record(connection: Connection, found: Sequence[Resolution], now: datetime) -> list[tuple[int, Resolution]]:
    """Write resolutions down; those of which something was made up anew, each with the id of its event."""
    numbered = _numbered(connection, found)
    changed = [(event_id, it) for event_id, it in numbered if it.event]
    perform(connection, "resolved_begin")
    copy(connection, "resolved_events", [_event_row(event_id, it) for event_id, it in changed])
    copy(connection, "resolved_participants", [row for event_id, it in changed for row in _seats(event_id, it)])
    merges = [{"event_id": gone, "merged_into": event_id} for event_id, it in numbered for gone in it.merged]
    copy(connection, "resolved_merges", merges)
    returns = [
        {"event_id": former, "merged_into": None if former == event_id else event_id}
        for event_id, it in numbered
        for former in it.former
    ]
    copy(connection, "resolved_returns", returns)
    joined = [
        {"report_id": report_id, "event_id": event_id} for event_id, it in numbered for report_id in it.report_ids
    ]
    copy(connection, "resolved_reports", joined)
    copy(connection, "resolved_neighbourhoods", [*_neighbourhoods(numbered)])
    perform(connection, "resolved_events_add", now=now)
    perform(connection, "resolved_events_change")
    if merges:
        perform(connection, "resolved_events_merge")
    if returns:
        perform(connection, "resolved_events_return")
    perform(connection, "resolved_reports_join")
    perform(connection, "resolved_participants_remove")
    perform(connection, "resolved_participants_add")
    perform(connection, "resolved_neighbourhoods_record")
    return changed


def _numbered(connection: Connection, found: Sequence[Resolution]) -> list[tuple[int, Resolution]]:
    """New events get ids in the order in which they were first reported."""
    new = sorted((it for it in found if it.event_id is None), key=_first_reported)
    taken = rows(connection, "event_ids_take", count=len(new)) if new else []
    ids = {id(it): int(row["event_id"]) for it, row in zip(new, taken, strict=True)}
    return [(it.event_id if it.event_id is not None else ids[id(it)], it) for it in found]


def _first_reported(found: Resolution) -> tuple[bool, datetime | None]:
    moment = found.event.first_reported_at if found.event else None
    return moment is None, moment


def _event_row(event_id: int, found: Resolution) -> Row:
    event = found.event
    assert event is not None
    day, precision = day_and_precision(event.date)
    return {
        "event_id": event_id,
        "is_new": found.event_id is None,
        "type": event.type,
        "status": event.status,
        "mode": event.mode,
        "event_date": day,
        "date_precision": precision,
        "place": event.place,
        "sides": list(event.sides),
        "first_reported_at": event.first_reported_at,
        "field_values": Json([value.as_json() for value in event.values]),
        "states": Json([state.as_json() for state in event.states]),
    }


def _seats(event_id: int, found: Resolution) -> Iterator[Row]:
    for position, seat in enumerate(found.event.participants if found.event else ()):
        yield {
            "event_id": event_id,
            "position": position,
            "printed": seat.party.name,
            "kind": seat.party.kind,
            "who": seat.party.who,
            "country": seat.party.country,
            "office": seat.party.office,
            "report_id": seat.report_id,
        }


def _neighbourhoods(numbered: Sequence[tuple[int, Resolution]]) -> Iterator[Row]:
    """A neighbourhood is named by the smallest id of its events."""
    hoods: dict[int, list[int]] = defaultdict(list)
    for event_id, it in numbered:
        hoods[id(it.hood)].append(event_id)
    for ids in hoods.values():
        yield from ({"event_id": event_id, "neighbourhood": min(ids)} for event_id in ids)
