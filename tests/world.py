"""A seed → ninety days of news as outlets would print them, and the list of what truly happened.

The texts are ours, in plain sentences; who stands in them are office-holders of the sample's texts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

KARACHI = ZoneInfo("Asia/Karachi")
FIRST_DAY = date(2025, 9, 1)
DAYS = 90
AGENCY, RADIO, PORTAL, ASTANA = "app", "radio_pakistan", "urdupoint", "astanatimes"
PRESS = (AGENCY, RADIO, PORTAL, ASTANA)


@dataclass(frozen=True)
class Person:
    """Somebody with an office, as texts name both; `short` is how a headline names him."""

    name: str
    office: str
    state: str
    short: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """A news item: `body` without dateline; `edits` are later forms of it with their moments."""

    outlet: str
    headline: str
    body: tuple[str, ...]
    at: datetime
    city: str = "Islamabad"
    agency: str | None = None
    edits: tuple[tuple[datetime, tuple[str, ...]], ...] = ()
    #: When the outlet's listing first shows it, where that is not when it is printed.
    listed_at: datetime | None = None

    @property
    def shown_at(self) -> datetime:
        """From when on it can be found."""
        return self.listed_at or self.at

    def body_at(self, now: datetime) -> tuple[str, ...]:
        """The text as the page has it at a moment."""
        return next((body for at, body in reversed(self.edits) if at <= now), self.body)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What truly happened, or was to happen: an alert about it must name everybody and one of the days."""

    type: str
    people: tuple[Person, ...]
    #: The day; of what was put off, all that were given.
    days: tuple[date, ...]
    items: tuple[Item, ...]
    #: False for what is long past when it is first reported.
    is_news: bool = True
    #: True for two meetings of one day, which only a person can tell apart.
    is_double: bool = False
    #: What it is told to be, in the order in which it becomes so.
    statuses: tuple[str, ...] = ("held",)
    #: Papers that become known after it was first told.
    papers: int = 0

    @property
    def name(self) -> str:
        """For a person who reads a failed test."""
        return f"{self.type} of {' and '.join(it.short for it in self.people)} on {self.days[-1]}"

    @property
    def first_at(self) -> datetime:
        """When it was first reported where it can be found."""
        return min(item.shown_at for item in self.items)

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(sorted({person.state for person in self.people} | {"PK"}))


@dataclass(frozen=True)
class World:
    """All that is printed, and what it tells of."""

    occasions: tuple[Occasion, ...]
    #: Items that tell of no occasion between the sides.
    other: tuple[Item, ...]
    items: tuple[Item, ...] = field(init=False)

    def __post_init__(self) -> None:
        told = {item: None for occasion in self.occasions for item in occasion.items}
        object.__setattr__(
            self, "items", tuple(sorted([*told, *self.other], key=lambda it: (it.shown_at, it.headline)))
        )


HOSTS = (
    Person("Jam Kamal Khan", "Federal Minister for Commerce", "PK", "Jam Kamal"),
    Person(
        "Haroon Akhtar Khan",
        "Special Assistant to the Prime Minister on Industries and Production",
        "PK",
        "Haroon Akhtar",
    ),
    Person("Abdul Aleem Khan", "Federal Minister for Communications", "PK", "Aleem Khan"),
    Person("Attaullah Tarar", "Federal Minister for Information and Broadcasting", "PK", "Attaullah Tarar"),
    Person("Hanif Abbasi", "Federal Minister for Railways", "PK", "Hanif Abbasi"),
    Person("Rana Tanveer Hussain", "Federal Minister for National Food Security", "PK", "Rana Tanveer"),
    Person("Ali Pervaiz Malik", "Federal Minister for Petroleum", "PK", "Ali Pervaiz"),
    Person("Ahsan Iqbal", "Federal Minister for Planning", "PK", "Ahsan Iqbal"),
    Person("Syed Mustafa Kamal", "Federal Minister for Health", "PK", "Mustafa Kamal"),
    Person("Junaid Anwar Chaudhry", "Federal Minister for Maritime Affairs", "PK", "Junaid Anwar"),
)
ENVOYS = (
    Person("Yerzhan Kistafin", "Ambassador of Kazakhstan", "KZ", "Kistafin"),
    Person("Avazbek Atakhanov", "Ambassador of Kyrgyzstan", "KG", "Atakhanov"),
    Person("Sharifzoda Yusuf Toir", "Ambassador of Tajikistan", "TJ", "Sharifzoda"),
    Person("Atadjan Movlamov", "Ambassador of Turkmenistan", "TM", "Movlamov"),
    Person("Alisher Tukhtaev", "Ambassador of Uzbekistan", "UZ", "Tukhtaev"),
)
#: Ministers who travel, and whom they see.
GUESTS = (
    Person("Absattar Syrgabaev", "Minister of Transport of Kyrgyzstan", "KG", "Syrgabaev"),
    Person("Laziz Kudratov", "Minister of Investment, Industry and Trade of Uzbekistan", "UZ", "Kudratov"),
    Person("Annageldi Saparov", "Minister of Energy of Turkmenistan", "TM", "Saparov"),
    Person("Nurlan Sauranbayev", "Minister of Transport of Kazakhstan", "KZ", "Sauranbayev"),
    Person("Sherali Kabir", "Minister of Industry and New Technologies of Tajikistan", "TJ", "Kabir"),
    Person("Ilkhom Makhkamov", "Minister of Transport of Uzbekistan", "UZ", "Makhkamov"),
    Person("Bakyt Sydykov", "Minister of Economy and Commerce of Kyrgyzstan", "KG", "Sydykov"),
)
POWER = Person("Awais Leghari", "Federal Minister for Power", "PK", "Awais Leghari")
ENERGY = Person("Daler Juma", "Minister of Energy and Water Resources of Tajikistan", "TJ", "Daler Juma")
DAR = Person("Ishaq Dar", "Deputy Prime Minister and Foreign Minister", "PK", "Ishaq Dar")
ABROAD = (
    Person("Bakhtiyor Saidov", "Foreign Minister of Uzbekistan", "UZ", "Saidov"),
    Person("Murat Nurtleu", "Foreign Minister of Kazakhstan", "KZ", "Nurtleu"),
    Person("Sirojiddin Muhriddin", "Foreign Minister of Tajikistan", "TJ", "Muhriddin"),
    Person("Rashid Meredov", "Foreign Minister of Turkmenistan", "TM", "Meredov"),
)
#: What a headline calls it, and what a sentence says.
TOPICS = (
    ("trade", "ways to expand bilateral trade"),
    ("energy", "cooperation in energy and power transmission"),
    ("transport links", "road transport and transit of goods"),
    ("agriculture", "cooperation in agriculture and livestock"),
    ("education", "scholarships and exchanges between universities"),
    ("tourism", "the promotion of tourism between the two countries"),
    ("health", "cooperation in health and pharmaceuticals"),
    ("culture", "cultural exchanges and media cooperation"),
)
FILLERS = (
    "Officials of both sides were present on the occasion.",
    "The two sides also went over the programme of the coming months.",
    "It was agreed that experts would remain in touch.",
    "The guest thanked the host for the warm welcome.",
)
#: Headline, text and city of what happens at home.
AT_HOME = (
    ("Wheat procurement completed", "The provincial food department has bought its wheat, it said.", "Lahore"),
    ("Hockey camp begins", "The training camp of the national hockey team began at the city's stadium.", "Karachi"),
    ("Heavy rain expected in northern areas", "The Meteorological Department has forecast heavy rain.", "Islamabad"),
    ("Stock exchange gains 400 points", "The benchmark index of the stock exchange gained 400 points.", "Karachi"),
    ("Anti-polio drive continues", "The anti-polio drive continued in 40 districts on its third day.", "Peshawar"),
    ("New library opened in Quetta", "A new public library with a hall for children has been opened.", "Quetta"),
    ("Railways announces special trains", "Pakistan Railways has announced special trains for the holidays.", "Lahore"),
)  # fmt: skip


def moment(day: date, hour: float) -> datetime:
    """An hour of a day in Pakistan."""
    return datetime(day.year, day.month, day.day, tzinfo=KARACHI) + timedelta(hours=hour)


def printed(day: date) -> str:
    """Such as September 3."""
    return f"{day:%B} {day.day}"


def world(seed: int, days: int = DAYS) -> World:
    """What is printed in `days` days from FIRST_DAY."""
    maker = _Maker(random.Random(seed), [FIRST_DAY + timedelta(days=number) for number in range(days)])
    return World(occasions=tuple(maker.occasions()), other=tuple(maker.at_home()))


def busy_world(seed: int, days: int, meetings: int) -> World:
    """So many meetings within so few days."""
    maker = _Maker(random.Random(seed), [FIRST_DAY + timedelta(days=number) for number in range(days)])
    return World(occasions=tuple(maker.busy(meetings)), other=())


def lifelong(start: date) -> tuple[Occasion, Occasion]:
    """One meeting from its announcement on `start` through a postponement to what came of it; the signing there."""
    due, then = start + timedelta(days=14), start + timedelta(days=24)
    told, put_off = start + timedelta(days=1), start + timedelta(days=9)
    items = (
        Item(
            outlet=AGENCY,
            headline="Awais Leghari to meet Tajik energy minister in Dushanbe",
            body=(
                f"{POWER.office} {POWER.name} will meet {ENERGY.office} {ENERGY.name} in Dushanbe on {printed(due)}.",
                "They are to discuss the CASA-1000 power line.",
            ),
            at=moment(start, 11),
        ),
        Item(
            outlet=RADIO,
            headline="Power Minister to meet Tajik counterpart in Dushanbe",
            body=(
                f"{ENERGY.office} {ENERGY.name} will meet {POWER.office} {POWER.name} in Dushanbe on {printed(due)}.",
            ),
            at=moment(told, 10),
        ),
        Item(
            outlet=AGENCY,
            headline="Meeting of power minister with Tajik counterpart postponed",
            body=(
                f"The meeting between {POWER.office} {POWER.name} and {ENERGY.office} {ENERGY.name}, "
                f"due in Dushanbe on {printed(due)}, has been postponed to {printed(then)}.",
            ),
            at=moment(put_off, 15),
        ),
        Item(
            outlet=RADIO,
            headline="Awais Leghari, Tajik energy minister hold talks in Dushanbe",
            body=(
                f"{POWER.office} {POWER.name} held talks with {ENERGY.office} {ENERGY.name} in Dushanbe on {then:%A}.",
                "They discussed the CASA-1000 power line.",
            ),
            at=moment(then, 16),
        ),
        Item(
            outlet=AGENCY,
            headline="Awais Leghari, Daler Juma meet in Dushanbe",
            body=(
                f"{POWER.office} {POWER.name} and {ENERGY.office} {ENERGY.name} held talks in Dushanbe on {then:%A} "
                "and signed an agreement on the supply of power in summer.",
                "Tajikistan will invest $300 million in the CASA-1000 power line, the minister said.",
            ),
            at=moment(then, 21),
            city="Dushanbe",
        ),
    )
    people = (POWER, ENERGY)
    return (
        Occasion(
            type="meeting",
            people=people,
            days=(due, then),
            items=items,
            statuses=("planned", "postponed", "held"),
            papers=1,
        ),
        Occasion(type="agreement", people=people, days=(then,), items=items[-1:]),
    )


@dataclass
class _Maker:
    """Makes up the days, always the same from the same random numbers."""

    chance: random.Random
    days: list[date]

    def occasions(self) -> Iterator[Occasion]:
        pairs = [(host, envoy) for host in HOSTS for envoy in ENVOYS]
        self.chance.shuffle(pairs)
        last = len(self.days) - 3
        for number in range(0, last, 4):
            yield self._meeting(pairs.pop(), self.days[number], topic=TOPICS[number // 4 % len(TOPICS)])
        if last < 80:
            return
        again = pairs.pop()
        yield self._meeting(again, self.days[20], topic=TOPICS[0])
        yield self._meeting(again, self.days[22], topic=TOPICS[1])
        yield self._meeting(again, self.days[50], topic=TOPICS[2])
        for number, day in enumerate((7, 25, 43, 61, 79)):
            yield from self._visit(GUESTS[number], (HOSTS[number], HOSTS[number + 3]), self.days[day])
        for number, day in enumerate((12, 33, 54, 75)):
            yield self._announced(pairs.pop(), self.days[day], TOPICS[number])
        for number, day in enumerate((16, 37, 58, 70)):
            yield self._call(ABROAD[number], self.days[day])
        for number, day in enumerate((30, 66)):
            yield self._long_past(pairs.pop(), self.days[day], TOPICS[number])
        yield self._twice(pairs.pop(), self.days[44])
        yield from lifelong(self.days[10])

    def busy(self, meetings: int) -> Iterator[Occasion]:
        """So many meetings, each told by two outlets, some minutes to hours apart."""
        pairs = [(host, envoy) for host in HOSTS for envoy in ENVOYS]
        self.chance.shuffle(pairs)
        for number in range(meetings):
            pair, day = pairs[number], self.chance.choice(self.days)
            at, topic = moment(day, self.chance.uniform(8, 20)), TOPICS[number % len(TOPICS)]
            later = at + timedelta(hours=self.chance.uniform(0.1, 3))
            items = (self._by_agency(pair, day, topic, at), self._by_portal(pair, day, topic, later))
            yield Occasion(type="meeting", people=pair, days=(day,), items=items)

    def at_home(self) -> Iterator[Item]:
        for number in range(1, len(self.days), 6):
            headline, text, city = AT_HOME[number // 6 % len(AT_HOME)]
            outlet, at = self.chance.choice(PRESS[:3]), moment(self.days[number], self.chance.uniform(9, 21))
            yield Item(outlet=outlet, headline=f"{headline}: {at:%B} report", body=(text,), at=at, city=city)

    def _meeting(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str]) -> Occasion:
        """Talks in Islamabad, told by one to three outlets; sometimes one of them prints the agency's text."""
        hour = self.chance.uniform(9, 16)
        first = self._by_agency(pair, day, topic, moment(day, hour))
        tellers = [first]
        how = self.chance.random()
        if how > 0.3:
            at = moment(day, hour + self.chance.uniform(1, 5))
            tellers.append(self._by_radio(pair, day, topic, at))
        if how > 0.6:
            at = moment(day, hour + self.chance.uniform(2, 20))
            tellers.append(_copied(first, at) if how > 0.8 else self._by_portal(pair, day, topic, at))
        if pair[1].state == "KZ":
            tellers.append(self._from_astana(pair, day, topic, moment(day, hour + self.chance.uniform(3, 18))))
        if how > 0.9:
            tellers[0] = _edited(first)
        return Occasion(type="meeting", people=pair, days=(day,), items=tuple(tellers))

    def _by_agency(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str], at: datetime) -> Item:
        host, guest = pair
        return Item(
            outlet=AGENCY,
            headline=f"{host.short}, {guest.short} discuss {topic[0]}",
            body=(
                f"{host.office} {host.name} on {day:%A} received {guest.office} {guest.name} here "
                f"and discussed {topic[1]}.",
                f"{host.name} said that both governments wanted their companies to know each other better, and that "
                "the ministry would help whoever came with a plan.",
                f"{guest.name} said that his embassy would receive delegations of businessmen in the coming months and "
                "answer their questions about rules, roads and customs.",
                self.chance.choice(FILLERS),
            ),
            at=at,
            agency="APP",
        )

    def _by_radio(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str], at: datetime) -> Item:
        host, guest = pair
        return Item(
            outlet=RADIO,
            headline=f"{guest.short} calls on {host.short}",
            body=(
                f"{guest.office} {guest.name} met {host.office} {host.name} in Islamabad on {day:%A}.",
                f"They talked about {topic[1]}.",
            ),
            at=at,
        )

    def _by_portal(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str], at: datetime) -> Item:
        host, guest = pair
        return Item(
            outlet=PORTAL,
            headline=f"{host.short} Meets {guest.office}",
            body=(
                f"{host.office} {host.name} held a meeting with {guest.office} {guest.name} in Islamabad on {day:%A}.",
                f"{topic[1][0].upper()}{topic[1][1:]} came under discussion.",
            ),
            at=at,
        )

    def _from_astana(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str], at: datetime) -> Item:
        host, guest = pair
        return Item(
            outlet=ASTANA,
            headline=f"Kazakh envoy meets {host.short} in Islamabad",
            body=(
                f"{guest.office} {guest.name} met {host.office} of Pakistan {host.name} in Islamabad "
                f"on {printed(day)}.",
                f"The sides discussed {topic[1]}.",
            ),
            at=at,
            city="Astana",
        )

    def _visit(self, guest: Person, hosts: tuple[Person, ...], day: date) -> Iterator[Occasion]:
        """A visit of three days, and a meeting on each of its first two."""
        items = (
            Item(
                outlet=AGENCY,
                headline=f"{guest.short} arrives in Islamabad",
                body=(
                    f"{guest.office} {guest.name} arrived in Islamabad on {day:%A} on a three-day visit.",
                    "Officials received the guest at the airport.",
                ),
                at=moment(day, self.chance.uniform(9, 12)),
            ),
            Item(
                outlet=RADIO,
                headline=f"{guest.office} arrives in Islamabad",
                body=(f"{guest.office} {guest.name} arrived in Islamabad on {day:%A} for a three-day visit.",),
                at=moment(day, self.chance.uniform(13, 15)),
            ),
        )
        yield Occasion(type="visit", people=(guest,), days=(day,), items=items)
        for number, host in enumerate(hosts):
            yield self._meeting((host, guest), day + timedelta(days=number), TOPICS[number])

    def _announced(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str]) -> Occasion:
        """Talks that are announced five days before."""
        host, guest = pair
        announced = day - timedelta(days=5)
        held = self._meeting(pair, day, topic)
        coming = Item(
            outlet=AGENCY,
            headline=f"{host.short} to meet {guest.short} on {printed(day)}",
            body=(f"{host.office} {host.name} will meet {guest.office} {guest.name} in Islamabad on {printed(day)}.",),
            at=moment(announced, self.chance.uniform(9, 20)),
        )
        return replace(held, items=(coming, *held.items), statuses=("planned", "held"))

    def _twice(self, pair: tuple[Person, Person], day: date) -> Occasion:
        """Two meetings on one day, each told by one outlet in words that fit both."""
        items = (
            self._by_agency(pair, day, TOPICS[0], moment(day, 10)),
            self._by_radio(pair, day, TOPICS[1], moment(day, 18)),
        )
        return Occasion(type="meeting", people=pair, days=(day,), items=items, is_double=True)

    def _call(self, partner: Person, day: date) -> Occasion:
        items = [
            Item(
                outlet=outlet,
                headline=f"{DAR.short}, {partner.short} speak on telephone",
                body=(
                    f"{DAR.office} {DAR.name} held a telephonic conversation with {partner.office} {partner.name} "
                    f"on {day:%A}.",
                    end,
                ),
                at=moment(day, self.chance.uniform(10, 20)),
            )
            for outlet, end in (
                (AGENCY, "They spoke about regional peace."),
                (RADIO, "The two ministers will keep in touch."),
            )
        ]
        return Occasion(type="call", people=(DAR, partner), days=(day,), items=tuple(items))

    def _long_past(self, pair: tuple[Person, Person], day: date, topic: tuple[str, str]) -> Occasion:
        """Talks of three weeks ago whose items only now appear in the listing."""
        back = day - timedelta(days=21)
        item = replace(self._by_agency(pair, back, topic, moment(back, 12)), listed_at=moment(day, 12))
        return Occasion(type="meeting", people=pair, days=(back,), items=(item,), is_news=False)


def _copied(item: Item, at: datetime) -> Item:
    """The portal prints the agency's text."""
    return replace(item, outlet=PORTAL, headline=item.headline.title(), at=at)


def _edited(item: Item) -> Item:
    """After two hours and a half the page has a sentence more, which changes nothing that matters."""
    return replace(item, edits=((item.at + timedelta(hours=2.5), (*item.body, "Tea was served after the talks.")),))
