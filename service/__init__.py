"""Airflow as a service of this machine, on loopback: started for one run or in the background, found and stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import httpx
import psutil

from items import Unusable
from pipeline.environment import ROOT
from service.airflow import (
    START_LIMIT,
    database,
    end,
    environment_of,
    migrate,
    start,
    stop_left_overs,
    wait_for,
    wait_for_dags,
)
from service.api import Service, prepare
from service.home import airflow_home, free_port, is_kept, only_one, secrets_of, tail, write_private
from warehouse import embedded


@contextmanager
def running(*, schedules: bool, say: Callable[[str], None]) -> Iterator[Service]:
    """Run Airflow's processes for as long as the context lasts; `schedules` says whether DAGs run by the clock.

    Raises Unusable where another service of this home runs already or Airflow does not come up.
    """
    home = airflow_home()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        stack.enter_context(only_one(home))
        killed = stop_left_overs(home)
        if killed:
            say(f"Stopped {killed} processes that an earlier, killed run had left.")
        server = stack.enter_context(embedded.server())
        service = Service(port=free_port(), password=secrets_of(home)["password"])
        environment = environment_of(service, database(server), schedules)
        migrate(home, environment, say)
        stack.callback(lambda: (home / "service.json").unlink(missing_ok=True))
        processes: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(lambda: end(processes, say))
        say("Starting Airflow ...")
        started = datetime.now(UTC)
        for name in ("api-server", "dag-processor"):
            processes[name] = start(name, environment, home)
        wait_for(service, "/api/v2/version", processes, home)
        prepare(service)
        processes["scheduler"] = start("scheduler", environment, home)
        # At its first call Airflow makes its interface for tasks, for longer than a task would wait for an answer.
        wait_for(service, "/execution/health", processes, home)
        wait_for_dags(service, started, processes, home)
        write_private(home / "service.json", {"pid": os.getpid(), "port": service.port})
        yield service


def found() -> Service | None:
    """The service that runs in this home, if one does; processes whose keeper was killed are none."""
    home = airflow_home()
    if not is_kept(home):
        return None
    try:
        state = json.loads((home / "service.json").read_text())
        service = Service(port=state["port"], password=secrets_of(home)["password"])
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
            raise Unusable(f"The service did not start; the end of {log} says why:\n{tail(log)}")
        time.sleep(0.5)
    keeper.terminate()
    raise Unusable(f"The service did not answer within {START_LIMIT + 60} s; see {log}.")


def down() -> bool:
    """Stop the service, and whatever a killed one left; False where nothing ran."""
    home = airflow_home()
    if not is_kept(home):
        return bool(stop_left_overs(home))
    try:
        keeper = psutil.Process(json.loads((home / "service.json").read_text())["pid"])
        keeper.terminate()
        keeper.wait(60)
    except (OSError, ValueError, psutil.Error) as error:
        raise Unusable("The service is just starting or stopping: try again in a minute.") from error
    return True


# --- files ------------------------------------------------------------------------------------------------------------
