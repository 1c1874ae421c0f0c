"""What resolving changed → news: rows of core.alerts, written in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from psycopg2.extras import Json

from warehouse.names import words
from warehouse.occasions import Party, same_party
from warehouse.outcome import Outcome
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: An event as `analysis.events` has it.
Body = Mapping[str, Any]
#: News is what was reported within so many days.
NEWS = timedelta(days=7)
#: What happened longer ago is old news, whoever reports it now.
LONG_PAST = timedelta(days=30)
#: Whose press tells of an event, where it is not that of both sides.
ONE_SIDE = ("pakistan", "central_asia")
#: What later messages are compared with.
COMPARED = ("status", "event_date", "date_precision", "participant_list", "agreements", "press")


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that matters and is other than it was."""

    what: Literal["status", "day", "joined", "left", "paper", "press"]
    #: status: the words; day: the day and its precision; joined, left: a participant; paper: title and status;
    #: press: whose it is, as analysis.events has it. None where there was nothing before.
    was: Any = None
    now: Any = None


def write(connection: Connection, outcome: Outcome, now: datetime) -> int:
    """Write the news of what a resolving changed; how many events are news for the first time.

    Backfills and rereads make none: an update needs an analyst's edit, or a page crawled since the event's last
    news and whose article was published within the last seven days. Corrections (merged, split, withdrawn) are written
    for what was news.
    """
    ids = {*outcome.news, *outcome.changed, *(kept for _, kept in outcome.merged), *(new for _, new in outcome.split)}
    last = {it["standing_id"]: it for it in rows(connection, "news_last", event_ids=sorted(ids))}
    wanted = sorted({*outcome.news, *last})
    states = {it["event_id"]: it for it in rows(connection, "event_states", event_ids=wanted)}
    _correct(connection, outcome, states, now)
    new = 0
    for event_id in outcome.news:
        state = states.get(event_id)
        if state and event_id not in last and not _is_long_past(state["body"], now):
            new += _add(connection, event_id, "new", state, _lately(state["pages"], now), now)
    for event_id, before in last.items():
        if state := states.get(event_id):
            _compare(connection, before, event_id, state, now)
    return new


def changes(before: Body, after: Body) -> tuple[Change, ...]:
    """What matters and is other in `after` than in `before`: status, day, participants, papers, the other side's press.

    Another spelling of a name or title is no change, nor is a further outlet.
    """
    found = []
    if before["status"] != after["status"]:
        found.append(Change(what="status", was=before["status"], now=after["status"]))
    if (was := _day(before)) != (day := _day(after)):
        found.append(Change(what="day", was=was, now=day))
    old, new = before["participant_list"], after["participant_list"]
    found += [Change(what="joined", now=who) for who in _without_like(new, old)]
    found += [Change(what="left", was=who) for who in _without_like(old, new)]
    found += _papers(before["agreements"], after["agreements"])
    if before.get("press") in ONE_SIDE and after["press"] == "both":
        found.append(Change(what="press", was=before["press"], now="both"))
    return tuple(found)


def compared(body: Body) -> dict[str, Any]:
    """What is kept of an event as it was told: as much as `changes` looks at."""
    return {name: body[name] for name in COMPARED if name in body}


def _compare(connection: Connection, before: Row, event_id: int, state: Row, now: datetime) -> None:
    """An update where something that matters was changed by what was newly crawled or by an analyst.

    Else the last news is kept in step with what the event has become.
    """
    fresh = [page for page in state["pages"] if page["page_id"] not in before["page_ids"]]
    is_news = bool(_lately(fresh, now)) or before["decision_ids"] != state["decision_ids"]
    if is_news and not _is_long_past(state["body"], now) and changes(before["body"], state["body"]):
        _add(connection, event_id, "update", state, fresh, now)
    else:
        perform(connection, "news_keep", alert_id=before["alert_id"], **_taken_into_account(state))


def _correct(connection: Connection, outcome: Outcome, states: Mapping[int, Row], now: datetime) -> None:
    """Corrections of what was news: two that are one, one that is two, one of which nothing is left."""
    pairs = [(kept, lost, "merged") for lost, kept in outcome.merged if _was_news(connection, kept)]
    pairs += [(new, lost, "split") for lost, new in outcome.split]
    for event_id, other_id, cause in pairs:
        if not _was_news(connection, other_id):
            continue
        if state := states.get(event_id) or row(connection, "event_states", event_ids=[event_id]):
            _add(connection, event_id, "correction", state, (), now, cause=cause, other_id=other_id)
    for event_id in outcome.withdrawn:
        if last := rows(connection, "news_of", event_id=event_id):
            state = {"body": last[-1]["body"], "pages": [], "decision_ids": []}
            _add(connection, event_id, "correction", state, (), now, cause="withdrawn")


def _was_news(connection: Connection, event_id: int) -> bool:
    return bool(rows(connection, "news_of", event_id=event_id))


def _add(
    connection: Connection,
    event_id: int,
    kind: str,
    state: Row,
    fresh: Sequence[Row],
    now: datetime,
    *,
    cause: str | None = None,
    other_id: int | None = None,
) -> int:
    """One row of news; `fresh` are the pages that made it."""
    return perform(
        connection,
        "news_add",
        event_id=event_id,
        kind=kind,
        cause=cause,
        other_id=other_id,
        fresh=[page["page_id"] for page in fresh],
        now=now,
        **_taken_into_account(state),
    )


def _taken_into_account(state: Row) -> Row:
    """What the next changes of an event are compared with, and what made it so."""
    return {
        "body": Json(dict(state["body"])),
        "page_ids": [page["page_id"] for page in state["pages"]],
        "decision_ids": list(state["decision_ids"]),
    }


def _lately(pages: Iterable[Row], now: datetime) -> list[Row]:
    """Pages whose articles were published within the last seven days."""
    return [page for page in pages if page["published_at"] and _moment(page["published_at"]) >= now - NEWS]


def _is_long_past(body: Body, now: datetime) -> bool:
    day = date.fromisoformat(body["event_date"]) if body["event_date"] else None
    if day is None:
        return False
    last = day + timedelta(days=31) if body["date_precision"] == "month" else day
    return last < (now - LONG_PAST).date()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _day(body: Body) -> tuple[str, str] | None:
    return (body["event_date"], body["date_precision"]) if body["event_date"] else None


def _without_like(these: Iterable[Body], those: Sequence[Body]) -> list[Body]:
    """Participants of `these` who are not among `those`."""
    return [who for who in these if not any(same_party(_party(who), _party(other)) for other in those)]


def _party(who: Body) -> Party:
    name, kind = who["name"], who["kind"]
    identified = who.get("person_id") or who.get("body_id")
    return Party(name=name, country=who["country"], office=who["office"], kind=kind, who=identified)


def _papers(before: Sequence[Body], after: Sequence[Body]) -> list[Change]:
    """Papers that are new or whose status moved; one outlet's title often has more words than another's."""
    found = []
    for paper in after:
        like = [known for known in before if _same_title(known["title"], paper["title"])]
        if not like:
            found.append(Change(what="paper", now=(paper["title"], paper["status"])))
        elif paper["status"] not in {known["status"] for known in like}:
            found.append(Change(what="paper", was=like[-1]["status"], now=(paper["title"], paper["status"])))
    return found


def _same_title(one: str, other: str) -> bool:
    short, long = sorted((set(words(one)), set(words(other))), key=len)
    return short <= long
