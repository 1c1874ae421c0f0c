"""The readers' watchlists: which events each of them wants to hear of, where, and when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from alerts.hours import QuietHours, after_quiet, last_digest, next_digest, next_hour
from alerts.ranks import at_least
from warehouse.names import same_body, same_name
from warehouse.names import words as words_of

Delivery = Literal["immediate", "hourly", "daily"]
KARACHI = ZoneInfo("Asia/Karachi")
GROUP_WAIT = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Watch:
    """One watchlist. An event that it is to bring holds all its conditions; of each, any one value is enough.

    Without a condition it brings every event.
    """

    name: str
    #: Addresses, with their secrets filled in.
    channels: tuple[str, ...] = field(repr=False)
    #: Names, or ids of core.people; and the same of bodies.
    people: tuple[str | int, ...] = ()
    bodies: tuple[str | int, ...] = ()
    sides: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    #: Somebody of at least this rank takes part: one of alerts.ranks.RANKS.
    rank: str | None = None
    #: Words or phrases; an asterisk at the end stands for any ending.
    words: tuple[str, ...] = ()
    delivery: Delivery = "daily"
    digest_at: time = time(8)
    zone: ZoneInfo = KARACHI
    quiet: tuple[QuietHours, ...] = ()
    #: What an immediate message of a new event waits for a second outlet to join.
    group_wait: timedelta = GROUP_WAIT
    #: Where it stands in the file.
    line: int = 0

    def matches(self, body: Mapping[str, Any]) -> bool:
        """Whether an event (a row of analysis.events as jsonb) holds every condition."""
        return (
            _any_of(self.sides, body["sides"])
            and _any_of(self.types, [body["type"]])
            and _any_of(self.statuses, [body["status"]])
            and _any_of(self.sectors, body["sectors"] or ())
            and (not self.people or _any_named(self.people, body, names_person))
            and (not self.bodies or _any_named(self.bodies, body, names_body))
            and (self.rank is None or any(at_least(who["office"], self.rank) for who in _of_the_sides(body)))
            and (not self.words or _says_any(tuple(_texts(body)), self.words))
        )

    def due(self, now: datetime) -> datetime:
        """When a message of what is news `now` is to be sent (UTC): after the waiting and outside quiet hours.

        Of hourly and daily ones, the moment of the digest that the news is in.
        """
        if self.delivery == "immediate":
            return after_quiet(now + self.group_wait, self.quiet)
        if self.delivery == "hourly":
            return next_hour(now, self.zone, self.quiet)
        return next_digest(now, self.digest_at, self.zone, self.quiet)

    def last_due(self, now: datetime) -> datetime:
        """The latest moment up to `now` for which a daily digest was due."""
        return last_digest(now, self.digest_at, self.zone, self.quiet)


# --- conditions -------------------------------------------------------------------------------------------------------


def _any_of(wanted: tuple[str, ...], found: Any) -> bool:
    return not wanted or not set(wanted).isdisjoint(found)


def _of_the_sides(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Participants who don't stand for a state that is no side of the event; bodies have no office."""
    return (who for who in body["participant_list"] if who["country"] is None or who["country"] in body["sides"])


def _any_named(
    wanted: tuple[str | int, ...],
    body: Mapping[str, Any],
    names: Callable[[Mapping[str, Any], str | int], bool],
) -> bool:
    return any(names(who, it) for who in body["participant_list"] for it in wanted)


def names_person(who: Mapping[str, Any], person: str | int) -> bool:
    """Whether a participant is the person of that name, in whatever spelling, or of that id."""
    if who["kind"] != "person":
        return False
    if isinstance(person, int):
        return bool(who.get("person_id") == person)
    return any(same_name(name, person) for name in _names(who))


def _names(who: Mapping[str, Any]) -> Iterator[str]:
    """The name by which a participant is known, and as it is printed where that is another."""
    yield who["name"]
    if printed := who.get("printed"):
        yield printed


def names_body(who: Mapping[str, Any], body: str | int) -> bool:
    """Whether a participant is the body of that name or id, or holds an office of the one of that name."""
    if isinstance(body, int):
        return bool(who.get("body_id") == body)
    if who["kind"] == "body":
        return any(same_body(name, body) for name in _names(who))
    return set(words_of(body)) <= set(words_of(who["office"] or ""))


def _texts(body: Mapping[str, Any]) -> Iterator[str]:
    """What is said of the event: headlines, passages, papers, places, offices and names."""
    yield from (body["headline"] or "", body["place"] or "")
    for report in body["evidence_list"] or ():
        yield report["headline"]
        yield from report["passages"] or ()
    yield from (paper["title"] for paper in body["agreements"] or ())
    for who in body["participant_list"]:
        yield from (who["name"], who["office"] or "")


def _says_any(texts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    pattern = _pattern(wanted)
    return any(pattern.search(_plain(text)) for text in texts)


@lru_cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; blanks stand for any white space, an asterisk at the end for any ending."""
    phrases = []
    for phrase in wanted:
        stem = r"\s+".join(re.escape(word) for word in _plain(phrase.removesuffix("*")).split())
        phrases.append(stem if phrase.endswith("*") else rf"{stem}(?!\w)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})")


def _plain(text: str) -> str:
    """`text` without case and accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
