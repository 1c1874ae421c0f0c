"""What all commands share: where they print, the options that they have in common, whether they work on the sample."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.console import Console

#: Messages for people go to standard error, data to standard output.
console = Console(stderr=True, highlight=False, soft_wrap=True)
output = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 180)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def on_sample() -> bool:
    """Whether SAMPLE=1 points the command at the sample site."""
    return os.environ.get("SAMPLE", "").lower() in {"1", "true", "yes", "on"}
