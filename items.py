"""The nouns: what travels from a news site to a fact. Plain frozen data, no behaviour but what can be read off it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

#: The five states whose dealings with Pakistan are watched (ISO 3166-1 alpha-2), in the order of the code book.
CENTRAL_ASIA = ("KZ", "KG", "TJ", "TM", "UZ")

#: What the sides may deal with, in the order of the code book; parsers/lexicon/sectors.csv says what each covers.
SECTORS = (
    "trade", "investment", "industry", "agriculture", "transport", "energy", "mining", "textiles", "health",
    "technology", "finance", "education", "culture", "tourism", "defence", "security", "environment", "parliament",
    "politics", "labour", "sport", "humanitarian",
)  # fmt: skip

EventType = Literal["meeting", "call", "visit", "forum", "agreement"]
EventStatus = Literal["planned", "held", "postponed", "cancelled"]
MeetingMode = Literal["in_person", "video"]
ForumSort = Literal["conference", "session", "exhibition", "ceremony"]
LinkRelation = Literal["canonical", "amp", "language", "print"]
ListingKind = Literal["feed", "sitemap", "section", "topic", "api"]


class Unusable(Exception):
    """A setting, a call or a resource is wrong; the message is one line that says what to do."""


class Failed(Exception):
    """The stage did its work but found something that is not whole: an outlet that can't be had, a failed check."""


class NotAnArticle(Exception):
    """The page is not a news item (a listing, a gallery, a front page): counted, nothing is lost."""


class UnreadablePage(Exception):
    """The page should be an article but can't be read: kept with this reason, counted and shown to a person."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Where an outlet announces its items.

    A feed is RSS or Atom; a sitemap a list of pages or of such lists, gzipped or not; an api answers with JSON whose
    items are the articles themselves.
    """

    #: Where the site keeps a list for each day, the day stands in it as in `{day:%Y-%m-%d}`.
    url: str
    kind: ListingKind
    #: Sections and topic pages: CSS selector of the links to articles, within `item` where that is given.
    #: Api: the keys that lead to the list of items, parted by dots.
    links: str | None = None
    #: CSS selector of the block of one item, and of the printed moment of publication in it.
    item: str | None = None
    when: str | None = None
    #: Where older items stand, with `{page}` for the number of the page, and the first such number.
    older: str | None = None
    older_from: int = 2
    #: Api: the address of an article, with keys of its item in braces.
    article: str | None = None
    #: What is sent with the request, such as ("Accept-Language", "en").
    headers: tuple[tuple[str, str], ...] = ()
    #: Hours that its newest item may be old before the listing counts as stale; None: as the outlet says.
    quiet: float | None = None

    @property
    def name(self) -> str:
        """What names the listing whatever the day: its address as the outlet's file has it."""
        return self.url

    def address(self, day: date) -> str:
        """Where the listing of `day` (in the outlet's zone) stands."""
        return self.url.format(day=day) if "{day" in self.url else self.url


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How an outlet's article pages are built, in CSS selectors; several selectors are tried in order.

    `since` is the first day from which the layout holds (None: from the beginning), so that pages of an old
    archive stay readable after the site changed. Of an api's items, the selectors are keys of their JSON.
    """

    since: date | None = None
    headline: tuple[str, ...] = ("h1",)
    published: tuple[str, ...] = ()
    #: Selectors of `published` that may say "today, 14:30" or "2 hours ago". Elsewhere that is no date: some sites tell
    #: the visitor's moment in such words.
    relative: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    #: The container of the text; its paragraphs are the body.
    body: tuple[str, ...] = ()
    #: What is thrown out of the container: adverts, related stories, share buttons.
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A news site that we watch, as plain data; one file each in crawlers/outlets/."""

    slug: str
    name: str
    #: ISO 3166-1 alpha-2 of the press that it belongs to.
    country: str
    language: str
    #: IANA zone in which the site prints its times.
    timezone: str
    #: Hosts that belong to the outlet; nothing else is fetched for it.
    hosts: tuple[str, ...]
    listings: tuple[Listing, ...]
    #: Matches the address of an article; its group `identity` names the article whatever the rest of the address.
    article_url: re.Pattern[str]
    layouts: tuple[Layout, ...]
    #: Group of `article_url` that holds the day of publication, with its strptime format, where the site has one.
    url_date: tuple[str, str] | None = None
    #: Seconds between two requests to one host; AutoThrottle may make it longer.
    delay: float = 2.0
    #: Hours that the outlet is normally silent at most: a longer silence is reported.
    quiet: float = 48
    #: Articles that its listings normally show at least, all together.
    least: int = 5
    #: Share of its pages that normally can't be read at most.
    unreadable: float = 0.2
    #: Of an agency: how datelines name it, its own and those of papers that print its texts.
    signs: tuple[str, ...] = ()
    #: Whether it speaks for a state: a ministry, or a state's own news agency or broadcaster.
    official: bool = False

    def identity(self, url: str) -> str | None:
        """The article that `url` leads to by the outlet's rule, or None where `url` is no article's."""
        match = self.article_url.search(url)
        return match["identity"] if match else None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One HTTP response, kept as it came."""

    outlet: str
    identity: str
    url: str
    fetched_at: datetime
    status: int
    body: bytes
    #: Header names in lower case.
    headers: Mapping[str, str] = field(default_factory=dict)
    #: When the listing says that the article was published, as printed there.
    listed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page's bytes stand: a WARC file below the archive's root and the offset of its record in bytes."""

    file: str
    offset: int


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """What an agency prints before the first sentence: ISLAMABAD, Jun 8 (APP):"""

    text: str
    place: str | None = None
    agency: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaredLink:
    """Another address of an article's story, as its page declares it."""

    relation: LinkRelation
    url: str
    #: Of links to another language, as declared: de, en-us, x-default.
    language: str | None
    #: The article of the same outlet that the address names by the outlet's rule; None where it names none.
    identity: str | None
    #: The element as it stands on the page.
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """The news item on a page."""

    outlet: str
    url: str | None
    headline: str
    #: Paragraphs of the body, without the dateline, adverts and repetitions.
    body: tuple[str, ...]
    author: str | None = None
    #: With a zone; None where the page does not say.
    published_at: datetime | None = None
    #: "moment", or "day" where the page gives no time of day (published_at is then that day's midnight).
    published_precision: Literal["moment", "day"] | None = None
    language: str | None = None
    dateline: Dateline | None = None
    #: Field → name of the rule that read it, such as {"published_at": "json-ld"}.
    rules: Mapping[str, str] = field(default_factory=dict)
    #: Other addresses of the story that the page declares.
    links: tuple[DeclaredLink, ...] = ()

    @property
    def text(self) -> str:
        """Headline and paragraphs, separated by a blank line: what offsets of evidence count characters in."""
        return "\n\n".join((self.headline, *self.body))


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Evidence: words that stand in `Article.text` from character `start` up to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """An article's being about dealings between Pakistan and a Central Asian state."""

    relevant: bool
    #: Central Asian states that take part.
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    #: How sure, from 0 to 1, and what for and against it was found, readable by a person.
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    #: Fact ("country:UZ", "sector:trade") → the passage that it was read from.
    evidence: Mapping[str, Passage] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A person or body in an event."""

    name: str
    #: ISO 3166-1 alpha-2 of the side that he or she stands for; None where the text does not say.
    country: str | None
    #: As one would write it in English; None where the text does not say.
    office: str | None
    evidence: Passage
    kind: Literal["person", "body"] = "person"
    #: True where the name comes from the lexicon's holder of the office, not from the text.
    inferred: bool = False


@dataclass(frozen=True, kw_only=True)
class EventReport:
    """One article's account of one event."""

    type: EventType
    status: EventStatus
    #: YYYY-MM-DD, or YYYY-MM where only the month is known, or None.
    date: str | None
    place: str | None
    participants: tuple[Participant, ...]
    evidence: tuple[Passage, ...]
    #: For meetings only.
    mode: MeetingMode | None = None
    #: The one event that the headline is about.
    main: bool = False
    #: For forums only; None where it is not clear what it is.
    forum_sort: ForumSort | None = None
    #: Of forums the Central Asian states that its name says, else those that its sentences say; of visits that to which
    #: one goes: ISO 3166-1 alpha-2.
    states: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An amount that the sides spoke of."""

    amount: float
    #: ISO 4217 currency, or percent, tonnes, persons.
    unit: str
    role: Literal["target", "actual", "investment", "loan", "cost", "potential"]
    #: What it is an amount of: trade, exports, imports, project, … None where the text does not say.
    of: str | None
    evidence: Passage


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A document that is named or described."""

    title: str
    status: Literal["signed", "agreed", "proposed", "planned", "in_force"]
    evidence: Passage


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that was read from one article."""

    engagement: Engagement
    reports: tuple[EventReport, ...] = ()
    figures: tuple[Figure, ...] = ()
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """What one crawl of one outlet came to."""

    outlet: str
    listings_answered: int
    listings_failed: int
    listed: int
    fetched: int
    held: int
    failed: int
    #: Of those fetched, articles that were held and were asked for again to see whether they had been edited.
    again: int = 0
    #: None where the crawl is whole, else what went wrong, for a person.
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class FetchFailure:
    """A listing or page that could not be had."""

    outlet: str
    url: str
    identity: str | None
    #: robots, challenge, http, timeout, too_large, not_html, off_site, private_address, network, empty, broken_listing
    reason: str
    detail: str
    status: int | None
    failed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListingState:
    """What is remembered of a listing: so that it is only sent again when it changed, and whether it still lives."""

    #: Its name: Listing.url.
    url: str
    etag: str | None = None
    last_modified: str | None = None
    #: The latest moment that it printed beside an item, where it prints any.
    newest_at: datetime | None = None
    #: When it last answered; None where it never did.
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ListingVisit:
    """What one crawl saw of one listing."""

    url: str
    #: stale: it answers, but its newest item is older than is normal for it.
    outcome: Literal["answered", "unchanged", "stale", "failed"]
    listed: int = 0
    #: Of these, articles that it had not shown before.
    new: int = 0
    newest_at: datetime | None = None
    #: Why it failed, or since when it is stale.
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A time of which a listing's items may have been missed: "could not be read" is not "nothing happened"."""

    url: str
    from_at: datetime | None
    to_at: datetime
    reason: str
