"""What was due to one recipient at once → one message."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.harmless import WORD, harmless
from alerts.message import Message, Telling, render, template

#: Events that are told in full; the others by their title.
IN_FULL = 10
RULE = f"\n\n{'-' * 72}\n\n"


def gathered(tellings: Sequence[Telling], watches: Sequence[str]) -> Message:
    """One message of all events, those first that came first."""
    title = f"Corridor: {len(tellings)} event{'' if len(tellings) == 1 else 's'} at once"
    parts = [render(telling) for telling in tellings[:IN_FULL]]
    rest = [render(telling).title for telling in tellings[IN_FULL:]]
    why = [f"You get this by the watch “{harmless(watch, WORD)}”." for watch in watches]
    sections = [f"{part.title}\n\n{part.text}" for part in parts]
    if rest:
        sections.append("\n".join(["And in short:", *(f"  {line}" for line in rest)]))
    html = template("gathered.html").render(
        title=title, parts=[(part.title, part.text) for part in parts], rest=rest, why=why
    )
    return Message(title=title, text=RULE.join([*sections, "\n".join(why)]), html=html)
