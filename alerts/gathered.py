"""Several events → one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts.message import Message, Telling, render

#: Events that are told in full; the others by their title.
IN_FULL = 10


def gathered(tellings: Sequence[Telling], watches: Sequence[str], due: datetime, *, is_burst: bool) -> Message:
    """One message of all that is told, those first that came first; `due` (UTC) names it."""
    count = "no events" if not tellings else "1 event" if len(tellings) == 1 else f"{len(tellings)} events"
    names = ", ".join(watches)
    title = f"Corridor: {count} at once" if is_burst else f"Corridor: {count}, {names}, {due:%-d %b %Y, %H:%M} UTC"
    parts = [f"{it.title}\n\n{it.text}" for it in (render(telling) for telling in tellings[:IN_FULL])]
    rest = [render(telling).title for telling in tellings[IN_FULL:]]
    if rest:
        parts.append("\n".join(["And in short:", *(f"  {line}" for line in rest)]))
    line = "-" * 72
    return Message(title=title, text=f"\n\n{line}\n\n".join(parts) or "Nothing is new.")
