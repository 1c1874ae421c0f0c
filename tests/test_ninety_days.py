"""Ninety simulated days of a replayed site: nothing is lost, nothing is told twice, whatever refuses or is killed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from crawlers.outlets import outlets
from tests.simulation import MAIL, Place, Simulation, simulation
from tests.sinks import BAD, Taken, Telling
from tests.world import ASTANA, DAYS, FIRST_DAY, KARACHI, PRESS, RADIO, Occasion, busy_world, moment, world
from warehouse import deciding, outbox, pages
from warehouse.connection import Warehouse

SEED = 6
WATCHLISTS = f"""
watches:
  - name: Morning digest
    channels: ["{MAIL}&to=morning@example.org"]
  - name: Kazakhstan
    sides: [KZ]
    delivery: immediate
    channels: ["{MAIL}&to=astana@example.org"]
  - name: Foreign minister
    people: [Ishaq Dar]
    delivery: hourly
    channels: ["json://127.0.0.1:{{hook}}/minister"]
"""
#: Who is told of what.
READERS = {
    "desk@example.org": lambda occasion: True,
    "/desk": lambda occasion: True,
    "morning@example.org": lambda occasion: True,
    "astana@example.org": lambda occasion: "KZ" in occasion.states,
    "/minister": lambda occasion: any(person.name == "Ishaq Dar" for person in occasion.people),
}


@pytest.fixture
def place(database: Warehouse, connection: Connection, tmp_path: Path) -> Place:
    """A warehouse that knows the world's outlets, and an archive."""
    pages.register_outlets(connection, [outlets()[name] for name in PRESS])
    return Place(database.loader_url, str(tmp_path / "pages"))


@pytest.mark.timeout(900)  # a minute where nothing else runs
def test_in_ninety_days_nothing_is_lost_and_nothing_told_twice(
    place: Place, connection: Connection, tmp_path: Path
) -> None:
    with simulation(world(SEED), place, tmp_path, seed=SEED, kills=10, odds=BAD, watchlists=WATCHLISTS) as simulated:
        analyst = Analyst(simulated, connection)
        simulated.live(FIRST_DAY, DAYS, analyst.acts)
        for hour in range(0, 48, 3):
            simulated.deliver(moment(FIRST_DAY + timedelta(days=DAYS), hour))
    weather, occasions = simulated.weather, simulated.world.occasions
    print(simulated.counts, f"{simulated.seconds:.0f} s", weather.brought, weather.refused, weather.kills)
    assert weather.refused > weather.brought / 4, "the sinks refuse a third"
    assert all(simulated.counts[f"{job} killed"] > 1 for job in ("crawl", "work_up", "deliver"))
    assert weather.kills > 1
    assert len(weather.taken) > len(without_equal_keys(weather.taken)), "some came twice, with the same key"
    for reader, wants in READERS.items():
        told = without_equal_keys(it for it in weather.taken if it.recipient == reader)
        tellings = [telling for message in told for telling in message.tellings]
        for telling in tellings:
            assert sum(tells_of(telling, it) for it in occasions) == 1, f"{reader}: of what is this? {telling.title}"
        for occasion in occasions:
            check_what_was_told(reader, occasion, tellings, is_wanted=wants(occasion) and occasion.is_news)
    check_digests([it for it in weather.taken if it.recipient == "morning@example.org"])
    check_threads([it for it in weather.taken if it.mail])
    for occasion in occasions:
        assert len(analyst.events(occasion)) == 1 + occasion.is_double, f"{occasion.name} is not one event"
    [lifelong] = [it for it in occasions if "postponed" in it.statuses]
    due, then = lifelong.days
    assert analyst.timeline(lifelong) == [
        ("scheduled", due, None),
        ("postponed", None, None),
        ("held", then, None),
        ("outcome", None, "agreement on the supply of power in summer (signed)"),
        ("outcome", None, "300000000 USD (investment of investment)"),
    ]


@dataclass
class Analyst:
    """Somebody who looks at the events, makes a mistake and corrects one of the machine's."""

    simulated: Simulation
    connection: Connection
    decisions: list[int] = field(default_factory=list)

    @property
    def acts(self) -> dict[int, Callable[[datetime], None]]:
        """Number of a day → what is done then."""
        return {30: self.merge_wrongly, 31: self.undo, 45: self.split, 60: self.simulated.reread}

    def merge_wrongly(self, now: datetime) -> None:
        """Two meetings of the same people on two days are taken for one."""
        both = [event for it in self._again()[:2] for event in self.events(it)]
        assert len(both) == 2
        self.decisions.append(deciding.merge(self.connection, both, self._say(now)))

    def undo(self, now: datetime) -> None:
        """It was a mistake."""
        assert len({event for it in self._again()[:2] for event in self.events(it)}) == 1, "they are one now"
        deciding.undo(self.connection, self.decisions[0], self._say(now))

    def split(self, now: datetime) -> None:
        """Two meetings of one day were brought together, for nothing that is written tells them apart."""
        [double] = [it for it in self.simulated.world.occasions if it.is_double]
        [event] = self.events(double)
        reports = deciding.show(self.connection, event)["reports"]
        [theirs] = [it["report_id"] for it in reports if it["outlet"] == RADIO]
        deciding.split(self.connection, event, [theirs], [], self._say(now))

    def events(self, occasion: Occasion) -> list[int]:
        """Ids of the events that are of an occasion, by what an analyst sees."""
        found = self._ask(
            "select event_id, participants from analysis.events where type = %s and event_date = any(%s)",
            occasion.type,
            list(occasion.days),
        )
        return [event for event, who in found if all(person.short in who for person in occasion.people)]

    def timeline(self, occasion: Occasion) -> list[tuple[Any, ...]]:
        """State, day and outcome of each step of an occasion's life."""
        return self._ask(
            "select state, event_date, detail from analysis.event_timeline where event_id = any(%s) order by position",
            self.events(occasion),
        )

    def _ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(question, values)
            return list(cursor.fetchall())

    def _again(self) -> list[Occasion]:
        """The meetings of people who met before."""
        occasions = self.simulated.world.occasions
        times = Counter(it.people for it in occasions if it.type == "meeting")
        return sorted((it for it in occasions if times[it.people] > 1), key=lambda it: it.days)

    def _say(self, now: datetime) -> deciding.Say:
        return deciding.Say(by="analyst", why="they are not what they seem", now=now)


def check_what_was_told(reader: str, occasion: Occasion, tellings: Sequence[Telling], *, is_wanted: bool) -> None:
    """An occasion is told once, and then only what changed that matters."""
    about = [telling for telling in tellings if tells_of(telling, occasion)]
    fresh = [it.title for it in about if not (it.is_update or it.is_correction)]
    updates = [it.title for it in about if it.is_update]
    assert len(fresh) == is_wanted, f"{reader} was told {len(fresh)} times of the {occasion.name}: {fresh}"
    changes = len(occasion.statuses) - 1 + occasion.papers + any(item.outlet == ASTANA for item in occasion.items)
    assert len(updates) <= changes, f"{reader} was told too often what is new of the {occasion.name}: {updates}"
    if is_wanted and "postponed" in occasion.statuses:
        told = dict.fromkeys(status for it in about for status in occasion.statuses if f" {status} in" in it.title)
        assert tuple(told) == occasion.statuses
    if is_wanted and occasion.is_double:
        assert any(it.is_correction for it in about), f"{reader} was told of one and must hear that there were two"


def check_digests(taken: Sequence[Taken]) -> None:
    """One comes each morning, also where nothing is new; a server that refuses it makes it late, not lost."""
    titles = [message.title for message in without_equal_keys(taken)]
    for number in range(1, DAYS):
        day = FIRST_DAY + timedelta(days=number)
        of_day = [title for title in titles if title.startswith(f"Morning digest, {day.day} {day:%B %Y}: ")]
        assert len(of_day) == 1, f"on {day}: {of_day}"
    assert any(title.endswith(": nothing new") for title in titles)
    assert Counter(message.at.astimezone(KARACHI).hour for message in taken).most_common(1)[0][0] == 8


def check_threads(taken: Sequence[Taken]) -> None:
    """What is new about an event answers the mails that told of it."""
    seen: dict[str, set[str]] = defaultdict(set)
    for message in taken:
        seen[message.recipient].add(message.key)
    for message in taken:
        assert message.mail is not None
        earlier = str(message.mail.get("References", "")).split()
        assert set(earlier) < seen[message.recipient], f"{message.title} answers what {message.recipient} never got"
        assert earlier[-1:] == ([str(message.mail["In-Reply-To"])] if earlier else [])
        assert earlier or not message.title.startswith("Update: ")


def tells_of(telling: Telling, occasion: Occasion) -> bool:
    """Whether it is about an occasion, by what a reader sees: who, what and when."""
    kind = {"agreement": "signing"}.get(occasion.type, occasion.type)
    return (
        f": {kind} " in telling.title
        and any(f"{day.day} {day:%b %Y}" in telling.title for day in occasion.days)
        and all(person.short in telling.text for person in occasion.people)
    )


def without_equal_keys(messages: Iterable[Taken]) -> list[Taken]:
    """What a reader sees who drops a message whose key he has seen; such a one says the same."""
    found: dict[tuple[str, str], Taken] = {}
    for message in messages:
        known = found.setdefault((message.recipient, message.key), message)
        assert (known.title, known.text) == (message.title, message.text), f"{message.key} says two things"
    return list(found.values())


def test_from_an_items_appearance_to_its_delivery_it_takes_at_most_twelve_minutes(
    place: Place, connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs every ten minutes, of a minute each, an immediate watch, and no waiting for a second outlet."""
    monkeypatch.setenv("CORRIDOR_GROUP_WAIT", "0")
    with simulation(busy_world(SEED, days=1, meetings=24), place, tmp_path, seed=SEED) as simulated:
        for minutes in range(0, 24 * 60 + 1, 10):
            now = moment(FIRST_DAY, minutes / 60)
            if simulated.run(now):
                simulated.deliver(now + timedelta(minutes=1))
    seconds = []
    for occasion in simulated.world.occasions:
        [told, *_] = [it.at for it in simulated.weather.taken if tells_of(it.tellings[0], occasion)]
        seconds.append((told - occasion.first_at).total_seconds())
    assert quantiles(seconds, n=20)[-1] <= 12 * 60
    [stored] = [it for it in outbox.latency(connection, now, days=2) if it["kind"] == "new"]
    assert stored["timed"] == 2 * len(seconds), "to the mailbox and to the hook"
    assert stored["total_p95"] == pytest.approx(quantiles(seconds * 2, n=20, method="inclusive")[-1], abs=60)
