"""How an article was read, as data: each fact with where it comes from, each sentence with what it told or did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from items import Agreement, Figure, Participant


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A value and where it comes from: the number of a sentence (0 is the headline), or words where none says it."""

    value: str | None
    source: str
    sentence: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What spoke for engagement or against it."""

    why: str
    weight: float | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person, and how name, office and side were known."""

    name: str
    country: str | None
    office: str | None
    #: Which rule found him, in which sentence.
    by: Reckoned
    office_from: str
    side_from: str
    passage: str
    former: bool = False


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A phrase that could tell of an event and does not."""

    kind: str
    words: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence and what was found in it; `events` are numbers of events that it tells of."""

    number: int
    text: str
    states: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()
    #: Kind → the words found: those that matter for events, and those that tell what the sentence is about.
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subject: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    untold: tuple[Untold, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Present:
    """Someone who takes part in an event, and the sentence that brings him in."""

    participant: Participant
    source: str
    sentence: int | None


@dataclass(frozen=True, kw_only=True)
class Proven:
    """A figure or a paper, and the sentence that says it."""

    fact: Figure | Agreement
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event with the source of each of its fields; `told_in` are the sentences that tell of it."""

    number: int
    main: bool
    told_in: tuple[int, ...]
    fields: Mapping[str, Reckoned]
    participants: tuple[Present, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """How an article was read."""

    headline: str
    outlet: str
    url: str | None
    day: Reckoned
    place: Reckoned
    published: Reckoned
    relevant: bool
    score: float
    threshold: float
    reasons: tuple[Reason, ...]
    countries: tuple[Reckoned, ...]
    sectors: tuple[Reckoned, ...]
    people: tuple[Known, ...]
    text: tuple[Line, ...]
    events: tuple[Event, ...]
    figures: tuple[Proven, ...]
    agreements: tuple[Proven, ...]
