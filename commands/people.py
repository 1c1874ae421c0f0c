"""`corridor people`: who the names in reports mean, and what analysts decide about that."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from commands.terminal import Json, console, on_sample, output
from items import Unusable
from pipeline import analysts

app = typer.Typer(help="People and bodies: who the names in reports mean, and decisions on it.", no_args_is_help=True)
Id = Annotated[int, typer.Argument(metavar="ID", help="Of the person or body; `people list NAME` shows it.")]
Because = Annotated[str, typer.Option("--because", help="Why, for whoever asks later.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; your user name without it.")]
Most = Annotated[int, typer.Option("--limit", min=1, help="Rows at most.")]


@app.command("list")
def list_parties(
    name: Annotated[str | None, typer.Argument(help="Part of a name, in any of its spellings.")] = None,
    unreviewed: Annotated[bool, typer.Option(help="Only those whom nobody has confirmed.")] = False,
    limit: Most = 50,
    as_json: Json = False,
) -> None:
    """Show people and bodies, those whom reports name most first."""
    found = analysts.parties(name, unreviewed, limit, on_sample())
    if as_json:
        _print_json(found)
    elif found:
        _print_parties(found)
    else:
        console.print("Nobody is so called." if name else "Nobody is known yet: the next run fills the list.")


@app.command()
def show(who: Id, as_json: Json = False) -> None:
    """Show all that is known of one: spellings, offices from day to day, reports, decisions."""
    found = analysts.party(who, on_sample())
    if as_json:
        _print_json(found)
    else:
        _print_party(found)


@app.command()
def merge(
    stays: Id,
    others: Annotated[list[int], typer.Argument(metavar="OTHER...", help="Ids that are the same one.")],
    because: Because,
    by: By = None,
) -> None:
    """Make one of several: the first id stays, the others lead to it, and new spellings follow."""
    _decide("merge", stays, because, by, others=others)
    _done(f"{', '.join(map(str, others))} {'is' if len(others) == 1 else 'are'} {stays} from now on.")


@app.command()
def split(
    who: Id,
    name: Annotated[str, typer.Argument(help="The name as it is printed, one of `people show ID`.")],
    because: Because,
    side: Annotated[str | None, typer.Option(help="Only where he stands for this state (PK, UZ, …).")] = None,
    office: Annotated[str | None, typer.Option(help="Only in this office; else the name stays whose it is.")] = None,
    to: Annotated[int | None, typer.Option(help="Id of the one whom it means; someone new without it.")] = None,
    by: By = None,
) -> None:
    """Take a printed name away from one and give it to another, or to someone new."""
    if side is not None and not (len(side) == 2 and side.isalpha()):
        raise Unusable(f"--side {side} is no state: give its two letters, such as UZ.")
    state = side and side.upper()
    found = _decide("split", who, because, by, name=name, country=state, office=office, to=to)
    _done(f"'{name}'{f' as {office}' if office else ''} means {found} from now on.")


@app.command()
def rename(who: Id, name: Annotated[str, typer.Argument(help="The name.")], because: Because, by: By = None) -> None:
    """Call one by another name in all events."""
    _decide("rename", who, because, by, name=name)
    _done(f"{who} is called {name.strip()} from now on.")


@app.command()
def review(
    who: Annotated[int | None, typer.Argument(metavar="[ID]", help="Whom you confirm.")] = None,
    because: Annotated[str, typer.Option("--because", help="Why, for whoever asks later.")] = "looked at",
    by: By = None,
    limit: Most = 50,
    as_json: Json = False,
) -> None:
    """Show who was met in reports and what is undecided; with an ID, confirm that one."""
    if who is not None:
        _decide("review", who, because, by)
        _done(f"{who} is confirmed.")
        return
    met = analysts.parties(None, True, limit, on_sample())
    undecided = analysts.undecided_names(limit, on_sample())
    if as_json:
        _print_json({"unreviewed": met, "undecided": undecided})
        return
    if met:
        output.print("Met in reports, confirmed by nobody\n", style="bold")
        _print_parties(met)
    if undecided:
        output.print("\nNames that may mean several\n", style="bold")
        _print_undecided(undecided)
    if not met and not undecided:
        console.print("Nothing is to be reviewed.")


def _decide(kind: str, who: int, because: str, by: str | None, **about: Any) -> int:
    if not because.strip():
        raise Unusable("Say why: --because must not be empty.")
    return analysts.decide_on_party(kind, who, by or _user(), because.strip(), on_sample(), **about)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise Unusable("Your user has no name here: say with --by who decides.") from error


def _done(said: str) -> None:
    console.print(said, markup=False)


def _print_json(found: Any) -> None:
    print(json.dumps(found, default=str, ensure_ascii=False))


def _print_parties(found: list[dict[str, Any]]) -> None:
    table = Table("id", "name", "side", "office", "also", "reports", "known from", box=None, pad_edge=False)
    for it in found:
        known = "reports, unreviewed" if it["is_unreviewed"] else {"report": "reports"}.get(it["source"], it["source"])
        name = it["name"] if it["kind"] == "person" else f"{it['name']} (body)"
        also = ", ".join(it["also"][:4]) + (" …" if len(it["also"]) > 4 else "")
        cells = (it["id"], name, it["country"] or "-", it["office"] or "-", also or "-", it["reports"], known)
        table.add_row(*(_plain(cell) for cell in cells))
    output.print(table)


def _print_undecided(found: list[dict[str, Any]]) -> None:
    table = Table("name", "side", "office", "reports", "may be", "why it is open", box=None, pad_edge=False)
    for it in found:
        between = ", ".join(f"{other['name']} ({other['id']})" for other in it["candidates"] or ())
        cells = (it["name"], it["country"] or "-", it["office"] or "-", it["reports"], between, it["reason"])
        table.add_row(*(_plain(cell) for cell in cells))
    output.print(table)


def _print_party(it: dict[str, Any]) -> None:
    state = "met in reports, unreviewed" if it["is_unreviewed"] else f"from {it['source']}"
    head = ", ".join(part for part in (it["name"], it["country"], it["kind"], state) if part)
    output.print(f"{it['id']}  {head}", markup=False, style="bold")
    if it.get("merged_into"):
        output.print(f"  merged into {it['merged_into']}", markup=False)
    for alias in it["aliases"]:
        output.print(f"  spelt    {alias['name']}  ({alias['source']}, {alias['country'] or 'no side'})", markup=False)
    for held in it["offices"]:
        shown = f"{held['reports']} reports" if held["source"] == "report" else held["source"]
        days = f"{held['since'] or '…'} to {held['until'] or '…'}"
        output.print(f"  office   {held['office']}  ({days}; {shown})", markup=False)
    for told in it["reports"]:
        output.print(
            f"  report   {told['date'] or '-'}  {told['type']}  {told['printed']}  {told['url']}", markup=False
        )
        output.print(f"           {told['score']}: {told['reason']}", markup=False)
    for made in it["decisions"]:
        what = ", ".join(str(made[key]) for key in ("name", "office", "other_id") if made[key])
        output.print(
            f"  decided  {made['decision']} {what} by {made['made_by']} on {made['made_at'][:10]}: {made['reason']}",
            markup=False,
        )


def _plain(cell: Any) -> str:
    return escape(str(cell))
