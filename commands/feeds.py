"""`corridor export`: the calendar and the Atom feed as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import pipeline
from commands.terminal import on_sample, output


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
