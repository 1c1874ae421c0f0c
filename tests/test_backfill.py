"""Archives of others: what names both sides is kept and read as crawled pages are, once, whatever happens, silently."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

import backfilling
from crawlers import sites, warcs
from crawlers.archive import Archive
from crawlers.outlets import outlets
from items import Unusable
from parsers import READER_VERSION
from pipeline import holdings
from reader import Reader
from tests.foreign_warcs import Sent, news, write, zstd
from tests.source_tree import ROOT
from tests.stories import Newsroom, Story, report
from warehouse import backfills, pages
from warehouse.connection import Warehouse, connect
from warehouse.resolve import resolve

Ask = Callable[[str], list[tuple[Any, ...]]]
NOW = datetime(2025, 8, 2, 9, 0, tzinfo=UTC)
TALKS = (
    "Uzbek envoy, commerce minister discuss trade",
    "Ambassador of Uzbekistan to Pakistan Alisher Tukhtaev called on Commerce Minister Jam Kamal Khan in Islamabad on "
    "Friday and discussed trade between Pakistan and Uzbekistan.",
    "Both sides agreed to raise the volume of trade to two billion dollars by 2027.",
)
CRICKET = (
    "Visitors win the first match",
    "The visitors won the first match by six wickets on Friday after a calm innings of their captain.",
    "The second match is to be played on Sunday.",
)
RUSSIAN = (
    "Пакистан и Узбекистан обсудили торговлю",
    "Министр торговли Пакистана принял посла Узбекистана в Исламабаде и обсудил с ним рост товарооборота.",
)


def at(path: str, body: bytes, **more: Any) -> Sent:
    return Sent(url=f"https://www.gazette-example.com/{path}", body=body, **more)


STORY = at("2025/08/talks", news(*TALKS))
OTHERS = [
    at("2025/08/match", news(*CRICKET)),
    at("2025/08/menu", news(*CRICKET, menu="Pakistan, Kazakhstan")),
    at("2025/08/russian", news(*RUSSIAN, language="ru")),
    at("2025/08/picture.jpg", b"\xff\xd8Pakistan Uzbekistan", headers=(("Content-Type", "image/jpeg"),)),
    at("2025/08/gone", news(*TALKS), status="404 Not Found"),
]


@pytest.fixture
def desk(connection: Connection, tmp_path: Path) -> Desk:
    pages.register_outlets(connection, outlets().values())
    return Desk(connection, tmp_path)


class Desk:
    """A warehouse, an archive, and files of others."""

    def __init__(self, connection: Connection, folder: Path):
        self.connection = connection
        self.folder = folder
        self.archive = Archive(str(folder / "pages"))

    def file(self, *sent: Sent, name: str = "CC-NEWS-1.warc.gz", pack: Callable[[bytes], bytes] = gzip.compress) -> str:
        write(self.folder / name, sent, pack)
        return str(self.folder / name)

    def read(self, file: str, **more: Any) -> dict[str, Any]:
        """What the warehouse knows of `file` after it was read."""
        backfilling.read_file(self.connection, self.archive, file, lambda: NOW, **more)
        return self.state(file)

    def state(self, file: str) -> dict[str, Any]:
        return backfills.states(self.connection, [file])[0]

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()


def test_what_names_both_sides_is_kept_as_it_came_and_read(desk: Desk) -> None:
    state = desk.read(desk.file(STORY, *OTHERS))
    counts = {
        name: state[name] for name in ("records", "pages", "passed", "menus", "articles", "relevant", "unreadable")
    }
    assert counts == {
        "records": 6, "pages": 4, "passed": 3, "menus": 1, "articles": 2, "relevant": 1, "unreadable": 0,
    }  # fmt: skip
    assert (state["state"], state["problem"]) == ("done", None)
    ((outlet, identity, url, fetched_at, file, offset),) = desk.ask(
        "select outlet, identity, url, fetched_at, warc_file, warc_offset from raw.pages where url like '%talks'"
    )
    assert (outlet, identity) == ("gazette-example.com", "gazette-example.com/2025/08/talks")
    assert (url, fetched_at) == (STORY.url, STORY.fetched_at)
    kept = desk.archive.read(pages.Place(file=file, offset=offset))
    assert (kept.body, kept.outlet, kept.identity, kept.fetched_at) == (STORY.body, outlet, identity, fetched_at)
    assert desk.ask("select headline from core.articles join core.engagements using (article_id) where relevant") == [
        (TALKS[0],)
    ]


def test_an_article_in_another_language_is_counted_and_kept_with_the_readers_reason(desk: Desk) -> None:
    desk.read(desk.file(*OTHERS))
    assert desk.ask(
        "select language, relevant, reasons from core.articles join core.engagements using (article_id)"
    ) == [("ru", False, ["language ru is not read yet"])]


def test_pages_of_a_known_outlet_are_named_by_its_rule_and_others_by_their_domain(desk: Desk) -> None:
    desk.read(desk.file(Sent(url="https://dawn.com/news/1930001/some-words?utm_source=x", body=news(*TALKS)), STORY))
    assert desk.ask("select outlet, identity from raw.pages order by 1") == [
        ("dawn", "1930001"),
        ("gazette-example.com", "gazette-example.com/2025/08/talks"),
    ]
    assert desk.ask("select name, country, language, timezone from raw.outlets where not watched") == [
        ("gazette-example.com", None, None, None)
    ]
    assert desk.ask("select state from analysis.outlets where not watched") == [("not watched",)]
    assert desk.ask("select published_date::text, outlet_country from analysis.engagements order by outlet") == [
        ("2025-08-01", "PK"),
        ("2025-08-01", None),
    ]


def test_what_a_backfill_reports_never_alerts_however_recent(desk: Desk) -> None:
    desk.read(desk.file(STORY))
    resolved = resolve(desk.connection, NOW)
    assert (resolved.new_events, resolved.alerts) == (1, 0)
    assert desk.ask("select distinct is_new from core.event_reports") == [(False,)]


def test_nor_does_it_when_its_pages_are_read_again(desk: Desk) -> None:
    desk.read(desk.file(STORY))
    everything = pages.Selection()
    assert pages.ask_reread(desk.connection, everything, READER_VERSION, NOW, everything=True) == (1, 0)
    reader = Reader(
        connection=desk.connection,
        archive=desk.archive,
        outlets=outlets(),
        clock=lambda: NOW,
        progress=lambda counts: None,
    )
    assert reader.reread(everything, None)["relevant"] == 1
    assert desk.ask("select distinct is_new from core.event_reports") == [(False,)]


def test_what_only_a_backfill_told_of_is_news_when_a_crawled_page_tells_of_it(desk: Desk) -> None:
    desk.read(desk.file(STORY))
    resolve(desk.connection, NOW)
    commerce = ("Jam Kamal Khan", "PK", "Minister for Commerce of Pakistan")
    envoy = ("Alisher Tukhtaev", "UZ", "Ambassador of Uzbekistan to Pakistan")
    Newsroom(desk.connection).publish(Story(outlet="gazette", identity="1", reports=(report(commerce, envoy),)))
    resolved = resolve(desk.connection, NOW)
    assert (resolved.joined, resolved.new_events, resolved.alerts) == (1, 0, 1)


def test_a_file_that_was_read_is_not_read_again_unless_asked_or_changed(desk: Desk) -> None:
    file = desk.file(STORY, *OTHERS)
    once = desk.read(file)
    assert backfilling.read_file(desk.connection, desk.archive, file, lambda: NOW) is None
    assert desk.state(file) == once
    archived = sorted((desk.folder / "pages").rglob("*.gz"))
    again = desk.read(file, again=True)
    assert (again["records"], again["held"], again["articles"]) == (6, 2, 0)
    assert sorted((desk.folder / "pages").rglob("*.gz")) == archived, "what is held is not kept twice"
    desk.file(STORY, at("2025/08/later", news(*TALKS)))
    assert (desk.read(file)["held"], desk.state(file)["articles"]) == (1, 1)


def test_the_same_page_in_two_files_is_one(desk: Desk) -> None:
    desk.read(desk.file(STORY, STORY))
    assert desk.read(desk.file(STORY, name="CC-NEWS-2.warc.gz"))["held"] == 1
    assert desk.ask("select count(*) from raw.pages") == [(1,)]


def test_a_reading_that_is_killed_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [at(f"2025/08/talks-{number}", news(f"{TALKS[0]} {number}", *TALKS[1:])) for number in range(7)]
    file = desk.file(*sent, *OTHERS)
    monkeypatch.setattr(backfilling, "PAGES_AT_ONCE", 2)
    loads = iter(range(2))

    def killed_at_the_third() -> None:
        if next(loads, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.read(file, progress=killed_at_the_third)
    left = desk.state(file)
    assert (left["state"], left["records"]) == ("reading", 6)
    asked: list[int] = []
    monkeypatch.setattr(
        backfilling, "records", lambda file, position: asked.append(position) or warcs.records(file, position)
    )
    state = desk.read(file)
    assert asked == [left["position"]]
    assert (state["state"], state["records"], state["articles"], state["held"]) == ("done", 12, 8, 0)
    assert desk.ask("select count(*), count(distinct page_id) from core.articles") == [(8, 8)]


def test_after_kill_9_a_backfill_goes_on_and_loses_and_doubles_nothing(
    tmp_path: Path, archive: Archive, ask: Ask
) -> None:
    count = 200
    file = tmp_path / "CC-NEWS-1.warc.gz"
    write(file, [at(f"2025/08/talks-{number}", news(f"{TALKS[0]} {number}", *TALKS[1:])) for number in range(count)])
    script = "import backfilling; from pipeline import holdings; "
    script += f"backfilling.PAGES_AT_ONCE = 5; holdings.backfill_file({str(file)!r})"
    victim = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=dict(os.environ))
    until = time.monotonic() + 60
    read = 0
    while not read and time.monotonic() < until:
        time.sleep(0.02)
        [(read,)] = ask("select count(*) from core.articles")
    victim.send_signal(signal.SIGKILL)
    victim.wait(10)
    [(read,)] = ask("select count(*) from core.articles")
    assert 0 < read < count
    holdings.backfill_file(str(file))
    assert ask("select state, records, articles, held from raw.backfills") == [("done", count, count, 0)]
    assert ask("select count(*), count(distinct identity) from core.articles") == [(count, count)]
    places = ask("select warc_file, warc_offset, identity from raw.pages")
    assert [archive.read(pages.Place(file=file, offset=at)).identity for file, at, _ in places] == [
        identity for *_, identity in places
    ]


def test_two_do_not_read_one_file_at_a_time(desk: Desk, database: Warehouse) -> None:
    file = desk.file(STORY)
    other = connect(database.loader_url)
    with backfills.alone(other, file) as is_ours:
        assert is_ours
        assert backfilling.read_file(desk.connection, desk.archive, file, lambda: NOW) is None
    assert desk.read(file)["articles"] == 1
    other.close()


def test_a_broken_file_says_where_and_the_rest_of_it_is_read(desk: Desk) -> None:
    path = desk.folder / "broken.warc.gz"
    sent = [at(f"2025/08/talks-{number}", news(f"{TALKS[0]} {number}", *TALKS[1:])) for number in range(4)]
    offsets = write(path, sent)
    raw = bytearray(path.read_bytes())
    raw[offsets[1] + 60 : offsets[1] + 90] = bytes(30)
    path.write_bytes(raw[:-40])
    state = desk.read(str(path))
    assert state["state"] == "broken"
    assert state["problem"].startswith(f"broken at byte {offsets[1]:,}: ")
    assert [url for (url,) in desk.ask("select url from raw.pages order by url")] == [sent[0].url, sent[2].url]
    assert backfilling.read_file(desk.connection, desk.archive, str(path), lambda: NOW) is None, "not until it changes"


def test_a_file_that_ends_early_says_so(desk: Desk) -> None:
    path = desk.folder / "short.warc.gz"
    offsets = write(path, [STORY, at("2025/08/last", news(*TALKS))])
    path.write_bytes(path.read_bytes()[:-40])
    assert desk.read(str(path))["problem"].startswith(f"broken at byte {offsets[1]:,}: it ends in the middle")


def test_what_is_no_archive_is_said_to_be_none(desk: Desk) -> None:
    path = desk.folder / "other.warc.gz"
    path.write_bytes(gzip.compress(b"<html>Pakistan, Uzbekistan</html>"))
    state = desk.read(str(path))
    assert state["problem"].startswith("broken at byte 0: ")
    assert state["records"] == 0


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress),
        ("GZIP", bytes),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("br", bytes),
        ("identity", bytes),
    ],
)
def test_bodies_are_unpacked_whatever_of_their_packing_was_kept(
    desk: Desk, coding: str, packed: Callable[[bytes], bytes]
) -> None:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", coding))
    state = desk.read(desk.file(at("2025/08/talks", packed(STORY.body), headers=headers)))
    assert state["relevant"] == 1


def test_chunks_are_put_together_where_an_archive_kept_them(desk: Desk) -> None:
    half = len(STORY.body) // 2
    chunks = [STORY.body[:half], STORY.body[half:], b""]
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    headers = (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"))
    assert desk.read(desk.file(at("a", body, headers=headers), at("b", STORY.body, headers=headers)))["relevant"] == 2


@pytest.mark.parametrize(("name", "pack"), [("a.warc", bytes), ("a.warc.zst", zstd), ("a.warc.gz", gzip.compress)])
def test_files_are_read_packed_or_not_and_from_any_record(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    sent = [at(str(number), news(*TALKS)) for number in range(4)]
    offsets = write(tmp_path / name, sent, pack)
    found = list(warcs.records(str(tmp_path / name)))
    assert [record.position for record in found] == offsets
    assert [record.page.url for record in found if record.page] == [one.url for one in sent]
    later = warcs.records(str(tmp_path / name), offsets[2])
    assert [record.page.url for record in later if record.page] == [one.url for one in sent[2:]]


class Ranges(SimpleHTTPRequestHandler):
    """Serves files, also parts of them."""

    def log_message(self, *_: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.send_part()

    def do_GET(self) -> None:
        self.wfile.write(self.send_part())

    def send_part(self) -> bytes:
        body = Path(self.translate_path(self.path)).read_bytes()
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        part = body[int(first) : int(last) + 1 if last else None]
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(body)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", '"1"')
        self.end_headers()
        return part


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_file_on_the_web_is_read_as_a_stream_and_from_any_record(desk: Desk) -> None:
    offsets = write(desk.folder / "a.warc.gz", [STORY, *OTHERS, at("2025/08/last", news(*TALKS))])
    with served(desk.folder) as site:
        file = f"{site}/a.warc.gz"
        assert warcs.files([file]) == [file]
        assert [record.position for record in warcs.records(file, offsets[5])] == offsets[5:]
        assert desk.read(file)["relevant"] == 2
        assert desk.ask("select size, etag from raw.backfills") == [((desk.folder / "a.warc.gz").stat().st_size, '"1"')]
    with pytest.raises(OSError):
        backfilling.read_file(desk.connection, desk.archive, file, lambda: NOW, again=True)


def test_an_address_at_which_nobody_answers_is_said_to_be_one() -> None:
    with pytest.raises(Unusable, match=r"no file http://127\.0\.0\.1:9/a\.warc\.gz, or nobody answers there\."):
        warcs.files(["http://127.0.0.1:9/a.warc.gz"])


def test_folders_stand_for_the_archives_in_them(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    for name in ("b.warc.gz", "2025/a.warc.zst", "notes.txt", "index.cdx.gz"):
        (tmp_path / name).write_bytes(b"")
    names = [str(tmp_path / name) for name in ("2025/a.warc.zst", "b.warc.gz")]
    assert warcs.files([str(tmp_path), names[1]]) == names
    for wrong, says in ((str(tmp_path / "none.warc"), "There is no file"), ("nowhere://x", "can't be read")):
        with pytest.raises(Unusable, match=says):
            warcs.files([wrong])
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unusable, match="holds no WARC file"):
        warcs.files([str(tmp_path / "empty")])


@pytest.mark.parametrize(
    ("url", "slug", "identity"),
    [
        ("http://www.example.com.pk/a/b/?utm_source=x&id=3#c", "example.com.pk", "example.com.pk/a/b?id=3"),
        ("https://example.com.pk/a/b?id=3&fbclid=1", "example.com.pk", "example.com.pk/a/b?id=3"),
        ("https://news.example.co.uk/", "example.co.uk", "news.example.co.uk"),
        ("https://mine.blogspot.com/2020/a.html", "mine.blogspot.com", "mine.blogspot.com/2020/a.html"),
        ("https://www.dawn.com/authors/7", "dawn", "dawn.com/authors/7"),
    ],
)
def test_a_site_is_its_outlet_or_its_domain(url: str, slug: str, identity: str) -> None:
    site = sites.site_of(url)
    assert site is not None
    assert (site.slug, site.identity) == (slug, identity)


@pytest.mark.parametrize("url", ["ftp://example.com/a", "http://localhost/a", "http://[", "", "http://127.0.0.1/a"])
def test_an_address_of_no_site_has_none(url: str) -> None:
    assert sites.site_of(url) is None


def test_whose_press_an_address_is_of_is_said_by_outlet_or_domain() -> None:
    asked = ("https://www.dawn.com/news/1", "https://a.com.pk/", "https://b.uz/", "https://c.com/", "mailto:x")
    assert [sites.country_of(url) for url in asked] == ["PK", "PK", "UZ", None, None]


def test_two_long_addresses_with_one_beginning_stay_two() -> None:
    long = "https://example.com/" + "x" * 3000
    one, other = sites.site_of(long + "1"), sites.site_of(long + "2")
    assert one and other and one.identity != other.identity
    assert len(one.identity) < 500


# --- from outside -----------------------------------------------------------------------------------------------------


def corridor(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import cli; cli.main()", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200)


def test_the_command_reads_files_side_by_side_and_fails_where_one_is_broken(
    tmp_path: Path, quick_path: Path, server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORRIDOR_HOME", str(quick_path))
    folder = tmp_path / "warcs"
    folder.mkdir()
    write(folder / "a.warc.gz", [STORY, *OTHERS])
    write(folder / "b.warc.gz", [at("2025/08/b", news(*TALKS)), STORY])
    whole = corridor("backfill", str(folder), "--processes", "2", "--json")
    assert whole.returncode == 0, whole.stderr
    said = json.loads(whole.stdout)
    assert [file["state"] for file in said["files"]] == ["done", "done"]
    assert said["resolved"]["new_events"] == 1
    assert said["resolved"]["alerts"] == 0
    (folder / "c.warc.gz").write_bytes((folder / "b.warc.gz").read_bytes()[:-30])
    broken = corridor("backfill", str(folder))
    assert broken.returncode == 1
    assert "c.warc.gz: broken at byte" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert "articles that name both sides" in broken.stdout
    wrong = corridor("backfill", str(tmp_path / "nothing.warc.gz"))
    assert (wrong.returncode, "There is no file" in wrong.stderr) == (2, True)


def test_airflow_maps_a_backfill_over_the_files_of_a_folder(
    tmp_path: Path, quick_path: Path, archive: Archive, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warcs"
    folder.mkdir()
    write(folder / "a.warc.gz", [STORY, *OTHERS])
    write(folder / "b.warc.gz", [at("2025/08/b", news(*TALKS)), STORY])
    monkeypatch.setenv("AIRFLOW_HOME", str(quick_path))
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", str(ROOT / "dags"))
    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    airflow = Path(sys.executable).with_name("airflow")
    for arguments in (["db", "migrate"], ["pools", "set", "backfills", "2", "files"]):
        subprocess.run([airflow, *arguments], check=True, capture_output=True, timeout=200)
    conf = json.dumps({"sources": [str(folder)]})
    run = subprocess.run(
        [airflow, "dags", "test", "backfill", "--conf", conf], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
    assert ask("select state, records from raw.backfills order by file") == [("done", 6), ("done", 2)]
    assert ask("select count(*) from core.events") == [(1,)]
