"""Where the warehouse is, and connections to it: DATABASE_URL, or the embedded server."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
from psycopg2.extensions import make_dsn, parse_dsn

from items import Unusable
from warehouse import embedded
from warehouse.migrate import migrate

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

STATEMENTS = Path(__file__).parent.parent / "sql" / "statements"
#: Seconds after which a server that does not answer is given up.
CONNECT_LIMIT = 10
#: What psql takes from its environment, so that no password stands in a list of processes.
PSQL_NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
}


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    """Connection strings by what one may do: everything, load facts, or read `analysis`."""

    owner_url: str
    loader_url: str
    analyst_url: str


@contextmanager
def warehouse(*, sample: bool = False) -> Iterator[Warehouse]:
    """The warehouse, made and migrated where needed, usable while the context lasts.

    The sample's is always embedded and a database of its own. Raises Unusable where it can't be had.
    """
    named = os.environ.get("DATABASE_URL")
    if named and not sample:
        place = on_server(named)
        migrate(connect(place.owner_url))
        yield place
        return
    with embedded.server() as server:
        database = "corridor_sample" if sample else "corridor"
        embedded.ensure_database(server, database)
        place = Warehouse(
            owner_url=server.url(database, "corridor_owner"),
            loader_url=server.url(database, "corridor_loader"),
            analyst_url=server.url(database, "corridor_analyst"),
        )
        migrate(connect(place.owner_url))
        yield place


def on_server(url: str) -> Warehouse:
    """The warehouse that `url` names, of which the user owns it and plays the other two roles."""
    try:
        parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        raise Unusable(
            "DATABASE_URL is no address of a PostgreSQL database; it looks like postgresql://user:password@host:5432/name."
        ) from error
    analyst = "-c role=corridor_analyst -c default_transaction_read_only=on"
    return Warehouse(
        owner_url=url,
        loader_url=make_dsn(url, options="-c role=corridor_loader"),
        analyst_url=make_dsn(url, options=analyst),
    )


def connect(url: str) -> Connection:
    """A connection in UTC. Raises Unusable, in one line without the password, where the server can't be had."""
    try:
        connection = psycopg2.connect(url, connect_timeout=CONNECT_LIMIT, application_name="corridor")
    except psycopg2.OperationalError as error:
        said = str(error).strip().splitlines()[-1].rpartition(": ")[2].strip()
        raise Unusable(
            f"The warehouse at {address(url)} can't be had ({said}): correct DATABASE_URL or unset it."
        ) from error
    connection.set_session(isolation_level="READ COMMITTED")
    return connection


def address(url: str) -> str:
    """Where `url` leads, without user and password."""
    parts = parse_dsn(url)
    return f"{parts.get('host', 'localhost')}:{parts.get('port', '5432')}/{parts.get('dbname', '')}"


@cache
def statement(name: str) -> str:
    """The SQL of sql/statements/<name>.sql."""
    return (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")


def psql(url: str, arguments: Sequence[str]) -> int:
    """PostgreSQL's own shell on `url`, on our terminal; returns its exit code."""
    known = {PSQL_NAMES[name]: value for name, value in parse_dsn(url).items() if name in PSQL_NAMES}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the shell's own affair
    try:
        return subprocess.call([str(embedded.BINARIES / "psql"), *arguments], env=dict(os.environ) | known)
    finally:
        signal.signal(signal.SIGINT, before)
