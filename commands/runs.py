"""`corridor run` and `monitor`: the whole way once, in this process or through Airflow, and what it found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.markup import escape

import pipeline
from commands.stages import compare_articles, crawl_outlets, read_pages, resolve_reports, run_checks
from commands.terminal import Json, Outlets, console, on_sample, output
from items import Failed, Unusable
from pipeline import environment, operators

if TYPE_CHECKING:
    from service.api import Service
    from warehouse.summary import Summary


def run(outlets: Outlets = None, as_json: Json = False) -> None:
    """Do the whole way once, without Airflow."""
    sample = _site()
    name = environment.run_name()
    names = environment.outlets(tuple(outlets or ()))
    problems = crawl_outlets(names, name, sample)
    read_pages(sample)
    compare_articles(sample)
    resolve_reports(sample)
    results = run_checks(sample)
    untold = tell(name, sample)
    summary = pipeline.summary(name, sample, names)
    _print_summary(summary, as_json, sample)
    problems = list(dict.fromkeys([*problems, *map(str, untold), *summary.problems]))
    if problems:
        wrong = Unusable if any(isinstance(it, Unusable) for it in untold) else Failed
        raise wrong("; ".join(problems))
    pipeline.require_checks(results)


def tell(run: str, sample: bool) -> list[Exception]:
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
        except (Unusable, Failed) as problem:
            problems.append(problem)
    return problems


def monitor(as_json: Json = False) -> None:
    """Do one run now through Airflow (`make run`)."""
    import service

    sample = _site()
    if running := service.found():
        whole, name = _follow(running, sample)
    else:
        with service.running(schedules=False, say=console.print) as running:
            whole, name = _follow(running, sample)
    if not as_json and (titles := operators.alert_titles(name, sample)):
        output.print(
            "\nAlerts of this run; in full in the log of the task `alert`, or where CORRIDOR_ALERT_URLS says\n"
        )
        output.print("\n".join(f"  {title}" for title in titles), markup=False)
    _print_summary(pipeline.summary(name, sample), as_json, sample)
    if not whole:
        raise Failed("the run is not whole; the lines above say what is missing.")


def _follow(running: Service, sample: bool) -> tuple[bool, str]:
    from service import api

    name = api.trigger(running, sample=sample)
    console.print(f"Run {name}; follow it at {running.url}/dags/monitor/runs/{name}")
    marks = {
        "success": "[green]done[/]",
        "failed": "[red]failed[/]",
        "running": "running",
        "up_for_retry": "will retry",
    }

    def changed(task: str, state: str) -> None:
        if state in marks:
            console.print(f"  {escape(task):32} {marks[state]}")

    return api.watch(running, name, changed), name


def _site() -> bool:
    """Whether this run reads the sample: asked for, or an empty warehouse on a machine that reaches no outlet."""
    if on_sample():
        console.print("SAMPLE=1: reading the sample site, pages written for this purpose, not the news.")
        return True
    if operators.is_empty() and not operators.reachable(seconds=15):
        console.print(
            "[bold]No outlet answers from this machine and the warehouse is still empty: "
            "showing the SAMPLE site instead, pages written for this purpose, not the news.[/]"
        )
        return True
    return False


def _print_summary(summary: Summary, as_json: bool, sample: bool) -> None:
    if as_json:
        print(json.dumps(asdict(summary), default=str, ensure_ascii=False))
        return
    output.print()
    output.print(summary.text(), markup=False)
    before = "SAMPLE=1 " if sample else ""
    output.print(
        f"\nQuery it:  {before}.venv/bin/corridor psql -- -c 'select * from analysis.events'"
        f"\nRead one:  {before}.venv/bin/corridor show FILE|URL|-"
        f"\nSubscribe: {environment.export_folder(sample)}/events.ics (calendar), events.atom (feed)",
        markup=False,
    )
    if not sample and not summary.totals["relevant"]:
        output.print("\nNothing relevant in the news so far. To see what Corridor finds: make run SAMPLE=1")
