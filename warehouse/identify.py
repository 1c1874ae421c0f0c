"""Names in reports that are new or changed → the people and bodies whom they mean, in the transaction of resolve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import sounds
from warehouse.copying import copy
from warehouse.forms import decide_forms, known_by, note_forms
from warehouse.known import AROUND, Known, Named, Verdict, by_name, by_office, fitting
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


#: People whose offices are made anew together: the cost of one statement grows faster than they do.
AT_ONCE = 100


def identify(connection: Connection, now: datetime) -> int:
    """Say of each participant that is new, or whose name is near one that is, whom it means; how many were decided.

    In the caller's transaction. Whoever is given (by the lexicon or an analyst) is recognised by name and side; who
    fits nobody becomes a person of his own with all forms of his name; what the name alone does not tell, the office
    on that day may. What follows depends on what is held, not on the order in which it came.
    """
    perform(connection, "identify_begin")
    note_forms(connection)
    left = {found["party_id"] for found in rows(connection, "aliases_forget")}
    changed, people = decide_forms(connection, now)
    people |= left
    decided = _decide_participants(connection, changed)
    touched = people | {found["who"] for found in decided if found["who"] is not None}
    if touched:
        _decide_by_office(connection, _offices(connection, sorted(touched)))
        renamed = {found["party_id"] for found in rows(connection, "parties_name", party_ids=sorted(people))}
        perform(connection, "events_of_parties_change", party_ids=sorted(renamed))
        perform(connection, "parties_withdraw", party_ids=sorted(people), now=now)
    return len(decided)


def _offices(connection: Connection, whom: Sequence[int]) -> list[Row]:
    """Make the offices anew in which reports show people; the days of which that is news."""
    parts = (list(whom[start : start + AT_ONCE]) for start in range(0, len(whom), AT_ONCE))
    return [found for part in parts for found in rows(connection, "offices_shown", person_ids=part)]


def _decide_by_office(connection: Connection, shown: Sequence[Row]) -> None:
    """Decide again what the name alone does not tell, near the days of which reports newly show persons in offices."""
    if shown:
        whom = sorted({found["person_id"] for found in shown})
        aliases = {found["alias_id"] for found in rows(connection, "aliases_undecided", party_ids=whom)}
        days = [found["since"] - AROUND for found in shown], [found["until"] + AROUND for found in shown]
        _decide_participants(connection, aliases, days=(min(days[0]), max(days[1])))


def _decide_participants(connection: Connection, aliases: set[int], days: tuple[date, date] | None = None) -> list[Row]:
    """Decide participants that are not identified yet and those under `aliases`; the rows that are others now.

    With `days` only those who have an office, and of reports that are of these days or of no known one.
    """
    since, until = days or (None, None)
    waiting = rows(connection, "participants_to_decide", alias_ids=sorted(aliases), since=since, until=until)
    look = _Look(connection, waiting)
    moved: list[Row] = []
    events: set[int] = set()
    for it in waiting:
        found = _decided(it, look.verdict(it))
        if it["is_identified"] and all(it[name] == found[name] for name in ("who", "who_reason", "who_candidates")):
            continue
        moved.append(found)
        if it["event_id"] is not None and it["who"] != found["who"]:
            events.add(it["event_id"])
    perform(connection, "events_change", event_ids=sorted(events))
    copy(connection, "staged_identities", [_staged(it) for it in moved])
    perform(connection, "staged_identities_keep")
    perform(connection, "identify_begin")
    return moved


def _decided(it: Row, verdict: Verdict) -> Row:
    """The participant as it is identified now."""
    return it | {
        "who": verdict.who,
        "who_score": round(verdict.score, 3) if verdict.who else None,
        "who_reason": verdict.reason,
        "who_candidates": list(verdict.candidates) or None,
    }


def _staged(it: Row) -> Row:
    return {
        "report_id": it["report_id"],
        "position": it["position"],
        "who": it["who"],
        "score": it["who_score"],
        "reason": it["who_reason"],
        "candidates": it["who_candidates"],
    }


class _Look:
    """Looks up whom participants mean; what one name needs is asked of the warehouse once for all."""

    def __init__(self, connection: Connection, waiting: Sequence[Row]) -> None:
        decided = {it["party_id"] for it in waiting if it["party_id"] is not None}
        decided |= {who for it in waiting for who in it["candidates"] or ()}
        spellings: defaultdict[int, list[Row]] = defaultdict(list)
        loose = [it for it in waiting if it["party_id"] is None and not it["candidates"]]
        parts = {key for it in loose for key in sounds.part_keys(it["name"])}
        for found in rows(connection, "aliases_of_parts", part_keys=sorted(parts)):
            spellings[found["party_id"]].append(found)
        for found in rows(connection, "aliases_of_parties", party_ids=sorted(decided)):
            spellings[found["party_id"]].append(found)
        self.known = {it.who: it for it in known_by(connection, spellings)}
        self.given = {
            who: tuple(it["name"] for it in found if it["source"] != "report") for who, found in spellings.items()
        }
        self.fits: dict[tuple[str, str, str | None], list[tuple[float, Known]]] = {}
        self.by_part: defaultdict[str, list[Known]] = defaultdict(list)
        for known in self.known.values():
            for key in {key for spelling in known.spellings for key in sounds.part_keys(spelling, weak=True)}:
                self.by_part[key].append(known)

    def verdict(self, it: Row) -> Verdict:
        """Whom a participant means: as its name says where that tells, else as its office does."""
        named = Named(name=it["name"], kind=it["kind"], country=it["country"], office=it["office"], day=it["day"])
        if it["party_id"] is not None:
            return self._as_named(named, self.known[it["party_id"]])
        asked = (named.kind, named.name, named.country)
        if asked not in self.fits:
            self.fits[asked] = fitting(named, self._near(it))
        return by_office(named, self.fits[asked])

    def _near(self, it: Row) -> list[Known]:
        if it["candidates"]:
            return [self.known[who] for who in it["candidates"] if who in self.known]
        near = {known.who: known for key in sounds.part_keys(it["name"]) for known in self.by_part[key]}
        return list(near.values())

    def _as_named(self, named: Named, known: Known) -> Verdict:
        if not self.given[known.who]:
            return Verdict(who=known.who, score=1.0, reason="met in reports under this name")
        verdict = by_name(named, [replace(known, spellings=self.given[known.who])])
        return verdict if verdict.who else Verdict(who=known.who, score=sounds.SAME, reason="decided by an analyst")
