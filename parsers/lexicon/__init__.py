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


_Tree = dict[str, "_Tree"]


def any_of(words: list[str]) -> str:
    """A pattern for any of `words`, longer ones first; blanks stand for any white space.

    Words with the same beginning share it, so that looking for a thousand names costs little more than for ten.
    """
    return f"(?:{_branches(_tree(words))})"


def any_word(words: list[str]) -> str:
    r"""A pattern as of `any_of`, but only where a word begins: `\b` before it, found three times as fast.

    What stands before is asked behind the first letter: a pattern that begins with letters passes over text quickly.
    """
    branches = (rf"{re.escape(letter)}(?<!\w.){_branches(rest)}" for letter, rest in _tree(words).items())
    return f"(?:{'|'.join(branches)})"


def _tree(words: list[str]) -> _Tree:
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return tree


def _branches(tree: _Tree) -> str:
    found = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(rest) for letter, rest in tree.items() if letter
    ]
    if not found:
        return ""
    together = found[0] if len(found) == 1 and "" not in tree else f"(?:{'|'.join(found)})"
    return f"{together}?" if "" in tree else together


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
    """Someone in one of the main offices from a day to a day (None: not known, or still), under one spelling.

    The days may be a year (YYYY) or a month (YYYY-MM) where no more is known; the whole of it counts.
    """

    name: str
    country: str
    office: str
    since: str | None
    until: str | None
    #: Item of the person in Wikidata.
    wikidata: str | None = None
    #: The spelling that we use.
    person: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether he is in office on `day` (YYYY-MM-DD)."""
        return (self.since or "") <= day and (self.until is None or day[: len(self.until)] <= self.until)


@cache
def holders() -> tuple[Holder, ...]:
    """Well-known office holders under each of their spellings, for articles that do not say side or office."""
    return tuple(
        Holder(
            spelling,
            row["country"],
            row["office"],
            row["from"] or None,
            row["to"] or None,
            row["wikidata"] or None,
            row["name"],
        )
        for row in table("holders")
        for spelling in (row["name"], *filter(None, row["aliases"].split("|")))
    )


@cache
def _terms() -> dict[str, tuple[Holder, tuple[Holder, ...]]]:
    """Spelling → the person without an office, and the terms under it."""
    terms: dict[str, list[Holder]] = {}
    for holder in holders():
        terms.setdefault(holder.name, []).append(holder)
    return {name: (replace(held[0], office=""), tuple(held)) for name, held in terms.items()}


def holder_on(spelling: str, day: str | None) -> Holder:
    """The one so spelt: in office on `day` (YYYY-MM-DD), or else the side alone, the office is ""."""
    bare, terms = _terms()[spelling]
    return next((term for term in reversed(terms) if term.holds_on(day)), bare) if day else bare


@cache
def scripts() -> dict[str, tuple[str, ...]]:
    """Latin spelling of a state, its people, a city or a person → how it begins in Cyrillic and is written in Urdu.

    Of Cyrillic names only what no case changes: any ending may follow.
    """
    return {
        row["name"]: tuple(form for script in ("cyrillic", "urdu") for form in row[script].split("|") if form)
        for row in table("scripts")
    }


@cache
def press() -> dict[str, str]:
    """Name of an agency or outlet, or a part of it, in small letters → the state whose press it is."""
    return {row["name"].lower(): row["country"] for row in table("press")}


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Word that an office turns on, in small letters → its kind and how one writes it."""
    return {row["head"]: (row["kind"], row["form"]) for row in table("heads")}


@cache
def bodies() -> dict[str, tuple[str, str | None, str | None]]:
    """Abbreviation or name of a body → its name, its state and the city where it always sits."""
    return {
        key: (row["name"], row["country"] or None, row["city"] or None)
        for row in table("bodies")
        for key in (row["short"], row["name"])
        if key
    }


STATE = any_of(list(states()))
