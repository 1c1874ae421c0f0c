"""Sentences → the persons named in them, with office and side, and where each is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from items import Passage
from parsers.lexicon import Holder, any_of, bodies, holders, holders_on, state_names
from parsers.names import Naming, Read, led, name_at, namings
from parsers.office_names import OF_STATE
from parsers.offices import Title, titles
from parsers.tokens import tokens

#: Endings of family names that are common in Central Asia and not in Pakistan.
_CENTRAL_ASIAN = re.compile(
    r"(?:ov|ev|ova|eva|yev|uly|ulu|kyzy|zoda|zada|bek|bayev|bai|gul|jon|iyev|iev|nov|baev|oglu|ogly|tdinov|shev|muhamedov|ow|owa)$"
)
_PAKISTANI = re.compile(
    r"\b(?:Khan|Muhammad|Mohammad|Syed|Ahmed|Ahmad|Hussain|Malik|Sheikh|Shaikh|Chaudhry|Ch|Mian|Raja|Rana|Butt|Bhutto|Sharif|"
    r"Iqbal|Qureshi|Shah|Abbasi|Siddiqui|Hashmi|Gilani|Gillani|Javed|Javaid|Akhtar|Awan|Bhatti|Cheema|Dar|Mirza|Rehman|Saleem|Sardar|Tariq|Zafar|Ul-Haq|Haq|Naqvi|Bajwa)\b"
)


@dataclass(frozen=True)
class Person:
    """Someone named in the article; `name` as it is printed most fully."""

    name: str
    country: str | None
    office: str | None
    evidence: Passage
    kinds: frozenset[str] = frozenset()
    #: Whether the text said of which state or body the office is.
    certain: bool = False
    former: bool = False
    topics: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The parts of the name."""
        return frozenset(word for word in re.findall(r"\w+", self.name.lower()) if len(word) > 1)


def persons(told: Sequence[Read], home: str | None, partner: str | None, day: str | None) -> list[Person]:
    """All persons with an office or a well-known name.

    `home` is the state of offices of which no state is said, `partner` the Central Asian state that is mostly spoken of,
    `day` (YYYY-MM-DD) the one for which well-known office holders are looked up.
    """
    found: list[Person] = []
    unnamed: dict[str, Title] = {}
    for line in told:
        named: set[int] = set()
        listed: str | None = None
        for naming in [*namings(line), *led(line)]:
            title = naming.title
            if title:
                named.add(title.first)
                if title.kind == "counterpart":
                    title = _counterpart(title, found)
                elif line.tokens[max(0, title.first - 1)].text == "its":
                    title = _of_body(line, title)
                elif title.office in ("Rector", "Vice Chancellor", "Dean"):
                    title = _of_university(told, line, title)
                elif not _known().search(naming.name):
                    title = _completed(title, unnamed)
                if (
                    title.side is None
                    and listed
                    and _follows_listed(line, title)
                    and not _PAKISTANI.search(naming.name)
                ):
                    title = _of_state(title, listed)
                listed = title.side
                unnamed = {
                    kind: other for kind, other in unnamed.items() if kind != title.kind or other.side != title.side
                }
            _merge(found, _person(line, naming, title))
        unnamed |= {
            title.kind: title for title in line.titles if title.first not in named and len(title.office.split()) > 1
        }
    for line in told:
        for match in _known().finditer(line.sentence.text):
            held = holders_on(day)[match[0]]
            if not any(set(match[0].lower().split()) <= person.words for person in found):
                passage = line.sentence.passage
                _merge(
                    found,
                    Person(held.name, held.country, held.office or None, passage, _kinds(held.office), certain=True),
                )
    return [_sided(_known_holder(_fullest(person, told), day), home, partner) for person in found]


def _person(line: Read, naming: Naming, title: Title | None) -> Person:
    return Person(
        name=naming.name,
        country=title.side if title else None,
        office=title.office if title else None,
        evidence=_beside(line, naming),
        kinds=frozenset([title.kind]) if title else frozenset(),
        certain=bool(title and title.side),
        former=bool(title and title.former),
        topics=title.topics if title else frozenset(),
    )


def _completed(title: Title, unnamed: dict[str, Title]) -> Title:
    """ "The minister, X" after "Tajikistan's energy minister": the office is the one that was said before."""
    known = unnamed.get(title.kind) or (unnamed.get("foreign_minister") if title.kind == "minister" else None)
    if known and title.side is None and len(title.office.split()) == 1 and not known.plural:
        return replace(title, office=known.office, side=known.side, topics=known.topics)
    return title


def _counterpart(title: Title, found: Sequence[Person]) -> Title:
    """ "His Kazakh counterpart X": the office of the one named before, on the other side."""
    of = next((person for person in reversed(found) if person.office and person.country != title.side), None)
    if of is None or of.office is None or title.side is None:
        return replace(title, office="Counterpart")
    bare = re.sub(r" of (?:the )?(?:Pakistan|Kyrgyz Republic|[A-Z]\w+stan)$", "", of.office)
    kind = next(iter(sorted(of.kinds)), "counterpart")
    return replace(title, office=f"{bare.removeprefix('Federal ')} of {state_names()[title.side]}", kind=kind)


def _of_body(line: Read, title: Title) -> Title:
    """ "LCCI … and its president X": the office is one of the body named before."""
    known = [token.text for token in line.tokens[: title.first] if token.text in bodies()]
    if not known:
        return title
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


@cache
def _known() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of([holder.name for holder in holders()])}\b")


@cache
def _holder_words(day: str | None) -> tuple[tuple[frozenset[str], Holder], ...]:
    return tuple((frozenset(re.findall(r"\w+", name.lower())), held) for name, held in holders_on(day).items())


@cache
def _kinds(office: str) -> frozenset[str]:
    told = tokens(office)
    return frozenset(title.kind for title in titles(office, told))


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


def _known_holder(person: Person, day: str | None) -> Person:
    """Side and office of a well-known person whom the text names without them."""
    for name, held in _holder_words(day):
        if name <= person.words or (len(person.words) > 1 and person.words <= name):
            if person.certain and person.country != held.country:
                continue
            kinds = _kinds(held.office)
            said = person.office if person.office and not (_vague(person.office) and person.kinds & kinds) else None
            office = said or held.office or None
            return replace(person, country=held.country, office=office, kinds=person.kinds | kinds, certain=True)
    return person


def _vague(office: str) -> bool:
    return len(office.split()) < 3


def _sided(person: Person, home: str | None, partner: str | None) -> Person:
    """The side of someone of whose office no state is said, by his name where it tells, else the press's own."""
    if person.country or (person.office is None and not person.kinds):
        return person
    last = re.sub(r"\W+$", "", person.name.split()[-1])
    if _PAKISTANI.search(person.name):
        side: str | None = "PK"
    elif _CENTRAL_ASIAN.search(last):
        side = home if home != "PK" else partner
    else:
        side = partner if "ambassador" in person.kinds and home == "PK" else home
    office = person.office
    if side and office and len(office.split()) == 1 and person.kinds & (OF_STATE | {"ambassador"}):
        office += f" of {state_names()[side]}"
    if (
        side
        and office
        and side != "PK"
        and person.kinds & {"minister", "deputy_premier", "chairman", "foreign_minister"}
        and state_names()[side] not in office
    ):
        office += f" of {state_names()[side]}"
    return replace(person, country=side, office=office)


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
            )
            return
    found.append(new)


def _rank(person: Person) -> tuple[bool, bool, int]:
    return (not person.former, person.country is not None, min(len((person.office or "").split()), 9))


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
    return False
