"""The verbs crawl → read → compare → resolve → check → alert → export → watch: each takes rows and moves them on.

This is the scheduled run. What is done with pages that are held stands in holdings.py, what people ask in articles.py,
labelled.py, analysts.py and operators.py; where and when all of it takes place says environment.py.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from items import Crawled, Failed
from pipeline import environment, processes

if TYPE_CHECKING:
    from alerts.deliver import Delivered
    from alerts.watchlists import Watch
    from reader import Reader
    from warehouse.check import CheckResult
    from warehouse.copies import Compared
    from warehouse.resolve import Resolved
    from warehouse.summary import Summary
    from warehouse.watch import Verdict

#: Seconds after which a crawl of one outlet is ended: its pages so far are kept.
CRAWL_LIMIT = 25 * 60
#: Crawls at a time: each outlet has hosts of its own, so this bounds our own load, not theirs.
CRAWLS_AT_ONCE = 4

log = logging.getLogger("corridor")
Progress = Callable[[dict[str, int]], None]


# --- crawl ------------------------------------------------------------------------------------------------------------


def crawl(outlet: str, run: str | None = None, sample: bool = False, progress: Progress | None = None) -> Crawled:
    """Fetch what `outlet` has that the archive has not, in a process of its own.

    Scrapy's reactor can be started once a process only, and a task's process may be forked from one that ran it.
    Raises Failed when the outlet could not be crawled whole; the pages that were had are kept all the same.
    """
    from crawlers.archive import Archive

    environment.outlets((outlet,))
    Archive(environment.archive_root(sample)).require_writable()
    process = processes.start("crawl", outlet=outlet, run=run, sample=sample)
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


# --- read -------------------------------------------------------------------------------------------------------------


def read(outlet: str | None = None, sample: bool = False, progress: Progress | None = None) -> Counter[str]:
    """Read the pages that no reader has read yet (of one outlet, or of all); counts by outcome."""
    with reading(sample, progress) as reader:
        counts = reader.read(outlet)
    log.info("read: %s", dict(counts))
    return counts


@contextmanager
def reading(sample: bool, progress: Callable[[Counter[str]], None] | None) -> Iterator[Reader]:
    """What reads the pages of the archive into the warehouse; `progress` hears of the counts as they grow."""
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from reader import Reader

    archive = Archive(environment.archive_root(sample))
    with environment.loader(sample) as connection:
        yield Reader(
            connection=connection,
            archive=archive,
            outlets=known(),
            clock=lambda: environment.clock(sample),
            progress=progress or (lambda counts: None),
        )


# --- compare, resolve, check, alert -----------------------------------------------------------------------------------


def compare(sample: bool = False, progress: Progress | None = None) -> Compared:
    """Compare the articles that are new or changed with those of other outlets near in time, and mark near-copies."""
    from crawlers.outlets import outlets as known
    from parsers.sentences import split
    from warehouse import copies as stage

    agencies = {sign: outlet.slug for outlet in known().values() for sign in outlet.signs}
    with environment.loader(sample) as connection:
        compared = stage.mark_copies(
            connection, agencies, split, lambda articles: progress({"articles": articles}) if progress else None
        )
    log.info("compare: %s", compared)
    return compared


def resolve(sample: bool = False) -> Resolved:
    """Bring the reports of one occasion together as one event; alerts of new events are written in the same step.

    The people and bodies whom they name are identified first, by what the lexicon says today.
    """
    from parsers.lexicon import table
    from warehouse import lexicon
    from warehouse import resolve as stage

    with environment.loader(sample) as connection:
        lexicon.keep_in_step(connection, table("holders"), table("bodies"), environment.clock(sample))
        resolved = stage.resolve(connection, environment.clock(sample))
    log.info("resolve: %s", resolved)
    return resolved


def run_checks(sample: bool = False) -> list[CheckResult]:
    """Run every check; the results say which found rows."""
    from warehouse import check as stage

    with environment.loader(sample) as connection:
        return stage.run_checks(connection, environment.clock(sample))


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
    """Hand news on to those who watch for it and deliver what is due; that of the sample is only printed.

    The operator hears of dead letters and bursts; where he can't be told, that is done next time.
    """
    from alerts import deliver as stage
    from alerts import operator
    from alerts.channels import operators

    now = environment.clock(sample)
    with environment.loader(sample) as connection:
        delivered = stage.deliver(connection, watches(sample), now, printed=sys.stdout)
        try:
            operator.tell_of_messages(connection, () if sample else operators(), now)
        except ConnectionError as reason:
            log.warning("alert: the operator could not be told: %s", reason)
    log.info("alert: %s", delivered)
    return delivered


def watches(sample: bool) -> tuple[Watch, ...]:
    """CORRIDOR_ALERT_URLS as a watch on everything, and the readers' watchlists; the sample has none."""
    from alerts.deliver import channels, everything
    from alerts.watchfile import read

    return () if sample else (*everything(channels()), *read(environment.watchlists_file()))


def export(folder: Path | None = None, sample: bool = False) -> list[Path]:
    """Write the calendar and the Atom feed of the warehouse's events; their paths."""
    from alerts import feeds as stage

    with environment.loader(sample) as connection:
        files = stage.export(connection, folder or environment.export_folder(sample))
    log.info("export: %s", ", ".join(map(str, files)))
    return files


def watch(run: str | None = None, sample: bool = False) -> list[Verdict]:
    """Judge how each outlet that `run` crawled stands, and tell the operator of what is new about that.

    Raises Failed where the operator can't be told.
    """
    from alerts import operator
    from alerts.channels import operators
    from warehouse import watch as stage

    with environment.loader(sample) as connection:
        verdicts = stage.watch(connection, run, environment.clock(sample))
        urls = () if sample else operators()
        try:
            operator.tell(connection, urls, environment.clock(sample))
        except ConnectionError as reason:
            raise Failed(f"the operator could not be told: {reason}; it is tried again with the next run") from reason
    return verdicts


# --- what came of it --------------------------------------------------------------------------------------------------


def summary(run: str | None, sample: bool = False, expected: list[str] | None = None) -> Summary:
    """What a run found and where each outlet stands; `expected` are those that it had to crawl (None: all)."""
    from warehouse import summary as stage

    with environment.loader(sample) as connection:
        return stage.summarise(connection, run, environment.outlets() if expected is None else expected)


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

    with environment.loader(sample) as connection:
        print(stage.day(connection, environment.clock(sample)).text())
