"""A person of a scene → how his name, office and side were known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from items import Passage
from parsers.explanation import Known, Reckoned
from parsers.names import Naming, led, namings
from parsers.person import Person, as_holder, sided
from parsers.scene import Scene
from parsers.sentences import Sentence


def known_people(scene: Scene) -> tuple[Known, ...]:
    """All persons of a scene in its order."""
    return tuple(_known(scene, number) for number in range(len(scene.cast.persons)))


def _known(scene: Scene, number: int) -> Known:
    person = scene.cast.persons[number]
    # What stands beside the name in its evidence comes first: that naming was chosen of all.
    proof = person.evidence
    beside = sorted(_namings(scene, number), key=lambda it: not _holds(scene.told[it[0]].sentence, proof))
    day = scene.today.isoformat() if scene.today else None
    held = as_holder(replace(person, country=None, office=None, kinds=frozenset(), certain=False), day)
    return Known(
        name=person.name,
        country=person.country,
        office=person.office,
        by=_known_by(scene, number, beside, held),
        office_from=_office_from(person, beside, held),
        side_from=_side_from(person, beside, held),
        passage=person.evidence.text,
        former=person.former,
    )


def _holds(sentence: Sentence, passage: Passage) -> bool:
    return sentence.start <= passage.start < sentence.end


def _namings(scene: Scene, number: int) -> Iterator[tuple[int, Naming]]:
    """Where a person is named beside an office, with the number of the sentence."""
    for at, line in enumerate(scene.told):
        spans = [(m.start, m.end) for m in scene.cast.mentions[at] if m.named and m.person == number]
        for naming in [*namings(line), *led(line)] if spans else []:
            first, last = line.tokens[naming.first].start, line.tokens[naming.after - 1].end
            if any(start < last and first < end for start, end in spans):
                yield at, naming


def _known_by(scene: Scene, number: int, beside: Sequence[tuple[int, Naming]], held: Person) -> Reckoned:
    name = scene.cast.persons[number].name
    for at, naming in beside:
        if (title := naming.title) is None:
            continue
        how = "title before the name" if title.first < naming.first else "apposition, the office behind the name"
        return Reckoned(
            value=name, source="leader of a delegation" if title.first == naming.first else how, sentence=at
        )
    named = next((at for at, line in enumerate(scene.cast.mentions) if any(m.person == number for m in line)), None)
    return Reckoned(value=name, source="well-known holder" if held.certain else "by name", sentence=named)


def _office_from(person: Person, beside: Sequence[tuple[int, Naming]], held: Person) -> str:
    if person.office is None:
        return "not said"
    said = {naming.title.office for _, naming in beside if naming.title}
    if person.office in said:
        return "said"
    if person.office == held.office:
        return "from the list of holders"
    return "said, made full by rule" if any(_shares(person.office, office) for office in said) else "inferred"


def _shares(one: str, other: str) -> bool:
    return bool(set(re.findall(r"[A-Z]\w+", one)) & set(re.findall(r"[A-Z]\w+", other)))


def _side_from(person: Person, beside: Sequence[tuple[int, Naming]], held: Person) -> str:
    if person.country is None:
        return "not said"
    if any(naming.title and naming.title.side == person.country for _, naming in beside):
        return "said"
    if held.certain and held.country == person.country:
        return "from the list of holders"
    # A minister of whom nothing else is known: what his name alone makes of him, asked with both sides for a home.
    alone = replace(person, country=None, office=None, kinds=frozenset({"minister"}))
    by_name = sided(alone, "KZ", "KZ").country == "PK" or sided(alone, "PK", "KZ").country == "KZ"
    return "by the looks of the name" if by_name else "inferred from the press or from the states of the article"
