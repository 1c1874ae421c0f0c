"""Forms of names that reports print → whom they mean by letters and side alone, in the transaction of identify."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sounds
from warehouse.clusters import Cluster, Form, alike, cluster, edges, keys_of
from warehouse.copying import copy
from warehouse.known import Known, Named, Term, Verdict, by_name, is_full, may_be_new
from warehouse.rows import perform, rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

    from warehouse.rows import Row


@dataclass(frozen=True, kw_only=True)
class Spellings:
    """Rows of core.aliases near some names: given ones, by whom they mean, and forms that reports print."""

    given: dict[int, list[Row]]
    printed: dict[int, Form]


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


def note_forms(connection: Connection) -> None:
    """Add the forms that reports print newly."""
    waiting = rows(connection, "participants_waiting")
    copy(connection, "staged_aliases", [alias_row(it["kind"], it["name"], it["country"]) for it in waiting])
    perform(connection, "aliases_add")


def decide_forms(connection: Connection, now: datetime) -> tuple[set[int], set[int]]:
    """Decide whom stale forms mean, and those near them; the forms that mean another now, and whom that concerns."""
    stale = [_form(found) for found in rows(connection, "aliases_stale")]
    verdicts: dict[Form, Verdict] = {}
    unknown: dict[int, Form] = {}
    frontier = stale
    while frontier:
        near = _near(connection, frontier)
        known = known_by(connection, near.given)
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


def known_by(connection: Connection, spellings: dict[int, list[Row]]) -> list[Known]:
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
        candidates = list(verdict.candidates) or None
        staged.append({"alias_id": form.alias_id, "party_id": verdict.who, "candidates": candidates})
        if verdict.who is None or verdict.who != form.who:
            changed.add(form.alias_id)
        people |= {who for who in (form.who, verdict.who) if who is not None and verdict.who != form.who}
    perform(connection, "identify_begin")
    copy(connection, "staged_aliases", staged)
    perform(connection, "staged_aliases_decide")
    return changed, people
