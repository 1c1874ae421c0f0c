"""An article → its sentences with their offsets in `Article.text`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from items import Article, Passage
from parsers.phrases import openings, phrase

_END = re.compile(r"[.!?۔؟][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W\d_a-z]|[\"“‘'(\[]?\d)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Engr|Gen|Lt|Maj|Col|Brig|Adm|Capt|Sen|St|Sh|Ch|Rs|No|vs|Retd|Hon|Govt|Dy|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|H\.E|U\.S|U\.N|[A-Z])\.)$"
)

#: Characters of a sentence that are read as one.
LONGEST_SENTENCE = 1500
#: Sentences of an article that are read; no news item is longer, and it bounds the work.
MOST_SENTENCES = 300


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

    @cached_property
    def openings(self) -> Mapping[str, Sequence[int]]:
        """Kind of phrases → where in `text` they may begin."""
        return openings(self.text)

    @cached_property
    def _found(self) -> dict[str, tuple[re.Match[str], ...]]:
        """Kinds asked for so far: most are asked for several times."""
        return {}

    def phrases(self, kind: str) -> tuple[re.Match[str], ...]:
        """The phrases of one kind in order, as a search would find them one behind the other."""
        if kind not in self._found:
            self._found[kind] = tuple(self._search(kind))
        return self._found[kind]

    def _search(self, kind: str) -> Iterator[re.Match[str]]:
        behind, pattern = 0, phrase(kind)
        for start in self.openings.get(kind, ()):
            if start >= behind and (match := pattern.match(self.text, start)):
                behind = match.end()
                yield match


def sentences(article: Article) -> list[Sentence]:
    """The sentences in order, the headline first, `MOST_SENTENCES` at most."""
    found: list[Sentence] = []
    start = 0
    for number, paragraph in enumerate((article.headline, *article.body)):
        for first, last in _parts(paragraph) if number else [(0, min(len(paragraph), LONGEST_SENTENCE))]:
            text = paragraph[first:last]
            stripped = text.strip()
            if stripped or not number:
                if len(found) == MOST_SENTENCES:
                    return found
                found.append(Sentence(stripped, start + first + (text.index(stripped[0]) if stripped else 0), number))
        start += len(paragraph) + 2
    return found


def split(headline: str, body: Sequence[str]) -> list[Passage]:
    """The sentences of a text in order, without its headline."""
    article = Article(outlet="", url=None, headline=headline, body=tuple(body))
    return [sentence.passage for sentence in sentences(article) if sentence.paragraph]


def _parts(paragraph: str) -> Iterator[tuple[int, int]]:
    """Sentences, the overlong ones (no prose, or hostile) cut at blanks, so that reading stays linear."""
    for first, last in _sentences(paragraph):
        while last - first > LONGEST_SENTENCE:
            blank = paragraph.rfind(" ", first + 1, first + LONGEST_SENTENCE)
            cut = blank if blank > 0 else first + LONGEST_SENTENCE
            yield first, cut
            first = cut
        yield first, last


def _sentences(paragraph: str) -> list[tuple[int, int]]:
    parts, first = [], 0
    for match in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph, max(first, match.start() - 6), match.start() + 1):
            continue
        parts.append((first, match.end()))
        first = match.end()
    parts.append((first, len(paragraph)))
    return parts
