"""Articles and facts of many pages at once → the same rows that load.py writes page by page. The caller commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import psycopg2

from items import Article, Facts
from warehouse.copying import copy
from warehouse.load import held_article, mark, pages_to_load, set_aside
from warehouse.readings import (
    Reading,
    agreement_rows,
    article_row,
    engagement_row,
    figure_rows,
    is_loaded,
    participant_rows,
    reading_of,
    refusal,
    report_row,
    revision_row,
)
from warehouse.reports import Changes, Content, HeldReport, changes, contents, held_report
from warehouse.rows import perform, rows
from warehouse.twins import hand_over, record_links, twin_of, wake_twins

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: Pages that are written together: more are hardly faster, and one that is refused makes them be written again.
AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What one load came to."""

    #: Pages whose reading was new.
    loaded: int = 0
    #: Pages whose reading stood there already.
    held: int = 0
    #: Pages that were set aside: as unreadable, because the warehouse refused what was read on them, or as no articles,
    #: because they only repeat one that is held → why.
    refused: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Load:
    """One page with what was read on it."""

    page: Row
    article: Article
    facts: Facts
    reading: Reading

    @property
    def named(self) -> tuple[str, str]:
        """What names the article."""
        return self.page["outlet"], self.page["identity"]


def load_many(
    connection: Connection, read: Sequence[tuple[int, Article, Facts]], reader_version: int, now: datetime
) -> Loaded:
    """Load what was read on pages (each with its id), as `load.load` would one after the other, but many times faster.

    What this reader has loaded already drops out first. What the warehouse refuses is set aside as unreadable and keeps
    nothing else from being loaded. Raises LookupError where there is no such page.
    """
    loaded = 0
    refused: dict[int, str] = {}
    for start in range(0, len(read), AT_ONCE):
        waiting, twins = _without_twins(
            connection, _waiting(connection, read[start : start + AT_ONCE], reader_version), now
        )
        refused |= twins
        for loads in _one_revision_each(waiting):
            reasons = _load_what_fits(connection, loads, now)
            loaded += len(loads) - len(reasons)
            refused |= reasons
    return Loaded(loaded=loaded, held=len({page_id for page_id, *_ in read}) - loaded - len(refused), refused=refused)


def _waiting(connection: Connection, read: Sequence[tuple[int, Article, Facts]], reader_version: int) -> list[Load]:
    """What is not loaded yet, each page once."""
    pages = {page["page_id"]: page for page in pages_to_load(connection, [page_id for page_id, *_ in read])}
    waiting = []
    for page_id, article, facts in read:
        page = pages.pop(page_id, None)
        if page is not None and not is_loaded(page, reader_version):
            waiting.append(Load(page=page, article=article, facts=facts, reading=reading_of(page, reader_version)))
    return waiting


def _without_twins(connection: Connection, loads: Sequence[Load], now: datetime) -> tuple[list[Load], dict[int, str]]:
    """The same without pages that only repeat an article that is held; these are set aside, each with the reason."""
    left: list[Load] = []
    twins: dict[int, str] = {}
    for load in loads:
        if twin := twin_of(connection, load.page, load.article):
            page_id, reader_version = load.reading.page_id, load.reading.reader_version
            record_links(connection, [(page_id, load.article)], reader_version)
            hand_over(connection, load.page, twin)
            set_aside(connection, page_id, "not_article", twin.reason, reader_version, now)
            twins[page_id] = twin.reason
        else:
            left.append(load)
    return left, twins


def _one_revision_each(waiting: Sequence[Load]) -> Iterator[list[Load]]:
    """The same in parts in which each article is but once: its revisions are loaded one after the other."""
    parts: list[list[Load]] = []
    revisions: dict[tuple[str, str], int] = defaultdict(int)
    for load in waiting:
        part = revisions[load.named]
        revisions[load.named] += 1
        if part == len(parts):
            parts.append([])
        parts[part].append(load)
    yield from parts


def _load_what_fits(connection: Connection, loads: Sequence[Load], now: datetime) -> dict[int, str]:
    """Load; where something is refused, each half by itself, until what is refused stands alone and is set aside."""
    perform(connection, "page_begin")
    try:
        _load(connection, loads, now)
    except (psycopg2.DataError, psycopg2.IntegrityError, ValueError) as error:
        perform(connection, "page_undo")
        if len(loads) > 1:
            half = len(loads) // 2
            return _load_what_fits(connection, loads[:half], now) | _load_what_fits(connection, loads[half:], now)
        [refused], reason = loads, refusal(error)
        page_id, reader_version = refused.reading.page_id, refused.reading.reader_version
        set_aside(connection, page_id, "unreadable", reason, reader_version, now)
        return {page_id: reason}
    return {}


def _load(connection: Connection, loads: Sequence[Load], now: datetime) -> None:
    perform(connection, "staged_begin")
    outlets, identities = zip(*(load.named for load in loads), strict=True)
    held = rows(connection, "articles_of", outlets=list(outlets), identities=list(identities))
    before = {(article["outlet"], article["identity"]): article for article in held}
    copy(connection, "staged_articles", [article_row(load.page, load.article, load.reading) for load in loads])
    recorded = {article["page_id"]: article for article in rows(connection, "staged_articles_record")}
    ids = [held_article(recorded.get(load.reading.page_id), before.get(load.named)) for load in loads]
    newest = {article_id: load for article_id, load in zip(ids, loads, strict=True) if load.reading.page_id in recorded}
    _record_engagements(connection, newest)
    _replace_reports(connection, newest, before)
    _replace_amounts_and_papers(connection, newest)
    revisions = [
        revision_row(article_id, load.article, load.reading) for article_id, load in zip(ids, loads, strict=True)
    ]
    copy(connection, "staged_revisions", revisions)
    perform(connection, "staged_revisions_record")
    read = [load.reading.page_id for load in loads]
    relevant = [load.reading.page_id for load in loads if load.facts.engagement.relevant]
    mark(connection, read, "article", None, loads[0].reading.reader_version, now, relevant=relevant)
    # Of articles that are known already, all events are made up anew as it is.
    record_links(connection, [(load.reading.page_id, load.article) for load in loads], loads[0].reading.reader_version)
    wake_twins(connection, [load.named for load in loads if load.named not in before])


def _record_engagements(connection: Connection, newest: dict[int, Load]) -> None:
    read = [engagement_row(article_id, load.facts, load.reading) for article_id, load in newest.items()]
    copy(connection, "staged_engagements", read)
    perform(connection, "staged_engagements_record")


def _replace_reports(connection: Connection, newest: dict[int, Load], before: dict[tuple[str, str], Row]) -> None:
    known = [article_id for article_id, load in newest.items() if load.named in before]
    held: dict[int, list[HeldReport]] = defaultdict(list)
    if known:
        perform(connection, "events_of_articles_changed", article_ids=known)
        for found in rows(connection, "reports_of_articles", article_ids=known):
            held[found["article_id"]].append(held_report(found))
    staged: list[Row] = []
    told: dict[tuple[int, int], Content] = {}
    changed: dict[int, Content] = {}
    removed: list[int] = []
    for article_id, load in newest.items():
        read = contents(load.article, load.facts, load.page["identity"])
        same_page = load.named in before and before[load.named]["page_id"] == load.reading.page_id
        todo = changes(held[article_id], read, same_page=same_page)
        staged += _staged_reports(article_id, load.reading, read, todo)
        told |= {(article_id, position): read[position] for position in todo.added}
        changed |= {report.report_id: read[position] for report, position in todo.changed}
        removed += [report.report_id for report in todo.removed]
    if removed:
        perform(connection, "reports_remove", report_ids=removed)
    if changed:
        perform(connection, "participants_remove", report_ids=list(changed))
    copy(connection, "staged_reports", staged)
    perform(connection, "staged_reports_change")
    for added in rows(connection, "staged_reports_add"):
        changed[added["report_id"]] = told[added["article_id"], added["position"]]
    named = [row for report_id, content in changed.items() for row in participant_rows(report_id, content)]
    copy(connection, "staged_participants", named)
    perform(connection, "staged_participants_add")


def _staged_reports(article_id: int, reading: Reading, read: Sequence[Content], todo: Changes) -> Iterator[Row]:
    """Rows of the reports that stay and come; one that is read as before is no news by being read again."""
    for position in todo.added:
        yield {"report_id": None, "article_id": article_id} | report_row(read[position], position, reading)
    for report, position in todo.changed:
        yield {"report_id": report.report_id, "article_id": article_id} | report_row(read[position], position, reading)
    for report, position in todo.kept:
        row = report_row(read[position], position, reading) | {"is_new": False}
        yield {"report_id": report.report_id, "article_id": article_id} | row


def _replace_amounts_and_papers(connection: Connection, newest: dict[int, Load]) -> None:
    perform(connection, "figures_remove", article_ids=list(newest), beyond=0)
    perform(connection, "agreements_remove", article_ids=list(newest), beyond=0)
    figures = [row for article_id, load in newest.items() for row in figure_rows(article_id, load.facts, load.reading)]
    papers = [
        row for article_id, load in newest.items() for row in agreement_rows(article_id, load.facts, load.reading)
    ]
    copy(connection, "staged_figures", figures)
    copy(connection, "staged_agreements", papers)
    perform(connection, "staged_figures_add")
    perform(connection, "staged_agreements_add")
