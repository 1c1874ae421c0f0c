"""An article and its facts → rows that replace whatever was read of that article before. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import psycopg2

from items import Article, Facts, NotAnArticle, UnreadablePage
from warehouse.readings import (
    Reading,
    agreement_rows,
    article_row,
    engagement_row,
    figure_rows,
    participant_rows,
    reading_of,
    refusal,
    report_row,
    revision_row,
)
from warehouse.reports import Content, HeldReport, changes, contents, held_report
from warehouse.rows import perform, row, rows
from warehouse.twins import hand_over, record_links, twin_of, wake_twins

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


def load(
    connection: Connection, page_id: int, article: Article, facts: Facts, reader_version: int, now: datetime
) -> bool:
    """Load what was read on a page in the caller's transaction; False where the article's facts stay as they were.

    Rows that would stay the same are not written. A page that an edit of the article has overtaken only adds its
    revision. Reports that are read as before keep their rows and their event. Raises LookupError where there is no such
    page, UnreadablePage where the warehouse refuses what was read, and NotAnArticle where it only repeats an article
    that is held (`twins.twin_of`). `bulk.load_many` does the same for many.
    """
    [page] = pages_to_load(connection, [page_id])
    perform(connection, "page_begin")
    try:
        relinked = record_links(connection, [(page_id, article)], reader_version)
        if twin := twin_of(connection, page, article):
            hand_over(connection, page, twin)
            raise NotAnArticle(twin.reason)
        before = _article(connection, page)
        _load(connection, page, before, article, facts, reader_version, now)
        after = _article(connection, page)
        if relinked and before:
            perform(connection, "events_of_articles_changed", article_ids=[before["article_id"]])
        if before is None:
            wake_twins(connection, [(page["outlet"], page["identity"])])
    except (psycopg2.DataError, psycopg2.IntegrityError) as error:
        perform(connection, "page_undo")
        raise UnreadablePage(refusal(error)) from error
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
    reading = reading_of(page, reader_version)
    same_page = before is not None and before["page_id"] == page_id
    recorded = row(connection, "article_record", **article_row(page, article, reading))
    article_id = held_article(recorded, before)
    if recorded or same_page:  # the same page may read as it did before, and its facts otherwise
        perform(connection, "engagement_record", **engagement_row(article_id, facts, reading))
        is_moved = before is None or before["published_at"] != article.published_at
        read = contents(article, facts, page["identity"])
        _replace_reports(connection, article_id, read, reading, same_page=same_page, is_moved=is_moved)
        _replace_amounts_and_papers(connection, article_id, facts, reading)
    perform(connection, "revision_record", **revision_row(article_id, article, reading))
    relevant = [page_id] if facts.engagement.relevant else []
    mark(connection, [page_id], "article", None, reader_version, now, relevant=relevant)


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
    [page] = pages_to_load(connection, [page_id])
    mark(connection, [page_id], outcome, reason, reader_version, now)
    perform(connection, "events_of_page_changed", page_id=page_id)
    if perform(connection, "article_remove", page_id=page_id):
        perform(connection, "revisions_read_again", outlet=page["outlet"], identity=page["identity"])
        wake_twins(connection, [(page["outlet"], page["identity"])])
    else:
        perform(connection, "revision_remove", page_id=page_id)
    return bool(page["outcome"] != outcome)


def _article(connection: Connection, page: Row) -> Row | None:
    """The article of a page as it is held, locked, with all its facts."""
    return row(connection, "article_of", outlet=page["outlet"], identity=page["identity"])


def pages_to_load(connection: Connection, page_ids: Sequence[int]) -> list[Row]:
    """The pages, locked until the caller commits. Raises LookupError where one is missing."""
    found = rows(connection, "pages_to_load", page_ids=list(page_ids))
    missing = set(page_ids) - {page["page_id"] for page in found}
    if missing:
        raise LookupError(f"there is no page {min(missing)} in the warehouse")
    return found


def held_article(recorded: Row | None, before: Row | None) -> int:
    """The id of the article as it was recorded, or of the newer revision that is held."""
    article = recorded or before
    if article is None:
        raise LookupError("the article was removed while an older revision of it was read")
    return int(article["article_id"])


def mark(
    connection: Connection,
    page_ids: Sequence[int],
    outcome: str,
    reason: str | None,
    reader_version: int,
    now: datetime,
    *,
    relevant: Sequence[int] = (),
) -> None:
    """Write down what came of pages; what some of them tell is `relevant`."""
    perform(
        connection,
        "pages_mark",
        page_ids=list(page_ids),
        outcome=outcome,
        reason=reason,
        reader_version=reader_version,
        relevant=list(relevant),
        now=now,
    )


def _replace_reports(
    connection: Connection, article_id: int, read: list[Content], reading: Reading, *, same_page: bool, is_moved: bool
) -> None:
    held = [held_report(found) for found in rows(connection, "reports_of_articles", article_ids=[article_id])]
    todo = changes(held, read, same_page=same_page)
    # An event follows from its reports, and these from the article: it is made up anew even where only the moment of
    # publication or the order changed.
    if is_moved or todo.removed or todo.changed or todo.added or any(it.position != to for it, to in todo.kept):
        perform(connection, "events_of_articles_changed", article_ids=[article_id])
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
        _change_report(connection, report, read[position], position, reading)
    for position in todo.added:
        fields = report_row(read[position], position, reading)
        [added] = rows(connection, "report_add", article_id=article_id, **fields)
        _add_participants(connection, added["report_id"], read[position])


def _change_report(
    connection: Connection, report: HeldReport, content: Content, position: int, reading: Reading
) -> None:
    perform(connection, "report_change", report_id=report.report_id, **report_row(content, position, reading))
    perform(connection, "participants_remove", report_ids=[report.report_id])
    _add_participants(connection, report.report_id, content)


def _add_participants(connection: Connection, report_id: int, content: Content) -> None:
    for participant in participant_rows(report_id, content):
        perform(connection, "participant_add", **participant)


def _replace_amounts_and_papers(connection: Connection, article_id: int, facts: Facts, reading: Reading) -> None:
    figures, agreements = figure_rows(article_id, facts, reading), agreement_rows(article_id, facts, reading)
    perform(connection, "figures_remove", article_ids=[article_id], beyond=len(figures))
    perform(connection, "agreements_remove", article_ids=[article_id], beyond=len(agreements))
    for figure in figures:
        perform(connection, "figure_add", **figure)
    for agreement in agreements:
        perform(connection, "agreement_add", **agreement)
