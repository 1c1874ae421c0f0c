"""Persons named so far and one more naming → the same persons, with one more or with one made fuller."""

from __future__ import annotations

from dataclasses import replace

from parsers.aliases import is_one_name
from parsers.person import Person


def merge(found: list[Person], new: Person) -> None:
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
    """How good an account of a person is: his present office before a former one, a known side, a full office."""
    known = person.country is not None and person.office != "Leader of the delegation"
    return (not person.former, known, min(len((person.office or "").split()), 9))


def _same(one: Person, other: Person) -> bool:
    """Whether two namings are of one person: of one side, one name holding the other or being a spelling of it."""
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
