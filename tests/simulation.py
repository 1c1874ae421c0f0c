"""A simulated world → what its readers were told: days of real crawls, readings, resolvings and deliveries, with kills.

The clock is simulated: nothing here or in what it calls asks what time it is.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.utils.misc import walk_modules_iter

from crawlers.outlets import outlets
from crawlers.replay import serve
from tests.crew import Crew, crew
from tests.sinks import FAIR, Weather, mail_server, web_hook
from tests.world import PRESS, World, moment, world
from tests.world_site import Site, sample_pages

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from reader import Reader

#: An address of Apprise that leads to the mail server at port {mail}; whom to is still to be said.
MAIL = "mailto://127.0.0.1:{mail}?from=corridor@example.org&mode=insecure"
#: Seconds after which a job is killed at the latest, where it is to be: about as long as it takes.
CRAWL_TAKES, WORK_TAKES, DELIVERY_TAKES, REREADING_TAKES = 0.4, 0.12, 0.08, 3


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
    "pipeline.crawling",
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
    from crawlers.archive import Archive
    from pipeline import crawling
    from warehouse.connection import connect

    return crawling.crawl_into(
        connect(place.loader_url),
        outlets()[outlet],
        None,
        archive=Archive(place.archive),
        now=lambda: now,
        replay_url=replay_url,
    )


def work_up(place: Place, now: datetime) -> Any:
    """Read, compare and resolve; what resolving came to."""
    from parsers.lexicon import table
    from parsers.sentences import split
    from warehouse.connection import connect
    from warehouse.copies import mark_copies
    from warehouse.lexicon import keep_in_step
    from warehouse.resolve import resolve

    connection = connect(place.loader_url)
    _reader(connection, place, now).read(None)
    mark_copies(connection, {"APP": "app"}, split, lambda articles: None)
    keep_in_step(connection, table("holders"), table("bodies"), now)
    return resolve(connection, now)


def _reader(connection: Connection, place: Place, now: datetime) -> Reader:
    from crawlers.archive import Archive
    from reader import Reader

    return Reader(
        connection=connection,
        archive=Archive(place.archive),
        outlets=outlets(),
        clock=lambda: now,
        progress=lambda counts: None,
    )


def reread(place: Place, now: datetime) -> int:
    """Read every page again; how many articles' facts changed."""
    from parsers import READER_VERSION
    from warehouse.connection import connect
    from warehouse.pages import Selection, ask_reread

    connection = connect(place.loader_url)
    ask_reread(connection, Selection(), READER_VERSION, now, everything=True, most=None)
    return _reader(connection, place, now).reread(Selection(), None)["changed"]


def deliver(place: Place, urls: Sequence[str], watchlists: Path, now: datetime) -> Any:
    """Deliver what is due to `urls`, as CORRIDOR_ALERT_URLS names them, and by the watchlists; what came of it."""
    from alerts.deliver import deliver as stage
    from alerts.deliver import everything
    from alerts.watchfile import read
    from warehouse.connection import connect

    return stage(connect(place.loader_url), (*everything(urls), *read(watchlists)), now)


def replay(place: Place, now: datetime) -> list[int]:
    """What an operator does about dead letters."""
    from warehouse.connection import connect
    from warehouse.outbox import replay as stage

    return stage(connect(place.loader_url), None, now)


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
    watchlists: Path
    chance: random.Random
    #: Of a hundred jobs, those that are killed at a random moment and then done again.
    kills: int
    #: How often each job was done, how often it was killed, and the processor's time that all took.
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    _is_waiting: bool = False
    _crawled_at: dict[str, datetime] = field(default_factory=dict)

    def live(self, first: date, days: int, acts: Mapping[int, Callable[[datetime], None]]) -> None:
        """Go through the days: a run in the morning, at noon and in the evening, and what is due in between.

        Each outlet is crawled where it has something new; every thirty days also where it has not. `acts` are what
        somebody does on a day, by its number.
        """
        for number in range(days):
            day = first + timedelta(days=number)
            self.deliver(moment(day, 8))
            for hour in (9, 14, 20):
                self.run(moment(day, hour), PRESS if (number, hour) in ((0, 9), (30, 9), (60, 9)) else ())
                if hour == 14 and number in acts:
                    acts[number](moment(day, hour))
                    self.work_up(moment(day, hour))
                if self._is_waiting:
                    self.deliver(moment(day, hour) + timedelta(minutes=35))

    def run(self, now: datetime, outlets: Sequence[str] = ()) -> bool:
        """A run at `now`: crawl the outlets that have something new, and `outlets`; make events of what they say.

        Whether there was something to do.
        """
        chosen = [outlet for outlet in PRESS if outlet in outlets or self._has_news(outlet, now)]
        if not chosen:
            return False
        self.site.show(now)
        with serve(self.site.folder) as replay:
            for outlet in chosen:
                self._do(CRAWL_TAKES, crawl, self.place, outlet, replay.url, now)
                self._crawled_at[outlet] = now
        self.work_up(now)
        return True

    def work_up(self, now: datetime) -> None:
        """Make events of what was fetched."""
        self._do(WORK_TAKES, work_up, self.place, now)
        self._is_waiting = True

    def reread(self, now: datetime) -> None:
        """Read every page again."""
        self._do(REREADING_TAKES, reread, self.place, now)
        self.work_up(now)

    def deliver(self, now: datetime) -> None:
        """Deliver what is due at `now`."""
        self.weather.now = now
        delivered = self._do(DELIVERY_TAKES, deliver, self.place, self.urls, self.watchlists, now)
        self._is_waiting = delivered.failed > 0
        if delivered.dead:
            self.counts["replayed"] += len(self._do(DELIVERY_TAKES, replay, self.place, now))

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
def simulation(
    world: World,
    place: Place,
    folder: Path,
    *,
    seed: int,
    kills: int = 0,
    odds: tuple[int, int, int] = FAIR,
    watchlists: str = "watches: []",
) -> Iterator[Simulation]:
    """A world with its site, sinks and crew.

    One reader has a mailbox and a web hook for everything; others stand in `watchlists`, where {mail} and {hook} are
    the ports of the sinks.
    """
    with ExitStack() as stack:
        workers = stack.enter_context(crew(prepare, folder / "log"))
        weather = Weather(random.Random(seed), workers.kill, odds)
        mail = stack.enter_context(mail_server(weather))
        hook = stack.enter_context(web_hook(weather))
        file = folder / "watchlists.yaml"
        file.write_text(watchlists.format(mail=mail, hook=hook))
        yield Simulation(
            world=world,
            place=place,
            site=Site(folder / "site", world.items),
            crew=workers,
            weather=weather,
            urls=(f"{MAIL.format(mail=mail)}&to=desk@example.org", f"json://127.0.0.1:{hook}/desk"),
            watchlists=file,
            chance=random.Random(seed),
            kills=kills,
        )
