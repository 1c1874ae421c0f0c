"""WARC files of others → articles and facts in the warehouse, as `corridor backfill` reads them.

Pages: the *.html.gz below FOLDER, such as fundus' tests/resources/parser/test_data, without those that name both sides.
WARC files in the form of CC-NEWS are made of them: 85 of 100 records are such pages as they are, 10 the same with links
in a menu that name both sides, and 5 are articles of the sample that the reader understands there, each with a number
of its own, among furniture (furniture.py) of the weight of FOLDER's pages and on sites that nobody watches. So 15 of
100 pass the first gate, a third of them for their article, as on news of the world. All of the latter must be kept, and
nothing else.

Against: reading the same file with fastwarc and doing nothing with it; zlib's unpacking of the same pages, for the
first gate; and, with --peers, fundus' parsers of these very publishers and news-please, a page (peers.py). Seconds are
those of the clock, because the server works too: an embedded PostgreSQL with fsync on. Each reading is a process of its
own, which is warm when the clock starts; two at a time read two files. Memory is the peak of such a process.
"""

from __future__ import annotations

import gc
import gzip
import io
import json
import multiprocessing
import os
import subprocess
import tempfile
import time
import zlib
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg2
from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from furniture import furnished
from isal import igzip
from timing import Times, goal, parser, ratio, show

import backfilling
from crawlers.archive import Archive
from crawlers.outlets import outlets
from crawlers.sites import country_of
from items import NotAnArticle, Page, UnreadablePage
from parsers.extract import read_facts
from parsers.gate import page_may_tell, text_tells
from parsers.parse import parse_article
from warehouse import backfills, embedded, pages
from warehouse.connection import connect
from warehouse.migrate import migrate

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier

SAMPLE = Path(__file__).parents[1] / "sample"
NOW = datetime(2026, 10, 1, tzinfo=UTC)
GATE, UNPACKED = "the first gate", "zlib's unpacking"
BARE, ONE, TWO = "fastwarc's bare read", "corridor backfill", "corridor backfill, two processes on two files"
#: Of a hundred records, those that name both sides in a menu, and those that do in their article.
MENUS, ARTICLES = 10, 5
MENU = b"<nav><a href='/pk'>Pakistan</a> <a href='/uz'>Uzbekistan</a></nav>"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One process' reading of one file."""

    seconds: float
    records: int
    passed: int
    articles: int
    #: MB at its peak.
    memory: float


def main() -> None:
    """Measure, and print the tables."""
    wishes = _wishes()
    bodies = {file: gzip.decompress(file.read_bytes()) for file in sorted(wishes.folder.rglob("*.html.gz"))}
    plain = [file for file, body in bodies.items() if not page_may_tell(_page(body))]
    if not plain:
        raise SystemExit(f"There are no *.html.gz pages below {wishes.folder} that can serve as pages of the world.")
    _gate([bodies[file] for file in plain], wishes.rounds)
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)  # as root, the server's user must get there
        os.environ["CORRIDOR_HOME"] = home
        files = [Path(home, f"CC-NEWS-{number}.warc.gz") for number in range(3)]
        planted = [
            _make(file, [bodies[it] for it in plain], size * wishes.records, number)
            for number, (file, size) in enumerate(zip(files, (1, 1, 3), strict=True))
        ]
        with embedded.server() as server:
            _prepare(server)
            _measure(server, files, planted, plain, wishes)


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=3)
    line.add_argument("folder", type=Path, metavar="FOLDER", help="pages of news, as *.html.gz")
    line.add_argument("--records", type=int, default=2000, help="records of a file (default 2000)")
    line.add_argument("--peers", type=Path, metavar="PYTHON", help="the Python of an environment with the peers")
    return line.parse_args()


# --- the pages --------------------------------------------------------------------------------------------------------


def _page(body: bytes) -> Page:
    return Page(outlet="", identity="", url="https://news.example/item", fetched_at=NOW, status=200, body=body)


def _articles(weight: int) -> list[bytes]:
    """Articles of the sample among furniture, as heavy as `weight`, whose dealings the reader sees on such a page."""
    bodies = [furnished(page.read_bytes(), weight) for page in sorted(SAMPLE.glob("*/pages/*.html"))]
    return [body for body in bodies if _tells(body)]


def _tells(body: bytes) -> bool:
    try:
        return page_may_tell(_page(body)) and read_facts(parse_article(_page(body), None)).engagement.relevant
    except (NotAnArticle, UnreadablePage):
        return False


def _make(file: Path, bodies: Sequence[bytes], records: int, part: int) -> int:
    """Write a file of `records`; how many articles about dealings are in it."""
    articles = cycle(_articles(sum(map(len, bodies)) // len(bodies)))
    plain, planted = cycle(bodies), 0
    with file.open("wb") as warc:
        for number in range(records):
            body, place = next(plain), number * 37 % 100  # spread over the file
            if place < ARTICLES:
                body, planted = _numbered(next(articles), f"{part}-{number}"), planted + 1
            elif place < ARTICLES + MENUS:
                body = body.replace(b"</body>", MENU + b"</body>", 1)
            warc.write(_record(f"https://www.gazette-{number % 50}.example.net/{part}/{number}.html", body))
    return planted


def _numbered(body: bytes, number: str) -> bytes:
    return body.replace(b"</title>", f" {number}</title>".encode(), 1)


def _record(url: str, body: bytes) -> bytes:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = NOW
    record.headers["WARC-Target-URI"] = url
    record.headers["Content-Type"] = "application/http; msgtype=response"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    record.set_bytes_content(head + body)
    raw = io.BytesIO()
    record.write(raw)
    return bytes(igzip.compress(raw.getvalue(), 3))


# --- the measures -----------------------------------------------------------------------------------------------------


def _gate(bodies: Sequence[bytes], rounds: int) -> None:
    """How long the first gate takes for the pages, and zlib for unpacking them."""
    packed = [gzip.compress(body, 6) for body in bodies]
    asked = [_page(body) for body in bodies]
    times: Times = {GATE: [], UNPACKED: []}
    for number in range(rounds + 1):
        for name, work in (
            (UNPACKED, partial(_unpack, packed)),
            (GATE, partial(_ask, asked)),
        ):
            taken = _seconds(work)
            if number:
                times[name].append(taken)
    rows = [[name, f"{1000 * median(taken) / len(bodies):.3f}"] for name, taken in times.items()]
    show(f"{len(bodies)} pages of {sum(map(len, bodies)) / len(bodies) / 1000:.0f} kB", ["", "ms a page"], rows)
    goal("the first gate, against zlib's unpacking", ratio(times, UNPACKED, GATE), 2)


def _unpack(packed: Sequence[bytes]) -> None:
    for page in packed:
        zlib.decompress(page, 31)


def _ask(asked: Sequence[Page]) -> None:
    for page in asked:
        page_may_tell(page)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _measure(
    server: embedded.Server, files: Sequence[Path], planted: Sequence[int], plain: Sequence[Path], wishes: Namespace
) -> None:
    bare, one, two = [], [], []
    for number in range(wishes.rounds + 1):
        taken = _bare(files[0])
        alone, both = _read(server, files[:1]), _read(server, files[:2])
        if number:  # the first round warms the machine up
            bare.append(taken / wishes.records)
            one.append(alone[0].seconds / alone[0].records)
            two.append(max(it.seconds for it in both) / sum(it.records for it in both))
        right = [(it.passed / it.records, it.articles) for it in (*alone, *both)]
    [large] = _read(server, files[2:])
    print(f"\n  passed: {right[0][0]:.3f} of the records; articles kept {alone[0].articles} of {planted[0]} planted")
    lines = [
        [BARE, f"{1000 * median(bare):.3f}", ""],
        [ONE, f"{1000 * median(one):.3f}", f"{alone[0].memory:.0f}"],
        [f"{ONE}, a file three times as large", f"{1000 * large.seconds / large.records:.3f}", f"{large.memory:.0f}"],
        [TWO, f"{1000 * median(two):.3f}", f"{max(it.memory for it in both):.0f}"],
    ]
    peers = _peers(wishes.peers, plain, wishes.rounds) if wishes.peers else {}
    lines += [[f"{name}, page to article", f"{1000 * taken:.1f}", ""] for name, taken in peers.items()]
    show(f"A file of {wishes.records} records", ["", "ms a record", "MB"], lines)
    goal("share of fastwarc's bare read", median(bare) / median(one), 0.15)
    goal("two processes, against one", median(one) / median(two), 1.8)
    goal("MB left of 200", 200 / max(alone[0].memory, large.memory), 1)
    for name, wanted in (("fundus", 10), ("news-please", 100)):
        if name in peers:
            goal(f"against {name}", peers[name] / median(one), wanted)
    whole = alone[0].articles == planted[0] and large.articles == planted[2]
    print(f"\n  every article planted was found, and nothing else kept: {'yes' if whole else 'NO'}")


def _bare(file: Path) -> float:
    start = time.perf_counter()
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            record.reader.read()
    return time.perf_counter() - start


def _peers(python: Path, plain: Sequence[Path], rounds: int) -> dict[str, float]:
    script = Path(__file__).with_name("peers.py")
    given = "\n".join(map(str, plain))
    run = subprocess.run([python, script, str(rounds)], input=given, capture_output=True, text=True, check=True)
    return {name: said["seconds a page"] for name, said in json.loads(run.stdout).items()}


# --- Corridor ---------------------------------------------------------------------------------------------------------


def _prepare(server: embedded.Server) -> None:
    embedded.ensure_database(server, "empty")
    migrate(connect(server.url("empty")))
    with closing(connect(server.url("empty"))) as connection:
        pages.register_outlets(connection, outlets().values())


def _fresh(server: embedded.Server) -> str:
    """The address of a warehouse that holds nothing."""
    with closing(psycopg2.connect(server.url("postgres", embedded.SUPERUSER))) as administrator:
        administrator.autocommit = True
        with administrator.cursor() as cursor:
            cursor.execute("drop database if exists filled")
            cursor.execute("create database filled template empty owner corridor_owner")
            cursor.execute("checkpoint")  # what the copy left to be written is not the reading's to write
    return server.url("filled", "corridor_loader")


def _read(server: embedded.Server, files: Sequence[Path]) -> list[Reading]:
    """Read each file in a process of its own, all at once, into a fresh warehouse and archive."""
    address, context = _fresh(server), multiprocessing.get_context("spawn")
    start, found = context.Barrier(len(files)), context.Queue()
    with tempfile.TemporaryDirectory(dir=files[0].parent) as archive:
        readers = [context.Process(target=_reader, args=(address, archive, str(file), start, found)) for file in files]
        for reader in readers:
            reader.start()
        readings = [found.get() for _ in files]
        for reader in readers:
            reader.join()
    return readings


def _reader(address: str, archive: str, file: str, start: Barrier, found: Queue[Reading]) -> None:
    for body in _articles(0)[:20]:  # warm: lexicons are read, patterns are made
        _tells(body)
    text_tells("Pakistan and Uzbekistan")  # its patterns are made only where both sides are named
    country_of("https://www.gazette.example.net/")
    with closing(connect(address)) as connection:
        start.wait()
        began = time.perf_counter()
        backfilling.read_file(connection, Archive(archive), file, lambda: NOW)
        seconds = time.perf_counter() - began
        state = backfills.states(connection, [file])[0]
    found.put(
        Reading(
            seconds=seconds,
            records=state["records"],
            passed=state["passed"],
            articles=state["articles"],
            memory=_peak(),
        )
    )


def _peak() -> float:
    """MB that this process had at most; ru_maxrss would begin with those of whoever started it."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
