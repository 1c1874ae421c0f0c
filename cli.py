"""The command line `corridor`: the verbs of the pipeline with progress for people, JSON for programs and exit codes."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

import pipeline
from commands import alerts, events, feeds, people, watchlists
from commands.terminal import Json, console, on_sample, output
from items import Unusable

HELP = """Finds news of engagement between Pakistan and the five Central Asian states.

The stages, in order: crawl → read → compare → resolve → check → alert → export; `run` is all of them once.
With SAMPLE=1 in the environment every command works on the sample site and a warehouse of its own.
Exit codes: 0 all is well; 1 something is not whole (an outlet, a check); 2 the call or the setting is wrong.
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False
)
app.add_typer(alerts.app, name="alerts")
app.add_typer(events.app, name="events")
app.add_typer(people.app, name="people")
app.add_typer(watchlists.app, name="watch")
Outlets = Annotated[
    list[str] | None, typer.Argument(metavar="[OUTLET]...", help="Slugs; all outlets if none is given.")
]


def main() -> None:
    """Run the command line; every foreseen error is one line that says what to do."""
    level = os.environ.get("LOG_LEVEL", "WARNING").upper()
    if level not in logging.getLevelNamesMapping():
        console.print(f"corridor: LOG_LEVEL={level} is no level: use DEBUG, INFO, WARNING or ERROR.", style="red")
        sys.exit(2)
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except Unusable as problem:
        console.print(f"corridor: {problem}", style="red", markup=False, soft_wrap=True)
        sys.exit(2)
    except pipeline.Failed as problem:
        console.print(f"corridor: {problem}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("Stopped. What was done is kept; run the command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


# --- the stages -------------------------------------------------------------------------------------------------------


@app.command()
def crawl(outlets: Outlets = None) -> None:
    """Fetch what the outlets have that the archive has not."""
    _crawl_all(pipeline.outlets(tuple(outlets or ())), None, on_sample())


@app.command()
def read() -> None:
    """Read the pages that were not read yet."""
    with _progress("read") as progress:
        counts = pipeline.read(sample=on_sample(), progress=progress)
    _say_counts("read", counts)


@app.command()
def reread(
    outlets: Outlets = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only pages fetched since.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only pages fetched until.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also pages that this reader has read.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; as many as processors without it.")] = None,
) -> None:
    """Read pages again from the archive: those that only an older reader has read.

    Facts are replaced where they changed, and nothing is alerted. A reread that was stopped or killed goes on where it
    was when the command is run again. Days are of UTC.
    """
    sample = on_sample()
    with _progress("reread") as progress:
        counts = pipeline.reread(
            names=tuple(outlets or ()),
            since=since.date() if since else None,
            until=until.date() if until else None,
            everything=everything,
            limit=None,
            jobs=jobs,
            sample=sample,
            progress=progress,
        )
    _say_counts("reread", counts | {"changed": counts["changed"]} if counts else {})
    if counts["changed"]:
        _compare(sample)
        console.print(f"resolve: {pipeline.resolve(sample)}")
    if counts["lost"]:
        raise pipeline.Failed(
            f"{counts['lost']} pages are not in the archive any more; their facts were left as they are."
        )


@app.command()
def retain(
    outlets: Outlets = None,
    days: Annotated[int, typer.Option("--older-than", min=1, help="Days since a page was fetched.")] = 365,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, only say what would go.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go, as without --yes.")] = False,
) -> None:
    """Remove old pages from the archive on which no fact rests.

    Pages of relevant articles, with all their revisions, stay for ever, and so do those that can't be read or were not
    read by the reader of today. What goes can't be read again by a better reader: keep it for as long as you can.
    """
    with _progress("retain") as progress:
        files, done = pipeline.retain(tuple(outlets or ()), days, yes and not dry_run, on_sample(), progress)
    if done is None:
        for outlet in sorted({file.outlet for file in files}):
            theirs = [file for file in files if file.outlet == outlet]
            idle, kept = sum(file.idle for file in theirs), sum(file.kept for file in theirs)
            output.print(f"{outlet}: {idle:,} pages would go, of {idle + kept:,} in {len(theirs):,} files")
        console.print("Nothing was removed. Do it with --yes." if files else "retain: nothing to do")
        return
    console.print(
        f"retain: {done.removed:,} pages removed, {done.moved:,} brought together in new files; "
        f"{done.files:,} files emptied, {done.freed / 1e6:,.1f} MB freed"
    )
    for reason in done.left:
        console.print(f"corridor: {reason}", style="red", markup=False)
    if done.left:
        raise pipeline.Failed(f"{len(done.left)} files were left as they are.")


@app.command()
def compare() -> None:
    """Mark articles that print a text which another outlet prints too."""
    _compare(on_sample())


def _compare(sample: bool) -> None:
    with _progress("compare") as progress:
        compared = pipeline.compare(sample, progress)
    console.print(f"compare: {compared}")


@app.command()
def resolve() -> None:
    """Bring reports of one occasion together."""
    resolved = pipeline.resolve(on_sample())
    console.print(f"resolve: {resolved}")


@app.command()
def check() -> None:
    """Run the checks of the warehouse."""
    results = pipeline.run_checks(on_sample())
    _print_checks(results)
    pipeline.require_checks(results)


@app.command()
def alert() -> None:
    """Deliver or print the alerts that are due."""
    delivered = pipeline.alert(on_sample())
    console.print(f"alert: {delivered.sent} sent, {delivered.failed} failed, {delivered.waiting} waiting")
    if delivered.failed:
        raise pipeline.Failed("alerts could not be delivered; they are tried again. See corridor alerts.")


app.command()(feeds.export)


@app.command()
def backfill(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|FOLDER|URL...", help="WARC files of others, such as Common Crawl's CC-NEWS."),
    ],
    again: Annotated[bool, typer.Option("--again", help="Read files again that were read before.")] = False,
    processes: Annotated[int, typer.Option(min=1, help="Files that are read at a time.")] = 1,
    as_json: Json = False,
) -> None:
    """Read WARC files of others: what they tell of both sides is kept, and never alerts."""
    files = pipeline.backfill_files(sources)
    with _progress(f"backfill of {len(files)} files") as progress:
        backfilled = pipeline.backfill(files, again, processes, on_sample(), progress)
    if as_json:
        print(json.dumps(asdict(backfilled), ensure_ascii=False))
    else:
        _print_backfill(backfilled)
    for problem in backfilled.problems:
        console.print(f"corridor: {problem}", style="red", markup=False)
    if backfilled.problems:
        raise pipeline.Failed(f"{len(backfilled.problems)} of {len(files)} files are not whole.")


@app.command()
def run(outlets: Outlets = None, as_json: Json = False) -> None:
    """Do the whole way once, without Airflow."""
    sample = _site()
    name = pipeline.run_name()
    names = pipeline.outlets(tuple(outlets or ()))
    problems = _crawl_all(names, name, sample, keep_going=True)
    with _progress("read") as progress:
        counts = pipeline.read(sample=sample, progress=progress)
    _say_counts("read", counts)
    _compare(sample)
    console.print(f"resolve: {pipeline.resolve(sample)}")
    results = pipeline.run_checks(sample)
    _print_checks(results)
    untold = _tell(name, sample)
    summary = pipeline.summary(name, sample, names)
    _print_summary(summary, as_json, sample)
    problems = list(dict.fromkeys([*problems, *map(str, untold), *summary.problems]))
    if problems:
        wrong = Unusable if any(isinstance(it, Unusable) for it in untold) else pipeline.Failed
        raise wrong("; ".join(problems))
    pipeline.require_checks(results)


def _tell(run: str, sample: bool) -> list[Exception]:
    """Alert, export and watch: what is wrong with one of them (a setting, a folder) keeps nobody from the others."""
    stages: list[Callable[[], object]] = [
        lambda: pipeline.alert(sample),
        lambda: pipeline.export(sample=sample),
        lambda: pipeline.watch(run, sample),
    ]
    problems: list[Exception] = []
    for stage in stages:
        try:
            stage()
        except (Unusable, pipeline.Failed) as problem:
            problems.append(problem)
    return problems


# --- through Airflow --------------------------------------------------------------------------------------------------


@app.command()
def monitor(as_json: Json = False) -> None:
    """Do one run now through Airflow (`make run`)."""
    import service

    sample = _site()
    if running := service.found():
        whole, name = _follow(running, sample)
    else:
        with service.running(schedules=False, say=console.print) as running:
            whole, name = _follow(running, sample)
    if not as_json and (titles := pipeline.alert_titles(name, sample)):
        output.print(
            "\nAlerts of this run; in full in the log of the task `alert`, or where CORRIDOR_ALERT_URLS says\n"
        )
        output.print("\n".join(f"  {title}" for title in titles), markup=False)
    _print_summary(pipeline.summary(name, sample), as_json, sample)
    if not whole:
        raise pipeline.Failed("the run is not whole; the lines above say what is missing.")


@app.command()
def up() -> None:
    """Start the hourly service."""
    import service

    running = service.up(say=console.print)
    secret = service.airflow_home() / "secrets.json"
    console.print(f"Airflow:    {running.url}   user {service.USER}, password in {secret}")
    console.print(
        f"Warehouse:  {pipeline.warehouse_address(on_sample())}   (`corridor psql` is a read-only shell on it)"
    )
    console.print(f"Schedule:   {pipeline.schedule() or 'off'}; stop it with `make down`")


@app.command()
def down() -> None:
    """Stop the service."""
    import service

    console.print("Stopped." if service.down() else "No service is running.")


def _follow(service_running: Any, sample: bool) -> tuple[bool, str]:
    import service

    name = service.trigger(service_running, sample=sample)
    console.print(f"Run {name}; follow it at {service_running.url}/dags/monitor/runs/{name}")
    marks = {
        "success": "[green]done[/]",
        "failed": "[red]failed[/]",
        "running": "running",
        "up_for_retry": "will retry",
    }

    def changed(task: str, state: str) -> None:
        if state in marks:
            console.print(f"  {escape(task):32} {marks[state]}")

    return service.watch(service_running, name, changed), name


# --- looking ----------------------------------------------------------------------------------------------------------


@app.command()
def show(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|URL|-", help="Saved pages, one address, or - for text.")
    ],
    url: Annotated[str | None, typer.Option(help="Where a saved page came from.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of the text; a known one gives zone and language.")] = None,
    published: Annotated[str | None, typer.Option(help="When the text was published, YYYY-MM-DD[THH:MM].")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the text.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Explain the reading, sentence by sentence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --explain: print JSON instead of text.")] = False,
) -> None:
    """Print what is read in pages or a text, as JSON, or with --explain how it was read."""
    given = {"url": url, "outlet": outlet, "published": published, "title": title}
    shown = problems = 0
    for source in sources:
        try:
            if explain and not as_json:
                _explain(source, given, first=not shown)
            else:
                found = asdict(pipeline.explain(source, **given)) if explain else pipeline.show(source, **given)
                print(json.dumps(found, ensure_ascii=False, default=str, indent=None if len(sources) > 1 else 2))
            shown += 1
        except (Unusable, pipeline.Failed) as problem:
            if len(sources) == 1:
                raise
            problems += 1
            console.print(f"corridor: {problem}", style="red", markup=False)
    if problems:
        raise Unusable(f"{problems} of {len(sources)} could not be shown.")


def _explain(source: str, given: dict[str, str | None], *, first: bool) -> None:
    """Print how a page was read; headings, which stand at the beginning of their lines, are bold on a terminal."""
    explanation = pipeline.explain(source, **given)
    width = min(110, output.width)
    if not first:
        output.print(f"\n{'-' * width}\n")
    for line in pipeline.in_words(explanation, width).splitlines():
        output.print(line, style="bold" if line[:1].strip() else None, markup=False)


@app.command()
def label(
    cases: Annotated[Path, typer.Argument(help="JSON lines {id, outlet, lang, published, title, text}.")],
) -> None:
    """Print the facts of labelled cases, a line each."""
    if not cases.is_file():
        raise Unusable(f"There is no file {cases}.")
    for line in pipeline.label(cases):
        print(json.dumps(line, ensure_ascii=False))


@app.command()
def outlets(as_json: Json = False) -> None:
    """Show where each outlet stands."""
    rows = pipeline.outlet_states(on_sample())
    if as_json:
        print(json.dumps(rows, default=str, ensure_ascii=False))
    else:
        _print_outlets(rows)


@app.command()
def new_outlet(
    url: Annotated[str, typer.Argument(help="Address of one article of the site.")],
    page: Annotated[Path | None, typer.Option(help="A saved copy of that page, where the site can't be asked.")] = None,
) -> None:
    """Draft the file and the sample of a new outlet from one of its articles."""
    for path in pipeline.new_outlet(url, page):
        console.print(f"wrote {path.relative_to(pipeline.ROOT)}", markup=False, soft_wrap=True)
    console.print("Next: fill in what says TODO; docs/outlets.md, Adding an outlet, says how to go on.")


@app.command()
def doctor(outlets: Outlets = None, as_json: Json = False) -> None:
    """Ask the live sites and say what to mend.

    Of each outlet: do its listings answer, are they fresh, can its newest articles be read by its file? Nothing is
    recorded. Exit code 1 where something is to be mended.
    """
    names, sample, ill = pipeline.outlets(tuple(outlets or ())), on_sample(), 0
    with ThreadPoolExecutor(pipeline.CRAWLS_AT_ONCE) as asking:
        for name, examined in [(name, asking.submit(pipeline.examine, name, sample)) for name in names]:
            try:
                found = examined.result()
            except pipeline.Failed as problem:
                found = {
                    "outlet": name,
                    "name": name,
                    "listings": [],
                    "articles": [],
                    "not_had": [],
                    "mend": [str(problem)],
                }
            ill += bool(found["mend"])
            if as_json:
                print(json.dumps(found, ensure_ascii=False), flush=True)
            else:
                _print_examined(found)
    if ill:
        raise pipeline.Failed(f"{ill} of {len(names)} outlets need mending (crawlers/outlets/<outlet>.py).")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context, owner: Annotated[bool, typer.Option(help="A shell that may write.")] = False) -> None:
    """Open a read-only SQL shell.

    Analysts may read the schema `analysis`; --owner opens a shell that may read and write everything. What stands
    behind -- goes to psql: corridor psql -- -c 'select * from analysis.events'
    """
    raise typer.Exit(pipeline.psql(context.args, owner=owner, sample=on_sample()))


# --- printing ---------------------------------------------------------------------------------------------------------


def _site() -> bool:
    """Whether this run reads the sample: asked for, or an empty warehouse on a machine that reaches no outlet."""
    if on_sample():
        console.print("SAMPLE=1: reading the sample site, pages written for this purpose, not the news.")
        return True
    if pipeline.is_empty() and not pipeline.reachable(seconds=15):
        console.print(
            "[bold]No outlet answers from this machine and the warehouse is still empty: "
            "showing the SAMPLE site instead, pages written for this purpose, not the news.[/]"
        )
        return True
    return False


def _crawl_all(names: Iterable[str], run: str | None, sample: bool, keep_going: bool = False) -> list[str]:
    """Crawl several outlets at a time, as each has hosts of its own; what could not be crawled whole."""
    problems = []

    def crawl_one(name: str) -> str:
        crawled = pipeline.crawl(name, run, sample)
        return f"crawl {name}: {crawled.listed} listed, {crawled.fetched} fetched, {crawled.failed} failed"

    crawling = ThreadPoolExecutor(pipeline.CRAWLS_AT_ONCE)
    crawls = [crawling.submit(crawl_one, name) for name in names]
    try:
        for number, crawl in enumerate(as_completed(crawls), start=1):
            done = f"[{number}/{len(crawls)}] "
            try:
                console.print(done + crawl.result(), markup=False)
            except pipeline.Failed as problem:
                problems.append(str(problem))
                console.print(f"{done}crawl {problem}", style="red", markup=False)
    finally:  # also on Ctrl-C: crawls under way end by themselves, and no further one begins
        crawling.shutdown(cancel_futures=True)
    if problems and not keep_going:
        raise pipeline.Failed(f"{len(problems)} of the outlets could not be crawled whole.")
    return problems


@contextmanager
def _progress(label: str) -> Iterator[Callable[[dict[str, int]], None]]:
    """Counts that change in place on a terminal; nothing where the output goes to a file."""
    with console.status(label) as status:
        yield lambda counts: status.update(f"{label}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))


def _say_counts(verb: str, counts: dict[str, int]) -> None:
    console.print(f"{verb}: " + (", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing to do"))


def _print_checks(results: Iterable[Any]) -> None:
    for result in results:
        mark = (
            "[green]ok[/]"
            if not result.count
            else "[red]FAILED[/]"
            if result.severity == "error"
            else "[yellow]warn[/]"
        )
        found = f"  {result.count} rows: {escape(result.meaning)}" if result.count else ""
        console.print(f"check {result.name:38} {mark}{found}")


def _print_outlets(rows: Iterable[dict[str, Any]]) -> None:
    table = Table("outlet", "verdict", "last crawl", "newest article", "read", "unreadable", "relevant", "why")
    for row in rows:
        # Before the first watch after a crawl, its state says more than nothing.
        row = row | {"verdict": row["verdict"] or row["state"], "why": row["verdict_detail"] or row["problem"]}
        columns = (
            "outlet",
            "verdict",
            "last_crawl_at",
            "newest_article_at",
            "pages_read",
            "pages_unreadable",
            "relevant_articles",
            "why",
        )
        table.add_row(*(escape(_cell(row[name])) for name in columns))
    output.print(table)


def _print_examined(found: dict[str, Any]) -> None:
    well = "[green]ok[/]" if not found["mend"] else "[red]to be mended[/]"
    output.print(f"[bold]{escape(found['name'])}[/] ({found['outlet']}): {well}", soft_wrap=True)
    for it in found["listings"]:
        newest = f", newest of {it['newest_at'][:16]}" if it["newest_at"] else ""
        output.print(f"  {it['outcome']:10} {it['listed']:4}  {it['url']}{newest}", markup=False, soft_wrap=True)
    for it in found["articles"]:
        what = it.get("headline") or it["problem"]
        rules = ", ".join(f"{field}: {rule}" for field, rule in it.get("rules", {}).items())
        output.print(f"  article    {what}  [{rules}]", markup=False, soft_wrap=True)
    for it in found["not_had"]:
        output.print(f"  not had    {it}", markup=False, soft_wrap=True)
    for it in found["mend"]:
        output.print(f"  MEND       {it}", markup=False, soft_wrap=True)


def _print_backfill(backfilled: pipeline.Backfilled) -> None:
    what = {
        "records": "responses",
        "pages": "HTML pages",
        "passed": "name both sides somewhere (of these:)",
        "held": "  were held already",
        "not_articles": "  are no articles",
        "menus": "  name a side only beside the article",
        "unreadable": "  can't be read",
        "articles": "  articles that name both sides",
        "relevant": "    of these, relevant",
    }
    for name, meaning in what.items():
        output.print(f"  {sum(file[name] for file in backfilled.files):>12,}  {meaning}")
    resolved = backfilled.resolved
    output.print(f"  {resolved.new_events:>12,}  new events")
    output.print(f"  {resolved.joined:>12,}  reports of events that were known")


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _print_summary(summary: Any, as_json: bool, sample: bool) -> None:
    if as_json:
        print(json.dumps(asdict(summary), default=str, ensure_ascii=False))
        return
    output.print()
    output.print(summary.text(), markup=False)
    before = "SAMPLE=1 " if sample else ""
    output.print(
        f"\nQuery it:  {before}.venv/bin/corridor psql -- -c 'select * from analysis.events'"
        f"\nRead one:  {before}.venv/bin/corridor show FILE|URL|-"
        f"\nSubscribe: {pipeline.export_folder(sample)}/events.ics (calendar), events.atom (feed)",
        markup=False,
    )
    if not sample and not summary.totals["relevant"]:
        output.print("\nNothing relevant in the news so far. To see what Corridor finds: make run SAMPLE=1")
