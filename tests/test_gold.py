"""Labelled articles, read and scored: no figure may be below its floor, no floor below the goal of the project."""

from __future__ import annotations

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from items import Unusable
from pipeline import labelled
from tests.gold.score import by_language, lines_of, score

FOLDER = Path(__file__).parent / "gold"
FILES = sorted(FOLDER.glob("*.jsonl"))
FLOORS: dict[str, dict[str, dict[str, dict[str, float]]]] = json.loads((FOLDER / "floors.json").read_text("utf-8"))

#: Files from which the rules were learnt; their goals are higher than those of articles that no rule has seen.
LEARNT_FROM = {"dev.jsonl"}
#: Measure of the scorer → its goal on articles that the rules were learnt from, and on others.
GOALS = {
    "relevant": (0.97, 0.95),
    "countries": (0.97, 0.95),
    "events": (0.88, 0.82),
    "main event": (0.95, 0.92),
    "status": (0.95, 0.93),
    "date": (0.95, 0.92),
    "place": (0.92, 0.88),
    "participants": (0.92, 0.88),
    "participant's country": (0.98, 0.96),
    "participant's office": (0.93, 0.88),
    "sectors": (0.88, 0.82),
    "figures": (0.88, 0.80),
    "agreements": (0.60, 0.50),
    "evidence stands in the text": (1.0, 1.0),
}

GROUPS = [pytest.param(file, group, id=f"{file}-{group}") for file, groups in FLOORS.items() for group in groups]


def goals(file: str) -> dict[str, float]:
    return {measure: known if file in LEARNT_FROM else fresh for measure, (known, fresh) in GOALS.items()}


@cache
def found(file: str) -> dict[str, dict[str, float | None]]:
    """Group → measure → F1 or share of what `corridor label` prints for the file."""
    cases = lines_of(FOLDER / file)
    read = {line["id"]: line for line in labelled.label(FOLDER / file)}
    return {
        group: {measure: value.get("f1", value.get("share")) for measure, value in score(some, read).items()}
        for group, some in by_language(cases).items()
    }


def table(title: str, found: dict[str, float | None], limits: dict[str, float], measures: list[str]) -> str:
    """What is amiss, a line for each measure."""
    lines = [f"{title:30} {'asked':>6} {'found':>6}"]
    for measure in measures:
        value = found.get(measure)
        lines.append(f"{measure:30} {limits[measure]:6.3f} {'-' if value is None else f'{value:.3f}':>6}")
    return "\n".join(lines)


def below(found: dict[str, float | None], limits: dict[str, float]) -> list[str]:
    """Measures that are less than their limit, or that could not be measured at all."""
    return [measure for measure, limit in limits.items() if (value := found.get(measure)) is None or value < limit]


# --- the figures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_articles_are_read_no_worse_than_their_floors(file: str, group: str) -> None:
    limits = FLOORS[file][group]["floors"] | FLOORS[file][group]["below_goal"]
    amiss = below(found(file)[group], limits)
    assert not amiss, "\n" + table(f"{file}, {group}", found(file)[group], limits, amiss)


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_what_is_below_its_goal_is_told_until_it_reaches_it(file: str, group: str) -> None:
    known, asked = FLOORS[file][group]["below_goal"], goals(file)
    still = set(below(found(file)[group], asked))
    reached = [measure for measure in known if measure not in still]
    assert not reached, f"{file}, {group}: give these a floor instead of below_goal: {', '.join(reached)}"
    if known:
        warnings.warn("below the goal\n" + table(f"{file}, {group}", found(file)[group], asked, [*known]), stacklevel=1)


# --- the floors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_each_goal_has_a_floor_at_least_as_high_or_is_openly_below(file: str, group: str) -> None:
    floors, known, asked = FLOORS[file][group]["floors"], FLOORS[file][group]["below_goal"], goals(file)
    assert sorted(asked.keys() - floors.keys() - known.keys()) == [], "neither a floor nor under below_goal"
    assert sorted(floors.keys() & known.keys()) == [], "a floor and under below_goal"
    assert {measure: floor for measure, floor in floors.items() if floor < asked.get(measure, 0)} == {}
    assert {measure: value for measure, value in known.items() if value >= asked[measure]} == {}, "not below the goal"


def test_each_file_of_cases_has_floors_and_all_floors_have_a_file() -> None:
    assert sorted(FLOORS) == [file.name for file in FILES]
    for file, groups in FLOORS.items():
        assert "en" in groups, file


def test_a_figure_below_its_limit_is_amiss_and_so_is_one_that_is_not_measured() -> None:
    limits = {"events": 0.9, "place": 0.9, "date": 0.9}
    assert below({"events": 0.9, "place": 0.89, "date": None}, limits) == ["place", "date"]
    assert below({}, limits) == [*limits]


# --- the cases --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_cases_have_the_form_of_the_code_book(file: Path) -> None:
    cases: list[dict[str, Any]] = lines_of(file)
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        gold = case["gold"]
        lists = [gold[key] for key in ("countries", "events", "sectors", "figures", "agreements")]
        assert case["lang"] in ("en", "ru", "ur"), case["id"]
        assert gold["relevant"] or not any(lists), f"{case['id']}: not relevant, yet it has facts"
        assert sum(event.get("main", False) for event in gold["events"]) <= 1, case["id"]


def test_a_case_without_text_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text('{"id": "one", "text": "Pakistan."}\n{"id": "two", "text": " "}\n', encoding="utf-8")
    with pytest.raises(Unusable, match="line 2: the text of case two is empty"):
        list(labelled.label(file))
