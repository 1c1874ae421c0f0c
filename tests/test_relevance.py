"""Short articles: whether they are about dealings of Pakistan with Central Asia, and with which states."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from items import Engagement
from parsers.classify import THRESHOLD
from parsers.extract import read_facts
from parsers.plain import article_from_text

ARTICLES = Path(__file__).parent / "relevance.jsonl"
PUBLISHED = date(2025, 6, 18)


def cases() -> Iterator[Any]:
    for number, line in enumerate(ARTICLES.read_text(encoding="utf-8").splitlines(), 1):
        case = json.loads(line)
        yield pytest.param(case, id=f"{number}-{case['title']}")


def engagement_of(title: str | None, text: str) -> Engagement:
    article = article_from_text(text, outlet="a", published=PUBLISHED, title=title, zone="Asia/Karachi", language="en")
    return read_facts(article).engagement


@pytest.mark.parametrize("case", list(cases()))
def test_an_article_is_about_dealings_with_the_states_that_take_part_or_not_relevant(case: dict[str, Any]) -> None:
    found = engagement_of(case["title"], case["text"])
    assert found.relevant == bool(case["countries"]), found.reasons
    assert set(found.countries) == set(case["countries"])
    assert all(f"country:{code}" in found.evidence for code in found.countries)


def test_there_are_as_many_that_are_not_relevant() -> None:
    relevant = [bool(case.values[0]["countries"]) for case in cases()]
    assert len(relevant) >= 50
    assert 0.4 <= sum(relevant) / len(relevant) <= 0.6


TEXT = "LAHORE: The consul of Uzbekistan called on the mayor of Lahore on Monday.\n\nThe mayor welcomed the visit."


def test_the_reasons_speak_of_a_headline_only_where_there_is_one() -> None:
    with_headline = engagement_of("Uzbek consul calls on mayor of Lahore", TEXT).reasons
    without = engagement_of(None, TEXT).reasons
    assert any("the headline names both sides" in reason for reason in with_headline)
    assert not any("headline" in reason for reason in without)
    assert any("the first sentence names both sides" in reason for reason in without)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("TASHKENT: Uzbekistan sells gas to China.", "-1.00 Pakistan is not named"),
        ("LAHORE: Pakistan sells rice to China.", "no Central Asian state is named"),
    ],
)
def test_the_reason_says_which_side_is_not_named(text: str, reason: str) -> None:
    assert engagement_of("News", text).reasons == (reason,)


def test_the_weights_of_the_reasons_add_up_to_the_score() -> None:
    for case in cases():
        found = engagement_of(case.values[0]["title"], case.values[0]["text"])
        weights = sum(float(reason.split()[0]) for reason in found.reasons if reason[0] in "+-")
        assert found.score == pytest.approx(max(0.0, min(1.0, weights)), abs=0.006)
        assert found.relevant == (found.score >= THRESHOLD)
