"""The embedded server: shared, stopped by its last user, and back with every row after any kind of end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from items import Unusable
from warehouse import embedded

ROOT = Path(__file__).parent.parent
NOBODY = 65534


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: embedded.Server) -> Iterator[Path]:
    """A home of the test's own, used by other processes only: this one is a user of the session's server."""
    yield tmp_path / "home"
    for process in _servers(tmp_path):
        process.kill()


def run(home: Path, script: str, **environment: str) -> subprocess.Popen[str]:
    """Run a Python script with that home."""
    text = "from warehouse import embedded\nimport psycopg2, sys, os, time\n" + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-c", text],
        cwd=ROOT,
        env=dict(os.environ) | {"CORRIDOR_HOME": str(home), "CORRIDOR_UNSAFE_FAST": "0"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.PIPE,
        text=True,
    )


COUNT = """
    with embedded.server() as server:
        connection = psycopg2.connect(server.url("postgres", "postgres"))
        cursor = connection.cursor()
        cursor.execute("create table if not exists kept (n int)")
        cursor.execute("insert into kept select generate_series(1, 1000)")
        connection.commit()
        cursor.execute("select count(*) from kept")
        print(cursor.fetchone()[0], flush=True)
"""
STAY = COUNT + "        sys.stdin.readline()\n"


def said(process: subprocess.Popen[str]) -> str:
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 0, output
    return output.strip()


def _servers(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "-D" in words and str(folder) in " ".join(words):
            found.append(process)
    return found


def test_the_last_user_stops_the_server_and_its_rows_are_there_next_time(home: Path) -> None:
    assert said(run(home, COUNT)) == "1000"
    assert not _servers(home)
    assert said(run(home, COUNT)) == "2000"


def test_two_commands_at_once_share_one_server(home: Path) -> None:
    first = run(home, STAY)
    assert first.stdout is not None and first.stdout.readline().strip() == "1000"
    assert said(run(home, COUNT)) == "2000"
    assert len(_servers(home)) == 1, "the second command must not stop what the first still uses"
    first.communicate("\n", timeout=60)
    assert not _servers(home)


def test_two_first_starts_at_once_make_one_server(home: Path) -> None:
    both = [run(home, COUNT.replace("insert into kept select generate_series(1, 1000)", "select")) for _ in range(2)]
    assert [said(process) for process in both] == ["0", "0"]


def test_a_killed_server_comes_back_with_its_rows(home: Path) -> None:
    user = run(home, STAY)
    assert user.stdout is not None and user.stdout.readline().strip() == "1000"
    _servers(home)[0].send_signal(signal.SIGKILL)
    assert said(run(home, COUNT)) == "2000"
    user.communicate("\n", timeout=60)


def test_a_killed_user_leaves_a_server_that_the_next_user_stops(home: Path) -> None:
    user = run(home, STAY)
    assert user.stdout is not None and user.stdout.readline().strip() == "1000"
    user.kill()
    user.wait(10)
    assert len(_servers(home)) == 1
    assert said(run(home, COUNT)) == "2000"
    assert not _servers(home)


def test_a_first_start_that_was_killed_half_way_is_begun_again(home: Path) -> None:
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert said(run(home, COUNT)) == "1000"


def test_another_port_is_taken_where_somebody_else_has_ours(home: Path) -> None:
    assert said(run(home, COUNT)) == "1000"
    with socket.socket() as other:
        other.bind(("127.0.0.1", int((home / "postgres" / "port").read_text())))
        other.listen()
        assert said(run(home, COUNT)) == "2000"


def test_a_stale_pid_that_belongs_to_another_process_is_not_taken_for_the_server(home: Path) -> None:
    user = run(home, STAY)
    assert user.stdout is not None and user.stdout.readline().strip() == "1000"
    _servers(home)[0].send_signal(signal.SIGKILL)
    time.sleep(0.5)
    stale = home / "postgres" / "data" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *stale.read_text().splitlines()[1:]]) + "\n")
    assert said(run(home, COUNT)) == "2000"
    user.communicate("\n", timeout=60)


def test_the_server_asks_for_a_password_and_listens_on_loopback_only(server: embedded.Server) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(server.url("postgres", "postgres").replace(server.passwords["postgres"], "guess"))
    secret = embedded.home() / "postgres.secrets.json"
    assert secret.stat().st_mode & 0o777 == 0o600
    connection = psycopg2.connect(server.url("postgres", "postgres"))
    with connection.cursor() as cursor:
        cursor.execute("show listen_addresses")
        assert cursor.fetchone() == ("127.0.0.1",)
    connection.close()


def test_a_home_that_can_not_be_written_is_one_line_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("CORRIDOR_HOME", str(blocked / "home"))
    with pytest.raises(Unusable, match="set CORRIDOR_HOME to a folder"):
        embedded.home()


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as a normal user already")
def test_a_normal_user_has_a_server_too(home: Path) -> None:
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin")
    packages = str(Path(psycopg2.__file__).parent.parent)
    home.mkdir(mode=0o777)
    os.chown(home, NOBODY, NOBODY)
    for folder in home.parents:
        folder.chmod(folder.stat().st_mode | 0o111) if str(folder).startswith("/tmp/pytest") else None
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    environment = {"HOME": str(home), "CORRIDOR_HOME": str(home / "in"), "PYTHONPATH": f"{ROOT}:{packages}"}
    probe = [*as_nobody, python or "python3", "-c", "import psycopg2, warehouse.embedded"]
    if subprocess.call(probe, env=environment, cwd="/", stderr=subprocess.DEVNULL):
        pytest.skip("no Python that a normal user of this machine can run has these packages")
    text = "from warehouse import embedded\nimport psycopg2, sys, os, time\n" + textwrap.dedent(COUNT)
    for rows in ("1000", "2000"):
        done = subprocess.run(
            [*as_nobody, python or "python3", "-c", text], env=environment, cwd="/", capture_output=True, text=True
        )
        assert done.stdout.strip() == rows, done.stderr
    assert (home / "in" / "postgres" / "data").stat().st_uid == NOBODY


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs to become somebody else")
def test_root_runs_the_server_as_nobody_where_namespaces_are_forbidden(tmp_path: Path) -> None:
    home = Path("/tmp") / f"corridor-test-{os.getpid()}"
    script = "from warehouse import confined\nconfined._namespaces = lambda: False\n" + textwrap.dedent(COUNT)
    try:
        assert said(run(home, script)) == "1000"
        assert (home / "postgres" / "data").stat().st_uid == NOBODY
    finally:
        shutil.rmtree(home, ignore_errors=True)
