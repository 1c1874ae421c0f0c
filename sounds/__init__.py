"""Printed names → how they sound: keys under which a name is found, and how alike two names are.

Scripts are kept apart: `RULES` has what is known of each, and names of two scripts are never compared by their letters.
A script joins by rules of its own; until then its names are found and compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sounds import latin

#: Raised by a person when keys change: those that the warehouse holds are then made anew.
VERSION = 1
Script = Literal["latin", "cyrillic", "arabic", "other"]
#: From 0 to 1: two full names at least so alike are spellings of one, as far as names alone can tell.
SAME = 0.85
#: Names at least so alike may be one's; only more than the name can tell.
MAYBE = 0.77
#: Two parts at least so alike are spellings of one part; parts below it have nothing to do with each other.
SAME_PART = 0.86
#: Parts of a name that are compared; the rest of a longer one is left out.
MOST_PARTS = 7

TITLES = """
    mr mrs ms dr prof professor engr engineer senator he excellency gen general lt lieutenant maj major col colonel
    brig brigadier marshal field admiral vice air chief retd rtd hon honourable honorable syed sayed mian chaudhry
    chaudhary ch haji hafiz
"""
#: What stands before a name in one outlet and not in another.
HONORIFICS = frozenset(TITLES.split())
RANKS = """
    sardar makhdoom khawaja khwaja rana raja maulana moulana mufti pir allama nawab nawabzada sahibzada agha alhaj
    advocate justice barrister
"""
#: The same, where it is too much of the name to be left out whenever names are compared.
BEFORE = HONORIFICS | frozenset(RANKS.split())
FAMILIES = "chaudhry chaudhary chaudhri choudhry malik mir mirza sheikh shaikh qazi rana raja khawaja"
#: Titles before a name, and family names behind it.
CLANS = frozenset(FAMILIES.split())
PREFIXES = "muhammad mohammad mohammed mohamed mohamad mohd md abdul abdur abdus"
#: What is put before another name, or left out.
_PREFIXES = frozenset(PREFIXES.split())
COMMON = "khan ali ahmad ahmed jan bibi begum ul ur ud al"
#: What does not tell, though a name begins with it.
_NO_NAME = HONORIFICS | _PREFIXES
_SKIPPED = BEFORE | CLANS | _PREFIXES
#: Parts that are printed or left out at will, and that too many people share.
WEAK = BEFORE | CLANS | _PREFIXES | frozenset(COMMON.split())


@lru_cache(maxsize=65536)
def script(name: str) -> Script:
    """The script of the first letter of `name` that has one that we tell apart."""
    for letter in name:
        if letter.isalpha():
            kind = unicodedata.name(letter, "").partition(" ")[0].lower()
            if kind in ("latin", "cyrillic", "arabic"):
                return kind  # type: ignore[return-value]
    return "other"


#: Letters that are others than they would be without their marks.
_LETTERS = str.maketrans(
    {"ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "i", "ə": "a", "ð": "d"}
)


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a name in their order, without accents, case, apostrophes and figures; hyphens and dots part."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(re.sub(r"[^\w\s]+|[\d_]", "", re.sub(r"[-‐‑–.]", " ", plain)).split())


@lru_cache(maxsize=16384)
def keys(name: str) -> frozenset[str]:
    """Under what a full name is found: names that are alike have one of these in common, others hardly ever.

    Each key is how one part sounds, with how another begins: so a name is found whatever else is left out or added,
    in any order, and though one part is mistyped behind its first letter. A name of one part has no such key.
    """
    rules = RULES[script(name)]
    told = parts(name)[:MOST_PARTS]
    telling = [at for at, part in enumerate(told) if len(part) > 1 and part not in WEAK]
    if len(telling) < 2:
        telling = [at for at, part in enumerate(told) if len(part) > 1]
    sounds = [rules.sound(part) for part in told]
    return frozenset(
        f"{sounds[other][:1]} {sounds[at]}"
        for at in telling
        for other in range(len(told))
        if other != at and sounds[other]
    )


@lru_cache(maxsize=16384)
def part_keys(name: str, weak: bool = False) -> frozenset[str]:
    """How each telling part of a name sounds, with `weak` also what many share: where a family name alone is found."""
    rules = RULES[script(name)]
    told = parts(name)[:MOST_PARTS]
    tells = [told[at] for at in _telling(told)]
    if weak or not tells:
        tells += [part for part in told if len(part) > 1 and part not in HONORIFICS]
    return frozenset(map(rules.sound, tells or told))


def is_full(name: str) -> bool:
    """Whether a name has two parts that tell whom it means: no bare family name, no initial, no title."""
    return len([part for part in parts(name) if len(part) > 2 and part not in HONORIFICS]) > 1


@lru_cache(maxsize=65536)
def score(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; from `SAME` on they are spellings of one. The order of parts is free.

    Parts that one of the two leaves out take little away, two parts that differ nearly all: a shared family name makes
    no Humayun of a Haroon. 0 where the scripts differ: only a table of known spellings can bring such names together.
    """
    kind = script(one)
    if kind != script(other):
        return 0.0
    a, b = parts(one)[:MOST_PARTS], parts(other)[:MOST_PARTS]
    if sorted(a) == sorted(b):
        return 1.0 if a else 0.0
    short, long = sorted((a, b), key=len)
    plain = _paired(short, long)
    return plain if plain >= SAME else max(plain, *(_paired(*spelt) for spelt in _joins(short, long)), 0.0)


def part_score(one: str, other: str) -> float:
    """How alike two parts of names in one script sound, from 0 to 1."""
    return RULES[script(one)].likeness(one, other)


# --- two names part by part -------------------------------------------------------------------------------------------


def _joins(short: Sequence[str], long: Sequence[str]) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
    """The two names with neighbours of one joined that are one part of the other."""
    found: list[tuple[Sequence[str], Sequence[str]]] = []
    for one, other, turned in ((long, short, False), (short, long, True)):
        at = 0
        joined = list(one)
        while at + 1 < len(joined):
            runs = (("".join(joined[at : at + size]), size) for size in (3, 2) if at + size <= len(joined))
            for run, size in runs:
                if any(run[0] == part[0] and part_score(run, part) >= 0.9 for part in other):
                    joined[at : at + size] = [run]
                    break
            at += 1
        if len(joined) < len(one):
            found.append((joined, other) if turned else (other, joined))
    return found


def _paired(one: Sequence[str], other: Sequence[str]) -> float:
    pairs = _pairs(one, other)
    if not pairs:
        return 0.0
    scores = [score for _, _, score in pairs]
    alike = (min(scores) + sum(scores) / len(scores)) / 2
    tells, others_tell = _telling(one), _telling(other)
    left = set(range(len(one))) - {i for i, _, _ in pairs}
    over = set(range(len(other))) - {j for _, j, _ in pairs}
    missing, extra = left & tells, over & others_tell
    if missing and extra:
        return min(alike, 0.4)
    shared = [i for i, j, _ in pairs if len(one[i]) > 1 and len(other[j]) > 1]
    # What two names begin with tells, too: Malik Junaid is Malik Junaid Rao.
    starts = (_start(one), _start(other))
    telling = [i for i, j, _ in pairs if (i in tells and j in others_tell) or (i, j) == starts]
    if len(shared) < 2 or not tells & set(telling):
        # A name of parts that many share is one only where nothing is left over.
        rest = {one[i] for i in left} | {other[j] for j in over}
        return min(alike, 0.6 if len(shared) < 2 or tells or others_tell or not rest <= _NO_NAME else 0.9)
    if len(telling) < 2:
        # A first name and Khan tell little: Junaid Ali Khan and Junaid Rao Khan are two.
        both = [i for i in left if one[i] not in BEFORE] and [j for j in over if other[j] not in BEFORE]
        alike = min(alike, 0.7 if both else 0.8 if missing or extra else alike)
    if _first(one) in left or _first(other) in over:
        alike -= 0.15  # her own name before her father's
    return alike - 0.02 * len(missing | extra) - 0.01 * (len(left | over) - len(missing | extra))


def _telling(name: Sequence[str]) -> set[int]:
    """Which parts of a name tell whom it means: not what many share. What is a title before a name ends one, too."""
    last = len(name) - 1
    return {
        at for at, part in enumerate(name) if len(part) > 1 and (part not in WEAK or (at == last > 0 and part in CLANS))
    }


def _start(name: Sequence[str]) -> int:
    """Where a name begins, behind titles that are always left out."""
    return next((at for at, part in enumerate(name) if part not in _NO_NAME), -1)


def _first(name: Sequence[str]) -> int:
    """Where the name itself begins, behind titles and prefixes."""
    return next((at for at, part in enumerate(name) if part not in _SKIPPED), -1)


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, float]]:
    """The parts that have their like in the other name, by their places, with how alike they are."""
    ranked = sorted(
        ((part_score(a, b), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(other)), reverse=True
    )
    taken: set[int] = set()
    used: set[int] = set()
    pairs = []
    for found, _, i, j in ranked:
        if found >= SAME_PART and i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((i, j, found))
    return pairs


# --- the scripts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rules:
    """What is known of a script: how a part of a name sounds, and how alike two parts are, from 0 to 1."""

    sound: Callable[[str], str]
    likeness: Callable[[str, str], float]


def _as_written(part: str) -> str:
    return part


def _equal(one: str, other: str) -> float:
    return float(one == other)


RULES: dict[Script, Rules] = {
    "latin": Rules(latin.sound, latin.part_score),
    "cyrillic": Rules(_as_written, _equal),
    "arabic": Rules(_as_written, _equal),
    "other": Rules(_as_written, _equal),
}
