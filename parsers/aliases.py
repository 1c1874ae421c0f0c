"""Known spellings of persons' names → the person whom a printed name means, or None where that is not certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

import sounds
from sounds import latin

#: From 0 to 100, as rapidfuzz counts: names less alike are not one. Equal sounds are proof in themselves.
SAME_NAME = 85
SAME_NAME_BY_SOUND = 80
#: Two persons whose best spellings are as near as this to the printed name are equally good.
TIE = 2


@dataclass(frozen=True)
class Aliases:
    """An index of spellings. A plain spelling has its parts ordered by sound, so that any order finds it."""

    #: Plain spelling → the persons so called.
    exact: Mapping[str, frozenset[str]]
    #: Sounds of all parts → the plain spellings that sound so; sound of one part → those that have such a part.
    by_sounds: Mapping[tuple[str, ...], frozenset[str]]
    by_part: Mapping[str, frozenset[str]]

    def find(self, name: str) -> str | None:
        """The person whom `name` means; None where nobody is so called or two persons are equally likely."""
        parts = _parts(name)
        plain = " ".join(parts)
        if known := self.exact.get(plain):
            return next(iter(known)) if len(known) == 1 else None
        if alike := self.by_sounds.get(tuple(map(latin.sound, parts))):
            return self._best(_scores(plain, alike, SAME_NAME_BY_SOUND))
        sharing = frozenset[str]().union(*(self.by_part.get(latin.sound(part), ()) for part in parts))
        scores = _scores(plain, sharing, SAME_NAME)
        return self._best({other: score for other, score in scores.items() if _paired(parts, other.split())})

    def _best(self, scores: Mapping[str, float]) -> str | None:
        best: dict[str, float] = {}
        for plain, score in scores.items():
            for person in self.exact[plain]:
                best[person] = max(score, best.get(person, 0))
        near = [person for person, score in best.items() if score + TIE >= max(best.values())]
        return near[0] if len(near) == 1 else None


def is_one_name(one: str, other: str) -> bool:
    """Whether two printed names are spellings of one: Alisher Tukhtaev and Alisher Tukhtayev."""
    parts, others = _parts(one), _parts(other)
    return len(parts) == len(others) > 1 and _paired(parts, others)


def index(aliases: Iterable[tuple[str, str]]) -> Aliases:
    """The index of pairs: a spelling, and the person whom it means."""
    exact: defaultdict[str, set[str]] = defaultdict(set)
    by_sounds: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    by_part: defaultdict[str, set[str]] = defaultdict(set)
    for name, person in aliases:
        parts = _parts(name)
        plain = " ".join(parts)
        exact[plain].add(person)
        by_sounds[tuple(map(latin.sound, parts))].add(plain)
        for part in parts:
            by_part[latin.sound(part)].add(plain)
    return Aliases(
        exact={plain: frozenset(persons) for plain, persons in exact.items()},
        by_sounds={told: frozenset(plains) for told, plains in by_sounds.items()},
        by_part={sound: frozenset(plains) for sound, plains in by_part.items()},
    )


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name, ordered by their sounds: by the alphabet, Evgeny and Yevgeny would stand apart."""
    return tuple(sorted(sounds.parts(name), key=lambda part: (latin.sound(part), part)))


def _scores(plain: str, others: Iterable[str], least: float) -> dict[str, float]:
    # What token_sort_ratio does, for parts that are sorted already.
    found = process.extract(plain, others, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {other: score for other, score, _ in found}


def _paired(parts: Iterable[str], others: Iterable[str]) -> bool:
    """Whether each part has its like in the other name: a shared family name makes no Humayun of a Haroon."""
    left = list(others)
    for part in parts:
        like = next((other for other in left if latin.alike(part, other)), None)
        if like is None:
            return False
        left.remove(like)
    return not left
