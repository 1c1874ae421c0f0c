"""What a listing shows and showed before → where to read on until known ground, and what may have been missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count, groupby, islice

from crawlers.listings import Link, moment, printed_zone
from items import Gap, Listing, ListingState, ListingVisit, Outlet

#: Older places of one listing that a crawl reads at most: what is not reached by then is a gap.
MOST_OLDER = 10


def older_places(listing: Listing, today: date, sitemaps: Sequence[str] = ()) -> Iterator[str]:
    """Addresses of the older items of `listing`, newest first: sitemaps of its list, earlier days, further pages."""
    if sitemaps:
        places: Iterator[str] = iter(sitemaps)
    elif "{day" in listing.url:
        # Days of one month have one address where the list is a month's.
        days = groupby(listing.address(today - timedelta(days=back)) for back in count())
        places = (address for address, _ in islice(days, 1, None))
    elif listing.older:
        older = listing.older
        places = (older.format(page=page) for page in count(listing.older_from))
    else:
        places = iter(())
    return islice(places, MOST_OLDER)


def gap(
    outlet: Outlet, listing: Listing, links: Sequence[Link], before: ListingState | None, now: datetime, reason: str
) -> Gap:
    """What may have been missed of `listing`: from its last answer to the oldest of the `links` that it shows now."""
    zone = printed_zone(outlet, listing)
    moments = [when for link in links if (when := moment(link.listed or link.lastmod or "", zone))]
    since = before.answered_at if before else None
    until = min(moments, default=now)
    return Gap(url=listing.name, from_at=since, to_at=max(until, since) if since else until, reason=reason)


def visit(
    outlet: Outlet, listing: Listing, state: ListingState, links: Sequence[Link] | None, new: int, now: datetime
) -> ListingVisit:
    """What was seen of a listing that answered; `links` is None where it said that nothing had changed."""
    hours = outlet.quiet if listing.quiet is None else listing.quiet
    is_stale = state.newest_at is not None and now - state.newest_at > timedelta(hours=hours)
    return ListingVisit(
        url=listing.name,
        outcome="stale" if is_stale else "unchanged" if links is None else "answered",
        listed=len(links or ()),
        new=new,
        newest_at=state.newest_at,
        reason=f"its newest item is of {state.newest_at:%Y-%m-%d %H:%M} UTC" if is_stale else None,
    )
