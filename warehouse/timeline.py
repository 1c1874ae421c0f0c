"""Reports of one event → its states in the order in which they were told: one for each change, not for each report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from warehouse.occasions import Report
from warehouse.values import same_day

Name = Literal["announced", "scheduled", "moved", "postponed", "cancelled", "held"]


@dataclass(frozen=True, kw_only=True)
class State:
    """What became of an event, and the report that told it first."""

    name: Name
    #: YYYY-MM-DD, YYYY-MM or None, as that report has it.
    date: str | None
    report_id: int

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"state": self.name, "date": self.date, "report": self.report_id}


def states_of(ordered: Sequence[Report]) -> tuple[State, ...]:
    """The states that `ordered`, in the order of publication, tell.

    A day that was named before is no news, whoever prints it again; nor is a plan of what was held already.
    """
    return tuple(_told(ordered))


def _told(ordered: Sequence[Report]) -> Iterator[State]:
    named: list[str] = []  # days and months of which it was said that it is planned for them
    last: str | None = None
    for report in ordered:
        is_new = report.date is not None and not any(same_day(report.date, day) for day in named)
        name = _name(report, last, named, is_new=is_new)
        if name is None:
            continue
        # A postponement names the day that is given up, or the new one: only the new one is where it stands.
        date = report.date if is_new or report.status != "postponed" else None
        yield State(name=name, date=date, report_id=report.id)
        if report.date and is_new:
            named.append(report.date)
        last = report.status


def _name(report: Report, last: str | None, named: Sequence[str], *, is_new: bool) -> Name | None:
    """What `report` tells after a report of status `last`; None where it tells nothing new."""
    if report.status == "planned":
        if last == "held" or (last is not None and not is_new):
            return None
        if named and not same_day(named[-1], report.date or ""):
            return "moved"
        return "scheduled" if report.date and len(report.date) == 10 else "announced"
    if report.status == "postponed" and last == "postponed":
        return "moved" if is_new else None
    return report.status if report.status != last else None
