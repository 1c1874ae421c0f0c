"""What a resolving changed, as it is handed to whoever tells people of it, in the transaction that changed it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Ids of events, each list in ascending order; an event may stand in several of them."""

    #: Events that are news if they never were: a page that was never read before tells of them lately.
    news: tuple[int, ...] = ()
    #: Events that were made up anew, new ones among them; their fields may be what they were.
    changed: tuple[int, ...] = ()
    #: Events that turned out to be another one, each with that one.
    merged: tuple[tuple[int, int], ...] = ()
    #: Events that lost reports to a new one, each with that new one.
    split: tuple[tuple[int, int], ...] = ()
    #: Events of which no report is left.
    withdrawn: tuple[int, ...] = ()
