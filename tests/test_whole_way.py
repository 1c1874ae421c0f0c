"""The whole way on the sample site, as a user goes it: the command line, Airflow's run, and a kill in the middle."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extras import RealDictCursor

from crawlers.outlets import outlets
from warehouse import embedded

ROOT = Path(__file__).parent.parent
CORRIDOR = str(Path(sys.executable).with_name("corridor"))
THREE = "app radio_pakistan urdupoint"
#: What differs between two runs that found the same: surrogate ids, moments, archive positions.
ACCIDENTAL = {
    "crawl_id",
    "page_id",
    "article_id",
    "report_id",
    "report",
    "event_id",
    "person_id",
    "body_id",
    "who_candidates",
    "neighbourhood",
    "part_of",
    "alert_id",
    "message_id",
    "key",
    "page_ids",
    "other_id",
    "first_id",
    "counts_as",
    "warc_file",
    "warc_offset",
    "run",
}
TABLES = (
    "raw.outlets",
    "raw.listings",
    "raw.pages",
    "raw.failures",
    "core.articles",
    "core.article_revisions",
    "core.page_links",
    "core.engagements",
    "core.event_reports",
    "core.report_participants",
    "core.figures",
    "core.agreements",
    "core.near_copies",
    "core.copies",
    "core.events",
    "core.event_participants",
    "core.alerts",
    "core.outbox",
    "core.outbox_events",
)


@pytest.fixture
def home(quick_path: Path, server: embedded.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of the test's own, on the three largest sites of the sample."""
    monkeypatch.setenv("CORRIDOR_HOME", str(quick_path))
    monkeypatch.setenv("CORRIDOR_OUTLETS", THREE)
    monkeypatch.setenv("SAMPLE", "1")
    yield quick_path
    subprocess.run([CORRIDOR, "down"], capture_output=True, timeout=90)


@dataclass(frozen=True)
class Ran:
    """A home in which one whole run was made, and what the run said."""

    home: Path
    run: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def ran(memory: Path, own_home: Path) -> Ran:
    """A run for all tests that need one to begin with or to compare with; they leave the same facts there."""
    home = memory / "ran"
    run = corridor("run", "--json", CORRIDOR_HOME=str(home), CORRIDOR_OUTLETS=THREE, SAMPLE="1")
    assert run.returncode == 0, run.stderr
    return Ran(home, run)


def corridor(*arguments: str, seconds: float = 280, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CORRIDOR, *arguments], env=dict(os.environ) | environment, capture_output=True, text=True, timeout=seconds
    )


def contents(home: Path, tables: tuple[str, ...] = TABLES) -> dict[str, list[str]]:
    """Rows of the sample's warehouse without what is accidental, in an order of their own."""
    secrets = json.loads((home / "postgres.secrets.json").read_text())
    running = subprocess.Popen(
        [sys.executable, "-c", "import sys; from warehouse import embedded\nwith embedded.server() as s:\n"
         "    print(s.port, flush=True); sys.stdin.read()"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    port = running.stdout.readline().strip()
    connection = psycopg2.connect(
        host="127.0.0.1", port=port, user="postgres", password=secrets["postgres"], dbname="corridor_sample"
    )
    found = {}
    with connection.cursor(cursor_factory=RealDictCursor) as cursor:
        for table in tables:
            cursor.execute(f"select * from {table}")
            found[table] = sorted(json.dumps(_essential(row), default=str, sort_keys=True) for row in cursor.fetchall())
    connection.close()
    running.communicate("", timeout=60)
    return found


def _essential(value: Any) -> Any:
    if isinstance(value, dict):
        # Events name the reports that say each value by their ids; how many there are is no accident.
        told = {k: len(v) if k == "reports" and isinstance(v, list) else v for k, v in value.items()}
        return {k: _essential(v) for k, v in told.items() if k not in ACCIDENTAL and not k.endswith("_at")}
    if isinstance(value, list):
        return [_essential(item) for item in value]
    return value


def test_a_run_finds_events_and_a_second_one_adds_crawls_only(
    home: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRIDOR_HOME", str(ran.home))
    summary = json.loads(ran.run.stdout.splitlines()[-1])
    assert len(summary["events"]) >= 8
    assert "Alisher Tukhtaev" in ran.run.stdout
    once = contents(ran.home)
    assert once["core.alerts"], "events reported within seven days of the sample's day must alert"

    second = corridor("run", "--json")
    assert second.returncode == 0, second.stderr
    assert json.loads(second.stdout.splitlines()[-1])["events"] == []
    assert contents(ran.home) == once
    assert len(contents(ran.home, ("raw.crawls",))["raw.crawls"]) == 6


def test_outlets_that_rot_are_named_in_the_run_that_meets_them_and_the_others_are_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    names = ("app", "daryo", "dawn", "kabar", "propakistani", "tribune")
    for name in names:
        shutil.copytree(ROOT / "sample" / name, site / name)
    shutil.copy(ROOT / "sample" / "sample.json", site)
    answer(site / "dawn", status=503)
    answer(site / "tribune", status=403, text="<title>Just a moment...</title>")
    answer(site / "kabar", kind="text/html", text="<html><h1>Kabar</h1><div id='app'></div></html>")
    for feed in (site / "daryo").glob("*.xml"):
        feed.write_text(re.sub(r"\d+ (?:Jul|Aug) 2025", "1 Jan 2025", feed.read_text()))
    monkeypatch.setenv("CORRIDOR_SAMPLE", str(site))
    monkeypatch.setenv("CORRIDOR_OUTLETS", " ".join(names))

    run = corridor("run", "--json")
    assert run.returncode == 1, run.stderr
    summary = json.loads(run.stdout.splitlines()[-1])
    assert {it["outlet"]: it["verdict"] for it in summary["watch"]} == {
        "daryo": "stale",
        "dawn": "unreachable",
        "kabar": "re-laid-out",
        "tribune": "blocked",
    }
    read = {crawl["slug"]: crawl["articles"] for crawl in summary["outlets"]}
    assert (read["app"], read["propakistani"]) == (19, 3)
    examined = corridor("doctor", "--json")
    assert examined.returncode == 1, examined.stderr
    to_mend = {found["outlet"]: found["mend"] for found in map(json.loads, examined.stdout.splitlines())}
    assert to_mend["propakistani"] == []
    assert [hint.partition(": ")[2] for hint in to_mend["app"]] == [
        "it claims to be published in the future, at 2025-09-03T09:00:00+05:00: correct `published` of its layout"
    ], "one page of the sample does, and is among the newest"
    assert "is stale" in to_mend["daryo"][0]
    assert "correct `headline` of its layout" in to_mend["kabar"][0]
    assert "a bot wall stands before it" in to_mend["tribune"][0]
    shown = corridor("outlets", "--json")
    assert {row["outlet"]: row["verdict"] for row in json.loads(shown.stdout)}["tribune"] == "blocked"


def answer(site: Path, status: int = 200, kind: str | None = None, text: str = "") -> None:
    """Let a saved site answer everything, or the pages of one kind, with `text`; robots.txt stays as it is."""
    saved = json.loads((site / "site.json").read_text())
    (site / "answer").write_text(text)
    for page in saved["pages"]:
        if not page["url"].endswith("/robots.txt") and page["content_type"].startswith(kind or ""):
            page |= {"status": status, "file": "answer", "headers": {}}
    (site / "site.json").write_text(json.dumps(saved))


def test_a_run_that_is_killed_and_begun_again_gives_what_an_undisturbed_run_gives(
    home: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    for after in (1.5, 3.5, random.uniform(1, 6)):
        victim = subprocess.Popen(
            [CORRIDOR, "run"], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(after)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait(10)
    again = corridor("run")
    assert again.returncode == 0, again.stderr
    disturbed = contents(home)
    monkeypatch.setenv("CORRIDOR_HOME", str(ran.home))
    assert disturbed == contents(ran.home)


@pytest.mark.timeout(1200)  # three minutes where nothing else runs
def test_airflow_does_the_whole_way_for_every_outlet_and_leaves_nothing_running(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CORRIDOR_OUTLETS")
    run = corridor("monitor", "--json", seconds=1100)
    assert run.returncode == 0, run.stderr + run.stdout
    summary = json.loads(run.stdout.splitlines()[-1])
    assert {crawl["slug"] for crawl in summary["outlets"]} == set(outlets())
    assert all(crawl["articles"] for crawl in summary["outlets"])
    assert (len(summary["events"]), summary["watch"], summary["problems"]) == (50, [], [])
    for stage in (
        "crawl urdupoint",
        "read app",
        "compare",
        "resolve",
        "check",
        "alert",
        "export",
        "watch",
        "summarise",
    ):
        assert f"{stage} " in run.stderr
    assert not subprocess.run(["pgrep", "-f", str(home)], capture_output=True, text=True).stdout


@pytest.mark.timeout(900)
def test_a_killed_run_of_airflow_is_ended_by_the_next_one_which_finds_what_was_left(home: Path) -> None:
    victim = subprocess.Popen([CORRIDOR, "monitor"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert victim.stderr is not None
    for line in victim.stderr:
        if "read" in line and "running" in line:
            break
    victim.kill()
    victim.wait(10)
    again = corridor("monitor", "--json", seconds=800)
    assert again.returncode == 0, again.stderr
    assert "that an earlier, killed run had left" in again.stderr
    assert not subprocess.run(["pgrep", "-f", str(home)], capture_output=True, text=True).stdout
    found = contents(home)
    assert len(found["core.events"]) >= 8
    assert len(found["raw.pages"]) >= 40


def test_the_day_is_summed_up_and_nothing_is_read_again_without_a_better_reader(
    home: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRIDOR_HOME", str(ran.home))
    again = corridor("reread")
    assert again.returncode == 0
    assert "nothing to do" in again.stderr
    day = subprocess.run(
        [sys.executable, "-c", "import pipeline; pipeline.report_day(sample=True)"],
        cwd=ROOT, capture_output=True, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert day.stdout.startswith("The day up to 2025-08-05")
    assert "Could not be had or read:" in day.stdout


def test_a_run_that_a_person_asks_for_brings_no_scheduled_run_along(monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import daily, deliver, monitor\n"
        "print(daily.daily().schedule, '|', deliver.deliver().schedule, '|', monitor.monitor().schedule)"
    )

    def schedules(setting: str, home: str) -> str:
        environment = dict(os.environ) | {"CORRIDOR_SCHEDULE": setting, "AIRFLOW_HOME": home}
        return subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT / "dags", env=environment, capture_output=True, text=True
        ).stdout.splitlines()[-1]

    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
    home = str(embedded.home() / "airflow")
    assert schedules("off", home) == "None | None | None"
    assert schedules("@daily", home) == "30 7 * * * | */5 * * * * | @daily"


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["crawl", "nowhere"], {}, "There is no outlet 'nowhere'. Known: akipress, app, "),
        (["outlets"], {"CORRIDOR_HOME": "/proc/nowhere"}, "set CORRIDOR_HOME to a folder that you may write"),
        (["outlets"], {"SAMPLE": "0", "DATABASE_URL": "postgresql://a:b@127.0.0.1:9/c"}, "correct DATABASE_URL"),
        (["show", "/no/such/file.html"], {}, "can't be read"),
        (["label", "/no/such/file.jsonl"], {}, "There is no file"),
        (["crawl", "app"], {"CORRIDOR_ARCHIVE": "/proc/nowhere", "SAMPLE": "0"}, "/proc/nowhere"),
    ],
)
def test_a_wrong_call_is_one_line_that_says_what_to_do(
    home: Path, arguments: list[str], environment: dict[str, str], says: str
) -> None:
    done = corridor(*arguments, **environment)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_outlets_that_can_not_be_reached_are_an_error(home: Path) -> None:
    """The warehouse is not empty, so the sample does not stand in for the news."""
    corridor("run", "app")
    done = corridor("crawl", "app", SAMPLE="0")
    assert done.returncode == 1
    assert "could not be crawled whole" in done.stderr
