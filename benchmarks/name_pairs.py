"""spellings.csv → pairs of names that are one person's or not, in two halves: rules may be made on the first only."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).parent.parent / "tests" / "names" / "spellings.csv"
HALVES = ("learnt", "fresh")


@dataclass(frozen=True)
class Pair:
    """Two names of one family, and whether they are one person's."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True)
class Judged:
    """What a way of comparing came to; F1 counts the pairs that are the same."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Both in one figure."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


def pairs(half: str) -> Iterator[Pair]:
    """All pairs of the families of a half."""
    families: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            families[row["family"]].append((row["person"], row["spelling"]))
    for family, spellings in families.items():
        if HALVES[hashlib.sha256(family.encode()).digest()[-1] % 2] == half:
            for (person, one), (another, other) in combinations(spellings, 2):
                yield Pair(one, other, person == another)


def judged(half: str, same: Callable[[str, str], bool]) -> Judged:
    """How well `same` tells the pairs of a half apart."""
    found = [(pair.same, same(pair.one, pair.other)) for pair in pairs(half)]
    right = sum(truth and said for truth, said in found)
    said = sum(answer for _, answer in found)
    return Judged(right / (said or 1), right / sum(truth for truth, _ in found))
