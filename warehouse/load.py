"""An article and its facts → rows that replace whatever was read of that article before. The caller commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import psycopg2
from psycopg2.extras import Json

from items import Article, Facts, UnreadablePage
from warehouse.reports import Content, HeldReport, changes, contents, passage
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Which page was read, by which reader, for which article."""

    page_id: int
    reader_version: int
    #: True where it was crawled and no reader has read it before: only then may what it reports be news.
    is_new: bool


def load(
    connection: Connection, page_id: int, article: Article, facts: Facts, reader_version: int, now: datetime
) -> bool:
    """Load what was read on a page in the caller's transaction; False where the article's facts stay as they were.

    Rows that would stay the same are not written. A page that an edit of the article has overtaken only adds its
    revision. Reports that are read as before keep their rows and their event. Raises LookupError where there is no such
    page, UnreadablePage where the warehouse refuses what was read.
    """
    page = _page(connection, page_id)
    perform(connection, "page_begin")
    try:
        before = _article(connection, page)
        _load(connection, page, before, article, facts, reader_version, now)
        after = _article(connection, page)
    except (psycopg2.DataError, psycopg2.IntegrityError) as error:
        perform(connection, "page_undo")
        raise UnreadablePage(f"the warehouse refuses what was read: {_first_line(error)}") from error
    return before is None or after is None or bool(before["facts"] != after["facts"])


def _load(
    connection: Connection,
    page: Row,
    before: Row | None,
    article: Article,
    facts: Facts,
    reader_version: int,
    now: datetime,
) -> None:
    page_id = page["page_id"]
    is_new = page["first_read_at"] is None and page["backfill_id"] is None
    reading = Reading(page_id=page_id, reader_version=reader_version, is_new=is_new)
    same_page = before is not None and before["page_id"] == page_id
    recorded = _record_article(connection, page, article, reading)
    if recorded is None and same_page:
        recorded = _held_article(before)  # as it was read before
    if recorded is not None:
        _record_engagement(connection, recorded, facts, reading)
        is_moved = before is None or before["published_at"] != article.published_at
        _replace_reports(connection, recorded, contents(article, facts, page["identity"]), reading, same_page, is_moved)
        _replace_amounts_and_papers(connection, recorded, facts, reading)
    article_id = recorded if recorded is not None else _held_article(before)
    perform(
        connection,
        "revision_record",
        page_id=page_id,
        article_id=article_id,
        headline=article.headline,
        body=list(article.body),
        published_at=article.published_at,
        reader_version=reader_version,
    )
    _mark(connection, page_id, "article", None, reader_version, now, relevant=facts.engagement.relevant)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def set_aside(
    connection: Connection,
    page_id: int,
    outcome: Literal["not_article", "unreadable"],
    reason: str,
    reader_version: int,
    now: datetime,
) -> bool:
    """Mark a page as no article or as one that can't be read, in the caller's transaction; False where it was one.

    What an earlier reader had made of the page goes; where an older revision of the article is held, it waits to be
    read again and takes its place. Raises LookupError where there is no such page.
    """
    page = _page(connection, page_id)
    _mark(connection, page_id, outcome, reason, reader_version, now)
    perform(connection, "events_of_page_changed", page_id=page_id)
    if perform(connection, "article_remove", page_id=page_id):
        perform(connection, "revisions_read_again", outlet=page["outlet"], identity=page["identity"])
    else:
        perform(connection, "revision_remove", page_id=page_id)
    return bool(page["outcome"] != outcome)


def _article(connection: Connection, page: Row) -> Row | None:
    """The article of a page as it is held, locked, with all its facts."""
    return row(connection, "article_of", outlet=page["outlet"], identity=page["identity"])


def _page(connection: Connection, page_id: int) -> Row:
    page = row(connection, "page_to_load", page_id=page_id)
    if page is None:
        raise LookupError(f"there is no page {page_id} in the warehouse")
    return page


def _held_article(before: Row | None) -> int:
    if before is None:
        raise LookupError("the article was removed while an older revision of it was read")
    return int(before["article_id"])


def _mark(
    connection: Connection,
    page_id: int,
    outcome: str,
    reason: str | None,
    reader_version: int,
    now: datetime,
    *,
    relevant: bool = False,
) -> None:
    perform(
        connection,
        "page_mark",
        page_id=page_id,
        outcome=outcome,
        reason=reason,
        reader_version=reader_version,
        relevant=relevant,
        now=now,
    )


def _record_article(connection: Connection, page: Row, article: Article, reading: Reading) -> int | None:
    """The article's id, or None where a newer revision of it is held, or the same as was read now."""
    dateline = article.dateline
    recorded = row(
        connection,
        "article_record",
        outlet=page["outlet"],
        identity=page["identity"],
        page_id=reading.page_id,
        url=article.url or page["url"],
        headline=article.headline,
        body=list(article.body),
        author=article.author,
        published_at=article.published_at,
        published_precision=article.published_precision,
        language=article.language,
        dateline=dateline.text if dateline else None,
        dateline_place=dateline.place if dateline else None,
        dateline_agency=dateline.agency if dateline else None,
        dateline_date=dateline.day if dateline else None,
        rules=Json(dict(article.rules)),
        reader_version=reading.reader_version,
    )
    return int(recorded["article_id"]) if recorded else None


def _record_engagement(connection: Connection, article_id: int, facts: Facts, reading: Reading) -> None:
    engagement = facts.engagement
    perform(
        connection,
        "engagement_record",
        article_id=article_id,
        page_id=reading.page_id,
        relevant=engagement.relevant,
        countries=list(engagement.countries) if engagement.relevant else [],
        sectors=list(engagement.sectors) if engagement.relevant else [],
        score=engagement.score,
        reasons=list(engagement.reasons),
        evidence=Json({fact: passage(found) for fact, found in engagement.evidence.items()}),
        reader_version=reading.reader_version,
    )


def _replace_reports(
    connection: Connection, article_id: int, read: list[Content], reading: Reading, same_page: bool, is_moved: bool
) -> None:
    held = [
        HeldReport(
            report_id=report.pop("report_id"),
            event_id=report.pop("event_id"),
            position=report.pop("position"),
            content=report,
        )
        for report in rows(connection, "reports_of_article", article_id=article_id)
    ]
    todo = changes(held, read, same_page=same_page)
    # An event follows from its reports, and these from the article: it is made up anew even where only the moment of
    # publication or the order changed.
    if is_moved or todo.removed or todo.changed or todo.added or any(it.position != to for it, to in todo.kept):
        perform(connection, "events_of_article_changed", article_id=article_id)
    if todo.removed:
        perform(connection, "reports_remove", report_ids=[report.report_id for report in todo.removed])
    for report, position in todo.kept:
        perform(
            connection,
            "report_keep",
            report_id=report.report_id,
            position=position,
            page_id=reading.page_id,
            reader_version=reading.reader_version,
        )
    for report, position in todo.changed:
        perform(connection, "report_change", report_id=report.report_id, **_report(read[position], position, reading))
        perform(connection, "participants_remove", report_id=report.report_id)
        _add_participants(connection, report.report_id, read[position])
    for position in todo.added:
        added = rows(connection, "report_add", article_id=article_id, **_report(read[position], position, reading))
        _add_participants(connection, added[0]["report_id"], read[position])


def _report(content: Content, position: int, reading: Reading) -> dict[str, Any]:
    fields = {name: value for name, value in content.items() if name != "participants"}
    return fields | {
        "evidence": Json(content["evidence"]),
        "position": position,
        "page_id": reading.page_id,
        "is_new": reading.is_new,
        "reader_version": reading.reader_version,
    }


def _add_participants(connection: Connection, report_id: int, content: Content) -> None:
    for position, participant in enumerate(content["participants"]):
        fields = participant | {"evidence": Json(participant["evidence"])}
        perform(connection, "participant_add", report_id=report_id, position=position, **fields)


def _replace_amounts_and_papers(connection: Connection, article_id: int, facts: Facts, reading: Reading) -> None:
    """Figures and agreements, of relevant articles only."""
    figures, agreements = (facts.figures, facts.agreements) if facts.engagement.relevant else ((), ())
    perform(connection, "figures_remove", article_id=article_id, beyond=len(figures))
    perform(connection, "agreements_remove", article_id=article_id, beyond=len(agreements))
    common = {"article_id": article_id, "page_id": reading.page_id, "reader_version": reading.reader_version}
    for position, figure in enumerate(figures):
        perform(
            connection,
            "figure_add",
            position=position,
            amount=figure.amount,
            unit=figure.unit,
            role=figure.role,
            of_what=figure.of,
            evidence=Json(passage(figure.evidence)),
            **common,
        )
    for position, agreement in enumerate(agreements):
        perform(
            connection,
            "agreement_add",
            position=position,
            title=agreement.title,
            status=agreement.status,
            evidence=Json(passage(agreement.evidence)),
            **common,
        )
