"""Sentences → amounts of money, goods and people with the role that they play between the sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from items import Figure
from parsers.sentences import Sentence

Role = Literal["target", "actual", "investment", "loan", "cost", "potential"]

_SCALE = {
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "crore": 1e7,
    "lakh": 1e5,
}
_CURRENCY = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "us dollars": "USD",
    "us dollar": "USD",
    "dollars": "USD",
    "dollar": "USD",
    "rs": "PKR",
    "rs.": "PKR",
    "pkr": "PKR",
    "rupees": "PKR",
    "€": "EUR",
    "euros": "EUR",
    "euro": "EUR",
    "yuan": "CNY",
    "tenge": "KZT",
    "somoni": "TJS",
    "som": "KGS",
}
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
_SIZE = r"(?:[\s-]*(?P<scale>thousand|million|mln|mn|billion|bln|bn|trillion|crore|lakh|m|b)\b)?"
_MONEY = (
    re.compile(rf"(?P<currency>US\$|\$|USD|Rs\.?|PKR|€)\s*{_NUMBER}{_SIZE}", re.I),
    re.compile(
        rf"\b{_NUMBER}{_SIZE}[\s-]*(?P<currency>US\s+dollars?|dollars?|USD|rupees|euros?|yuan|tenge|somoni)\b", re.I
    ),
    re.compile(
        rf"\b(?P<number>one|two|three|four|five|six|seven|eight|nine|ten){_SIZE}[\s-]*(?P<currency>US dollars?|dollars?|USD|rupees|euros?)\b",
        re.I,
    ),
)
_OTHER = re.compile(
    rf"\b{_NUMBER}{_SIZE}\s*(?P<unit>per\s?cent|%|(?:metric\s+)?tonn?e?s|tons|(?:Pakistani\s+|foreign\s+)?students|tourists|passengers|visitors|workers)",
    re.I,
)
_WORDS = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}

_TARGET = (
    r"\btargets?\b|\bgoals?\b|\bmain\s+aim|\b(?:rais|tak|increas|enhanc|bring|boost|expand|lift|push|doubl|grow|jump|elevat|scal)\w*\s+(?:\S+\s+){0,9}?(?:to|up\s+to|beyond|past)\s+(?:about\s+|around\s+|the\s+)?(?:US\s?)?[$\dRUa-z]"
    r"|\b(?:to|should|must|shall)\s+reach\b|\bwill\s+reach\b|\bby\s+20\d\d\b|\baim(?:s|ed|ing)?\b|\bmark\b|\benvisag|\bset\s+(?:at|a)\b|\bambition"
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("loan", re.compile(r"\bloans?\b|\bcredit\s+line|\bline\s+of\s+credit|\blend|\bfinancing\b|\bborrow", re.I)),
    ("target", re.compile(_TARGET, re.I)),
    (
        "potential",
        re.compile(
            r"\bpotential|\bcould\b|\bcan\s+(?:be|reach|go|rise)|\bmay\b|\bpossib|\bcapacity|\bscope\s+for", re.I
        ),
    ),
    ("cost", re.compile(r"\bcosts?\b|\bprice\s+tag|\bestimated\s+at", re.I)),
    (
        "investment",
        re.compile(
            r"\binvest|\bprojects?\s+worth|\bprojects?\s+(?:\S+\s+){0,4}worth|\bportfolio|\bdeals\s+worth", re.I
        ),
    ),
)
#: A figure that is said to be reached already, whatever target stands beside it.
_REACHED = re.compile(
    r"\b(?:stood\s+at|stands\s+at|amounted\s+to|reached|came\s+(?:close\s+)?to|crossed|was\s+worth|were\s+worth|totall?ed|currently|had\s+(?:reached|come)|from|was|at\s+present|rose\s+to|grew\s+to|fell\s+to|climbed\s+to|valued\s+at|exceeded|is\s+(?:only|just|about|around|over|nearly))\s+"
    r"(?:(?:only|just|about|around|over|nearly|almost|some|more\s+than|a\s+mere|approximately|the\s+current|its\s+current|below|US)\s+)*$",
    re.I,
)
_MARKET = re.compile(
    r"\bmarkets?\s+(?:\w+\s+)?(?:worth|of|valued)\b|\b(?:GDP|population|kilomet\w+|economy\s+of)\b", re.I
)
_OF = (
    ("exports", re.compile(r"\bexport", re.I)),
    ("imports", re.compile(r"\bimport", re.I)),
    ("trade", re.compile(r"\btrade\b|\bturnover\b|\bcommerce\b", re.I)),
    ("investment", re.compile(r"\binvest", re.I)),
    ("project", re.compile(r"\bproject|\brailway|\bpipeline|\bplant\b|\bline\b", re.I)),
    ("fund", re.compile(r"\bfund", re.I)),
)
#: "imported pharmaceuticals worth": what follows is what is dealt in, whatever could be.
_DEALT = re.compile(r"\b(?:import|export|bought|buys|sold|sells)\w*\s+(?:[\w-]+\s+){0,4}(?:worth|for|of)\s*$", re.I)
_ABOUT = re.compile(
    r"trade|export|import|invest|turnover|project|loan|fund|railway|pipeline|cost|worth|market|cooperation|student|touris|agreement|MoU|plant|potential|volume",
    re.I,
)


def figures(told: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Amounts in the order of the text; one that is said twice is given once, as it was said first."""
    found: dict[tuple[float, str], Figure] = {}
    dealt_in = -1
    for sentence in told:
        if sentence.paragraph and (sentence.paragraph == dealt_in or _ABOUT.search(sentence.text)):
            figures_said = _in(sentence)
            dealt_in = sentence.paragraph if figures_said else dealt_in
            for figure in figures_said:
                found.setdefault((figure.amount, figure.unit), figure)
    return tuple(found.values())


def _in(sentence: Sentence) -> list[Figure]:
    found = []
    for pattern in _MONEY:
        for match in pattern.finditer(sentence.text):
            if _MARKET.search(sentence.text[max(0, match.start() - 40) : match.start()]):
                continue
            unit = _CURRENCY[re.sub(r"\s+", " ", match["currency"].lower())]
            found.append((match.start(), _figure(sentence, match, unit)))
    for match in _OTHER.finditer(sentence.text):
        if counted := _unit(match["unit"].lower(), match, sentence.text):
            found.append((match.start(), _figure(sentence, match, counted)))
    least = {"persons": 1000.0}
    return [figure for _, figure in sorted(found, key=lambda it: it[0]) if figure.amount > least.get(figure.unit, 0.0)]


def _unit(word: str, match: re.Match[str], text: str) -> str | None:
    if word.startswith(("per", "%")):
        near = text[max(0, match.start() - 60) : match.end() + 60]
        return (
            "percent"
            if re.search(r"trade|export|import|turnover|grow|grew|increas|rose|duty|tariff|sold|bought", near, re.I)
            else None
        )
    if "ton" in word:
        return "tonnes"
    return "persons"


def _figure(sentence: Sentence, match: re.Match[str], unit: str) -> Figure:
    number = match["number"].lower()
    amount = float(_WORDS[number]) if number in _WORDS else float(number.replace(",", "") or 0)
    scale = (match["scale"] or "").lower()
    behind = re.split(r"[,;]|\b(?:although|though|but|while|and)\b", sentence.text[match.end() : match.end() + 60])[0]
    around = sentence.text[max(0, match.start() - 110) : match.end()] + behind
    before = sentence.text[max(0, match.start() - 60) : match.start()]
    role: Role = next(
        (role for part in (before[-32:], around) for role, pattern in _ROLES if pattern.search(part)), "actual"
    )
    if re.search(r"\b(?:could|can|may|might)\s+(?:\w+\s+){0,3}(?:up\s+to\s+)?$", before):
        role = "potential"
    if (_REACHED.search(before) or _DEALT.search(before)) and role in ("target", "potential", "investment"):
        role = "actual"
    of = next((name for name, pattern in _OF if pattern.search(around)), None)
    return Figure(
        amount=round(amount * _SCALE.get(scale, 1), 2), unit=unit, role=role, of=of, evidence=sentence.passage
    )
