"""What analysts ask and decide about events and the people and bodies in them; a decision is resolved at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline import environment


def list_events(sample: bool = False, **wanted: Any) -> list[dict[str, Any]]:
    """The last events, a row each; `wanted`: side, type, status, since, until, most."""
    from warehouse import deciding

    with environment.loader(sample) as connection:
        return deciding.list_events(connection, **wanted)


def show_event(event_id: int, sample: bool = False) -> dict[str, Any]:
    """All that is held of an event, also by an id that it once had. Raises Unusable where there is none."""
    from warehouse import deciding

    with environment.loader(sample) as connection:
        return deciding.show(connection, event_id)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a decision, or its undoing, came to."""

    decision_id: int
    #: The events that its reports belong to now, and those of them that had been merged and stand again.
    event_ids: list[int]
    revived: list[int]


def decide_on_event(kind: str, by: str, why: str, sample: bool = False, **what: Any) -> Decided:
    """Write down what an analyst decides (merge, split, edit or undo) and resolve what it is about.

    `what` is what that function of warehouse/deciding.py takes. Raises Unusable.
    """
    from warehouse import deciding
    from warehouse import resolve as stage

    decisions: dict[str, Callable[..., int]] = {
        "merge": deciding.merge,
        "split": deciding.split,
        "edit": deciding.edit,
        "undo": deciding.undo,
    }
    with environment.loader(sample) as connection:
        now = environment.clock(sample)
        decision_id = decisions[kind](connection, say=deciding.Say(by=by, why=why, now=now), **what)
        resolved = stage.resolve(connection, now)
        events = deciding.events_of(connection, decision_id)
    revived = [event_id for event_id in resolved.revived if event_id in events]
    return Decided(decision_id=decision_id, event_ids=events, revived=revived)


def parties(asked: str | None, unreviewed: bool, most: int, sample: bool = False) -> list[dict[str, Any]]:
    """People and bodies with `asked` in one of their names (None: all), those whom reports name most first."""
    from warehouse import people

    with environment.loader(sample) as connection:
        return people.found(connection, asked, unreviewed=unreviewed, most=most)


def party(who: int, sample: bool = False) -> dict[str, Any]:
    """All that is known of a person or body: names, offices, reports, decisions."""
    from warehouse import people

    with environment.loader(sample) as connection:
        return people.detail(connection, who)


def undecided_names(most: int, sample: bool = False) -> list[dict[str, Any]]:
    """Names that may mean several, with those whom they may mean."""
    from warehouse import people

    with environment.loader(sample) as connection:
        return people.undecided(connection, most)


def decide_on_party(kind: str, who: int, by: str, reason: str, sample: bool = False, **about: Any) -> int:
    """Write down what an analyst decides (merge, split, rename or review) about a person or body, and resolve it.

    `about` is what that function of warehouse/people.py takes. Returns the id of the one whom it concerns now. Raises
    Unusable.
    """
    from warehouse import people
    from warehouse import resolve as stage

    decisions: dict[str, Callable[..., int | None]] = {
        "merge": people.merge,
        "split": people.split,
        "rename": people.rename,
        "review": people.review,
    }
    decision = people.Decision(by=by, reason=reason, now=environment.clock(sample))
    with environment.loader(sample) as connection:
        found = decisions[kind](connection, who, decision=decision, **about)
        stage.resolve(connection, decision.now)
    return who if found is None else found
