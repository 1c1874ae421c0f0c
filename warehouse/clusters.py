"""Printed names of whom nobody knows → which of them are one person's or body's: pure functions, no database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sounds
from warehouse.known import TIE, Kind, likeness, same_side

#: Two names less alike than this are not one's, whatever a third is like.
CONTRARY = 0.7


@dataclass(frozen=True, kw_only=True)
class Form:
    """A name as reports print it, with its side; `who` is whom it meant so far."""

    alias_id: int
    kind: Kind
    name: str
    country: str | None = None
    who: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Orders forms the same way whenever they came."""
        return (self.kind, self.name, self.country or "")


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Forms of one; the first of `known` is who they are, the others turned out to be the same."""

    forms: tuple[Form, ...]
    known: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clustered:
    """What came of clustering: the clusters, and forms that may belong to several of them, which belong to none."""

    clusters: tuple[Cluster, ...]
    #: Form → those of its neighbours that are not one another.
    torn: dict[Form, tuple[Form, ...]]


def keys_of(kind: Kind, name: str) -> frozenset[str]:
    """Under what a name is found; of a body of one word, the word."""
    found = sounds.keys(name)
    return found or (sounds.part_keys(name) if kind == "body" else found)


def edges(forms: Iterable[Form]) -> dict[tuple[Form, Form], float]:
    """Pairs of forms that may be one, and how alike they are; each pair once."""
    near: defaultdict[tuple[str, str], list[Form]] = defaultdict(list)
    found: dict[tuple[Form, Form], float] = {}
    for form in sorted(forms, key=lambda it: it.key):
        others = {other for key in keys_of(form.kind, form.name) for other in near[form.kind, key]}
        for other in others:
            if (score := alike(other, form)) >= sounds.MAYBE:
                found[other, form] = score
        for key in keys_of(form.kind, form.name):
            near[form.kind, key].append(form)
    return found


def alike(one: Form, other: Form) -> float:
    """How alike two forms are; 0 where the sides differ."""
    return likeness(one.kind, one.name, other.name) if same_side(one.country, other.country) else 0.0


def cluster(forms: Sequence[Form], pairs: dict[tuple[Form, Form], float]) -> Clustered:
    """Bring forms of one together; the order in which they are given decides nothing.

    The likest pairs are united first; a union that would bring two together that contradict each other is left out. A
    form that is as near to one as to another that is not the same belongs to neither, nor does one that may be part of
    a fuller name and is like nothing else.
    """
    sure = {pair: score for pair, score in pairs.items() if score >= sounds.SAME}
    torn = _torn(sure) | _doubtful(pairs, sure)
    members: dict[Form, list[Form]] = {form: [form] for form in forms if form not in torn}
    for (one, other), _ in sorted(sure.items(), key=lambda it: (-it[1], it[0][0].key, it[0][1].key)):
        if one in torn or other in torn or members[one] is members[other]:
            continue
        if any(alike(a, b) < CONTRARY for a in members[one] for b in members[other]):
            continue
        joined = members[one] + members[other]
        members.update((form, joined) for form in joined)
    groups = {id(group): sorted(group, key=lambda it: it.key) for group in members.values()}
    ordered = sorted(groups.values(), key=lambda group: group[0].key)
    return Clustered(clusters=tuple(_claimed(ordered)), torn=torn)


def _torn(pairs: dict[tuple[Form, Form], float]) -> dict[Form, tuple[Form, ...]]:
    near: defaultdict[Form, list[tuple[float, Form]]] = defaultdict(list)
    for (one, other), score in pairs.items():
        near[one].append((score, other))
        near[other].append((score, one))
    torn = {}
    for form, found in near.items():
        best = max(score for score, _ in found)
        level = sorted((other for score, other in found if best - score <= TIE), key=lambda it: it.key)
        if any(alike(a, b) < CONTRARY for at, a in enumerate(level) for b in level[at + 1 :]):
            torn[form] = tuple(level)
    return torn


def _doubtful(
    pairs: dict[tuple[Form, Form], float], sure: dict[tuple[Form, Form], float]
) -> dict[Form, tuple[Form, ...]]:
    paired = {form for pair in sure for form in pair}
    found: defaultdict[Form, list[Form]] = defaultdict(list)
    for one, other in pairs:
        short, long = sorted((one, other), key=lambda it: len(sounds.parts(it.name)))
        if short not in paired and len(sounds.parts(short.name)) < len(sounds.parts(long.name)):
            found[short].append(long)
    return {form: tuple(sorted(others, key=lambda it: it.key)) for form, others in found.items()}


def _claimed(groups: Sequence[Sequence[Form]]) -> Iterable[Cluster]:
    """Each group with the ids that are its own: one goes to the group that has most of its forms, and only there."""
    claims: dict[int, tuple[int, int]] = {}
    for number, group in enumerate(groups):
        for who, times in Counter(form.who for form in group if form.who is not None).items():
            claims[who] = min(claims.get(who, (0, 0)), (-times, number))
    known: defaultdict[int, list[int]] = defaultdict(list)
    for who, (_, number) in claims.items():
        known[number].append(who)
    return [Cluster(forms=tuple(group), known=tuple(sorted(known[at]))) for at, group in enumerate(groups)]
