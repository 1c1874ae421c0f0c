"""A page of no known outlet that neither declares nor shows its day → the moment of publication in its scripts.

Two things are looked at: the state that a page of one application carries for its scripts, under the names that
https://schema.org/datePublished and its spellings in other programs have, and a script that does nothing but print a
date. Each counts only where it holds one day: a list of teasers in the same state has many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from parsers.dates import Moment, read_moment

#: Scripts that are looked at, and characters of one.
_MOST, _LONGEST = 100, 1_000_000
#: A part of each name, asked first.
_PARTS = ("ublish", "ublicat", "reated")
_VALUE = r'\\?"\s*:\s*\\?"([^"\\]{8,40})\\?"'
_PUBLISHED = re.compile(r'"(?:datePublished|publish(?:ed)?Date|published(?:At|_at)|publicationDate)' + _VALUE)
_CREATED = re.compile(r'"(?:dateCreated|created(?:At|_at))' + _VALUE)
_PRINTS = re.compile(r"\s*[\w.]{1,40}\(\s*[\"']([^\"']{8,40})[\"']\s*\)\s*;?\s*")
#: Characters of a script that only prints.
_SHORT = 120


def read_scripted(tree: LexborHTMLParser) -> Moment | None:
    """The moment in the page's scripts, surest first; None where there is none, or more than one day."""
    scripts = [script.text() for script in tree.css("script:not([src])")[:_MOST]]
    states = [text[:_LONGEST] for text in scripts if any(part in text for part in _PARTS)]
    printed = (found[1] for text in scripts if len(text) <= _SHORT and (found := _PRINTS.fullmatch(text)))
    for said in (_all(_PUBLISHED, states), printed, _all(_CREATED, states)):
        moments = [moment for text in said if (moment := read_moment(text, None))]
        if len({moment.at.date() for moment in moments}) == 1:
            return moments[0]
    return None


def _all(name: re.Pattern[str], states: list[str]) -> Iterator[str]:
    return (found[1] for state in states for found in name.finditer(state))
