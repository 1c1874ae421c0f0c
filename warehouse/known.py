"""A printed name with side, office and day, and whom we know → who is meant, how surely and why: no database.

A name alone never decides between two. Where several are so called, the one who held the office on that day is meant;
where that tells nothing, nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import sounds
from warehouse.names import body_score
from warehouse.offices import same_office

Kind = Literal["person", "body"]
#: Scores as near as this are equally good: the name does not tell the two apart.
TIE = 0.03
#: Someone whom reports show in an office is taken to have held it so long before and after, too.
AROUND = timedelta(days=92)
#: The score of a family name alone whose bearer the office tells.
BY_OFFICE = 0.8
#: Bearers of a family name who are named as candidates; of more no list is made.
FEW = 5


@dataclass(frozen=True, kw_only=True)
class Term:
    """An office that someone held, from a day to a day (None: not known, or still); `shown` in reports only."""

    office: str
    since: date | None
    until: date | None
    shown: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether he held it on `day`, as far as is known."""
        slack = AROUND if self.shown else timedelta()
        return (self.since is None or self.since - slack <= day) and (self.until is None or day <= self.until + slack)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person or body; `spellings` are those that names are compared with."""

    who: int
    kind: Kind
    name: str
    country: str | None
    spellings: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    #: Names that an analyst gave him: printed so, they mean nobody to whom they were not given too.
    decided: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name as a report prints it."""

    name: str
    kind: Kind = "person"
    country: str | None = None
    office: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Who is meant, or None; how alike the names are, from 0 to 1; why, in words; between whom nothing was guessed."""

    who: int | None = None
    score: float = 0.0
    reason: str = ""
    candidates: tuple[int, ...] = ()


def likeness(kind: Kind, one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; from sounds.SAME on they may be one's."""
    return body_score(one, other) if kind == "body" else sounds.score(one, other)


def is_full(named: Named) -> bool:
    """Whether the name is enough to know someone by: no bare family name."""
    return named.kind == "body" or sounds.is_full(named.name)


def may_be_new(named: Named) -> bool:
    """Whether the name is enough to make somebody of it: no bare family name, no "Ministry of Trade" of no state."""
    return is_full(named) and (named.kind == "person" or named.country is not None)


def same_side(one: str | None, other: str | None) -> bool:
    """Whether two sides may be one."""
    return one is None or other is None or one == other


def by_name(named: Named, known: Iterable[Known]) -> Verdict:
    """Whom a full name means by its letters and its side alone.

    Of two whose names fit equally well neither is meant: both are candidates, for `by_office` to choose from.
    """
    found = sorted(_fitting(named, known), key=lambda it: (-it[0], it[1].who))
    if decided := [(1.0, it) for _, it in found if named.name in it.decided]:
        found = [(score, it) for score, it in decided if it.country and it.country == named.country] or decided
    if not found:
        return Verdict(reason="nobody so called is known")
    best = found[0][0]
    level = [it for score, it in found if best - score <= TIE or best < sounds.SAME]
    if len(level) > 1 or best < sounds.SAME:
        return Verdict(score=best, reason=_several(level), candidates=tuple(it.who for it in level))
    return Verdict(who=level[0].who, score=best, reason=_why(named, level[0]))


def fitting(named: Named, known: Iterable[Known]) -> list[tuple[float, Known]]:
    """Whom a name may mean, a full one or a family name alone, each with how alike the names are."""
    return _fitting(named, known) if is_full(named) else _of_family(named, known)


def by_office(named: Named, fitting: Sequence[tuple[float, Known]]) -> Verdict:
    """Who of those that a name fits held the office on the day."""
    full = is_full(named)
    if not fitting:
        return Verdict(reason="nobody of that name is known")
    several = tuple(sorted(it.who for _, it in fitting)) if full or len(fitting) <= FEW else ()
    score = max(score for score, _ in fitting)
    if not named.office:
        alone = (
            f"{_several([it for _, it in fitting])}, and no office is said"
            if full
            else "a family name alone tells nobody"
        )
        return Verdict(score=score, reason=alone, candidates=several if full else ())
    holders = [(score, it) for score, it in fitting if _held(named, it)]
    on_day = f" on {named.day:%Y-%m-%d}" if named.day else ""
    if len(holders) == 1:
        score, it = holders[0]
        others = "alone " if len(fitting) > 1 else ""
        reason = f"of that name {it.name} {others}was {_office(named, it)}{on_day}"
        return Verdict(who=it.who, score=max(score, BY_OFFICE), reason=reason)
    if holders:
        return Verdict(
            score=score,
            reason=f"several of that name were {named.office}{on_day}",
            candidates=tuple(sorted(it.who for _, it in holders)),
        )
    return Verdict(score=score, reason=f"nobody of that name was {named.office}{on_day}", candidates=several)


def _fitting(named: Named, known: Iterable[Known]) -> list[tuple[float, Known]]:
    found = []
    for it in known:
        if it.kind == named.kind and same_side(it.country, named.country):
            best = max((likeness(it.kind, named.name, spelling) for spelling in it.spellings), default=0.0)
            if best >= sounds.MAYBE:
                found.append((best, it))
    return found


def _of_family(named: Named, known: Iterable[Known]) -> list[tuple[float, Known]]:
    """Persons who have the part in one of their spellings; it may not be one that a title is."""
    parts = [part for part in sounds.parts(named.name) if part not in sounds.HONORIFICS]
    if named.kind == "body" or not parts or max(map(len, parts)) < 3:
        return []
    found = []
    for it in known:
        if it.kind == "person" and same_side(it.country, named.country):
            best = max(_share(parts, sounds.parts(spelling)) for spelling in it.spellings)
            if best >= sounds.SAME:
                found.append((min(best, BY_OFFICE), it))
    return found


def _share(parts: Sequence[str], others: Sequence[str]) -> float:
    """How alike the least alike part is to one of the other name."""
    return min(max((sounds.part_score(part, other) for other in others), default=0.0) for part in parts)


def _held(named: Named, it: Known) -> bool:
    return any(
        (named.day is None or term.holds_on(named.day)) and same_office(term.office, named.office or "")
        for term in it.terms
    )


def _office(named: Named, it: Known) -> str:
    return next(
        term.office
        for term in it.terms
        if (named.day is None or term.holds_on(named.day)) and same_office(term.office, named.office or "")
    )


def _why(named: Named, it: Known) -> str:
    name = "the name is known" if named.name in it.spellings else f"the name is like {it.name}"
    side = f", the side is {it.country}" if named.country and it.country else ""
    office = f", the office is one of that day: {_office(named, it)}" if named.office and _held(named, it) else ""
    return name + side + office


def _several(level: Sequence[Known]) -> str:
    names = " or ".join(sorted(it.name for it in level))
    return f"the name alone does not tell whether it is {names}"
