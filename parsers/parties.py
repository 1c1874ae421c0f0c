"""A verb of a sentence → who does it and with whom: the persons in its clause, not all whom the sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.mentions import Mention
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import Scene, distinct

#: "X, who arrived on Monday, met Y": a clause about X beside the sentence's own.
_ASIDE = re.compile(
    r",\s+(?:who|which|whose|whom|where|when)\b[^;]*?(?:,(?!\s+(?:[A-Z][\w.’'-]*\s+){0,6}[A-Z][\w.’'-]*,)|$)"
)
#: Behind these begins what is said, or another clause.
_CLAUSE = re.compile(
    r";|—|\b(?:that|while|whereas|although|though|because|since|where)\s|,\s+(?:and\s+)?(?:he|she|they|it|both)\s|\band\s+(?:said|added|told|noted|conveyed|asked)\b"
)
_END = re.compile(
    r";|—|\b(?:that|while|whereas|although|though|because|where)\s|,\s+(?:and\s+)?(?:he|she|they|it|both)\s|"
    r",?\s+and\s+(?:said|added|told|noted|conveyed|asked|thanked|congratulated|recalled|lauded|appreciated|expressed|handed|discussed\s+with)\b|"
    r"\s(?:to\s+discuss|to\s+review|to\s+prepare|ahead\s+of|in\s+response\s+to)\s"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his)\b", re.I)


def parties(scene: Scene, number: int, match: re.Match[str]) -> tuple[int, ...]:
    """Persons, by number in the cast, who are in the clause of `match`: those before it and those behind it."""
    text = scene.told[number].sentence.text
    mentions = present(scene, number)
    asides = [aside.span() for aside in _ASIDE.finditer(text) if not phrase("attended").search(aside[0])]
    return distinct([*_subjects(text, mentions, asides, match), *_objects(text, mentions, asides, match)])


def _subjects(
    text: str, mentions: Sequence[Mention], asides: Sequence[tuple[int, int]], match: re.Match[str]
) -> list[Mention]:
    own = next((span for span in asides if span[0] < match.start() < span[1]), None)
    if own:
        inside = [mention for mention in mentions if own[0] <= mention.start < match.start()]
        before = [mention for mention in mentions if mention.end <= own[0] + 1]
        return [*before[-1:], *inside]
    left = max((end.end() for end in _CLAUSE.finditer(text, 0, match.start())), default=0)
    found = [m for m in mentions if left <= m.start < match.start() and not _within(m, asides)]
    if found:
        return found
    earlier = [m for m in mentions if m.end <= left and not _within(m, asides)]
    return earlier[-1:] if _PRONOUN.search(text, left, match.end()) or left else []


def _objects(
    text: str, mentions: Sequence[Mention], asides: Sequence[tuple[int, int]], match: re.Match[str]
) -> list[Mention]:
    own = next((span for span in asides if span[0] < match.start() < span[1]), None)
    ends = [end.start() for end in _END.finditer(text, match.end())]
    last = min([*ends, own[1] if own else len(text)])
    return [m for m in mentions if match.start() <= m.start < last and (own or not _within(m, asides))]


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < mention.start < end for start, end in spans)
