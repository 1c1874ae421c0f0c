"""Sentences → amounts of money, goods and people with the role that they play between the sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from items import CENTRAL_ASIA, Figure
from parsers.figure_roles import Role, role_of
from parsers.lexicon import any_of, states
from parsers.sentences import Sentence

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
    "us dollar": "USD",
    "dollar": "USD",
    "rs": "PKR",
    "pkr": "PKR",
    "rupee": "PKR",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "yuan": "CNY",
    "tenge": "KZT",
    "somoni": "TJS",
    "som": "KGS",
}
_WORDS = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
} | {"a": 1, "half a": 0.5}

_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?|(?<=[$€Ss.D])\d[\d,]*(?:\.\d+)?")
_WRITTEN = re.compile(
    r"\b(?P<number>half\s+a|an?|one|two|three|four|five|six|seven|eight|nine|ten)(?=[\s-]+(?:million|billion)\b)", re.I
)
#: What may stand before a number, and what behind it.
_BEFORE = re.compile(r"(?:\b(?P<currency>US\s?\$|US\s+dollar(?=s)|USD|PKR|Rs\.?|EUR)s?|(?P<sign>[$€]))\s*$", re.I)
_BEHIND = re.compile(
    r"(?:\s*(?:-|–|to|and(?=\s+(?:US)?\$))\s*(?:US)?\$?(?P<upper>\d[\d,]*(?:\.\d+)?)(?=[\s-]*(?:million|billion|mln|bln|mn|bn|m|b)\b))?"
    r"(?:[\s-]*(?P<scale>thousand|million|mln|mn|billion|bln|bn|trillion|crore|lakh|m|b)\b)?"
    r"(?:[\s-]*(?P<currency>U\.?S\.?\s+dollar|dollar|USD|rupee|euro|yuan|tenge|somoni|soms?\b)s?)?",
    re.I,
)
#: A second amount of a sentence may leave its currency out: "from $54m to nearly 80 million in 2024".
_ALONE = re.compile(
    r"\s*(?:[.,;)]|$)|\s+(?:in|by|from|during|last|this|within|over|annually|a\s+year|mark|and|to)\b", re.I
)
_PERCENT = re.compile(r"\s*(?:per\s?cent|%|pct?\b)", re.I)
#: "144.600 tonnes", as Russian and Uzbek offices write thousands.
_POINT_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{2}0")
_TONNES = re.compile(r"\s*(?:metric\s+)?(?:tonn?es?|tons?)\b", re.I)
_PERSONS = re.compile(
    r"\s+(?:of\s+(?:its|their|our)\s+)?(?:[a-z]+\s+){0,2}?(?:students|tourists|passengers|visitors|pilgrims|workers|migrants)\b"
    r"|\s+(?:of\s+(?:its|their|our)\s+)?(?:\w+\s+)?(?:citizens|nationals|Pakistanis|Kazakhs|Uzbeks|Tajiks|Turkmens|people|youth|young\s+people)\b"
    r"(?=[^.;]{0,60}?\b(?:stud(?:y|ied|ying)|enrolled|visit(?:ed|ing)?|travel\w*|work(?:ed|ing)?|liv(?:e|ing)|employed)\b)",
    re.I,
)
_NUMBER_OF = re.compile(
    r"\bnumber\s+of\s+(?:\w+\s+){0,2}(?:students|tourists|passengers|visitors|pilgrims|workers)\b[^.;,]{0,60}?"
    r"\b(?:at|to|is|was|reached|exceed(?:s|ed))\s+(?:(?:over|about|around|nearly|more\s+than|some|almost)\s+)?$",
    re.I,
)
#: "it was 17,900 a year earlier": what is counted was said before.
_SAME_AGAIN = re.compile(r"\b(?:it\s+was|against|up\s+from|compared\s+(?:to|with))\s+(?:\w+\s+)?$", re.I)
_YEAR_BEHIND = re.compile(
    r"\s+(?:in|during)\s+(?:the\s+)?(?:same|previous|preceding|corresponding|last|20\d\d|\d{4})|\s+(?:a|the)\s+year|\s+last\b",
    re.I,
)
_GROWTH_BEFORE = re.compile(
    r"\b(?:up|down|rose|risen|rise|grew|grown|growth|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|expand\w*|fell|fallen|declin\w+|dropp?\w*|decreas\w+|"
    r"contract\w*|dipp?\w*|shrank|shrunk|slid|slump\w*|plung\w*|plummet\w*|tumbl\w*)"
    r"\s+(?:(?:by|of|at|some|about|around|nearly|almost|over|more\s+than|a|an|whopping|record)\s+)*$",
    re.I,
)
_GROWTH_BEHIND = re.compile(
    r"\s+(?:more\s+(?!than)|higher|growth|increase|rise|up\b|jump|surge|decline|decrease|fall|drop)", re.I
)
_TRADED = re.compile(r"\b(?:trade|exports?|imports?|turnover|sold|bought|shipped|shipments)\b", re.I)
_STUDY = re.compile(r"\b(?:stud(?:y|ying)|enrolled|pursuing)\b", re.I)

#: Amounts that are no figure of the two sides, by what stands before or behind in the clause.
_NOT_OURS = re.compile(
    r"\b(?:markets?\s+(?:\w+\s+)?(?:worth|of|valued)|GDP|population|econom(?:y|ies)\s+(?:of|worth|that)|reserves|"
    r"los(?:e|es|s|ses|ing|t)|ha(?:s|ve|d)\s+attracted|fares?|tickets?|salar(?:y|ies)|"
    r"(?:overall|total|global|world|worldwide)\s+(?:exports?|imports?|trade)(?!\s+(?:to|from|with|between)\s+[A-Z])|foreign\s+trade(?![^.;]*\b(?:between|with)\b))\b",
    re.I,
)
_EACH = re.compile(
    r"\s*(?:per|a)\s+(?:ton|tonne|kg|kilo|kilogram|barrel|litre|person|head|passenger|ticket|bag|piece|unit|maund)\b|\s+one\s+way\b",
    re.I,
)
_OFFERED = re.compile(r"\b(?:ready|willing|wants?|wish(?:es)?|offer\w*|could|can|able|propos\w+|plans?)\b", re.I)
_THROUGH = re.compile(r"\b(?:through|via|across|by\s+way\s+of)\s+(?:the\s+)?$", re.I)
_WITH = re.compile(r"\b(?:to|with|from|between)\s+(?:the\s+)?$", re.I)
_CLAUSE = re.compile(
    r"[;:.]\s|\s[–—-]\s|,\s+(?:and|but|while|whereas|although|though)\b|\s+(?:while|whereas|although)\s+", re.I
)
_OF = (
    ("exports", re.compile(r"\bexport|\bshipped", re.I)),
    ("imports", re.compile(r"\bimport", re.I)),
    ("trade", re.compile(r"\btrade\b|\bturnover\b|\bcommerce\b", re.I)),
    ("investment", re.compile(r"\binvest", re.I)),
    ("project", re.compile(r"\bproject|\brailway|\bpipeline|\bplant\b|\bline\b", re.I)),
    ("fund", re.compile(r"\bfund", re.I)),
)
#: In small letters: searched without regard to case it takes four times as long.
_ABOUT = re.compile(
    r"trade|export|import|invest|turnover|project|loan|fund|financ|credit|railway|pipeline|cost|worth|market|cooperation|student|stud[yi]|touris|"
    r"agreement|mou|plant|potential|volume|bought|buys|sold|purchas|shipp|contract|estimate|assistance|nationals|passengers|visit|enrol|citizens|pakistanis|lend|consignment|spen[dt]|tonnes|tons\b"
)
_LEAST_PERSONS, _LEAST_STUDENTS = 1000, 100
#: Numbers of one sentence that are read: no sentence tells more, and it bounds the work.
_MOST = 30


@dataclass(frozen=True)
class _Amount:
    """A number of a sentence that counts money, goods, people or growth."""

    value: float
    unit: str
    start: int
    end: int


def figures(told: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Amounts in the order of the text; one that is said twice is given once, as it was said first."""
    found: dict[tuple[float, str], Figure] = {}
    dealt_in, before = -1, -1
    for number, sentence in enumerate(told):
        if not sentence.paragraph or not _may_count(sentence.text):
            continue
        # A paragraph that gave a figure goes on about it, and so does the next sentence.
        if sentence.paragraph == dealt_in or before == number - 1 or _ABOUT.search(sentence.text.lower()):
            said = list(_in(sentence, goes_on=before == number - 1))
            dealt_in, before = (sentence.paragraph, number) if said else (dealt_in, before)
            for figure in said:
                found.setdefault((figure.amount, figure.unit), figure)
    return tuple(found.values())


def _may_count(text: str) -> bool:
    return "illion" in text or bool(_DIGIT.search(text))


def _in(sentence: Sentence, goes_on: bool) -> Iterator[Figure]:
    text = sentence.text
    for amount in _amounts(text, goes_on):
        before, behind = _clause(text, amount)
        if _NOT_OURS.search(before) or _EACH.match(text, amount.end) or _is_of_others(text, before + behind, amount):
            continue
        around = before + text[amount.start : amount.end] + behind
        yield Figure(
            amount=round(amount.value, 2),
            unit=amount.unit,
            role=_role(amount.unit, before, behind),
            of=next((name for name, pattern in _OF if pattern.search(around)), None),
            evidence=sentence.passage,
        )


def _clause(text: str, amount: _Amount) -> tuple[str, str]:
    """What stands before the amount in its clause, and what behind."""
    before = text[max(0, amount.start - 140) : amount.start]
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    behind = re.split(r"[,;]|\b(?:although|though|but|while|and)\b", text[amount.end : amount.end + 60])[0]
    return before[cuts[-1] if cuts else 0 :], behind


def _role(unit: str, before: str, behind: str) -> Role:
    if unit in ("percent", "persons"):
        return "actual"
    # Goods are not aimed at like an amount of trade: a state wants, offers or is able to sell so much.
    role = "potential" if unit == "tonnes" and _OFFERED.search(before) else role_of(before, behind)
    return "actual" if unit == "tonnes" and role not in ("target", "potential") else role


# --- amounts ----------------------------------------------------------------------------------------------------------


def _amounts(text: str, goes_on: bool) -> Iterator[_Amount]:
    currency: str | None = None
    counted = False
    numbers = sorted((*_DIGITS.finditer(text), *_written(text)), key=lambda it: it.start())
    for match in numbers[:_MOST]:
        sign, behind = (
            _BEFORE.search(text[max(0, match.start() - 12) : match.start()]),
            _BEHIND.match(text, match.end()),
        )
        assert behind is not None  # all of it may be missing
        start = match.start() - len(sign[0] if sign else "")
        value = _value(match[0]) * _SCALE.get((behind["scale"] or "").lower(), 1)
        if _POINT_OF_THOUSANDS.fullmatch(match[0]) and _TONNES.match(text, match.end()):
            value *= 1000
        if unit := _money(sign, behind, text, currency):
            currency = unit
            yield _Amount(value, unit, start, behind.end())
            if behind["upper"]:
                yield _Amount(_value(behind["upper"]) * _SCALE[behind["scale"].lower()], unit, start, behind.end())
        elif counted_as := _counted(text, start, behind.end(), value, goes_on, counted):
            counted = counted or counted_as == "persons"
            yield _Amount(value, counted_as, start, behind.end())


def _written(text: str) -> Iterator[re.Match[str]]:
    return _WRITTEN.finditer(text) if "illion" in text else iter(())


def _value(number: str) -> float:
    word = re.sub(r"\s+", " ", number.lower())
    return float(_WORDS["a" if word == "an" else word] if word[0].isalpha() else number.replace(",", "") or 0)


def _money(sign: re.Match[str] | None, behind: re.Match[str], text: str, currency: str | None) -> str | None:
    """The currency of a number, or None where it is no money."""
    named = (sign["currency"] or sign["sign"]) if sign else behind["currency"]
    if named:
        plain = re.sub(r"\s+", " ", named.lower().replace(".", "")).replace("us $", "us$")
        return _CURRENCY[plain.removesuffix("s") if plain not in _CURRENCY else plain]
    is_bare = (
        currency and (behind["scale"] or "").lower() in ("million", "billion") and _ALONE.match(text, behind.end())
    )
    return currency if is_bare else None


def _counted(text: str, start: int, end: int, value: float, goes_on: bool, counted: bool) -> str | None:
    """The unit of a number that is no money: growth of trade, goods by weight, people."""
    if _PERCENT.match(text, end):
        unit = _PERCENT.match(text, end)
        assert unit is not None
        grows = _GROWTH_BEFORE.search(text[max(0, start - 60) : start]) or _GROWTH_BEHIND.match(text, unit.end())
        return "percent" if grows and (goes_on or _TRADED.search(text)) else None
    if _TONNES.match(text, end):
        return "tonnes"
    before = text[max(0, start - 110) : start]
    again = counted and _SAME_AGAIN.search(before) and _YEAR_BEHIND.match(text, end)
    if _PERSONS.match(text, end) or _NUMBER_OF.search(before) or again:
        least = _LEAST_STUDENTS if _STUDY.search(text) else _LEAST_PERSONS
        return "persons" if value >= least else None
    return None


# --- whose ------------------------------------------------------------------------------------------------------------


def _is_of_others(text: str, clause: str, amount: _Amount) -> bool:
    """Whether the clause tells of a third state's dealings: it names one and none of the five."""
    where = text if amount.unit == "tonnes" else clause
    five, others = _named()
    third = others.search(where)
    if third is None or _THROUGH.search(where, 0, third.start()):
        return False
    return not five.search(where) or bool(
        _WITH.search(where, 0, third.start())
        and _TRADED.search(where)
        and not re.search(r"Pak|bilateral|two-way", where)
    )


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of the five states, or of the two sides together, and names of third states."""
    five = [form for form, code in states().items() if code in CENTRAL_ASIA]
    third = [form for form, code in states().items() if code not in CENTRAL_ASIA and code != "PK"]
    return (
        re.compile(rf"\b{any_of(five)}\b|\b(?:[Bb]ilateral|[Mm]utual|[Tt]wo-way|[Bb]oth)\b"),
        re.compile(rf"\b{any_of(third)}(?!\w|\s?\$|\s+dollar|-(?:Pak|Uz|Ka|Ky|Ta|Tu))"),
    )
