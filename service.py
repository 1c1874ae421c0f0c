"""Airflow as a service of this machine: starts and stops its processes, triggers a run and watches it to its end."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import psutil

from items import Unusable
from pipeline import CRAWLS_AT_ONCE
from pipeline.environment import ROOT, outlets
from warehouse import embedded

#: WARC files of others read at a time.
BACKFILLS_AT_ONCE = 2
#: What bounds how many tasks of one kind run at a time: name → slots and what they are for.
POOLS = {
    "outlets": (CRAWLS_AT_ONCE, "Crawls at a time"),
    "backfills": (BACKFILLS_AT_ONCE, "WARC files of others read at a time"),
}
#: Seconds until Airflow must answer after a cold start on a slow machine.
START_LIMIT = 180
USER = "operator"


@dataclass(frozen=True)
class Service:
    """A running Airflow on loopback."""

    port: int
    password: str

    @property
    def url(self) -> str:
        """Address of Airflow's page."""
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> httpx.Client:
        """A client of its REST API, logged in."""
        token = httpx.post(f"{self.url}/auth/token", json={"username": USER, "password": self.password}, timeout=30)
        token.raise_for_status()
        bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
        return httpx.Client(base_url=f"{self.url}/api/v2", headers=bearer, timeout=30)


def airflow_home() -> Path:
    """Airflow's own folder."""
    return embedded.home() / "airflow"


# --- start and stop ---------------------------------------------------------------------------------------------------


@contextmanager
def running(*, schedules: bool, say: Callable[[str], None]) -> Iterator[Service]:
    """Run Airflow's processes for as long as the context lasts; `schedules` says whether DAGs run by the clock.

    Raises Unusable where another service of this home runs already or Airflow does not come up.
    """
    home = airflow_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        stack.enter_context(_only_one(home))
        killed = _stop_left_overs(home)
        if killed:
            say(f"Stopped {killed} processes that an earlier, killed run had left.")
        server = stack.enter_context(embedded.server())
        service = Service(port=_free_port(), password=_secrets(home)["password"])
        environment = _environment(service, _database(server), schedules)
        _migrate(home, environment, say)
        stack.callback(lambda: (home / "service.json").unlink(missing_ok=True))
        processes: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(lambda: _end(processes, say))
        say("Starting Airflow ...")
        started = datetime.now(UTC)
        for name in ("api-server", "dag-processor"):
            processes[name] = _start(name, environment, home)
        _wait_for(service, "/api/v2/version", processes, home)
        _prepare(service)
        processes["scheduler"] = _start("scheduler", environment, home)
        # At its first call Airflow makes its interface for tasks, for longer than a task would wait for an answer.
        _wait_for(service, "/execution/health", processes, home)
        _wait_for_dags(service, started, processes, home)
        _write_private(home / "service.json", {"pid": os.getpid(), "port": service.port})
        yield service


def found() -> Service | None:
    """The service that runs in this home, if one does; processes whose keeper was killed are none."""
    home = airflow_home()
    if not _is_kept(home):
        return None
    try:
        state = json.loads((home / "service.json").read_text())
        service = Service(port=state["port"], password=_secrets(home)["password"])
        httpx.get(f"{service.url}/api/v2/version", timeout=5).raise_for_status()
    except (OSError, ValueError, httpx.HTTPError):
        return None
    return service


def up(say: Callable[[str], None]) -> Service:
    """Start the service in the background and return when it answers; one that runs already is left alone."""
    if service := found():
        return service
    home = airflow_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = home / "service.log"
    with log.open("ab") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "service"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    say("Starting the service: scheduler, Airflow's page and warehouse ...")
    end = time.monotonic() + START_LIMIT + 60
    while time.monotonic() < end:
        if service := found():
            return service
        if keeper.poll() is not None:
            raise Unusable(f"The service did not start; the end of {log} says why:\n{_tail(log)}")
        time.sleep(0.5)
    keeper.terminate()
    raise Unusable(f"The service did not answer within {START_LIMIT + 60} s; see {log}.")


def down() -> bool:
    """Stop the service, and whatever a killed one left; False where nothing ran."""
    home = airflow_home()
    if not _is_kept(home):
        return bool(_stop_left_overs(home))
    try:
        keeper = psutil.Process(json.loads((home / "service.json").read_text())["pid"])
        keeper.terminate()
        keeper.wait(60)
    except (OSError, ValueError, psutil.Error) as error:
        raise Unusable("The service is just starting or stopping: try again in a minute.") from error
    return True


def _keep() -> None:
    """Hold the service until a signal asks for its end: what `up` starts."""

    def stop(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with running(schedules=True, say=lambda line: print(line, flush=True)) as service:
        print(f"Airflow answers at {service.url}", flush=True)
        while True:
            time.sleep(3600)


# --- a run ------------------------------------------------------------------------------------------------------------


def trigger(service: Service, *, sample: bool) -> str:
    """Start a run of the monitor; returns its id."""
    with service.client() as api:
        answer = api.post("/dags/monitor/dagRuns", json={"logical_date": None, "conf": {"sample": sample}})
        _accept(answer)
        return str(answer.json()["dag_run_id"])


def watch(service: Service, run: str, changed: Callable[[str, str], None]) -> bool:
    """Follow `run` to its end, telling `changed` of each task's new state; True where the run succeeded."""
    seen: dict[str, str] = {}
    started, waits = time.monotonic(), False
    with service.client() as api:
        while True:
            for name, state in _tasks(api, run):
                if state and seen.get(name) != state:
                    seen[name] = state
                    changed(name, state)
            answer = api.get(f"/dags/monitor/dagRuns/{run}")
            _accept(answer)
            state = answer.json()["state"]
            if state in ("success", "failed"):
                return bool(state == "success")
            if state == "queued" and not waits and time.monotonic() - started > 5:
                waits = True
                changed("this run, until the one before has ended", "queued")
            time.sleep(0.7)


def _tasks(api: httpx.Client, run: str) -> Iterator[tuple[str, str]]:
    names = outlets()  # in the order over which the DAG maps
    answer = api.get(f"/dags/monitor/dagRuns/{run}/taskInstances", params={"limit": 500})
    _accept(answer)
    for task in sorted(answer.json()["task_instances"], key=lambda t: t["start_date"] or "~"):
        name, number = task["task_id"].rpartition(".")[2], task["map_index"]
        yield name if number < 0 else f"{name} {names[number]}", task["state"]


def _prepare(service: Service) -> None:
    """Make the pools, and fail the runs that a killed service left, before any scheduler could go on with them."""
    with service.client() as api:
        for name, (slots, description) in POOLS.items():
            pool = {"name": name, "slots": slots, "description": description, "include_deferred": False}
            if api.get(f"/pools/{name}").status_code == 404:
                _accept(api.post("/pools", json=pool))
        left = api.get("/dags/~/dagRuns", params={"state": ["running", "queued"], "limit": 100})
        _accept(left)
        for run in left.json()["dag_runs"]:
            _accept(api.patch(f"/dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}", json={"state": "failed"}))


def _accept(answer: httpx.Response) -> None:
    if answer.is_error:
        raise Unusable(f"Airflow refused {answer.request.method} {answer.request.url.path}: {answer.text[:300]}")


# --- Airflow's processes ----------------------------------------------------------------------------------------------


def _environment(service: Service, database: str, schedules: bool) -> dict[str, str]:
    home, key = airflow_home(), _secrets(airflow_home())
    ours = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": "6",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{service.url}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
        "AIRFLOW__CORE__FERNET_KEY": key["fernet"],
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(service.port),
        "AIRFLOW__API__BASE_URL": service.url,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__SECRET_KEY": key["api"],
        "AIRFLOW__API_AUTH__JWT_SECRET": key["jwt"],
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(_free_port()),
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        # Seconds. Airflow may notice a task's end only when the next sign of life is due, and keeps its slot till then.
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "CORRIDOR_SERVICE_OF": str(home),
        # Airflow renames its processes; their environment, by which they are known, must stay readable.
        "SPT_NOENV": "1",
    }
    if not schedules:
        ours["CORRIDOR_SCHEDULE"] = "off"
    metadata = {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database}
    return metadata | dict(os.environ) | ours


def _database(server: embedded.Server) -> str:
    embedded.ensure_database(server, "airflow", owner="airflow")
    return server.url("airflow", "airflow").replace("postgresql://", "postgresql+psycopg2://", 1)


def _migrate(home: Path, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    done = home / "migrated"
    mark = f"{version('apache-airflow')} {environment['AIRFLOW__DATABASE__SQL_ALCHEMY_CONN'].rpartition('@')[2]}"
    if done.exists() and done.read_text() == mark:
        return
    say("Preparing Airflow's database ...")
    with (home / "migrate.log").open("wb") as log:
        code = subprocess.call([_airflow(), "db", "migrate"], env=environment, stdout=log, stderr=log)
    if code:
        raise Unusable(f"Airflow's database could not be prepared:\n{_tail(home / 'migrate.log')}")
    done.write_text(mark)


def _airflow() -> str:
    return str(Path(sys.executable).with_name("airflow"))


def _start(name: str, environment: Mapping[str, str], home: Path) -> subprocess.Popen[bytes]:
    with (home / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            [_airflow(), name], env=environment, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip


def _wait_for(service: Service, path: str, processes: Mapping[str, subprocess.Popen[bytes]], home: Path) -> None:
    def answers() -> bool:
        try:
            return httpx.get(f"{service.url}{path}", timeout=60).is_success
        except httpx.HTTPError:
            return False

    _until(answers, processes, home)


def _wait_for_dags(
    service: Service, started: datetime, processes: Mapping[str, subprocess.Popen[bytes]], home: Path
) -> None:
    with service.client() as api:

        def parsed() -> bool:
            for error in api.get("/importErrors").json().get("import_errors", []):
                if datetime.fromisoformat(error["timestamp"]) >= started:
                    raise Unusable(f"Airflow can't read {error['filename']}:\n{error['stack_trace']}")
            answer = api.get("/dags/monitor")
            read = answer.json().get("last_parsed_time") if answer.is_success else None
            return read is not None and datetime.fromisoformat(read) >= started

        _until(parsed, processes, home)


def _until(ready: Callable[[], bool], processes: Mapping[str, subprocess.Popen[bytes]], home: Path) -> None:
    end = time.monotonic() + START_LIMIT
    while not ready():
        for name, process in processes.items():
            if process.poll() is not None:
                raise Unusable(f"Airflow's {name} ended at once; the end of its log:\n{_tail(home / f'{name}.log')}")
        if time.monotonic() > end:
            raise Unusable(f"Airflow did not come up within {START_LIMIT} s; its logs are in {home}.")
        time.sleep(0.2)


def _end(processes: Mapping[str, subprocess.Popen[bytes]], say: Callable[[str], None]) -> None:
    """Stop the processes undisturbed: a second Ctrl-C would leave some of them running."""
    say("Stopping Airflow ...")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _stop(processes)
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Ask each process to end, the scheduler first, and kill what is left of their sessions after 15 s."""
    for name in reversed(list(processes)):
        if processes[name].poll() is None:
            processes[name].send_signal(signal.SIGTERM)
    end = time.monotonic() + 15
    for process in processes.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, end - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)


def _stop_left_overs(home: Path) -> int:
    """Kill the processes of this home that outlived their keeper; the number of them."""
    left = [p for p in psutil.process_iter() if p.pid != os.getpid() and _belongs_to(p, home)]
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=10)
    return len(left)


def _belongs_to(process: psutil.Process, home: Path) -> bool:
    try:
        return bool(process.environ().get("CORRIDOR_SERVICE_OF") == str(home))
    except (psutil.Error, OSError):
        return False


# --- files ------------------------------------------------------------------------------------------------------------


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    with (home / "service.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Unusable(
                "Another run is under way on this machine: wait for its end, or stop it with `make down`."
            ) from taken
        yield


def _is_kept(home: Path) -> bool:
    """Whether a living process holds the service of this home."""
    try:
        with (home / "service.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _secrets(home: Path) -> dict[str, str]:
    """Airflow's secrets, made once and readable by the user alone."""
    file = home / "secrets.json"
    if not file.exists():
        import base64

        fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        words = {name: secrets.token_urlsafe(32) for name in ("password", "api", "jwt")}
        _write_private(file, words | {"fernet": fernet})
        _write_private(home / "passwords.json", {USER: words["password"]})
    kept: dict[str, str] = json.loads(file.read_text())
    return kept


def _write_private(file: Path, content: Mapping[str, Any]) -> None:
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content))
    draft.replace(file)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(file: Path, lines: int = 15) -> str:
    return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])


if __name__ == "__main__":
    try:
        _keep()
    except Unusable as problem:
        sys.exit(f"corridor: {problem}")
