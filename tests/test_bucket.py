"""The archive in a bucket of an S3 server on loopback: pages are recorded once they are there, and none is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from crawlers import shelf
from crawlers.archive import Archive, ArchiveUnusable, PageLost
from crawlers.ledger import Ledger
from crawlers.replay import serve
from crawlers.shelf import Shelf
from items import Page, Place
from pipeline import holdings
from tests.foreign_warcs import Sent, news, write
from tests.kept_pages import keep
from tests.saved_site import SECTION, Held, address, article, crawl, gazette, save_site, section, start_crawl

NOW = datetime(2025, 8, 1, 4, 30, tzinfo=UTC)
ROOT = "s3://pages/corridor"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedMotoServer]:
    """An object store with a bucket `pages`, to which the environment leads."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    S3FileSystem.clear_instance_cache()
    httpx.post(f"http://{host}:{port}/moto-api/reset")
    bucket().create_bucket(Bucket="pages")
    yield server
    S3FileSystem.clear_instance_cache()
    server.stop()


def bucket() -> Any:
    return boto3.client("s3")


def drop() -> None:
    """Take the bucket away with all that is in it."""
    for it in bucket().list_objects_v2(Bucket="pages").get("Contents", []):
        bucket().delete_object(Bucket="pages", Key=it["Key"])
    bucket().delete_bucket(Bucket="pages")


def names() -> list[str]:
    """Objects of the bucket, but for the label at the root."""
    found = bucket().list_objects_v2(Bucket="pages").get("Contents", [])
    return [it["Key"] for it in found if not it["Key"].endswith("corridor.txt")]


def page(number: int = 1, **more: object) -> Page:
    fields = {
        "outlet": "gazette",
        "identity": str(number),
        "url": address(number),
        "fetched_at": NOW,
        "status": 200,
        "body": f"<p>Words of item {number}.</p>".encode() * 2000,
    }
    return Page(**{**fields, **more})  # type: ignore[arg-type]


def shelf_of(archive: Archive) -> tuple[Shelf, list[tuple[Page, Place, str | None]]]:
    recorded: list[tuple[Page, Place, str | None]] = []
    record: Callable[[Sequence[tuple[Page, Place, str | None]]], None] = recorded.extend
    ledger = Ledger(
        held={}.get, remembered={}.get, skip=set().__contains__, record=record, failed=print, answered=print
    )
    return Shelf(archive, "gazette", ledger, lambda: NOW), recorded


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_page_in_a_bucket_is_had_by_its_place(store: ThreadedMotoServer) -> None:
    archive = Archive(ROOT)
    archive.require_writable()
    writer = archive.writer("gazette", NOW)
    places = [writer.write(page(number)) for number in range(3)]
    assert names() == []
    writer.close()
    assert names() == [f"corridor/{places[0].file}"]
    assert [archive.read(place).body for place in places] == [page(number).body for number in range(3)]


def test_a_page_larger_than_one_answer_of_the_store_is_whole(store: ThreadedMotoServer) -> None:
    archive = Archive(ROOT)
    writer = archive.writer("gazette", NOW)
    large = page(body=b"".join(number.to_bytes(4, "big") for number in range(300_000)))
    places = [writer.write(page(7)), writer.write(large), writer.write(page(8))]
    writer.close()
    assert archive.read(places[1]).body == large.body
    assert archive.read(places[2]).body == page(8).body


def test_a_revisit_in_a_bucket_is_followed_to_its_page(store: ThreadedMotoServer) -> None:
    archive = Archive(ROOT)
    first = archive.writer("gazette", NOW)
    original = first.write(page())
    first.close()
    second = archive.writer("gazette", NOW)
    again = second.revisit(page(fetched_at=NOW.replace(day=2)), original)
    second.close()
    assert again is not None
    back = archive.read(again)
    assert (back.body, back.fetched_at) == (page().body, NOW.replace(day=2))


def test_places_that_hold_no_page_are_told_from_a_store_that_can_not_be_had(store: ThreadedMotoServer) -> None:
    archive = Archive(ROOT)
    writer = archive.writer("gazette", NOW)
    place = writer.write(page())
    writer.close()
    for lost in (replace(place, offset=7), replace(place, offset=10**6), replace(place, file="gazette/none.warc.gz")):
        with pytest.raises(PageLost):
            archive.read(lost)
    with pytest.raises(ArchiveUnusable, match="no bucket 'nowhere'") as found:
        Archive("s3://nowhere/corridor").read(place)
    assert not isinstance(found.value, PageLost)


# --- files become whole one after the other ---------------------------------------------------------------------------


def test_a_long_crawl_puts_its_pages_into_several_files_and_records_each_file_once_it_is_there(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_PAGES", 3)
    archive = Archive(ROOT)
    keeping, recorded = shelf_of(archive)
    counts = []
    for number in range(7):
        keeping.keep(page(number), None)
        counts.append((len(recorded), len(names())))
    assert counts == [(0, 0), (0, 0), (3, 1), (3, 1), (3, 1), (6, 2), (6, 2)]
    keeping.close()
    assert [kept.identity for kept, _, _ in recorded] == [str(number) for number in range(7)]
    assert all(archive.read(place).body == kept.body for kept, place, _ in recorded)


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 1000), ("MOST_SECONDS", 0.05)])
def test_a_file_is_ended_by_its_size_and_by_its_age_too(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch, limit: str, most: float
) -> None:
    monkeypatch.setattr(shelf, limit, most)
    keeping, recorded = shelf_of(Archive(ROOT))
    keeping.keep(page(1), None)
    time.sleep(0.06)
    keeping.keep(page(2), None)
    assert len(recorded) >= 1


def test_what_a_failed_upload_held_is_not_recorded_and_the_crawl_can_not_end_well(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_PAGES", 2)
    archive = Archive(ROOT)
    keeping, recorded = shelf_of(archive)
    for number in range(3):
        keeping.keep(page(number), None)
    drop()
    for attempt in (lambda: keeping.keep(page(3), None), lambda: keeping.keep(page(4), None), keeping.close):
        with pytest.raises(ArchiveUnusable, match="there is no bucket"):
            attempt()
    assert [kept.identity for kept, _, _ in recorded] == ["0", "1"]


# --- crawls -----------------------------------------------------------------------------------------------------------


def test_a_crawl_writes_to_the_bucket_and_what_is_looked_at_again_is_a_revisit(
    store: ThreadedMotoServer, tmp_path: Path
) -> None:
    pages = [section(*map(address, range(1, 6))), *(article(number) for number in range(1, 6))]
    held = Held(tmp_path / "held")
    with serve(save_site(tmp_path / "site", pages)) as replay:
        crawled = crawl(gazette(SECTION), held.folder, replay.url, ROOT)
        assert (crawled.fetched, crawled.problem) == (5, None)
        held.add("due", {"url": address(2), "identity": "2"})
        again = crawl(gazette(SECTION), held.folder, replay.url, ROOT)
        assert (again.fetched, again.again) == (1, 1)
    archive = Archive(ROOT)
    assert all(b"Words of item" in archive.read(held.place(number)).body for number in range(1, 6))
    assert [row["file"] for row in held.pages if row["identity"] == "2"] == [held.place(2).file] * 2
    assert len(names()) == 2


def test_a_crawl_killed_while_it_writes_to_the_bucket_loses_nothing_that_was_recorded(
    store: ThreadedMotoServer, tmp_path: Path
) -> None:
    pages = [section(*map(address, range(1, 13))), *(article(number, delay=0.15) for number in range(1, 13))]
    held, archive = Held(tmp_path / "held"), Archive(ROOT)
    with serve(save_site(tmp_path / "site", pages)) as replay:
        process = start_crawl(gazette(SECTION), held.folder, replay.url, ROOT, PAGES_A_FILE=3)
        until = time.monotonic() + 30
        while len(held.pages) < 3 and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
        process.wait(timeout=10)
        before = held.identities
        assert 3 <= len(before) < 12
        assert all(archive.read(held.place(int(number))).body for number in before)
        crawled = crawl(gazette(SECTION), held.folder, replay.url, ROOT)
        assert (crawled.held, crawled.problem) == (len(before), None)
        assert all(replay.requests[address(int(number))] == 1 for number in before)
        assert sum(replay.requests[address(number)] > 1 for number in range(1, 13)) <= 4
    assert sorted(held.identities, key=int) == [str(number) for number in range(1, 13)]
    assert all(archive.read(held.place(number)).body for number in range(1, 13))


def test_an_upload_that_fails_leaves_its_articles_to_the_next_crawl(store: ThreadedMotoServer, tmp_path: Path) -> None:
    """The listing is not remembered as read, so that "nothing new" can't hide them."""
    pages = [section(*map(address, range(1, 4))), *(article(number, delay=0.5) for number in range(1, 4))]
    held = Held(tmp_path / "held")
    with serve(save_site(tmp_path / "site", pages)) as replay:
        process = start_crawl(gazette(SECTION), held.folder, replay.url, ROOT)
        while not replay.requests[address(1)] and process.poll() is None:
            time.sleep(0.02)
        drop()
        assert process.wait(timeout=60) != 0
        assert "there is no bucket 'pages'" in held.log
        assert (held.pages, held.listings) == ([], {})
        bucket().create_bucket(Bucket="pages")
        assert crawl(gazette(SECTION), held.folder, replay.url, ROOT).fetched == 3


def test_pages_of_a_bucket_are_read_again_and_what_tells_nothing_goes(
    store: ThreadedMotoServer, database: Any, connection: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    monkeypatch.setenv("CORRIDOR_ARCHIVE", ROOT)
    monkeypatch.setattr(holdings, "PAGES_A_PROCESS", 3)
    keep(connection, Archive(ROOT), 6)
    before = names()
    counts = holdings.reread(everything=True, jobs=2)
    assert (counts["pages"], counts["changed"], counts["lost"]) == (6, 0, 0)
    _, done = holdings.retain(do=True)
    assert done is not None
    assert (done.files, done.removed, done.moved) == (1, 2, 4)
    assert len(names()) == 1
    assert names() != before
    assert holdings.reread(everything=True, jobs=1) == {"pages": 4, "relevant": 4}


def test_archives_of_others_in_a_bucket_are_read_as_those_in_a_folder(
    store: ThreadedMotoServer, database: Any, ask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    monkeypatch.setenv("CORRIDOR_ARCHIVE", ROOT)
    bucket().create_bucket(Bucket="news")
    story = news("Uzbek envoy in Islamabad", "Pakistan and Uzbekistan spoke of trade in Islamabad on Friday.")
    for number in range(2):
        write(tmp_path / "a.warc.gz", [Sent(url=f"https://gazette-example.com/{number}", body=story)])
        bucket().upload_file(str(tmp_path / "a.warc.gz"), "news", f"2025/08/CC-NEWS-{number}.warc.gz")
    files = holdings.backfill_files(["s3://news/2025"])
    assert files == ["s3://news/2025/08/CC-NEWS-0.warc.gz", "s3://news/2025/08/CC-NEWS-1.warc.gz"]
    assert holdings.backfill(files).problems == ()
    assert ask("select state, articles from raw.backfills") == [("done", 1), ("done", 1)]
    assert len(names()) == 2


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_bucket_that_is_not_there_is_said_before_the_crawl(store: ThreadedMotoServer) -> None:
    with pytest.raises(ArchiveUnusable, match="there is no bucket 'nowhere'. Make it, or name another with CORRIDOR_A"):
        Archive("s3://nowhere/corridor").require_writable()


def test_missing_credentials_are_said_before_the_crawl(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    S3FileSystem.clear_instance_cache()
    with pytest.raises(ArchiveUnusable, match="no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        Archive(ROOT).require_writable()


def test_credentials_that_the_store_refuses_are_said_before_the_crawl(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, port = store.get_host_and_port()
    httpx.post(f"http://{host}:{port}/moto-api/reset-auth", content=b"0")
    S3FileSystem.clear_instance_cache()
    try:
        with pytest.raises(ArchiveUnusable, match="refuses us .InvalidAccessKeyId.. Correct AWS_ACCESS_KEY_ID"):
            Archive(ROOT).require_writable()
    finally:
        httpx.post(f"http://{host}:{port}/moto-api/reset-auth", content=b"inf")


def test_a_store_that_does_not_answer_is_said_before_the_crawl(
    store: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    S3FileSystem.clear_instance_cache()
    with pytest.raises(ArchiveUnusable, match="does not answer. Look at AWS_ENDPOINT_URL"):
        Archive(ROOT).require_writable()
