"""Single sentences, each with the event that it reports or none: tests/sentences/*.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from items import EventReport
from parsers.extract import read_facts
from parsers.plain import article_from_text

FOLDER = Path(__file__).parent / "sentences"
PUBLISHED = date(2025, 6, 18)


def cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield pytest.param(json.loads(line), id=f"{file.stem}-{number}")


def reports_of(text: str) -> tuple[EventReport, ...]:
    article = article_from_text(
        f"ISLAMABAD, Jun 18 (APP): {text}",
        outlet="a",
        published=PUBLISHED,
        title="News",
        zone="Asia/Karachi",
        language="en",
    )
    return read_facts(article).reports


def fits(report: EventReport, wanted: dict[str, Any]) -> bool:
    names = [who.name for who in report.participants]
    return (
        report.type == wanted["type"]
        and report.status == wanted["status"]
        and report.date == wanted["date"]
        and report.place == wanted["place"]
        and len(names) == len(wanted["who"])
        and all(any(part in name for name in names) for part in wanted["who"])
        and report.mode == (wanted.get("mode", "in_person") if report.type == "meeting" else None)
        and report.forum_sort == wanted.get("sort", report.forum_sort)
    )


@pytest.mark.parametrize("case", list(cases()))
def test_a_sentence_gives_the_event_that_it_reports_or_none(case: dict[str, Any]) -> None:
    reports = reports_of(case["text"])
    if case["report"] is None:
        assert reports == ()
    else:
        assert any(fits(report, case["report"]) for report in reports), reports
        assert len(reports) == 1, reports


def test_one_who_meets_the_premier_and_the_president_has_two_meetings() -> None:
    reports = reports_of(
        "Tajik President Emomali Rahmon met Prime Minister Shehbaz Sharif and President Asif Ali Zardari."
    )
    assert [[who.name for who in report.participants] for report in reports] == [
        ["Emomali Rahmon", "Shehbaz Sharif"],
        ["Emomali Rahmon", "Asif Ali Zardari"],
    ]


def test_there_are_enough_sentences_and_as_many_that_report_nothing() -> None:
    wanted = [case.values[0]["report"] for case in cases()]
    assert len(wanted) >= 120
    assert sum(report is None for report in wanted) >= 45
