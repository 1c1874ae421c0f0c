"""Pages that are held → read again or removed; WARC files of others → taken in. Nothing of it crawls or alerts."""

from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from items import Failed, Unusable
from pipeline import Progress, compare, environment, processes, reading, resolve

if TYPE_CHECKING:
    from retain import Retained
    from warehouse.pages import Selection
    from warehouse.resolve import Resolved
    from warehouse.retention import HeldFile

#: Pages for which a reread starts a process of its own: fewer are read sooner than it has started.
PAGES_A_PROCESS = 100

log = logging.getLogger("corridor")


@dataclass(frozen=True, kw_only=True)
class Backfilled:
    """What a backfill came to."""

    resolved: Resolved
    #: A row each of raw.backfills.
    files: tuple[dict[str, Any], ...]
    #: What is wrong with the files that are not whole, for a person.
    problems: tuple[str, ...]


def reread(
    names: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    everything: bool = False,
    limit: int | None = 5000,
    jobs: int | None = None,
    sample: bool = False,
    progress: Progress | None = None,
) -> Counter[str]:
    """Read again pages that only an older reader has read, or `everything`, from the archive; nothing is alerted.

    Of the outlets `names` (all without), fetched on the days from `since` to `until` (UTC), at most `limit` pages, in
    `jobs` processes (None: as many as processors). Counts by outcome; `changed`: articles whose facts are others now;
    `lost`: pages that the archive has not any more, whose facts stay. What a killed reread left is read first. Raises
    Failed where a process ended early.
    """
    from parsers import READER_VERSION
    from warehouse import pages

    chosen = {
        "outlets": environment.outlets(names) if names else None,
        "since": since.isoformat() if since else None,
        "until": (until + timedelta(days=1)).isoformat() if until else None,
    }
    with environment.loader(sample) as connection:
        waiting, left = pages.ask_reread(
            connection, _selection(chosen), READER_VERSION, environment.clock(sample), everything=everything, most=limit
        )
        most = min(waiting, limit or waiting)
        if left:
            log.warning("reread: goes on with %d pages that an earlier reread left", left)

        def tell(counts: Counter[str]) -> None:
            if progress:
                progress({"of": most, **counts})

        jobs = min(jobs or os.cpu_count() or 1, -(-most // PAGES_A_PROCESS))
        if jobs > 1:
            counts = _reread_side_by_side(jobs, chosen, -(-most // jobs), sample, tell)
        else:
            counts = reread_here(chosen, most, sample, tell)
    log.info("reread: %s", dict(counts))
    return counts


def _selection(chosen: dict[str, Any]) -> Selection:
    from warehouse.pages import Selection

    moments = {
        name: datetime.fromisoformat(chosen[name]).replace(tzinfo=UTC) for name in ("since", "until") if chosen[name]
    }
    return Selection(outlets=tuple(chosen["outlets"]) if chosen["outlets"] else None, **moments)


def reread_here(chosen: dict[str, Any], most: int, sample: bool, tell: Callable[[Counter[str]], None]) -> Counter[str]:
    """Reread in this process, at most so many of the pages that wait for it; `chosen` is as `reread` makes it."""
    with reading(sample, tell) as reader:
        return reader.reread(_selection(chosen), most)


def _reread_side_by_side(
    jobs: int, chosen: dict[str, Any], most: int, sample: bool, tell: Callable[[Counter[str]], None]
) -> Counter[str]:
    """Reread in so many processes, in each at most so many pages; each prints its counts as they grow."""
    from concurrent.futures import ThreadPoolExecutor

    counts: list[Counter[str]] = [Counter() for _ in range(jobs)]
    started = [processes.start("reread", chosen=chosen, most=most, sample=sample) for _ in range(jobs)]

    def follow(number: int) -> int:
        for line in started[number].stdout or ():
            counts[number] = Counter(json.loads(line))
            tell(sum(counts, Counter()))
        return started[number].wait()

    with ThreadPoolExecutor(jobs) as following:
        try:
            codes = list(following.map(follow, range(jobs)))
        finally:
            for process in started:
                process.terminate()
    if any(codes):
        raise Failed("reread: a process ended early, its log says why; run it again to go on with what is left.")
    return sum(counts, Counter())


def retain(
    names: tuple[str, ...] = (),
    days: int = 365,
    do: bool = False,
    sample: bool = False,
    progress: Progress | None = None,
) -> tuple[list[HeldFile], Retained | None]:
    """Remove from the archive pages of the outlets `names` (all without) on which no fact rests, after so many `days`.

    Returns the files that hold such pages and, where it was to `do` it, what came of it.
    """
    import retain as stage
    from crawlers.archive import Archive
    from parsers import READER_VERSION
    from warehouse.retention import Bound

    if days < 1:
        raise Unusable("Pages of the last day always stay: give at least 1 day.")
    chosen, now = environment.outlets(names) if names else None, environment.clock(sample)
    bound = Bound(before=now - timedelta(days=days), reader_version=READER_VERSION)

    def tell(done: Retained) -> None:
        if progress:
            progress({"files": done.files, "pages removed": done.removed, "pages kept": done.moved})

    with environment.loader(sample) as connection:
        files = stage.plan(connection, chosen, bound)
        if not do:
            return files, None
        archive = Archive(environment.archive_root(sample))
        retention = stage.Retention(connection=connection, archive=archive, bound=bound, now=now)
        done = retention.retain(chosen, tell)
    log.info("retain: %s", done)
    return files, done


def backfill_files(sources: list[str]) -> list[str]:
    """The WARC files that `sources` (files, folders, addresses) name; raises Unusable where there are none."""
    from crawlers.warcs import files

    if not sources:
        raise Unusable("Name at least one WARC file, folder or address.")
    return files(sources)


def backfill_file(
    file: str, again: bool = False, sample: bool = False, progress: Callable[[], None] = lambda: None
) -> None:
    """Read a WARC file of others, from where that was left; what it reports never alerts.

    A file that was read is not read again, unless `again` is true or it has changed. Raises Failed where it is broken
    or can't be had; what is whole of it is kept all the same.
    """
    import backfilling as stage
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from warehouse import backfills, pages

    def clock() -> datetime:
        return environment.clock(sample)

    archive = Archive(environment.archive_root(sample))
    archive.require_writable()
    with environment.loader(sample) as connection:
        pages.register_outlets(connection, known().values())
        try:
            stage.read_file(connection, archive, file, clock, again=again, progress=progress)
        except OSError as error:
            raise Failed(f"{file} can't be had: {error.strerror or error}; what was read of it is kept.") from error
        problem = next((state["problem"] for state in backfills.states(connection, [file])), None)
    if problem:
        raise Failed(f"{file}: {problem}; what is whole of it was read.")


def backfill(
    files: list[str], again: bool = False, jobs: int = 1, sample: bool = False, progress: Progress | None = None
) -> Backfilled:
    """Read WARC files of others, in `jobs` processes, compare their articles and resolve what they report."""
    from warehouse import backfills

    with environment.loader(sample) as connection:
        started, before = time.monotonic(), backfills.states(connection, files)

        def tell() -> None:
            if progress:
                progress(_underway(backfills.states(connection, files), before, time.monotonic() - started))

        problems = _read_files(files, again, jobs, sample, tell)
        compare(sample)
        return Backfilled(
            resolved=resolve(sample), files=tuple(backfills.states(connection, files)), problems=tuple(problems)
        )


def _read_files(files: list[str], again: bool, jobs: int, sample: bool, tell: Callable[[], None]) -> list[str]:
    """Read each file; what is wrong with those that are not whole."""
    from concurrent.futures import ProcessPoolExecutor, wait
    from multiprocessing import get_context

    problems: list[str] = []
    if jobs == 1:
        for file in files:
            try:
                backfill_file(file, again, sample, tell)
            except Failed as problem:
                problems.append(str(problem))
        return problems
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        reading = [pool.submit(backfill_file, file, again, sample) for file in files]
        while wait(reading, timeout=1).not_done:
            tell()
        errors = [future.exception() for future in reading]
    for error in errors:
        if isinstance(error, Failed):
            problems.append(str(error))
        elif error:
            raise error
    return problems


def _underway(now: list[dict[str, Any]], before: list[dict[str, Any]], seconds: float) -> dict[str, int]:
    """What a person wants to see of files that are being read."""
    earlier = {state["file"]: state["records"] for state in before}
    records = sum(max(0, state["records"] - earlier.get(state["file"], 0)) for state in now)
    return {
        "files read": sum(state["state"] != "reading" for state in now),
        "records": sum(state["records"] for state in now),
        "records a second": round(records / max(seconds, 0.001)),
        "passed": sum(state["passed"] for state in now),
        "kept": sum(state["articles"] + state["unreadable"] for state in now),
    }
