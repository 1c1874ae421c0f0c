"""Written reports of invented occasions, labelled before they were grouped: which are brought together, which are not.

A line of tests/occasions/*.txt is a report: outlet and article, when it was published, what it tells (type, status,
day, place; forum:session, where it says what a forum is), who (name, side, office; a hyphen for nobody) and the
occasion's label. A paragraph is a situation, and its articles are about the states that it names. The rules were made
on known.txt, in which nothing may be wrong; fresh.txt has the goals. All reports of a file are grouped together, so
that one story can be confused with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from warehouse.grouping import group
from warehouse.occasions import Party, Report, sides_of

FOLDER = Path(__file__).parent / "occasions"
PERSON = re.compile(r"(?P<name>.*?) ?\b(?P<country>PK|KZ|KG|TJ|TM|UZ)\b ?(?P<office>.*)")
#: F1 and precision of pairs of one occasion.
LEAST = {"known.txt": (1.0, 1.0), "fresh.txt": (0.97, 0.985)}

Labelled = list[tuple[Report, str]]


def read(file: str) -> Labelled:
    found: Labelled = []
    for situation in (FOLDER / file).read_text("utf-8").split("\n\n"):
        lines = [line for line in situation.splitlines() if "|" in line]
        states = set(re.findall(r"\b(?:KZ|KG|TJ|TM|UZ)\b", situation))
        found += [labelled(len(found) + number, line, states) for number, line in enumerate(lines)]
    return [(in_company(report, [other for other, _ in found]), label) for report, label in found]


def labelled(number: int, line: str, states: set[str]) -> tuple[Report, str]:
    article, published, event, people, label = (part.strip() for part in line.split("|"))
    outlet, identity = article.split()
    what, status, day, *places = event.split()
    type, _, sort = what.partition(":")
    named = [match for person in people.split(";") if (match := PERSON.fullmatch(person.strip()))]
    assert len(named) == len(people.split(";")), line
    parties = tuple(
        Party(name=it["name"], country=it["country"], office=it["office"] or None) for it in named if it["name"] != "-"
    )
    told: dict[str, Any] = {
        "type": type,
        "status": status,
        "date": None if day == "-" else day,
        "forum_sort": sort or None,
    }
    report = Report(
        id=number,
        **told,
        place=None if places == ["-"] else " ".join(places),
        sides=sides_of(states, [party.country for party in parties]),
        participants=parties,
        published_at=datetime.fromisoformat(published + ":00").replace(tzinfo=UTC),
        outlet=outlet,
        identity=identity,
        position=number,
    )
    return report, label


def in_company(report: Report, others: list[Report]) -> Report:
    """The report with those who take part in the article's other events."""
    beside = [it for it in others if it.identity == report.identity and it is not report]
    return replace(report, company=tuple(party for it in beside for party in it.participants))


def pairs(found: Labelled) -> Iterator[tuple[bool, bool, str]]:
    """Of each two reports: whether they are of one occasion, whether they were brought together, and what they are."""
    numbers = group([report for report, _ in found])
    for (one, a, i), (other, b, j) in combinations(
        [(report, label, number) for (report, label), number in zip(found, numbers, strict=True)], 2
    ):
        yield a == b, i == j, f"{one.outlet} {one.identity} and {other.outlet} {other.identity}, {one.type} ({a}, {b})"


@pytest.mark.parametrize("file", ["known.txt", "fresh.txt"])
def test_reports_of_one_occasion_are_brought_together_and_others_are_not(file: str) -> None:
    compared = list(pairs(read(file)))
    right = sum(true and said for true, said, _ in compared)
    false = [what for true, said, what in compared if said and not true]
    missed = [what for true, said, what in compared if true and not said]
    precision, recall = right / (right + len(false)), right / (right + len(missed))
    told = f"precision {precision:.3f}, recall {recall:.3f}\nfalsely together: {false}\nmissed: {missed}"
    f1, least = LEAST[file]
    assert precision >= least, told
    assert 2 * precision * recall / (precision + recall) >= f1, told


def test_what_is_between_the_same_states_is_nearer_than_what_may_be_with_others_too():
    announced = "2026-10-02T10 | forum planned 2026-10 Islamabad"
    nameless, of_more, named = (
        replace(labelled(number, f"{article} | {announced} | {who} | k", set())[0], sides=sides)
        for number, (article, who, sides) in enumerate(
            [
                ("gazette 1", "- KZ", ("KZ", "PK")),
                ("gazette 1", "- UZ", ("KZ", "PK", "UZ")),
                ("courier 2", "Nursultan Bekov KZ Foreign Minister of Kazakhstan", ("KZ", "PK")),
            ]
        )
    )
    assert group([nameless, of_more, named]) == [0, 1, 0]


@pytest.mark.parametrize("file", ["known.txt", "fresh.txt"])
def test_labels_name_what_belongs_together(file: str) -> None:
    found = read(file)
    assert len(found) >= 60
    for one, other in combinations(found, 2):
        if one[1] == other[1]:
            assert one[0].type == other[0].type
            assert (one[0].outlet, one[0].identity) != (other[0].outlet, other[0].identity), one[1]
