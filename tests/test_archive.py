"""Pages are kept as they came, in files that any WARC reader understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import fsspec
import pytest
import warcio
from fastwarc import ArchiveIterator, WarcRecordType
from warcio.checker import Checker

from crawlers.archive import Archive, ArchiveUnusable
from crawlers.ledger import Ledger
from crawlers.shelf import Shelf
from items import Page, Place

NOW = datetime(2025, 8, 1, 4, 30, 12, 345678, tzinfo=UTC)
# Windows-1252 bytes under a header that says UTF-8: nobody may repair them on the way.
BODY = "<p>Trade worth £2bn – “soon”</p>".encode("windows-1252")


def page(number: int = 1, **more: object) -> Page:
    fields = {
        "outlet": "gazette",
        "identity": f"2025/item-{number}",
        "url": f"https://gazette.example/news/item-{number}.html?a=b&c=%C3%A9",
        "fetched_at": NOW,
        "status": 200,
        "body": BODY,
        "headers": {"content-type": "text/html; charset=UTF-8", "server": "nginx"},
    }
    return Page(**{**fields, **more})  # type: ignore[arg-type]


def ledger(record: Callable[[Sequence[tuple[Page, Place, str | None]]], None]) -> Ledger:
    return Ledger(held={}.get, remembered={}.get, skip=set().__contains__, record=record, failed=print, answered=print)


def test_a_page_comes_back_as_it_was_written(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    places = [writer.write(page(number)) for number in range(3)]
    writer.close()
    for number, place in enumerate(places):
        back = archive.read(place)
        assert back.headers == {**page().headers, "content-length": str(len(BODY))}
        assert Page(**{**vars(back), "headers": page().headers}) == page(number)


def test_other_readers_see_a_sound_file_that_begins_with_its_description(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    places = [writer.write(page(number)) for number in range(2)]
    writer.close()
    path = tmp_path / places[0].file
    kinds, addresses = [], []
    for record in ArchiveIterator(str(path), parse_http=False):
        assert record.verify_block_digest()
        kinds.append(record.record_type)
        addresses.append(record.headers.get("WARC-Target-URI"))
    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.response]
    assert addresses == [None, page(0).url, page(1).url]
    with path.open("rb") as file:
        file.seek(places[1].offset)
        record = next(iter(ArchiveIterator(file)))
        assert record.http_headers.status_line == "HTTP/1.1 200 OK"
        record.freeze()
        assert record.verify_payload_digest()


def written(archive: Archive) -> tuple[str, list[Place]]:
    """A file of two pages and a revisit of the second, and their places."""
    writer = archive.writer("gazette", NOW)
    places = [writer.write(page(number, body=BODY + str(number).encode())) for number in range(2)]
    again = page(1, body=BODY + b"1", fetched_at=NOW + timedelta(days=1), headers={"server": "nginx/2"})
    places.append(writer.revisit(again, places[1]))  # type: ignore[arg-type]
    writer.close()
    return writer.name, places


def test_warcio_reads_every_record_of_a_file_and_finds_its_digests_right(tmp_path: Path) -> None:
    name, places = written(Archive(str(tmp_path)))
    found = []
    with (tmp_path / name).open("rb") as file:
        records = warcio.ArchiveIterator(file, check_digests="raise")
        for record in records:
            body = record.content_stream().read()
            found.append((record.rec_type, records.get_record_offset(), body))
            assert record.digest_checker.passed is not False
    assert [(kind, offset) for kind, offset, _ in found[1:]] == [
        ("response", places[0].offset),
        ("response", places[1].offset),
        ("revisit", places[2].offset),
    ]
    assert [body for _, _, body in found[1:]] == [BODY + b"0", BODY + b"1", b""]
    assert Checker(SimpleNamespace(inputs=[str(tmp_path / name)], verbose=False)).process_all() == 0


def test_warcio_has_one_page_by_its_offset(tmp_path: Path) -> None:
    name, places = written(Archive(str(tmp_path)))
    with (tmp_path / name).open("rb") as file:
        file.seek(places[1].offset)
        record = next(warcio.ArchiveIterator(file))
        assert record.rec_headers["WARC-Target-URI"] == page(1).url
        assert record.content_stream().read() == BODY + b"1"


def test_a_revisit_says_of_which_page_as_the_standard_asks(tmp_path: Path) -> None:
    name, places = written(Archive(str(tmp_path)))
    response, revisit = [
        dict(record.headers.items()) for record in ArchiveIterator(str(tmp_path / name), parse_http=False)
    ][2:]
    assert revisit["WARC-Type"] == "revisit"
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert revisit["WARC-Refers-To"] == response["WARC-Record-ID"] != revisit["WARC-Record-ID"]
    assert revisit["WARC-Refers-To-Target-URI"] == response["WARC-Target-URI"]
    assert revisit["WARC-Refers-To-Date"] == response["WARC-Date"] != revisit["WARC-Date"]
    assert revisit["WARC-Payload-Digest"] == response["WARC-Payload-Digest"]
    assert revisit["WARC-Truncated"] == "length"


def test_a_revisit_is_read_by_following_it(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    _, places = written(archive)
    back, original = archive.read(places[2]), archive.read(places[1])
    assert back.body == original.body
    assert (back.fetched_at, back.headers["server"]) == (NOW + timedelta(days=1), "nginx/2")


def test_no_revisit_is_written_of_another_content_or_of_a_page_that_is_not_there(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    _, places = written(archive)
    writer = archive.writer("gazette", NOW)
    for place in (places[0], replace(places[1], offset=3), replace(places[1], file="none"), places[2]):
        assert writer.revisit(page(1, body=BODY + b"1"), place) is None
    writer.close()
    assert not (tmp_path / writer.name).exists()


def test_a_page_whose_content_is_held_is_kept_as_a_revisit_and_recorded_where_its_bytes_stand(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    _, places = written(archive)
    recorded: list[tuple[Page, Place, str | None]] = []
    held = replace(ledger(recorded.extend), original=lambda page: places[1])
    shelf = Shelf(archive, "gazette", held, lambda: NOW + timedelta(days=2))
    shelf.keep(page(1, body=BODY + b"1"), None)
    shelf.keep(page(1, body=b"edited"), None)
    shelf.close()
    assert recorded[0][1] == places[1]
    assert archive.read(recorded[1][1]).body == b"edited"
    kinds = [record.record_type for record in ArchiveIterator(str(tmp_path / recorded[1][1].file))]
    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.revisit, WarcRecordType.response]


def test_files_stand_in_folders_by_day_and_are_never_written_twice(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    names = set()
    for _ in range(3):
        writer = archive.writer("gazette", NOW)
        names.add(writer.write(page()).file)
        writer.close()
    assert len(names) == 3
    assert all(name.startswith("gazette/2025/08/01/gazette-20250801T043012Z-") for name in names)


def test_a_crawl_without_pages_leaves_no_file(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    archive.writer("gazette", NOW).close()
    assert not list(tmp_path.rglob("*.gz"))


def test_a_local_page_is_there_before_its_file_is_closed(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    assert writer.durable_at_once
    assert archive.read(writer.write(page())).body == BODY


def test_elsewhere_pages_are_recorded_only_once_their_file_is_closed() -> None:
    archive = Archive("memory://pages")
    recorded: list[tuple[Page, Place, str | None]] = []
    shelf = Shelf(archive, "gazette", ledger(recorded.extend), lambda: NOW)
    shelf.keep(page(), "yesterday")
    assert not archive.writer("gazette", NOW).durable_at_once
    assert not recorded
    shelf.close()
    ((kept, place, lastmod),) = recorded
    assert (kept, lastmod) == (page(), "yesterday")
    assert archive.read(place).body == BODY
    fsspec.filesystem("memory").rm("/pages", recursive=True)


def test_crawled_text_can_not_forge_headers(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    hostile = page(identity="a\r\nWARC-Type: warcinfo", headers={"x": "1\r\n\r\n<html>", "content-encoding": "gzip"})
    back = archive.read(writer.write(hostile))
    assert back.identity == hostile.identity
    assert back.body == BODY
    assert back.headers == {"x": "1  <html>", "content-length": str(len(BODY))}


def test_a_damaged_or_missing_page_is_said_plainly(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    place = writer.write(page(body=b"x" * 50_000))
    writer.close()
    path = tmp_path / place.file
    path.write_bytes(path.read_bytes()[:-20])
    for wrong in (place, Place(file=place.file, offset=0), Place(file=place.file, offset=7), Place(file="x", offset=0)):
        with pytest.raises(ArchiveUnusable, match=wrong.file):
            archive.read(wrong)


def test_no_place_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    for name in ("../secret", "/etc/passwd", "a/../../secret"):
        with pytest.raises(ArchiveUnusable, match="no file of the archive"):
            Archive(str(tmp_path / "archive")).read(Place(file=name, offset=0))


def test_an_unwritable_root_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ArchiveUnusable, match="can't be written: Not a directory. Name another with CORRIDOR_ARCHIVE"):
        Archive(str(tmp_path / "file" / "pages")).require_writable()
    with pytest.raises(ArchiveUnusable, match="can't be used"):
        Archive("nowhere://pages")


def test_after_a_failed_write_a_file_takes_no_more_pages(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    writer = archive.writer("gazette", NOW)
    first = writer.write(page())
    # /dev/full answers every write as a full disk does.
    writer._file = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115
    with pytest.raises(ArchiveUnusable, match="No space left"):
        writer.write(page(2))
    with pytest.raises(ArchiveUnusable, match="takes no more pages"):
        writer.write(page(3))
    writer.close()
    assert archive.read(first).body == BODY
