"""What pages declare of other addresses of their story → rows, and which page only repeats an article that is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from psycopg2.extras import Json

from items import Article
from warehouse.near_copies import compare, words
from warehouse.reports import changes, held_report
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Twin:
    """The article that a page repeats, and in one line how that is known."""

    article_id: int
    reason: str


def record_links(connection: Connection, read: Sequence[tuple[int, Article]], reader_version: int) -> list[int]:
    """Keep what pages declare, each page with the article on it; the pages whose links to other languages changed."""
    links = [
        {"page_id": page_id, "position": position, "reader_version": reader_version, **asdict(link)}
        for page_id, article in read
        for position, link in enumerate(article.links)
    ]
    changed = rows(connection, "page_links_replace", page_ids=[page_id for page_id, _ in read], links=Json(links))
    return [it["page_id"] for it in changed]


def twin_of(connection: Connection, page: Row, article: Article) -> Twin | None:
    """The article of its outlet that is held and that `page` only repeats; None where it doesn't.

    Its canonical link must name that article, and the text must be that article's: sites print wrong links too.
    """
    named = {link.identity for link in article.links if link.relation == "canonical"}
    identity = named.pop() if len(named) == 1 else None
    if identity is None or identity == page["identity"]:
        return None
    held = row(connection, "article_named", outlet=page["outlet"], identity=identity)
    if held is None or held["language"] != article.language:
        return None
    here, there = words(article.body), words(held["body"])
    if here != there and compare(here, there) is None:
        return None
    reason = f"its canonical link and its text say that it is the article at {held['url']}"
    return Twin(article_id=held["article_id"], reason=reason)


def hand_over(connection: Connection, page: Row, twin: Twin) -> None:
    """Let the reports of the article that is held take the events of those that were read on its twin.

    The twin's reports go: without this, an event that was alerted would be found and alerted once more.
    """
    own = row(connection, "article_named", outlet=page["outlet"], identity=page["identity"])
    if own is None or own["page_id"] != page["page_id"]:
        return
    going = [held_report(found) for found in rows(connection, "reports_of_articles", article_ids=[own["article_id"]])]
    stay = [held_report(found) for found in rows(connection, "reports_of_articles", article_ids=[twin.article_id])]
    todo = changes(going, [report.content for report in stay], same_page=True)
    for report, position in (*todo.kept, *todo.changed):
        if report.event_id is not None and stay[position].event_id is None:
            perform(connection, "reports_join", report_id=stay[position].report_id, going_id=report.report_id)


def wake_twins(connection: Connection, articles: Sequence[tuple[str, str]]) -> None:
    """Let pages be read again that may be twins of articles, each its outlet and identity, which came or went."""
    if articles:
        outlets, identities = zip(*articles, strict=True)
        perform(connection, "twins_read_again", outlets=list(outlets), identities=list(identities))
