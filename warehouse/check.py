"""Every query in sql/checks/ → whether it found rows, and which: a check is a query that must return none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import psycopg2
from psycopg2.extras import RealDictCursor

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

Severity = Literal["error", "warn"]
CHECKS = Path(__file__).parent.parent / "sql" / "checks"
#: Rows that a result shows; the rest is counted.
SHOWN = 5


class Malformed(Exception):
    """A check does not open with a comment that says its severity and its meaning."""


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """What one check found."""

    name: str
    severity: Severity
    #: What rows mean and what to do about them.
    meaning: str
    count: int
    #: The first few rows.
    rows: list[dict[str, Any]]
    #: Why the check could not be run, which counts as one row of severity error; None where it ran.
    broken: str | None = None


def run_checks(connection: Connection, now: datetime, folder: Path = CHECKS) -> list[CheckResult]:
    """Run every check of `folder` in a read-only transaction of its own, so that a broken one does not stop the rest.

    `connection` must not be within a transaction. Results come in the order of the names.
    """
    connection.readonly = True
    try:
        return [_run(connection, path, now) for path in sorted(folder.glob("*.sql"))]
    finally:
        connection.readonly = False


def _run(connection: Connection, path: Path, now: datetime) -> CheckResult:
    text = path.read_text(encoding="utf-8")
    try:
        severity, meaning = _opening(text)
    except Malformed as reason:
        return _broken(path.stem, str(reason))
    try:
        with connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
            cursor.execute(text, {"now": now})
            rows = [dict(row) for row in cursor.fetchmany(SHOWN)]
            return CheckResult(name=path.stem, severity=severity, meaning=meaning, count=cursor.rowcount, rows=rows)
    except (psycopg2.Error, ValueError, TypeError, KeyError) as reason:
        return _broken(path.stem, str(reason).strip())


def _opening(text: str) -> tuple[Severity, str]:
    """Severity and meaning, from the comment that the file opens with."""
    comment = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        comment.append(line.removeprefix("--").strip())
    word, _, meaning = " ".join(comment).partition(":")
    if word == "error":
        return "error", meaning.strip()
    if word == "warn":
        return "warn", meaning.strip()
    raise Malformed("the first comment line must begin with `error:` or `warn:`")


def _broken(name: str, reason: str) -> CheckResult:
    meaning = f"The check itself could not be run: {reason}"
    return CheckResult(name=name, severity="error", meaning=meaning, count=1, rows=[], broken=reason)
