"""What analysts ask and decide about people and bodies; each decision is a row that every later run respects.

Who was decided about is given from then on: the names under which he was known are his, whatever reports come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from items import Unusable
from warehouse.forms import alias_row
from warehouse.identify import identify
from warehouse.offices import same_office
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decided, when and why."""

    by: str
    reason: str
    now: datetime


def found(connection: Connection, asked: str | None, *, unreviewed: bool = False, most: int = 100) -> list[Row]:
    """People and bodies, a row each, who are named most first: those with `asked` in one of their names, or all."""
    with connection:
        return rows(connection, "parties_found", asked=asked or None, unreviewed=unreviewed, most=most)


def undecided(connection: Connection, most: int = 100) -> list[Row]:
    """Names that may mean several, with how many reports print them and whom they may mean."""
    with connection:
        return rows(connection, "names_undecided", most=most)


def detail(connection: Connection, who: int) -> Row:
    """All that is known of one: names, offices, reports, decisions. Raises Unusable where there is no such id."""
    with connection:
        held = _held(connection, who)
        [shown] = rows(connection, "party_shown", party_id=who)
        if held["merged_into"]:
            shown["merged_into"] = held["merged_into"]
        return shown


def merge(connection: Connection, who: int, others: Sequence[int], decision: Decision) -> None:
    """Make one of several: `who` stays, the ids of the others lead to it; commits."""
    with connection:
        stays = _live(connection, who)
        perform(connection, "resolve_lock")
        for other in others:
            goes = _live(connection, other)
            if other == who:
                raise Unusable(f"{who} can't be merged with itself: name two ids.")
            if goes["kind"] != stays["kind"]:
                raise Unusable(f"{who} is a {stays['kind']} and {other} a {goes['kind']}: only like can be merged.")
            _give_names(connection, goes)
            perform(connection, "party_goes", party_id=other, into=who)
            perform(connection, "parties_merge", party_id=who, merged=[other])
            _record(connection, "merge", who, decision, other_id=other, name=goes["name"])
        _give_names(connection, stays)
        _again(connection, [who], decision.now)


def split(
    connection: Connection,
    who: int,
    name: str,
    decision: Decision,
    *,
    country: str | None = None,
    office: str | None = None,
    to: int | None = None,
) -> int:
    """Take a printed name away from `who`: of one side or office only, where these are given; commits.

    It means `to`, or someone new, from now on; where an office is given, `name` means him in that office and `who` in
    others. Returns the id of the one whom it means. Raises Unusable where `who` is not so called.
    """
    with connection:
        held = _live(connection, who)
        perform(connection, "resolve_lock")
        names = {it["name"] for it in rows(connection, "aliases_of_parties", party_ids=[who])}
        if name not in names:
            raise Unusable(f"{held['name']} ({who}) is not called '{name}'. Known: {', '.join(sorted(names))}.")
        other = _receiver(connection, held, name, country, to, decision.now)
        if office:
            for term in rows(connection, "parties_named", party_ids=[who])[0]["offices"]:
                if not same_office(term["office"], office):
                    _give_office(connection, who, term["office"], held["country"])
            _give_office(connection, other["party_id"], office, country or held["country"])
        _give_names(connection, held)
        if not office and (country is None or country == held["country"]):
            perform(connection, "alias_take", party_id=who, name=name)
        _give_names(connection, other, name)
        _record(
            connection,
            "split",
            who,
            decision,
            other_id=other["party_id"],
            name=name,
            country=country,
            office=office,
        )
        _again(connection, [who, other["party_id"]], decision.now)
        return int(other["party_id"])


def rename(connection: Connection, who: int, name: str, decision: Decision) -> None:
    """Call `who` by another name in all events; commits. Nothing but another decision changes it again."""
    with connection:
        held = _live(connection, who)
        perform(connection, "resolve_lock")
        if not name.strip():
            raise Unusable("A name can't be empty.")
        _give_names(connection, held)
        perform(connection, "party_rename", party_id=who, name=name.strip())
        _give_names(connection, held | {"name": name.strip()})
        _record(connection, "rename", who, decision, name=name.strip())
        _again(connection, [who], decision.now)


def review(connection: Connection, who: int, decision: Decision) -> None:
    """Confirm one who was met in reports: a person or body of his own, under the names that are his now; commits."""
    with connection:
        held = _live(connection, who)
        perform(connection, "resolve_lock")
        _give_names(connection, held)
        perform(connection, "party_review", party_id=who, now=decision.now)
        _record(connection, "review", who, decision)
        _again(connection, [who], decision.now)


def _held(connection: Connection, who: int) -> Row:
    held = row(connection, "party_of", party_id=who)
    if held is None:
        raise Unusable(f"There is no person or body {who}: 'corridor people list NAME' shows the ids.")
    return held


def _live(connection: Connection, who: int) -> Row:
    held = _held(connection, who)
    if held["merged_into"]:
        raise Unusable(f"{held['name']} ({who}) was merged into {held['merged_into']}: give that id.")
    return held


def _receiver(
    connection: Connection, held: Row, name: str, country: str | None, to: int | None, now: datetime
) -> dict[str, Any]:
    if to is None:
        fields = {"kind": held["kind"], "name": name, "country": country or held["country"]}
        [added] = rows(connection, "party_add", **fields, wikidata=None, source="analyst", now=now)
        return fields | {"party_id": int(added["party_id"])}
    if to == held["party_id"]:
        raise Unusable(f"{to} has that name already: give the id of another one to whom it shall go.")
    other = _live(connection, to)
    if other["kind"] != held["kind"]:
        raise Unusable(f"{held['party_id']} is a {held['kind']} and {to} a {other['kind']}: give a {held['kind']}.")
    return other


def _give_names(connection: Connection, held: Row, *more: str) -> None:
    """Make the names under which someone is known now his own, given by an analyst."""
    spellings = rows(connection, "aliases_of_parties", party_ids=[held["party_id"]])
    for name in dict.fromkeys((held["name"], *more, *(it["name"] for it in spellings if it["source"] == "report"))):
        alias = alias_row(held["kind"], name, held["country"], given=True)
        perform(connection, "alias_give", party_id=held["party_id"], source="analyst", **alias)
    perform(connection, "party_name_stays", party_id=held["party_id"])


def _give_office(connection: Connection, who: int, office: str, country: str | None) -> None:
    perform(
        connection,
        "office_give",
        person_id=who,
        office=office,
        country=country,
        since=None,
        until=None,
        source="analyst",
    )


def _record(connection: Connection, kind: str, who: int, decision: Decision, **about: Any) -> None:
    fields = {"other_id": None, "name": None, "country": None, "office": None} | about
    perform(
        connection,
        "party_decision_add",
        decision=kind,
        party_id=who,
        made_by=decision.by,
        made_at=decision.now,
        reason=decision.reason,
        **fields,
    )


def _again(connection: Connection, whom: Sequence[int], now: datetime) -> None:
    """Decide again whom the names near those of `whom` mean; their events are made up anew by the next resolving."""
    perform(connection, "aliases_near_again", party_ids=list(whom))
    perform(connection, "events_of_parties_change", party_ids=list(whom))
    identify(connection, now)
