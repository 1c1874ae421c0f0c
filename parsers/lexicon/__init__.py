"""The reviewed word lists (CSV files beside this one) → tables and patterns, made once."""

from __future__ import annotations

import csv
import re
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
    return {"PK": "Islamabad", "KZ": "Astana", "KG": "Bishkek", "TJ": "Dushanbe", "TM": "Ashgabat", "UZ": "Tashkent"}


@cache
def holders() -> dict[str, tuple[str, str]]:
    """Name of a well-known office holder → side and office, for articles that do not say them."""
    return {row["name"]: (row["country"], row["office"]) for row in table("holders")}


STATE = any_of(list(states()))
CITY = any_of(list(cities()))
TOPIC = any_of([row["word"] for row in table("topics")])
