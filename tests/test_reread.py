"""The archive is read again by several processes: nothing changes without a better reader, and a kill loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import parsers
import pipeline
import reader
from items import Failed, Unusable
from pipeline import environment, holdings, processes
from tests.kept_pages import FETCHED, keep

ROOT = Path(__file__).parents[1]


def everything(ask: Callable[[str], list[tuple[object, ...]]]) -> list[list[tuple[object, ...]]]:
    """Each row of what was read, with the transaction that wrote it."""
    tables = ("raw.pages", "core.articles", "core.engagements", "core.event_reports", "core.figures", "core.events")
    return [ask(f"select xmin::text, t::text from {table} t order by 2") for table in tables]


def test_reading_everything_again_changes_nothing_and_writes_nothing(connection, archive, ask) -> None:
    keep(connection, archive, 12)
    before = everything(ask)
    assert sum(len(rows) for rows in before) > 40
    seen: list[dict[str, int]] = []
    counts = holdings.reread(everything=True, progress=seen.append)
    assert (counts["pages"], counts["changed"], counts["relevant"]) == (12, 0, 8)
    assert everything(ask) == before
    assert seen[-1] == {"of": 12, "pages": 12, "relevant": 8, "unrelated": 4}
    assert ask("select count(*) from raw.rereads") == [(0,)]


def test_several_processes_share_the_pages_and_read_each_once(connection, archive, ask, monkeypatch) -> None:
    monkeypatch.setattr(holdings, "PAGES_A_PROCESS", 10)
    keep(connection, archive, 30)
    before = everything(ask)
    seen: list[dict[str, int]] = []
    counts = holdings.reread(everything=True, jobs=2, progress=seen.append)
    assert (counts["pages"], counts["changed"], counts["relevant"]) == (30, 0, 20)
    assert len(seen) > 2
    assert everything(ask) == before


def test_only_what_an_older_reader_read_is_read_again_and_what_changed_is_counted(
    connection, archive, ask, monkeypatch
) -> None:
    keep(connection, archive, 6)
    assert holdings.reread()["pages"] == 0
    ask("update core.articles set headline = 'Misread' where identity in ('item-0', 'item-1')")
    ask("update raw.pages set reader_version = reader_version - 1 where identity in ('item-0', 'item-1', 'item-2')")
    counts = holdings.reread()
    assert (counts["pages"], counts["changed"]) == (3, 2)
    assert ask("select count(*) from core.articles where headline = 'Misread'") == [(0,)]
    assert ask("select distinct reader_version from raw.pages") == [(parsers.READER_VERSION,)]
    assert holdings.reread()["pages"] == 0


def test_a_better_reader_never_alerts(connection, archive, ask, monkeypatch) -> None:
    monkeypatch.setattr(environment, "clock", lambda sample: FETCHED)
    keep(connection, archive, 2)
    alerts = ask("select alert_id, event_id from core.alerts order by 1")
    assert alerts
    # As if the old reader had seen no event in either article.
    ask("delete from core.event_reports")
    ask("update raw.pages set reader_version = reader_version - 1")
    assert holdings.reread()["changed"] == 2
    assert pipeline.resolve().new_events >= 2
    assert ask("select alert_id, event_id from core.alerts order by 1") == alerts


def test_pages_are_chosen_by_outlet_and_days(connection, archive, ask) -> None:
    keep(connection, archive, 10)
    day = date(2025, 8, 7)
    assert holdings.reread(("app",), since=day, until=day, everything=True)["pages"] == 1
    assert holdings.reread(("app",), since=day, everything=True)["pages"] == 8
    assert holdings.reread(("urdupoint",), everything=True)["pages"] == 0
    with pytest.raises(Unusable, match="There is no outlet 'nowhere'"):
        holdings.reread(("nowhere",))


def test_no_more_pages_are_read_than_asked_for_and_the_rest_waits(connection, archive, ask) -> None:
    keep(connection, archive, 6)
    ask("update raw.pages set reader_version = reader_version - 1")
    assert holdings.reread(limit=4)["pages"] == 4
    assert holdings.reread(limit=4)["pages"] == 2


def test_after_kill_9_a_reread_goes_on_with_the_pages_that_are_left(connection, archive, ask) -> None:
    count = 150
    keep(connection, archive, count)
    before = everything(ask)
    script = "from pipeline import holdings; holdings.PAGES_A_PROCESS = 10; holdings.reread(everything=True, jobs=2)"
    victim = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=dict(os.environ), start_new_session=True)
    until = time.monotonic() + 60
    left = count
    while (left > count - 15 or not left) and time.monotonic() < until:
        time.sleep(0.02)
        left = ask("select count(*) from raw.rereads")[0][0]
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait(10)
    time.sleep(0.3)  # until the server has noticed
    left = ask("select count(*) from raw.rereads")[0][0]
    assert 0 < left < count
    counts = holdings.reread(everything=True)
    assert (counts["pages"], counts["changed"]) == (left, 0)
    assert everything(ask) == before


def test_a_process_that_is_killed_leaves_its_page_to_the_others_and_the_reread_says_that_it_is_not_whole(
    connection, archive, ask, monkeypatch
) -> None:
    monkeypatch.setattr(holdings, "PAGES_A_PROCESS", 10)
    keep(connection, archive, 60)
    started: list[subprocess.Popen[str]] = []
    start = processes.start
    monkeypatch.setattr(processes, "start", lambda job, **given: started.append(start(job, **given)) or started[-1])

    def kill_one(counts: dict[str, int]) -> None:
        if started[0].poll() is None:
            started[0].kill()

    with pytest.raises(Failed, match="run it again to go on"):
        holdings.reread(everything=True, jobs=2, progress=kill_one)
    holdings.reread(everything=True, jobs=1)
    assert ask("select count(*) from raw.rereads") == [(0,)]


def test_pages_that_the_archive_has_lost_keep_their_facts(connection, archive, ask, tmp_path) -> None:
    keep(connection, archive, 3)
    [file] = (tmp_path / "pages").rglob("*.warc.gz")
    whole = file.read_bytes()
    offset = ask("select warc_offset from raw.pages where identity = 'item-1'")[0][0]
    file.write_bytes(whole[: offset + 40] + b"xxxx" + whole[offset + 44 :])
    before = everything(ask)
    counts = holdings.reread(everything=True)
    assert (counts["pages"], counts["lost"], counts["changed"]) == (3, 1, 0)
    assert everything(ask) == before


def test_an_archive_that_can_not_be_had_stops_the_reread_and_loses_nothing(
    connection, archive, ask, tmp_path, monkeypatch
) -> None:
    keep(connection, archive, 3)
    before = everything(ask)
    monkeypatch.setenv("CORRIDOR_ARCHIVE", str(tmp_path / "elsewhere"))
    with pytest.raises(Unusable, match="elsewhere can't be read: No such file or directory"):
        holdings.reread(everything=True)
    assert everything(ask) == before
    monkeypatch.setenv("CORRIDOR_ARCHIVE", str(tmp_path / "pages"))
    assert holdings.reread(everything=True)["pages"] == 3


def test_a_page_that_is_damaged_before_it_was_read_is_set_aside_with_the_reason(connection, archive, ask) -> None:
    keep(connection, archive, 2)
    ask("update raw.pages set reader_version = null, outcome = null, warc_offset = 7 where identity = 'item-1'")
    assert pipeline.read() == {"pages": 1, "unreadable": 1}
    [(outcome, reason)] = ask("select outcome, reason from raw.pages where identity = 'item-1'")
    assert outcome == "unreadable"
    assert "No page begins at byte 7" in str(reason)


def test_an_odd_page_does_not_keep_others_from_being_read_again(connection, archive, ask, monkeypatch) -> None:
    keep(connection, archive, 4)
    usual = reader.read_facts

    def fails_once(article):
        if "item-2" in str(article.url):
            raise RuntimeError("odd")
        return usual(article)

    monkeypatch.setattr(reader, "read_facts", fails_once)
    counts = holdings.reread(everything=True)
    assert (counts["pages"], counts["unreadable"], counts["changed"]) == (4, 1, 1)
