"""A sentence → its words with their offsets, where a state or a city of several words is one of them."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import NamedTuple

from parsers.lexicon import any_word, bodies, cities, states, words

_TITLES = r"(?:H\.\s?E(?!\w)\.?|(?:Mr|Mrs|Ms|Dr|Prof|Engr|Gen|Lt|Maj|Col|Brig|Capt|Adm|Sh|Ch|Dy|Hon|Sen|St|[A-Z])\.)"
_LETTER = r"[^\W\d_]"
#: A word of letters may hold hyphens, apostrophes and full stops of initials. The possessive quantifiers and the Latin
#: letters by themselves are for speed alone.
_TOKEN = re.compile(
    rf"\s*+({_TITLES}|(?:[A-Za-z]++{_LETTER}*+|{_LETTER}++)(?:[-'’‘`]{_LETTER}++)*+['’]?+|\d[\d,.]*\d|\d|\S)"
)
_POSSESSIVE = re.compile(r"['’]s?$")


class _Looks(NamedTuple):
    """What can be said of a spelling wherever it stands: worked out once, for an article repeats its words."""

    state: str | None
    city: str | None
    is_body: bool
    plain: str
    is_possessive: bool
    is_capital: bool
    is_country: bool
    is_acronym: bool
    may_be_name: bool


class Token(NamedTuple):
    """A word of a sentence and its characters there."""

    text: str
    start: int
    end: int
    #: Code of the state that it names, or of the one to which the city or body belongs.
    state: str | None
    #: Usual name of the city that it is.
    city: str | None
    #: It is the full name of a body, such as "National University of Modern Languages".
    is_body: bool
    #: Without a possessive ending, in small letters.
    plain: str
    #: It ends in 's.
    is_possessive: bool
    #: It begins with a capital letter.
    is_capital: bool
    #: It names a state, not a city.
    is_country: bool
    #: It looks like the abbreviation of a body.
    is_acronym: bool
    #: It can be part of a person's name.
    may_be_name: bool


#: Twice as fast as calling `Token` itself.
_token = partial(tuple.__new__, Token)


@cache
def _not_names() -> frozenset[str]:
    return words("notname")


@cache
def _full_names() -> frozenset[str]:
    return frozenset(name for name, _, _ in bodies().values())


@cache
def places() -> re.Pattern[str]:
    """Names of states and cities as they are printed."""
    names = (*states(), *cities(), *_full_names(), *words("province"))
    capital = [name for name in names if "A" <= name[0] <= "Z" or "À" <= name[0] <= "Þ"]
    return re.compile(rf"{any_word(capital)}(?:['’]s?)?(?!\w)")


def place_of(form: str) -> tuple[str | None, str | None]:
    """Code of the state and name of the city that the printed `form` is."""
    form = re.sub(r"\s+", " ", form)
    for spelling in (form, _POSSESSIVE.sub("", form)):
        if spelling in states():
            return states()[spelling], None
        if spelling in cities():
            city, country = cities()[spelling]
            return country, city
    return None, None


def tokens(text: str) -> list[Token]:
    """All words and marks of `text` in order."""
    found: list[Token] = []
    last = 0
    for match in places().finditer(text):
        start, end = match.span()
        _words(text, last, start, found)
        found.append(_token((match[0], start, end) + _place(match[0])))
        last = end
    _words(text, last, len(text), found)
    return found


def _words(text: str, start: int, end: int, found: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        word = match[1]
        found.append(_token((word, *match.span(1)) + _word(word)))


@lru_cache(maxsize=100_000)
def _word(text: str) -> _Looks:
    return _looks(text, None, None, is_body=False)


@lru_cache(maxsize=10_000)
def _place(text: str) -> _Looks:
    state, city = place_of(text)
    is_body = text in _full_names()
    return _looks(text, bodies()[text][1] if is_body else state, city, is_body=is_body)


def _looks(text: str, state: str | None, city: str | None, *, is_body: bool) -> _Looks:
    bare = _POSSESSIVE.sub("", text)
    plain = bare.lower()
    is_capital = text[0].isupper()
    is_acronym = bare.isupper() and 2 < len(bare) <= 7 and bare.isalpha()
    is_name = is_capital and state is None and not is_body and not is_acronym and len(text) > 1
    return _Looks(
        state=state,
        city=city,
        is_body=is_body,
        plain=plain,
        is_possessive=text.endswith(("'s", "’s", "s'", "s’")),
        is_capital=is_capital,
        is_country=state is not None and city is None and not is_body,
        is_acronym=is_acronym,
        may_be_name=is_name and plain not in _not_names(),
    )
