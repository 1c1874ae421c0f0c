"""The reviewed word lists (CSV files beside this one) → tables and patterns, made once."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """Rows of <name>.csv."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def any_of(words: list[str]) -> str:
    """A pattern for any of `words`, longer ones first; blanks stand for any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def words(kind: str) -> frozenset[str]:
    """Words of one kind in words.csv."""
    return frozenset(word for row in table("words") if row["kind"] == kind for word in row["words"].split("|"))


@cache
def states() -> dict[str, str]:
    """Name, adjective or demonym of a state → its code."""
    return {form: row["code"] for row in table("states") for form in row["forms"].split("|")}


@cache
def state_names() -> dict[str, str]:
    """Code → the state's name as one writes it in an office."""
    return {row["code"]: row["name"] for row in table("states")}


@cache
def cities() -> dict[str, tuple[str, str]]:
    """Spelling of a city → its usual name and the state that it is in."""
    found = {}
    for row in table("cities"):
        for spelling in (row["city"], *filter(None, row["variants"].split("|"))):
            found[spelling] = (row["city"], row["country"])
    return found


@cache
def capitals() -> dict[str, str]:
    """State → its capital."""
    return {row["code"]: row["capital"] for row in table("states") if row["capital"]}


@dataclass(frozen=True)
class Holder:
    """Someone in one of the main offices from a day to a day (None: not known, or still)."""

    name: str
    country: str
    office: str
    since: str | None
    until: str | None


@cache
def holders() -> tuple[Holder, ...]:
    """Well-known office holders, for articles that do not say side or office."""
    return tuple(
        Holder(row["name"], row["country"], row["office"], row["from"] or None, row["to"] or None)
        for row in table("holders")
    )


@cache
def holders_on(day: str | None) -> dict[str, Holder]:
    """Those in office on `day` (YYYY-MM-DD) by name; of others the side alone, their office is ""."""
    found: dict[str, Holder] = {}
    for holder in holders():
        in_office = day is not None and (holder.since or "") <= day <= (holder.until or "9999")
        if in_office:
            found[holder.name] = holder
        else:
            found.setdefault(holder.name, replace(holder, office=""))
    return found


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Word that an office turns on, in small letters → its kind and how one writes it."""
    return {row["head"]: (row["kind"], row["form"]) for row in table("heads")}


@cache
def bodies() -> dict[str, tuple[str, str | None, str | None]]:
    """Abbreviation of a body → full name, state and city where it always sits."""
    return {row["short"]: (row["name"], row["country"] or None, row["city"] or None) for row in table("bodies")}


STATE = any_of(list(states()))
CITY = any_of(list(cities()))
