"""What was read on a page → the rows that the tables keep of it, the same whichever way they are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from items import Article, Facts
from warehouse.reports import Content, passage

if TYPE_CHECKING:
    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Which page was read, by which reader."""

    page_id: int
    reader_version: int
    #: True where it was crawled and no reader has read it before: only then may what it reports be news.
    is_new: bool


def reading_of(page: Row, reader_version: int) -> Reading:
    """How a row of raw.pages is read now."""
    is_new = page["first_read_at"] is None and page["backfill_id"] is None
    return Reading(page_id=page["page_id"], reader_version=reader_version, is_new=is_new)


def is_loaded(page: Row, reader_version: int) -> bool:
    """Whether what this reader reads on the page stands in the warehouse already."""
    return bool(page["reader_version"] == reader_version and page["outcome"] == "article")


def refusal(error: Exception) -> str:
    """Why the warehouse does not take what was read, in one line."""
    said = str(error).strip() or type(error).__name__
    return f"the warehouse refuses what was read: {said.splitlines()[0]}"


def article_row(page: Row, article: Article, reading: Reading) -> Row:
    """A row of core.articles without its id."""
    dateline = article.dateline
    return {
        "outlet": page["outlet"],
        "identity": page["identity"],
        "page_id": reading.page_id,
        "url": article.url or page["url"],
        "headline": article.headline,
        "body": list(article.body),
        "author": article.author,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "language": article.language,
        "dateline": dateline.text if dateline else None,
        "dateline_place": dateline.place if dateline else None,
        "dateline_agency": dateline.agency if dateline else None,
        "dateline_date": dateline.day if dateline else None,
        "rules": Json(dict(article.rules)),
        "reader_version": reading.reader_version,
    }


def revision_row(article_id: int, article: Article, reading: Reading) -> Row:
    """A row of core.article_revisions."""
    return {
        "page_id": reading.page_id,
        "article_id": article_id,
        "headline": article.headline,
        "body": list(article.body),
        "published_at": article.published_at,
        "reader_version": reading.reader_version,
    }


def engagement_row(article_id: int, facts: Facts, reading: Reading) -> Row:
    """A row of core.engagements."""
    engagement = facts.engagement
    return {
        "article_id": article_id,
        "page_id": reading.page_id,
        "relevant": engagement.relevant,
        "countries": list(engagement.countries) if engagement.relevant else [],
        "sectors": list(engagement.sectors) if engagement.relevant else [],
        "score": engagement.score,
        "reasons": list(engagement.reasons),
        "evidence": Json({fact: passage(found) for fact, found in engagement.evidence.items()}),
        "reader_version": reading.reader_version,
    }


def report_row(content: Content, position: int, reading: Reading) -> Row:
    """A row of core.event_reports without its id, its article and its event."""
    fields = {name: value for name, value in content.items() if name != "participants"}
    return fields | {
        "evidence": Json(content["evidence"]),
        "position": position,
        "page_id": reading.page_id,
        "is_new": reading.is_new,
        "reader_version": reading.reader_version,
    }


def participant_rows(report_id: int, content: Content) -> list[Row]:
    """A report's rows of core.report_participants."""
    return [
        participant | {"report_id": report_id, "position": position, "evidence": Json(participant["evidence"])}
        for position, participant in enumerate(content["participants"])
    ]


def figure_rows(article_id: int, facts: Facts, reading: Reading) -> list[Row]:
    """An article's rows of core.figures; only relevant articles have any."""
    return [
        _common(article_id, position, reading)
        | {
            "amount": Decimal(repr(figure.amount)).normalize(),  # 2 billion, not 2000000000.0
            "unit": figure.unit,
            "role": figure.role,
            "of_what": figure.of,
            "evidence": Json(passage(figure.evidence)),
        }
        for position, figure in enumerate(facts.figures if facts.engagement.relevant else ())
    ]


def agreement_rows(article_id: int, facts: Facts, reading: Reading) -> list[Row]:
    """An article's rows of core.agreements; only relevant articles have any."""
    return [
        _common(article_id, position, reading)
        | {
            "title": agreement.title,
            "status": agreement.status,
            "evidence": Json(passage(agreement.evidence)),
        }
        for position, agreement in enumerate(facts.agreements if facts.engagement.relevant else ())
    ]


def _common(article_id: int, position: int, reading: Reading) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "position": position,
        "page_id": reading.page_id,
        "reader_version": reading.reader_version,
    }
