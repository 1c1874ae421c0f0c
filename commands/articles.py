"""`corridor show` and `corridor label`: what is read in pages, in a text or in labelled cases, without a warehouse."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import facts
from commands.terminal import console, output
from items import Failed, Unusable
from pipeline import articles, labelled


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
                found = asdict(articles.explain(source, **given)) if explain else articles.show(source, **given)
                print(json.dumps(found, ensure_ascii=False, default=str, indent=None if len(sources) > 1 else 2))
            shown += 1
        except (Unusable, Failed) as problem:
            if len(sources) == 1:
                raise
            problems += 1
            console.print(f"corridor: {problem}", style="red", markup=False)
    if problems:
        raise Unusable(f"{problems} of {len(sources)} could not be shown.")


def _explain(source: str, given: dict[str, str | None], *, first: bool) -> None:
    """Print how a page was read; headings, which stand at the beginning of their lines, are bold on a terminal."""
    explanation = articles.explain(source, **given)
    width = min(110, output.width)
    if not first:
        output.print(f"\n{'-' * width}\n")
    for line in facts.in_words(explanation, width).splitlines():
        output.print(line, style="bold" if line[:1].strip() else None, markup=False)


def label(
    cases: Annotated[Path, typer.Argument(help="JSON lines {id, outlet, lang, published, title, text}.")],
) -> None:
    """Print the facts of labelled cases, a line each."""
    if not cases.is_file():
        raise Unusable(f"There is no file {cases}.")
    for line in labelled.label(cases):
        print(json.dumps(line, ensure_ascii=False))
