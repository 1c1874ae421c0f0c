"""`corridor events`: the events as a list or one by one, and what analysts decide about them."""

from __future__ import annotations

import getpass
import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from commands.terminal import Json, console, on_sample, output
from pipeline import analysts

app = typer.Typer(
    help="""Events: look at them, and correct what was brought together or read wrongly.

    What is decided is kept with who, when and why; every later run respects it, also after pages are read again, until
    it is undone. An id of an event that turned out to be another one is followed.
    """,
    no_args_is_help=True,
    rich_markup_mode=None,
)

Event = Annotated[int, typer.Argument(metavar="EVENT", help="Id of an event.")]
Why = Annotated[str, typer.Option("--because", help="The reason, for whoever looks at it later.")]
By = Annotated[str, typer.Option("--by", help="Who decides; your name on this machine without it.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def _me() -> str:
    return getpass.getuser()


@app.command("list")
def list_(
    side: Annotated[str | None, typer.Option(help="Only with this state (ISO 3166-1 alpha-2).")] = None,
    type: Annotated[str | None, typer.Option(help="meeting, call, visit, forum or agreement.")] = None,
    status: Annotated[str | None, typer.Option(help="planned, held, postponed or cancelled.")] = None,
    since: Day = None,
    until: Day = None,
    most: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    as_json: Json = False,
) -> None:
    """The last events, by their days."""
    found = analysts.list_events(
        on_sample(), side=side and side.upper(), type=type, status=status, since=since, until=until, most=most
    )
    if as_json:
        output.print_json(json.dumps(found, default=str))
        return
    table = Table("event", "day", "type", "status", "place", "who", "reports", box=None, pad_edge=False)
    for event in found:
        cells = (
            str(event["event_id"]), _day(event), event["type"], event["status"], event["place"] or "-",
            event["participants"] or ", ".join(event["sides"]), str(event["reports"]),
        )  # fmt: skip
        table.add_row(*map(escape, cells))
    output.print(table)


@app.command()
def show(event: Event, as_json: Json = False) -> None:
    """One event: its fields, its reports, what happened within it, and what was decided about it."""
    found = analysts.show_event(event, on_sample())
    _say_followed([event], [found["event"]["event_id"]])
    if as_json:
        output.print_json(json.dumps(found, default=str))
        return
    for line in _described(found):
        output.print(line, markup=False)


@app.command()
def merge(
    events: Annotated[list[int], typer.Argument(metavar="EVENT EVENT...", help="Ids of events that are one.")],
    why: Why,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Events are one: all their reports stay together from now on."""
    _decide("merge", why, by, as_json, event_ids=events)


@app.command()
def split(
    event: Event,
    why: Why,
    reports: Annotated[list[int] | None, typer.Option("--report", help="Id of a report that is taken out.")] = None,
    articles: Annotated[
        list[str] | None, typer.Option("--article", help="Address or id of an article whose reports are taken out.")
    ] = None,
    by: By = "",
    as_json: Json = False,
) -> None:
    """Some reports of an event tell of another one: they are never brought together with the others again."""
    _decide("split", why, by, as_json, event_id=event, report_ids=reports or [], articles=articles or [])


@app.command()
def edit(
    event: Event,
    field: Annotated[str, typer.Argument(help="type, status, day, place, mode or part_of (the id of a visit).")],
    value: Annotated[
        str, typer.Argument(help="What is true; an empty text: that it is not known, or that there is none.")
    ],
    why: Why,
    by: By = "",
    as_json: Json = False,
) -> None:
    """A field of an event is what you say; what the reports say stays beside it."""
    _decide("edit", why, by, as_json, event_id=event, field=field, value=value)


@app.command()
def undo(
    decision: Annotated[
        int, typer.Argument(metavar="DECISION", help="Id of a decision; `show` names those of an event.")
    ],
    why: Why,
    by: By = "",
    as_json: Json = False,
) -> None:
    """A decision holds no more: the reports decide again. It stays in the list."""
    _decide("undo", why, by, as_json, decision_id=decision)


def _decide(kind: str, why: str, by: str, as_json: bool, **what: Any) -> None:
    decided = analysts.decide_on_event(kind, by or _me(), why, on_sample(), **what)
    if as_json:
        output.print_json(json.dumps(asdict(decided)))
        return
    done = "is undone" if kind == "undo" else "is written down"
    named = ", ".join(map(str, decided.event_ids)) or "none"
    console.print(f"Decision {decided.decision_id} {done}; its reports are of these events now: {named}.")
    for event_id in decided.revived:
        console.print(f"Event {event_id} stands again.")


def _say_followed(asked: list[int], found: list[int]) -> None:
    for one, other in zip(asked, found, strict=True):
        if one != other:
            console.print(f"Event {one} turned out to be event {other}.")


def _described(found: dict[str, Any]) -> list[str]:
    event = found["event"]
    place = event["place"] or "place unknown"
    lines = [
        f"Event {event['event_id']}: {event['type']} {event['status']}, {_day(event)}, {place}",
        f"  who      {event['participants'] or '-'}",
        f"  sides    {', '.join(event['sides'])}",
    ]
    if found["were"]:
        lines.append(f"  was      {', '.join(map(str, found['were']))}")
    if event["part_of"]:
        lines.append(f"  part of  event {event['part_of']}: {event['part_of_reason']}")
    for said in found["field_values"]:
        if said["source"] == "analyst" or (
            said["field"] in ("status", "date", "place", "type") and not said["is_chosen"]
        ):
            who = "an analyst says" if said["source"] == "analyst" else "also read"
            lines.append(f"  {said['field']:8} {who}: {said['value']}")
    lines.append("Reports")
    for report in found["reports"]:
        lines.append(
            f"  {report['report_id']:>7}  {report['outlet_name']}: {report['status']}, {_day(report)}, "
            f"{report['place'] or '-'}; {report['participants'] or 'nobody named'}"
        )
        lines.append(f"           {report['url']}")
    if found["parts"]:
        lines.append("Within it")
    for part in found["parts"]:
        lines.append(f"  {part['event_id']:>7}  {part['type']} {part['status']}, {_day(part)}: {part['reason']}")
    if found["decisions"]:
        lines.append("Decisions")
        lines += [_decision(it) for it in found["decisions"]]
    return lines


def _decision(decision: dict[str, Any]) -> str:
    what = f"{decision['kind']} {decision['field']}={decision['value']}" if decision["field"] else decision["kind"]
    undone = f"; undone by {decision['undone_by']}: {decision['undone_why']}" if decision["undone_by"] else ""
    return (
        f"  {decision['decision_id']:>7}  {what} by {decision['decided_by']}, {decision['decided_at'][:10]}: "
        f"{decision['reason']}{undone}"
    )


def _day(found: dict[str, Any]) -> str:
    if not found["event_date"]:
        return "day unknown"
    return str(found["event_date"])[: 7 if found["date_precision"] == "month" else 10]
