"""Old pages on which no fact rests leave the archive; everything else stays, wherever the work is interrupted."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import parsers
import pipeline
import retain
from crawlers.archive import Archive, PageLost, begun
from crawlers.storage import Storage
from items import Place, Unusable
from pipeline import environment, holdings
from tests.kept_pages import FETCHED, keep
from warehouse import pages, retention
from warehouse.connection import connect

Ask = Callable[[str], list[tuple[Any, ...]]]


def standing(ask: Ask) -> list[tuple[str, Place, str]]:
    rows = ask(
        "select identity, warc_file, warc_offset, content_sha256 from raw.pages where removed_at is null order by 1"
    )
    return [(identity, Place(file=file, offset=offset), digest) for identity, file, offset, digest in rows]


def all_can_be_read(ask: Ask, archive: Archive) -> bool:
    """Whether each page that is said to be held is had by its place, with the content that was recorded."""
    return all(hashlib.sha256(archive.read(place).body).hexdigest() == digest for _, place, digest in standing(ask))


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder / "pages")) for file in (folder / "pages").rglob("*.warc.gz")}


def facts(ask: Ask) -> list[Any]:
    tables = ("articles", "article_revisions", "engagements", "event_reports", "figures", "agreements", "events")
    return [ask(f"select t::text from core.{table} t order by 1") for table in tables]


def test_without_yes_nothing_is_removed_and_it_is_said_what_would_be(connection, archive, ask, tmp_path) -> None:
    keep(connection, archive, 6)
    before, stood = files(tmp_path), standing(ask)
    [file], done = holdings.retain()
    assert (file.outlet, file.idle, file.kept, done) == ("app", 2, 4, None)
    assert (files(tmp_path), standing(ask)) == (before, stood)


def test_pages_that_tell_nothing_go_and_those_that_facts_rest_on_stand_in_a_new_file(
    connection, archive, ask, tmp_path
) -> None:
    for first in (0, 6, 12):  # three crawls
        keep(connection, archive, 6, first)
    before, known = files(tmp_path), facts(ask)
    bodies = {identity: archive.read(place) for identity, place, _ in standing(ask)}
    _, done = holdings.retain(do=True)
    assert done is not None
    assert (done.files, done.removed, done.moved, done.left) == (3, 6, 12, [])
    assert done.freed > 0
    assert len(files(tmp_path)) == 1
    assert not files(tmp_path) & before
    assert {identity: archive.read(place) for identity, place, _ in standing(ask)} == {
        identity: page for identity, page in bodies.items() if int(identity[5:]) % 3 != 2
    }
    assert facts(ask) == known
    assert ask("select count(*) from raw.files_to_remove") == [(0,)]
    assert holdings.retain(do=True) == ([], retain.Retained())


def test_the_facts_are_made_again_from_what_stayed(connection, archive, ask) -> None:
    keep(connection, archive, 6)
    holdings.retain(do=True)
    counts = holdings.reread(everything=True)
    assert (counts["pages"], counts["changed"], counts["lost"]) == (4, 0, 0)


def test_pages_that_went_are_held_still_so_that_nobody_fetches_them(connection, archive, ask) -> None:
    keep(connection, archive, 3)
    holdings.retain(do=True)
    assert ask("select identity from raw.pages where removed_at is not null") == [("item-2",)]
    assert pages.held(connection, "app", "item-2") is not None
    assert set(pages.all_held(connection, "app")) == {"item-0", "item-1", "item-2"}
    assert pipeline.read() == {}


def test_young_pages_stay(connection, archive, ask, monkeypatch) -> None:
    keep(connection, archive, 3)
    monkeypatch.setattr(environment, "clock", lambda sample: FETCHED.replace(day=20))
    assert holdings.retain(days=30) == ([], None)
    assert holdings.retain(days=5)[0] != []
    with pytest.raises(Unusable, match="at least 1 day"):
        holdings.retain(days=0)


def test_a_file_that_is_not_of_our_making_or_may_be_under_way_is_left_alone(connection, archive, ask) -> None:
    keep(connection, archive, 3)
    ask("update raw.pages set fetched_at = fetched_at - interval '3 years'")
    ask("update raw.pages set warc_file = 'app.warc.gz'")
    assert holdings.retain() == ([], None)
    assert begun("app/2025/08/01/app-20250801T043012Z-0123abcd.warc.gz") == FETCHED.replace(
        day=1, hour=4, minute=30, second=12
    )
    assert begun("app.warc.gz") is None


@pytest.mark.parametrize(
    "why",
    [
        "update raw.pages set outcome = 'unreadable', reason = 'x' where identity = 'item-2'",
        "update raw.pages set reader_version = null, outcome = null where identity = 'item-2'",
        "update raw.pages set reader_version = reader_version - 1 where identity = 'item-2'",
        "update raw.pages set was_relevant = true where identity = 'item-2'",
        "update core.engagements set relevant = true where page_id = (select max(page_id) from raw.pages)",
        "insert into raw.rereads select page_id, now() from raw.pages where identity = 'item-2'",
        # It is an old revision of an article that is relevant by now.
        "update raw.pages set identity = 'item-1' where identity = 'item-2'",
    ],
)
def test_what_may_still_tell_something_stays(connection, archive, ask, why: str) -> None:
    keep(connection, archive, 3)
    assert len(holdings.retain()[0]) == 1
    ask(why)
    assert holdings.retain() == ([], None)


def test_a_page_that_any_reader_found_relevant_stays(connection, archive, ask) -> None:
    keep(connection, archive, 3)
    assert ask("select identity, was_relevant from raw.pages order by 1") == [
        ("item-0", True),
        ("item-1", True),
        ("item-2", False),
    ]


def test_a_damaged_page_that_facts_rest_on_keeps_its_whole_file(connection, archive, ask, tmp_path) -> None:
    keep(connection, archive, 3)
    keep(connection, archive, 3, first=3)
    file, offset = ask("select warc_file, warc_offset from raw.pages where identity = 'item-1'")[0]
    path = tmp_path / "pages" / file
    whole = path.read_bytes()
    path.write_bytes(whole[: offset + 40] + b"xxxx" + whole[offset + 44 :])
    _, done = holdings.retain(do=True)
    assert (done.files, done.removed, len(done.left)) == (1, 1, 1)
    assert file in done.left[0]
    assert path.exists()
    assert ask("select identity from raw.pages where removed_at is not null") == [("item-5",)]


def test_an_archive_that_holds_other_pages_than_the_warehouse_says_loses_none(connection, archive, ask) -> None:
    keep(connection, archive, 3)
    first, second = (ask(f"select warc_offset from raw.pages where identity = 'item-{n}'")[0][0] for n in (0, 1))
    ask(f"update raw.pages set warc_offset = {second} where identity = 'item-0'")
    ask(f"update raw.pages set warc_offset = {first} where identity = 'item-1'")
    _, done = holdings.retain(do=True)
    assert (done.files, done.removed) == (0, 0)
    assert "holds another page than was recorded" in done.left[0]


def test_pages_that_are_being_read_are_left_for_the_next_time(connection, archive, ask, database) -> None:
    keep(connection, archive, 3)
    with closing(connect(database.loader_url)) as other, other.cursor() as cursor:
        cursor.execute("select from raw.pages where identity = 'item-0' for update")
        _, done = holdings.retain(do=True)
        assert (done.removed, len(done.left)) == (0, 1)
        assert "somebody reads its pages" in done.left[0]
    assert holdings.retain(do=True)[1].removed == 1


def test_there_is_one_retention_at_a_time(connection, archive, ask, database) -> None:
    keep(connection, archive, 3)
    with closing(connect(database.loader_url)) as other:
        with retention.alone(other), pytest.raises(Unusable, match="Another retention is under way"):
            holdings.retain(do=True)
        assert holdings.retain(do=True)[1].removed == 1


def test_a_page_fetched_again_after_it_went_stands_in_its_new_file_and_a_revisit_brings_none_back(
    connection, archive, ask
) -> None:
    keep(connection, archive, 3)
    [(_, place, _)] = [it for it in standing(ask) if it[0] == "item-2"]
    page = archive.read(place)
    holdings.retain(do=True)
    assert pages.original(connection, page) is None
    with pytest.raises(PageLost):
        archive.read(place)
    writer = archive.writer("app", FETCHED)
    crawl = pages.start_crawl(connection, "app", None, FETCHED)
    pages.record_pages(connection, crawl, [(page, place, None)])
    assert "item-2" not in [identity for identity, _, _ in standing(ask)]
    pages.record_pages(connection, crawl, [(page, writer.write(page), None)])
    writer.close()
    assert all_can_be_read(ask, archive)
    assert "item-2" in [identity for identity, _, _ in standing(ask)]


def retain_until(step: int) -> None:
    """Retain in this process, which is killed after so many of the steps that leave a trace."""
    taken = 0

    def counted(do: Callable[..., Any]) -> Callable[..., Any]:
        def step_and_die(*arguments: Any, **more: Any) -> Any:
            nonlocal taken
            found = do(*arguments, **more)
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        return step_and_die

    retention.perform = counted(retention.perform)  # type: ignore[attr-defined]
    for name in ("begin", "append", "remove"):
        setattr(Storage, name, counted(getattr(Storage, name)))
    holdings.retain(do=True)
    os._exit(0)


def test_killed_after_any_step_no_page_is_lost_and_the_next_retention_leaves_no_rubbish(
    connection, archive, ask, tmp_path
) -> None:
    processes = multiprocessing.get_context("fork")
    for step in range(1, 60):
        keep(connection, archive, 3, first=step * 3)
        victim = processes.Process(target=retain_until, args=(step,))
        victim.start()
        victim.join(60)
        assert all_can_be_read(ask, archive), f"killed after step {step}"
        if victim.exitcode == 0:
            break
        assert victim.exitcode == -signal.SIGKILL
        holdings.retain(do=True)
        assert all_can_be_read(ask, archive), f"killed after step {step}"
        assert files(tmp_path) == {place.file for _, place, _ in standing(ask)}, f"killed after step {step}"
        assert ask("select count(*) from raw.files_to_remove") == [(0,)]
    assert 12 <= step < 59
    assert ask("select count(*) from raw.pages where removed_at is not null") == [(step,)]
    assert ask("select distinct reader_version from raw.pages") == [(parsers.READER_VERSION,)]
