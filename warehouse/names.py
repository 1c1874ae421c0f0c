"""Two printed names, offices or places → whether they may be the same, honorifics off and spellings folded."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

import sounds
from sounds import latin
from warehouse.offices import same_office

#: From 0 to 1: words at least so alike are spellings of one word.
SAME_WORD = 0.85
#: From 0 to 100, as rapidfuzz counts.
SAME_BODY = 88
UNLIKE = 50
SAME_PLACE = 80


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: each word of the shorter has its like in the longer."""
    short, long = sorted((words(one), words(other)), key=len)
    if not short or (len(short) == 1 and len(short[0]) < 3):
        return False
    return len(_shared(short, long)) == len(short)


def same_bearer(name: str, office: str | None, other_name: str, other_office: str | None) -> bool:
    """Whether two names that differ may be one person's all the same: they share a telling word and the office."""
    if not office or not other_office or not same_office(office, other_office):
        return False
    return any(len(latin.sound(word)) >= 4 for word in _shared(words(name), words(other_name)))


def same_body(one: str, other: str) -> bool:
    """Whether two names may be one body's."""
    return fuzz.token_set_ratio(" ".join(words(one)), " ".join(words(other))) >= SAME_BODY


def body_score(one: str, other: str) -> float:
    """How alike two names of bodies are, from 0 to 1: the words of one stand, in whatever order, in the other.

    A word that both have another of makes two: the chamber of Lahore is not that of Karachi.
    """
    short, long = sorted((_content(one), _content(other)), key=len)
    if not short or len(_shared(short, long)) < len(short):
        return 0.0
    if len(short) == 1 and len(long) > 1:
        return 0.5
    return 1.0 - 0.03 * (len(long) - len(short))


def _content(name: str) -> tuple[str, ...]:
    return tuple(word for word in sounds.parts(name) if word not in ("of", "the", "and", "for", "in"))


def same_place(one: str | None, other: str | None) -> bool | None:
    """Whether two places are one city; None where one of them is unknown."""
    if not one or not other:
        return None
    return fuzz.ratio(" ".join(words(one)), " ".join(words(other))) >= SAME_PLACE


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of `name` without accents, case and honorifics (unless there is nothing else)."""
    found = sounds.parts(name)
    return tuple(word for word in found if word not in sounds.HONORIFICS) or found


def _shared(short: tuple[str, ...], long: tuple[str, ...]) -> list[str]:
    """Words of `short` that have a partner of their own in `long`."""
    left, found = list(long), []
    for word in short:
        partner = next((other for other in left if _same_word(word, other)), None)
        if partner is not None:
            left.remove(partner)
            found.append(word)
    return found


@lru_cache(maxsize=1 << 17)
def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    # Most words sound so unlike that the costly comparison is spared.
    if min(len(one), len(other)) > 3 and fuzz.ratio(latin.sound(one), latin.sound(other)) < UNLIKE:
        return False
    return sounds.part_score(one, other) >= SAME_WORD
