"""What a run came to: rows of the warehouse → a summary for a person, or the same as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from psycopg2.extras import RealDictCursor

from warehouse.connection import statement

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

Row = dict[str, Any]
#: Events and set-aside pages that a summary names; the rest is counted.
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was crawled, read and found; `problems` says what is not whole."""

    title: str
    outlets: list[Row]
    events: list[Row]
    set_aside: list[Row]
    totals: Row
    problems: list[str]
    #: Outlets that are not well, by the watch: outlet, name, verdict, severity, detail, since.
    watch: list[Row]

    def text(self) -> str:
        """The summary as lines for a terminal or a log."""
        problems = ["", "Not whole:", *(f"  {problem}" for problem in self.problems)] if self.problems else []
        outlets = [self.title, "", *_outlet_lines(self.outlets)]
        lines = [*outlets, *_watch_lines(self), *_event_lines(self), *_set_aside_lines(self), *problems]
        return "\n".join(lines)


def summarise(connection: Connection, run: str | None, expected: Sequence[str] = ()) -> Summary:
    """What `run` (None: all runs) crawled and found; an outlet of `expected` that it did not crawl is a problem."""
    crawls = _rows(connection, "summary_crawls", run=run)
    problems = [f"{crawl['outlet']}: {crawl['problem']}" for crawl in crawls if crawl["problem"]]
    missing = [slug for slug in expected if slug not in {crawl["slug"] for crawl in crawls}]
    problems += [f"{slug}: was not crawled in this run" for slug in missing]
    crawled = {crawl["slug"] for crawl in crawls}
    watch = [it for it in _rows(connection, "verdicts") if it["outlet"] in crawled]
    problems += [
        f"{it['name']}: {it['verdict']}: {it['detail']}"
        for it in watch
        if it["severity"] == "fail" and it["verdict"] != "not whole"
    ]
    return Summary(
        title="Where each outlet stands",
        outlets=crawls,
        events=_rows(connection, "summary_events", run=run, most=MOST),
        set_aside=[],
        totals=_rows(connection, "summary_totals")[0],
        problems=problems,
        watch=watch,
    )


def day(connection: Connection, now: datetime) -> Summary:
    """What was first reported in the 24 hours before `now`, and what could not be read or had in them."""
    since = now - timedelta(days=1)
    crawls = _rows(connection, "summary_crawls", run=None)
    return Summary(
        title=f"The day up to {now:%Y-%m-%d %H:%M %Z}",
        outlets=crawls,
        events=_rows(connection, "summary_day", since=since, most=MOST),
        set_aside=_rows(connection, "summary_set_aside", since=since, most=MOST),
        totals=_rows(connection, "summary_totals")[0],
        problems=[f"{crawl['outlet']}: {crawl['problem']}" for crawl in crawls if crawl["problem"]],
        watch=_rows(connection, "verdicts"),
    )


def alerts(connection: Connection, run: str) -> list[Row]:
    """Bodies of the alerts of the events that `run` found."""
    return [row["body"] for row in _rows(connection, "summary_alerts", run=run)]


def outlet_states(connection: Connection) -> list[Row]:
    """A row each outlet, as `analysis.outlets` has it."""
    return _rows(connection, "outlet_states")


def is_empty(connection: Connection) -> bool:
    """Whether no page was ever recorded."""
    return bool(_rows(connection, "summary_totals")[0]["pages"] == 0)


def _rows(connection: Connection, name: str, **parameters: object) -> list[Row]:
    with connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(statement(name), parameters)
        return [dict(row) for row in cursor.fetchall()]


def _outlet_lines(crawls: list[Row]) -> list[str]:
    lines = [f"  {'outlet':30} {'listed':>7} {'fetched':>8} {'read':>6} {'unreadable':>11} {'relevant':>9}  state"]
    for crawl in crawls:
        counts = "{listed:7} {fetched:8} {articles:6} {unreadable:11} {relevant:9}".format_map(crawl)
        missed = f"; {crawl['failed']} addresses could not be had" if crawl["failed"] else ""
        lines.append(f"  {crawl['outlet']:30} {counts}  {'not whole' if crawl['problem'] else 'ok'}{missed}")
    return lines


def _watch_lines(summary: Summary) -> list[str]:
    if not summary.watch:
        return []
    lines = [
        f"  {it['name']}: {it['verdict']} since {it['since']:%Y-%m-%d %H:%M} UTC: {it['detail']}"
        for it in summary.watch
    ]
    return ["", "To be looked at (`corridor doctor OUTLET` says what to mend):", *lines]


def _event_lines(summary: Summary) -> list[str]:
    totals = summary.totals
    copies = f", {totals['copies']} of them copies" if totals["copies"] else ""
    held = (
        f"The warehouse holds {totals['events']} events in {totals['relevant']} relevant articles{copies}, of "
        f"{totals['articles']}."
    )
    if not summary.events:
        return ["", f"No new events. {held}"]
    lines = ["", f"New events: {len(summary.events)}{' or more' if len(summary.events) == MOST else ''}. {held}", ""]
    for event in summary.events:
        when = _when(event["event_date"], event["date_precision"])
        what = f"{event['type']:9} {event['status']:9} {event['place'] or '-':12}"
        lines.append(f"  {when:10}  {what} {event['participants'] or '-'}")
        lines.append(f"  {'':10}  {', '.join(event['sectors'] or []) or '-'} · {', '.join(event['outlets'] or [])}")
    return lines


def _set_aside_lines(summary: Summary) -> list[str]:
    if not summary.set_aside:
        return []
    return [
        "",
        "Could not be had or read:",
        *(f"  {r['outlet']}: {r['what']}: {r['url']}: {r['reason']}" for r in summary.set_aside),
    ]


def _when(day: Any, precision: str | None) -> str:
    if day is None:
        return "no date"
    return f"{day:%Y-%m}" if precision == "month" else f"{day:%Y-%m-%d}"
