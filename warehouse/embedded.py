"""Nothing but a folder → a running PostgreSQL of our own, shared by all commands of a user and stopped by the last."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from items import Unusable
from warehouse import confined, postmaster, shared

if TYPE_CHECKING:
    from psycopg2.extensions import cursor as Cursor

BINARIES = postmaster.BINARIES
SUPERUSER = "postgres"
#: Login roles of the server; the first three are those of sql/migrations, the last is Airflow's.
ROLES = ("corridor_owner", "corridor_loader", "corridor_analyst", "airflow")
#: Who else may connect to a database, by its owner.
USERS = {"corridor_owner": ("corridor_loader", "corridor_analyst")}
#: Connections that analysts may have at a time, of the server's 200.
ANALYSTS_LIMIT = 20
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server on loopback; `passwords` by role."""

    port: int
    passwords: dict[str, str] = field(repr=False)
    host: str = "127.0.0.1"

    def url(self, database: str, role: str = "corridor_owner") -> str:
        """Connection URL of `database` for a role of this server."""
        return f"postgresql://{role}:{quote(self.passwords[role])}@{self.host}:{self.port}/{database}"


def home() -> Path:
    """Corridor's folder: CORRIDOR_HOME, else the user's data folder by the XDG rules. Raises Unusable if unwritable."""
    named, data = os.environ.get("CORRIDOR_HOME"), os.environ.get("XDG_DATA_HOME", "")
    try:
        # XDG asks that a folder which is not absolute be ignored.
        standard = Path(data) if Path(data).is_absolute() else Path("~/.local/share")
        folder = (Path(named) if named else standard / "corridor").expanduser().resolve()
    except RuntimeError as error:
        raise Unusable("This user has no home: set CORRIDOR_HOME to a folder that you may write.") from error
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unwritable(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(folder, None)
    return folder


@contextmanager
def server() -> Iterator[Server]:
    """The user's server, started if nobody has; whoever leaves last stops it.

    Raises Unusable where the server can't be had.
    """
    folder = home() / "postgres"
    folder.mkdir(exist_ok=True, mode=0o700)
    if folder.stat().st_uid not in confined.owners():
        raise Unusable(
            f"{folder} belongs to another user: run as that one, or set CORRIDOR_HOME to a folder of your own."
        )
    with shared.used(folder, lambda: _stop(folder)):
        with shared.alone(folder):
            running = _running(folder)
        yield running


def ensure_database(on: Server, name: str, owner: str = "corridor_owner") -> None:
    """Create the database `name`, closed to the roles that are not its own, if there is none; two may do it at once."""
    database, users = sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, (owner, *USERS.get(owner, ()))))
    with _administrator(on) as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('corridor databases'))")
        cursor.execute("select from pg_database where datname = %s", (name,))
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("create database {} owner {}").format(database, sql.Identifier(owner)))
            cursor.execute(sql.SQL("revoke connect, temporary on database {} from public").format(database))
            cursor.execute(sql.SQL("grant connect on database {} to {}").format(database, users))


@contextmanager
def _administrator(on: Server) -> Iterator[Cursor]:
    """The superuser at work, each statement by itself."""
    try:
        connection = psycopg2.connect(on.url("postgres", SUPERUSER))
    except psycopg2.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        raise Unusable(f"The embedded PostgreSQL does not let us in; do the passwords belong to it? {said}") from error
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:
        yield cursor


# --- start and stop ---------------------------------------------------------------------------------------------------


def _running(folder: Path) -> Server:
    passwords = _passwords(folder)
    port, ready = _port(folder), folder / "ready"
    if not postmaster.answers(folder, port):
        ready.unlink(missing_ok=True)
        _initialise(folder, passwords)
        port = _start(folder, port)
    running = Server(port=port, passwords=passwords)
    if not ready.exists():  # whoever started the server may have been killed before the roles were made
        _make_roles(running)
        ready.touch()
    return running


def _initialise(folder: Path, passwords: dict[str, str]) -> None:
    """Make the data folder: into a draft that is renamed when whole, so that a killed start leaves no half of one."""
    data = folder / "data"
    if data.exists():
        return
    draft, word = folder / "data.new", folder / "superuser.word"
    shutil.rmtree(draft, ignore_errors=True)
    _write_private(word, passwords[SUPERUSER])
    confined.hand_over(word)
    try:
        made = postmaster.run(
            folder, "initdb", "-D", str(draft), "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", str(word),
            "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
    finally:
        word.unlink(missing_ok=True)
    if made.returncode:
        raise Unusable(f"The embedded PostgreSQL could not be set up in {folder}: {_last_line(made.stdout)}")
    draft.rename(data)


def _start(folder: Path, port: int) -> int:
    """Start the server on `port`, or on another one where that is taken; returns the port."""
    data, log = folder / "data", folder / "postgres.log"
    for attempt in range(4):
        time.sleep(attempt / 2)
        postmaster.clear(folder)
        if _taken(port):
            port = _free_port()
        _write_private(folder / "port", str(port))
        settings = " ".join(f"-c {name}={value!r}" for name, value in (SETTINGS | _test_settings()).items())
        log.touch(mode=0o600)
        confined.hand_over(log)
        limit, options = str(postmaster.START_LIMIT), f"-c port={port} {settings}"
        started = postmaster.run(
            folder, "pg_ctl", "start", "-w", "-t", limit, "-D", str(data), "-l", str(log), "-o", options
        )  # fmt: skip
        if postmaster.answers(folder, port):
            return port
    raise Unusable(f"The embedded PostgreSQL did not start ({_last_line(started.stdout)}); {log} may say why.")


def _stop(folder: Path) -> None:
    if postmaster.state(folder) is not None:
        postmaster.run(folder, "pg_ctl", "stop", "-w", "-m", "fast", "-t", "30", "-D", str(folder / "data"))


def _test_settings() -> dict[str, str]:
    """Without durability where the data is thrown away anyhow: CORRIDOR_UNSAFE_FAST=1, which tests set."""
    if os.environ.get("CORRIDOR_UNSAFE_FAST") != "1":
        return {}
    return {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


# --- passwords, roles, ports ------------------------------------------------------------------------------------------


def _passwords(folder: Path) -> dict[str, str]:
    """The roles' passwords, made at the first start, readable by the user alone."""
    file = folder.parent / "postgres.secrets.json"
    try:
        known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    except ValueError:
        known = {}
    if SUPERUSER not in known and (folder / "data").exists():
        raise Unusable(
            f"{file}, which holds the passwords of the embedded PostgreSQL, is lost or damaged: put it back, or move "
            f"{folder} away to begin with an empty warehouse."
        )
    missing = [role for role in (SUPERUSER, *ROLES) if role not in known]
    if missing:
        known |= {role: secrets.token_urlsafe(24) for role in missing}
        _write_private(file, json.dumps(known))
    return known


def _make_roles(on: Server) -> None:
    with _administrator(on) as cursor:
        for role in ROLES:
            cursor.execute("select from pg_roles where rolname = %s", (role,))
            verb = "create" if cursor.fetchone() is None else "alter"
            command = sql.SQL(verb + " role {} login password {}")
            cursor.execute(command.format(sql.Identifier(role), sql.Literal(on.passwords[role])))
        cursor.execute("grant corridor_loader, corridor_analyst to corridor_owner")
        cursor.execute("alter role corridor_analyst connection limit %s", (ANALYSTS_LIMIT,))


def _port(folder: Path) -> int:
    with suppress(OSError, ValueError):
        return int((folder / "port").read_text())
    return _free_port()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _write_private(file: Path, content: str) -> None:
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with draft.open("w") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def _unwritable(folder: Path, error: OSError | None) -> Unusable:
    why = f" ({error.strerror})" if error else ""
    return Unusable(f"{folder} can't be written{why}: set CORRIDOR_HOME to a folder that you may write.")
