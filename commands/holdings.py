"""`corridor reread`, `retain` and `backfill`: what is done with pages that are held, and with WARC files of others."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from commands.stages import compare_articles, resolve_reports
from commands.terminal import Json, Outlets, console, counting, on_sample, output, say_counts
from items import Failed
from pipeline import holdings


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
    with counting("reread") as progress:
        counts = holdings.reread(
            names=tuple(outlets or ()),
            since=since.date() if since else None,
            until=until.date() if until else None,
            everything=everything,
            limit=None,
            jobs=jobs,
            sample=sample,
            progress=progress,
        )
    say_counts("reread", counts | {"changed": counts["changed"]} if counts else {})
    if counts["changed"]:
        compare_articles(sample)
        resolve_reports(sample)
    if counts["lost"]:
        raise Failed(f"{counts['lost']} pages are not in the archive any more; their facts were left as they are.")


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
    with counting("retain") as progress:
        files, done = holdings.retain(tuple(outlets or ()), days, yes and not dry_run, on_sample(), progress)
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
        raise Failed(f"{len(done.left)} files were left as they are.")


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
    files = holdings.backfill_files(sources)
    with counting(f"backfill of {len(files)} files") as progress:
        backfilled = holdings.backfill(files, again, processes, on_sample(), progress)
    if as_json:
        print(json.dumps(asdict(backfilled), ensure_ascii=False))
    else:
        _print_backfill(backfilled)
    for problem in backfilled.problems:
        console.print(f"corridor: {problem}", style="red", markup=False)
    if backfilled.problems:
        raise Failed(f"{len(backfilled.problems)} of {len(files)} files are not whole.")


def _print_backfill(backfilled: holdings.Backfilled) -> None:
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
