"""Ninety simulated days of a replayed site: nothing is lost, nothing is told twice, whatever refuses or is killed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from psycopg2.extensions import connection as Connection

from crawlers.outlets import outlets
from tests.simulation import Place, simulation
from tests.sinks import Taken
from tests.world import DAYS, FIRST_DAY, PRESS, Occasion, moment, world
from warehouse import pages
from warehouse.connection import Warehouse

SEED = 6
READERS = ("desk@example.org", "/desk")


def tells_of(message: Taken, occasion: Occasion) -> bool:
    """Whether a message is about an occasion, by what a reader sees: who, what and when."""
    kind = {"agreement": "signing"}.get(occasion.type, occasion.type)
    days = [f"{day.day} {day:%b %Y}" for day in occasion.days]
    return (
        f": {kind} " in message.title
        and any(day in message.title for day in days)
        and all(person.short in message.text for person in occasion.people)
    )


def without_equal_keys(messages: Iterable[Taken]) -> list[Taken]:
    """What a reader sees who drops a message whose key he has seen."""
    return list({(message.recipient, message.key): message for message in reversed(list(messages))}.values())[::-1]


@pytest.mark.timeout(900)  # a minute where nothing else runs
def test_in_ninety_days_nothing_is_lost_and_nothing_told_twice(
    database: Warehouse, connection: Connection, tmp_path: Path
) -> None:
    place = Place(database.loader_url, str(tmp_path / "pages"))
    pages.register_outlets(connection, [outlets()[name] for name in PRESS])
    with simulation(world(SEED), place, tmp_path, seed=SEED, kills=10) as simulated:
        simulated.live(FIRST_DAY, DAYS)
        for hour in range(0, 48, 3):
            simulated.deliver(moment(FIRST_DAY + timedelta(days=DAYS), hour))
    weather, occasions = simulated.weather, simulated.world.occasions
    print(simulated.counts, f"{simulated.seconds:.0f} s", weather.brought, weather.refused, weather.kills)
    assert weather.refused > weather.brought / 4, "the sinks refuse a third"
    assert all(simulated.counts[f"{job} killed"] > 1 for job in ("crawl", "work_up", "deliver"))
    assert weather.kills > 1

    for reader in READERS:
        told = without_equal_keys(it for it in weather.taken if it.recipient == reader)
        for occasion in occasions:
            about = [message.title for message in told if tells_of(message, occasion)]
            # As long as an event that was put off is not followed to its new day, it is told of as two.
            once = 2 if "postponed" in occasion.statuses else int(occasion.is_news)
            assert len(about) == once, f"{reader}: {occasion.name} was told {len(about)} times: {about}"
        for message in told:
            assert sum(tells_of(message, it) for it in occasions) == 1, f"of what is this? {message.title}"
    assert len(weather.taken) > len(without_equal_keys(weather.taken)), "some came twice, with the same key"
