"""The verbs crawl → read → compare → resolve → check → alert → export: each takes rows and moves them on."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from items import Article, Crawled, Facts, NotAnArticle, Outlet, Page, Passage, UnreadablePage, Unusable

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from alerts.deliver import Delivered
    from alerts.rehearsal import Rehearsal
    from alerts.watchlists import Watch
    from crawlers.archive import Archive
    from crawlers.ledger import Ledger
    from parsers.explanation import Explanation
    from reader import Reader
    from retain import Retained
    from warehouse.check import CheckResult
    from warehouse.copies import Compared
    from warehouse.occasions import Report
    from warehouse.pages import Selection
    from warehouse.resolve import Resolved
    from warehouse.retention import HeldFile
    from warehouse.summary import Summary
    from warehouse.watch import Verdict

ROOT = Path(__file__).parent
SAMPLE_SITE = ROOT / "sample"
#: Seconds after which a crawl of one outlet is ended: its pages so far are kept.
CRAWL_LIMIT = 25 * 60
#: Crawls at a time: each outlet has hosts of its own, so this bounds our own load, not theirs.
CRAWLS_AT_ONCE = 4
#: Newest articles of an outlet that are looked at to see how it stands.
EXAMINED = 3
#: WARC files of others read at a time by this machine's service.
BACKFILLS_AT_ONCE = 2
#: Hours that an outlet of the sample may be silent.
SAMPLE_QUIET = 24 * 10
#: Pages for which a reread starts a process of its own: fewer are read sooner than it has started.
PAGES_A_PROCESS = 100

log = logging.getLogger("corridor")
Progress = Callable[[dict[str, int]], None]


class Failed(Exception):
    """The stage did its work but found something that is not whole: an outlet that can't be had, a failed check."""


@dataclass(frozen=True, kw_only=True)
class Backfilled:
    """What a backfill came to."""

    resolved: Resolved
    #: A row each of raw.backfills.
    files: tuple[dict[str, Any], ...]
    #: What is wrong with the files that are not whole, for a person.
    problems: tuple[str, ...]


# --- where and when ---------------------------------------------------------------------------------------------------


def outlets(names: tuple[str, ...] = ()) -> list[str]:
    """Slugs of the outlets that are watched, or of `names` if given; an unknown name is refused.

    CORRIDOR_OUTLETS names those that are watched, parted by blanks; without it, all that have a file.
    """
    from crawlers.outlets import outlets as known

    chosen = list(names) or os.environ.get("CORRIDOR_OUTLETS", "").split()
    for name in chosen:
        if name not in known():
            raise Unusable(f"There is no outlet '{name}'. Known: {', '.join(sorted(known()))}.")
    return chosen or sorted(known())


def schedule(fixed: str | None = None) -> str | None:
    """When a DAG runs, in Airflow's terms: `fixed`, else CORRIDOR_SCHEDULE (hourly without it); None where that is off.

    `off` holds for every DAG: a run that a person asks for must not bring scheduled ones along.
    """
    setting = os.environ.get("CORRIDOR_SCHEDULE", "@hourly")
    return None if setting == "off" else fixed or setting


def clock(sample: bool) -> datetime:
    """The moment that a run takes for now: the sample is always read on the day for which it was written."""
    if sample:
        return datetime.fromisoformat(json.loads((sample_site() / "sample.json").read_text())["now"])
    return datetime.now(UTC)


def sample_site() -> Path:
    """The saved site that stands in for the web: CORRIDOR_SAMPLE (a folder like sample/), else sample/ itself."""
    return Path(os.environ.get("CORRIDOR_SAMPLE") or SAMPLE_SITE)


def archive_root(sample: bool) -> str:
    """Where the pages are kept: CORRIDOR_ARCHIVE (a folder or s3://…), else a folder beside the embedded server."""
    from warehouse.embedded import home

    if sample:
        return str(home() / "sample" / "pages")
    return os.environ.get("CORRIDOR_ARCHIVE") or str(home() / "pages")


def run_name() -> str:
    """A name for a run that no scheduler names."""
    return f"cli__{datetime.now(UTC).isoformat()}"


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
    from crawlers.archive import Archive

    outlets((outlet,))
    Archive(archive_root(sample)).require_writable()
    process = _start_process(outlet, {"run": run, "sample": sample})
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


def _start_process(outlet: str, options: dict[str, Any]) -> subprocess.Popen[str]:
    """This module as a process of its own, on one outlet."""
    options = options | {"log_level": logging.getLogger().getEffectiveLevel()}
    command = [sys.executable, "-m", "pipeline", outlet, json.dumps(options)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def examine(outlet: str, sample: bool = False) -> dict[str, Any]:
    """How an outlet's live site stands and what about its file is to be mended; touches neither warehouse nor archive.

    Keys: outlet, name, listings, articles (each with the rule that read each field, or why it can't be read), mend.
    Raises Failed where the site could not be asked at all.
    """
    outlets((outlet,))
    said, _ = _start_process(outlet, {"examine": True, "sample": sample}).communicate()
    if not said.strip():
        raise Failed(f"{outlet}: could not be examined; the log says why.")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _examine_here(slug: str, sample: bool) -> None:
    import tempfile
    from contextlib import ExitStack

    from crawlers import replay
    from crawlers.archive import Archive
    from crawlers.examine import examine as stage
    from parsers.diagnosis import diagnose

    outlet = _outlet(slug, sample)
    with ExitStack() as stack:
        site = stack.enter_context(replay.serve(sample_site() / slug)) if sample else None
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        found = stage(
            outlet,
            archive=Archive(folder),
            most=EXAMINED,
            replay_url=site.url if site else None,
            clock=lambda: clock(sample),
        )
    problem = found.crawled.problem if found.crawled else None
    print(json.dumps(diagnose(outlet, found.visits, found.failures, found.pages, problem), default=str), flush=True)


def _crawl_here(slug: str, run: str | None, sample: bool) -> None:
    """Crawl in this process, printing a line of JSON whenever the counts change: what `crawl` starts and listens to."""
    from contextlib import ExitStack

    from crawlers import replay
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from warehouse import pages

    with ExitStack() as stack:
        connection = stack.enter_context(loader(sample))
        site = stack.enter_context(replay.serve(sample_site() / slug)) if sample else None
        pages.register_outlets(connection, (_outlet(name, sample) for name in known()))
        crawled = crawl_into(
            connection,
            _outlet(slug, sample),
            run,
            archive=Archive(archive_root(sample)),
            now=lambda: clock(sample),
            replay_url=site.url if site else None,
            progress=_print_counts,
        )
    _print_counts(crawled)


def crawl_into(
    connection: Connection,
    outlet: Outlet,
    run: str | None,
    *,
    archive: Archive,
    now: Callable[[], datetime],
    replay_url: str | None = None,
    progress: Callable[[Crawled], None] = lambda crawled: None,
) -> Crawled:
    """Crawl a registered outlet in this process (once in its life) and record in the warehouse what was fetched."""
    from crawlers import process
    from warehouse import pages

    pages.hold_hosts(connection, outlet.hosts)
    crawl_id = pages.start_crawl(connection, outlet.slug, run, now())
    crawled = process.crawl(
        outlet,
        archive=archive,
        ledger=_ledger(connection, outlet.slug, crawl_id, now),
        replay_url=replay_url,
        progress=progress,
        clock=now,
    )
    pages.finish_crawl(connection, crawl_id, crawled, now())
    return crawled


def _outlet(slug: str, sample: bool) -> Outlet:
    """An outlet as its file says; in the sample, whose items were written over ten days, none is silent before that."""
    from crawlers.outlets import outlets as known

    outlet = known()[slug]
    return replace(outlet, quiet=SAMPLE_QUIET, least=1, unreadable=0.5) if sample else outlet


def _ledger(connection: Connection, slug: str, crawl_id: int, now: Callable[[], datetime]) -> Ledger:
    """What a crawl of `slug` asks and tells the warehouse."""
    from crawlers.ledger import Ledger
    from crawlers.listings import Link
    from warehouse import pages

    held = pages.all_held(connection, slug)
    shown = pages.shown(connection, slug, now())
    listings = pages.listing_states(connection, slug)
    return Ledger(
        held=held.get,
        remembered=listings.get,
        skip=lambda url: pages.skip(connection, slug, url, now()),
        record=lambda entries: pages.record_pages(connection, crawl_id, entries),
        failed=lambda failure: pages.record_failure(connection, failure),
        answered=lambda state: pages.record_listing(connection, slug, state, now()),
        failing=pages.failing(connection, slug),
        shown=lambda name: shown.get(name, frozenset()),
        visited=lambda visit, seen: pages.record_visit(connection, slug, crawl_id, visit, seen, now()),
        missed=lambda gap: pages.record_gap(connection, slug, gap, now()),
        due=[Link(**it) for it in pages.due(connection, slug, now())],
        original=lambda page: pages.original(connection, page),
    )


def _print_counts(crawled: Crawled) -> None:
    print(json.dumps(asdict(crawled)), flush=True)


# --- read -------------------------------------------------------------------------------------------------------------


def read(outlet: str | None = None, sample: bool = False, progress: Progress | None = None) -> Counter[str]:
    """Read the pages that no reader has read yet (of one outlet, or of all); counts by outcome."""
    with _reader(sample, progress) as reader:
        counts = reader.read(outlet)
    log.info("read: %s", dict(counts))
    return counts


@contextmanager
def _reader(sample: bool, progress: Callable[[Counter[str]], None] | None) -> Iterator[Reader]:
    from crawlers.archive import Archive
    from crawlers.outlets import outlets as known
    from reader import Reader

    archive = Archive(archive_root(sample))
    with loader(sample) as connection:
        yield Reader(
            connection=connection,
            archive=archive,
            outlets=known(),
            clock=lambda: clock(sample),
            progress=progress or (lambda counts: None),
        )


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
        "outlets": outlets(names) if names else None,
        "since": since.isoformat() if since else None,
        "until": (until + timedelta(days=1)).isoformat() if until else None,
    }
    with loader(sample) as connection:
        waiting, left = pages.ask_reread(
            connection, _selection(chosen), READER_VERSION, clock(sample), everything=everything, most=limit
        )
        most = min(waiting, limit or waiting)
        if left:
            log.warning("reread: goes on with %d pages that an earlier reread left", left)

        def tell(counts: Counter[str]) -> None:
            if progress:
                progress({"of": most, **counts})

        jobs = min(jobs or os.cpu_count() or 1, -(-most // PAGES_A_PROCESS))
        if jobs > 1:
            counts = _reread_side_by_side(jobs, {"reread": chosen, "sample": sample, "most": -(-most // jobs)}, tell)
        else:
            counts = _reread_here(chosen, most, sample, tell)
    log.info("reread: %s", dict(counts))
    return counts


def _selection(chosen: dict[str, Any]) -> Selection:
    from warehouse.pages import Selection

    moments = {
        name: datetime.fromisoformat(chosen[name]).replace(tzinfo=UTC) for name in ("since", "until") if chosen[name]
    }
    return Selection(outlets=tuple(chosen["outlets"]) if chosen["outlets"] else None, **moments)


def _reread_here(chosen: dict[str, Any], most: int, sample: bool, tell: Callable[[Counter[str]], None]) -> Counter[str]:
    with _reader(sample, tell) as reader:
        return reader.reread(_selection(chosen), most)


def _reread_side_by_side(jobs: int, options: dict[str, Any], tell: Callable[[Counter[str]], None]) -> Counter[str]:
    """Reread in so many processes; each prints its counts as they grow."""
    from concurrent.futures import ThreadPoolExecutor

    counts: list[Counter[str]] = [Counter() for _ in range(jobs)]
    processes = [_start_process("reread", options) for _ in range(jobs)]

    def follow(number: int) -> int:
        for line in processes[number].stdout or ():
            counts[number] = Counter(json.loads(line))
            tell(sum(counts, Counter()))
        return processes[number].wait()

    with ThreadPoolExecutor(jobs) as following:
        try:
            codes = list(following.map(follow, range(jobs)))
        finally:
            for process in processes:
                process.terminate()
    if any(codes):
        raise Failed("reread: a process ended early, its log says why; run it again to go on with what is left.")
    return sum(counts, Counter())


def _print_now_and_then(counts: Counter[str]) -> None:
    """Print counts as a line of JSON, so that whoever listens sees them grow; ends us where nobody does any more."""
    if counts["pages"] % 10 == 0:
        print(json.dumps(counts), flush=True)


# --- what may go ------------------------------------------------------------------------------------------------------


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
    chosen, now = outlets(names) if names else None, clock(sample)
    bound = Bound(before=now - timedelta(days=days), reader_version=READER_VERSION)

    def tell(done: Retained) -> None:
        if progress:
            progress({"files": done.files, "pages removed": done.removed, "pages kept": done.moved})

    with loader(sample) as connection:
        files = stage.plan(connection, chosen, bound)
        if not do:
            return files, None
        retention = stage.Retention(connection=connection, archive=Archive(archive_root(sample)), bound=bound, now=now)
        done = retention.retain(chosen, tell)
    log.info("retain: %s", done)
    return files, done


# --- backfill ---------------------------------------------------------------------------------------------------------


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

    archive = Archive(archive_root(sample))
    archive.require_writable()
    with loader(sample) as connection:
        pages.register_outlets(connection, known().values())
        try:
            stage.read_file(connection, archive, file, lambda: clock(sample), again=again, progress=progress)
        except OSError as error:
            raise Failed(f"{file} can't be had: {error.strerror or error}; what was read of it is kept.") from error
        problem = next((state["problem"] for state in backfills.states(connection, [file])), None)
    if problem:
        raise Failed(f"{file}: {problem}; what is whole of it was read.")


def backfill(
    files: list[str], again: bool = False, processes: int = 1, sample: bool = False, progress: Progress | None = None
) -> Backfilled:
    """Read WARC files of others, up to `processes` at a time, compare their articles and resolve what they report."""
    from warehouse import backfills

    with loader(sample) as connection:
        started, before = time.monotonic(), backfills.states(connection, files)

        def tell() -> None:
            if progress:
                progress(_underway(backfills.states(connection, files), before, time.monotonic() - started))

        problems = _read_files(files, again, processes, sample, tell)
        compare(sample)
        return Backfilled(
            resolved=resolve(sample), files=tuple(backfills.states(connection, files)), problems=tuple(problems)
        )


def _read_files(files: list[str], again: bool, processes: int, sample: bool, tell: Callable[[], None]) -> list[str]:
    """Read each file; what is wrong with those that are not whole."""
    from concurrent.futures import ProcessPoolExecutor, wait
    from multiprocessing import get_context

    problems: list[str] = []
    if processes == 1:
        for file in files:
            try:
                backfill_file(file, again, sample, tell)
            except Failed as problem:
                problems.append(str(problem))
        return problems
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
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


# --- compare, resolve, check, alert -----------------------------------------------------------------------------------


def compare(sample: bool = False, progress: Progress | None = None) -> Compared:
    """Compare the articles that are new or changed with those of other outlets near in time, and mark near-copies."""
    from crawlers.outlets import outlets as known
    from warehouse import copies as stage

    agencies = {sign: outlet.slug for outlet in known().values() for sign in outlet.signs}
    with loader(sample) as connection:
        compared = stage.mark_copies(
            connection, agencies, _sentences, lambda articles: progress({"articles": articles}) if progress else None
        )
    log.info("compare: %s", compared)
    return compared


def _sentences(headline: str, body: Sequence[str]) -> list[Passage]:
    """The sentences of a text, without its headline."""
    from parsers.sentences import sentences

    article = Article(outlet="", url=None, headline=headline, body=tuple(body))
    return [sentence.passage for sentence in sentences(article) if sentence.paragraph]


def resolve(sample: bool = False) -> Resolved:
    """Bring the reports of one occasion together as one event; alerts of new events are written in the same step.

    The people and bodies whom they name are identified first, by what the lexicon says today.
    """
    from parsers.lexicon import table
    from warehouse import lexicon
    from warehouse import resolve as stage

    with loader(sample) as connection:
        lexicon.keep_in_step(connection, table("holders"), table("bodies"), clock(sample))
        resolved = stage.resolve(connection, clock(sample))
    log.info("resolve: %s", resolved)
    return resolved


def list_events(sample: bool = False, **wanted: Any) -> list[dict[str, Any]]:
    """The last events, a row each; `wanted`: side, type, status, since, until, most."""
    from warehouse import deciding

    with loader(sample) as connection:
        return deciding.list_events(connection, **wanted)


def show_event(event_id: int, sample: bool = False) -> dict[str, Any]:
    """All that is held of an event, also by an id that it once had. Raises Unusable where there is none."""
    from warehouse import deciding

    with loader(sample) as connection:
        return deciding.show(connection, event_id)


def decide(kind: str, by: str, why: str, sample: bool = False, **what: Any) -> tuple[int, list[int]]:
    """Write down what an analyst decides (merge, split, edit or undo) and resolve what it is about.

    `what` is what the function of that name in warehouse/deciding.py takes. Returns the decision's id and the ids of
    the events that its reports belong to now. Raises Unusable.
    """
    from warehouse import deciding
    from warehouse import resolve as stage

    with loader(sample) as connection:
        now = clock(sample)
        decision_id = getattr(deciding, kind)(connection, say=deciding.Say(by=by, why=why, now=now), **what)
        stage.resolve(connection, now)
        return decision_id, deciding.events_of(connection, decision_id)


# --- people and bodies ------------------------------------------------------------------------------------------------


def parties(asked: str | None, unreviewed: bool, most: int, sample: bool = False) -> list[dict[str, Any]]:
    """People and bodies with `asked` in one of their names (None: all), those whom reports name most first."""
    from warehouse import people

    with loader(sample) as connection:
        return people.found(connection, asked, unreviewed=unreviewed, most=most)


def party(who: int, sample: bool = False) -> dict[str, Any]:
    """All that is known of a person or body: names, offices, reports, decisions."""
    from warehouse import people

    with loader(sample) as connection:
        return people.detail(connection, who)


def undecided_names(most: int, sample: bool = False) -> list[dict[str, Any]]:
    """Names that may mean several, with those whom they may mean."""
    from warehouse import people

    with loader(sample) as connection:
        return people.undecided(connection, most)


def decide_on_party(decision: str, who: int, by: str, reason: str, sample: bool = False, **about: Any) -> int:
    """Write down what an analyst decides about a person or body, and resolve what it is about; whom it concerns now.

    `decision` is a function of warehouse/people.py, `what` and the rest of `about` what it takes. Raises Unusable.
    """
    from warehouse import people
    from warehouse import resolve as stage

    how = people.Decision(by=by, reason=reason, now=clock(sample))
    with loader(sample) as connection:
        found = getattr(people, decision)(connection, who, *about.pop("what", ()), how, **about)
        stage.resolve(connection, how.now)
    return found if isinstance(found, int) else who


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
    """Hand news on to those who watch for it and deliver what is due; that of the sample is only printed.

    The operator hears of dead letters and bursts; where he can't be told, that is done next time.
    """
    from alerts import deliver as stage
    from alerts import operator
    from alerts.channels import operators

    now = clock(sample)
    with loader(sample) as connection:
        delivered = stage.deliver(connection, _watches(sample), now, printed=sys.stdout)
        try:
            operator.tell_of_messages(connection, () if sample else operators(), now)
        except ConnectionError as reason:
            log.warning("alert: the operator could not be told: %s", reason)
    log.info("alert: %s", delivered)
    return delivered


def _watches(sample: bool) -> tuple[Watch, ...]:
    """CORRIDOR_ALERT_URLS as a watch on everything, and the readers' watchlists; the sample has none."""
    from alerts.deliver import channels, everything

    return () if sample else (*everything(channels()), *watchlists())


def alert_messages(states: Sequence[str] | None, days: int, sample: bool = False) -> list[dict[str, Any]]:
    """Messages to readers of the last `days` in one of `states` (None: any); is_configured: whether the address is."""
    from alerts.deliver import recipients
    from warehouse import outbox

    if wrong := sorted(set(states or ()) - set(outbox.STATES)):
        raise Unusable(f"There is no state '{wrong[0]}': use {', '.join(outbox.STATES)}.")
    with loader(sample) as connection:
        known = recipients(connection, _watches(sample))
        found = outbox.messages(connection, clock(sample), states, days)
    return [it | {"is_configured": it["recipient"] in known} for it in found]


def alert_message(message_id: int, sample: bool = False) -> dict[str, Any]:
    """One message to a reader, with its words."""
    from warehouse import outbox

    with loader(sample) as connection:
        found = outbox.message(connection, message_id)
    if found is None:
        raise Unusable(f"There is no message {message_id}: see corridor alerts list.")
    return found


def replay_alerts(message_ids: Sequence[int] | None, sample: bool = False) -> list[int]:
    """Let dead letters and expired messages be sent again (None: all); their ids."""
    from warehouse import outbox

    with loader(sample) as connection:
        return outbox.replay(connection, message_ids, clock(sample))


def alert_latency(days: int, sample: bool = False) -> list[dict[str, Any]]:
    """How long news took to reach its readers in the last `days`, a row each of `analysis.alert_latency`."""
    from warehouse import outbox

    with loader(sample) as connection:
        return outbox.latency(connection, clock(sample), days)


def watchlists(file: Path | None = None) -> tuple[Watch, ...]:
    """What the readers watch for, by `file` or by the file that is in use; none without one."""
    from alerts.watchlists import file as in_use
    from alerts.watchlists import load

    return load(file or in_use())


def rehearse_watchlists(file: Path | None = None, days: int = 90, sample: bool = False) -> Rehearsal:
    """What the watchlists would have brought in the last `days`; touches nothing.

    Raises Unusable where the file is wrong or there is none.
    """
    from alerts import rehearsal as stage

    watches = watchlists(file)
    if not watches:
        raise Unusable("There are no watchlists: name a file, such as watchlists.example.yaml.")
    with loader(sample) as connection:
        connection.set_session(readonly=True)
        return stage.rehearse(connection, watches, days, clock(sample))


def export_folder(sample: bool = False) -> Path:
    """Where the feeds are: CORRIDOR_EXPORT, else `exports` in CORRIDOR_HOME; the sample's are with the sample."""
    from warehouse.embedded import home

    if sample:
        return home() / "sample" / "exports"
    return Path(os.environ.get("CORRIDOR_EXPORT") or home() / "exports")


def export(folder: Path | None = None, sample: bool = False) -> list[Path]:
    """Write the calendar and the Atom feed of the warehouse's events; their paths."""
    from alerts import feeds as stage

    with loader(sample) as connection:
        files = stage.export(connection, folder or export_folder(sample))
    log.info("export: %s", ", ".join(map(str, files)))
    return files


def watch(run: str | None = None, sample: bool = False) -> list[Verdict]:
    """Judge how each outlet that `run` crawled stands, and tell the operator of what is new about that.

    Raises Failed where the operator can't be told.
    """
    from alerts import operator
    from alerts.channels import operators
    from warehouse import watch as stage

    with loader(sample) as connection:
        verdicts = stage.watch(connection, run, clock(sample))
        urls = () if sample else operators()
        try:
            operator.tell(connection, urls, clock(sample))
        except ConnectionError as reason:
            raise Failed(f"the operator could not be told: {reason}; it is tried again with the next run") from reason
    return verdicts


# --- what came of it --------------------------------------------------------------------------------------------------


def summary(run: str | None, sample: bool = False, expected: list[str] | None = None) -> Summary:
    """What a run found and where each outlet stands; `expected` are those that it had to crawl (None: all)."""
    from warehouse import summary as stage

    with loader(sample) as connection:
        return stage.summarise(connection, run, outlets() if expected is None else expected)


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
        pages.register_outlets(connection, (_outlet(name, sample) for name in known()))
        return summary.outlet_states(connection)


def warehouse_address(sample: bool = False) -> str:
    """Where the warehouse is, without its password."""
    from warehouse.connection import address, warehouse

    with warehouse(sample=sample) as place:
        return address(place.owner_url)


def alert_titles(run: str, sample: bool = False) -> list[str]:
    """Titles of the alerts of the events that `run` found."""
    from alerts.message import title
    from warehouse import summary

    with loader(sample) as connection:
        return [title(body) for body in summary.alerts(connection, run)]


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


def new_outlet(url: str, page: Path | None = None) -> list[Path]:
    """Draft an outlet's file and sample from one article, the live page at `url` or its saved copy; the files written.

    Raises Unusable where the page can't be had or a file of that name stands there already.
    """
    from crawlers.draft import draft
    from crawlers.visit import NotHad, visit

    try:
        found = draft(replace(_saved_page(page, url, None), url=url) if page else visit(url))
    except NotHad as reason:
        raise Unusable(str(reason)) from reason
    paths = {ROOT / name: content for name, content in found.files.items()}
    for path in paths:
        if path.exists():
            raise Unusable(f"{path.relative_to(ROOT)} exists already: remove or rename it first.")
    for path, content in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(paths)


def explain(
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Explanation:
    """How the reader came to what `show` gives."""
    from parsers.explain import explain as explained

    return explained(_article(source, url, outlet, published, title))


def in_words(explanation: Explanation, width: int) -> str:
    """An explanation as a person reads it, in lines of `width` characters."""
    import facts

    return facts.in_words(explanation, width)


def label(cases: Path) -> Iterator[dict[str, Any]]:
    """Read each labelled case of a JSON lines file; the events of all cases are resolved together."""
    import facts
    from parsers.extract import read_facts
    from warehouse.grouping import group

    lines = [
        _case(cases, number, line)
        for number, line in enumerate(cases.read_text(encoding="utf-8").split("\n"), 1)
        if line.strip()
    ]
    articles = [
        _article_of_text(
            case["text"],
            case.get("outlet"),
            case.get("published"),
            case.get("title"),
            case.get("url"),
            case.get("lang"),
        )
        for case in lines
    ]
    found = [read_facts(article) for article in articles]
    told = [
        _report(number, position, article, read)
        for number, (article, read) in enumerate(zip(articles, found, strict=True))
        for position in range(len(read.reports))
    ]
    clusters = iter(group(told))
    for case, read in zip(lines, found, strict=True):
        yield facts.labelled(case["id"], read, [str(next(clusters)) for _ in read.reports])


def _case(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise Unusable(f"{file}, line {number} is no JSON: {error}.") from error
    if not isinstance(case, dict) or not all(isinstance(case.get(key), str) for key in ("id", "text")):
        raise Unusable(
            f"{file}, line {number} is no case: it needs the keys id and text (outlet, lang, published, title)."
        )
    if not case["text"].strip():
        raise Unusable(f"{file}, line {number}: the text of case {case['id']} is empty.")
    return case


def _article(source: str, url: str | None, outlet: str | None, published: str | None, title: str | None) -> Article:
    from crawlers.outlets import outlets as known
    from crawlers.visit import NotHad, visit
    from parsers.parse import parse_article

    _given_moment(published)  # a page says itself when it was published, but a wrong call is one all the same
    if source.lower().startswith("file:/"):
        raise Unusable(f"{source} is the address of a file: give its path, {unquote(urlsplit(source).path)}")
    hint = ""
    try:
        if source == "-":
            return _article_of_text(_standard_input(), outlet, published, title, url, None)
        if source.startswith(("http://", "https://")):
            page = visit(source, _outlet_of(source, outlet))
        else:
            page = _saved_page(Path(source), url, outlet)
            hint = "" if page.outlet else " (of no known outlet; --url says where the page came from)"
        return parse_article(page, known().get(page.outlet))
    except NotHad as reason:
        raise Unusable(str(reason)) from reason
    except (NotAnArticle, UnreadablePage) as reason:
        raise Failed(f"{source}: {reason}{hint}") from reason


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise Unusable(f"Standard input is no text in {error.encoding}; save it in that charset.") from error


def _given_moment(published: str | None) -> datetime | date | None:
    """What --published says: a day, or a moment, which may be without a zone."""
    try:
        if published and len(published) > 10:
            return datetime.fromisoformat(published)
        return date.fromisoformat(published) if published else None
    except ValueError as error:
        raise Unusable(f"--published {published} is no moment: write YYYY-MM-DD or YYYY-MM-DDTHH:MM.") from error


def _article_of_text(
    text: str, outlet: str | None, published: str | None, title: str | None, url: str | None, language: str | None
) -> Article:
    from crawlers.outlets import outlets as known
    from parsers.plain import article_from_text

    if not text.strip():
        raise Unusable("There is no text on standard input.")
    site = known().get(outlet or "")
    moment = _given_moment(published)
    zone = site.timezone if site else "Asia/Karachi"
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return article_from_text(
        text,
        outlet=outlet,
        published=moment,
        title=title,
        url=url,
        zone=zone,
        language=language or (site.language if site else None),
    )


def _outlet_of(url: str, named: str | None) -> Outlet | None:
    """The outlet that is named, else the one to which the host of `url` belongs."""
    from crawlers.outlets import outlets as known

    if named:
        return known().get(named)
    host = urlsplit(url).hostname
    return next((outlet for outlet in known().values() if host in outlet.hosts), None)


def _saved_page(file: Path, url: str | None, named: str | None) -> Page:
    """A page that was saved as a file, gzipped or not; its time is the file's.

    Without `url` the page's own word for its address counts where that is one of an outlet of ours.
    """
    import gzip
    import zlib

    try:
        body = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as error:
        raise Unusable(f"{file} can't be read: {getattr(error, 'strerror', None) or error}.") from error
    here = file.resolve().as_uri()
    page = Page(outlet="", identity=here, url=url or here, fetched_at=written, status=200, body=body)
    address = page.url if url else next(filter(lambda it: _outlet_of(it, None), _declared_addresses(page)), here)
    outlet = _outlet_of(address, named)
    return replace(
        page,
        outlet=outlet.slug if outlet else "",
        identity=(outlet.identity(address) if outlet else None) or address,
        url=address,
    )


def _declared_addresses(page: Page) -> Iterator[str]:
    """Where a page says that it belongs: its canonical link, then og:url. Raises UnreadablePage."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    from parsers.decode import decode
    from parsers.refuse import refuse_hopeless

    text = decode(page).text
    refuse_hopeless(page, text)
    try:
        tree = LexborHTMLParser(text)
    except SelectolaxError:
        return  # whoever reads the article says so
    for selector, attribute in (("link[rel~='canonical']", "href"), ("meta[property='og:url']", "content")):
        for node in tree.css(selector)[:1]:
            with suppress(ValueError):  # not every address that a page declares is one
                yield urljoin("https:", (node.attributes.get(attribute) or "").strip())


def _report(case: int, position: int, article: Article, facts: Facts) -> Report:
    from warehouse.occasions import Party, Report, sides_of

    parties = [
        tuple(Party(name=who.name, country=who.country, office=who.office, kind=who.kind) for who in told.participants)
        for told in facts.reports
    ]
    report = facts.reports[position]
    return Report(
        id=case,
        type=report.type,
        status=report.status,
        date=report.date,
        place=report.place,
        sides=sides_of(facts.engagement.countries, (who.country for who in report.participants)),
        participants=parties[position],
        published_at=article.published_at,
        outlet=article.outlet,
        identity=str(case),
        position=position,
        mode=report.mode,
        main=report.main,
        company=tuple(party for number, others in enumerate(parties) if number != position for party in others),
    )


if __name__ == "__main__":
    options = json.loads(sys.argv[2])
    layout = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=options["log_level"], format=layout, stream=sys.stderr)
    logging.getLogger().handlers[0].setLevel(options["log_level"])  # Scrapy gives its own loggers a level of their own
    try:
        if options.get("examine"):
            _examine_here(sys.argv[1], options["sample"])
        elif "reread" in options:
            found = _reread_here(options["reread"], options["most"], options["sample"], _print_now_and_then)
            print(json.dumps(found), flush=True)
        else:
            _crawl_here(sys.argv[1], options["run"], options["sample"])
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # whoever started us was killed
        os._exit(1)
