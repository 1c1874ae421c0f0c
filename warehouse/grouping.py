"""Reports → their neighbourhoods, and in each which of them are of one occasion; in whatever order they come.

A neighbourhood is what is tied together by likeness, however far. What is decided in one depends on its own reports
only, so that it is decided the same way whether they come at once or one by one, as long as it is looked at as a whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from items import CENTRAL_ASIA
from warehouse.likeness import PUT_OFF_TO, SAME_DAY, Tie, contradict, days_conflict, likeness, may_be_put_off
from warehouse.occasions import Report, window

Key = tuple[str, str, int]
#: What keeps reports in one neighbourhood, however unlike they are: a name, and how many reports have it.
Bond = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Rulings:
    """What analysts decided about reports, by their keys; it stands above every likeness."""

    #: Sets of reports that are of one occasion; no report is in two.
    together: tuple[frozenset[Key], ...] = ()
    #: Two sets each: no report of the one is of the occasion of a report of the other.
    apart: tuple[tuple[frozenset[Key], frozenset[Key]], ...] = ()


NO_RULINGS = Rulings()
#: A candidate is no rival of one to which so many times more reports are tied.
MANY = 3


class Neighbourhood(NamedTuple):
    """Reports that must be looked at together, and the ties between them by their places in the list."""

    reports: list[Report]
    ties: list[tuple[int, int, Tie]]


def group(reports: Sequence[Report], rulings: Rulings = NO_RULINGS) -> list[int]:
    """The number of the occasion of each report; the order in which they are given decides nothing but the numbers."""
    place = {id(report): index for index, report in enumerate(reports)}
    home: dict[int, tuple[int, int]] = {}
    bonds = bonds_of(rulings)
    ordered = ((report, bonds.get(report.key, ())) for report in sorted(reports, key=by_window))
    for hood_number, hood in enumerate(neighbourhoods(ordered)):
        for report, cluster in zip(hood.reports, settle(hood, rulings), strict=True):
            home[place[id(report)]] = (hood_number, cluster)
    numbers: dict[tuple[int, int], int] = {}
    return [numbers.setdefault(home[index], len(numbers)) for index in range(len(reports))]


def by_window(report: Report) -> tuple[date, Key]:
    """Sorts reports as `neighbourhoods` wants them; those of which no day is known come last."""
    days = window(report)
    return (days[0] if days else date.max), report.key


def bonds_of(rulings: Rulings) -> dict[Key, tuple[Bond, ...]]:
    """What keeps the reports in one neighbourhood that analysts brought together."""
    return {
        key: ((f"ruling {number}", len(keys)),) for number, keys in enumerate(rulings.together) for key in sorted(keys)
    }


def neighbourhoods(reports: Iterable[tuple[Report, Sequence[Bond]]]) -> Iterator[Neighbourhood]:
    """Neighbourhoods of reports that come in the order of their windows; each is given once no later one can join it.

    Only those are held that may still have neighbours.
    """
    sweep = _Sweep()
    for report, bonds in reports:
        days = window(report)
        yield from sweep.closed_before(days[0] if days else date.max)
        sweep.add(report, days, bonds)
    yield from sweep.closed_before(None)


class _Sweep:
    """The neighbourhoods that are open on the day that the sweep has reached."""

    def __init__(self) -> None:
        self.count = 0
        self.open: dict[tuple[str, str], list[tuple[date, int, Report]]] = defaultdict(list)
        self.home: dict[int, int] = {}
        self.members: dict[int, dict[int, Report]] = {}
        self.ties: dict[int, list[tuple[int, int, Tie]]] = {}
        self.until: dict[int, date] = {}
        self.due: list[tuple[date, int]] = []
        #: Bond → a report that has it and how many are still to come; neighbourhood → its bonds.
        self.bound: dict[str, tuple[int, int]] = {}
        self.bonds: dict[int, set[str]] = defaultdict(set)

    def add(self, report: Report, days: tuple[date, date] | None, bonds: Sequence[Bond]) -> None:
        """A report whose window begins no earlier than those before."""
        number, self.count = self.count, self.count + 1
        self.home[number], self.members[number], self.ties[number] = number, {number: report}, []
        self.until[number] = days[1] if days else date.min
        if days:
            for other, tie in self._tied(report, *days, number):
                self._join(number, other)
                self.ties[self.home[number]].append((other, number, tie))
        for bond, size in bonds:
            other, awaited = self.bound.pop(bond, (number, size))
            self._join(number, other)
            if awaited > 1:
                self.bound[bond] = (number, awaited - 1)
                self.bonds[self.home[number]].add(bond)
        heappush(self.due, (self.until[self.home[number]], self.home[number]))

    def closed_before(self, day: date | None) -> Iterator[Neighbourhood]:
        """Neighbourhoods that nothing from `day` on can join; None: all that are left."""
        waiting: list[tuple[date, int]] = []
        while self.due and (day is None or self.due[0][0] < day):
            until, home = heappop(self.due)
            if self.until.get(home) != until:
                continue
            if day is not None and any(bond in self.bound for bond in self.bonds.get(home, ())):
                waiting.append((until, home))
                continue
            self.bonds.pop(home, None)
            members, ties = self.members.pop(home), self.ties.pop(home)
            del self.until[home]
            places = {number: place for place, number in enumerate(members)}
            for number in members:
                del self.home[number]
            yield Neighbourhood([*members.values()], [(places[a], places[b], tie) for a, b, tie in ties])
        for entry in waiting:
            heappush(self.due, entry)

    def _tied(self, report: Report, first: date, last: date, number: int) -> list[tuple[int, Tie]]:
        """Open reports of the same type and a state in common that are like `report`."""
        found: dict[int, Tie] = {}
        for side in report.sides:
            if side not in CENTRAL_ASIA:
                continue
            block = (report.type, side)
            near = self.open[block] = [entry for entry in self.open[block] if entry[0] >= first]
            for _, other, candidate in near:
                if other not in found and (tie := likeness(candidate, report)) is not None:
                    found[other] = tie
            near.append((last, number, report))
        return [*found.items()]

    def _join(self, one: int, other: int) -> None:
        """Make the neighbourhoods of two reports one; the larger takes the smaller in."""
        a, b = self.home[one], self.home[other]
        if a == b:
            return
        into, gone = (a, b) if len(self.members[a]) >= len(self.members[b]) else (b, a)
        self.home.update(dict.fromkeys(self.members[gone], into))
        self.members[into] |= self.members.pop(gone)
        self.ties[into] += self.ties.pop(gone)
        if gone in self.bonds:
            self.bonds[into] |= self.bonds.pop(gone)
        until = max(self.until[into], self.until.pop(gone))
        if until != self.until[into]:
            self.until[into] = until
            heappush(self.due, (until, into))


def settle(hood: Neighbourhood, rulings: Rulings = NO_RULINGS) -> list[int]:
    """The number of the occasion of each report of a neighbourhood.

    First what analysts brought together. Then pairs are united from the surest on; a union that would bring two reports
    together that contradict each other is left out, so that a vague report ("the prime minister will hold talks") can't
    glue two meetings together. Then those that are one if neither has another candidate.
    """
    occasions = _Occasions(hood.reports, rulings)
    order = sorted(hood.ties, key=lambda found: _rank(hood.reports, *found))
    sure = [found for found in order if found[2].is_sure]
    for a, b, _ in (found for found in sure if not _is_vague(hood.reports, *found)):
        occasions.unite(a, b, moves=False)
    for a, b, _ in _by_support(occasions, [found for found in sure if _is_vague(hood.reports, *found)], sure):
        occasions.unite(a, b, moves=False)
    # What is united takes its reports out of others' reach, so that another tie may be left without a rival.
    unsure = [found for found in order if not found[2].is_sure]
    while found := _unrivalled(occasions, unsure):
        for a, b, tie in found:
            occasions.unite(a, b, moves=tie.closeness == PUT_OFF_TO)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(id(members), len(numbers)) for members in occasions.of]


class _Occasions:
    """The occasions of a neighbourhood as far as they are united; those of one share one list of its members."""

    def __init__(self, reports: list[Report], rulings: Rulings) -> None:
        self.reports = reports
        self.of = [[index] for index in range(len(reports))]
        place = {report.key: index for index, report in enumerate(reports)} if rulings != NO_RULINGS else {}
        self.apart: set[tuple[int, int]] = set()
        for one, other in rulings.apart:
            pairs = product([place[key] for key in one if key in place], [place[key] for key in other if key in place])
            self.apart |= {pair for a, b in pairs for pair in ((a, b), (b, a))}
        self.bound: dict[int, list[int]] = {}
        for keys in rulings.together:
            indices = sorted(place[key] for key in keys if key in place)
            self.bound.update(dict.fromkeys(indices, indices))
            for index in indices[1:]:
                self._merge(indices[0], index)

    def unite(self, a: int, b: int, *, moves: bool) -> None:
        """Make the occasions of two reports one unless they contradict each other."""
        if self.of[a] is not self.of[b] and not self.conflict(a, b, moves=moves):
            self._merge(a, b)

    def conflict(self, a: int, b: int, *, moves: bool) -> bool:
        """Whether the occasions of two reports can't be one; `moves`: the one may be what the other was moved to."""
        one, other = self.of[a], self.of[b]
        moves = moves or any(self.reports[index].status == "postponed" for index in (*one, *other))
        if self.apart and any(pair in self.apart for pair in product(one, other)):
            return True
        if not self.bound:
            return any(self._differ(i, j, moves) for i in one for j in other)
        # Of what an analyst brought together, one report that agrees is enough.
        units = product({tuple(self.bound.get(i, (i,))) for i in one}, {tuple(self.bound.get(j, (j,))) for j in other})
        return any(all(self._differ(i, j, moves) for i in unit for j in rest) for unit, rest in units)

    def _differ(self, i: int, j: int, moves: bool) -> bool:
        a, b = self.reports[i], self.reports[j]
        return contradict(a, b) or (days_conflict(a, b) and not (moves and may_be_put_off(a, b)))

    def _merge(self, a: int, b: int) -> None:
        into, gone = self.of[a], self.of[b]
        if into is not gone:
            into.extend(gone)
            for index in gone:
                self.of[index] = into


def _is_vague(reports: list[Report], a: int, b: int, tie: Tie) -> bool:
    """Whether one of two reports tells of a plan, and their days are not known well enough to be sure."""
    return tie.closeness < SAME_DAY and not reports[a].status == reports[b].status == "held"


def _by_support(
    occasions: _Occasions, vague: list[tuple[int, int, Tie]], sure: list[tuple[int, int, Tie]]
) -> list[tuple[int, int, Tie]]:
    """Ties from the surest on; of those as sure, those first between whose occasions most reports are tied.

    When a plan was told says nothing about which of two days is meant, so that the nearness is left to the last.
    """
    support = Counter(_between(occasions, a, b) for a, b, _ in sure)
    return sorted(vague, key=lambda it: (tuple(-value for value in it[2][:5]), -support[_between(occasions, *it[:2])]))


def _between(occasions: _Occasions, a: int, b: int) -> tuple[int, int]:
    one, other = id(occasions.of[a]), id(occasions.of[b])
    return (one, other) if one < other else (other, one)


def _unrivalled(occasions: _Occasions, order: list[tuple[int, int, Tie]]) -> list[tuple[int, int, Tie]]:
    """Of the ties that count only without another candidate, the surest of each two occasions that have none as good.

    Candidates that are tied to one another too are no rivals, nor is one that few reports tell of beside one that many
    do. What was moved has one day before it and one after it.
    """
    best: dict[tuple[int, int], tuple[int, int, Tie]] = {}
    support: Counter[tuple[int, int]] = Counter()
    before: dict[int, dict[int, Tie]] = defaultdict(dict)
    after: dict[int, dict[int, Tie]] = defaultdict(dict)
    for a, b, tie in order:
        x, y = min(occasions.of[a]), min(occasions.of[b])
        moves = tie.closeness == PUT_OFF_TO
        if x == y or occasions.conflict(a, b, moves=moves):
            continue
        if moves and _later(occasions.reports[a], occasions.reports[b]):
            x, y = y, x
        best.setdefault((min(x, y), max(x, y)), (a, b, tie))
        support[min(x, y), max(x, y)] += 1
        for one, other in ((x, y),) if moves else ((x, y), (y, x)):
            after[one].setdefault(other, tie)
            before[other].setdefault(one, tie)

    def has_rival(x: int, y: int, tie: Tie) -> bool:
        return any(
            other != y
            and (min(other, y), max(other, y)) not in best
            and rival[1:5] >= tie[1:5]
            and support[min(x, other), max(x, other)] * MANY > support[min(x, y), max(x, y)]
            for side in (after, before)
            if y in side[x]
            for other, rival in side[x].items()
        )

    return [found for (x, y), found in best.items() if not has_rival(x, y, found[2]) and not has_rival(y, x, found[2])]


def _later(a: Report, b: Report) -> bool:
    """Whether the day of `a` is the later one of two that one occasion was moved between."""
    if a.days and b.days:
        return a.days > b.days
    return bool(a.days)


def _rank(reports: list[Report], a: int, b: int, tie: Tie) -> tuple[tuple[int, ...], Key, Key]:
    one, other = sorted((reports[a].key, reports[b].key))
    return tuple(-value for value in tie), one, other
