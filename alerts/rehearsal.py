"""Watchlists and the events of the last weeks → the alerts that they would have brought; nothing is written or sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from alerts.fan_out import GROUP_INTERVAL
from alerts.message import title
from alerts.watchlists import Watch, names_body, names_person
from items import CENTRAL_ASIA
from warehouse.news import LONG_PAST, changes
from warehouse.rows import Row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Titles that are shown of each watch.
SHOWN = 5
#: What is known of an event before its first report; `by` is whose press told of it.
NOTHING: dict[str, Any] = {
    "event_date": None,
    "date_precision": None,
    "participant_list": [],
    "agreements": [],
    "by": frozenset(),
}
#: Country of an outlet → whose press it is, as analysis.events has it.
PRESS = {"PK": "pakistan"} | dict.fromkeys(CENTRAL_ASIA, "central_asia")


@dataclass(frozen=True, kw_only=True)
class News:
    """A new event, or one that was amended, at the moment at which an article said so."""

    moment: datetime
    kind: Literal["new", "update"]
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

    An estimate: amendments are reckoned from what one report after the other says, six hours apart at least, and the
    events are as they are known today.
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
    """What would have been news of one event: its first report, and each by which something that matters is other."""
    found: list[News] = []
    said: dict[str, Any] | None = None
    for report in row["reports"] or ():
        moment = datetime.fromisoformat(report["moment"])
        before, said = said, _so_far(said, report)
        if _is_long_past(row["body"], moment):
            continue
        if not found:
            found.append(News(moment=moment, kind="new", body=row["body"]))
        elif before and changes(before, said) and moment >= found[-1].moment + GROUP_INTERVAL:
            found.append(News(moment=moment, kind="update", body=row["body"]))
    return found


def _so_far(before: Mapping[str, Any] | None, report: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of an event with one report more, as far as `changes` looks at it."""
    known = before or NOTHING
    dated = report if report["event_date"] else known
    by = known["by"] | ({PRESS[report["country"]]} if report["country"] in PRESS else set())
    return {
        "status": report["status"],
        "event_date": dated["event_date"],
        "date_precision": dated["date_precision"],
        "participant_list": [*known["participant_list"], *report["participant_list"]],
        "agreements": [*known["agreements"], *report["agreements"]],
        "by": by,
        "press": "both" if len(by) == 2 else next(iter(by), None),
    }


def _is_long_past(body: Mapping[str, Any], moment: datetime) -> bool:
    day = body["event_date"]
    return day is not None and date.fromisoformat(day) < (moment - LONG_PAST).date()


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
    return tuple(title(body) for body in list(last.values())[:SHOWN])


def _warnings(watch: Watch, seen: Sequence[Row]) -> tuple[str, ...]:
    """People and bodies of whom the warehouse never heard: perhaps a slip of the pen."""
    people = [who for who in watch.people if not any(names_person(it, who) for it in seen)]
    bodies = [body for body in watch.bodies if not any(names_body(it, body) for it in seen)]
    return tuple(
        [f"no event names the person {who}" for who in people] + [f"no event names the body {body}" for body in bodies]
    )
