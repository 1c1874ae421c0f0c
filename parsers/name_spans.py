"""The words of a sentence → the name that begins at a word, or that an office behind it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.lexicon import words
from parsers.tokens import Token

_BEFORE_NAMES = frozenset(["prof", "dr", "engr", "mr", "mrs", "ms"])


#: Family names that are demonyms as well: "Khalid Mahmood Iraqi".
_NISBAS = frozenset(["Iraqi", "Irani", "Turki", "Hindi", "Bukhari"])
#: "Anwar ul-Haq".
_UL_HAQ = re.compile(r"(?:ul|ur|ud|us|uz|al|el|in)-[A-Z]\w+")


def name_at(told: Sequence[Token], at: int) -> tuple[int, int, str] | None:
    """The name that begins at a word, behind honorifics: its first word, the one behind it, and the name."""
    while at < len(told) and is_honorific(told, at):
        at += 1
    first = at
    while at < len(told):
        token = told[at]
        if at > first and token.plain.rstrip(".") in _BEFORE_NAMES and at + 1 < len(told):
            # "Dean Agri Engineering Prof Dr X": the name begins behind the form of address.
            at += 1 + (told[at + 1].text == ".")
            first = at
            continue
        if token.text == "." and at > first and len(told[at - 1].text) == 1:
            at += 1
            continue
        is_initial = len(token.text.rstrip(".")) == 1 and token.is_capital and token.text[0].isalpha()
        is_particle = (at > first and bool(_UL_HAQ.match(token.text))) or (
            token.text.lower() in words("particle") and at > first and at + 1 < len(told) and told[at + 1].is_capital
        )
        shouted = token.text.isupper() and len(token.text) > 3 and at > first and token.plain not in words("notname")
        nisba = at - first >= 2 and token.text in _NISBAS and at + 1 < len(told) and not told[at + 1].is_capital
        if not (nisba or token.may_be_name or is_initial or is_particle or shouted or (token.text in ("Sh.", "Ch."))):
            break
        if token.plain in words("notname") and not (
            is_initial and first < at < len(told) - 1 and told[at + 1].may_be_name
        ):
            break
        if token.plain in words("bodyword"):
            # "Foreign Office", "Staff Committee" are bodies.
            return None
        at += 1
        if token.is_possessive:
            break
    if at == first or all(len(token.text) < 3 for token in told[first:at]):
        return None
    name = " ".join(token.text for token in told[first:at])
    return first, at, re.sub(r"['’]s?$", "", name).replace(" .", ".")


def is_honorific(told: Sequence[Token], at: int) -> bool:
    """Whether a word, or a mark behind or before it, is part of a form of address or rank before a name."""
    token = told[at]
    plain = re.sub(r"[\s.]+", "", token.plain)
    if plain == "chief" and at + 1 < len(told) and told[at + 1].plain == "marshal":
        return True
    if plain in ("he", "h", "e") and not (token.text == "HE" or token.text.startswith("H.")):
        return False  # the pronoun, not "His Excellency"
    if token.text in ("(", ")", "."):
        near = told[at + 1].plain if at + 1 < len(told) else ""
        return (token.text == "(" and near in ("retd", "r", "retired")) or (
            at > 0 and told[at - 1].plain.rstrip(".") in words("honorific")
        )
    return plain in words("honorific") and (token.is_capital or plain in ("retd", "r", "retired"))


def name_before(told: Sequence[Token], first: int, taken: set[int]) -> tuple[int, int, str] | None:
    """The name to which the office at `first` stands in apposition: "X, the minister of …", "X, who is also …"."""
    at = first - 1
    while at >= 0 and told[at].plain in (
        "the",
        "an",
        "a",
        "also",
        "is",
        "who",
        "currently",
        "as",
        "—",
        "–",
        "his",
        "country's",
    ):
        at -= 1
    if at < 1 or told[at].text not in (",", "(", "—", "–"):
        return None
    if told[at].text == "," and at >= 1 and told[at - 1].text == ")":
        while at > 0 and told[at].text != "(":
            at -= 1
    end = at
    at -= 1
    while at >= 0 and (
        told[at].may_be_name
        or told[at].text.lower() in words("particle")
        or _UL_HAQ.match(told[at].text)
        or told[at].text in ("Sh.", "Ch.")
        or len(told[at].text.rstrip(".")) == 1
        and told[at].text[0].isupper()
    ):
        if at in taken or told[at].is_possessive:
            return None
        at -= 1
    if at in taken:
        return None
    return name_at(told[:end], at + 1)
