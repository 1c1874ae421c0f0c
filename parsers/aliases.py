"""Known spellings of persons' names → the person whom a printed name means, or None where that is not certain."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

#: From 0 to 100, as rapidfuzz counts: names less alike are not one. Equal sounds are proof in themselves.
SAME_NAME = 85
SAME_NAME_BY_SOUND = 80
#: Two persons whose best spellings are as near as this to the printed name are equally good.
TIE = 2
#: Letters of a part of a name from which one of them may be mistyped.
LONG_PART = 5
#: Ways of writing one sound in Latin letters, the longer first; vowels are left out afterwards.
_SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("tz", "c"),
    ("kh", "h"), ("x", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("ck", "k"),
    ("q", "k"), ("w", "v"),
)  # fmt: skip
_NOT_IN_NAMES = re.compile(r"[^\w\s-]+|[\d_]")


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
        if alike := self.by_sounds.get(tuple(map(_sound, parts))):
            return self._best(_scores(plain, alike, SAME_NAME_BY_SOUND))
        sharing = frozenset[str]().union(*(self.by_part.get(_sound(part), ()) for part in parts))
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
        by_sounds[tuple(map(_sound, parts))].add(plain)
        for part in parts:
            by_part[_sound(part)].add(plain)
    return Aliases(
        exact={plain: frozenset(persons) for plain, persons in exact.items()},
        by_sounds={sounds: frozenset(plains) for sounds, plains in by_sounds.items()},
        by_part={sound: frozenset(plains) for sound, plains in by_part.items()},
    )


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name, ordered by their sounds, without accents, case and apostrophes."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    parts = _NOT_IN_NAMES.sub("", "".join(letters).casefold()).replace("-", " ").split()
    # By the alphabet, Evgeny Karimov and Yevgeny Karimov would be ordered differently.
    return tuple(sorted(parts, key=lambda part: (_sound(part), part)))


@lru_cache(maxsize=65536)
def _sound(part: str) -> str:
    """The consonants of a part: Tukhtaev, Takhtayev and Tuxtayev sound the same, Karimov and Karimova do not."""
    for spelling, sound in _SOUNDS:
        part = part.replace(spelling, sound)
    first = "a" if part[0] in "aeiouy" else part[0]
    rest = re.sub(r"[aeiouy]|h$", "", part[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest) + ("a" if part.endswith("va") else "")


def _scores(plain: str, others: Iterable[str], least: float) -> dict[str, float]:
    # What token_sort_ratio does, for parts that are sorted already.
    found = process.extract(plain, others, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {other: score for other, score, _ in found}


def _paired(parts: Iterable[str], others: Iterable[str]) -> bool:
    """Whether each part has its like in the other name: a shared family name makes no Humayun of a Haroon."""
    left = list(others)
    for part in parts:
        like = next((other for other in left if _like(part, other)), None)
        if like is None:
            return False
        left.remove(like)
    return not left


def _like(part: str, other: str) -> bool:
    slip = min(len(part), len(other)) >= LONG_PART and OSA.distance(part, other, score_cutoff=1) == 1
    # What is added to a man's name in a woman's is no slip.
    return _sound(part) == _sound(other) or (slip and part.endswith("a") == other.endswith("a"))
