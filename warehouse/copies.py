"""Articles that wait to be compared, and those near them in time → which are near-copies, of what, by sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from warehouse.near_copies import NEAR, Mark, Sketched, Split, Text, alike, compare, mark, sketch, words
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: Articles that one transaction compares; a killed run compares at most so many again.
AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What one comparing came to."""

    articles: int = 0
    #: Of all articles, those that are something else than before: a near-copy, that of another one, or none any more.
    changed: int = 0


def mark_copies(
    connection: Connection,
    agencies: Mapping[str, str],
    split: Split,
    progress: Callable[[int], None] = lambda compared: None,
) -> Compared:
    """Compare the articles that wait with those of other outlets near in time; commits now and then.

    What comes out is the same in whatever order articles came. `agencies` are names of agencies in datelines → the
    outlet that is that agency; `split` parts an article into sentences. `progress` is told how many are compared.
    """
    compared = changed = 0
    while True:
        with connection:
            perform(connection, "copies_lock")
            waiting = rows(connection, "copies_waiting", most=AT_ONCE)
            if not waiting:
                return Compared(articles=compared, changed=changed)
            touched = _compare(connection, waiting)
            changed += _mark(connection, touched, agencies, split)
            perform(connection, "articles_compared", article_ids=[it["article_id"] for it in waiting])
        compared += len(waiting)
        progress(compared)


def _compare(connection: Connection, waiting: Sequence[Row]) -> set[int]:
    """Find the near-copies of the waiting articles anew; these, and all that are or were near-copies of one."""
    new = [it["article_id"] for it in waiting]
    touched = {it["other_id"] for it in rows(connection, "near_copies_remove", article_ids=new)} | set(new)
    bodies = {text.article_id: text.body for text in _texts(connection, new).values()}
    sketches = {article_id: made for article_id, body in bodies.items() if (made := sketch(body))}
    perform(connection, "sketches_remove", article_ids=new)
    perform(connection, "sketches_add", article_ids=list(sketches), sketches=list(sketches.values()))
    held = rows(
        connection,
        "sketches_near",
        language=waiting[0]["language"],
        since=waiting[0]["moment"] - NEAR,
        until=waiting[-1]["moment"] + NEAR,
    )
    pairs = list(alike(sketches, [Sketched(**it | {"sketch": bytes(it["sketch"])}) for it in held]))
    found = _near_copies(connection, pairs, bodies)
    perform(connection, "near_copies_add", pairs=Json(found))
    return touched | {it["article_id"] for it in found}


def _near_copies(
    connection: Connection, pairs: Collection[tuple[int, int]], bodies: Mapping[int, tuple[str, ...]]
) -> list[Row]:
    """Rows of core.near_copies: the pairs whose texts are mostly the same, in both directions."""
    missing = {article_id for pair in pairs for article_id in pair} - bodies.keys()
    texts = {**bodies, **{text.article_id: text.body for text in _texts(connection, missing).values()}}
    compared = {article_id: words(texts[article_id]) for pair in pairs for article_id in pair}
    found = []
    for one, other in pairs:
        if likeness := compare(compared[one], compared[other]):
            common = {"common_words": likeness.common}
            found.append({"article_id": one, "other_id": other, "share": likeness.share, **common})
            found.append({"article_id": other, "other_id": one, "share": likeness.other_share, **common})
    return found


def _mark(connection: Connection, touched: Collection[int], agencies: Mapping[str, str], split: Split) -> int:
    """Say of each article of what it is a near-copy; how many are something else than before."""
    partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair in rows(connection, "near_copies_of", article_ids=sorted(touched)):
        partners[pair["article_id"]].append((pair["other_id"], pair["share"]))
    texts = _texts(connection, partners.keys() | {other for found in partners.values() for other, _ in found})
    marks = []
    for article_id, found in partners.items():
        told = mark(texts[article_id], [(texts[other], share) for other, share in found], agencies, split)
        if told:
            marks.append(_row(article_id, told))
    changed = [
        it["article_id"] for it in rows(connection, "copies_replace", article_ids=sorted(touched), marks=Json(marks))
    ]
    # How well a value of an event is supported depends on which of its reports are copies.
    perform(connection, "events_of_articles_changed", article_ids=changed)
    return len(changed)


def _row(article_id: int, told: Mark) -> dict[str, Any]:
    """A row of core.copies."""
    return {
        "article_id": article_id,
        "first_id": told.first.article_id if told.first else None,
        "basis": told.basis,
        "other_id": told.other.article_id,
        "share": told.share,
        "shared": [asdict(passage) for passage in told.shared],
        "own": [asdict(passage) for passage in told.own],
        "counts_as": told.counts_as.article_id,
    }


def _texts(connection: Connection, article_ids: Collection[int]) -> dict[int, Text]:
    found = rows(connection, "texts_of_articles", article_ids=sorted(article_ids))
    return {it["article_id"]: Text(**it | {"body": tuple(it["body"])}) for it in found}
