"""What all commands share: where they print, the options that they have in common, whether they work on the sample."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

#: Messages for people go to standard error, data to standard output.
console = Console(stderr=True, highlight=False, soft_wrap=True)
output = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 180)

Outlets = Annotated[
    list[str] | None, typer.Argument(metavar="[OUTLET]...", help="Slugs; all outlets if none is given.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def on_sample() -> bool:
    """Whether SAMPLE=1 points the command at the sample site."""
    return os.environ.get("SAMPLE", "").lower() in {"1", "true", "yes", "on"}


@contextmanager
def counting(label: str) -> Iterator[Callable[[dict[str, int]], None]]:
    """Counts that change in place on a terminal; nothing where the output goes to a file."""
    with console.status(label) as status:
        yield lambda counts: status.update(f"{label}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))


def say_counts(verb: str, counts: Mapping[str, int]) -> None:
    """Print in one line what a stage came to."""
    console.print(f"{verb}: " + (", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing to do"))
