"""`corridor up` and `down`: the hourly service of this machine; `corridor psql`: a shell on its warehouse."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.terminal import console, on_sample
from pipeline import environment, operators


def up() -> None:
    """Start the hourly service."""
    import service
    from service.home import USER, airflow_home

    running = service.up(say=console.print)
    secret = airflow_home() / "secrets.json"
    console.print(f"Airflow:    {running.url}   user {USER}, password in {secret}")
    console.print(
        f"Warehouse:  {operators.warehouse_address(on_sample())}   (`corridor psql` is a read-only shell on it)"
    )
    console.print(f"Schedule:   {environment.schedule() or 'off'}; stop it with `make down`")


def down() -> None:
    """Stop the service."""
    import service

    console.print("Stopped." if service.down() else "No service is running.")


def psql(context: typer.Context, owner: Annotated[bool, typer.Option(help="A shell that may write.")] = False) -> None:
    """Open a read-only SQL shell.

    Analysts may read the schema `analysis`; --owner opens a shell that may read and write everything. What stands
    behind -- goes to psql: corridor psql -- -c 'select * from analysis.events'
    """
    raise typer.Exit(operators.psql(context.args, owner=owner, sample=on_sample()))
