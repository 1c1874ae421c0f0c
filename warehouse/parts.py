"""An event and the visits near it → the visit within which it happened, and why; they stay two events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from warehouse.names import same_place
from warehouse.occasions import Party, moved, same_party
from warehouse.reports import parties
from warehouse.rows import rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: A visit lasts at most so long from its first day.
STAY = timedelta(days=7)
#: Events that are looked at together.
BATCH = 2000


@dataclass(frozen=True, kw_only=True)
class Dealing:
    """An event as far as it tells whether it happened within a visit."""

    event_id: int
    day: date | None
    #: day or month; None where no day is known.
    precision: str | None
    place: str | None
    sides: tuple[str, ...]
    participants: tuple[Party, ...]
    #: Orders visits the same way whatever their ids: its first article.
    key: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """The visit within which an event happened."""

    visit_id: int
    reason: str


def part_of(event: Dealing, visits: Sequence[tuple[Dealing, bool]]) -> Part | None:
    """The visit within which `event` happened; `visits` come with whether one article tells of both.

    A traveller must take part, or nobody be named for the event; its day must lie within the visit, as far as the days
    are known; its place must be that of the visit unless one article tells of both.
    """
    found = [(*judged, visit) for visit, told in visits if (judged := _judge(event, visit, told_together=told))]
    if not found:
        return None
    _, reason, visit = min(found, key=lambda it: (it[0], it[2].key))
    return Part(visit_id=visit.event_id, reason=reason)


def _judge(event: Dealing, visit: Dealing, *, told_together: bool) -> tuple[tuple[int, ...], str] | None:
    """How far the visit is from fitting (less is better) and why it fits; None where it doesn't."""
    day, place = _day_of_visit(event, visit), same_place(event.place, visit.place)
    if day is None or (not told_together and (day == 0 or not place)):
        return None
    travellers = _travellers(visit)
    present = [one.name for one in travellers if any(same_party(one, other) for other in event.participants)]
    nobody = not event.participants or not travellers
    if not present and not (nobody and told_together):
        return None
    reasons = [
        f"{', '.join(present)} takes part"
        if len(present) == 1
        else f"{', '.join(present)} take part"
        if present
        else "",
        f"day {day} of the visit" if day else "",
        f"in {visit.place}" if place else "",
        "one article tells of both" if told_together else "",
    ]
    rank = (not told_together, -len(present), not place, day or int(STAY.days))
    return rank, "; ".join(reason for reason in reasons if reason)


def _travellers(visit: Dealing) -> tuple[Party, ...]:
    """Those who travel: they come first, and whoever receives them is of another state."""
    if not visit.participants:
        return ()
    side = visit.participants[0].country
    return tuple(party for party in visit.participants if party.country == side)


def _day_of_visit(event: Dealing, visit: Dealing) -> int | None:
    """Which day of the visit it is, from 1; 0: as far as is known, one of them; None: it lies outside."""
    if event.day is None or visit.day is None:
        return 0
    if event.precision == visit.precision == "day":
        return (event.day - visit.day).days + 1 if visit.day <= event.day <= moved(visit.day, STAY) else None
    return 0 if (event.day.year, event.day.month) == (visit.day.year, visit.day.month) else None


def link_parts(connection: Connection, event_ids: Sequence[int]) -> list[int]:
    """Find the visits of events that changed and of those near such; ids of the events that are part of another now."""
    touched = sorted(set(event_ids))
    decided = {row["event_id"]: row["visit_id"] for row in rows(connection, "parts_decided")}
    changed: list[int] = []
    for start in range(0, len(touched), BATCH):
        parts = {
            event.event_id: _decided(decided[event.event_id]) if event.event_id in decided else part_of(event, visits)
            for event, visits in _near(connection, touched[start : start + BATCH])
        }
        written = rows(
            connection,
            "parts_record",
            event_ids=list(parts),
            visit_ids=[part.visit_id if part else None for part in parts.values()],
            reasons=[part.reason if part else None for part in parts.values()],
        )
        changed += [row["event_id"] for row in written]
    return changed


def _decided(visit_id: int | None) -> Part | None:
    return Part(visit_id=visit_id, reason="an analyst decided it") if visit_id is not None else None


def _near(connection: Connection, event_ids: list[int]) -> Iterator[tuple[Dealing, list[tuple[Dealing, bool]]]]:
    pairs: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for row in rows(connection, "parts_near", event_ids=event_ids):
        near = pairs[row["event_id"]]
        if row["visit_id"] is not None:
            near.append((row["visit_id"], row["told_together"]))
    wanted = {*pairs, *(visit_id for near in pairs.values() for visit_id, _ in near)}
    known = {
        row["event_id"]: Dealing(
            event_id=row["event_id"],
            day=row["event_date"],
            precision=row["date_precision"],
            place=row["place"],
            sides=tuple(row["sides"]),
            participants=parties(row["participants"]),
            key=row["first_article"] or "",
        )
        for row in rows(connection, "parts_of_events", event_ids=sorted(wanted))
    }
    for event_id, near in pairs.items():
        yield known[event_id], [(known[visit_id], told) for visit_id, told in near]
