"""Reports → events, from a thousand reports to hundreds of thousands: seconds, growth, and a day's worth of new ones.

The reports are made up, with a fixed seed: about 30 a day over as many years as it takes (300,000: 27 years), of about
ten occasions a day between one of 300 Pakistani and one of 60 office-holders of each Central Asian state, told by one
to eight of 40 outlets within two days. Of the reports a tenth is spelt otherwise, a tenth names one side only, a tenth
is an announcement, one in twelve gives the month only, one in twenty no day, one in eight no place; one occasion in
fifty is postponed. So it is known which reports belong together. They are loaded by COPY, marked as identified, because
telling who somebody is is another step; server: an embedded PostgreSQL of this script's own with fsync on.

Peers in the same run: (a) all pairs of a type and day compared with `rapidfuzz` token_set_ratio of all their names,
place the same where both give one, united as they come: what is usually written first; (b) an exact key of type, day,
sides and place. Libraries of record linkage learn from data and compare fields one by one; they know neither unknown
days nor what contradicts, and were not worth their weight here. Peers get the reports ready in memory and write
nothing; Corridor's seconds hold reading, deciding and writing, by the clock.
"""

from __future__ import annotations

import math
import os
import random
import resource
import tempfile
import time
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz
from timing import parser, show

from items import EventStatus, EventType
from warehouse import embedded
from warehouse.connection import connect
from warehouse.copying import copy
from warehouse.migrate import migrate
from warehouse.occasions import Party, Report, window
from warehouse.reports import day_and_precision
from warehouse.resolve import resolve

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

SIZES = (1000, 3000, 10_000, 30_000)
NEW = 100
A_DAY = 30
OUTLETS = [f"outlet-{number:02}" for number in range(40)]
CITIES = {"PK": ("Islamabad", "Lahore", "Karachi"), "KZ": ("Astana", "Almaty"), "KG": ("Bishkek",), "TJ": ("Dushanbe",),
          "TM": ("Ashgabat",), "UZ": ("Tashkent", "Samarkand")}  # fmt: skip
SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvyz" for vowel in "aeiou"]
TYPES: tuple[EventType, ...] = ("meeting",) * 10 + ("visit",) * 3 + ("forum",) * 3 + ("agreement",) * 2 + ("call",) * 2
Told = tuple[int, Report]


class Taken(NamedTuple):
    """Seconds for the first load and for the new ones after it, and megabytes at most."""

    first: float
    later: float
    memory: float


def main() -> None:
    """Measure, and print the tables."""
    wishes = _wishes()
    ours: dict[int, Taken] = {}
    peers, rows = [], []
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)  # as root, the server's user must get there
        os.environ["CORRIDOR_HOME"] = home
        with embedded.server() as server:
            for size in wishes.sizes:
                told = [*_told(size + NEW)]
                name = f"reports_{size}"
                embedded.ensure_database(server, name)
                migrate(connect(server.url(name)))
                ours[size] = taken = _measured(server.url(name), told, size)
                with closing(connect(server.url(name))) as connection:
                    rows.append(_line(size, ours, _hoods(connection), _quality(_found(connection))))
                if size <= wishes.peers_to:
                    peers += [_peer(name, way, told[:size]) for name, way in PEERS.items()]
                print(f"{size}: {taken.first:.1f} s, then {NEW} new ones {taken.later:.2f} s", flush=True)
    columns = ["s", "reports/s", "growth", "MB", f"{NEW} new s", "largest hood", "pairs P", "R", "false", "missed"]
    show("Corridor", ["reports", *columns], rows)
    show("Peers, same reports", ["", "reports", "s", "reports/s", "pairs P", "R"], peers)


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=1)
    line.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help=f"reports (default {SIZES})")
    line.add_argument("--peers-to", type=int, default=100_000, help="largest size at which peers are measured too")
    return line.parse_args()


def _line(size: int, ours: dict[int, Taken], largest: int, quality: Sequence[str]) -> list[str]:
    seconds, later, memory = ours[size]
    before = max((other for other in ours if other < size), default=None)
    growth = f"{math.log(seconds / ours[before].first) / math.log(size / before):.2f}" if before else "-"
    figures = [f"{seconds:.1f}", f"{size / seconds:.0f}", growth, f"{memory:.0f}", f"{later:.2f}", str(largest)]
    return [str(size), *figures, *quality]


# --- the reports ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class World:
    """Who there is."""

    people: dict[str, list[Party]]
    dice: random.Random


def _told(count: int) -> Iterator[Told]:
    """Reports in the order of publication, each with the number of its occasion."""
    dice = random.Random(6)
    world = World({side: [_person(dice, side) for _ in range(300 if side == "PK" else 60)] for side in CITIES}, dice)
    days = count // A_DAY + 4
    found: list[Told] = []
    for number in range(count):
        if len(found) >= count * 1.02:
            break
        day = date(2025, 12, 31) - timedelta(days=dice.randrange(days))
        found += [(number, report) for report in _occasion(world, number, day)]
    found.sort(key=lambda told: (told[1].published_at or datetime.max.replace(tzinfo=UTC), told[1].key))
    return iter([(number, replace(report, id=index + 1)) for index, (number, report) in enumerate(found[-count:])])


def _person(dice: random.Random, side: str) -> Party:
    given, family = ("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title() for _ in range(2))
    return Party(name=f"{given} {family}", country=side, office=f"Minister {dice.randrange(20)} of {side}")


def _occasion(world: World, number: int, day: date) -> Iterator[Report]:
    dice = world.dice
    side = dice.choice([code for code in CITIES if code != "PK"])
    type = dice.choice(TYPES)
    people = (dice.choice(world.people["PK"]), dice.choice(world.people[side]))
    place = None if type == "call" else dice.choice(CITIES[dice.choice(["PK", side])])
    base = Report(
        id=0, type=type, status="held", date=day.isoformat(), place=place, sides=("PK", side), participants=people,
        published_at=None, outlet="", identity="", mode=None,
    )  # fmt: skip
    outlets = dice.sample(OUTLETS, min(8, 1 + int(dice.expovariate(0.5))))
    for outlet in outlets:
        yield _account(world, base, day, outlet, number)
    if dice.random() < 0.02:
        given_up = day - timedelta(days=dice.randint(3, 20))
        early = datetime(given_up.year, given_up.month, given_up.day, 6, tzinfo=UTC)
        stages: tuple[tuple[EventStatus, int], ...] = (("planned", 4), ("postponed", 1))
        for status, before in stages:
            moment = early - timedelta(days=before)
            yield replace(
                base, status=status, date=given_up.isoformat(), published_at=moment, outlet=outlets[0],
                identity=f"{number}-{status}",
            )  # fmt: skip


def _account(world: World, base: Report, day: date, outlet: str, number: int) -> Report:
    dice = world.dice
    moment = datetime(day.year, day.month, day.day, 6, tzinfo=UTC) + timedelta(hours=dice.randint(0, 48))
    told: dict[str, Any] = {"outlet": outlet, "identity": str(number), "published_at": moment}
    if dice.random() < 0.1:
        told |= {"status": "planned", "published_at": moment - timedelta(days=dice.randint(2, 4))}
    chance = dice.random()
    if chance < 0.08:
        told["date"] = day.isoformat()[:7]
    elif chance < 0.13:
        told["date"] = None
    if dice.random() < 0.12:
        told["place"] = None
    people = list(base.participants)
    if dice.random() < 0.1:
        people = [dice.choice(people)]
    told["participants"] = tuple(_respelt(dice, party) if dice.random() < 0.1 else party for party in people)
    return replace(base, **told)


def _respelt(dice: random.Random, party: Party) -> Party:
    at = dice.randrange(1, len(party.name))
    return replace(party, name=party.name[:at] + party.name[at - 1] + party.name[at:])


# --- in the warehouse -------------------------------------------------------------------------------------------------


def _measured(url: str, told: Sequence[Told], size: int) -> Taken:
    """What it takes for all but the last, then for these. What is done once for a new warehouse comes before."""
    _in_a_process_of_its_own(url)
    _load(url, told[:size], outlets=True)
    first, memory = _in_a_process_of_its_own(url)
    _load(url, told[size:], outlets=False)
    later, _ = _in_a_process_of_its_own(url)
    return Taken(first, later, memory)


def _in_a_process_of_its_own(url: str) -> tuple[float, float]:
    """Seconds of a resolving, and megabytes that its process held at most."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_resolving, url).result()


def _resolving(url: str) -> tuple[float, float]:
    with closing(connect(url)) as connection:
        start = time.perf_counter()
        resolve(connection, datetime(2026, 1, 1, tzinfo=UTC))
        return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _load(url: str, told: Sequence[Told], *, outlets: bool) -> None:
    with closing(connect(url)) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute("set local search_path = raw, core")
            if outlets:
                sites = {"country": "PK", "language": "en", "timezone": "UTC"}
                copy(connection, "outlets", [{"outlet": slug, "name": slug} | sites for slug in OUTLETS])
            for start in range(0, len(told), 20_000):
                part = told[start : start + 20_000]
                copy(connection, "pages", [_page(report) for _, report in part])
                copy(connection, "articles", [_article(number, report) for number, report in part])
                copy(connection, "event_reports", [_row(report) for _, report in part])
                copy(connection, "report_participants", [row for _, report in part for row in _people(report)])
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def _page(report: Report) -> dict[str, Any]:
    return {
        "page_id": report.id, "outlet": report.outlet, "identity": str(report.id), "url": f"https://x/{report.id}",
        "fetched_at": report.published_at, "status": 200, "content_sha256": f"{report.id:064}", "warc_file": "none",
        "warc_offset": report.id,
    }  # fmt: skip


def _article(number: int, report: Report) -> dict[str, Any]:
    return {
        "article_id": report.id, "outlet": report.outlet, "identity": str(report.id), "page_id": report.id,
        "url": f"https://x/{report.id}", "headline": f"occasion {number}", "body": ["Made up."],
        "published_at": report.published_at, "published_precision": "moment", "reader_version": 1,
    }  # fmt: skip


def _row(report: Report) -> dict[str, Any]:
    day, precision = day_and_precision(report.date)
    first, last = window(report) or (None, None)
    return {
        "report_id": report.id, "article_id": report.id, "page_id": report.id, "position": 0, "type": report.type,
        "status": report.status, "event_date": day, "date_precision": precision, "place": report.place,
        "sides": list(report.sides), "earliest_date": first, "latest_date": last, "is_main": "t", "is_new": "t",
        "evidence": '[{"text": "Made up.", "start": 0, "end": 8}]', "reader_version": 1,
    }  # fmt: skip


def _people(report: Report) -> Iterator[dict[str, Any]]:
    for position, party in enumerate(report.participants):
        yield {
            "report_id": report.id, "position": position, "name": party.name, "kind": party.kind,
            "country": party.country, "office": party.office, "is_inferred": "f", "is_identified": "t",
            "evidence": "{}",
        }  # fmt: skip


def _found(connection: Connection) -> list[tuple[int, int]]:
    """Occasion as it was made up and as it was found, of each report."""
    with connection, connection.cursor() as cursor:
        cursor.execute("""
            select split_part(headline, ' ', 2)::bigint, event_id
            from core.event_reports join core.articles using (article_id)
        """)
        return list(cursor.fetchall())


def _hoods(connection: Connection) -> int:
    """Reports of the largest neighbourhood."""
    with connection, connection.cursor() as cursor:
        cursor.execute("""
            select count(*) from core.event_reports join core.events using (event_id)
            group by neighbourhood order by 1 desc limit 1
        """)
        return int((cursor.fetchone() or (0,))[0])


def _quality(found: Sequence[tuple[Any, Any]]) -> list[str]:
    """Precision and recall of pairs of one occasion, pairs that are falsely together, and those that were missed."""

    def pairs(counts: Counter[Any]) -> int:
        return sum(count * (count - 1) // 2 for count in counts.values())

    right = pairs(Counter(found))
    said, true = pairs(Counter(number for _, number in found)), pairs(Counter(number for number, _ in found))
    return [f"{right / max(said, 1):.4f}", f"{right / max(true, 1):.4f}", str(said - right), str(true - right)]


# --- peers ------------------------------------------------------------------------------------------------------------


def _peer(name: str, way: Callable[[Sequence[Report]], list[int]], told: Sequence[Told]) -> list[str]:
    reports = [report for _, report in told]
    start = time.perf_counter()
    numbers = way(reports)
    seconds = time.perf_counter() - start
    quality = _quality([(number, found) for (number, _), found in zip(told, numbers, strict=True)])
    return [name, str(len(reports)), f"{seconds:.1f}", f"{len(reports) / max(seconds, 1e-9):.0f}", *quality[:2]]


def _all_pairs(reports: Sequence[Report]) -> list[int]:
    """Compare each with each of its type and day."""
    blocks: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        blocks[report.type, report.date].append(index)
    home = list(range(len(reports)))

    def root(index: int) -> int:
        while home[index] != index:
            index = home[index]
        return index

    names = [" ".join(party.name for party in report.participants) for report in reports]
    for block in blocks.values():
        for a, b in combinations(block, 2):
            same_place = not reports[a].place or not reports[b].place or reports[a].place == reports[b].place
            if reports[a].date and same_place and fuzz.token_set_ratio(names[a], names[b]) >= 90:
                home[root(b)] = root(a)
    return [root(index) for index in range(len(reports))]


def _exact_key(reports: Sequence[Report]) -> list[int]:
    numbers: dict[Any, int] = {}
    return [
        numbers.setdefault((report.type, report.date, report.sides, report.place), len(numbers)) for report in reports
    ]


PEERS = {"all pairs of a type and day": _all_pairs, "exact key": _exact_key}

if __name__ == "__main__":
    main()
