"""`corridor alerts`: messages to readers that went out, wait or were given up."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from commands.terminal import Json, console, on_sample, output
from items import Failed, Unusable
from pipeline import operators

app = typer.Typer(help="Messages to readers: what was sent, what waits, what was given up.", rich_markup_mode=None)

Days = Annotated[int, typer.Option("--days", min=1, help="Of so many days back.")]
States = Annotated[
    list[str] | None, typer.Option("--state", help="waiting, failing, dead, sent, dropped or expired; all without it.")
]


@app.callback(invoke_without_command=True)
def alerts(context: typer.Context, as_json: Json = False) -> None:
    """List messages where no other command is given."""
    if context.invoked_subcommand is None:
        list_messages(as_json=as_json)


@app.command("list")
def list_messages(state: States = None, days: Days = 7, as_json: Json = False) -> None:
    """List the messages of the last days and those that are still open.

    Exit code 1 where there are dead letters of which no newer message tells.
    """
    found = operators.alert_messages(state, days, on_sample())
    if as_json:
        for it in found:
            print(json.dumps(it, default=str, ensure_ascii=False))
    elif found:
        output.print(_table(found))
    else:
        console.print("alerts: no messages")
    if dead := sum(it["state"] == "dead" and it["overtaken_by"] is None for it in found):
        raise Failed(f"{dead} given up: mend the address or the service behind it, then: corridor alerts replay")


@app.command()
def show(message_id: Annotated[int, typer.Argument(metavar="ID")], as_json: Json = False) -> None:
    """Show one message: its words, to whom by which watch, and how its sending went."""
    found = operators.alert_message(message_id, on_sample())
    if as_json:
        print(json.dumps(found, default=str, ensure_ascii=False))
        return
    if by := found.pop("overtaken_by"):
        output.print(f"overtaken by message {by}")
    message = found.pop("message") or {"title": "Not written yet: that is done when it is sent.", "text": ""}
    for name, value in found.items():
        if value not in (None, [], False):
            output.print(f"{name:17} {_plain(value)}", markup=False)
    output.print(f"\n{message['title']}\n\n{message['text']}", markup=False)


@app.command()
def replay(
    message_ids: Annotated[
        list[int] | None, typer.Argument(metavar="[ID]...", help="Without any: all but what was overtaken.")
    ] = None,
) -> None:
    """Let messages that were given up or expired be sent again, with the same key: those who had them can drop them.

    What a newer message about the same event overtook, as `list` says, has old words: it only goes where it is named.
    """
    again = operators.replay_alerts(message_ids, on_sample())
    if missing := sorted(set(message_ids or ()) - set(again)):
        raise Unusable(f"Neither given up nor expired: {', '.join(map(str, missing))}. See corridor alerts list.")
    console.print(
        f"alerts: {len(again)} to be sent again, by the next `corridor alert` or run" if again else "alerts: none"
    )


@app.command()
def latency(days: Days = 7, as_json: Json = False) -> None:
    """Say how long news took to reach its readers: minutes, median and p95."""
    found = operators.alert_latency(days, on_sample())
    if as_json:
        for it in found:
            print(json.dumps(it, default=str, ensure_ascii=False))
        return
    table = Table(box=None)
    for name in ("day", "watch", "kind", "messages", "published → fetched", "→ found", "→ delivered", "in all"):
        table.add_column(name)
    for it in found:
        spans = (f"{_minutes(it[f'{name}_p50'])} / {_minutes(it[f'{name}_p95'])}" for name in SPANS)
        table.add_row(str(it["day"]), it["watch"], it["kind"], str(it["messages"]), *spans)
    output.print(table)


SPANS = ("fetching", "finding", "delivering", "total")


def _minutes(seconds: Any) -> str:
    return "-" if seconds is None else f"{float(seconds) / 60:,.0f}"


def _table(found: list[dict[str, Any]]) -> Table:
    table = Table(box=None)
    for name in ("id", "state", "when", "kind", "watch", "to", "what", "why"):
        table.add_column(name, overflow="fold")
    for it in found:
        when = it["sent_at"] or it["gave_up_at"] or it["next_try_at"]
        to = it["recipient"][:8] if it["is_configured"] else f"{it['recipient'][:8]}, not configured any more"
        overtaken = f"overtaken by message {it['overtaken_by']}" if it["overtaken_by"] else None
        why = "; ".join(filter(None, (overtaken, it["reason"])))
        row = (it["message_id"], it["state"], when, it["kind"], it["watches"], to, it["title"], why)
        table.add_row(*(_plain(value) for value in row))
    return table


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
