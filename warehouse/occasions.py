"""Reports of events → which of them tell of one occasion: pure functions, no database."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from items import CENTRAL_ASIA, EventStatus, EventType
from warehouse.names import same_bearer, same_body, same_name, same_place

#: An undated report is of a day at most so far from its publication.
REACH = timedelta(days=7)
#: Outlets give a visit its first day or the day that they write on.
VISIT_SPAN = timedelta(days=3)


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

    @property
    def key(self) -> tuple[str, str, int]:
        """Orders reports the same way whenever they arrived."""
        return (self.outlet, self.identity, self.position)


def sides_of(countries: Iterable[str], participants: Iterable[str | None]) -> tuple[str, ...]:
    """Sides of an event: Pakistan, the participants' states and, where none of the five is among these, the article's.

    `countries` are those of the article's engagement, `participants` the countries of the event's participants.
    """
    named = {country for country in participants if country}
    if not named & set(CENTRAL_ASIA):
        named |= set(countries)
    return tuple(sorted(named | {"PK"}))


def window(report: Report) -> tuple[date, date] | None:
    """First and last day on which another report of the same occasion may lie; None where nothing is known."""
    if report.date and len(report.date) == 10:
        day = date.fromisoformat(report.date)
        around = VISIT_SPAN if report.type == "visit" else timedelta()
        return _moved(day, -around), _moved(day, around)
    if report.date:
        year, month = (int(part) for part in report.date.split("-"))
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if report.published_at:
        day = report.published_at.date()
        return _moved(day, -REACH), _moved(day, REACH)
    return None


def group(reports: Sequence[Report]) -> list[int]:
    """The number of the occasion of each report; the order in which they are given decides nothing but the numbers.

    Pairs are united from the surest on. A union that would bring two reports together that contradict each other is
    left out, so that a vague report ("the prime minister will hold talks") can't glue two meetings together.
    """
    found: list[tuple[int, tuple[str, str, int], tuple[str, str, int], int, int]] = []
    for one, other in _near(reports):
        a, b = sorted((one, other), key=lambda index: reports[index].key)
        strength = likeness(reports[a], reports[b])
        if strength is not None:
            found.append((-strength, reports[a].key, reports[b].key, a, b))
    members = {index: [index] for index in range(len(reports))}
    for *_, a, b in sorted(found):
        one_side, other_side = members[a], members[b]
        if one_side is other_side or any(contradict(reports[i], reports[j]) for i in one_side for j in other_side):
            continue
        one_side.extend(other_side)
        members.update((index, one_side) for index in other_side)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(id(members[index]), len(numbers)) for index in range(len(reports))]


def same_occasion(a: Report, b: Report) -> bool:
    """Whether two reports tell of one occasion, as far as these two alone can tell."""
    return likeness(a, b) is not None


def likeness(a: Report, b: Report) -> int | None:
    """How surely two reports tell of one occasion (more is surer); None where they don't or it can't be told."""
    closeness = _closeness(a, b)
    if closeness is None or contradict(a, b) or not (set(a.sides) & set(b.sides)) - {"PK"}:
        return None
    matched, place = _matched(a, b), same_place(a.place, b.place)
    if _one_story(a, b) and (matched or (a.main and b.main)):
        return 400 + min(len(matched), 9) * 10 + bool(place)
    enough = _enough_for_talks if a.type in ("meeting", "call") else _enough_for_occasion
    if not enough(a, b, closeness, matched, place):
        return None
    return closeness * 100 + min(len(matched), 9) * 10 + bool(place)


def contradict(a: Report, b: Report) -> bool:
    """Whether two reports can't be of one occasion, whatever a third says.

    One article tells of an occasion once. Talks have the same people on each side for which both name somebody; but in
    what the headlines of one story in two languages are about, names may be written in two ways that we can't match.
    """
    if a.type != b.type or (a.outlet, a.identity) == (b.outlet, b.identity):
        return True
    if a.date and b.date and _closeness(a, b) is None:
        return True
    if a.type not in ("meeting", "call") or (_one_story(a, b) and a.main and b.main):
        return False
    both = _named_sides(a) & _named_sides(b)
    return bool(both - {country for country in _matched(a, b) if country})


def same_party(a: Party, b: Party) -> bool:
    """Whether two participants are one person or body: by whom they were identified as, else by their names."""
    if a.kind == b.kind and a.who is not None and b.who is not None:
        return a.who == b.who
    if a.kind != b.kind or (a.country and b.country and a.country != b.country):
        return False
    if a.kind == "body":
        return same_body(a.name, b.name)
    return same_name(a.name, b.name) or same_bearer(a.name, a.office, b.name, b.office)


def _enough_for_talks(a: Report, b: Report, closeness: int, matched: list[str | None], place: bool | None) -> bool:
    if len({country for country in matched if country}) >= 2:
        return True
    if closeness == 3:
        return place is not False if matched else place is True
    if closeness != 2 or not matched or place is not True or not _published_together(a, b):
        return False
    # "The prime minister will meet the president this month" is the meeting that is told in full; two vague reports
    # are nothing, nor is a vague one of talks that were held.
    vague, full = sorted((a, b), key=lambda report: len(_named_sides(report)))
    return vague.status == "planned" and len(_named_sides(full)) > 1


def _enough_for_occasion(a: Report, b: Report, closeness: int, matched: list[str | None], place: bool | None) -> bool:
    """For visits, forums and signings: some people, not all, stand in each report."""
    nobody_in_one = not a.participants or not b.participants
    if not matched:
        return closeness == 3 and nobody_in_one and place is True
    if closeness == 3:
        return a.type == "visit" or place is not False
    if closeness == 2 and a.type == "visit":
        return place is not False
    return place is not False and len(matched) == min(len(a.participants), len(b.participants))


def _one_story(a: Report, b: Report) -> bool:
    """Whether two articles are one story in two languages, by what one of their pages declares."""
    return a.outlet == b.outlet and (a.identity in b.twins or b.identity in a.twins)


def _closeness(a: Report, b: Report) -> int | None:
    """3: the same day; 2: it may be, as far as the dates go; 1: a day is unknown; None: not the same."""
    if a.date and b.date:
        if a.date == b.date:
            return 3 if len(a.date) == 10 else 2
        if a.date.startswith(b.date) or b.date.startswith(a.date):
            return 2
        if a.type == b.type == "visit" and len(a.date) == len(b.date) == 10:
            apart = abs(date.fromisoformat(a.date) - date.fromisoformat(b.date))
            return 2 if apart <= VISIT_SPAN else None
        return None
    if not a.date and not b.date:
        return 1 if _published_together(a, b) else None
    dated, undated = (a, b) if a.date else (b, a)
    days = window(dated)
    if days is None or undated.published_at is None:
        return None
    return 1 if _moved(days[0], -REACH) <= undated.published_at.date() <= _moved(days[1], REACH) else None


def _moved(day: date, by: timedelta) -> date:
    """`day` moved, but not out of the calendar: a page may claim any year."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _published_together(a: Report, b: Report) -> bool:
    return bool(a.published_at and b.published_at and abs(a.published_at - b.published_at) <= REACH)


def _named_sides(report: Report) -> set[str]:
    return {party.country for party in report.participants if party.country and party.kind == "person"}


def _matched(a: Report, b: Report) -> list[str | None]:
    """Side of each participant of `a` who has a partner of his own in `b`."""
    left, sides = list(b.participants), []
    for party in a.participants:
        partner = next((other for other in left if same_party(party, other)), None)
        if partner is not None:
            left.remove(partner)
            sides.append(party.country or partner.country)
    return sides


def _near(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Pairs of one type whose windows overlap, without comparing each with each."""
    by_type: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
    for index, report in enumerate(reports):
        if (days := window(report)) is not None:
            by_type[report.type].append((*days, index))
    for entries in by_type.values():
        open_windows: list[tuple[date, int]] = []
        for first, last, index in sorted(entries):
            open_windows = [entry for entry in open_windows if entry[0] >= first]
            yield from ((other, index) for _, other in open_windows)
            open_windows.append((last, index))
