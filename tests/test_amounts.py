"""Single sentences, each with its figures, papers or sectors or with none: tests/amounts/*.jsonl."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from items import EventReport, Participant, Passage
from parsers.agreements import agreements
from parsers.figures import figures
from parsers.plain import article_from_text
from parsers.sectors import sectors
from parsers.sentences import Sentence, sentences

FOLDER = Path(__file__).parent / "amounts"


def cases(name: str) -> list[Any]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=f"{name}-{number}") for number, line in enumerate(lines, 1)]


def told(text: str, title: str = "News") -> Sequence[Sentence]:
    return sentences(
        article_from_text(
            text, outlet="a", published=date(2025, 6, 18), title=title, zone="Asia/Karachi", language="en"
        )
    )


@pytest.mark.parametrize("case", cases("figures"))
def test_a_sentence_gives_the_amounts_that_the_sides_spoke_of(case: dict[str, Any]) -> None:
    found = [[figure.amount, figure.unit, figure.role] for figure in figures(told(case["text"]))]
    assert found == case["figures"]


@pytest.mark.parametrize("case", cases("agreements"))
def test_a_sentence_gives_the_papers_that_it_names(case: dict[str, Any]) -> None:
    found = [[paper.title, paper.status] for paper in agreements(told(case["text"]))]
    assert found == case["agreements"]


@pytest.mark.parametrize("case", cases("sectors"))
def test_a_sentence_gives_the_sectors_that_are_dealt_with(case: dict[str, Any]) -> None:
    assert set(sectors(told(case["text"]), ())) == set(case["sectors"])


def test_one_word_of_victims_is_no_relief_but_two_sentences_are() -> None:
    assert not sectors(told("Four were injured."), ())
    assert set(sectors(told("Four were injured.\n\nRefugees are looked after."), ())) == {"humanitarian"}


def who(country: str, office: str) -> Participant:
    return Participant(name="A", country=country, office=office, evidence=Passage(text="A", start=0, end=1))


def meeting(*participants: Participant) -> EventReport:
    return EventReport(
        type="meeting",
        status="held",
        date=None,
        place=None,
        participants=participants,
        evidence=(Passage(text="They met.", start=0, end=9),),
    )


def test_a_leader_who_receives_an_envoy_is_politics_one_who_receives_a_minister_with_a_field_is_not() -> None:
    premier = who("PK", "Prime Minister of Pakistan")
    assert "politics" in sectors((), [meeting(premier, who("TJ", "Ambassador of Tajikistan to Pakistan"))])
    assert "politics" in sectors((), [meeting(premier, who("TJ", "Foreign Minister of Tajikistan"))])
    assert "politics" not in sectors((), [meeting(premier, who("TM", "Minister of Energy of Turkmenistan"))])


@pytest.mark.parametrize(
    "unit", ["Aa and ", "MoU between A and B, ", "$1 million to ", "A – B – ", "protocol signed to "]
)
def test_hostile_sentences_are_read_in_a_moment(unit: str) -> None:
    lines = [Sentence((unit * 1500)[:1500], 0, 1)] * 30
    started = time.process_time()
    sectors(lines, ())
    figures(lines)
    agreements(lines)
    assert time.process_time() - started < 3
