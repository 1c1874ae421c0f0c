"""All that is news for one watch since its last digest → one message: new, changed, coming, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from alerts.harmless import WORD, harmless, link
from alerts.message import NAMES, Message, Telling, notice, template, title
from alerts.watchlists import KARACHI, Watch
from items import CENTRAL_ASIA
from warehouse import digests

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

Body = Mapping[str, Any]
#: Days ahead of which a daily digest tells.
AHEAD = timedelta(days=7)
#: Events that have their passage and link; of more than these only what they are.
IN_FULL = 40
#: Times of one outlet that are named; the rest is counted.
GAPS = 3
STATUSES = ("held", "planned", "postponed", "cancelled")


@dataclass(frozen=True, kw_only=True)
class Item:
    """What a digest says of one event."""

    title: str
    #: Who took part, with side and office.
    people: str
    #: What is other than it was told before.
    notice: tuple[str, ...]
    outlets: str
    passage: str
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a digest: items under headings, or lines."""

    title: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What goes into one digest."""

    watch: str
    #: From when to when its news was found.
    since: datetime
    until: datetime
    zone: ZoneInfo
    tellings: tuple[Telling, ...]
    #: Whether it is that of a day, or of an hour.
    is_daily: bool
    #: Events of the next days, by day.
    coming: tuple[Body, ...] = ()
    #: Rows of warehouse.digests.unread; None where the digest does not say.
    unread: tuple[Row, ...] | None = None


def write(connection: Connection, due: Row, tellings: Sequence[Telling], watch: Watch | None, now: datetime) -> Message:
    """The digest of an outbox row that is due; `watch` is None where the readers' file has it no more.

    A daily one also tells what is coming and what could not be read, on quiet days too.
    """
    zone = watch.zone if watch else KARACHI
    since = digests.before(connection, due["message_id"]) or due["due_at"] - timedelta(days=1)
    is_daily = watch is not None and watch.delivery == "daily"
    today = now.astimezone(zone).date()
    ahead = digests.coming(connection, today, today + AHEAD) if is_daily else ()
    return render(
        Digest(
            watch=due["watches"][0],
            since=since,
            until=now,
            zone=zone,
            tellings=tuple(tellings),
            is_daily=is_daily,
            coming=tuple(body for body in ahead if watch and watch.matches(body)),
            unread=tuple(digests.unread(connection, since)) if is_daily else None,
        )
    )


def render(digest: Digest) -> Message:
    """Say what is new, grouped by side and status, what changed, what is coming and what could not be read."""
    new = [it for it in digest.tellings if it.kind == "new"]
    changed = [it for it in digest.tellings if it.kind != "new"]
    counts = [f"{len(it)} {word}" for it, word in ((new, "new"), (changed, "changed")) if it]
    name = harmless(digest.watch, WORD)
    when = digest.until.astimezone(digest.zone).strftime("%-d %B %Y" if digest.is_daily else "%-d %B %Y, %H:%M")
    heading = f"{name}, {when}: {', '.join(counts) or 'nothing new'}"
    span = (
        f"Found from {_moment(digest.since, digest.zone)} to {_moment(digest.until, digest.zone)} ({digest.zone.key})."
    )
    sections = [
        section
        for section in (
            Section(title="New", groups=_grouped(new, 0), lines=() if new else ("Nothing new.",)),
            Section(title="Changed", groups=_grouped(changed, len(new))),
            Section(title="In the next seven days", lines=tuple(title(body) for body in digest.coming)),
            _not_read(digest),
        )
        if section and (section.groups or section.lines)
    ]
    footer = f"You get this by the watch “{name}”."
    text = "\n\n".join([span, *(part for section in sections for part in _text(section)), footer])
    html = template("digest.html").render(title=heading, span=span, sections=sections, footer=footer)
    return Message(title=heading, text=text, html=html)


# --- what is said of events -------------------------------------------------------------------------------------------


def _grouped(tellings: Sequence[Telling], before: int) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Items by the states that Pakistan deals with and by status; `before` is how many items come earlier."""
    ordered = sorted(tellings, key=lambda it: (_states(it.body), STATUSES.index(it.body["status"])))
    items = [(it, _item(it, before + number < IN_FULL)) for number, it in enumerate(ordered)]
    return tuple(
        (heading, tuple(item for _, item in group))
        for heading, group in groupby(items, lambda it: _heading(it[0].body))
    )


def _states(body: Body) -> tuple[int, ...]:
    """The Central Asian sides by their places in the code book's order."""
    return tuple(place for place, side in enumerate(CENTRAL_ASIA) if side in body["sides"])


def _heading(body: Body) -> str:
    return f"{', '.join(NAMES[CENTRAL_ASIA[place]] for place in _states(body))}: {body['status']}"


def _item(telling: Telling, in_full: bool) -> Item:
    body = telling.body
    outlets = body["outlets"]
    how_many = "one outlet" if len(outlets) == 1 else f"{len(outlets)} outlets"
    return Item(
        title=title(body),
        people=harmless(body["participants"] or "Nobody is named."),
        notice=tuple(notice(telling)),
        outlets=f"Reported by {how_many}: {', '.join(harmless(outlet, WORD) for outlet in outlets)}.",
        passage=harmless(body["evidence"] or "") if in_full else "",
        url=link(body["url"]) if in_full else None,
    )


# --- what could not be read -------------------------------------------------------------------------------------------


def _not_read(digest: Digest) -> Section | None:
    if digest.unread is None:
        return None
    lines = [line for outlet in digest.unread for line in _missing(outlet, digest.zone)]
    return Section(title="What could not be read", lines=tuple(lines or ["Every outlet could be read."]))


def _missing(outlet: Row, zone: ZoneInfo) -> Iterable[str]:
    name = harmless(outlet["name"], WORD)
    if outlet["verdict"]:
        detail = f": {harmless(outlet['detail'])}" if outlet["detail"] else ""
        yield f"{name}: {outlet['verdict']} since {_moment(outlet['since'], zone)}{detail}"
    for gap in outlet["gaps"][:GAPS]:
        begin, end = (gap[key] and _moment(datetime.fromisoformat(gap[key]), zone) for key in ("from_at", "to_at"))
        span = " ".join(part for part in (begin and f"from {begin}", end and f"to {end}") if part) or "of unknown times"
        yield f"{name}: items {span} may have been missed ({harmless(gap['reason'])})"
    if (more := len(outlet["gaps"]) - GAPS) > 0:
        yield f"{name}: and {more} more times of which items may have been missed; all stand in analysis.gaps"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%-d %B %Y, %H:%M}"


# --- as text ----------------------------------------------------------------------------------------------------------


def _text(section: Section) -> Iterable[str]:
    yield "\n".join([section.title.upper(), *(f"  {line}" for line in section.lines)])
    for heading, items in section.groups:
        yield f"{heading}\n\n" + "\n\n".join("\n".join(f"  {line}" for line in _lines(item)) for item in items)


def _lines(item: Item) -> Iterable[str]:
    yield item.title
    yield from (f"  {line}" for line in (*item.notice, item.people) if line)
    if item.passage:
        yield f"  “{item.passage}”"
    yield f"  {item.outlets}"
    if item.url:
        yield f"  {item.url}"
