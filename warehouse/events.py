"""Reports of one occasion → the fields of its event, the same in whatever order the reports came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from items import CENTRAL_ASIA, EventStatus, EventType
from warehouse.occasions import Party, Report, same_party

#: Stands for "not known when" in orders: such a report counts as the last to come.
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A participant of an event, and the report whose spelling and office were taken."""

    party: Party
    report_id: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """The real-world occasion as its reports tell of it together."""

    type: EventType
    status: EventStatus
    mode: str | None
    #: YYYY-MM-DD, YYYY-MM or None.
    date: str | None
    place: str | None
    sides: tuple[str, ...]
    participants: tuple[Seat, ...]
    first_reported_at: datetime | None


def event_of(reports: Sequence[Report]) -> Event:
    """What `reports` (at least one, all of one type) say together."""
    ordered = sorted(reports, key=lambda report: (report.published_at or NEVER, report.key))
    participants = _participants(ordered)
    return Event(
        type=ordered[0].type,
        status=_status(ordered),
        mode=_most_said([report.mode for report in ordered]),
        date=_date(ordered),
        place=_most_said([report.place for report in ordered]),
        sides=_sides(ordered, participants),
        participants=participants,
        first_reported_at=ordered[0].published_at,
    )


def _status(ordered: Sequence[Report]) -> EventStatus:
    """The latest word; but what was held is never only planned again, however late an announcement is printed."""
    statuses = [report.status for report in ordered if report.published_at] or [ordered[-1].status]
    if any(report.status == "held" for report in ordered):
        statuses = [status for status in statuses if status != "planned"] or ["held"]
    return statuses[-1]


def _date(ordered: Sequence[Report]) -> str | None:
    """The most precise day, of these the one that most reports give, of these the earliest."""
    said = Counter(report.date for report in ordered if report.date)
    return min(said, key=lambda day: (-len(day), -said[day], day), default=None)


def _most_said(values: Sequence[str | None]) -> str | None:
    """What most reports say; where two are level, what was said first."""
    said = Counter(value for value in values if value)
    return said.most_common(1)[0][0] if said else None


def _sides(ordered: Sequence[Report], participants: Sequence[Seat]) -> tuple[str, ...]:
    """The participants' states; where none of the five is among these, what the reports have in common."""
    named = {seat.party.country for seat in participants if seat.party.country}
    if not named & set(CENTRAL_ASIA):
        common = set.intersection(*(set(report.sides) for report in ordered))
        named |= common if common & set(CENTRAL_ASIA) else {side for report in ordered for side in report.sides}
    return tuple(sorted(named | {side for report in ordered for side in report.sides if side == "PK"}))


def _participants(ordered: Sequence[Report]) -> tuple[Seat, ...]:
    """Everybody whom a report names, once, in the order in which they were first named."""
    people: list[list[Seat]] = []
    for report in ordered:
        for party in report.participants:
            seat = Seat(party=party, report_id=report.id)
            spellings = next((known for known in people if same_party(known[0].party, party)), None)
            if spellings is None:
                people.append([seat])
            else:
                spellings.append(seat)
    return tuple(_best(spellings) for spellings in people)


def _best(spellings: Sequence[Seat]) -> Seat:
    """The spelling with an office that most reports use, of these the longest; where all is level, the first."""
    used = Counter(seat.party.name for seat in spellings)
    return max(
        spellings,
        key=lambda seat: (
            seat.party.office is not None,
            seat.party.country is not None,
            used[seat.party.name],
            len(seat.party.name),
            len(seat.party.office or ""),
        ),
    )
