"""`corridor watch`: the readers' watchlists, and what they would bring."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from commands.terminal import Json, console, on_sample, output
from pipeline import operators

if TYPE_CHECKING:
    from alerts.rehearsal import Rehearsal
    from alerts.watchlists import Watch

app = typer.Typer(help="The readers' watchlists: who hears of which events.", no_args_is_help=True)
File = Annotated[
    Path | None, typer.Argument(help="The file; CORRIDOR_WATCHLISTS or watchlists.yaml in CORRIDOR_HOME without it.")
]


@app.command()
def check(
    file: File = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Days to look back.")] = 90,
    as_json: Json = False,
) -> None:
    """Say what is wrong with a file of watchlists, or what it would have brought.

    Of each watch: how many alerts or digests the last days would have brought, the most on one day and the last events;
    and the events that no watch would have brought. An estimate by the articles' dates. Nothing is written or sent.
    """
    rehearsal = operators.rehearse_watchlists(file, days, on_sample())
    if as_json:
        print(json.dumps(asdict(rehearsal), default=str, ensure_ascii=False))
    else:
        _print_rehearsal(rehearsal, days)


@app.command("list")
def list_watches(file: File = None, as_json: Json = False) -> None:
    """Show the watchlists: conditions, where and when; of addresses only the service."""
    watches = [_shown(watch) for watch in operators.watchlists(file)]
    if as_json:
        print(json.dumps(watches, ensure_ascii=False))
        return
    if not watches:
        console.print("There are no watchlists; watchlists.example.yaml shows how to write them.")
        return
    table = Table("watch", "brings", "to", "when")
    for it in watches:
        brings = "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in it["conditions"].items())
        table.add_row(it["name"], brings or "everything", ", ".join(it["channels"]), it["when"])
    output.print(table)


def _shown(watch: Watch) -> dict[str, Any]:
    conditions = {
        name: list(getattr(watch, name))
        for name in ("sides", "people", "bodies", "sectors", "types", "statuses", "words")
        if getattr(watch, name)
    }
    if watch.rank:
        conditions["rank"] = [f"{watch.rank} or higher"]
    waits = f" after {watch.group_wait.total_seconds() / 60:.0f} minutes" if watch.group_wait else ""
    when = {
        "immediate": f"immediate{waits}",
        "hourly": "hourly",
        "daily": f"daily at {watch.digest_at:%H:%M} {watch.zone.key}",
    }[watch.delivery]
    return {
        "name": watch.name,
        "conditions": conditions,
        # The rest of an address may hold a password.
        "channels": [address.partition(":")[0] for address in watch.channels],
        "delivery": watch.delivery,
        "when": when + (", with quiet hours" if watch.quiet else ""),
    }


def _print_rehearsal(rehearsal: Rehearsal, days: int) -> None:
    events = _count(rehearsal.events, "event")
    output.print(f"The last {days} days have {events}, first reported since {rehearsal.since:%Y-%m-%d}.")
    for it in rehearsal.watches:
        messages = _count(it.messages, "message" if it.delivery == "immediate" else "digest")
        quiet = f" with news and {it.quiet_days} of quiet days" if it.delivery == "daily" else ""
        most = f"; {it.most} on the busiest day, {it.busiest}" if it.busiest else ""
        output.print(f"\n{it.name} ({it.delivery})", style="bold", markup=False)
        output.print(
            f"  {messages}{quiet}: {_count(it.new, 'new event')}, {_count(it.amended, 'amendment')}{most}", markup=False
        )
        for title in it.titles:
            output.print(f"    {title}", markup=False)
        for warning in it.warnings:
            console.print(f"  Look again: {warning}", style="yellow", markup=False)
    output.print(f"\n{_count(rehearsal.unmatched, 'event')} that no watch would have brought", markup=False)
    for title in rehearsal.unmatched_titles:
        output.print(f"    {title}", markup=False)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
