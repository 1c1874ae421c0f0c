"""Sentences → the persons named in them, with office and side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from items import CENTRAL_ASIA, Passage
from parsers.full_offices import (
    abbreviations,
    counterpart,
    in_full,
    is_of_listed,
    of_state,
    of_the_chamber,
    with_body,
    with_side,
)
from parsers.lexicon import holder_on
from parsers.name_spans import name_at
from parsers.names import Naming, Read, envoys, led, namings, ranked
from parsers.office_names import DIPLOMATS
from parsers.offices import Title
from parsers.person import Person, as_holder, kinds_of, known_names, looks_central_asian, looks_pakistani, sided
from parsers.same_person import merge


def persons(told: Sequence[Read], home: str | None, partner: str | None, day: str | None) -> list[Person]:
    """All persons with an office or a well-known name.

    `home` is the state of offices of which no state is said, `partner` the Central Asian state that is mostly spoken of,
    `day` (YYYY-MM-DD) the one for which well-known office holders are looked up.
    """
    found: list[Person] = []
    unnamed: dict[str, Title] = {}
    shorts = abbreviations(told)
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
                title = with_side(line, naming, in_full(title, shorts), home)
                if title.kind == "counterpart":
                    title = counterpart(title, found, home, partner)
                else:
                    title = with_body(told, line, naming, title, unnamed, day)
                if listed and is_of_listed(line, naming, title, listed):
                    title = of_state(title, listed)
                # An envoy beside a minister is the guest: his state is not the minister's.
                listed = title.side if title.kind not in DIPLOMATS else None
                unnamed = {
                    kind: other for kind, other in unnamed.items() if kind != title.kind or other.side != title.side
                }
            merge(found, _person(line, naming, title))
        unnamed |= {
            title.kind: title for title in line.titles if title.first not in named and len(title.office.split()) > 1
        }
    for line, naming in _introduced(told, found):
        merge(found, _person(line, naming, naming.title))
    _add_well_known(found, told, day)
    found = of_the_chamber(found)
    found = [sided(as_holder(_fullest(person, told), day), home, partner) for person in found]
    return _of_province(_as_printed(found, told), told)


def _add_well_known(found: list[Person], told: Sequence[Read], day: str | None) -> None:
    """Add the well-known office holders who are named without an office."""
    for line in told:
        for match in known_names().finditer(line.sentence.text):
            held = holder_on(re.sub(r"\s+", " ", match[0]), day)
            if not any(set(match[0].lower().split()) <= person.words for person in found):
                passage = line.sentence.passage
                merge(
                    found,
                    Person(held.name, held.country, held.office or None, passage, kinds_of(held.office), certain=True),
                )


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


def _of_province(found: Sequence[Person], told: Sequence[Read]) -> list[Person]:
    """Governors and chief ministers with the province of which the article tells."""
    province = _province(told)
    return [
        replace(it, office=f"{it.office} of {province}") if province and it.office in _PROVINCIAL else it
        for it in found
    ]


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


def _printed_below(naming: Naming, body: frozenset[str]) -> Naming | None:
    """The name without the words of the headline that the text below doesn't have, for headlines Capitalise Each Word."""
    if not body:
        return naming
    parts = naming.name.split()
    known = list(takewhile(lambda part: re.sub(r"['’]s?$", "", part).lower() in body, parts))
    return replace(naming, name=" ".join(known)) if known else None


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


def _fullest(person: Person, told: Sequence[Read]) -> Person:
    """The person with the longest form of his name in the text: "Meher Kashif" is also printed "Meher Kashif Younis"."""
    first = person.name.split()[0]
    for line in told:
        if first not in line.sentence.text:
            continue
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
