"""Texts of articles → which are near-copies, in which sentences, and who printed a text first: no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from rensa import RMinHash, RMinHashLSH

from items import Passage

#: Articles further apart in time are not compared.
NEAR = timedelta(days=7)
#: Words in a row that are compared as one: names of offices are long, and three words of one prove nothing.
SHINGLE = 4
#: Words of a text below which it says too little to be told from another notice of its kind.
SHORTEST = 40
#: What two texts have in common at least: so many words, and this share of the shorter text.
COMMON, SHARE = 30, 0.5
#: Hashes of a sketch and the bands in which they are looked up; two hashes a band find nine of ten texts of which one
#: fifth of all shingles is common. What is held in core.sketches was made so: whoever changes it queues all articles.
HASHES, BANDS, SEED = 128, 64, 42
#: Likeness of two sketches below which the texts are not looked at.
LIKE = 0.08
#: Articles, the likest first, with which one is compared.
MOST = 100

_WORD = re.compile(r"\w+")
#: A paragraph each of an article's headline and body → its sentences, without the headline.
Split = Callable[[str, Sequence[str]], Sequence[Passage]]
Basis = Literal["dateline", "earliest"]


@dataclass(frozen=True, kw_only=True)
class Sketched:
    """An article as far as it is needed to look for texts like its own."""

    article_id: int
    outlet: str
    #: When it was published, or fetched where that is not known.
    moment: datetime
    sketch: bytes


@dataclass(frozen=True, kw_only=True)
class Text:
    """An article as far as it tells a copy from what was copied."""

    article_id: int
    outlet: str
    identity: str
    headline: str
    body: tuple[str, ...]
    #: The agency that its dateline names.
    agency: str | None
    published_at: datetime | None
    published_precision: Literal["moment", "day"] | None
    fetched_at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Orders articles the same way whenever they arrived."""
        return self.outlet, self.identity

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first and the last moment at which it may have been published."""
        if self.published_at is None:
            return datetime.min.replace(tzinfo=UTC), self.fetched_at
        length = timedelta(days=1) if self.published_precision == "day" else timedelta()
        return self.published_at, self.published_at + length


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How much two texts have in common: the share of each one's words that stand in the other, and how many words."""

    share: float
    other_share: float
    common: int


@dataclass(frozen=True, kw_only=True)
class Mark:
    """That an article is a near-copy, and of what."""

    #: Who printed it first and how that is known; None where it can't be told.
    first: Text | None
    basis: Basis | None
    #: The article that it was compared with: the first printer's, else the likest.
    other: Text
    #: Share of the article's words that stand in the other one.
    share: float
    shared: tuple[Passage, ...]
    own: tuple[Passage, ...]
    #: The article together with which it is one source: itself where most of its words are its own.
    counts_as: Text


def words(body: Sequence[str]) -> list[str]:
    """Words of a text as they are compared."""
    return list(map(str.casefold, _WORD.findall("\n".join(body))))


def shingles(text: Sequence[str]) -> Iterator[str]:
    """Each `SHINGLE` words in a row."""
    return map(" ".join, zip(*(text[start:] for start in range(SHINGLE)), strict=False))


def sketch(body: Sequence[str]) -> bytes | None:
    """What tells roughly how like two texts are, in rensa's own form; None for a text that is too short."""
    text = words(body)
    if len(text) < SHORTEST:
        return None
    hashes = RMinHash(HASHES, SEED)
    hashes.update(list(shingles(text)))
    return bytes(hashes.__getstate__())


def alike(new: Collection[int], held: Sequence[Sketched]) -> Iterator[tuple[int, int]]:
    """Pairs of articles, one of them `new`, of two outlets and near in time, whose texts are worth comparing.

    `held` has the new ones too. Each pair comes once.
    """
    index = RMinHashLSH(LIKE, HASHES, BANDS)
    known = {}
    for article in held:
        hashes = RMinHash(HASHES, SEED)
        hashes.__setstate__(article.sketch)
        index.insert(article.article_id, hashes)
        known[article.article_id] = (article, hashes)
    seen = set()
    for one in sorted(set(new) & known.keys()):
        article, hashes = known[one]
        found = []
        for other in set(index.query(hashes)) - {one}:
            candidate, others = known[other]
            if candidate.outlet != article.outlet and abs(candidate.moment - article.moment) <= NEAR:
                found.append((-hashes.jaccard(others), other))
        for likeness, other in sorted(found)[:MOST]:
            pair = (min(one, other), max(one, other))
            if -likeness >= LIKE and pair not in seen:
                seen.add(pair)
                yield pair


def compare(one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    """How much two texts, as `words`, have in common; None where neither can be a copy of the other."""
    here, there = sum(_covered(one, set(shingles(other)))), sum(_covered(other, set(shingles(one))))
    shorter = here if len(one) <= len(other) else there
    if shorter < COMMON or shorter < SHARE * min(len(one), len(other)):
        return None
    return Likeness(share=here / len(one), other_share=there / len(other), common=shorter)


def mark(
    article: Text, partners: Sequence[tuple[Text, float]], agencies: Mapping[str, str], split: Split
) -> Mark | None:
    """What `article` is by its near-copies, each with the share of the article's words in it; None where it came first.

    `agencies` are names of agencies in datelines → the outlet that is that agency.
    """
    if not partners:
        return None
    story = [article, *(text for text, _ in partners)]
    first, basis = first_printer(story, agencies)
    if first is article:
        return None
    share_of = {text.article_id: share for text, share in partners}
    other = first or min((text for text, _ in partners), key=lambda text: (-share_of[text.article_id], text.key))
    share = share_of[other.article_id]
    shared, own = sentences(article, other, split)
    one_source = first or min(story, key=lambda text: text.key)
    return Mark(
        first=first,
        basis=basis,
        other=other,
        share=share,
        shared=shared,
        own=own,
        counts_as=one_source if share >= SHARE else article,
    )


def first_printer(story: Sequence[Text], agencies: Mapping[str, str]) -> tuple[Text | None, Basis | None]:
    """Who of those that print a text printed it first: an agency that a dateline names, else the earliest.

    None where that can't be told, as of two that only give the same day.
    """
    named = {outlet for text in story for outlet in _named(text.agency or "", agencies)}
    by_agencies = [text for text in story if text.outlet in named]
    if first := _earliest(by_agencies or story):
        return first, "dateline" if by_agencies else "earliest"
    return None, None


def sentences(article: Text, other: Text, split: Split) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The sentences of `article` that stand in `other`, by most of their words, and those that don't."""
    text = "\n\n".join((article.headline, *article.body))
    found = list(_WORD.finditer(text, len(article.headline)))
    covered = _covered([word[0].casefold() for word in found], set(shingles(words(other.body))))
    shared: list[Passage] = []
    own: list[Passage] = []
    word = 0
    for sentence in split(article.headline, article.body):
        inside = []
        while word < len(found) and found[word].start() < sentence.end:
            inside.append(covered[word])
            word += 1
        (shared if inside and sum(inside) * 2 > len(inside) else own).append(sentence)
    return tuple(shared), tuple(own)


def _named(agency: str, agencies: Mapping[str, str]) -> set[str]:
    return {
        outlet
        for name, outlet in agencies.items()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", agency, re.IGNORECASE)
    }


def _earliest(story: Sequence[Text]) -> Text | None:
    """The one that was certainly published before all others."""
    first = min(story, key=lambda text: (text.span[1], text.key))
    others = [text for text in story if text is not first]
    return first if all(first.span[1] < text.span[0] for text in others) else None


def _covered(text: Sequence[str], others: Collection[str]) -> list[bool]:
    """For each word whether it belongs to a shingle that is one of `others`."""
    covered = [False] * len(text)
    for start, shingle in enumerate(shingles(text)):
        if shingle in others:
            covered[start : start + SHINGLE] = [True] * SHINGLE
    return covered
