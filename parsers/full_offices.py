"""An office as one sentence names it → the same with the body, the state or the province of which the article tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from items import CENTRAL_ASIA
from parsers.lexicon import bodies, state_names, words
from parsers.name_spans import name_at
from parsers.names import Naming, Read, across
from parsers.offices import Title
from parsers.person import Person, held_by, known_names, looks_central_asian, looks_pakistani

_SHORT = re.compile(r"((?:[A-Z][\w’'.-]*|&)(?:\s+(?:of|and|for|the|&|[A-Z][\w’'.-]*)){1,9})\s+\(([A-Z]{2,8})\)")


def abbreviations(told: Sequence[Read]) -> dict[str, tuple[str, str | None]]:
    """What an article explains, "Tashkent University of Information Technologies (TUIT)", with the side of the body."""
    found: dict[str, tuple[str, str | None]] = {}
    for line in told:
        for match in _SHORT.finditer(line.sentence.text) if "(" in line.sentence.text else ():
            inside = (token.state for token in line.tokens if match.start(1) <= token.start < match.end(1))
            name = re.sub(r"^The\s+", "", match[1])
            found.setdefault(match[2], (name, next((state for state in inside if state), None)))
    return found


def in_full(title: Title, shorts: dict[str, tuple[str, str | None]]) -> Title:
    """The office with the full name of a body that the article abbreviates."""
    short = next((word for word in title.office.split() if word in shorts), None)
    if short is None or short in bodies():
        return title
    name, side = shorts[short]
    return replace(title, office=title.office.replace(short, name), side=title.side or side)


def with_side(line: Read, naming: Naming, title: Title, home: str | None) -> Title:
    """The office with the side of "the Tajik side was led by" or of the talks in which its holder faces another."""
    if title.side not in ("PK", *CENTRAL_ASIA) and (side := _side_led(line, naming)):
        title = of_state(title, side) if len(title.office.split()) == 1 else replace(title, side=side)
    if title.side is None and home in (None, "PK") and (side := across(line, naming)):
        title = replace(title, side=side)
    return title


def _side_led(line: Read, naming: Naming) -> str | None:
    """ "The Tajik side was led by X", "Pakistan by X": the state named before "by"."""
    told = line.tokens
    at = min(naming.first, naming.title.first if naming.title else naming.first) - 1
    while at >= 0 and (told[at].plain == "the" or told[at].plain.rstrip(".") in words("honorific")):
        at -= 1
    if at < 1 or told[at].plain != "by":
        return None
    for token in reversed(told[max(0, at - 5) : at]):
        if token.is_country:
            return token.state
        if token.plain not in (
            "side",
            "delegation",
            "team",
            "was",
            "is",
            "were",
            "represented",
            "led",
            "headed",
            "being",
        ):
            return None
    return None


def with_body(
    told: Sequence[Read], line: Read, naming: Naming, title: Title, unnamed: dict[str, Title], day: str | None
) -> Title:
    """The office with the body, university or ministry that was named before it."""
    if line.tokens[max(0, title.first - 1)].text in ("its", "whose"):
        return _of_body(line, title)
    if title.office in ("Rector", "Vice Chancellor", "Dean"):
        return _of_university(told, line, title)
    return title if known_names().search(naming.name) else _completed(line, naming, title, unnamed, day)


_CHAMBER = re.compile(r"(?:[A-Z][\w-]+\s+)+Chambers?\s+of\s+Commerce(?:\s+(?:and|&)\s+Industry)?")


def _of_body(line: Read, title: Title) -> Title:
    """ "LCCI … and its president X": the office is one of the body named before."""
    known = [token.text for token in line.tokens[: title.first] if token.text in bodies()]
    if not known:
        start = line.tokens[title.first].start
        full = _CHAMBER.findall(line.sentence.text, 0, start)
        return replace(title, office=f"{title.office.split(' of ')[0]} of the {full[-1]}", side="PK") if full else title
    name, country, _ = bodies()[known[-1]]
    return replace(title, office=f"{title.office.split(' of ')[0]} of the {name}", side=country)


_UNIVERSITY = re.compile(
    r"(?:[A-Z][\w’'.-]+\s+)*University(?:\s+of(?:\s+(?:the\s+)?[A-Z][\w-]+(?:\s+and(?=\s+[A-Z]))?)+)?"
)


def _of_university(told: Sequence[Read], line: Read, title: Title) -> Title:
    """ "Visited X University and met the rector": the university that was named last."""
    number = told.index(line)
    for near in range(number, max(-1, number - 3), -1):
        end = line.tokens[title.first].start if near == number else None
        named = _UNIVERSITY.findall(told[near].sentence.text[:end])
        if named:
            return replace(title, office=f"{title.office} of the {named[-1]}")
    return title


def _completed(line: Read, naming: Naming, title: Title, unnamed: dict[str, Title], day: str | None) -> Title:
    """ "The minister, X" after "Tajikistan's energy minister": the office is the one that was said before."""
    known = unnamed.get(title.kind) or (unnamed.get("foreign_minister") if title.kind == "minister" else None)
    if known is None or title.side or len(title.office.split()) > 1 or known.plural:
        return title
    if _faces(line, title, known) or held_by(naming.name, title.kind, day) not in (None, known.side):
        return title
    return replace(title, office=known.office, side=known.side, topics=known.topics)


def _faces(line: Read, title: Title, known: Title) -> bool:
    """ "The Uzbek president will meet President X": who holds the office `known` is told of beside X and is not he."""
    return not title.definite and any(
        other.side == known.side
        and other.kind in (title.kind, known.kind)
        and any(token.text.islower() for token in line.tokens[other.after : title.first])
        for other in line.titles
        if other.first < title.first and not name_at(line.tokens, other.after)
    )


def counterpart(title: Title, found: Sequence[Person], home: str | None, partner: str | None) -> Title:
    """ "His Kazakh counterpart X": the office of the one named before, on the other side."""
    if title.side is None and found:
        of_home = (found[-1].country or home) == "PK"
        title = replace(title, side=partner if of_home else "PK")
    of = next(
        (
            person
            for person in reversed(found)
            if person.office and person.country in (None, "PK", *CENTRAL_ASIA) and person.country != title.side
        ),
        None,
    )
    if of is None or of.office is None or title.side is None:
        return replace(title, office="Counterpart")
    bare = re.sub(r" of (?:the )?(?:Pakistan|Kyrgyz Republic|[A-Z]\w+stan)$", "", of.office)
    kind = next(iter(sorted(of.kinds)), "counterpart")
    return replace(title, office=f"{bare.removeprefix('Federal ')} of {state_names()[title.side]}", kind=kind)


def is_of_listed(line: Read, naming: Naming, title: Title, listed: str) -> bool:
    """Whether an office without a side, in a list behind one of the state `listed`, may be of that state too."""
    looks_other = looks_central_asian if listed == "PK" else looks_pakistani
    return (
        title.side is None
        and naming.first >= title.after
        and _follows_listed(line, title)
        and not looks_other(naming.name)
    )


def _follows_listed(line: Read, title: Title) -> bool:
    """Whether the office stands in a list behind another person: "…, and Defence Minister X"."""
    before = line.tokens[title.first - 1].plain if title.first else ""
    return before in ("and", ",", "&")


_CHAMBER = re.compile(
    r"(?:Senior Vice |Vice )?President of (?P<body>.*\b(?:Chambers?|Federation|Association|CCI)\b.*)$"
)
_OFFICERS = ("Vice President", "Senior Vice President")


def of_the_chamber(found: Sequence[Person]) -> list[Person]:
    """Vice presidents beside the president of the one chamber of which an article tells; Pakistan itself has none."""
    chambers = {match["body"] for person in found if (match := _CHAMBER.match(person.office or ""))}
    of = f" of {next(iter(chambers))}" if len(chambers) == 1 else ""
    told = [(person, (person.office or "").removesuffix(" of Pakistan")) for person in found]
    return [replace(person, office=f"{bare}{of}") if bare in _OFFICERS else person for person, bare in told]


def of_state(title: Title, side: str) -> Title:
    """The office with its state's name behind it."""
    return replace(title, side=side, office=f"{title.office} of {state_names()[side]}")
