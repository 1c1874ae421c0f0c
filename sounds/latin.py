"""Parts of names in Latin letters → how they sound, and how alike two of them are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

#: Letters of a part of a name from which one of them may be mistyped.
LONG_PART = 5
#: Consonants that two spellings of one part differ in at most.
FARTHEST = 2
#: Letters of a part that are compared; no name has more.
LONGEST = 40
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
    (r"dzh|dj|zh|j", "j"), (r"z$", "s"), (r"d$", "t"), (r"que$", "k"), (r"shch|sch|sh", "S"), (r"tch|ch", "C"),
    (r"t[sz](?!h)", "c"), (r"kh|x", "X"),
    (r"h", "h"), (r"gh", "g"), (r"ph", "f"), (r"th", "t"), (r"dh", "d"), (r"bh", "b"), (r"ck|q|c(?![eiy])", "k"),
    (r"c", "s"), (r"w", "v"),
    (r"(?<=[aeiou])[yi]+(?=[aeou])", ""), (r"^y(?=e)", ""), (r"^[yi](?=[aou])", "y"),
    (r"awoo|awu|[ao]w(?![aeiouy]|$)|au|[ao]v(?![aeiouyv]|$)", "W"), (r"ay?ee|ae(?![vw])|[ae][iy](?![aeou])", "E"),
    (r"o(?:y|ee|i(?![aeou]))", "Y"),
    (r"iy|yy|ii|ee|ea|y", "i"), (r"aa", "a"), (r"oo|ou", "u"), (r"eo|yo|io", "o"),
)  # fmt: skip
_PHONE = re.compile("|".join(f"({pattern})" for pattern, _ in _PHONES) + "|.")
#: What it costs to write one phone for the other; all else costs 1.
_COSTS = {
    "ae": 0.2, "ao": 0.25, "ou": 0.15, "ei": 0.25, "au": 0.75, "ai": 0.9, "eo": 0.6, "io": 0.8, "iu": 0.5, "eu": 0.6,
    "Ee": 0.1, "Ea": 0.8, "Ei": 0.3, "Wo": 0.1, "Wu": 0.3, "Wa": 0.5, "Ya": 0.4, "Yo": 0.2, "YE": 0.2, "Yu": 0.4,
    "hX": 0.0, "Xk": 0.4, "hk": 0.9, "kg": 0.5, "Xg": 0.6, "hg": 0.6, "sz": 0.75, "td": 0.75, "bp": 0.5, "fv": 0.4,
    "vb": 0.6, "SC": 0.5, "Ss": 0.5, "Cc": 0.4, "sc": 0.4, "jC": 0.6,
}  # fmt: skip
_LIKE = {ends: cost for pair, cost in _COSTS.items() for ends in ((pair[0], pair[1]), (pair[1], pair[0]))}
#: What it costs to leave a phone out, a consonant and a vowel.
CONSONANT = 0.95
_LEFT_OUT = {"h": 0.15, "X": 0.35, "y": 0.1, "i": 0.35, "a": 0.45, "e": 0.35, "o": 0.5, "u": 0.5, "E": 0.6, "W": 0.6}
#: What it costs to leave out the first phone of all: Asad is no Saad.
FIRST_LEFT_OUT = 0.8
#: Endings that a name takes or leaves off: Rahimov and Rahimzoda, Kabir and Kabirov, Akmal and Akmaljon.
_ENDING = re.compile(r"(?<=\w{3})(?:[iy]?y?[eo](?:v|w|ff)|z[aoe]d[aeo]|(?<=\w{4})i|bek|j[ao]n)$")
OTHER_ENDING = 0.93


#: Names that are written in more ways than sounds explain → one of them.
_AS_ONE = (
    (r"y(?:ou|oo|u)ss?[aeou]f", "yusuf"), (r"[ou](?:s|th)man", "usman"), (r"a(?:ye|ey|i|y)sha", "aisha"),
    (r"ch[aow]?[auw]dh?[aou]?r[iy]e?", "chaudhry"), (r"m[ou]k?h?a?mm?[ae]d|mohd|md", "muhammad"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def _canonical(part: str) -> str:
    return next((name for pattern, name in _AS_ONE if re.fullmatch(pattern, part)), part)


def _consonants_apart(one: str, other: str) -> int:
    """How many consonants stand in one part and not in the other, or otherwise; of short parts, counted double."""
    a, b = sound(one), sound(other)
    apart = OSA.distance(a, b, score_cutoff=FARTHEST)
    return apart if max(len(a), len(b)) > 3 else 2 * apart


@lru_cache(maxsize=65536)
def _phones(part: str) -> str:
    part = _canonical(part[:LONGEST])
    found = _PHONE.sub(lambda match: _PHONES[match.lastindex - 1][1] if match.lastindex else match[0], part)
    return re.sub(r"(.)\1+", r"\1", found)


@lru_cache(maxsize=262144)
def part_score(one: str, other: str) -> float:
    """How alike two parts sound, from 0 to 1."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    if _canonical(one) == one and _canonical(other) == other and _consonants_apart(one, other) > FARTHEST:
        return 0.0  # most pairs: found a hundred times as fast as their likeness
    best = _alike(_phones(one), _phones(other))
    if "x" in one + other:  # kh in Uzbek, ks elsewhere: Baxtiyor, Maxim
        best = max(best, _alike(_phones(one.replace("x", "ks")), _phones(other.replace("x", "ks"))))
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
        row.append(row[-1] + (_LEFT_OUT.get(phone, CONSONANT) if row[1:] else FIRST_LEFT_OUT))
    for number, phone in enumerate(one):
        gone = _LEFT_OUT.get(phone, CONSONANT) if number else FIRST_LEFT_OUT
        diagonal, row[0] = row[0], row[0] + gone
        for at, wanted in enumerate(other, 1):
            change = diagonal + (0.0 if phone == wanted else _LIKE.get((phone, wanted), 1.0))
            diagonal, row[at] = row[at], min(change, row[at] + gone, row[at - 1] + _LEFT_OUT.get(wanted, CONSONANT))
    cost = row[-1]
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1 and long[-1] == "a" and short[-1] not in "aoe":
        cost = max(cost, 1.0)  # Saida is no Said
    return max(0.0, 1 - cost / max(longest, 4))


def alike(part: str, other: str) -> bool:
    """Whether two parts sound the same or differ by one slip of the pen."""
    slip = min(len(part), len(other)) >= LONG_PART and OSA.distance(part, other, score_cutoff=1) == 1
    # What is added to a man's name in a woman's is no slip.
    return sound(part) == sound(other) or (slip and part.endswith("a") == other.endswith("a"))
