"""A running Airflow by its REST interface: its pools, and a run of the monitor from its start to its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from items import Unusable
from pipeline import CRAWLS_AT_ONCE
from pipeline.environment import outlets
from service.home import USER

#: WARC files of others read at a time.
BACKFILLS_AT_ONCE = 2
#: What bounds how many tasks of one kind run at a time: name → slots and what they are for.
POOLS = {
    "outlets": (CRAWLS_AT_ONCE, "Crawls at a time"),
    "backfills": (BACKFILLS_AT_ONCE, "WARC files of others read at a time"),
}


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


def prepare(service: Service) -> None:
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
