"""Sentences and events → the sectors that the two sides deal with, each with the passage that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from items import CENTRAL_ASIA, EventReport, Participant, Passage
from parsers.lexicon import any_of, cities, states, table
from parsers.phrases import phrase
from parsers.sentences import Sentence

_SIDES = frozenset(["PK", *CENTRAL_ASIA])
_LEADER = re.compile(
    rf"Prime Minister of|^President of (?:the )?{any_of(list(states()))}$|Foreign Minister|"
    r"Minister (?:of|for) Foreign Affairs|National Leader"
)
_HEADED = (
    "Ministers?|Ministry|Ministries|Secretary|Chambers?|Division|Department|Advis[eo]r|Assistant|Committee|Attach[eé]|"
    "University|Institute"
)
_TAILED = "Minister|Ministry|Secretary|University|Corporation|Authority|Agency|Airport|Railways"
#: A body's name or a person's office is no topic: "Minister of Energy and Water Resources", "Civil Aviation Authority".
_NAME = re.compile(
    rf"(?:{_HEADED})\s+(?:of|for|on|to)\s+(?:the\s+)?(?:(?!Minist)[A-Z][\w-]*(?:,?\s+(?:and\s+|&\s+)?)?)+"
    rf"|(?:[A-Z][\w-]+\s+(?:(?:and|&)\s+)?){{1,3}}(?:{_TAILED})\b(?!\s+(?:for|of|on|to)\b)"
    r"|(?:Shanghai|Economic) Cooperation Organi[sz]ation|Chief of Army Staff|Associated Press of Pakistan"
)
_NAME_HEAD = re.compile(rf"{_HEADED}|{_TAILED}|Organi|Chief|Press")
_WORD = re.compile(r"[^\W\d_]+")
#: Kinds of phrases.csv: a sector's words; goods, which speak of trade alone where several stand in a list of what was
#: bought and sold; hints, of which one sentence is not enough; and what looks like a sector's word and is none.
_TOPIC, _GOODS, _HINT, _NONE = "topic_", "goods_", "hint_", "no_topic"


def sectors(told: Sequence[Sentence], reports: Sequence[EventReport]) -> dict[str, Passage]:
    """Sectors in the order of the lexicon; politics where leaders or foreign ministers deal with each other."""
    found: dict[str, Passage] = {}
    hinted: dict[str, Passage] = {}
    for line in told:
        if names_only_others(line.text):
            continue
        for kind, sector in _topics(line):
            if sector in found:
                continue
            if kind != _HINT or line.paragraph == 0 or hinted.get(sector, line.passage) != line.passage:
                found[sector] = line.passage
            else:
                hinted.setdefault(sector, line.passage)
    if "politics" not in found and (passage := _leaders(reports)):
        found["politics"] = passage
    return {sector: found[sector] for sector in _order() if sector in found}


@cache
def _order() -> tuple[str, ...]:
    return tuple(row["sector"] for row in table("sectors"))


# --- words ------------------------------------------------------------------------------------------------------------


def _topics(line: Sentence) -> Iterator[tuple[str, str]]:
    """Kind and sector of each word of a sentence that names one."""
    text = line.text
    if _NAME_HEAD.search(text):
        text = _NAME.sub(lambda match: " " * len(match[0]), text)
    wares: set[str] = set()
    named = 0
    behind = 0
    for start, kinds in _openings(line):
        if start < behind:
            continue
        hits = [(kind, hit.end()) for kind in kinds if (hit := phrase(kind).match(text, start))]
        if not hits:
            continue
        behind = max(end for _, end in hits)
        if any(kind == _NONE for kind, _ in hits):
            behind = max(end for kind, end in hits if kind == _NONE)
            continue
        for kind, _ in hits:
            if kind.startswith(_GOODS):
                wares.add(kind.removeprefix(_GOODS))
                named += 1
            else:
                prefix, _, sector = kind.partition("_")
                yield f"{prefix}_", sector
    if wares and not (named > 1 and phrase("listing").search(text)):
        yield from ((_GOODS, sector) for sector in wares)


def _openings(line: Sentence) -> list[tuple[int, list[str]]]:
    """Where words of sectors may begin, in order, each with their kinds; few words open any."""
    found: dict[int, list[str]] = {}
    for kind in sorted(line.openings):
        if kind.startswith((_TOPIC, _GOODS, _HINT, _NONE)):
            for start in line.openings[kind]:
                found.setdefault(start, []).append(kind)
    return sorted(found.items())


def names_only_others(text: str) -> bool:
    """Whether a sentence names a third state and neither side: "With Turkey, he spoke of labour migration"."""
    ours, others = _named()
    words = set(_WORD.findall(text))
    return not words.isdisjoint(others) and words.isdisjoint(ours)


@cache
def _named() -> tuple[frozenset[str], frozenset[str]]:
    """Single words that name the two sides, and those that name others; Afghanistan lies between the sides."""
    ours: set[str] = set()
    others: set[str] = set()
    for form, code in states().items():
        if " " not in form and code != "AF":
            (ours if code in _SIDES else others).add(form)
    ours |= {city for city, (_, code) in cities().items() if code in _SIDES}
    return frozenset(ours), frozenset(others)


# --- events -----------------------------------------------------------------------------------------------------------


def _leaders(reports: Sequence[EventReport]) -> Passage | None:
    """The passage on which leaders or foreign ministers deal with the other side."""
    return next((report.evidence[0] for report in reports if _is_politics(report)), None)


def _is_politics(report: EventReport) -> bool:
    leaders = [who for who in report.participants if _LEADER.search(who.office or "")]
    if report.type == "agreement" or not leaders:
        return False
    if report.type == "visit" and report.main:
        return True
    return any(_speaks_generally(report, leader) for leader in leaders)


def _speaks_generally(report: EventReport, leader: Participant) -> bool:
    """Whether a leader sits with the other side, and not only with a minister who has a field of his own."""
    five = set(CENTRAL_ASIA)
    others = [
        who for who in report.participants if (who.country in five if leader.country == "PK" else who.country == "PK")
    ]
    return leader.country in _SIDES and any(
        "Minister" not in (who.office or "") or bool(_LEADER.search(who.office or "")) for who in others
    )
