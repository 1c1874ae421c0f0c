"""`corridor crawl`, `read`, `compare`, `resolve`, `check`, `alert` and `export`: the stages, one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

import pipeline
from commands.terminal import Outlets, console, counting, on_sample, output, say_counts
from items import Failed
from pipeline import environment

if TYPE_CHECKING:
    from warehouse.check import CheckResult


def crawl(outlets: Outlets = None) -> None:
    """Fetch what the outlets have that the archive has not."""
    if problems := crawl_outlets(environment.outlets(tuple(outlets or ())), None, on_sample()):
        raise Failed(f"{len(problems)} of the outlets could not be crawled whole.")


def read() -> None:
    """Read the pages that were not read yet."""
    read_pages(on_sample())


def compare() -> None:
    """Mark articles that print a text which another outlet prints too."""
    compare_articles(on_sample())


def resolve() -> None:
    """Bring reports of one occasion together."""
    resolve_reports(on_sample())


def check() -> None:
    """Run the checks of the warehouse."""
    pipeline.require_checks(run_checks(on_sample()))


def alert() -> None:
    """Deliver or print the alerts that are due."""
    delivered = pipeline.alert(on_sample())
    console.print(f"alert: {delivered.sent} sent, {delivered.failed} failed, {delivered.waiting} waiting")
    if delivered.failed:
        raise Failed("alerts could not be delivered; they are tried again. See corridor alerts.")


def export(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where the files go; CORRIDOR_EXPORT or `exports` in CORRIDOR_HOME without it."),
    ] = None,
) -> None:
    """Write events.ics and events.atom, to be subscribed to; a run does so at its end.

    A file is replaced at once and only where something changed.
    """
    for path in pipeline.export(folder, on_sample()):
        output.print(str(path), markup=False)


# --- a stage, and what a person hears of it ---------------------------------------------------------------------------


def crawl_outlets(names: Iterable[str], run: str | None, sample: bool) -> list[str]:
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
            except Failed as problem:
                problems.append(str(problem))
                console.print(f"{done}crawl {problem}", style="red", markup=False)
    finally:  # also on Ctrl-C: crawls under way end by themselves, and no further one begins
        crawling.shutdown(cancel_futures=True)
    return problems


def read_pages(sample: bool) -> None:
    """Read the pages that were not read yet."""
    with counting("read") as progress:
        counts = pipeline.read(sample=sample, progress=progress)
    say_counts("read", counts)


def compare_articles(sample: bool) -> None:
    """Compare the articles that are new or changed."""
    with counting("compare") as progress:
        compared = pipeline.compare(sample, progress)
    console.print(f"compare: {compared}")


def resolve_reports(sample: bool) -> None:
    """Bring reports of one occasion together."""
    console.print(f"resolve: {pipeline.resolve(sample)}")


def run_checks(sample: bool) -> list[CheckResult]:
    """Run the checks, a line each."""
    results = pipeline.run_checks(sample)
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
    return results
