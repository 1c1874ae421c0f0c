"""Two offices as they are written → whether they may be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import sounds

WHAT = """
    president minister premier pm chairman chairperson chairwoman speaker ambassador envoy secretary adviser advisor
    assistant governor director chief commander commissioner consul counsellor attaché attache representative head
    coordinator deputy member senator mayor hakim rector chancellor judge justice general leader ceo
"""
#: Words that name what someone is; an office of several is one for each.
HEADS = frozenset(WHAT.split())
#: Words that make another office of one.
RANKS = frozenset(["deputy", "vice", "former", "first", "state", "additional", "joint", "special", "prime", "chief"])
PLAIN = """
    of the for to and on in at a an federal affairs his her s acting caretaker ministry under republic islamic
    pakistan pakistani kazakhstan kazakh kyrgyzstan kyrgyz tajikistan tajik turkmenistan turkmen uzbekistan uzbek
"""
#: Words of no weight, and those of the states, which the side says already.
EMPTY = frozenset(PLAIN.split())
#: Ways of writing one word.
ALIKE = {"defense": "defence", "advisor": "adviser", "pm": "premier", "envoy": "ambassador", "chairperson": "chairman"}
ALIKE |= {"chairwoman": "chairman", "external": "foreign", "interior": "internal"}


@dataclass(frozen=True)
class _Office:
    """One office: what its holder is, the ranks that make another of it, and what it is over."""

    head: str
    ranks: frozenset[str]
    topics: frozenset[str]


def same_office(one: str, other: str) -> bool:
    """Whether two offices may be one: "Foreign Minister of Pakistan", "Deputy Prime Minister and Foreign Minister".

    What one says more than the other does no harm; a deputy is not the minister, and commerce is not defence.
    """
    return any(_same(a, b) for a in _offices(one) for b in _offices(other))


def _same(one: _Office, other: _Office) -> bool:
    return (
        one.head == other.head
        and one.ranks == other.ranks
        and (one.topics <= other.topics or other.topics <= one.topics)
    )


@lru_cache(maxsize=16384)
def _offices(written: str) -> tuple[_Office, ...]:
    plain = re.sub(r"[’']s\b", "", written.casefold()).replace("prime minister", "premier")
    found = []
    for piece in _pieces(plain):
        words = [ALIKE.get(word, word) for word in sounds.parts(piece)]
        heads = [word for word in words if word in HEADS]
        if not heads:
            continue
        head = _head(words, heads)
        before = words[: words.index(head)]
        ranks = frozenset(word for word in before if word in RANKS)
        found.append(_Office(head, ranks, frozenset(words) - ranks - EMPTY - {head}))
    return tuple(found)


def _pieces(plain: str) -> list[str]:
    """The offices of one who holds several: what stands behind "and" or a comma is one where it names a head."""
    pieces: list[str] = []
    for piece in re.split(r",\s*|\s+and\s+|\s*&\s*|\s*/\s*", plain):
        if pieces and not HEADS & set(re.findall(r"\w+", piece)):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def _head(words: list[str], heads: list[str]) -> str:
    """The last head before the first "of", "to" or "for"; "chief" and "deputy" lead another one where there is one."""
    ends = [at for at, word in enumerate(words) if word in ("of", "to", "for", "on") and at]
    before = [word for word in words[: ends[0] if ends else len(words)] if word in HEADS]
    real = [word for word in before or heads if word not in ("chief", "deputy", "general")]
    return (real or before or heads)[-1]
