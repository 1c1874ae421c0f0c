"""`corridor outlets`, `doctor` and `new-outlet`: where each outlet stands, what to mend about it, how one joins."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

import pipeline
from commands.terminal import Json, Outlets, console, on_sample, output
from items import Failed
from pipeline import articles, environment, operators


def outlets(as_json: Json = False) -> None:
    """Show where each outlet stands."""
    rows = operators.outlet_states(on_sample())
    if as_json:
        print(json.dumps(rows, default=str, ensure_ascii=False))
    else:
        _print_outlets(rows)


def new_outlet(
    url: Annotated[str, typer.Argument(help="Address of one article of the site.")],
    page: Annotated[Path | None, typer.Option(help="A saved copy of that page, where the site can't be asked.")] = None,
) -> None:
    """Draft the file and the sample of a new outlet from one of its articles."""
    for path in articles.new_outlet(url, page):
        console.print(f"wrote {path.relative_to(environment.ROOT)}", markup=False, soft_wrap=True)
    console.print("Next: fill in what says TODO; docs/outlets.md, Adding an outlet, says how to go on.")


def doctor(outlets: Outlets = None, as_json: Json = False) -> None:
    """Ask the live sites and say what to mend.

    Of each outlet: do its listings answer, are they fresh, can its newest articles be read by its file? Nothing is
    recorded. Exit code 1 where something is to be mended.
    """
    names, sample, ill = environment.outlets(tuple(outlets or ())), on_sample(), 0
    with ThreadPoolExecutor(pipeline.CRAWLS_AT_ONCE) as asking:
        for name, examined in [(name, asking.submit(operators.examine, name, sample)) for name in names]:
            try:
                found = examined.result()
            except Failed as problem:
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
        raise Failed(f"{ill} of {len(names)} outlets need mending (crawlers/outlets/<outlet>.py).")


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


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
