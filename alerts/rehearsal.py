"""Watchlists and the events of the last weeks → the alerts that they would have brought; nothing is written or sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from alerts.message import render
from alerts.watchlists import Watch, names_body, names_person
from warehouse.names import same_name
from warehouse.rows import Row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Titles that are shown of each watch.
SHOWN = 5
#: Amendments of an event within so long are one.
TOGETHER = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class News:
    """A new event, or one that was amended, at the moment at which an article said so."""

    moment: datetime
    kind: Literal["new", "update"]
    title: str
    body: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """What one watch would have brought."""

    name: str
    delivery: str
    new: int
    amended: int
    #: Messages: one for each piece of news, or digests with something in them.
    messages: int
    #: Daily digests that would have said that nothing is new.
    quiet_days: int
    #: News on the busiest day of the watch's zone, and which day that was.
    most: int
    busiest: date | None
    #: The last ones, the newest first.
    titles: tuple[str, ...]
    #: What a person should look at.
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What the watches of a file would have brought since a moment."""

    since: datetime
    events: int
    watches: tuple[Rehearsed, ...]
    #: Events that no watch would have brought, and titles of the last ones.
    unmatched: int
    unmatched_titles: tuple[str, ...]


def rehearse(connection: Connection, watches: Sequence[Watch], days: int, now: datetime) -> Rehearsal:
    """What `watches` would have brought in the last `days`, by when each article was published.

    An estimate: amendments are reckoned from what each report says of status, day and persons, and the events are as
    they are known today.
    """
    since = now - timedelta(days=days)
    with connection:
        found = rows(connection, "rehearsal_events", since=since, now=now)
        seen = rows(connection, "rehearsal_names")
    news = [it for row in found for it in _news(row)]
    bodies = [row["body"] for row in found]
    missed = [body for body in bodies if not any(watch.matches(body) for watch in watches)]
    return Rehearsal(
        since=since,
        events=len(bodies),
        watches=tuple(_rehearsed(watch, news, _warnings(watch, seen), since, now) for watch in watches),
        unmatched=len(missed),
        unmatched_titles=_titles(missed),
    )


def _news(row: Row) -> list[News]:
    """What would have been news of one event: its first report, and each that says something else."""
    reports = row["reports"] or ()
    title = render(row["body"]).title
    found: list[News] = []
    status, day, names = None, None, list[str]()
    for report in reports:
        moment = datetime.fromisoformat(report["moment"])
        that_day = (report["event_date"], report["date_precision"]) if report["event_date"] else day
        new_names = [name for name in report["names"] if not any(same_name(name, known) for known in names)]
        is_other = (report["status"], that_day) != (status, day) or bool(new_names)
        status, day, names = report["status"], that_day, names + new_names
        if not found or (is_other and moment >= found[-1].moment + TOGETHER):
            kind: Literal["new", "update"] = "update" if found else "new"
            found.append(News(moment=moment, kind=kind, title=title, body=row["body"]))
    return found


def _rehearsed(
    watch: Watch, news: Sequence[News], warnings: tuple[str, ...], since: datetime, now: datetime
) -> Rehearsed:
    theirs = [it for it in news if it.moment <= now and watch.matches(it.body)]
    days = Counter(it.moment.astimezone(watch.zone).date() for it in theirs)
    busiest, most = max(days.items(), key=lambda day: (day[1], day[0]), default=(None, 0))
    due = {watch.due(it.moment) for it in theirs}
    digests = _daily_digests(watch, since, now)
    immediate = watch.delivery == "immediate"
    return Rehearsed(
        name=watch.name,
        delivery=watch.delivery,
        new=sum(it.kind == "new" for it in theirs),
        amended=sum(it.kind == "update" for it in theirs),
        messages=len(theirs) if immediate else len(due),
        quiet_days=len(digests - due) if watch.delivery == "daily" else 0,
        most=most,
        busiest=busiest,
        titles=_titles([it.body for it in sorted(theirs, key=lambda it: it.moment)]),
        warnings=warnings,
    )


def _daily_digests(watch: Watch, since: datetime, now: datetime) -> set[datetime]:
    if watch.delivery != "daily":
        return set()
    found = set[datetime]()
    at = watch.due(since)
    while at <= now:
        found.add(at)
        at = watch.due(at)
    return found


def _titles(bodies: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    last = {body["event_id"]: body for body in reversed(bodies)}
    return tuple(render(body).title for body in list(last.values())[:SHOWN])


def _warnings(watch: Watch, seen: Sequence[Row]) -> tuple[str, ...]:
    """People and bodies of whom the warehouse never heard: perhaps a slip of the pen."""
    people = [who for who in watch.people if not any(names_person(it, who) for it in seen)]
    bodies = [body for body in watch.bodies if not any(names_body(it, body) for it in seen)]
    return tuple(
        [f"no event names the person {who}" for who in people] + [f"no event names the body {body}" for body in bodies]
    )
