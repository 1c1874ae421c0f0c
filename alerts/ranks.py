"""An office, as one writes it in English → the rank of who holds it, by a reviewed table."""

from __future__ import annotations

import re
from functools import lru_cache

#: From the highest to the lowest; an office that no row of the table knows is an official's.
RANKS = ("head of state", "head of government", "minister", "ambassador", "official")

_STATE = (
    r"(?:the )?(?:islamic |republic of )*(?:pakistan|kazakhstan|kyrgyzstan|kyrgyz republic|tajikistan|turkmenistan"
    r"|uzbekistan)"
)
_PARLIAMENT = (
    r"senate|national assembly|majilis|mazhilis|mejlis|majlis\w*|oliy majlis|milli majlis|legislative chamber"
    r"|jogorku kenesh|parliament|(?:lower|upper) house|halk maslahaty"
)
_CHAIR = r"(?:chair(?:man|woman|person)?|speaker|president)"
#: Rank → what the office begins with, in lower case; the first row that fits holds. Deputies stand above their chiefs
#: where they rank lower, and heads of provinces and of bodies never pass for those of states.
_TABLE: tuple[tuple[str, str], ...] = (
    ("official", r"former |ex-"),
    ("head of state", rf"president(?:$| of {_STATE}\b)|head of (?:the )?state\b|national leader\b"),
    ("minister", r"(?:prime minister|president) of azad jammu"),
    ("head of government", rf"(?:prime minister|premier)(?:$| and | of {_STATE}\b)"),
    ("head of government", r"(?:chairman|head) of the cabinet of ministers"),
    ("minister", r"(?:first )?(?:deputy|vice)[ -](?:prime minister|premier|chairman of the cabinet of ministers)"),
    ("official", r"minister[ -]counsell?or"),
    ("ambassador", r"(?:first )?(?:deputy|vice|assistant|additional)[ -](?:(?!of |for |to )[a-z]+ ){0,4}?minister\b"),
    ("ambassador", rf"(?:first )?(?:deputy|vice)[ -]{_CHAIR} of (?:the )?(?:{_PARLIAMENT})"),
    ("minister", rf"{_CHAIR} of (?:the )?(?:\w+ (?:chamber|house) of the )?(?:{_PARLIAMENT})"),
    ("minister", r"(?:(?!of |for |to )[a-z]+ ){0,3}?minister\b(?!')"),
    ("minister", r"(?:advis[eo]r|special assistant) (?:to the prime minister|on )"),
    ("minister", r"national security advis[eo]r|secretary of the security council"),
    ("minister", r"chairman of the (?:state committee|joint chiefs of staff)"),
    ("minister", r"(?:chief|commander)[ -](?:of|in)[ -](?:the )?(?:army|air|naval|general|defen[cs]e|chief)\b"),
    ("minister", r"governor of|chief justice of|attorney general of|prosecutor general of"),
    ("ambassador", r"ambassador|high commissioner|envoy|charg[eé] d'affaires|head of mission"),
    ("ambassador", r"special (?:envoy|representative)|consul general"),
    ("ambassador", r"(?:foreign|state|federal|additional|principal|chief) secretary|secretary of state"),
    ("ambassador", r"deputy secretary of the security council|deputy governor of|chief executive of"),
)
_PASSED = re.compile(r"^(?:(?:acting|caretaker|interim|the|h\.?e\.?) )+")


@lru_cache(maxsize=4096)
def rank(office: str | None) -> str | None:
    """The rank of an office, one of RANKS; None where no office is known. A person of two offices has the higher."""
    if not office:
        return None
    plain = _PASSED.sub("", " ".join(office.replace("’", "'").casefold().split()))
    found = [_rank(part) for part in {plain, *re.split(r" and |, ", plain)} if part]
    return min(found, key=RANKS.index, default="official")


def at_least(office: str | None, lowest: str) -> bool:
    """Whether the holder of `office` ranks as `lowest` or higher; what is not known does not."""
    found = rank(office)
    return found is not None and RANKS.index(found) <= RANKS.index(lowest)


def _rank(office: str) -> str:
    return next((name for name, pattern in _TABLE if re.match(pattern, office)), "official")
