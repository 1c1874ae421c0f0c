"""What the last crawls came to → how each outlet stands: whether it rots, and what about it is to be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from warehouse.rows import Row, perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Verdicts of which the operator is told: each needs a person.
NAMED = ("unreachable", "blocked", "re-laid-out", "stale", "silent")
#: Signs in a listing's fault that the site keeps us out.
KEPT_OUT = ("challenge:", "robots:", "status 401", "status 403", "status 429")
#: Pages from which a share of them says something.
ENOUGH = 3
#: Days of a past from which on one is judged by it, and the share of its usual that is too little.
ENOUGH_DAYS = 14
TOO_LITTLE = 0.25


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How one outlet stands. `fail`: it is not whole; `warn`: a person should look."""

    outlet: str
    verdict: str
    severity: Literal["ok", "warn", "fail"]
    detail: str | None = None


def watch(connection: Connection, run: str | None, now: datetime) -> list[Verdict]:
    """Judge the outlets that `run` crawled (None: all that were ever crawled) and write the verdicts down."""
    with connection:
        verdicts = [judge(counts, now) for counts in rows(connection, "watch_counts", run=run, now=now)]
        for it in verdicts:
            found = {"outlet": it.outlet, "verdict": it.verdict, "severity": it.severity, "detail": it.detail}
            perform(connection, "verdict_record", now=now, **found)
    return verdicts


def judge(counts: Row, now: datetime) -> Verdict:
    """The gravest of what can be said of an outlet by a row of `watch_counts`."""
    for find in (_had_nothing, _layout, _silence, _crawl, _listings, _less_than_usual):
        if found := find(counts, now):
            verdict, severity, detail = found
            return Verdict(outlet=counts["outlet"], verdict=verdict, severity=severity, detail=detail)
    return Verdict(outlet=counts["outlet"], verdict="ok", severity="ok")


Found = tuple[str, Literal["warn", "fail"], str] | None


def _had_nothing(counts: Row, now: datetime) -> Found:
    failed = counts["failed_listings"]
    if counts["listings_answered"] == 0 and failed:
        blocked = any(sign in fault for fault in failed for sign in KEPT_OUT)
        return "blocked" if blocked else "unreachable", "fail", failed[0]
    if counts["refused"] >= ENOUGH:
        return "blocked", "fail", f"a bot wall answered instead of {counts['refused']} articles"
    return None


def _layout(counts: Row, now: datetime) -> Found:
    read, unreadable = counts["articles"] + counts["unreadable"], counts["unreadable"]
    if read >= ENOUGH and unreadable > counts["most_unreadable"] * read:
        return "re-laid-out", "fail", f"{unreadable} of {read} pages can't be read, such as: {counts['such_as']}"
    if counts["not_articles"] >= ENOUGH and not counts["articles"]:
        return "re-laid-out", "fail", f"none of {counts['not_articles']} pages that its listings announce is an article"
    if broken := [fault for fault in counts["failed_listings"] if "broken_listing" in fault]:
        return "re-laid-out", "fail", broken[0]
    if counts["articles"] >= ENOUGH and counts["by_fallback"] * 2 > counts["articles"]:
        detail = f"no selector of its file finds the text of {counts['by_fallback']} of {counts['articles']} articles"
        return "re-laid-out", "warn", detail
    return None


def _silence(counts: Row, now: datetime) -> Found:
    stale, newest = counts["stale_listings"], counts["newest_at"]
    if stale and not counts["fresh"]:
        return "stale", "fail", stale[0]
    if newest and now - newest > timedelta(hours=counts["quiet_hours"]):
        return "silent", "fail", f"its newest article is of {newest:%Y-%m-%d %H:%M} UTC"
    return None


def _crawl(counts: Row, now: datetime) -> Found:
    return ("not whole", "fail", counts["problem"]) if counts["problem"] else None


def _listings(counts: Row, now: datetime) -> Found:
    if counts["failed_listings"]:
        return "partly failing", "warn", counts["failed_listings"][0]
    return ("partly stale", "warn", counts["stale_listings"][0]) if counts["stale_listings"] else None


def _less_than_usual(counts: Row, now: datetime) -> Found:
    if not counts["unchanged"] and counts["listed"] < counts["least_listed"]:
        return "low", "warn", f"its listings show {counts['listed']} articles, normal are {counts['least_listed']}"
    usual = counts["usual_a_day"]
    if counts["usual_days"] >= ENOUGH_DAYS and counts["pages_today"] < TOO_LITTLE * usual:
        return "low", "warn", f"{counts['pages_today']} articles in a day, usual are {usual:.0f}"
    return None


def not_well(connection: Connection) -> list[Row]:
    """Outlets that are not well: outlet, name, verdict, severity, detail, since."""
    with connection:
        return rows(connection, "verdicts")
