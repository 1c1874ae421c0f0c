"""What is known of a report as far as it tells occasions apart: its days, its parties, its sides. Pure, no database."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from items import CENTRAL_ASIA, EventStatus, EventType, ForumSort
from warehouse.names import same_bearer, same_body, same_name

#: A name for the type that the field `date` of a report does not hide.
Day = date
#: An undated report is of a day at most so far from its publication.
REACH = timedelta(days=7)
#: A page's day is that of its own zone, and what is told "today" may be of yesterday.
SLACK = timedelta(days=1)
#: Outlets give a visit its first day or the day that they write on.
VISIT_SPAN = timedelta(days=3)
#: Of a visit that is told by its month alone: days before its report in which it may have begun, in whatever month.
VISIT_BEFORE = timedelta(days=21)
#: Days after its planned day on which an occasion of which no postponement was told may have been held.
LATE = timedelta(days=4)
#: Days between the day that was given up and the one on which a postponed occasion is held.
PUT_OFF = timedelta(days=60)
#: A postponement is told at most so long before the day that was given up.
NOTICE = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class Party:
    """A participant as far as it tells one occasion from another."""

    name: str
    country: str | None = None
    office: str | None = None
    kind: Literal["person", "body"] = "person"
    #: The person or body that it was identified as; None where that is not known.
    who: int | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One article's account of one event; `outlet`, `identity` and `position` name it whatever its id."""

    id: int
    type: EventType
    status: EventStatus
    #: YYYY-MM-DD, YYYY-MM or None.
    date: str | None
    place: str | None
    #: Codes of the states whose dealing it is; see `sides_of`.
    sides: tuple[str, ...]
    participants: tuple[Party, ...]
    published_at: datetime | None
    outlet: str
    identity: str
    position: int = 0
    mode: str | None = None
    #: The one event that the headline is about.
    main: bool = False
    #: Identities of articles of the same outlet that are its story in another language, as its page declares.
    twins: frozenset[str] = frozenset()
    #: The outlet whose words it is in: another one where the article is a near-copy; None: its own.
    source: str | None = None
    #: Whether one of the two speaks for a state.
    official: bool = False
    #: What a forum is, where that is known.
    forum_sort: ForumSort | None = None
    #: Who takes part in the other events of the article: two articles with company in common tell of one affair.
    company: tuple[Party, ...] = ()

    @property
    def key(self) -> tuple[str, str, int]:
        """Orders reports the same way whenever they arrived."""
        return (self.outlet, self.identity, self.position)

    @cached_property
    def days(self) -> tuple[Day, Day] | None:
        """First and last day that the report itself gives; None where it gives none that can be.

        A plan is not told once its day is over: such a day is a slip of the pen, or was read wrongly.
        """
        found = days_of(self.date) if self.date else None
        told = self.published_on
        return None if found and told and self.status == "planned" and moved(found[1], SLACK) < told else found

    @cached_property
    def published_on(self) -> Day | None:
        """Day of publication, UTC."""
        return self.published_at.date() if self.published_at else None

    @cached_property
    def named(self) -> frozenset[str]:
        """States for which a person is named."""
        return frozenset(it.country for it in self.participants if it.country and it.kind == "person")


def sides_of(countries: Iterable[str], participants: Iterable[str | None], said: Iterable[str] = ()) -> tuple[str, ...]:
    """Sides of an event: Pakistan, the participants' states and, where none of the five is among these, others'.

    These are the states that are said of the event itself, else all of the article's. `countries` are those of the
    article's engagement, `participants` the countries of the event's participants, `said` the states of the report.
    """
    named = {country for country in participants if country}
    if not named & set(CENTRAL_ASIA):
        named |= set(said) or set(countries)
    return tuple(sorted(named | {"PK"}))


def window(report: Report) -> tuple[date, date] | None:
    """First and last day such that the windows of two reports of one occasion overlap; None where nothing is known.

    It is what candidates are sought by, and wider than what `likeness` then allows.
    """
    if report.days:
        first, last = report.days
        if report.type == "visit":
            first = moved(first, -(VISIT_SPAN if first == last else VISIT_BEFORE))
            last = moved(last, VISIT_SPAN)
    elif report.published_on:
        first, last = moved(report.published_on, -REACH), moved(report.published_on, REACH)
    else:
        return None
    if report.status == "planned":
        return first, moved(last, LATE)
    if report.status == "postponed":
        return moved(first, -PUT_OFF), moved(last, PUT_OFF)
    return first, last if report.status == "held" or report.days else moved(last, NOTICE)


def same_party(a: Party, b: Party) -> bool:
    """Whether two participants are one person or body: by whom they were identified as, else by their names."""
    if a.kind != b.kind:
        return False
    if a.who is not None and b.who is not None:
        return a.who == b.who
    if a.country and b.country and a.country != b.country:
        return False
    if a.kind == "body":
        return same_body(a.name, b.name)
    return a.name == b.name or _same_person(a.name, a.office, b.name, b.office)


@lru_cache(maxsize=1 << 17)
def _same_person(name: str, office: str | None, other_name: str, other_office: str | None) -> bool:
    return same_name(name, other_name) or same_bearer(name, office, other_name, other_office)


def matched(a: Iterable[Party], b: Iterable[Party]) -> list[str | None]:
    """Side of each participant of `a` who has a partner of his own in `b`."""
    left, sides = list(b), []
    for party in a:
        partner = next((other for other in left if same_party(party, other)), None)
        if partner is not None:
            left.remove(partner)
            sides.append(party.country or partner.country)
    return sides


def moved(day: date, by: timedelta) -> date:
    """`day` moved, but not out of the calendar: a page may claim any year."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


@lru_cache(maxsize=4096)
def days_of(text: str) -> tuple[date, date]:
    """First and last day of YYYY-MM-DD or YYYY-MM."""
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text)
    year, month = (int(part) for part in text.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
