"""Names in reports that are new or changed → the people and bodies whom they mean, in the transaction of resolve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sounds
from warehouse.clusters import Cluster, Form, alike, cluster, edges, keys_of
from warehouse.copying import copy
from warehouse.known import AROUND, Known, Named, Term, Verdict, by_name, by_office, fitting, is_full, may_be_new
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


#: People whose offices are made anew together: the cost of one statement grows faster than they do.
AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Spellings:
    """Rows of core.aliases near some names: given ones, by whom they mean, and forms that reports print."""

    given: dict[int, list[Row]]
    printed: dict[int, Form]


def identify(connection: Connection, now: datetime) -> int:
    """Say of each participant that is new, or whose name is near one that is, whom it means; how many were decided.

    In the caller's transaction. Whoever is given (by the lexicon or an analyst) is recognised by name and side; who
    fits nobody becomes a person of his own with all forms of his name; what the name alone does not tell, the office
    on that day may. What follows depends on what is held, not on the order in which it came.
    """
    perform(connection, "identify_begin")
    _note_forms(connection)
    left = {found["party_id"] for found in rows(connection, "aliases_forget")}
    changed, people = _decide_forms(connection, now)
    people |= left
    decided = _decide_participants(connection, changed)
    touched = people | {found["who"] for found in decided if found["who"] is not None}
    if touched:
        _decide_by_office(connection, _offices(connection, sorted(touched)))
        renamed = {found["party_id"] for found in rows(connection, "parties_name", party_ids=sorted(people))}
        perform(connection, "events_of_parties_change", party_ids=sorted(renamed))
        perform(connection, "parties_withdraw", party_ids=sorted(people), now=now)
    return len(decided)


def alias_row(kind: Any, name: str, country: str | None, *, given: bool = False) -> Row:
    """What core.aliases says of the letters of a name; whoever is given is found by each part of it."""
    return {
        "kind": kind,
        "name": name,
        "country": country,
        "script": sounds.script(name),
        "keys": sorted(keys_of(kind, name)),
        "part_keys": sorted(sounds.part_keys(name, weak=given)),
    }


def _note_forms(connection: Connection) -> None:
    waiting = rows(connection, "participants_waiting")
    copy(connection, "staged_aliases", [alias_row(it["kind"], it["name"], it["country"]) for it in waiting])
    perform(connection, "aliases_add")


# --- what a name alone tells ------------------------------------------------------------------------------------------


def _decide_forms(connection: Connection, now: datetime) -> tuple[set[int], set[int]]:
    """Decide whom stale forms mean, and those near them; the forms that mean another now, and whom that concerns."""
    stale = [_form(found) for found in rows(connection, "aliases_stale")]
    verdicts: dict[Form, Verdict] = {}
    unknown: dict[int, Form] = {}
    frontier = stale
    while frontier:
        near = _near(connection, frontier)
        known = _known(connection, near.given)
        by_key = _by_key(known)
        for form in frontier:
            verdicts[form] = _verdict(form, by_key)
            if may_be_new(_named(form)) and verdicts[form].who is None and not verdicts[form].candidates:
                unknown[form.alias_id] = form
        seen = {form.alias_id for form in verdicts}
        fresh = [form for form in near.printed.values() if form.alias_id not in seen]
        frontier = _neighbours([form for form in frontier if form.alias_id in unknown], fresh)
    found = _found(connection, list(unknown.values()), now)
    return _keep_forms(connection, verdicts, found)


def _form(found: Row) -> Form:
    return Form(
        alias_id=found["alias_id"],
        kind=found["kind"],
        name=found["name"],
        country=found["country"],
        who=found["party_id"],
    )


def _named(form: Form) -> Named:
    return Named(name=form.name, kind=form.kind, country=form.country)


def _near(connection: Connection, forms: Sequence[Form]) -> Spellings:
    keys = {key for form in forms for key in keys_of(form.kind, form.name)}
    given: defaultdict[int, list[Row]] = defaultdict(list)
    printed = {}
    for found in rows(connection, "aliases_near", keys=sorted(keys)):
        if found["source"] == "report":
            printed[found["alias_id"]] = _form(found)
        else:
            given[found["party_id"]].append(found)
    return Spellings(given=dict(given), printed=printed)


def _known(connection: Connection, spellings: dict[int, list[Row]]) -> list[Known]:
    """Who is spelt so, with the offices that are known of them."""
    return [
        Known(
            who=found["party_id"],
            kind=found["kind"],
            name=found["name"],
            country=found["country"],
            spellings=tuple(dict.fromkeys(it["name"] for it in spellings[found["party_id"]])),
            terms=tuple(_term(held) for held in found["offices"]),
            decided=frozenset(it["name"] for it in spellings[found["party_id"]] if it["source"] == "analyst"),
        )
        for found in rows(connection, "parties_named", party_ids=sorted(spellings))
    ]


def _term(held: dict[str, Any]) -> Term:
    since, until = (date.fromisoformat(held[name]) if held[name] else None for name in ("since", "until"))
    return Term(office=held["office"], since=since, until=until, shown=held["source"] == "report")


def _by_key(known: Iterable[Known]) -> dict[str, list[Known]]:
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for it in known:
        for key in {key for spelling in it.spellings for key in keys_of(it.kind, spelling)}:
            found[key].append(it)
    return found


def _verdict(form: Form, by_key: dict[str, list[Known]]) -> Verdict:
    if not is_full(_named(form)):
        return Verdict(reason="the name alone tells nobody")
    near = {it.who: it for key in keys_of(form.kind, form.name) for it in by_key.get(key, ())}
    return by_name(_named(form), near.values())


def _neighbours(forms: Sequence[Form], fresh: Sequence[Form]) -> list[Form]:
    """Forms that may be the same as one of `forms`, so that both are decided together."""
    near: defaultdict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in forms:
        for key in keys_of(form.kind, form.name):
            near[form.kind, key].append(form)
    return [
        form
        for form in fresh
        if any(
            alike(form, other) >= sounds.MAYBE
            for other in {it for key in keys_of(form.kind, form.name) for it in near[form.kind, key]}
        )
    ]


def _found(connection: Connection, forms: list[Form], now: datetime) -> dict[Form, Verdict]:
    """Whom forms mean that fit nobody who is given: people and bodies that only reports name."""
    held = {form.who for form in forms if form.who is not None}
    ours = {
        found["party_id"]
        for found in rows(connection, "parties_named", party_ids=sorted(held))
        if found["source"] == "report" and not found["is_given"]
    }
    forms = [form if form.who in ours else replace(form, who=None) for form in forms]
    clustered = cluster(forms, edges(forms))
    verdicts: dict[Form, Verdict] = {}
    whose: dict[Form, int] = {}
    for it in clustered.clusters:
        who = _whoever(connection, it, now)
        whose.update((form, who) for form in it.forms)
        verdicts.update((form, Verdict(who=who, score=1.0, reason="met in reports")) for form in it.forms)
    for form, others in clustered.torn.items():
        between = tuple(sorted({whose[other] for other in others if other in whose}))
        verdicts[form] = Verdict(reason="the name fits several", candidates=between)
    return verdicts


def _whoever(connection: Connection, found: Cluster, now: datetime) -> int:
    """The id of those forms' person or body, new where there was none."""
    if found.known:
        if found.known[1:]:
            perform(connection, "parties_merge", party_id=found.known[0], merged=list(found.known[1:]))
        return found.known[0]
    first = max(found.forms, key=lambda form: (len(form.name), form.name))
    country = max((form.country for form in found.forms if form.country), default=None)
    [added] = rows(
        connection,
        "party_add",
        kind=first.kind,
        name=first.name,
        country=country,
        wikidata=None,
        source="report",
        now=now,
    )
    return int(added["party_id"])


def _keep_forms(
    connection: Connection, verdicts: dict[Form, Verdict], found: dict[Form, Verdict]
) -> tuple[set[int], set[int]]:
    by_alias = {form.alias_id: verdict for form, verdict in found.items()}
    changed: set[int] = set()
    people: set[int] = set()
    staged: list[Row] = []
    for form, verdict in verdicts.items():
        verdict = by_alias.get(form.alias_id, verdict)
        candidates = _array(verdict.candidates)
        staged.append({"alias_id": form.alias_id, "party_id": verdict.who, "candidates": candidates})
        if verdict.who is None or verdict.who != form.who:
            changed.add(form.alias_id)
        people |= {who for who in (form.who, verdict.who) if who is not None and verdict.who != form.who}
    perform(connection, "identify_begin")
    copy(connection, "staged_aliases", staged)
    perform(connection, "staged_aliases_decide")
    return changed, people


def _array(ids: Sequence[int]) -> str | None:
    """Ids as COPY takes them; None for none."""
    return "{" + ",".join(map(str, ids)) + "}" if ids else None


# --- what side, office and day tell of one participant ----------------------------------------------------------------


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
        "candidates": _array(it["who_candidates"] or ()),
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
        self.known = {it.who: it for it in _known(connection, spellings)}
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
