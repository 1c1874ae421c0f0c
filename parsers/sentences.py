"""An article → its sentences with their offsets in `Article.text`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from items import Article, Passage

_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W\d_a-z]|[\"“‘'(\[]?\d)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Engr|Gen|Lt|Maj|Col|Brig|Adm|Capt|Sen|St|Rs|No|vs|Hon|Govt|Dy|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|H\.E|U\.S|U\.N|[A-Z])\.)$"
)


@dataclass(frozen=True)
class Sentence:
    """Words of the article from `start` up to `end`; paragraph 0 is the headline."""

    text: str
    start: int
    paragraph: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    @property
    def passage(self) -> Passage:
        """The sentence as evidence."""
        return Passage(text=self.text, start=self.start, end=self.end)


def sentences(article: Article) -> list[Sentence]:
    """All sentences in order, the headline first."""
    found = []
    start = 0
    for number, paragraph in enumerate((article.headline, *article.body)):
        for first, last in _parts(paragraph) if number else [(0, len(paragraph))]:
            text = paragraph[first:last]
            stripped = text.strip()
            if stripped:
                found.append(Sentence(stripped, start + first + text.index(stripped[0]), number))
        start += len(paragraph) + 2
    return found


def _parts(paragraph: str) -> list[tuple[int, int]]:
    parts, first = [], 0
    for match in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph, max(first, match.start() - 6), match.start() + 1):
            continue
        parts.append((first, match.end()))
        first = match.end()
    parts.append((first, len(paragraph)))
    return parts
