"""A sentence → its words with their offsets, where a state or a city of several words is one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from parsers.lexicon import any_of, bodies, cities, states, words

_TITLES = r"(?:H\.\s?E|Mr|Mrs|Ms|Dr|Prof|Engr|Gen|Lt|Maj|Col|Brig|Capt|Adm|Sh|Ch|Dy|Hon|Sen|St|[A-Z])\."
_LETTER = r"[^\W\d_]"
#: A word of letters may hold hyphens, apostrophes and full stops of initials.
_TOKEN = re.compile(rf"{_TITLES}|{_LETTER}+(?:[-'’‘`]{_LETTER}+)*['’]?|\d[\d,.]*\d|\d|\S")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence and its characters there."""

    text: str
    start: int
    end: int
    #: Code of the state that it names, or of the one to which the city or body belongs.
    state: str | None = None
    #: Usual name of the city that it is.
    city: str | None = None
    #: It is the full name of a body, such as "National University of Modern Languages".
    is_body: bool = False
    #: Without a possessive ending, in small letters.
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out `plain` once: it is looked up many times."""
        text = _POSSESSIVE.sub("", self.text) if self.text[-1] in "s'’" else self.text
        object.__setattr__(self, "plain", text.lower())

    @property
    def is_possessive(self) -> bool:
        """Whether it ends in 's."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_country(self) -> bool:
        """Whether it names a state, not a city."""
        return self.state is not None and self.city is None and not self.is_body

    @property
    def is_acronym(self) -> bool:
        """Whether it looks like the abbreviation of a body."""
        bare = _POSSESSIVE.sub("", self.text)
        return bare.isupper() and 2 < len(bare) <= 7 and bare.isalpha()

    @property
    def may_be_name(self) -> bool:
        """Whether it can be part of a person's name."""
        return (
            self.is_capital
            and self.state is None
            and not self.is_body
            and not self.is_acronym
            and (len(self.text) > 1)
            and self.plain not in _not_names()
        )


@cache
def _not_names() -> frozenset[str]:
    return words("notname")


@cache
def _full_names() -> frozenset[str]:
    return frozenset(name for name, _, _ in bodies().values())


@cache
def places() -> re.Pattern[str]:
    """Names of states and cities as they are printed."""
    return re.compile(
        rf"(?<!\w)(?=[A-ZÀ-Þ]){any_of([*states(), *cities(), *_full_names(), *words('province')])}(?:['’]s?)?(?![\w])"
    )


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
        found.extend(_words(text, last, match.start()))
        state, city = place_of(match[0])
        is_body = match[0] in _full_names()
        state = bodies()[match[0]][1] if is_body else state
        found.append(Token(match[0], match.start(), match.end(), state, city, is_body))
        last = match.end()
    found.extend(_words(text, last, len(text)))
    return found


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        yield Token(match[0], match.start(), match.end())
