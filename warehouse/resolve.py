"""Reports that are not resolved yet, and those near them → events, and the news of what changed, in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from warehouse import news
from warehouse.decisions import Decisions, decisions_in_force
from warehouse.events import NEVER, Event, event_of
from warehouse.grouping import Bond, Key, group, neighbourhoods, settle
from warehouse.history import transaction
from warehouse.identify import identify
from warehouse.likeness import same_occasion
from warehouse.occasions import Party, Report, days_of
from warehouse.outcome import Outcome
from warehouse.parts import link_parts
from warehouse.reports import day_text, parties
from warehouse.resolved import Resolution, begin, record
from warehouse.rows import perform, rows, stream

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

__all__ = ["Party", "Report", "Resolved", "group", "resolve", "same_occasion"]

#: A page may make news for so long after its article was published, an event after its first report or its day.
NEWS = timedelta(days=7)
#: Reports that are written down together.
BATCH = 5000


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
    #: Ids of events that had been merged into another one and stand again.
    revived: tuple[int, ...] = ()
    #: Alerts that were written for events that were no news before.
    alerts: int = 0


class Member(NamedTuple):
    """A report as it is held: with its event, and whether it may make news."""

    report: Report
    event_id: int | None
    #: Whether that is the event that it had first.
    is_first: bool
    #: The event that it had first, where that was merged into the one that it has.
    former_id: int | None
    is_new: bool
    #: True where its event has to be made up anew.
    is_stale: bool
    neighbourhood: int | None


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Reports of one occasion; the first of `known` is the event that they belong to, the others are merged into it.

    `former` are events that had been merged into one of theirs, before all the one that most of them had first: without
    an event of its own the occasion takes that one back.
    """

    members: tuple[Member, ...]
    known: tuple[int, ...]
    former: tuple[int, ...] = ()

    @property
    def event_id(self) -> int | None:
        """The event that it is; None for a new one."""
        return next(iter(self.known or self.former), None)

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
        """Whether an event that never was news deserves an alert: a page that was never read before tells of it lately.

        It was first reported lately too, or its day is to come or just past: what only old articles or a backfill
        told of is news to readers then. A report that had an event already was alerted with that one, if it was news,
        however the two were told apart later.
        """
        fresh = (it.report.published_at for it in self.members if it.is_new and it.event_id is None)
        if not any(moment and moment >= now - NEWS for moment in fresh):
            return False
        if event.first_reported_at and event.first_reported_at >= now - NEWS:
            return True
        return event.date is not None and days_of(event.date)[1] >= (now - NEWS).date()


def resolve(connection: Connection, now: datetime) -> Resolved:
    """Bring reports of one occasion together as one event; commits.

    Resolvings wait for each other. Of events that turn out to be one, that with the smallest id stays. What changed is
    announced in the same transaction.
    """
    with transaction(connection, now):
        perform(connection, "resolve_lock")
        identify(connection, now)
        begin(connection)
        result: Counter[str] = Counter()
        found: dict[str, list[int]] = defaultdict(list)
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for batch in _batches(_hoods(connection, decisions_in_force(connection))):
            written = record(connection, [resolution for hood in batch for resolution in _resolutions(hood, now)], now)
            for event_id, it in written:
                found["changed"].append(event_id)
                found["news"] += [event_id] * it.is_news
                found["revived"] += [event_id] * it.is_revived
                pairs["merged"] += [(merged, event_id) for merged in it.merged]
                pairs["split"] += [(lost, event_id) for lost in it.left if it.event_id is None or it.is_revived]
            result += _counts(batch)
        withdrawn = tuple(sorted(gone["event_id"] for gone in rows(connection, "events_withdraw", now=now)))
        touched = (*found["changed"], *withdrawn, *(merged for merged, _ in pairs["merged"]))
        found["changed"] += link_parts(connection, touched)
        outcome = Outcome(
            news=tuple(sorted(found["news"])),
            changed=tuple(sorted(set(found["changed"]))),
            merged=tuple(sorted(pairs["merged"])),
            split=tuple(sorted(pairs["split"])),
            withdrawn=withdrawn,
        )
        alerts = news.write(connection, outcome, now)
    return Resolved(
        **result,
        merged=len(outcome.merged),
        withdrawn=len(withdrawn),
        revived=tuple(sorted(found["revived"])),
        alerts=alerts,
    )


# --- reports → occasions ----------------------------------------------------------------------------------------------


class Hood(NamedTuple):
    """The occasions of one neighbourhood, and what analysts decided about the fields of some of them."""

    occasions: list[Occasion]
    decisions: Decisions


def _hoods(connection: Connection, decisions: Decisions) -> Iterator[Hood]:
    """The neighbourhoods of what waits, as soon as each is whole."""
    held: dict[int, Member] = {}

    def told() -> Iterator[tuple[Report, Sequence[Bond]]]:
        for found in stream(connection, "reports_to_resolve"):
            member = held[found["report_id"]] = _member(found)
            # An event whose reports are told apart must see all of them: it stays with the larger part.
            kin = ((f"event {member.event_id}", found["event_reports"]),) if member.event_id is not None else ()
            yield member.report, (*kin, *decisions.bonds.get(member.report.key, ()))

    for hood in neighbourhoods(told()):
        numbers = settle(hood, decisions.rulings)
        members = [held.pop(report.id) for report in hood.reports]
        yield Hood(sorted(_occasions(members, numbers), key=_order), decisions)


def _batches(hoods: Iterator[Hood]) -> Iterator[list[Hood]]:
    """Neighbourhoods of some thousand reports together, so that each statement writes many rows."""
    batch: list[Hood] = []
    count = 0
    for hood in hoods:
        batch.append(hood)
        count += sum(len(occasion.members) for occasion in hood.occasions)
        if count >= BATCH:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


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
            forum_sort=found["forum_sort"],
            twins=frozenset(found["twins"]),
            source=found["source"],
            official=found["official"],
            company=parties(found["company"]),
        ),
        event_id=found["event_id"],
        is_first=found["is_first"],
        former_id=found["former_id"],
        is_new=found["is_new"],
        is_stale=found["is_stale"],
        neighbourhood=found["neighbourhood"],
    )


def _occasions(members: Sequence[Member], numbers: Sequence[int]) -> list[Occasion]:
    """Members grouped by occasion, each with the events that are its own and those that had been before they merged."""
    clusters: dict[int, list[Member]] = defaultdict(list)
    for number, member in zip(numbers, members, strict=True):
        clusters[number].append(member)
    known = _owned(clusters, lambda member: member.event_id)
    former = _owned(clusters, lambda member: member.former_id)
    return [
        Occasion(members=tuple(cluster), known=tuple(sorted(known[number])), former=tuple(former[number]))
        for number, cluster in clusters.items()
    ]


def _owned(
    clusters: Mapping[int, Sequence[Member]], named: Callable[[Member], int | None]
) -> defaultdict[int, list[int]]:
    """Number of each cluster → the events that are its own, those of most of its reports first.

    An event goes to the cluster that has most of the reports that had it first, of equals to that which has most of the
    reports of which it is `named`, and only there. All reports of an event are looked at together: nobody else, in
    whatever neighbourhood, can claim it.
    """
    claims: dict[int, tuple[int, int, Key, int]] = {}
    for number, cluster in clusters.items():
        key = min(member.report.key for member in cluster)
        firsts = Counter(named(member) for member in cluster if member.is_first)
        for event_id, reports in Counter(named(member) for member in cluster).items():
            if event_id is not None:
                claim = (-firsts[event_id], -reports, key, number)
                claims[event_id] = min(claims.get(event_id, claim), claim)
    owned: defaultdict[int, list[int]] = defaultdict(list)
    for event_id, claim in sorted(claims.items(), key=lambda it: (it[1], it[0])):
        owned[claim[-1]].append(event_id)
    return owned


def _order(occasion: Occasion) -> tuple[datetime, tuple[str, str, int]]:
    """Events get their ids in the order in which they were first reported, not in that in which their pages came."""
    first = min(member.report.published_at or NEVER for member in occasion.members)
    return first, min(member.report.key for member in occasion.members)


# --- occasions → what is written --------------------------------------------------------------------------------------


def _resolutions(hood: Hood, now: datetime) -> Iterator[Resolution]:
    """What is to be written of each occasion of a neighbourhood."""
    losing = {member.event_id for it in hood.occasions if it.changed for member in it.members}
    same_hood = object()
    for occasion in hood.occasions:
        event_id = occasion.event_id
        reports = [member.report for member in occasion.members]
        # An event that a report left for another one is made up anew too.
        changed = occasion.changed or bool(losing & set(occasion.known))
        event = event_of(reports, hood.decisions.fields_of(reports)) if changed else None
        yield Resolution(
            event_id=event_id,
            former=occasion.former,
            event=event,
            merged=occasion.known[1:],
            left=occasion.left,
            report_ids=[it.report.id for it in occasion.members if it.event_id is None or it.event_id != event_id],
            is_news=event is not None and occasion.is_news(event, now),
            hood=same_hood,
        )


def _counts(batch: Sequence[Hood]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for occasion in (occasion for hood in batch for occasion in hood.occasions):
        fresh = sum(member.event_id is None for member in occasion.members)
        counts["reports"] += fresh
        counts["new_events"] += occasion.event_id is None
        counts["joined"] += (occasion.event_id is not None) * fresh
    return counts
