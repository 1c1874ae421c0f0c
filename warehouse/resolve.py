"""Reports that are not resolved yet, and those near them → events, and the alerts of new ones, in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from warehouse.events import NEVER, Event, event_of
from warehouse.grouping import group
from warehouse.identify import identify
from warehouse.likeness import same_occasion
from warehouse.occasions import Party, Report
from warehouse.outcome import Outcome
from warehouse.reports import day_and_precision, day_text, parties
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

__all__ = ["Party", "Report", "Resolved", "group", "resolve", "same_occasion"]

#: An event is news for so long after its first report.
NEWS = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """What one resolving came to."""

    #: Reports that were not resolved before.
    reports: int = 0
    new_events: int = 0
    #: Reports that joined an event that was known.
    joined: int = 0
    #: Events that turned out to be another one, and events of which no report was left.
    merged: int = 0
    withdrawn: int = 0
    #: Alerts that were written for new events.
    alerts: int = 0


@dataclass(frozen=True, kw_only=True)
class Member:
    """A report as it is held: with its event, and whether it may make news."""

    report: Report
    event_id: int | None
    is_new: bool
    #: True where its event has to be made up anew.
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Reports of one occasion; the first of `known` is the event that they belong to, the others are merged into it."""

    members: tuple[Member, ...]
    known: tuple[int, ...]

    @property
    def changed(self) -> bool:
        """Whether anything of the event may be other than it is held."""
        kept = self.known[:1]
        return any(member.is_stale or (member.event_id,) != kept for member in self.members)

    @property
    def left(self) -> tuple[int, ...]:
        """Events that its reports belonged to and that are another occasion's now."""
        held = {member.event_id for member in self.members if member.event_id is not None}
        return tuple(sorted(held - set(self.known)))

    def is_news(self, event: Event, now: datetime) -> bool:
        """Whether a new event deserves an alert: it was lately reported, on a page that was never read before.

        A report that had an event already was alerted with that one, however the two were told apart later.
        """
        if self.known or event.first_reported_at is None or event.first_reported_at < now - NEWS:
            return False
        return any(member.is_new and member.event_id is None for member in self.members)


def resolve(connection: Connection, now: datetime) -> Resolved:
    """Bring reports of one occasion together as one event; commits.

    Resolvings wait for each other. Of events that turn out to be one, that with the smallest id stays. What changed is
    announced in the same transaction.
    """
    with connection:
        perform(connection, "resolve_lock")
        identify(connection, now)
        members = [_member(found) for found in rows(connection, "reports_to_resolve")]
        occasions = sorted(_occasions(members), key=_order)
        result = Counter(reports=sum(member.event_id is None for member in members))
        losing = {member.event_id for occasion in occasions if occasion.changed for member in occasion.members}
        found: dict[str, list[Any]] = defaultdict(list)
        for occasion in occasions:
            # An event that a report left for another one is made up anew too.
            if not occasion.changed and not losing & set(occasion.known):
                continue
            event = event_of([member.report for member in occasion.members])
            event_id = _keep(connection, occasion, event, now)
            found["changed"].append(event_id)
            if occasion.is_news(event, now):
                found["news"].append(event_id)
            found["merged"] += [(merged, event_id) for merged in occasion.known[1:]]
            found["split"] += [] if occasion.known else [(lost, event_id) for lost in occasion.left]
            result["new_events"] += not occasion.known
            result["joined"] += bool(occasion.known) * sum(member.event_id is None for member in occasion.members)
        found["withdrawn"] = [gone["event_id"] for gone in rows(connection, "events_withdraw", now=now)]
        outcome = Outcome(**{kind: tuple(sorted(ids)) for kind, ids in found.items()})
        result["merged"], result["withdrawn"] = len(outcome.merged), len(outcome.withdrawn)
        result["alerts"] = _announce(connection, outcome, now)
    return Resolved(**result)


def _announce(connection: Connection, outcome: Outcome, now: datetime) -> int:
    """Write the news of what changed, in the transaction that changes it; how many alerts are new.

    Alerts that are not delivered yet are brought up to date with what their event has become.
    """
    alerts = perform(connection, "alerts_add", event_ids=list(outcome.news), now=now)
    perform(connection, "alerts_amend", event_ids=list(outcome.changed))
    return alerts


def _member(found: Row) -> Member:
    return Member(
        report=Report(
            id=found["report_id"],
            type=found["type"],
            status=found["status"],
            mode=found["mode"],
            date=day_text(found["event_date"], found["date_precision"]),
            place=found["place"],
            sides=tuple(found["sides"]),
            participants=parties(found["participants"]),
            published_at=found["published_at"],
            outlet=found["outlet"],
            identity=found["identity"],
            position=found["position"],
            main=found["is_main"],
            twins=frozenset(found["twins"]),
            source=found["source"],
            official=found["official"],
        ),
        event_id=found["event_id"],
        is_new=found["is_new"],
        is_stale=found["is_stale"],
    )


def _occasions(members: Sequence[Member]) -> list[Occasion]:
    """Members grouped by occasion. Each event goes to the occasion that has most of its reports, and only there."""
    clusters: dict[int, list[Member]] = defaultdict(list)
    for number, member in zip(group([member.report for member in members]), members, strict=True):
        clusters[number].append(member)
    claims: dict[int, tuple[int, str, str, int, int]] = {}
    for number, cluster in clusters.items():
        for event_id, reports in Counter(member.event_id for member in cluster).items():
            if event_id is not None:
                claim = (-reports, *min(member.report.key for member in cluster), number)
                claims[event_id] = min(claims.get(event_id, claim), claim)
    known: dict[int, list[int]] = defaultdict(list)
    for event_id, claim in claims.items():
        known[claim[-1]].append(event_id)
    return [
        Occasion(members=tuple(cluster), known=tuple(sorted(known[number]))) for number, cluster in clusters.items()
    ]


def _order(occasion: Occasion) -> tuple[datetime, tuple[str, str, int]]:
    """Events get their ids in the order in which they were first reported, not in that in which their pages came."""
    first = min(member.report.published_at or NEVER for member in occasion.members)
    return first, min(member.report.key for member in occasion.members)


def _keep(connection: Connection, occasion: Occasion, event: Event, now: datetime) -> int:
    """Make or change the occasion's event and bring its reports to it; its id."""
    day, precision = day_and_precision(event.date)
    fields = {
        "type": event.type,
        "status": event.status,
        "mode": event.mode,
        "event_date": day,
        "date_precision": precision,
        "place": event.place,
        "sides": list(event.sides),
        "first_reported_at": event.first_reported_at,
        "field_values": Json([value.as_json() for value in event.values]),
    }
    if occasion.known:
        event_id = occasion.known[0]
        perform(connection, "event_change", event_id=event_id, **fields)
        perform(connection, "events_merge", event_id=event_id, merged=list(occasion.known[1:]))
    else:
        event_id = int(rows(connection, "event_add", now=now, **fields)[0]["event_id"])
    perform(connection, "reports_join", event_id=event_id, report_ids=[member.report.id for member in occasion.members])
    perform(connection, "event_participants_remove", event_id=event_id)
    for position, seat in enumerate(event.participants):
        perform(
            connection,
            "event_participant_add",
            event_id=event_id,
            position=position,
            printed=seat.party.name,
            kind=seat.party.kind,
            who=seat.party.who,
            country=seat.party.country,
            office=seat.party.office,
            report_id=seat.report_id,
        )
    return event_id
