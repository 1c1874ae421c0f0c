"""What analysts decided about events, as every resolving respects it: rows → rulings about reports, and edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from warehouse.grouping import Bond, Key, Rulings, bonds_of
from warehouse.occasions import Report
from warehouse.rows import rows

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision that is not undone."""

    kind: Literal["merge", "split", "edit"]
    #: Keys of reports: of a merge those that belong together, of a split those that are taken out, of an edit those of
    #: the event, in the order in which they were published.
    these: tuple[Key, ...]
    #: Of a split those that stay.
    others: tuple[Key, ...] = ()
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """All that is decided, ready for use."""

    rulings: Rulings
    bonds: dict[Key, tuple[Bond, ...]] = field(default_factory=dict)
    #: Key of the first report that is left of an edited event → number of the decision, field and value.
    edits: dict[Key, list[tuple[int, str, str | None]]] = field(default_factory=dict)

    def fields_of(self, reports: Sequence[Report]) -> dict[str, str | None]:
        """What was decided of the fields of the event that `reports` tell of, as `event_of` names them."""
        if not self.edits:
            return {}
        found = [edit for report in reports for edit in self.edits.get(report.key, ())]
        return {name: value for _, name, value in sorted(found, key=lambda edit: edit[0]) if name != "part_of"}


def decisions_in_force(connection: Connection) -> Decisions:
    """What is decided and not undone."""
    found = []
    for _, told in groupby(rows(connection, "decisions_in_force"), key=lambda row: row["decision_id"]):
        lines = list(told)
        keys = {
            role: tuple((it["outlet"], it["identity"], it["position"]) for it in lines if it["role"] == role)
            for role in ("these", "others")
        }
        first = lines[0]
        found.append(Decision(kind=first["kind"], field=first["field"], value=first["value"], **keys))
    return decided(found)


def decided(decisions: Iterable[Decision]) -> Decisions:
    """Decisions, the earlier first → what follows from all of them: the later counts more than the earlier."""
    together: list[frozenset[Key]] = []
    apart: list[tuple[frozenset[Key], frozenset[Key]]] = []
    edits: dict[Key, list[tuple[int, str, str | None]]] = {}
    for number, decision in enumerate(decisions):
        these, others = frozenset(decision.these), frozenset(decision.others)
        if decision.kind == "edit" and decision.field and decision.these:
            edits.setdefault(decision.these[0], []).append((number, decision.field, decision.value))
        elif decision.kind == "merge":
            bound = these.union(*(known for known in together if known & these))
            together = [known for known in together if not known & these] + [bound]
            apart = [(one - bound, other) for one, other in apart] + [
                (one & bound, other - bound) for one, other in apart
            ]
        elif decision.kind == "split":
            together = [part for known in together for part in (known - these, known & these) if len(part) > 1]
            apart.append((these, others))
    rulings = Rulings(
        together=tuple(known for known in together if len(known) > 1),
        apart=tuple((one, other) for one, other in apart if one and other),
    )
    return Decisions(rulings=rulings, bonds=bonds_of(rulings), edits=edits)
