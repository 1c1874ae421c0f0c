"""What reports say of one field of an event → the value that is taken and the others, each with who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from warehouse.names import same_place, words
from warehouse.occasions import Report

#: Whether whoever says the first says nothing against the second: it is the same, or less precise.
Agrees = Callable[[str, str], bool]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One report's word on one field."""

    value: str
    report: Report


@dataclass(frozen=True, kw_only=True)
class Value:
    """A value of a field and its support."""

    field: str
    value: str
    #: Whose it is, where an event has several of the field: a participant's name, or a side.
    of: str | None = None
    #: True for the one that the event has.
    chosen: bool = False
    #: True where nobody says so any more: the outlet said otherwise later, or the event moved on.
    overtaken: bool = False
    #: True where another value that is said too can't be true beside it.
    disputed: bool = False
    #: Ids of the reports that say exactly this, in the order in which they were published.
    reports: tuple[int, ...] = ()
    #: How many outlets say so in words of their own; the copies of one text count as its source.
    independent: int = 0
    #: Whether one of them speaks for a state.
    official: bool = False
    source: Literal["reports", "analyst"] = "reports"

    def as_json(self) -> dict[str, Any]:
        """What is kept of it: what is false, none or as always is left out."""
        told = {name: getattr(self, name) for name in ("field", "of", "value", "reports", "independent")}
        told |= {name: True for name in ("chosen", "overtaken", "disputed", "official") if getattr(self, name)}
        return {name: value for name, value in told.items() if value is not None} | (
            {"source": self.source} if self.source != "reports" else {}
        )


def weigh(
    field: str,
    claims: Iterable[Claim],
    *,
    agrees: Agrees,
    of: str | None = None,
    overtaken: Callable[[Claim], bool] = lambda claim: False,
    taken: str | None = None,
    disputable: bool = True,
) -> tuple[Value, ...]:
    """The values that `claims`, in the order in which they were published, give a field.

    Taken is the value that most sources say or say less precisely, an official one counting double; of these the most
    precise, then the one that was said first; or `taken`, where that is decided otherwise. What an outlet said before
    it said otherwise does not count, nor do claims that are `overtaken`.
    """
    claims = list(claims)
    current = [claim for claim in claims if not overtaken(claim) and not _corrected(claim, claims, agrees)]
    current = current or claims
    if taken is None and current:
        taken = _best(current, agrees)
    said = list(dict.fromkeys(claim.value for claim in claims))
    alive = {claim.value for claim in current}
    return tuple(
        Value(
            field=field,
            of=of,
            value=value,
            chosen=value == taken,
            overtaken=value not in alive,
            disputed=disputable
            and value in alive
            and any(not agrees(value, other) and not agrees(other, value) for other in alive - {value}),
            reports=tuple(claim.report.id for claim in claims if claim.value == value),
            independent=len(sources(claim.report for claim in claims if claim.value == value)),
            official=any(claim.report.official for claim in claims if claim.value == value),
        )
        for value in said
    )


def decide(values: Sequence[Value], field: str, decided: str | None) -> tuple[Value, ...]:
    """The same where an analyst decided what is true; what reports say stays beside it."""
    others = tuple(replace(value, chosen=False) for value in values)
    if decided is None:
        return others
    return (Value(field=field, value=decided, chosen=True, source="analyst"), *others)


def chosen(values: Sequence[Value]) -> str | None:
    """The value that is taken; None where nothing is said."""
    return next((value.value for value in values if value.chosen), None)


def sources(reports: Iterable[Report]) -> set[str]:
    """The outlets whose own words the reports are."""
    return {report.source or report.outlet for report in reports}


def same(one: str, other: str) -> bool:
    """Values of which one is true."""
    return one == other


def same_day(one: str, other: str) -> bool:
    """A day, or a month beside a day of it."""
    return other.startswith(one)


def same_city(one: str, other: str) -> bool:
    """Two spellings of one place."""
    return bool(same_place(one, other))


def same_words(one: str, other: str) -> bool:
    """A name or office beside a fuller form of it: Ambassador, Ambassador of Uzbekistan to Pakistan."""
    return set(words(one)) <= set(words(other))


def _best(claims: Sequence[Claim], agrees: Agrees) -> str:
    said = list(dict.fromkeys(claim.value for claim in claims))
    if len(said) == 1:
        return said[0]

    def weight(value: str) -> tuple[int, int]:
        backing = [claim for claim in claims if agrees(claim.value, value)]
        support = len(sources(claim.report for claim in backing))
        return support + any(claim.report.official for claim in backing), len({claim.value for claim in backing})

    return max(said, key=weight)  # of equals the first


def _corrected(claim: Claim, claims: Sequence[Claim], agrees: Agrees) -> bool:
    """Whether the outlet, or the source that it copied, said otherwise later."""
    said = claim.report
    return any(
        later.report.outlet in (said.outlet, said.source)
        and said.published_at is not None
        and later.report.published_at is not None
        and later.report.published_at > said.published_at
        and not agrees(claim.value, later.value)
        and not agrees(later.value, claim.value)
        for later in claims
    )
