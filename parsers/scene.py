"""What is known of an article before its events are sought, and what one sentence says of one event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from items import CENTRAL_ASIA, EventStatus, EventType, Passage
from parsers.lexicon import any_of, bodies, capitals, cities, states
from parsers.mentions import Cast, Mention
from parsers.names import Read
from parsers.tokens import Token

FIVE = frozenset(CENTRAL_ASIA)
_CLAUSE = re.compile(r"[;—]|\s[–-]\s|,\s+(?=who\b|which\b|when\b|where\b|while\b|and\s+(?:said|added)\b)")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An article's sentences, its persons, and from where and when it is told."""

    told: tuple[Read, ...]
    cast: Cast
    #: The day from which it reckons.
    today: date | None
    #: Whether `today` is a printed dateline's or the moment of publication, not a mere guess.
    dated: bool
    #: City of the dateline and its state.
    here: str | None
    partner: str | None
    #: The state whose press speaks of "the minister" without naming a state.
    home: str | None
    #: States named in each sentence, by themselves, by a city or by a person who stands for them.
    states: tuple[frozenset[str], ...]

    def near(self, number: int, reach: int = 1) -> frozenset[str]:
        """States named in a sentence, its neighbours and the headline."""
        numbers = {0, *range(max(0, number - reach), min(len(self.told), number + reach + 1))}
        return frozenset().union(*(self.states[n] for n in numbers))


def states_in(told: Sequence[Read], cast: Cast) -> tuple[frozenset[str], ...]:
    """States named in each sentence, by themselves, by a city or by a person who stands for them."""
    return tuple(
        frozenset(token.state for token in line.tokens if token.state)
        | frozenset(side for mention in mentions if (side := cast.persons[mention.person].country))
        for line, mentions in zip(told, cast.mentions, strict=True)
    )


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One sentence's account of one event; `persons` are numbers in the cast."""

    type: EventType
    sentence: int
    persons: tuple[int, ...]
    status: EventStatus
    date: str | None = None
    place: str | None = None
    video: bool = False
    #: A visit whose arrival or departure is told of, so that the day of the report may be its day.
    arrival: bool = False
    #: Said to be one more event: "also", "separately".
    anew: bool = False
    #: The last sentence that tells of it; 0 while only the first does.
    again: int = 0
    #: Kind of occasion, for forums: "council", "exhibition"; of visits the state visited.
    sort: str = ""
    #: Of forums the Central Asian states within the name.
    states: frozenset[str] = frozenset()
    evidence: tuple[Passage, ...] = field(default=())


def partner_of(told: Sequence[Read]) -> str | None:
    """The Central Asian state that is named most."""
    counts = Counter(token.state for line in told for token in line.tokens if token.state in FIVE)
    return counts.most_common(1)[0][0] if counts else None


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence, between marks, in which characters `start` to `end` stand."""
    first, last = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


# --- place ------------------------------------------------------------------------------------------------------------

_HEADQUARTERS = re.compile(r"\b(?:GHQ|General\s+Headquarters)\b")
_SEATED = re.compile(
    r"\b(?:embassy|embassies|ambassador|envoy|mission|consulate|consul|high\s+commission\w*|representative|office|statement|students?)\s+(?:\w+\s+)?$",
    re.I,
)


#: "At the embassy in Dushanbe" is where it happens, "the ambassador in Dushanbe" is not.
_AT_SEAT = re.compile(
    r"\b(?:at|in|to)\s+(?:the|its)\s+(?:[\w’'-]+\s+){0,3}(?:embassy|mission|consulate|office)\s+$", re.I
)


@cache
def _in_city() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Tt]o|for|reached|from|into)\s+(?:the\s+)?(?:(?:\w+\s+){{0,2}}(?:capital|city)\s+(?:of\s+)?|[Pp]akistani?\s+capital\s+|historic\s+|[Hh]otel\s+|"
        rf"(?:\w+\s+){{1,4}}(?:House|Hotel|Headquarters|Centre|Center),?\s+(?:(?:in|of)\s+)?)?({any_of(list(cities()))})\b"
    )


@cache
def _hosting() -> re.Pattern[str]:
    """ "Dushanbe will host"."""
    return re.compile(
        rf"\b({any_of(list(cities()))})\s+(?:will\s+(?:also\s+)?host|is\s+to\s+host|hosts|hosted|is\s+hosting|(?:was|is|will\s+be)\s+the\s+(?:venue|scene))\b"
    )


@cache
def _body_in_city() -> re.Pattern[str]:
    """ "At the Ministry of Foreign Affairs, Islamabad"."""
    return re.compile(
        rf"\bat\s+(?:the\s+)?(?:[A-Z][\w&’'.-]*\s+|of\s+|and\s+|for\s+){{0,7}}[A-Z][\w-]*,\s+({any_of(list(cities()))})\b"
    )


@cache
def _capital() -> re.Pattern[str]:
    return re.compile(
        rf"\b({any_of(list(states()))})(?:['’]s)?\s+(?:federal\s+)?capital\b|\b(?:[Ff]ederal)\s+capital\b"
    )


@cache
def _chamber() -> re.Pattern[str]:
    return re.compile(rf"\b({any_of(list(cities()))})\s+(?:Women\s+)?Chambers?\s+of\b")


def place_in(
    scene: Scene, number: int, start: int = 0, end: int | None = None, *, toward: bool = False, seat: bool = True
) -> str | None:
    """The city in which the sentence, or a part of it, says that something happens.

    `toward` also takes the city to which someone goes, `seat` the seat of a body that is named.
    """
    text = scene.told[number].sentence.text
    end = len(text) if end is None else end
    for match in _in_city().finditer(text, start, end):
        seated = _SEATED.search(text, max(0, match.start() - 40), match.start())
        if (not seated or _AT_SEAT.search(text, max(0, match.start() - 40), match.start())) and (
            toward or not match[0].startswith(("from ", "to ", "To ", "for "))
        ):
            return cities()[re.sub(r"\s+", " ", match[1])][0]
    if scene.here and re.search(r"\bhere\b", text[start:end]):
        return scene.here
    if host := _hosting().search(text, start, end):
        return cities()[re.sub(r"\s+", " ", host[1])][0]
    if body := _body_in_city().search(text, start, end):
        return cities()[re.sub(r"\s+", " ", body[1])][0]
    if found := _capital().search(text, start, end):
        return capitals().get(states()[re.sub(r"\s+", " ", found[1])]) if found[1] else "Islamabad"
    if _HEADQUARTERS.search(text, start, end):
        return "Rawalpindi"
    return seat_in(text, scene.told[number].tokens) if seat else None


def seat_in(text: str, told: Sequence[Token]) -> str | None:
    """The city of a body that is named, such as a chamber of commerce."""
    for token in told:
        if token.text in bodies() and (city := bodies()[token.text][2]):
            return city
    chamber = _chamber().search(text) if "Chamber" in text else None
    return cities()[re.sub(r"\s+", " ", chamber[1])][0] if chamber else None


def distinct(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Their persons, each once, in order."""
    return tuple(dict.fromkeys(mention.person for mention in mentions))
