"""Sentences → the papers that the sides signed, agreed, proposed or mean to sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from items import Agreement
from parsers.sentences import Sentence

Status = Literal["signed", "agreed", "proposed", "planned", "in_force"]

_KIND = r"(?:Agreement|Memorandum of Understanding|Memoranda of Understanding|MoU|MOU|Protocol|Treaty|Accord|Pact|Declaration|Roadmap|Action Plan|Convention|Joint Action Plan|Plan of Action|Contract)"
_NAMED = re.compile(
    rf"(?P<title>(?:(?:[A-Z][\w’'-]*|Pak-\w+|of|on|and|the|for|in|to)\s+){{1,7}}{_KIND}(?:\s*\([A-Z]{{2,8}}\))?)"
)
_ON = re.compile(
    rf"(?P<title>\b(?:{_KIND}|memorand(?:um|a) of understanding|agreement|protocol|accord|pact|joint declaration|road ?map|action plan)(?:\s*\(\w+\))?\s+(?:on|for|regarding|concerning|in the fields? of|to establish)\s+[^.;,]{{4,90}})",
)
_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "planned",
        re.compile(
            r"\bwill (?:be )?sign|\bto be signed|\bwould be signed|\bwill be (?:inked|concluded)|\bexpected to (?:be )?sign",
            re.I,
        ),
    ),
    (
        "proposed",
        re.compile(r"\bpropos|\bsuggest|\bconsider|\btalks on\b|\bnegotiat|\bneed for|\bcalled for|\bcould be", re.I),
    ),
    ("in_force", re.compile(r"\bin force|\boperational|\bunder the\b|\bimplement|\bin effect|\bcame into", re.I)),
    ("signed", re.compile(r"\bsign(?:ed|ing)|\binked|\bexchanged", re.I)),
    ("agreed", re.compile(r"\bagreed|\bfinali[sz]ed|\bapproved|\badopted|\bdecided", re.I)),
)


def agreements(told: Sequence[Sentence]) -> tuple[Agreement, ...]:
    """Papers in the order of the text, each once."""
    found: dict[str, Agreement] = {}
    for sentence in told:
        if not sentence.paragraph:
            continue
        for pattern in (_NAMED, _ON):
            for match in pattern.finditer(sentence.text):
                title = _tidy(match["title"])
                status = _status(sentence.text)
                if title and status and not _known(title, found):
                    found[title.lower()] = Agreement(title=title, status=status, evidence=sentence.passage)
    return tuple(found.values())


def _tidy(title: str) -> str:
    title = re.sub(r"^(?:(?:the|a|an|of|on|and|for|in|to|both|two|several)\s+)+", "", title.strip(), flags=re.I)
    return title if len(title.split()) > 1 else ""


def _known(title: str, found: dict[str, Agreement]) -> bool:
    words = set(re.findall(r"\w+", title.lower()))
    return any(
        len(words & set(re.findall(r"\w+", other))) >= 0.6 * min(len(words), len(other.split())) for other in found
    )


def _status(text: str) -> Status | None:
    return next((status for status, pattern in _STATUS if pattern.search(text)), None)
