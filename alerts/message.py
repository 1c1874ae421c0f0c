"""The body of an alert (a row of `analysis.events`) → a title and a plain text that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

NAMES = {
    "PK": "Pakistan",
    "KZ": "Kazakhstan",
    "KG": "Kyrgyzstan",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "UZ": "Uzbekistan",
}
#: Characters of a title, of one passage, of one name or office; more is cut.
TITLE, PASSAGE, WORD = 180, 500, 120
#: Reports that are quoted; the rest is counted.
QUOTED = 3
#: Controls, and the marks that turn the direction of writing round and so can make a text read as another.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|{}^\[\]]+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a channel sends."""

    title: str
    text: str


def render(body: Mapping[str, Any]) -> Message:
    """Say what the event is: who, what, when, where, about what, and on whose word.

    Everything in `body` may come from a hostile page; see `harmless`.
    """
    sections = (_what(body), _who(body), _about(body), _evidence(body), _reported(body))
    text = "\n\n".join("\n".join(lines) for lines in sections if lines)
    return Message(title=_title(body), text=text)


def harmless(text: object, longest: int = PASSAGE) -> str:
    """`text` on one line, without anything that a terminal, a mail or a chat would take for a command.

    Angle brackets are replaced, so that it is no HTML and no <!channel>; an @ before a word is parted from it, so that
    it calls nobody; brackets of a link in markdown are parted. The words stay readable.
    """
    plain = " ".join(UNSEEN.sub(" ", str(text)).split())
    plain = plain.replace("<", "‹").replace(">", "›").replace("](", "] (")
    plain = re.sub(r"@(?=\w)", "@ ", plain).replace("`", "'")
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def link(url: object) -> str | None:
    """`url` where it is a plain http(s) address, else None."""
    return str(url) if isinstance(url, str) and ADDRESS.fullmatch(url) else None


def _title(body: Mapping[str, Any]) -> str:
    states = ", ".join(side for side in body["sides"] if side != "PK")
    groups = [" and ".join(_names(people)) for _, people in _by_side(body)]
    who = " – ".join(group for group in groups if group) or harmless(body["headline"] or "", WORD)
    when, place = _day(body, "%-d %b %Y"), body["place"]
    where = f" in {harmless(place, WORD)}" if place else ""
    sectors = f" ({', '.join(harmless(sector, WORD) for sector in body['sectors'])})" if body["sectors"] else ""
    return harmless(f"[{states}] {who}: {_kind(body)}{where}{f', {when}' if when else ''}{sectors}", TITLE)


def _what(body: Mapping[str, Any]) -> list[str]:
    place = harmless(body["place"], WORD) if body["place"] else "place not given"
    return [f"{_kind(body).capitalize()}, {_day(body, '%-d %B %Y') or 'date not given'}, {place}"]


def _kind(body: Mapping[str, Any]) -> str:
    kind = {"agreement": "signing", "visit": "visit"}.get(body["type"], body["type"])
    mode = " by video" if body["mode"] == "video" else ""
    status = "under way or held" if body["type"] == "visit" and body["status"] == "held" else body["status"]
    return harmless(f"{kind}{mode} {status}", WORD)


def _who(body: Mapping[str, Any]) -> list[str]:
    lines = []
    for side, people in _by_side(body):
        lines.append(f"{NAMES.get(side, harmless(side, WORD)) if side else 'Side not given'}:")
        for person in people:
            office = f", {harmless(person['office'], WORD)}" if person["office"] else ""
            lines.append(f"  {harmless(person['name'], WORD)}{office}")
    return lines or ["Nobody is named."]


def _about(body: Mapping[str, Any]) -> list[str]:
    lines = []
    if body["sectors"]:
        lines.append(f"About: {', '.join(harmless(sector, WORD) for sector in body['sectors'])}")
    if body["figures"]:
        lines.append(f"Figures: {'; '.join(_figure(figure) for figure in body['figures'][:6])}")
    if body["agreements"]:
        papers = (f"{harmless(paper['title'], WORD)} ({harmless(paper['status'])})" for paper in body["agreements"][:6])
        lines.append(f"Papers: {'; '.join(papers)}")
    return lines


def _figure(figure: Mapping[str, Any]) -> str:
    about = f" of {harmless(figure['of'], WORD)}" if figure["of"] else ""
    return harmless(f"{figure['amount']:,} {figure['unit']} ({figure['role']}{about})")


def _evidence(body: Mapping[str, Any]) -> list[str]:
    lines = []
    for report in _one_an_outlet(body["evidence_list"])[:QUOTED]:
        passage = harmless((report["passages"] or [""])[0])
        lines.append(f"“{passage}”")
        lines.append(f"  {harmless(report['outlet'], WORD)}: {link(report['url']) or 'no address'}")
    return lines


def _one_an_outlet(reports: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    first: dict[str, Mapping[str, Any]] = {}
    for report in reports:
        first.setdefault(report["outlet"], report)
    return list(first.values())


def _reported(body: Mapping[str, Any]) -> list[str]:
    outlets = body["outlets"]
    how_many = "one outlet" if len(outlets) == 1 else f"{len(outlets)} outlets"
    names = ", ".join(harmless(outlet, WORD) for outlet in outlets)
    lines = [f"Reported by {how_many}: {names}."]
    if body["first_reported_at"]:
        moment = datetime.fromisoformat(body["first_reported_at"]).astimezone(UTC)
        lines[0] += f" First reported {moment:%-d %B %Y, %H:%M} UTC."
    reports, independent = body["reports"], body.get("independent_reports")
    if independent and independent < reports:
        are = "is" if independent == 1 else "are"
        lines.append(f"{independent} of its {reports} reports {are} independent; the others print the same text.")
    return [*lines, f"Event {body['event_id']} in analysis.events."]


def _by_side(body: Mapping[str, Any]) -> list[tuple[str | None, list[Mapping[str, Any]]]]:
    """Participants by side: Pakistan first, those of an unknown side last."""
    sides: dict[str | None, list[Mapping[str, Any]]] = {}
    for person in body["participant_list"]:
        sides.setdefault(person["country"], []).append(person)
    return sorted(sides.items(), key=lambda side: (side[0] != "PK", side[0] is None, side[0] or ""))


def _names(people: Iterable[Mapping[str, Any]]) -> list[str]:
    names = [harmless(person["name"], 50) for person in people]
    return names if len(names) <= 2 else [names[0], f"{len(names) - 1} others"]


def _day(body: Mapping[str, Any], form: str) -> str | None:
    if not body["event_date"]:
        return None
    day = date.fromisoformat(body["event_date"])
    return day.strftime(form.replace("%-d ", "")) if body["date_precision"] == "month" else day.strftime(form)
