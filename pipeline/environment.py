"""Where and when a run takes place: on the web or the sample, with which outlets, warehouse and folders."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from items import Outlet, Unusable

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

ROOT = Path(__file__).parent.parent
SAMPLE_SITE = ROOT / "sample"
#: Hours that an outlet of the sample may be silent.
SAMPLE_QUIET = 24 * 10


def outlets(names: tuple[str, ...] = ()) -> list[str]:
    """Slugs of the outlets that are watched, or of `names` if given; an unknown name is refused.

    CORRIDOR_OUTLETS names those that are watched, parted by blanks; without it, all that have a file.
    """
    from crawlers.outlets import outlets as known

    chosen = list(names) or os.environ.get("CORRIDOR_OUTLETS", "").split()
    for name in chosen:
        if name not in known():
            raise Unusable(f"There is no outlet '{name}'. Known: {', '.join(sorted(known()))}.")
    return chosen or sorted(known())


def outlet(slug: str, sample: bool) -> Outlet:
    """An outlet as its file says; in the sample, whose items were written over ten days, none is silent before that."""
    from crawlers.outlets import outlets as known

    outlet = known()[slug]
    return replace(outlet, quiet=SAMPLE_QUIET, least=1, unreadable=0.5) if sample else outlet


def schedule(fixed: str | None = None) -> str | None:
    """When a DAG runs, in Airflow's terms: `fixed`, else CORRIDOR_SCHEDULE (hourly without it); None where that is off.

    `off` holds for every DAG: a run that a person asks for must not bring scheduled ones along.
    """
    setting = os.environ.get("CORRIDOR_SCHEDULE", "@hourly")
    return None if setting == "off" else fixed or setting


def clock(sample: bool) -> datetime:
    """The moment that a run takes for now: the sample is always read on the day for which it was written."""
    if sample:
        return datetime.fromisoformat(json.loads((sample_site() / "sample.json").read_text())["now"])
    return datetime.now(UTC)


def run_name() -> str:
    """A name for a run that no scheduler names."""
    return f"cli__{datetime.now(UTC).isoformat()}"


def sample_site() -> Path:
    """The saved site that stands in for the web: CORRIDOR_SAMPLE (a folder like sample/), else sample/ itself."""
    return Path(os.environ.get("CORRIDOR_SAMPLE") or SAMPLE_SITE)


def archive_root(sample: bool) -> str:
    """Where the pages are kept: CORRIDOR_ARCHIVE (a folder or s3://…), else a folder beside the embedded server."""
    from warehouse.embedded import home

    if sample:
        return str(home() / "sample" / "pages")
    return os.environ.get("CORRIDOR_ARCHIVE") or str(home() / "pages")


def export_folder(sample: bool = False) -> Path:
    """Where the feeds are: CORRIDOR_EXPORT, else `exports` in CORRIDOR_HOME; the sample's are with the sample."""
    from warehouse.embedded import home

    if sample:
        return home() / "sample" / "exports"
    return Path(os.environ.get("CORRIDOR_EXPORT") or home() / "exports")


def watchlists_file() -> Path | None:
    """The readers' file: CORRIDOR_WATCHLISTS, else watchlists.yaml in CORRIDOR_HOME; None where there is none.

    A file that the setting names is not looked for here: whoever reads it says that it is not there.
    """
    from warehouse.embedded import home

    if named := os.environ.get("CORRIDOR_WATCHLISTS"):
        return Path(named)
    usual = home() / "watchlists.yaml"
    return usual if usual.exists() else None


@contextmanager
def loader(sample: bool) -> Iterator[Connection]:
    """A connection that may load facts."""
    from warehouse.connection import connect, warehouse

    with warehouse(sample=sample) as place:
        connection = connect(place.loader_url)
        try:
            yield connection
        finally:
            connection.close()
