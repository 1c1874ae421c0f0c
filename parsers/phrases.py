"""The phrases of phrases.csv → a pattern for each kind, and for a word the kinds of phrases that it may open.

A phrase is written as a regular expression with a few signs of its own, whatever the case of its letters:

    met with          a blank stands for any white space
    postpon*          any ending
    (in|at) (the )?   alternatives and what may be missing, as in regular expressions; groups do not capture
    held <4> talks    up to four words between
    talks <..80>held  up to eighty characters between, without a full stop or a semicolon
    meets <Name>      a word with a capital letter follows; `<a|b>`: one of these follows
    met <not a|b>     none of these follows
    visited <Cap>     a word that begins with a capital letter
    <unless a|b>talks none of these stands before
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from parsers.lexicon import any_of, table

_SIGN = re.compile(
    r" ?<not (?P<no>[^<>]+)>|<unless (?P<unless>[^<>]+)>|<(?P<words>\d)> ?| ?<\.\.(?P<reach>\d+) (?P<within>[^<>]+)>"
    r"|(?P<blank> ?)<\.\.(?P<gap>\d+)>|(?P<cap><Cap>)| ?<(?!\d>|Cap>|unless )(?P<follows>[^<>]+)>"
)
_CAPITAL = r"(?-i:[A-Z])"
_WORD = re.compile(r"\w+")


@cache
def phrase(kind: str) -> re.Pattern[str]:
    """The pattern of all phrases of one kind; KeyError for a kind that has none."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for written in _phrases()[kind]:
        for letter in sorted({word[:1] for word, _ in _first_words(written)}):
            by_letter[letter].append(written)
    if "" in by_letter:
        return re.compile(rf"\b(?:{_any(_phrases()[kind])})", re.IGNORECASE)
    # Most words open no phrase: a look at the first letter, then at the first word, spares trying each of the phrases.
    letters = "".join(letter + letter.upper() for letter in by_letter)
    opening = any_of(sorted({word for it in _phrases()[kind] for word, _ in _first_words(it)}))
    groups = "|".join(f"(?={letter})(?:{_any(written)})" for letter, written in by_letter.items())
    return re.compile(rf"(?=[{letters}])\b(?i:(?={opening})(?:{groups}))")


def _any(written: list[str]) -> str:
    return "|".join(map(_pattern, written))


def openings(text: str) -> dict[str, list[int]]:
    """Kind → where in `text` its phrases may begin.

    Looking each word up once is several times cheaper than searching a sentence for each of the kinds.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for word in _WORD.finditer(text):
        for kind in _opened_by(word[0].lower()):
            found[kind].append(word.start())
    return dict(found)


def kinds_in(words: frozenset[str]) -> frozenset[str]:
    """Kinds of phrases that a sentence of these words (small letters, without possessive endings) may hold.

    Looking a word up is a hundred times cheaper than a search, and most sentences hold few kinds.
    """
    return frozenset().union(*map(_opened_by, words))


@cache
def _phrases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in table("phrases"):
        found[row["kind"]].append(row["phrase"])
    return dict(found)


def _pattern(written: str) -> str:
    """The regular expression that a phrase of phrases.csv stands for."""
    pattern, last = "", 0
    for match in _SIGN.finditer(written):
        pattern += _plain(written[last : match.start()]) + _signed(match)
        last = match.end()
    pattern += _plain(written[last:])
    return rf"{pattern}(?!\w)"


def _plain(part: str) -> str:
    part = re.sub(r"\((?!\?)", "(?:", part)
    part = re.sub(r"(?<=[\w\]])\*", r"\\w*", part)
    return part.replace(" ?", r"\s?").replace(" ", r"\s+")


def _signed(match: re.Match[str]) -> str:
    if no := match["no"]:
        return rf"\b(?!\s+(?:{_plain(no)})\b)"
    if unless := match["unless"]:
        return "".join(rf"(?<!{before} )" for before in unless.split("|"))
    if words := match["words"]:
        return rf"(?:[\w’'-]+\s+){{0,{words}}}"
    if within := match["within"]:
        return rf"\b(?=[^.;]{{0,{match['reach']}}}\b(?:{_plain(within)})\b)"
    if gap := match["gap"]:
        return rf"{chr(92) + 'b' if match['blank'] else ''}[^.;]{{0,{gap}}}?\b"
    if match["cap"]:
        return rf"{_CAPITAL}[\w&-]*"
    follows = _plain(match["follows"]).replace("[A-Z]", _CAPITAL).replace("Name", _CAPITAL)
    return rf"\b(?=\s+(?:{follows}))"


# --- words that open phrases ------------------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def _opened_by(word: str) -> frozenset[str]:
    whole, beginnings = _openings()
    found: set[str] = set()
    for part in {word, *re.split(r"[-'’‘`]", word)}:
        found.update(whole.get(part, ()))
        for size in range(len(part) + 1):
            found.update(beginnings.get(part[:size], ()))
    return frozenset(found)


@cache
def _openings() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Kinds by the whole first word of their phrases, and by its beginning where its ending is open."""
    whole: dict[str, set[str]] = defaultdict(set)
    beginnings: dict[str, set[str]] = defaultdict(set)
    for kind, phrases in _phrases().items():
        for written in phrases:
            for word, is_whole in _first_words(written):
                (whole if is_whole else beginnings)[word].add(kind)
    return dict(whole), dict(beginnings)


def _first_words(written: str) -> Iterator[tuple[str, bool]]:
    """The words with which a phrase can begin, in small letters, and whether they are whole."""
    if sign := re.match(r"<unless [^<>]+>", written):
        yield from _first_words(written[sign.end() :])
    elif case := re.match(r"\(\?-i:(\w+)\)", written):
        yield case[1].lower(), True
    elif written.startswith("("):
        inside, rest = _group(written)
        for alternative in inside:
            yield from _first_words(alternative + rest.removeprefix("?"))
        if rest.startswith("?"):
            yield from _first_words(rest[1:].lstrip())
    else:
        word = re.match(r"[^\W\d_]*", written)
        letters, after = (word[0], written[word.end() :]) if word else ("", written)
        if after.startswith("?"):
            letters = letters[:-1]
        is_whole = bool(letters) and (not after or (after[0] in " <" and not after.startswith(" ?")))
        yield letters.lower(), is_whole


def _group(written: str) -> tuple[list[str], str]:
    """The alternatives of the group with which a phrase begins, and what stands behind it."""
    depth, parts, last = 0, [], 1
    for at, letter in enumerate(written):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 1:
            parts.append(written[last:at])
            last = at + 1
        elif depth == 0:
            return [*parts, written[last:at]], written[at + 1 :]
    raise ValueError(f"phrases.csv: a group is not closed in {written!r}")
