"""A sentence that tells of several meetings at once → each of them with those who met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.modality import is_real
from parsers.partners import HEADS
from parsers.person import Person
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.wording import frame


def credentials(scene: Scene, number: int) -> list[Frame]:
    """Envoys of several states present their credentials: one meeting with the head of state for each of the sides'."""
    match = next(iter(scene.told[number].phrases("credentials")), None)
    if match is None or number == 0 or not is_real(scene.told[number].sentence.text, match):
        return []
    persons, here = scene.cast.persons, distinct(present(scene, number))
    near = [m.person for n in range(number, min(number + 3, len(scene.told))) for m in scene.cast.mentions[n]]
    envoys = [
        p for p in dict.fromkeys(near) if "ambassador" in persons[p].kinds and persons[p].country in {"PK", *FIVE}
    ]
    hosts = [p for p in here if persons[p].kinds & {"president", "leader"}]
    meets = [(p, host) for p in envoys for host in hosts[:1] if scene.cast.two_sided((p, host))]
    return [replace(frame(scene, number, "meeting", pair, match), anew=True) for pair in meets]


def one_after_another(scene: Scene, number: int, who: tuple[int, ...], matches: Sequence[re.Match[str]]) -> list[Frame]:
    """ "Will hold talks with X and meet Y": one meeting for each verb that has an object of its own."""
    if len(matches) < 2 or not scene.cast.two_sided(who):
        return []
    mentions, persons = present(scene, number), scene.cast.persons
    ends = [match.start() for match in matches[1:]] + [len(scene.told[number].sentence.text)]
    objects = [
        tuple(dict.fromkeys(m.person for m in mentions if match.end() <= m.start < end))
        for match, end in zip(matches, ends, strict=True)
    ]
    flat = [person for group in objects for person in group]
    sides = {persons[person].country for person in flat}
    subjects = tuple(person for person in who if person not in flat)
    if (
        not all(objects)
        or len(set(flat)) != len(flat)
        or len(sides) != 1
        or not scene.cast.two_sided((*subjects, flat[0]))
    ):
        return []
    first = frame(scene, number, "meeting", subjects, matches[0])
    return [
        replace(frame(scene, number, "meeting", (*subjects, *group), match), anew=position > 0, status=first.status)
        for position, (match, group) in enumerate(zip(matches, objects, strict=True))
    ]


_HOUSE = re.compile(r"\b(?:Senate|Assembly|Parliament|House|Majlis|Majilis|Mejlis|Kenesh|Chamber)")


def _receives_alone(person: Person) -> bool:
    """Whether someone is met by himself and does not sit beside another: heads of state, of houses, of the army."""
    if person.kinds & {"president", "premier", "speaker", "army"}:
        return True
    return "chairman" in person.kinds and bool(_HOUSE.search(person.office or ""))


_PLURAL = re.compile(
    r"\b(?:meetings|talks|calls|separate|separately|several|besides|held\s+meetings|apart\s+from)\b", re.I
)


def parted(scene: Scene, number: int, whole: Frame) -> Iterator[Frame]:
    """ "Had talks with the president, the premier and the army chief": one meeting each."""
    persons, text = scene.cast.persons, scene.told[number].sentence.text
    home = [p for p in whole.persons if persons[p].country == "PK"]
    away = [p for p in whole.persons if persons[p].country in FIVE]
    few, many = (home, away) if len(home) <= len(away) else (away, home)
    heads = [p for p in many if persons[p].kinds & HEADS]
    others = [p for p in whole.persons if p not in (*few, *many)]
    tops = [p for p in many if _receives_alone(persons[p])]
    tops = tops if any(persons[p].kinds & {"president", "premier"} for p in tops) else []
    if (
        len(few) == 1
        and len(heads) == len(many)
        and len(many) + len(others) > 1
        and (_PLURAL.search(text) or len(tops) == len(many))
        and not re.search(r"\bjoint\b|\btogether\b|\ba\s+meeting\b", text)
    ):
        for other in many:
            yield replace(whole, persons=(few[0], other), anew=True)
    else:
        yield whole
