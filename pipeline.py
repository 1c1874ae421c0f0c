"""The verbs: crawl → read → resolve → check → alert. Each takes its work from rows of the warehouse and moves them on."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from items import Crawled, FetchFailure, ListingState, NotAnArticle, Outlet, Page, Place, UnreadablePage, Unusable

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from alerts.deliver import Delivered
    from warehouse.check import CheckResult
    from warehouse.resolve import Resolved
    from warehouse.summary import Summary

ROOT = Path(__file__).parent
SAMPLE_SITE = ROOT / "sample"
#: Seconds after which a crawl of one outlet is ended: its pages so far are kept.
CRAWL_LIMIT = 25 * 60
#: Pages that one transaction of `read` takes; a killed run reads at most so many again.
PAGES_AT_ONCE = 20

log = logging.getLogger("corridor")
Progress = Callable[[dict[str, int]], None]


class Failed(Exception):
    """The stage did its work but found something that is not whole: an outlet that can't be had, a failed check."""


# --- where and when ---------------------------------------------------------------------------------------------------


def outlets(names: tuple[str, ...] = ()) -> list[str]:
    """Slugs of the outlets that are watched, or of `names` if given; an unknown name is refused."""
    from crawlers.outlets import outlets as known

    for name in names:
        if name not in known():
            raise Unusable(f"There is no outlet '{name}'. Known: {', '.join(sorted(known()))}.")
    return list(names) or sorted(known())


def schedule() -> str | None:
    """Schedule of the monitor: CORRIDOR_SCHEDULE in Airflow's terms (@hourly, a cron line), None for `off`."""
    setting = os.environ.get("CORRIDOR_SCHEDULE", "@hourly")
    return None if setting == "off" else setting


def clock(sample: bool) -> datetime:
    """The moment that a run takes for now: the sample is always read on the day for which it was written."""
    if sample:
        return datetime.fromisoformat(json.loads((SAMPLE_SITE / "sample.json").read_text())["now"])
    return datetime.now(UTC)


def archive_root(sample: bool) -> str:
    """Where the pages are kept: CORRIDOR_ARCHIVE (a folder or s3://…), else a folder beside the embedded server."""
    from warehouse.embedded import home

    if sample:
        return str(home() / "sample" / "pages")
    return os.environ.get("CORRIDOR_ARCHIVE") or str(home() / "pages")


@contextmanager
def loader(sample: bool) -> Iterator[Connection]:
    """A connection that may load facts."""
    from warehouse.connection import connect, warehouse

    with warehouse(sample=sample) as place:
        connection = connect(place.loader_url)
        try:
            yield connection
        finally:
            connection.close()


# --- crawl ------------------------------------------------------------------------------------------------------------


def crawl(outlet: str, run: str | None = None, sample: bool = False, progress: Progress | None = None) -> Crawled:
    """Fetch what `outlet` has that the archive has not, in a process of its own.

    Scrapy's reactor can be started once a process only, and a task's process may be forked from one that ran it.
    Raises Failed when the outlet could not be crawled whole; the pages that were had are kept all the same.
    """
    outlets((outlet,))
    command = [sys.executable, "-m", "pipeline", outlet, json.dumps({"run": run, "sample": sample})]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    limit = threading.Timer(CRAWL_LIMIT, process.terminate)
    limit.start()
    crawled = None
    try:
        for line in process.stdout or ():
            crawled = Crawled(**json.loads(line))
            if progress:
                progress({"listed": crawled.listed, "fetched": crawled.fetched, "failed": crawled.failed})
        process.wait()
    finally:
        limit.cancel()
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)
    if crawled is None or process.returncode != 0:
        raise Failed(f"{outlet}: the crawl ended with exit code {process.returncode}; its log says why.")
    if crawled.problem:
        raise Failed(f"{outlet}: {crawled.problem}")
    return crawled


def _crawl_here(slug: str, run: str | None, sample: bool) -> None:
    """Crawl in this process, printing a line of JSON whenever the counts change: what `crawl` starts and listens to."""
    from contextlib import ExitStack

    from crawlers import process, replay
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from warehouse import pages

    outlet = known()[slug]
    with ExitStack() as stack:
        connection = stack.enter_context(loader(sample))
        site = stack.enter_context(replay.serve(SAMPLE_SITE / slug)) if sample else None
        pages.register_outlets(connection, known().values())
        crawl_id = pages.start_crawl(connection, slug, run, clock(sample))
        crawled = process.crawl(
            outlet,
            archive=Archive(archive_root(sample)),
            ledger=_ledger(connection, outlet, crawl_id, sample),
            replay_url=site.url if site else None,
            progress=_print_counts,
        )
        pages.finish_crawl(connection, crawl_id, crawled, clock(sample))
    _print_counts(crawled)


def _print_counts(crawled: Crawled) -> None:
    print(json.dumps(asdict(crawled)), flush=True)


# --- read -------------------------------------------------------------------------------------------------------------


def read(outlet: str | None = None, sample: bool = False, progress: Progress | None = None) -> Counter[str]:
    """Read the pages that no reader has read yet (of one outlet, or of all); counts by outcome."""
    return _read(outlet, sample, again=False, limit=None, progress=progress)


def reread(limit: int = 5000, sample: bool = False, progress: Progress | None = None) -> Counter[str]:
    """Read again up to `limit` pages that an older reader has read; their facts are replaced, nothing is alerted."""
    return _read(None, sample, again=True, limit=limit, progress=progress)


def _read(outlet: str | None, sample: bool, again: bool, limit: int | None, progress: Progress | None) -> Counter[str]:
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from parsers import READER_VERSION
    from warehouse import load, pages

    counts: Counter[str] = Counter()
    archive = Archive(archive_root(sample))
    with loader(sample) as connection:
        while limit is None or counts["pages"] < limit:
            queued = pages.pages_to_read(connection, outlet, READER_VERSION, PAGES_AT_ONCE, again=again)
            for page in queued:
                outcome = _read_page(connection, archive, known(), page, clock(sample))
                counts["pages"] += 1
                counts[outcome] += 1
            connection.commit()
            if not queued:
                break
            if progress:
                progress(dict(counts))
    log.info("read: %s", dict(counts))
    return counts


# --- resolve, check, alert --------------------------------------------------------------------------------------------


def resolve(sample: bool = False) -> Resolved:
    """Bring the reports of one occasion together as one event; alerts of new events are written in the same step."""
    from warehouse import resolve as stage

    with loader(sample) as connection:
        resolved = stage.resolve(connection, clock(sample))
    log.info("resolve: %s", resolved)
    return resolved


def run_checks(sample: bool = False) -> list[CheckResult]:
    """Run every check; the results say which found rows."""
    from warehouse import check as stage

    with loader(sample) as connection:
        return stage.run_checks(connection, clock(sample))


def require_checks(results: list[CheckResult]) -> None:
    """Raise Failed where a check of severity error found rows or could not be run."""
    broken = [result for result in results if result.count and result.severity == "error"]
    for result in broken:
        log.error("check %s: %d rows: %s; such as %s", result.name, result.count, result.meaning, result.rows[:1])
    if broken:
        raise Failed("checks that failed: " + ", ".join(result.name for result in broken))


def check(sample: bool = False) -> None:
    """Run every check and raise Failed where one of severity error found rows."""
    require_checks(run_checks(sample))


def alert(sample: bool = False) -> Delivered:
    """Deliver the alerts that are due; those of the sample are only printed."""
    from alerts import deliver as stage

    with loader(sample) as connection:
        urls = () if sample else stage.channels()
        delivered = stage.deliver(connection, urls, clock(sample), printed=sys.stdout)
    log.info("alert: %s", delivered)
    return delivered


# --- what came of it --------------------------------------------------------------------------------------------------


def summary(run: str | None, sample: bool = False) -> Summary:
    """What a run found and where each outlet stands."""
    from warehouse import summary as stage

    with loader(sample) as connection:
        return stage.summarise(connection, run)


def summarise(run: str, sample: bool = False) -> None:
    """Print what `run` found; raises Failed where an outlet or a check of it is not whole."""
    found = summary(run, sample)
    print(found.text())
    if found.problems:
        raise Failed("; ".join(found.problems))
    check(sample)


def report_day(sample: bool = False) -> None:
    """Print what the warehouse found in the last day and what could not be read."""
    from warehouse import summary as stage

    with loader(sample) as connection:
        print(stage.day(connection, clock(sample)).text())


def outlet_states(sample: bool = False) -> list[dict[str, Any]]:
    """Where each outlet stands, a row each of `analysis.outlets`."""
    from crawlers.outlets import outlets as known
    from warehouse import pages, summary

    with loader(sample) as connection:
        pages.register_outlets(connection, known().values())
        return summary.outlet_states(connection)


def is_empty(sample: bool = False) -> bool:
    """Whether the warehouse holds no page yet."""
    from warehouse import summary

    with loader(sample) as connection:
        return summary.is_empty(connection)


def reachable(seconds: float) -> list[str]:
    """Slugs of the outlets whose site answers within `seconds`."""
    from crawlers.outlets import outlets as known
    from crawlers.visit import answering

    return answering(list(known().values()), seconds)


def psql(arguments: list[str], owner: bool, sample: bool = False) -> int:
    """Run the SQL shell on the warehouse; returns its exit code."""
    from warehouse.connection import psql as shell
    from warehouse.connection import warehouse

    with warehouse(sample=sample) as place:
        return shell(place.owner_url if owner else place.analyst_url, arguments)


# --- one article at a time --------------------------------------------------------------------------------------------


def show(
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> dict[str, Any]:
    """What is read on a saved page (a file), a live page (an address) or in plain text (`-`: standard input)."""
    import facts
    from parsers.extract import read_facts

    article = _article(source, url, outlet, published, title)
    return facts.shown(article, read_facts(article))


def label(cases: Path) -> Iterator[dict[str, Any]]:
    """Read each labelled case of a JSON lines file; the events of all cases are resolved together."""
    import facts
    from parsers.extract import read_facts
    from warehouse.resolve import group

    lines = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [_labelled_article(case) for case in lines]
    found = [read_facts(article) for article in articles]
    reports = [_report(a, r) for a, f in zip(articles, found, strict=True) for r in f.reports]
    clusters = iter(group(reports))
    for case, read in zip(lines, found, strict=True):
        yield facts.labelled(case["id"], read, [str(next(clusters)) for _ in read.reports])
