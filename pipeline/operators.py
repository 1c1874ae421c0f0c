"""What operators ask and do: how outlets, the warehouse, messages and watchlists stand, and messages sent again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from items import Failed, Unusable
from pipeline import environment, processes, watches

if TYPE_CHECKING:
    from alerts.rehearsal import Rehearsal
    from alerts.watchlists import Watch


def outlet_states(sample: bool = False) -> list[dict[str, Any]]:
    """Where each outlet stands, a row each of `analysis.outlets`."""
    from crawlers.outlets import outlets as known
    from warehouse import pages, summary

    with environment.loader(sample) as connection:
        pages.register_outlets(connection, (environment.outlet(name, sample) for name in known()))
        return summary.outlet_states(connection)


def examine(outlet: str, sample: bool = False) -> dict[str, Any]:
    """How an outlet's live site stands and what about its file is to be mended; touches neither warehouse nor archive.

    Keys: outlet, name, listings, articles (each with the rule that read each field, or why it can't be read), mend.
    Raises Failed where the site could not be asked at all.
    """
    environment.outlets((outlet,))
    said, _ = processes.start("examine", outlet=outlet, sample=sample).communicate()
    if not said.strip():
        raise Failed(f"{outlet}: could not be examined; the log says why.")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def is_empty(sample: bool = False) -> bool:
    """Whether the warehouse holds no page yet."""
    from warehouse import summary

    with environment.loader(sample) as connection:
        return summary.is_empty(connection)


def reachable(seconds: float) -> list[str]:
    """Slugs of the outlets whose site answers within `seconds`."""
    from crawlers.outlets import outlets as known
    from crawlers.visit import answering

    return answering(list(known().values()), seconds)


def warehouse_address(sample: bool = False) -> str:
    """Where the warehouse is, without its password."""
    from warehouse.connection import address, warehouse

    with warehouse(sample=sample) as place:
        return address(place.owner_url)


def psql(arguments: list[str], owner: bool, sample: bool = False) -> int:
    """Run the SQL shell on the warehouse; returns its exit code."""
    from warehouse.connection import psql as shell
    from warehouse.connection import warehouse

    with warehouse(sample=sample) as place:
        return shell(place.owner_url if owner else place.analyst_url, arguments)


def alert_titles(run: str, sample: bool = False) -> list[str]:
    """Titles of the alerts of the events that `run` found."""
    from alerts.message import title
    from warehouse import summary

    with environment.loader(sample) as connection:
        return [title(body) for body in summary.alerts(connection, run)]


def alert_messages(states: Sequence[str] | None, days: int, sample: bool = False) -> list[dict[str, Any]]:
    """Messages to readers of the last `days` in one of `states` (None: any); is_configured: whether the address is."""
    from alerts.deliver import recipients
    from warehouse import outbox

    if wrong := sorted(set(states or ()) - set(outbox.STATES)):
        raise Unusable(f"There is no state '{wrong[0]}': use {', '.join(outbox.STATES)}.")
    with environment.loader(sample) as connection:
        known = recipients(connection, watches(sample))
        found = outbox.messages(connection, environment.clock(sample), states, days)
    return [it | {"is_configured": it["recipient"] in known} for it in found]


def alert_message(message_id: int, sample: bool = False) -> dict[str, Any]:
    """One message to a reader, with its words."""
    from warehouse import outbox

    with environment.loader(sample) as connection:
        found = outbox.message(connection, message_id)
    if found is None:
        raise Unusable(f"There is no message {message_id}: see corridor alerts list.")
    return found


def replay_alerts(message_ids: Sequence[int] | None, sample: bool = False) -> list[int]:
    """Let dead letters and expired messages be sent again (None: all that no newer one overtook); their ids."""
    from warehouse import outbox

    with environment.loader(sample) as connection:
        return outbox.replay(connection, message_ids, environment.clock(sample))


def alert_latency(days: int, sample: bool = False) -> list[dict[str, Any]]:
    """How long news took to reach its readers in the last `days`, a row each of `analysis.alert_latency`."""
    from warehouse import outbox

    with environment.loader(sample) as connection:
        return outbox.latency(connection, environment.clock(sample), days)


def watchlists(file: Path | None = None) -> tuple[Watch, ...]:
    """What the readers watch for, by `file` or by the file that is in use; none without one."""
    from alerts.watchfile import read

    return read(file or environment.watchlists_file())


def rehearse_watchlists(file: Path | None = None, days: int = 90, sample: bool = False) -> Rehearsal:
    """What the watchlists would have brought in the last `days`; touches nothing.

    Raises Unusable where the file is wrong or there is none.
    """
    from alerts import rehearsal as stage

    listed = watchlists(file)
    if not listed:
        raise Unusable("There are no watchlists: name a file, such as watchlists.example.yaml.")
    with environment.loader(sample) as connection:
        connection.set_session(readonly=True)
        return stage.rehearse(connection, listed, days, environment.clock(sample))
