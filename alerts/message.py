"""What is told of an event → a title, a plain text and HTML that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from alerts.harmless import PASSAGE, WORD, harmless, link
from warehouse.news import Change

__all__ = ["PASSAGE", "WORD", "Message", "Telling", "harmless", "link", "render", "title"]

Body = Mapping[str, Any]
NAMES = {
    "PK": "Pakistan",
    "KZ": "Kazakhstan",
    "KG": "Kyrgyzstan",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "UZ": "Uzbekistan",
}
#: Characters of a title; more is cut.
TITLE = 180
#: Reports that are quoted; the rest is counted.
QUOTED = 3


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a channel sends."""

    title: str
    text: str
    html: str | None = None
    #: Names the message for good, so that whoever gets it twice can drop one.
    key: str | None = None
    #: Keys of earlier messages about the same event to the same recipient, the oldest first.
    thread: tuple[str, ...] = ()

    @property
    def keyed_text(self) -> str:
        """The text with the key in its last line, for channels that have no better place for it."""
        return f"{self.text}\n\nMessage {self.key}" if self.key else self.text


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a message says of one event."""

    #: A row of `analysis.events` as it stands.
    body: Body
    kind: Literal["new", "update", "correction"] = "new"
    #: Of corrections: merged and split have the `other` event beside them.
    cause: Literal["merged", "split", "withdrawn"] | None = None
    other: Body | None = None
    #: What is other than the recipient was told before.
    changes: tuple[Change, ...] = field(default=())


def render(telling: Telling, watches: Sequence[str] = ()) -> Message:
    """Say what the event is: what is new, who, what, when, where, about what, on whose word, and by which watch.

    Everything in the event's body may come from a hostile page; see `harmless`.
    """
    body = telling.body
    news = notice(telling)
    what, about, reported = _what(body), _about(body), _reported(body)
    evidence = _one_an_outlet(body["evidence_list"])[:QUOTED]
    why = [f"You get this by the watch “{harmless(watch, WORD)}”." for watch in watches]
    sections = (news, what, _who(body), about, _quoted(evidence), [*reported, *why])
    text = "\n\n".join("\n".join(lines) for lines in sections if lines)
    prefix = {"new": "", "update": "Update: ", "correction": "Correction: "}[telling.kind]
    heading = harmless(prefix + title(body), TITLE)
    html = template("event.html").render(
        title=heading,
        notice=news,
        what=what,
        sides=[(_side(side), [_person(person) for person in people]) for side, people in _by_side(body)],
        about=about,
        evidence=[
            (harmless((it["passages"] or [""])[0]), harmless(it["outlet"], WORD), link(it["url"])) for it in evidence
        ],
        footer=[*reported, *why],
    )
    return Message(title=heading, text=text, html=html)


@cache
def template(name: str) -> Template:
    """A template of HTML; whatever goes into it is escaped."""
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(name)


def notice(telling: Telling) -> list[str]:
    """What is other than was told before."""
    return [*_correction(telling), *_amendments(telling.changes)]


def _correction(telling: Telling) -> list[str]:
    """Why what was told before was wrong."""
    if telling.cause == "withdrawn":
        return [
            "Correction: this event was withdrawn. No report is left that tells of it; what follows was told before."
        ]
    if telling.cause is None or telling.other is None:
        return []
    other = f"event {telling.other['event_id']} ({title(telling.other)})"
    if telling.cause == "merged":
        return [f"Correction: this and {other} are one and the same; you were told of two."]
    return [f"Correction: this is an event of its own; it was told as part of {other}."]


def _amendments(changes: Sequence[Change]) -> list[str]:
    return ["New since the last message:", *(f"  {_amendment(change)}" for change in changes)] if changes else []


def _amendment(change: Change) -> str:
    match change.what:
        case "status":
            return harmless(f"{change.now}; it was {change.was}", WORD)
        case "day":
            was, now = (
                _day_text(day[0], day[1], "%-d %B %Y") if day else "not given" for day in (change.was, change.now)
            )
            return f"date: {now}; it was {was}"
        case "joined":
            return f"named: {_person(change.now)}"
        case "left":
            return f"not named any more: {_person(change.was)}"
        case "paper":
            paper, status = change.now
            before = f"; it was {harmless(change.was, WORD)}" if change.was else ""
            return f"paper: {harmless(paper, WORD)} ({harmless(status, WORD)}{before})"
        case _:
            other = "Central Asia" if change.was == "pakistan" else "Pakistan"
            return f"the press of {other} tells of it too"


def title(body: Body) -> str:
    """Who dealt with whom, where and when, on one line."""
    states = ", ".join(side for side in body["sides"] if side != "PK")
    groups = [" and ".join(_names(people)) for _, people in _by_side(body)]
    who = " – ".join(group for group in groups if group) or harmless(body["headline"] or "", WORD)
    when, place = _day(body, "%-d %b %Y"), body["place"]
    where = f" in {harmless(place, WORD)}" if place else ""
    sectors = f" ({', '.join(harmless(sector, WORD) for sector in body['sectors'])})" if body["sectors"] else ""
    return harmless(f"[{states}] {who}: {_kind(body)}{where}{f', {when}' if when else ''}{sectors}", TITLE)


def _what(body: Body) -> list[str]:
    place = harmless(body["place"], WORD) if body["place"] else "place not given"
    return [f"{_kind(body).capitalize()}, {_day(body, '%-d %B %Y') or 'date not given'}, {place}"]


def _kind(body: Body) -> str:
    kind = {"agreement": "signing", "visit": "visit"}.get(body["type"], body["type"])
    mode = " by video" if body["mode"] == "video" else ""
    status = "under way or held" if body["type"] == "visit" and body["status"] == "held" else body["status"]
    return harmless(f"{kind}{mode} {status}", WORD)


def _who(body: Body) -> list[str]:
    lines = []
    for side, people in _by_side(body):
        lines += [f"{_side(side)}:", *(f"  {_person(person)}" for person in people)]
    return lines or ["Nobody is named."]


def _side(side: str | None) -> str:
    return NAMES.get(side, harmless(side, WORD)) if side else "Side not given"


def _person(person: Body) -> str:
    office = f", {harmless(person['office'], WORD)}" if person["office"] else ""
    return f"{harmless(person['name'], WORD)}{office}"


def _about(body: Body) -> list[str]:
    lines = []
    if body["sectors"]:
        lines.append(f"About: {', '.join(harmless(sector, WORD) for sector in body['sectors'])}")
    if body["figures"]:
        lines.append(f"Figures: {'; '.join(_figure(figure) for figure in body['figures'][:6])}")
    if body["agreements"]:
        papers = (f"{harmless(paper['title'], WORD)} ({harmless(paper['status'])})" for paper in body["agreements"][:6])
        lines.append(f"Papers: {'; '.join(papers)}")
    return lines


def _figure(figure: Body) -> str:
    about = f" of {harmless(figure['of'], WORD)}" if figure["of"] else ""
    return harmless(f"{figure['amount']:,} {figure['unit']} ({figure['role']}{about})")


def _quoted(evidence: Sequence[Body]) -> list[str]:
    lines = []
    for report in evidence:
        lines.append(f"“{harmless((report['passages'] or [''])[0])}”")
        lines.append(f"  {harmless(report['outlet'], WORD)}: {link(report['url']) or 'no address'}")
    return lines


def _one_an_outlet(reports: Sequence[Body]) -> list[Body]:
    first: dict[str, Body] = {}
    for report in reports:
        first.setdefault(report["outlet"], report)
    return list(first.values())


def _reported(body: Body) -> list[str]:
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


def _by_side(body: Body) -> list[tuple[str | None, list[Body]]]:
    """Participants by side: Pakistan first, those of an unknown side last."""
    sides: dict[str | None, list[Body]] = {}
    for person in body["participant_list"]:
        sides.setdefault(person["country"], []).append(person)
    return sorted(sides.items(), key=lambda side: (side[0] != "PK", side[0] is None, side[0] or ""))


def _names(people: Iterable[Body]) -> list[str]:
    names = [harmless(person["name"], 50) for person in people]
    return names if len(names) <= 2 else [names[0], f"{len(names) - 1} others"]


def _day(body: Body, form: str) -> str | None:
    return _day_text(body["event_date"], body["date_precision"], form) if body["event_date"] else None


def _day_text(text: str, precision: str, form: str) -> str:
    day = date.fromisoformat(text)
    return day.strftime(form.replace("%-d ", "")) if precision == "month" else day.strftime(form)
