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

from rapidfuzz.distance import OSA

Script = Literal["latin", "cyrillic", "arabic", "other"]
#: From 0 to 1: two full names at least so alike are spellings of one, as far as names alone can tell.
SAME = 0.85
#: Names at least so alike may be one's; only more than the name can tell.
MAYBE = 0.77
#: Two parts at least so alike are spellings of one part; parts below it have nothing to do with each other.
SAME_PART = 0.8
#: Letters of a part of a name from which one of them may be mistyped.
LONG_PART = 5
#: Parts of a name that are compared; the rest of a longer one is left out.
MOST_PARTS = 7

TITLES = """
    mr mrs ms dr prof professor engr engineer senator he excellency gen general lt lieutenant maj major col colonel
    brig brigadier marshal field admiral vice air chief retd rtd hon honourable honorable syed sayed mian chaudhry
    chaudhary ch haji hafiz
"""
#: What stands before a name in one outlet and not in another.
HONORIFICS = frozenset(TITLES.split())
COMMON = """
    muhammad mohammad mohammed mohamed mohd md khan ahmad ahmed ali sardar makhdoom khawaja khwaja rana raja maulana
    mufti pir allama nawab nawabzada sahibzada malik mir sheikh shaikh chaudhri choudhry advocate justice barrister
    begum jan bibi
"""
#: Parts that are printed or left out at will, and that too many people share.
WEAK = HONORIFICS | frozenset(COMMON.split())


def script(name: str) -> Script:
    """The script of the first letter of `name` that has one that we tell apart."""
    for letter in name:
        if letter.isalpha():
            kind = unicodedata.name(letter, "").partition(" ")[0].lower()
            if kind in ("latin", "cyrillic", "arabic"):
                return kind  # type: ignore[return-value]
    return "other"


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a name in their order, without accents, case, apostrophes and figures; hyphens and dots part."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = "".join(letters).casefold()
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
def part_keys(name: str) -> frozenset[str]:
    """How each telling part of a name sounds: under what a family name alone is found."""
    rules = RULES[script(name)]
    told = [part for part in parts(name)[:MOST_PARTS] if len(part) > 1]
    return frozenset(rules.sound(part) for part in told if part not in WEAK) or frozenset(map(rules.sound, told))


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
    return RULES[kind].judge(short, long)


def alike(part: str, other: str) -> bool:
    """Whether two parts sound the same or differ by one slip of the pen."""
    slip = min(len(part), len(other)) >= LONG_PART and OSA.distance(part, other, score_cutoff=1) == 1
    # What is added to a man's name in a woman's is no slip.
    return sound(part) == sound(other) or (slip and part.endswith("a") == other.endswith("a"))


# --- Latin letters ----------------------------------------------------------------------------------------------------

#: Ways of writing one sound, the longer first; vowels are left out afterwards.
_SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("tz", "c"),
    ("kh", "h"), ("x", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("ck", "k"),
    ("q", "k"), ("w", "v"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def sound(part: str) -> str:
    """The consonants of a part: Tukhtaev, Takhtayev and Tuxtayev sound the same, Karimov and Karimova do not."""
    for spelling, plain in _SOUNDS:
        part = part.replace(spelling, plain)
    first = "a" if part[0] in "aeiouy" else part[0]
    rest = re.sub(r"[aeiouy]|h$", "", part[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest) + ("a" if part.endswith("va") else "")


#: Spelling → phones. A capital is one phone of two letters: S sh, C ch, X kh, E ai or ey, W au, Y oy. The first that
#: fits at a place is taken.
_PHONES = (
    (r"dzh|dj|zh|j", "j"), (r"shch|sch|sh", "S"), (r"tch|ch", "C"), (r"t[sz](?=[^aeiouy]|$)|ts", "c"), (r"kh|x", "X"),
    (r"h", "h"), (r"gh", "g"), (r"ph", "f"), (r"th", "t"), (r"dh", "d"), (r"bh", "b"), (r"ck|q|c(?![eiy])", "k"),
    (r"c", "s"), (r"w", "v"),
    (r"(?<=[aeiou])[yi](?=[aeou])", ""), (r"^y(?=e)", ""), (r"^y(?=[aou])", "y"),
    (r"a[uw](?![aeiouy])|av(?=[kq])", "W"), (r"ay?ee", "E"), (r"(?:a[iy]|e[iy])(?![aeou])", "E"),
    (r"oy|oi(?![aeou])", "Y"),
    (r"iy|yy|ii|ee|ea|y", "i"), (r"aa", "a"), (r"oo|ou", "u"), (r"eo|yo|io", "o"),
)  # fmt: skip
_PHONE = re.compile("|".join(f"({pattern})" for pattern, _ in _PHONES) + "|.")
#: What it costs to write one phone for the other; all else costs 1.
_COSTS = {
    "ae": 0.2, "ao": 0.25, "ou": 0.15, "ei": 0.25, "au": 0.6, "ai": 0.7, "eo": 0.6, "io": 0.7, "iu": 0.5, "eu": 0.6,
    "Ee": 0.1, "Ea": 0.4, "Ei": 0.3, "Wo": 0.1, "Wu": 0.3, "Wa": 0.5, "Ya": 0.4, "Yo": 0.2, "YE": 0.2, "Yu": 0.4,
    "hX": 0.0, "Xk": 0.4, "hk": 0.6, "kg": 0.5, "Xg": 0.6, "hg": 0.8, "sz": 0.4, "td": 0.5, "bp": 0.5, "fv": 0.4,
    "vb": 0.6, "SC": 0.5, "Ss": 0.5, "Cc": 0.4, "sc": 0.4, "jC": 0.6, "jS": 0.7, "jd": 0.7, "jz": 0.5, "mn": 0.7,
}  # fmt: skip
_LIKE = {ends: cost for pair, cost in _COSTS.items() for ends in ((pair[0], pair[1]), (pair[1], pair[0]))}
#: What it costs to leave a phone out; a consonant costs 1.
_LEFT_OUT = {"h": 0.15, "X": 0.35, "y": 0.1, "i": 0.35, "a": 0.45, "e": 0.35, "o": 0.5, "u": 0.5, "E": 0.6, "W": 0.6}
#: Endings that a name takes or leaves off: Rahimov and Rahimzoda, Kabir and Kabirov, Akmal and Akmaljon.
_ENDING = re.compile(r"(?<=\w{3})(?:[iy]?y?[eo](?:v|w|ff)|z[aoe]d[aeo]|bek|j[ao]n)$")
OTHER_ENDING = 0.93


@lru_cache(maxsize=65536)
def _phones(part: str) -> str:
    found = _PHONE.sub(lambda match: _PHONES[match.lastindex - 1][1] if match.lastindex else match[0], part)
    return re.sub(r"(.)\1+", r"\1", found)


@lru_cache(maxsize=262144)
def part_score(one: str, other: str) -> float:
    """How alike two parts sound, from 0 to 1."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    best = _alike(_phones(one), _phones(other))
    root, other_root = _ENDING.sub("", one), _ENDING.sub("", other)
    if best < OTHER_ENDING and (root, other_root) != (one, other) and min(len(root), len(other_root)) > 2:
        best = max(best, OTHER_ENDING * _alike(_phones(root), _phones(other_root)))
    return best


def _alike(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > longest / 2:
        return 0.0
    # One row of the table after the other: what it costs to turn the beginning of `one` into each beginning of `other`.
    row = [0.0]
    for phone in other:
        row.append(row[-1] + _LEFT_OUT.get(phone, 1.0))
    for phone in one:
        gone = _LEFT_OUT.get(phone, 1.0)
        diagonal, row[0] = row[0], row[0] + gone
        for at, wanted in enumerate(other, 1):
            change = diagonal + (0.0 if phone == wanted else _LIKE.get((phone, wanted), 1.0))
            diagonal, row[at] = row[at], min(change, row[at] + gone, row[at - 1] + _LEFT_OUT.get(wanted, 1.0))
    cost = row[-1]
    if one[-1:] != other[-1:] and {one[-1:], other[-1:]} & {"a"} and abs(len(one) - len(other)) == 1:
        cost = max(cost, 1.0)  # Saida is no Said
    return max(0.0, 1 - cost / max(longest, 4))


def _judge(short: Sequence[str], long: Sequence[str]) -> float:
    """The likeness of two names of which `long` has at least as many parts."""
    return max(_paired(a, b) for a, b in _joins(short, long))


def _joins(short: Sequence[str], long: Sequence[str]) -> Sequence[tuple[Sequence[str], Sequence[str]]]:
    """The two names as they stand, and with two neighbours of one joined that are one part of the other."""
    found = [(short, long)]
    for one, other, turned in ((long, short, False), (short, long, True)):
        at = 0
        joined = list(one)
        while at + 1 < len(joined):
            both = joined[at] + joined[at + 1]
            if any(part_score(both, part) >= 0.9 for part in other):
                joined[at : at + 2] = [both]
            else:
                at += 1
        if len(joined) < len(one):
            found.append((joined, other) if turned else (other, joined))
    return found


def _paired(one: Sequence[str], other: Sequence[str]) -> float:
    pairs, left, over = _pairs(list(one), list(other))
    if not pairs:
        return 0.0
    telling = [score for part, score in pairs if len(part) > 1 and part not in WEAK]
    shared = [score for part, score in pairs if len(part) > 1]
    missing = [part for part in left if part not in WEAK]
    extra = [part for part in over if part not in WEAK]
    scores = [score for _, score in pairs]
    alike = (min(scores) + sum(scores) / len(scores)) / 2
    if missing and extra:
        return min(alike, 0.4)
    if len(shared) < 2 or not telling:
        return min(alike, 0.6)
    if len(telling) < 2 and (left or over):
        alike -= 0.05
    if extra and other[0] in extra and one[0] not in WEAK:
        alike -= 0.15  # her own name before her father's
    return alike - 0.02 * len(missing + extra) - 0.01 * (len(left) + len(over) - len(missing) - len(extra))


def _pairs(one: list[str], other: list[str]) -> tuple[list[tuple[str, float]], list[str], list[str]]:
    """The parts that have their like in the other name, the best pairs first, and those that are left on each side."""
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
            pairs.append((min(one[i], other[j], key=len), found))
    left = [part for i, part in enumerate(one) if i not in taken]
    over = [part for j, part in enumerate(other) if j not in used]
    return pairs, left, over


# --- the scripts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rules:
    """What is known of a script: how a part sounds, and how alike two names of several parts are."""

    sound: Callable[[str], str]
    judge: Callable[[Sequence[str], Sequence[str]], float]


def _as_written(part: str) -> str:
    return part


def _letter_by_letter(short: Sequence[str], long: Sequence[str]) -> float:
    return 0.9 if len(short) > 1 and set(short) <= set(long) else 0.0


RULES: dict[Script, Rules] = {
    "latin": Rules(sound, _judge),
    "cyrillic": Rules(_as_written, _letter_by_letter),
    "arabic": Rules(_as_written, _letter_by_letter),
    "other": Rules(_as_written, _letter_by_letter),
}
