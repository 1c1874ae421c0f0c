"""A simulated world → what its readers were told: days of real crawls, readings, resolvings and deliveries, with kills.

The clock is simulated: nothing here or in what it calls asks what time it is.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy.utils.misc import walk_modules_iter

from crawlers.outlets import outlets
from crawlers.replay import serve
from tests.crew import Crew, crew
from tests.sinks import Weather, mail_server, web_hook
from tests.world import PRESS, World, moment, world
from tests.world_site import Site, sample_pages

#: Seconds after which a job is killed at the latest, where it is to be: about as long as it takes.
CRAWL_TAKES, WORK_TAKES, DELIVERY_TAKES = 0.4, 0.12, 0.08


@dataclass(frozen=True)
class Place:
    """Where the simulated installation keeps its things."""

    loader_url: str
    archive: str


# --- jobs, each done in a process of its own --------------------------------------------------------------------------


#: What a crawl and the other jobs load on their way.
USED = (
    "crawlers.process",
    "crawlers.handlers",
    "crawlers.replay",
    "crawlers.retry",
    "crawlers.robots",
    "pipeline",
    "reader",
    "warehouse.copies",
    "warehouse.resolve",
    "alerts.deliver",
    "scrapy.core.downloader.contextfactory",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.scheduler",
    "scrapy.dupefilters",
    "scrapy.logformatter",
    "scrapy.pqueues",
    "scrapy.responsetypes",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.logcount",
    "scrapy.extensions.logstats",
    "scrapy.extensions.memdebug",
    "scrapy.extensions.memusage",
    "scrapy.extensions.spiderstate",
    "encodings.charmap",
    "encodings.cp1252",
    "fsspec.implementations.chained",
    "netrc",
    "xml.sax.expatreader",
)
USED_WHOLE = ("scrapy.downloadermiddlewares", "scrapy.spidermiddlewares", "queuelib")


def prepare() -> None:
    """Load whatever the jobs need, so that their processes, which are forked, have it."""
    for name in USED:
        import_module(name)
    for name in USED_WHOLE:
        list(walk_modules_iter(name))
    from alerts.channels import open_channels
    from parsers.extract import read_facts
    from parsers.parse import parse_article

    open_channels(["json://127.0.0.1/", "mailto://127.0.0.1?from=a@example.org&to=b@example.org"], None)
    for page in sample_pages(world(0)):  # patterns are compiled when they are first needed
        read_facts(parse_article(page, outlets()[page.outlet]))


def crawl(place: Place, outlet: str, replay_url: str, now: datetime) -> Any:
    """Crawl one outlet; what it came to."""
    import pipeline
    from crawlers.archive import Archive
    from warehouse.connection import connect

    return pipeline.crawl_into(
        connect(place.loader_url),
        outlets()[outlet],
        None,
        archive=Archive(place.archive),
        now=lambda: now,
        replay_url=replay_url,
    )


def work_up(place: Place, now: datetime) -> Any:
    """Read, compare and resolve; what resolving came to."""
    from crawlers.archive import Archive
    from pipeline import _sentences
    from reader import Reader
    from warehouse.connection import connect
    from warehouse.copies import mark_copies
    from warehouse.resolve import resolve

    connection = connect(place.loader_url)
    Reader(
        connection=connection,
        archive=Archive(place.archive),
        outlets=outlets(),
        clock=lambda: now,
        progress=lambda counts: None,
    ).read(None)
    mark_copies(connection, {"APP": "app"}, _sentences, lambda articles: None)
    return resolve(connection, now)


def deliver(place: Place, urls: Sequence[str], now: datetime) -> Any:
    """Deliver what is due; what came of it."""
    from alerts.deliver import deliver as stage
    from warehouse.connection import connect

    return stage(connect(place.loader_url), urls, now)


# --- the driver -------------------------------------------------------------------------------------------------------


@dataclass
class Simulation:
    """Goes through the days of a world."""

    world: World
    place: Place
    site: Site
    crew: Crew
    weather: Weather
    urls: tuple[str, ...]
    chance: random.Random
    #: Of a hundred jobs, those that are killed at a random moment and then done again.
    kills: int
    #: How often each job was done, how often it was killed, and the processor's time that all took.
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    _is_waiting: bool = False
    _crawled_at: dict[str, datetime] = field(default_factory=dict)

    def live(self, first: date, days: int) -> None:
        """Go through the days: a run in the morning, at noon and in the evening, and what is due in between.

        Each outlet is crawled where it has something new; every thirty days also where it has not.
        """
        for number in range(days):
            day = first + timedelta(days=number)
            self.deliver(moment(day, 8))
            for hour in (9, 14, 20):
                self.run(moment(day, hour), PRESS if (number, hour) in ((0, 9), (30, 9), (60, 9)) else ())
                if self._is_waiting:
                    self.deliver(moment(day, hour) + timedelta(minutes=35))

    def run(self, now: datetime, outlets: Sequence[str] = ()) -> None:
        """A run at `now`: crawl the outlets that have something new, and `outlets`; make events of what they say."""
        chosen = [outlet for outlet in PRESS if outlet in outlets or self._has_news(outlet, now)]
        if not chosen:
            return
        self.site.show(now)
        with serve(self.site.folder) as replay:
            for outlet in chosen:
                self._do(CRAWL_TAKES, crawl, self.place, outlet, replay.url, now)
                self._crawled_at[outlet] = now
        self._do(WORK_TAKES, work_up, self.place, now)
        self._is_waiting = True

    def deliver(self, now: datetime) -> None:
        """Deliver what is due at `now`."""
        self.weather.now = now
        self._is_waiting = self._do(DELIVERY_TAKES, deliver, self.place, self.urls, now).failed > 0

    def _has_news(self, outlet: str, now: datetime) -> bool:
        since = self._crawled_at.get(outlet)
        moments = (
            at
            for it in self.world.items
            if it.outlet == outlet
            for at in (it.shown_at, *(when for when, _ in it.edits))
        )
        return any(at <= now and (since is None or at > since) for at in moments)

    def _do(self, takes: float, job: Callable[..., Any], *args: Any) -> Any:
        """Do a job, and again where it was killed, by us or by a sink."""
        while True:
            after = self.chance.uniform(0, takes) if self.chance.randrange(100) < self.kills else None
            done = self.crew.do(job, *args, kill_after=after)
            self.counts[job.__name__] += 1
            self.seconds += done.seconds
            if not done.was_killed:
                return done.value
            self.counts[f"{job.__name__} killed"] += 1


@contextmanager
def simulation(world: World, place: Place, folder: Path, *, seed: int, kills: int) -> Iterator[Simulation]:
    """A world with its site, sinks and crew, whose readers have a mailbox and a web hook."""
    with ExitStack() as stack:
        workers = stack.enter_context(crew(prepare, folder / "log"))
        weather = Weather(random.Random(seed), workers.kill)
        mail = stack.enter_context(mail_server(weather))
        hook = stack.enter_context(web_hook(weather))
        yield Simulation(
            world=world,
            place=place,
            site=Site(folder / "site", world.items),
            crew=workers,
            weather=weather,
            urls=(
                f"mailto://127.0.0.1:{mail}?from=corridor@example.org&to=desk@example.org&mode=insecure",
                f"json://127.0.0.1:{hook}/desk",
            ),
            chance=random.Random(seed),
            kills=kills,
        )
