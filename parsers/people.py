"""Sentences → the persons named in them, with office and side, and where each is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from items import CENTRAL_ASIA, Passage
from parsers.aliases import is_one_name
from parsers.lexicon import bodies, holder_on, state_names, words
from parsers.names import Naming, Read, across, envoys, led, name_at, namings, ranked
from parsers.office_names import DIPLOMATS
from parsers.offices import Title
from parsers.person import Person, as_holder, kinds_of, known_names, looks_central_asian, looks_pakistani, sided


def persons(told: Sequence[Read], home: str | None, partner: str | None, day: str | None) -> list[Person]:
    """All persons with an office or a well-known name.

    `home` is the state of offices of which no state is said, `partner` the Central Asian state that is mostly spoken of,
    `day` (YYYY-MM-DD) the one for which well-known office holders are looked up.
    """
    found: list[Person] = []
    unnamed: dict[str, Title] = {}
    shorts = _shorts(told)
    body = frozenset(token.plain for line in told if line.sentence.paragraph for token in line.tokens)
    for number, line in enumerate(told):
        named: set[int] = set()
        listed: str | None = None
        for read in [*namings(line), *led(line), *ranked(line), *envoys(line, told[number - 1] if number else None)]:
            if (naming := _printed_below(read, body) if line.sentence.paragraph == 0 else read) is None:
                continue
            title = naming.title
            if title:
                named.add(title.first)
                title = _in_full(title, shorts)
                if title.side not in ("PK", *CENTRAL_ASIA) and (side := _side_led(line, naming)):
                    title = _of_state(title, side) if len(title.office.split()) == 1 else replace(title, side=side)
                if title.side is None and home in (None, "PK") and (side := across(line, naming)):
                    title = replace(title, side=side)
                if title.kind == "counterpart":
                    title = _counterpart(title, found, home, partner)
                elif line.tokens[max(0, title.first - 1)].text in ("its", "whose"):
                    title = _of_body(line, title)
                elif title.office in ("Rector", "Vice Chancellor", "Dean"):
                    title = _of_university(told, line, title)
                elif not known_names().search(naming.name):
                    title = _completed(title, unnamed)
                if (
                    title.side is None
                    and naming.first >= title.after
                    and listed
                    and _follows_listed(line, title)
                    and not (looks_central_asian if listed == "PK" else looks_pakistani)(naming.name)
                ):
                    title = _of_state(title, listed)
                # An envoy beside a minister is the guest: his state is not the minister's.
                listed = title.side if title.kind not in DIPLOMATS else None
                unnamed = {
                    kind: other for kind, other in unnamed.items() if kind != title.kind or other.side != title.side
                }
            _merge(found, _person(line, naming, title))
        unnamed |= {
            title.kind: title for title in line.titles if title.first not in named and len(title.office.split()) > 1
        }
    for line, naming in _introduced(told, found):
        _merge(found, _person(line, naming, naming.title))
    for line in told:
        for match in known_names().finditer(line.sentence.text):
            held = holder_on(re.sub(r"\s+", " ", match[0]), day)
            if not any(set(match[0].lower().split()) <= person.words for person in found):
                passage = line.sentence.passage
                _merge(
                    found,
                    Person(held.name, held.country, held.office or None, passage, kinds_of(held.office), certain=True),
                )
    province = _province(told)
    found = [sided(as_holder(_fullest(person, told), day), home, partner) for person in found]
    found = _as_printed(found, told)
    return [
        replace(it, office=f"{it.office} of {province}") if province and it.office in _PROVINCIAL else it
        for it in found
    ]


_OPENS = frozenset([",", "said", "told", "who", "also", "had", "was", "is", "will", "has", "added", "noted", "arrived"])


def _introduced(told: Sequence[Read], found: Sequence[Person]) -> Iterator[tuple[Read, Naming]]:
    """ "The Uzbek deputy premier gave a briefing. Elyor Ganiev, who had come …": the office that the sentence before named.

    Only where a sentence opens with the name, and the one before names one office of the side as whose the name looks,
    whose holder is named nowhere else.
    """
    named = frozenset(word for person in found for word in person.words)
    for before, line in pairwise(told):
        name = name_at(line.tokens, 0) if before.sentence.paragraph else None
        if name is None or " " not in name[2] or name[1] >= len(line.tokens):
            continue
        if line.tokens[name[1]].text not in _OPENS or not named.isdisjoint(re.findall(r"\w+", name[2].lower())):
            continue
        looks = looks_pakistani if looks_pakistani(name[2]) else looks_central_asian
        sides = frozenset(["PK"]) if looks is looks_pakistani else frozenset(CENTRAL_ASIA)
        open_to = [
            title
            for title in before.titles
            if title.side in sides
            and not title.plural
            and not title.former
            and not any(title.kind in person.kinds and person.country == title.side for person in found)
        ]
        if len(open_to) == 1 and looks(name[2]):
            yield line, Naming(*name, replace(open_to[0], first=name[0], after=name[1]))


def _as_printed(found: Sequence[Person], told: Sequence[Read]) -> list[Person]:
    """Offices with the state's name that the article uses: Kyrgyzstan or the Kyrgyz Republic."""
    text = "\n".join(line.sentence.text for line in told)
    if "Kyrgyz Republic" in text or "Kyrgyzstan" not in text:
        return list(found)
    return [
        replace(it, office=re.sub(r"(?:the )?Kyrgyz Republic", "Kyrgyzstan", it.office)) if it.office else it
        for it in found
    ]


_PROVINCIAL = ("Governor", "Chief Minister", "Chief Secretary")
_PROVINCE = re.compile(
    r"\b(?P<khyber>Khyber[\s-]+Pakhtunkhwa|K-?P)\b|\b(?:Punjab|Sindh|Balochistan|Gilgit-Baltistan|Azad Jammu and Kashmir)\b"
)


def _province(told: Sequence[Read]) -> str | None:
    """The province of Pakistan that an article names first, of which its governor or chief minister is."""
    found = next((match for line in told if (match := _PROVINCE.search(line.sentence.text))), None)
    return ("Khyber Pakhtunkhwa" if found["khyber"] else found[0]) if found else None


_SHORT = re.compile(r"((?:[A-Z][\w’'.-]*|&)(?:\s+(?:of|and|for|the|&|[A-Z][\w’'.-]*)){1,9})\s+\(([A-Z]{2,8})\)")


def _shorts(told: Sequence[Read]) -> dict[str, tuple[str, str | None]]:
    """Abbreviations that the article explains, "Tashkent University of Information Technologies (TUIT)", with the side."""
    found: dict[str, tuple[str, str | None]] = {}
    for line in told:
        for match in _SHORT.finditer(line.sentence.text):
            inside = (token.state for token in line.tokens if match.start(1) <= token.start < match.end(1))
            name = re.sub(r"^The\s+", "", match[1])
            found.setdefault(match[2], (name, next((state for state in inside if state), None)))
    return found


def _in_full(title: Title, shorts: dict[str, tuple[str, str | None]]) -> Title:
    """The office with the full name of a body that the article abbreviates."""
    short = next((word for word in title.office.split() if word in shorts), None)
    if short is None or short in bodies():
        return title
    name, side = shorts[short]
    return replace(title, office=title.office.replace(short, name), side=title.side or side)


def _printed_below(naming: Naming, body: frozenset[str]) -> Naming | None:
    """The name without the words of the headline that the text below doesn't have, for headlines Capitalise Each Word."""
    if not body:
        return naming
    parts = naming.name.split()
    known = list(takewhile(lambda part: re.sub(r"['’]s?$", "", part).lower() in body, parts))
    return replace(naming, name=" ".join(known)) if known else None


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


def _person(line: Read, naming: Naming, title: Title | None) -> Person:
    return Person(
        name=naming.name,
        country=title.side if title else None,
        office=(title.office or None) if title else None,
        evidence=_beside(line, naming),
        kinds=(frozenset([title.kind]) if title and title.kind else frozenset()) | _leads(line, naming),
        certain=bool(title and title.side),
        former=bool(title and title.former),
        topics=title.topics if title else frozenset(),
    )


_LED_BY = re.compile(r"\b(?:led|headed)\s+by\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)?$")


def _leads(line: Read, naming: Naming) -> frozenset[str]:
    """Whether the words before say that he leads a delegation."""
    first = min(naming.first, naming.title.first if naming.title else naming.first)
    return frozenset(["leader_of"]) if _LED_BY.search(line.sentence.text, 0, line.tokens[first].start) else frozenset()


def _completed(title: Title, unnamed: dict[str, Title]) -> Title:
    """ "The minister, X" after "Tajikistan's energy minister": the office is the one that was said before."""
    known = unnamed.get(title.kind) or (unnamed.get("foreign_minister") if title.kind == "minister" else None)
    if known and title.side is None and len(title.office.split()) == 1 and not known.plural:
        return replace(title, office=known.office, side=known.side, topics=known.topics)
    return title


def _counterpart(title: Title, found: Sequence[Person], home: str | None, partner: str | None) -> Title:
    """ "His Kazakh counterpart X": the office of the one named before, on the other side."""
    if title.side is None and found:
        of_home = (found[-1].country or home) == "PK"
        title = replace(title, side=partner if of_home else "PK")
    of = next((person for person in reversed(found) if person.office and person.country != title.side), None)
    if of is None or of.office is None or title.side is None:
        return replace(title, office="Counterpart")
    bare = re.sub(r" of (?:the )?(?:Pakistan|Kyrgyz Republic|[A-Z]\w+stan)$", "", of.office)
    kind = next(iter(sorted(of.kinds)), "counterpart")
    return replace(title, office=f"{bare.removeprefix('Federal ')} of {state_names()[title.side]}", kind=kind)


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


def _follows_listed(line: Read, title: Title) -> bool:
    """Whether the office stands in a list behind another person: "…, and Defence Minister X"."""
    before = line.tokens[title.first - 1].plain if title.first else ""
    return before in ("and", ",", "&")


def _of_state(title: Title, side: str) -> Title:
    return replace(title, side=side, office=f"{title.office} of {state_names()[side]}")


def _fullest(person: Person, told: Sequence[Read]) -> Person:
    """The person with the longest form of his name in the text: "Meher Kashif" is also printed "Meher Kashif Younis"."""
    first = person.name.split()[0]
    for line in told:
        for at, token in enumerate(line.tokens):
            if token.text == first and line.sentence.paragraph and (name := name_at(line.tokens, at)):
                longer = name[2]
                if len(longer) > len(person.name) and longer.startswith(person.name + " ") and len(longer.split()) <= 5:
                    return replace(person, name=longer)
    return person


def _beside(line: Read, naming: Naming) -> Passage:
    """The name with its office, or the sentence where that is too short to be evidence."""
    first, after = naming.first, naming.after
    if naming.title:
        first, after = min(first, naming.title.first), max(after, naming.title.after)
    start, end = line.tokens[first].start, line.tokens[after - 1].end
    if end - start < 15:
        return line.sentence.passage
    base = line.sentence.start
    return Passage(text=line.sentence.text[start:end], start=base + start, end=base + end)


# --- names ------------------------------------------------------------------------------------------------------------


# --- one person, several namings --------------------------------------------------------------------------------------


def _merge(found: list[Person], new: Person) -> None:
    """Add `new`, or let it complete the one that it is."""
    for number, known in enumerate(found):
        if _same(known, new):
            fuller = new if len(new.words) > len(known.words) else known
            better = new if _rank(new) > _rank(known) else known
            found[number] = replace(
                better,
                name=fuller.name,
                country=known.country or new.country,
                kinds=known.kinds | new.kinds,
                topics=known.topics | new.topics,
                certain=known.certain or new.certain,
                evidence=better.evidence,
                former=known.former and new.former,
                also=known.also | new.also | known.words | new.words,
            )
            return
    found.append(new)


def _rank(person: Person) -> tuple[bool, bool, int]:
    known = person.country is not None and person.office != "Leader of the delegation"
    return (not person.former, known, min(len((person.office or "").split()), 9))


def _same(one: Person, other: Person) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    if one.former != other.former and len(one.words & other.words) < min(len(one.words), len(other.words), 2):
        return False
    a, b = one.words, other.words
    if not a or not b:
        return False
    if a <= b or b <= a or len(a & b) >= 2:
        return len(a & b) >= min(2, len(a), len(b))
    return len(a) == len(b) and is_one_name(one.name, other.name)
