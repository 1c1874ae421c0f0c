"""What the crawl and the reader ask and tell of pages: the queue between them, a transaction for each question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from items import Crawled, FetchFailure, Gap, ListingState, ListingVisit, Outlet, Page, Place
from warehouse.rows import Row, perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

#: Articles of one outlet that a crawl looks at again.
MOST_AGAIN = 20
#: Characters of an address or a detail that are kept of a failure: an index entry must stay under 2,704 bytes.
LONGEST = 600


@dataclass(frozen=True, kw_only=True)
class QueuedPage:
    """A page that waits to be read."""

    page_id: int
    outlet: str
    identity: str
    url: str
    fetched_at: datetime
    status: int
    place: Place
    #: True where it was crawled and no reader has read it before.
    is_new: bool


def register_outlets(connection: Connection, outlets: Iterable[Outlet]) -> None:
    """Bring the table of outlets in step with the outlet files.

    What is said of events is weighed anew where an outlet became official, or is not any more.
    """
    known = list(outlets)
    with connection:
        names, official = [outlet.slug for outlet in known], [outlet.official for outlet in known]
        reweighed = [it["outlet"] for it in rows(connection, "outlets_reweighed", outlets=names, official=official)]
        if reweighed:
            # A resolving that has read the former weights must not take back that its events wait.
            perform(connection, "resolve_lock")
        for outlet in known:
            perform(
                connection,
                "outlet_register",
                outlet=outlet.slug,
                name=outlet.name,
                country=outlet.country,
                language=outlet.language,
                timezone=outlet.timezone,
                quiet_hours=outlet.quiet,
                least_listed=outlet.least,
                most_unreadable=outlet.unreadable,
                official=outlet.official,
            )
        if reweighed:
            events = rows(connection, "events_of_outlets", outlets=reweighed)
            perform(connection, "events_change", event_ids=[it["event_id"] for it in events])


# --- crawls -----------------------------------------------------------------------------------------------------------


def start_crawl(connection: Connection, outlet: str, run: str | None, now: datetime) -> int:
    """Open a crawl of `outlet` and return its id; an earlier one that never ended is marked as killed."""
    with connection:
        perform(connection, "crawls_killed", outlet=outlet, now=now)
        return int(rows(connection, "crawl_start", outlet=outlet, run=run, now=now)[0]["crawl_id"])


def hold_hosts(connection: Connection, hosts: Iterable[str]) -> None:
    """Wait for the hosts that other crawls ask, and keep others waiting until `connection` is closed.

    Outlets of one host share one slow stream of requests, whatever process or machine crawls them.
    """
    with connection:
        for host in sorted(hosts):  # in one order for all, so that two can't wait for each other
            perform(connection, "host_lock", host=host)


def finish_crawl(connection: Connection, crawl_id: int, crawled: Crawled, now: datetime) -> None:
    """Write down what the crawl came to."""
    with connection:
        perform(connection, "crawl_finish", crawl_id=crawl_id, now=now, **asdict(crawled))


# --- what is held -----------------------------------------------------------------------------------------------------


def held(connection: Connection, outlet: str, identity: str) -> str | None:
    """What the listing had said of the last change of the article when it was fetched, or ""; None: it is not held."""
    with connection:
        found = row(connection, "pages_held", outlet=outlet, identity=identity)
    return str(found["lastmod"]) if found else None


def all_held(connection: Connection, outlet: str) -> dict[str, str]:
    """The same for every article of an outlet at once, by identity."""
    with connection:
        return {
            found["identity"]: found["lastmod"]
            for found in rows(connection, "pages_held", outlet=outlet, identity=None)
        }


def original(connection: Connection, page: Page) -> Place | None:
    """Where the same content of the same article stands, or None where it is not held."""
    digest = _digest(page)
    with connection:
        found = row(connection, "page_original", outlet=page.outlet, identity=page.identity, content_sha256=digest)
    return Place(file=found["warc_file"], offset=found["warc_offset"]) if found else None


def _digest(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()


def record_pages(connection: Connection, crawl_id: int, pages: Sequence[tuple[Page, Place, str | None]]) -> None:
    """Record pages whose bytes are durable, each with its place and what the listing said of its last change.

    Recording a page again changes nothing; a failure that was noted of its address or article is forgotten.
    """
    with connection:
        for page, place, lastmod in pages:
            perform(
                connection,
                "page_record",
                outlet=page.outlet,
                identity=page.identity,
                url=page.url,
                crawl_id=crawl_id,
                fetched_at=page.fetched_at,
                status=page.status,
                content_sha256=_digest(page),
                warc_file=place.file,
                warc_offset=place.offset,
                lastmod=lastmod,
            )
            perform(connection, "look_record", outlet=page.outlet, identity=page.identity, fetched_at=page.fetched_at)
            perform(connection, "failure_clear", outlet=page.outlet, url=page.url[:LONGEST], identity=page.identity)


# --- failures ---------------------------------------------------------------------------------------------------------


def record_failure(connection: Connection, failure: FetchFailure) -> None:
    """Note what could not be had, in place of what was noted of the same address before."""
    noted = asdict(failure) | {"url": failure.url[:LONGEST], "detail": failure.detail[:LONGEST]}
    with connection:
        perform(connection, "failure_record", **noted)


def failing(connection: Connection, outlet: str) -> frozenset[str]:
    """Addresses that could not be had the last time."""
    with connection:
        return frozenset(found["url"] for found in rows(connection, "failures_of_outlet", outlet=outlet))


def skip(connection: Connection, outlet: str, url: str, now: datetime) -> bool:
    """Whether `url` failed for good within the 24 hours before `now`, so that it need not be asked for again."""
    with connection:
        return row(connection, "failure_for_good", outlet=outlet, url=url[:LONGEST], now=now) is not None


# --- listings ---------------------------------------------------------------------------------------------------------


def listing_states(connection: Connection, outlet: str) -> dict[str, ListingState]:
    """What each listing said of itself when it last answered, by address."""
    with connection:
        return {state["url"]: ListingState(**state) for state in rows(connection, "listing_states", outlet=outlet)}


def record_listing(connection: Connection, outlet: str, state: ListingState, now: datetime) -> None:
    """Remember what a listing said of itself; a failure that was noted of it is forgotten."""
    with connection:
        said = asdict(state)
        del said["answered_at"]
        perform(connection, "listing_record", outlet=outlet, now=now, **said)
        perform(connection, "failure_clear", outlet=outlet, url=state.url[:LONGEST], identity=None)


def shown(connection: Connection, outlet: str, now: datetime) -> dict[str, frozenset[str]]:
    """Which articles each listing showed of late, by the listing's name."""
    with connection:
        found = rows(connection, "sightings_recent", outlet=outlet, now=now)
        return {listing["listing"]: frozenset(listing["identities"]) for listing in found}


def record_visit(
    connection: Connection, outlet: str, crawl_id: int, visit: ListingVisit, identities: Iterable[str], now: datetime
) -> None:
    """Write down what a crawl saw of a listing, and the articles that it showed."""
    seen = asdict(visit)
    listing = seen.pop("url")
    with connection:
        perform(connection, "listing_visit_record", crawl_id=crawl_id, listing=listing, **seen)
        perform(connection, "sightings_record", outlet=outlet, listing=listing, identities=list(identities), now=now)


def record_gap(connection: Connection, outlet: str, gap: Gap, now: datetime) -> None:
    """Write down what may have been missed."""
    noted = asdict(gap)
    with connection:
        perform(connection, "gap_record", outlet=outlet, listing=noted.pop("url"), now=now, **noted)


def due(connection: Connection, outlet: str, now: datetime) -> list[dict[str, Any]]:
    """Articles to be looked at again: identity, url and lastmod of each."""
    with connection:
        return rows(connection, "looks_due", outlet=outlet, now=now, most=MOST_AGAIN)


# --- what waits to be read --------------------------------------------------------------------------------------------


def pages_to_read(connection: Connection, outlet: str | None, limit: int) -> list[QueuedPage]:
    """Lock up to `limit` pages that no reader has read (of one outlet, or of all) and return them.

    The locks last until the caller commits; pages that another reader has locked are passed over. Articles come in
    one order for every reader, so that two readers can't wait for each other.
    """
    return [_queued(found) for found in rows(connection, "pages_to_read", outlet=outlet, limit=limit)]


def _queued(found: Row) -> QueuedPage:
    return QueuedPage(place=Place(file=found.pop("warc_file"), offset=found.pop("warc_offset")), **found)


# --- what is read again -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Some of the pages: of these outlets (None: all), fetched from `since` on and before `until`."""

    outlets: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None


def ask_reread(
    connection: Connection,
    selection: Selection,
    reader_version: int,
    now: datetime,
    *,
    everything: bool = False,
    most: int | None = None,
) -> tuple[int, int]:
    """Let pages wait to be read again: those that only an older reader has read, or everything; `most` of them.

    Returns how many wait now, and how many did already: these were left by a reread that was killed. Everything is only
    asked for once nothing is left, so that a killed reread goes on where it was.
    """
    chosen = asdict(selection)
    with connection:
        left = int(rows(connection, "rereads_waiting", **chosen)[0]["waiting"])
        asked = {"reader_version": reader_version, "everything": everything, "most": most, "now": now}
        new = 0 if everything and left else perform(connection, "rereads_ask", **asked, **chosen)
    return left + new, left


def page_to_reread(connection: Connection, selection: Selection, after: int = 0) -> QueuedPage | None:
    """Take the next page behind the id `after` that waits to be read again, in the open transaction, if any."""
    found = row(connection, "reread_next", after=after, **asdict(selection))
    return _queued(found) if found else None


def lose_little(connection: Connection) -> None:
    """Let commits of `connection` wait for no disk: what a crash of the server undoes waits to be read again then."""
    with connection:
        perform(connection, "commits_lazy")
