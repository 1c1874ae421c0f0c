"""Reports of one occasion → its event with the support of each field, the same in whatever order the reports came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from items import CENTRAL_ASIA, EventStatus, EventType
from warehouse.occasions import Party, Report, same_party
from warehouse.timeline import State, states_of
from warehouse.values import Claim, Value, chosen, decide, same, same_city, same_day, same_words, weigh

#: Stands for "not known when" in orders: such a report counts as the last to come.
NEVER = datetime.max.replace(tzinfo=UTC)
#: Another day of a planned event that is only said so long after the former one was last said is a new plan.
NEW_PLAN = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A participant of an event, and the report whose office (without one: whose spelling) was taken."""

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
    #: What is said of each field, by whom, and what was taken.
    values: tuple[Value, ...] = ()
    #: How it came about.
    states: tuple[State, ...] = ()


def event_of(reports: Sequence[Report], edits: Mapping[str, str | None] | None = None) -> Event:
    """What `reports` (at least one, all of one type) say together.

    `edits` are what analysts decided of the fields type, status, day, place and mode.
    """
    ordered = sorted(reports, key=lambda report: (report.published_at or NEVER, report.key))
    edits = edits or {}
    status = cast("EventStatus | None", edits.get("status")) or _status(ordered)
    fields = {
        "status": _statuses(ordered, status),
        "day": _days(ordered, status),
        "place": weigh("place", _claims(ordered, lambda report: report.place), agrees=same_city),
        "mode": weigh("mode", _claims(ordered, lambda report: report.mode), agrees=same),
    }
    if "type" in edits:
        fields["type"] = weigh("type", _claims(ordered, lambda report: report.type), agrees=same, disputable=False)
    for field, decided in edits.items():
        fields[field] = decide(fields[field], field, decided)
    people = _people(ordered)
    seats = [_seat(spellings) for spellings in people]
    participants = tuple(seat for seat, _ in seats)
    return Event(
        type=cast("EventType | None", edits.get("type")) or ordered[0].type,
        status=status,
        mode=chosen(fields["mode"]),
        date=chosen(fields["day"]),
        place=chosen(fields["place"]),
        sides=_sides(ordered, participants),
        participants=participants,
        first_reported_at=ordered[0].published_at,
        values=(
            *(value for values in fields.values() for value in values),
            *(value for _, values in seats for value in values),
            *_counterparts(ordered, people, participants),
        ),
        states=states_of(ordered),
    )


def _claims(ordered: Sequence[Report], read: Callable[[Report], str | None]) -> list[Claim]:
    return [Claim(value=value, report=report) for report in ordered if (value := read(report))]


def _status(ordered: Sequence[Report]) -> EventStatus:
    """The latest word; but what was held is never only planned again, however late an announcement is printed."""
    statuses = [report.status for report in ordered if report.published_at] or [ordered[-1].status]
    if any(report.status == "held" for report in ordered):
        statuses = [status for status in statuses if status != "planned"] or ["held"]
    return statuses[-1]


def _statuses(ordered: Sequence[Report], status: EventStatus) -> tuple[Value, ...]:
    """What was planned and then held is no contradiction; what was held and is said to be postponed is one."""

    def agrees(one: str, other: str) -> bool:
        return status == "held" or {one, other} != {"held", status}

    return weigh("status", _claims(ordered, lambda report: report.status), agrees=agrees, taken=status)


def _days(ordered: Sequence[Report], status: EventStatus) -> tuple[Value, ...]:
    """What those say who saw it counts more than plans, and a new plan more than the former."""
    claims = _claims(ordered, lambda report: report.date)
    seen = [claim.value for claim in claims if claim.report.status == "held"] if status == "held" else []
    postponed = max((it.published_at for it in ordered if it.status == "postponed" and it.published_at), default=None)

    def overtaken(claim: Claim) -> bool:
        said = claim.report
        if seen:
            agreed = any(same_day(claim.value, day) or same_day(day, claim.value) for day in seen)
            return said.status != "held" and not agreed
        if postponed and said.published_at and said.published_at < postponed:
            return True
        return _is_former_plan(claim.value, claims)

    return weigh("day", claims, agrees=same_day, overtaken=overtaken)


def _is_former_plan(day: str, claims: Sequence[Claim]) -> bool:
    """Whether another day is said only since this one is said no more."""
    said: dict[str, list[datetime]] = defaultdict(list)
    for claim in claims:
        if claim.report.published_at:
            said[claim.value].append(claim.report.published_at)
    if day not in said:
        return False
    last = max(said[day])
    return any(
        min(moments) >= last + NEW_PLAN
        for other, moments in said.items()
        if not same_day(day, other) and not same_day(other, day)
    )


def _sides(ordered: Sequence[Report], participants: Sequence[Seat]) -> tuple[str, ...]:
    """The participants' states; where none of the five is among these, what the reports have in common."""
    named = {seat.party.country for seat in participants if seat.party.country}
    if not named & set(CENTRAL_ASIA):
        common = set.intersection(*(set(report.sides) for report in ordered))
        named |= common if common & set(CENTRAL_ASIA) else {side for report in ordered for side in report.sides}
    return tuple(sorted(named | {side for report in ordered for side in report.sides if side == "PK"}))


# --- participants -----------------------------------------------------------------------------------------------------

#: One participant as each report that names him has him.
Spellings = list[tuple[Party, Report]]


def _people(ordered: Sequence[Report]) -> list[Spellings]:
    """Everybody whom a report names, once, in the order in which they were first named."""
    people: list[Spellings] = []
    for report in ordered:
        for party in report.participants:
            spellings = next((known for known in people if same_party(known[0][0], party)), None)
            if spellings is None:
                people.append([(party, report)])
            else:
                spellings.append((party, report))
    return people


def _seat(spellings: Spellings) -> tuple[Seat, tuple[Value, ...]]:
    """The best spelling, office and side of one participant, and what is said of each."""

    def told(read: Callable[[Party], str | None]) -> list[Claim]:
        return [Claim(value=value, report=report) for party, report in spellings if (value := read(party))]

    names = weigh("name", told(lambda party: party.name), agrees=same_words, disputable=False)
    # One and the same person holds several offices: they are no contradiction.
    offices = weigh("office", told(lambda party: party.office), agrees=same_words, disputable=False)
    countries = weigh("side", told(lambda party: party.country), agrees=same)
    name = chosen(names) or spellings[0][0].name
    who = next((party.who for party, _ in spellings if party.who is not None), None)
    party = replace(spellings[0][0], name=name, country=chosen(countries), office=chosen(offices), who=who)
    return Seat(party=party, report_id=_told_best(spellings, party)), tuple(
        replace(value, of=name) for value in (*names, *offices, *countries)
    )


def _told_best(spellings: Spellings, taken: Party) -> int:
    """The first report that gives the office that was taken, if there is one with the spelling that was taken too."""
    _, report = max(
        spellings, key=lambda told: (told[0].office == taken.office, told[0].name == taken.name)
    )  # of equals the first
    return report.id


def _counterparts(
    ordered: Sequence[Report], people: Sequence[Spellings], participants: Sequence[Seat]
) -> Iterator[Value]:
    """Of talks: whom reports name for a side, where some name one and others another instead."""
    if ordered[0].type not in ("meeting", "call"):
        return
    for country in sorted({seat.party.country for seat in participants if seat.party.country}):
        named: dict[str, set[int]] = {}
        claims: list[Claim] = []
        for spellings, seat in zip(people, participants, strict=True):
            if seat.party.country == country and seat.party.kind == "person":
                named[seat.party.name] = {report.id for _, report in spellings}
                claims += [Claim(value=seat.party.name, report=report) for _, report in spellings]
        if len(named) > 1:
            claims.sort(key=lambda claim: (claim.report.published_at or NEVER, claim.report.key))
            values = weigh("who", claims, agrees=_together(named), of=country)
            if any(value.disputed for value in values):
                yield from values


def _together(named: Mapping[str, set[int]]) -> Callable[[str, str], bool]:
    """Whether some report names both."""
    return lambda one, other: bool(named[one] & named[other])
