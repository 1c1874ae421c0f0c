"""An analyst's decisions about events → rows that every later resolving respects, until they are undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from items import EventStatus, EventType, MeetingMode, Unusable
from warehouse.history import transaction
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

Field = Literal["type", "status", "day", "place", "mode", "part_of"]
#: Field → the values that it may have; the others are free.
CLOSED = {"type": get_args(EventType), "status": get_args(EventStatus), "mode": get_args(MeetingMode)}
#: Fields that an event may be without.
MAY_BE_UNKNOWN = ("day", "place", "mode", "part_of")


@dataclass(frozen=True, kw_only=True)
class Say:
    """Who decides, why and when."""

    by: str
    why: str
    now: datetime

    def __post_init__(self) -> None:
        """Refuse a decision of nobody, or without a reason."""
        if not self.by.strip() or not self.why.strip():
            raise Unusable("A decision needs who made it and why: give --by and --because.")


@dataclass(frozen=True, kw_only=True)
class Found:
    """An event by an id that may have become another's."""

    event_id: int
    type: str
    #: The id that was asked for.
    asked: int


def find(connection: Connection, event_id: int) -> Found:
    """The event that `event_id` is now. Raises Unusable where there is none."""
    known = row(connection, "event_known", event_id=event_id)
    if known and known["merged_into"] is not None:
        known = row(connection, "event_known", event_id=known["merged_into"])
    if known is None:
        raise Unusable(f"There is no event {event_id}: `corridor events list` names those that there are.")
    if known["withdrawn_at"] is not None:
        raise Unusable(
            f"Event {event_id} was withdrawn on {known['withdrawn_at']:%Y-%m-%d}: no report tells of it now."
        )
    return Found(event_id=known["event_id"], type=known["type"], asked=event_id)


def show(connection: Connection, event_id: int) -> dict[str, Any]:
    """All that is held of an event: event, reports, parts, field_values, decisions, and the ids that it `were`."""
    found = row(connection, "event_shown", event_id=find(connection, event_id).event_id)
    if found is None:
        raise Unusable(f"Event {event_id} has no reports.")
    return found


def merge(connection: Connection, event_ids: Sequence[int], say: Say) -> int:
    """The reports of these events belong together; the decision's id. Commits. Raises Unusable."""
    with transaction(connection, say.now):
        found = sorted({find(connection, event_id).event_id for event_id in event_ids})
        if len(found) < 2:
            raise Unusable(f"These are one event already: {found[0]}." if found else "Name two events or more.")
        reports = _report_ids(connection, found)
        return _decide(connection, "merge", found, [report["report_id"] for report in reports], say)


def split(connection: Connection, event_id: int, report_ids: Sequence[int], articles: Sequence[str], say: Say) -> int:
    """Some reports of an event, by their ids or their articles' addresses or ids, are of another; the decision's id.

    Commits. Raises Unusable.
    """
    with transaction(connection, say.now):
        event_id = find(connection, event_id).event_id
        reports = _report_ids(connection, [event_id])
        known = {report["report_id"] for report in reports}
        for asked in report_ids:
            if asked not in known:
                raise Unusable(
                    f"Event {event_id} has no report {asked}; its reports: {', '.join(map(str, sorted(known)))}."
                )
        these = set(report_ids)
        for article in articles:
            named = {it["report_id"] for it in reports if article in (it["url"], str(it["article_id"]))}
            if not named:
                raise Unusable(f"No report of event {event_id} stands in the article {article}.")
            these |= named
        if not these or these == known:
            raise Unusable(
                f"Name some of the {len(known)} reports of event {event_id}, not {'all' if these else 'none'}."
            )
        return _decide(connection, "split", [event_id], sorted(these), say)


def edit(connection: Connection, event_id: int, field: str, value: str | None, say: Say) -> int:
    """A field of an event is what an analyst says, or nothing; the decision's id. Commits. Raises Unusable."""
    if field not in get_args(Field):
        raise Unusable(f"An event has no field {field} to edit: {', '.join(get_args(Field))}.")
    with transaction(connection, say.now):
        found = find(connection, event_id)
        value = _checked(connection, found, field, value)
        reports = _report_ids(connection, [found.event_id])
        these = [report["report_id"] for report in reports]
        return _decide(connection, "edit", [found.event_id], these, say, field=field, value=value)


def undo(connection: Connection, decision_id: int, say: Say) -> int:
    """A decision holds no more; its id. Commits. Raises Unusable."""
    with transaction(connection, say.now):
        found = row(connection, "decision_of", decision_id=decision_id)
        if found is None:
            raise Unusable(f"There is no decision {decision_id}: `corridor events show` names those about an event.")
        if found["undone_at"] is not None:
            raise Unusable(
                f"Decision {decision_id} was undone on {found['undone_at']:%Y-%m-%d} by {found['undone_by']}."
            )
        perform(connection, "decision_events_changed", decision_id=decision_id)
        perform(connection, "decision_undo", decision_id=decision_id, by=say.by, why=say.why, now=say.now)
    return decision_id


def events_of(connection: Connection, decision_id: int) -> list[int]:
    """Ids of the events to which the reports of a decision belong now."""
    with connection:
        found = row(connection, "decision_events", decision_id=decision_id)
    return list(found["event_ids"] or ()) if found else []


def list_events(
    connection: Connection,
    *,
    side: str | None = None,
    type: str | None = None,
    status: str | None = None,
    since: date | None = None,
    until: date | None = None,
    most: int = 20,
) -> list[dict[str, Any]]:
    """The last events, a row each."""
    return rows(connection, "events_list", side=side, type=type, status=status, since=since, until=until, most=most)


def _decide(
    connection: Connection,
    kind: str,
    event_ids: list[int],
    these: list[int],
    say: Say,
    *,
    field: str | None = None,
    value: str | None = None,
) -> int:
    [decision] = rows(
        connection, "decision_add", kind=kind, field=field, value=value, by=say.by, why=say.why, now=say.now
    )
    decision_id = int(decision["decision_id"])
    perform(connection, "decision_reports_add", decision_id=decision_id, these=these, event_ids=event_ids)
    perform(connection, "decision_events_changed", decision_id=decision_id)
    return decision_id


def _report_ids(connection: Connection, event_ids: list[int]) -> list[dict[str, Any]]:
    return rows(connection, "reports_of_events", event_ids=event_ids)


def _checked(connection: Connection, event: Found, field: str, value: str | None) -> str | None:
    """`value` as it is kept. Raises Unusable where the field can't have it."""
    if value is None or not value.strip():
        if field not in MAY_BE_UNKNOWN:
            raise Unusable(f"An event always has a {field}: {', '.join(CLOSED[field])}.")
        return None
    value = value.strip()
    if field in CLOSED and value not in CLOSED[field]:
        raise Unusable(f"{value} is no {field}: {', '.join(CLOSED[field])}.")
    if field == "day":
        try:
            date.fromisoformat(value if len(value) == 10 else f"{value}-01")
        except ValueError as error:
            raise Unusable(f"{value} is no day: write YYYY-MM-DD, or YYYY-MM where only the month is known.") from error
    if field == "part_of":
        if not value.isdecimal():
            raise Unusable(f"{value} is no id of a visit.")
        visit = find(connection, int(value))
        if visit.type != "visit" or visit.event_id == event.event_id:
            raise Unusable(f"Event {value} is no visit that event {event.event_id} can be part of.")
        return str(visit.event_id)
    return value
