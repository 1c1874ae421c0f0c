"""An article and its facts → the JSON object that `corridor show` prints and the one that `corridor label` prints."""

from __future__ import annotations

from typing import Any

from items import Agreement, Article, EventReport, Facts, Figure, Participant, Passage


def shown(article: Article, facts: Facts) -> dict[str, Any]:
    """Everything that was read of `article`, each fact with its evidence and the evidence's offsets in the text."""
    engagement = facts.engagement
    return {
        "article": {
            "url": article.url,
            "outlet": article.outlet,
            "headline": article.headline,
            "body": list(article.body),
            "author": article.author,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "published_precision": article.published_precision,
            "language": article.language,
            "dateline": _dateline(article),
            "rules": dict(article.rules),
        },
        "relevant": engagement.relevant,
        "score": round(engagement.score, 3),
        "reasons": list(engagement.reasons),
        "countries": list(engagement.countries),
        "sectors": list(engagement.sectors),
        "evidence": {fact: _passage(passage) for fact, passage in sorted(engagement.evidence.items())},
        "events": [_event(report) for report in facts.reports],
        "figures": [_figure(figure) | _proof(figure.evidence) for figure in facts.figures],
        "agreements": [_agreement(agreement) | _proof(agreement.evidence) for agreement in facts.agreements],
    }


def labelled(case: str, facts: Facts, clusters: list[str]) -> dict[str, Any]:
    """The facts in the form of the code book; `clusters` names the occasion of each report."""
    return {
        "id": case,
        "relevant": facts.engagement.relevant,
        "countries": list(facts.engagement.countries),
        "sectors": list(facts.engagement.sectors),
        "events": [
            _event(report) | {"cluster": cluster} for report, cluster in zip(facts.reports, clusters, strict=True)
        ],
        "figures": [_figure(figure) for figure in facts.figures],
        "agreements": [_agreement(agreement) for agreement in facts.agreements],
    }


def _dateline(article: Article) -> dict[str, Any] | None:
    if (line := article.dateline) is None:
        return None
    day = line.day.isoformat() if line.day else None
    return {"text": line.text, "place": line.place, "agency": line.agency, "date": day}


def _event(report: EventReport) -> dict[str, Any]:
    return {
        "type": report.type,
        "status": report.status,
        "mode": report.mode,
        "date": report.date,
        "place": report.place,
        "participants": [_participant(participant) for participant in report.participants],
        "main": report.main,
        "evidence": [passage.text for passage in report.evidence],
        "evidence_spans": [[passage.start, passage.end] for passage in report.evidence],
    }


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "name": participant.name,
        "country": participant.country,
        "office": participant.office,
        "kind": participant.kind,
        "inferred": participant.inferred,
    } | _proof(participant.evidence)


def _figure(figure: Figure) -> dict[str, Any]:
    amount = int(figure.amount) if figure.amount == int(figure.amount) else figure.amount
    return {"amount": amount, "unit": figure.unit, "role": figure.role, "of": figure.of}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {"title": agreement.title, "status": agreement.status}


def _proof(passage: Passage) -> dict[str, Any]:
    return {"evidence": [passage.text], "evidence_spans": [[passage.start, passage.end]]}


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}
