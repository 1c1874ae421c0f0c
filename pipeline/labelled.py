"""Labelled cases, a line of JSON each → the facts that are read in them, the events of all cases resolved together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import facts
from items import Article, Facts, Unusable
from pipeline import articles

if TYPE_CHECKING:
    from warehouse.occasions import Report


def label(file: Path) -> Iterator[dict[str, Any]]:
    """Read each labelled case of a JSON lines file; the events of all cases are resolved together."""
    from parsers.extract import read_facts
    from parsers.lexicon import table
    from warehouse.given import identified
    from warehouse.grouping import group
    from warehouse.lexicon import entries

    cases = [
        _case(file, number, line)
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if line.strip()
    ]
    told = [
        articles.from_text(
            case["text"],
            case.get("outlet"),
            case.get("published"),
            case.get("title"),
            case.get("url"),
            case.get("lang"),
        )
        for case in cases
    ]
    found = [read_facts(article) for article in told]
    reports = [
        _report(number, position, article, read)
        for number, (article, read) in enumerate(zip(told, found, strict=True))
        for position in range(len(read.reports))
    ]
    given = entries(table("holders"), table("bodies"))
    clusters = iter(group(identified(reports, given)))
    for case, read in zip(cases, found, strict=True):
        yield facts.labelled(case["id"], read, [str(next(clusters)) for _ in read.reports])


def _case(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise Unusable(f"{file}, line {number} is no JSON: {error}.") from error
    if not isinstance(case, dict) or not all(isinstance(case.get(key), str) for key in ("id", "text")):
        raise Unusable(
            f"{file}, line {number} is no case: it needs the keys id and text (outlet, lang, published, title)."
        )
    if not case["text"].strip():
        raise Unusable(f"{file}, line {number}: the text of case {case['id']} is empty.")
    return case


def _report(case: int, position: int, article: Article, read: Facts) -> Report:
    from warehouse.occasions import Party, Report, sides_of

    parties = [
        tuple(Party(name=who.name, country=who.country, office=who.office, kind=who.kind) for who in told.participants)
        for told in read.reports
    ]
    report = read.reports[position]
    return Report(
        id=case,
        type=report.type,
        status=report.status,
        date=report.date,
        place=report.place,
        sides=sides_of(read.engagement.countries, (who.country for who in report.participants), report.states),
        participants=parties[position],
        published_at=article.published_at,
        outlet=article.outlet,
        identity=str(case),
        position=position,
        mode=report.mode,
        main=report.main,
        forum_sort=report.forum_sort,
        company=tuple(party for number, others in enumerate(parties) if number != position for party in others),
    )
