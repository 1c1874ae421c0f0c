"""A page's bytes, or an article's text → whether it names both sides: what is asked of millions of pages first.

Most pages of the world name no Central Asian state and need no reading. The bytes are asked without being decoded or
parsed, several times as fast as they are unpacked; where they name both sides, the article's text is asked again, in
which menus and sidebars no longer count.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Literal

import hyperscan

from items import CENTRAL_ASIA, Page
from parsers.decode import declared_charset, decode
from parsers.lexicon import any_word, cities, holders, scripts, states
from parsers.spellings import escaped, in_charsets

Side = Literal["PK", "CA"]
BOTH: frozenset[Side] = frozenset({"PK", "CA"})
_SIDES: tuple[Side, Side] = ("PK", "CA")
#: What is read as it is: charsets in which names are spelt, and no declaration, which means one of them.
_READ_RAW = frozenset({None, "utf-8", "cp1251", "cp1252", "ascii"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORD = re.compile(r"\w+")


def side_of(country: str | None) -> Side | None:
    """The side to which a state belongs, None where it is none of the six."""
    return "PK" if country == "PK" else "CA" if country in CENTRAL_ASIA else None


@cache
def names() -> dict[str, Side]:
    """Every name of a state, a people, a city or an office-holder of the six states, in Latin letters → its side."""
    of_cities = {spelling: country for spelling, (_, country) in cities().items()}
    countries = {holder.name: holder.country for holder in holders()} | of_cities | states()
    return {name: side for name, country in countries.items() if (side := side_of(country))}


@cache
def stems() -> dict[str, Side]:
    """The same in Cyrillic and Urdu letters, states and peoples in small letters too; any ending may follow."""
    found: dict[str, Side] = {}
    for name, forms in scripts().items():
        for form in forms:
            found[form] = names()[name]
            if name in states():  # казахстанско-пакистанский
                found[form.lower()] = names()[name]
    return found


def page_may_tell(page: Page, home: str | None = None) -> bool:
    """Whether the bytes of `page` name both sides; `home` is the state whose press it is, and counts as named.

    Never False where the article on the page names both, in whatever charset or spelling (parsers/spellings.py); often
    True where only a menu does. The page's body must be unpacked. Known gap: a name that a tag or a soft hyphen splits.
    """
    wanted = BOTH - {side_of(home)}
    if page.body.startswith(_UTF_16) or declared_charset(page) not in _READ_RAW:
        return wanted <= _sides_in(decode(page).text.encode("utf-8", "replace"), wanted)
    return wanted <= _sides_in(page.body, wanted)


def text_may_tell(text: str, home: str | None = None) -> bool:
    """Whether `text` may name both sides, `home` counting as named: never False where text_tells says True."""
    wanted = BOTH - {side_of(home)}
    return wanted <= _sides_in(text.encode("utf-8", "replace"), wanted)


def text_tells(text: str, home: str | None = None) -> bool:
    """Whether `text`, the headline and body of an article, names both sides, `home` counting as named."""
    # The bytes are asked much faster, and miss nothing that the text names.
    return text_may_tell(text, home) and all(_pattern(side).search(text) for side in BOTH - {side_of(home)})


def _sides_in(body: bytes, wanted: frozenset[Side | None]) -> set[Side]:
    """The sides that `body` names, looked for until all that are `wanted` are found."""
    found: set[Side] = set()

    def hit(number: int, start: int, end: int, flags: int, context: object) -> bool:
        found.add(_SIDES[number])
        return wanted <= found

    with suppress(hyperscan.ScanTerminated):  # all were found
        _database().scan(body, match_event_handler=hit)
    return found


@cache
def _database() -> hyperscan.Database:
    """All names in all spellings, made once a process (it takes two seconds).

    A Latin name is looked for by its longest word: whoever writes the name writes that word, with whatever stands
    between the words. A word must end where it ends, but may begin anywhere, as behind the escape in `\\u201cPakistan`.
    """
    patterns: dict[bytes, Side] = {}
    for side in _SIDES:
        words = _with_capitals(_longest_word(name) for name, of in names().items() if of == side)
        begun = _with_capitals(stem for stem, of in stems().items() if of == side)
        found = [pattern + rb"\b" for word in words for pattern in in_charsets(word)]
        found += [pattern for stem in begun for pattern in in_charsets(stem)]
        patterns |= dict.fromkeys([*found, *escaped(words + begun)], side)
    made = hyperscan.Database()
    made.compile(
        expressions=list(patterns),
        ids=[_SIDES.index(side) for side in patterns.values()],
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(patterns),
    )
    return made


def _longest_word(name: str) -> str:
    found: list[str] = _WORD.findall(name)
    return max(found, key=len)


def _with_capitals(forms: Iterable[str]) -> list[str]:
    """Each form as it is and in capitals, as headlines have it."""
    return list(dict.fromkeys(spelt for form in forms for spelt in (form, form.upper())))


@cache
def _pattern(side: Side) -> re.Pattern[str]:
    """Every name of a side, as written and in capitals."""
    whole = _with_capitals(name for name, of in names().items() if of == side)
    begun = _with_capitals(stem for stem, of in stems().items() if of == side)
    return re.compile(rf"{any_word(whole)}(?!\w)|{any_word(begun)}")
