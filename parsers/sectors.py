"""Sentences and events → the sectors that the two sides deal with, each with the passage that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from items import CENTRAL_ASIA, EventReport, Passage
from parsers.lexicon import any_of, states, table
from parsers.sentences import Sentence

#: Sectors with capital letters in their words, such as IT.
_CASED = frozenset(["technology"])
_LEADER = re.compile(
    rf"Prime Minister of|^President of (?:the )?{any_of(list(states()))}$|Foreign Minister|"
    r"Minister (?:of|for) Foreign Affairs|National Leader"
)
#: A body's name or a person's office is no topic.
_NO_TOPIC = re.compile(
    r"(?:Minister|Ministers|Ministry|Ministries|Secretary|Chambers?|Division|Department|Adviser|Advisor|Assistant|Committee|Commission|Attach[eé])\s+(?:of|for|on|to)\s+"
    r"(?:the\s+)?(?:[A-Z][\w-]*(?:,?\s+(?:and\s+|&\s+)?)?)+|(?:[A-Z][\w-]+\s+)+(?:Minister|Ministry|Secretary|University|Corporation|Airport|Railways)\b(?!\s+(?:for|of|on|to)\b)"
    r"|Shanghai Cooperation Organi[sz]ation|Economic Cooperation Organi[sz]ation|Chief of Army Staff|"
    r"(?:faith|history|religion|values),?\s+(?:and\s+)?culture|culture,?\s+(?:and\s+)?(?:history|faith|religion)|"
    r"CASA-1000 (?:energy )?(?=project)|Associated Press of Pakistan"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        row["sector"]: re.compile(rf"\b(?:{row['words']})\b", 0 if row["sector"] in _CASED else re.I)
        for row in table("sectors")
    }


def sectors(told: Sequence[Sentence], reports: Sequence[EventReport]) -> dict[str, Passage]:
    """Sectors in the order of the lexicon; politics where leaders or foreign ministers deal with each other."""
    found: dict[str, Passage] = {}
    texts = [
        (line, _NO_TOPIC.sub(lambda m: "CASA-1000 " if m[0].startswith("CASA") else " ", line.text)) for line in told
    ]
    for sector, pattern in _patterns().items():
        hits = (line for line, text in texts if pattern.search(text))
        first = next(hits, None)
        if first and (sector not in _LOOSE or first.paragraph == 0 or next(hits, None)):
            found[sector] = first.passage
    if "politics" not in found and (passage := _leaders(reports)):
        found["politics"] = passage
    return found


#: Words of these sectors are often said of other things: one sentence is not enough.
_LOOSE: frozenset[str] = frozenset(["humanitarian", "sport"])


def _leaders(reports: Sequence[EventReport]) -> Passage | None:
    for report in reports:
        sides = {who.country for who in report.participants}
        if report.type == "agreement" or not report.participants:
            continue
        if any(_LEADER.search(who.office or "") for who in report.participants) and (
            (report.type == "visit" and report.main) or ("PK" in sides and sides & set(CENTRAL_ASIA))
        ):
            return report.evidence[0]
    return None
