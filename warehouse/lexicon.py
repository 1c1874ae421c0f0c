"""The reviewed word lists, as rows → the people and bodies that are given, with their spellings and offices."""

from __future__ import annotations

import calendar
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sounds
from warehouse.copying import copy
from warehouse.forms import alias_row
from warehouse.known import Kind
from warehouse.rows import perform, row, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row

#: A row of a word list: its columns as they stand in the file.
Listed = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A person or body of the lexicon."""

    kind: Kind
    name: str
    country: str
    wikidata: str | None
    spellings: tuple[str, ...]
    #: Office, first and last day (None: not known, or still).
    terms: tuple[tuple[str, date | None, date | None], ...] = ()


def entries(holders: Sequence[Listed], bodies: Sequence[Listed]) -> list[Entry]:
    """The people and bodies of the lists: holders.csv has a row for each term, bodies.csv one for each short form.

    Bodies of no state are left out: a "Ministry of Foreign Affairs" is as many bodies as there are states.
    """
    people: dict[tuple[str, str], list[Listed]] = {}
    for it in holders:
        people.setdefault((it["name"], it["country"]), []).append(it)
    short: dict[tuple[str, str], list[Listed]] = {}
    for it in bodies:
        if it["country"]:
            short.setdefault((it["name"], it["country"]), []).append(it)
    found = [
        Entry(
            kind="person",
            name=name,
            country=country,
            wikidata=next((it["wikidata"] for it in terms if it["wikidata"]), None),
            spellings=_once([name, *(other for it in terms for other in it["aliases"].split("|"))]),
            terms=tuple(
                dict.fromkeys((it["office"], first_day(it["from"]), last_day(it["to"])) for it in terms if it["office"])
            ),
        )
        for (name, country), terms in people.items()
    ]
    return found + [
        Entry(
            kind="body",
            name=name,
            country=country,
            wikidata=None,
            spellings=_once([name, *(it["short"] for it in listed)]),
        )
        for (name, country), listed in short.items()
    ]


def first_day(written: str) -> date | None:
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD; None of ""."""
    return (
        date.fromisoformat(f"{written}-01-01"[:10] if len(written) == 4 else f"{written}-01"[:10]) if written else None
    )


def last_day(written: str) -> date | None:
    """The last day of YYYY, YYYY-MM or YYYY-MM-DD; None of ""."""
    if not written or len(written) == 10:
        return date.fromisoformat(written) if written else None
    year, month = int(written[:4]), int(written[5:7] or 12)
    return date(year, month, calendar.monthrange(year, month)[1])


def keep_in_step(connection: Connection, holders: Sequence[Listed], bodies: Sequence[Listed], now: datetime) -> bool:
    """Bring what is given in step with the word lists; commits. False where it was in step already.

    Whoever only reports had named and stands in the lists now keeps his id. Whoever does not stand there any more is
    someone whom reports name. All printed names are decided again in the next resolving.
    """
    listed = entries(holders, bodies)
    digest = hashlib.sha256(json.dumps([sounds.VERSION, *(repr(it) for it in listed)]).encode()).hexdigest()
    with connection:
        if (row(connection, "lexicon_kept") or {}).get("digest") == digest:
            return False
        perform(connection, "resolve_lock")
        known = _Known(rows(connection, "parties_given"))
        kept = [_keep(connection, it, known, now) for it in listed]
        perform(connection, "lexicon_leave", party_ids=kept)
        _key_again(connection)
        perform(connection, "aliases_again")
        perform(connection, "lexicon_keep", digest=digest)
    return True


def _key_again(connection: Connection) -> None:
    """Make the keys of all spellings anew, by the rules of today."""
    perform(connection, "identify_begin")
    held = rows(connection, "aliases_all")
    keyed = [alias_row(it["kind"], it["name"], it["country"], given=it["source"] != "report") for it in held]
    staged = [key | {"alias_id": it["alias_id"]} for key, it in zip(keyed, held, strict=True)]
    copy(connection, "staged_aliases", staged)
    perform(connection, "aliases_key")
    perform(connection, "identify_begin")


class _Known:
    """Who is held, by what tells that an entry means them."""

    def __init__(self, held: Sequence[Row]) -> None:
        self.by_name = {(it["kind"], it["name"], it["country"]): it["party_id"] for it in reversed(held)}
        self.by_item = {it["wikidata"]: it["party_id"] for it in reversed(held) if it["wikidata"]}
        #: Who others were merged into: the lexicon may go on to tell of them apart.
        self.joined = {it["party_id"] for it in held if it["is_merged"]}
        self.taken: set[int] = set()

    def find(self, entry: Entry) -> int | None:
        """The id of the entry's person or body; each but once, unless an analyst made one of two."""
        found = [self.by_item.get(entry.wikidata or "")]
        found += [self.by_name.get((entry.kind, spelling, entry.country)) for spelling in entry.spellings]
        return next((who for who in found if who is not None and who not in self.taken - self.joined), None)


def _keep(connection: Connection, entry: Entry, known: _Known, now: datetime) -> int:
    fields: dict[str, Any] = {"name": entry.name, "country": entry.country, "wikidata": entry.wikidata}
    who = known.find(entry)
    if who is None:
        [added] = rows(connection, "party_add", kind=entry.kind, source="lexicon", now=now, **fields)
        who = int(added["party_id"])
    elif who not in known.taken:
        perform(connection, "party_of_lexicon", party_id=who, **fields)
        perform(connection, "lexicon_aliases_remove", party_id=who)
    known.taken.add(who)
    for spelling in entry.spellings:
        alias = alias_row(entry.kind, spelling, entry.country, given=True)
        perform(connection, "alias_give", party_id=who, source="lexicon", **alias)
    for office, since, until in entry.terms:
        perform(
            connection,
            "office_give",
            person_id=who,
            office=office,
            country=entry.country,
            since=since,
            until=until,
            source="lexicon",
        )
    return who


def _once(spellings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, spellings)))
