"""The command line `corridor`: the verbs of the pipeline with progress for people, JSON for programs and exit codes."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable

import typer

from commands import alerts, articles, events, holdings, outlets, people, runs, service, stages, watchlists
from commands.terminal import console
from items import Failed, Unusable

HELP = """Finds news of engagement between Pakistan and the five Central Asian states.

The stages, in order: crawl → read → compare → resolve → check → alert → export; `run` is all of them once.
With SAMPLE=1 in the environment every command works on the sample site and a warehouse of its own.
Exit codes: 0 all is well; 1 something is not whole (an outlet, a check); 2 the call or the setting is wrong.
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False
)
#: In the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (
    stages.crawl,
    stages.read,
    holdings.reread,
    holdings.retain,
    stages.compare,
    stages.resolve,
    stages.check,
    stages.alert,
    stages.export,
    holdings.backfill,
    runs.run,
    runs.monitor,
    service.up,
    service.down,
    articles.show,
    articles.label,
    outlets.outlets,
    outlets.new_outlet,
    outlets.doctor,
)
for command in COMMANDS:
    app.command()(command)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(service.psql)
app.add_typer(alerts.app, name="alerts")
app.add_typer(events.app, name="events")
app.add_typer(people.app, name="people")
app.add_typer(watchlists.app, name="watch")


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
    except Failed as problem:
        console.print(f"corridor: {problem}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("Stopped. What was done is kept; run the command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
