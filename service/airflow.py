"""Airflow's processes: what they are told, how each is started, waited for and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import httpx
import psutil

from items import Unusable
from pipeline.environment import ROOT
from service.api import Service
from service.home import USER, airflow_home, free_port, secrets_of, tail
from warehouse import embedded

#: Seconds until Airflow must answer after a cold start on a slow machine.
START_LIMIT = 180


def environment_of(service: Service, database: str, schedules: bool) -> dict[str, str]:
    """What all of Airflow's processes are told: of what the operator set, only the database goes before ours."""
    home, key = airflow_home(), secrets_of(airflow_home())
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
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
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


def database(server: embedded.Server) -> str:
    """The address of Airflow's own database, which is made where there is none."""
    embedded.ensure_database(server, "airflow", owner="airflow")
    return server.url("airflow", "airflow").replace("postgresql://", "postgresql+psycopg2://", 1)


def migrate(home: Path, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Bring Airflow's database to Airflow's version; raises Unusable where that fails."""
    done = home / "migrated"
    mark = f"{version('apache-airflow')} {environment['AIRFLOW__DATABASE__SQL_ALCHEMY_CONN'].rpartition('@')[2]}"
    if done.exists() and done.read_text() == mark:
        return
    say("Preparing Airflow's database ...")
    with (home / "migrate.log").open("wb") as log:
        code = subprocess.call([_airflow(), "db", "migrate"], env=environment, stdout=log, stderr=log)
    if code:
        raise Unusable(f"Airflow's database could not be prepared:\n{tail(home / 'migrate.log')}")
    done.write_text(mark)


def _airflow() -> str:
    return str(Path(sys.executable).with_name("airflow"))


def start(name: str, environment: Mapping[str, str], home: Path) -> subprocess.Popen[bytes]:
    """Start one of Airflow's processes in a session of its own; it logs to a file in `home`."""
    with (home / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            [_airflow(), name], env=environment, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip


def wait_for(service: Service, path: str, processes: Mapping[str, subprocess.Popen[bytes]], home: Path) -> None:
    """Wait until Airflow answers at `path`; raises Unusable where one of its processes ends or it does not."""

    def answers() -> bool:
        try:
            return httpx.get(f"{service.url}{path}", timeout=60).is_success
        except httpx.HTTPError:
            return False

    _until(answers, processes, home)


def wait_for_dags(
    service: Service, started: datetime, processes: Mapping[str, subprocess.Popen[bytes]], home: Path
) -> None:
    """Wait until the DAG files are read; raises Unusable where one can't be."""
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
                raise Unusable(f"Airflow's {name} ended at once; the end of its log:\n{tail(home / f'{name}.log')}")
        if time.monotonic() > end:
            raise Unusable(f"Airflow did not come up within {START_LIMIT} s; its logs are in {home}.")
        time.sleep(0.2)


def end(processes: Mapping[str, subprocess.Popen[bytes]], say: Callable[[str], None]) -> None:
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


def stop_left_overs(home: Path) -> int:
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
