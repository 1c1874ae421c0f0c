"""The words around an amount → the role that it plays: reached already, aimed at, possible, invested, lent or paid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Role = Literal["target", "actual", "investment", "loan", "cost", "potential"]

_FILLER = (
    r"(?:(?:only|just|about|around|over|nearly|almost|some|more\s+than|less\s+than|a\s+mere|mere|merely|hardly|barely|approximately|roughly|"
    r"the\s+current|its\s+current|the|below|above|up\s+to|US|at)\s+)*"
)
#: Right before the amount: it is reached, whatever else is said of another.
_REACHED = re.compile(
    rf"\b(?:stood\s+at|stands\s+at|amount(?:ed|s|ing)\s+to|came\s+(?:close\s+)?to|come\s+to|comes\s+to|was\s+worth|were\s+worth|totall?(?:ed|ing|s)|currently|"
    rf"at\s+present|presently|valued\s+at|recorded\s+at|(?:made|makes)\s+up|in\s+the\s+range\s+of|hovers?\s+(?:at|around)|from|"
    rf"against(?!\s+(?:the|a)\s+(?:target|potential))|compared\s+(?:to|with)|(?<!more )(?<!less )than|"
    rf"(?:import|export|bought|buys|purchas|sold|sells)\w*\s+(?:[\w-]+\s+){{0,4}}(?:worth|for|of)|touch(?:es|ed))\s+{_FILLER}$",
    re.I,
)
_VERB = re.compile(
    r"(?P<modal>\b(?:to|will|would|should|shall|must|can|could|may|might|not|cannot)\s+(?:\w+ly\s+|also\s+|soon\s+|further\s+)?(?:be\s+|have\s+|see\s+(?:\S+\s+){0,3})?)?"
    r"\b(?P<verb>rais|ris|rose|tak|increas|enhanc|bring|brought|boost|expand|lift|push|doubl|tripl|grow|grew|jump|elevat|scal|reach|touch|cross|hit|exceed|"
    r"surpass|climb|swell|soar|surg|go\b|goes\b|went|fall|fell|drop|declin|attain|achiev|mov)(?P<ending>\w*)",
    re.I,
)
_PAST = frozenset(["rose", "grew", "went", "fell", "brought", "hit"])
_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "target",
        re.compile(
            r"\btargets?\b|\bgoals?\b|\bmain\s+aim|\baim(?:s|ed|ing)?\b|\benvisag\w+|\bintend\w*\s+to|\bplans?\s+to|\bset\s+(?:at|a)\b|\bambition\w*",
            re.I,
        ),
    ),
    (
        "potential",
        re.compile(r"\bpotential\w*|\bcould\b|\bcan\b|(?-i:\bmay\b)|\bpossib\w+|\bcapacity\b|\bscope\s+for", re.I),
    ),
)
_AIMED = re.compile(
    r"\s*-?(?:\w+\s+){0,2}(?:target|goal)\b|\s+(?:is|was|as)\s+(?:the|our|a)\s+(?:target|goal|aim)"
    r"|\s+(?:should|must|shall|will|would)\s+be\s+(?:achieved|reached|attained)",
    re.I,
)
_REACHABLE = re.compile(r"\bcan\s+be\s+(?:reached|achieved)|\b(?:is|was)\s+possible", re.I)
_LOAN = re.compile(r"\bloans?\b|\bcredit\s+line|\bline\s+of\s+credit|\blend|\bfinancing\b|\bborrow", re.I)
_COST = re.compile(r"\bcosts?\b|\bprice\s+tag|\bestimated?\b", re.I)
_PUT_IN = re.compile(
    r"\binvest|\bspen[dt]\b|\b(?:projects?|complex|plant|factory|mill|cent(?:re|er)|terminal|deals|agreements|accords|MoUs|memorand\w+)\s+(?:\S+\s+){0,4}(?:worth|of|valued)\b|\bportfolio",
    re.I,
)
_WORKS = re.compile(
    r"^[\s-]*(?:(?!(?:in|into|for|of|on|to|at|by|from|and|is|was|will)\b)[\w-]+\s+){0,2}(?:project|pipeline|railway|railroad|plant|complex|factory|terminal|hub|line|scheme|corridor|dam)\b(?!\s+(?:of|for)\s+trade)",
    re.I,
)
_TRADE = re.compile(r"\b(?:trade|turnover|exports?|imports?|commerce)\b", re.I)
#: A day by which it shall be so makes a possibility an aim.
_TERM = re.compile(
    r"\b(?:by|before|until)\s+(?:the\s+end\s+of\s+)?20\d\d\b|\b(?:within|in|over)\s+(?:the\s+)?(?:(?:next|coming)\s+)?"
    r"(?:few|two|three|four|five|six|seven|ten|\d\d?)\s+years\b|\bin\s+the\s+(?:near\s+(?:term|future)|coming\s+years)",
    re.I,
)


def role_of(before: str, behind: str) -> Role:
    """The role of the amount between `before` and `behind`, the words of its clause."""
    if _LOAN.search(before[-60:]) or _LOAN.search(behind[:30]):
        return "loan"
    trade = bool(_TRADE.search(before))
    if _REACHED.search(before):
        is_put_in = not trade and _PUT_IN.search(before) and not re.search(r"\bfrom\s+\S*$", before)
        return "investment" if is_put_in else "actual"
    if _WORKS.match(behind):
        return "cost"
    if role := _said(before, behind):
        return role
    if not trade and _COST.search(before):
        return "cost"
    if _PUT_IN.search(before[-60:]) or re.match(r"\s+(?:of\s+)?(?:foreign\s+|direct\s+)*invest", behind, re.I):
        return "investment"
    if _TERM.search(behind) and trade:
        return "target"
    return "actual"


def _said(before: str, behind: str) -> Role | None:
    """By the verb that leads up to the amount, or the noun: of several the last one counts."""
    cues = sorted(_cues(before), key=lambda cue: cue[0])
    role = cues[-1][1] if cues else None
    if role is None and _REACHABLE.search(behind):
        role = "potential"
    if role != "actual" and _AIMED.match(behind):
        role = "target"
    if role == "potential" and _TERM.search(behind):
        return "target"
    return role


def _cues(before: str) -> Iterator[tuple[int, Role]]:
    for match in _VERB.finditer(before):
        if role := _by_verb(match, before):
            yield match.start("verb"), role
    for role, pattern in _WORDS:
        for match in pattern.finditer(before):
            yield match.start(), role


def _by_verb(match: re.Match[str], before: str) -> Role | None:
    """Role by a verb of rising or reaching, if it leads up to the amount ("raise trade to", "will reach")."""
    behind = before[match.end() :]
    leads = re.search(rf"(?:^\s*|\b(?:to|by|past|beyond|till|the)\s+){_FILLER}$", behind)
    if not leads or len(behind.split()) > 14:
        return None
    modal = (match["modal"] or "").lower()
    if re.match(r"can|could|may|might", modal):
        return "potential"
    if not modal and match["verb"].lower() in ("reach", "touch", "hit") and match["ending"] == "ing":
        return "actual"  # "rose by a third, reaching"
    if modal or match["ending"] == "ing":
        return "target"
    word = (match["verb"] + match["ending"]).lower()
    is_past = word.endswith(("ed", "en", "wn")) or word in _PAST
    is_noun = re.search(r"\b(?:the|a|an|this|that|its|sharp|record)\s+$", before[: match.start("verb")])
    return "actual" if is_past or is_noun or match["ending"] in ("s", "es") else "target"
