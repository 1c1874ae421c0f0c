"""Someone named in an article, and what well-known offices and the looks of his name add to what the text says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, cached_property

from items import Passage
from parsers.aliases import Aliases, index
from parsers.lexicon import any_word, holder_on, holders, state_names, table
from parsers.office_names import OF_STATE
from parsers.offices import titles
from parsers.tokens import tokens

#: Endings of family names that are common in Central Asia and not in Pakistan.
_CENTRAL_ASIAN = re.compile(
    r"(?:ov|ev|ova|eva|yev|uly|ulu|kyzy|zoda|zada|bek|bayev|bai|gul|jon|iyev|iev|nov|baev|oglu|ogly|tdinov|shev|muhamedov|ow|owa)$"
)


@cache
def _parts(side: str) -> frozenset[str]:
    return frozenset(row["part"].lower() for row in table("names") if row["side"] == side)


def _looks(name: str, side: str) -> bool:
    return any(part.lower() in _parts(side) for part in name.split())


def looks_central_asian(name: str) -> bool:
    """Whether a part of the name, or its ending, is one of Central Asia."""
    parts = re.findall(r"[^\W\d_][\w’'-]*", name)
    return any(part.lower() in _parts("CA") or _CENTRAL_ASIAN.search(part) for part in parts)


def looks_pakistani(name: str) -> bool:
    """Whether a part of the name is common in Pakistan, and none is one of Central Asia."""
    parts = re.findall(r"[^\W\d_][\w’'-]*", name)
    return any(part.lower() in _parts("PK") for part in parts) and not looks_central_asian(name)


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
    #: Parts of other spellings of the name in the same article, in small letters.
    also: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The parts of the name."""
        return frozenset(word for word in re.findall(r"\w+", self.name.lower()) if len(word) > 1)


@cache
def known_names() -> re.Pattern[str]:
    """Names of well-known office holders."""
    return re.compile(rf"{any_word([holder.name for holder in holders()])}\b")


@cache
def _spellings() -> tuple[tuple[str, frozenset[str]], ...]:
    """Spellings of well-known office holders, each with its words."""
    names = dict.fromkeys(holder.name for holder in holders())
    return tuple((name, frozenset(re.findall(r"\w+", name.lower()))) for name in names)


@cache
def _by_word() -> dict[str, list[int]]:
    """Word → numbers of the spellings that hold it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (_, parts) in enumerate(_spellings()):
        for part in parts:
            found[part].append(number)
    return dict(found)


@cache
def _by_last_word() -> dict[str, list[str]]:
    """What stands behind the last blank, in small letters → the spellings that end so."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, _ in _spellings():
        found[name.lower().rpartition(" ")[2]].append(name)
    return dict(found)


@cache
def _known_spellings() -> Aliases:
    """Well-known office holders by whatever spelling of their names."""
    return index((holder.name, holder.person) for holder in holders())


@cache
def kinds_of(office: str) -> frozenset[str]:
    """Kinds of the offices that a written office names."""
    told = tokens(office)
    return frozenset(title.kind for title in titles(office, told))


def as_holder(person: Person, day: str | None) -> Person:
    """Side and office of a well-known person whom the text names without them."""
    numbers = {number for word in person.words for number in _by_word().get(word, ())}
    for name, parts in (_spellings()[number] for number in sorted(numbers)):
        if parts <= person.words or (len(person.words) > 1 and person.words <= parts):
            held = holder_on(name, day)
            if person.certain and person.country != held.country:
                continue
            kinds = kinds_of(held.office)
            said = person.office if person.office and not (_vague(person.office) and person.kinds & kinds) else None
            office = said or held.office or None
            return replace(person, country=held.country, office=office, kinds=person.kinds | kinds, certain=True)
    if len(person.words) > 1 and not person.certain and (known := _known_spellings().find(person.name)):
        held = holder_on(known, day)
        if kinds_of(held.office) & person.kinds or not person.kinds:
            return replace(person, country=held.country, office=person.office or held.office or None, certain=True)
    return _by_surname(person, day) if len(person.words) == 1 and not person.certain else person


def _by_surname(person: Person, day: str | None) -> Person:
    """ "Presidents Tokayev and Mirziyoyev": the one holder of such an office with that family name."""
    called = person.name.lower()
    named = [name for name in _by_last_word().get(called.rpartition(" ")[2], ()) if name.lower().endswith(f" {called}")]
    fitting = {
        held.person: held
        for held in (holder_on(name, day) for name in named)
        if held.office and kinds_of(held.office) & person.kinds
    }
    if len(fitting) != 1:
        return person
    held = next(iter(fitting.values()))
    return replace(person, country=held.country, office=held.office, certain=True)


def held_by(name: str, kind: str, day: str | None) -> str | None:
    """The state of the well-known holder of such an office who is called so, by whatever part of his name."""
    nobody = Person(name, None, None, Passage(text=name, start=0, end=len(name)), frozenset([kind]))
    return as_holder(nobody, day).country


def _vague(office: str) -> bool:
    return len(office.split()) < 3


def _in_full(person: Person, partner: str | None) -> str | None:
    """The office with its holder's state and the one to which he is sent, where the text leaves them out."""
    office = person.office
    if office is None or person.country is None:
        return office
    name = state_names()[person.country]
    if person.country == "PK" and partner and "ambassador" in person.kinds and office == "Ambassador of Pakistan":
        return f"{office} to {state_names()[partner]}"
    is_of_state = person.kinds & {"deputy_premier", "foreign_minister", "premier"}
    bare = re.search(r"(?:Prime|Foreign) Minister$", office)
    return f"{office} of {name}" if is_of_state and bare and name.split()[0] not in office else office


_OF_THE_WORLD = re.compile(
    r"\b(?:UN|United Nations|SCO|ECO|OIC|CICA|OSCE|EU|NATO|UNDP|UNICEF|WHO|FAO|IMF|ADB|World Bank"
    r"|Asian Development Bank)\b"
)


def sided(person: Person, home: str | None, partner: str | None) -> Person:
    """The side of someone of whose office no state is said, by his name where it tells, else the press's own."""
    of_the_world = person.office and _OF_THE_WORLD.search(person.office)
    if of_the_world or re.fullmatch(r"Secretary[- ]General", person.office or "") and not looks_pakistani(person.name):
        return person  # the Secretary-General of the UN stands for no state
    if person.country or (person.office is None and not person.kinds):
        return replace(person, office=_in_full(person, partner))
    if _looks(person.name, "AF"):
        side: str | None = "AF"
    elif looks_pakistani(person.name):
        side = "PK"
    elif looks_central_asian(person.name):
        side = home if home != "PK" else partner
    else:
        side = partner if "ambassador" in person.kinds and home == "PK" else home
    office = person.office
    if side == "PK" and office == "President":
        return replace(person, country=side)  # those of Pakistan are known by name: he presides over something else
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
