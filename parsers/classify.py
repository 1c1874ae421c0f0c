"""An article and its sentences → whether it is about dealings of Pakistan with Central Asia, with whom, about what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from items import CENTRAL_ASIA, Engagement, EventReport, Passage
from parsers.lexicon import STATE, cities, states, table
from parsers.sentences import Sentence

THRESHOLD = 0.4
_STATE = re.compile(rf"\b{STATE}\b")
_PROJECT = re.compile(
    r"\b(?:TAPI|CASA-1000|Turkmenistan-Afghanistan-Pakistan-India|(?:Uzbekistan|UAP)[-–]Afghanistan[-–]Pakistan)\b"
)
_AGENCY = re.compile(
    r"(?:Associated Press of Pakistan|Pakistan Point News|Radio Pakistan|Pakistan Observer|Pakistan Today)"
)
_DEALING = re.compile(
    r"\b(?:trade|cooperat\w+|bilateral|relations|ties|agree\w*|sign\w*|exports?|imports?|flights?|invest\w*|talks|meeting|met|visit\w*|"
    r"delegation|joint|exchange\w*|connectivity|partnership|ambassador|envoy|counterpart|both (?:countries|sides)|two countries|exercise|students)\b",
    re.I,
)
_SPORT = re.compile(
    r"\b(?:cricket|tennis|Davis Cup|volleyball|hockey|football|championship|match|tournament|medal|squash|wrestl\w+|boxing|athlet\w+|final event|qualif\w+ for|under-\d\d)\b",
    re.I,
)
_NATURE = re.compile(r"\b(?:earthquake|quake|tremors?|epicent\w+|magnitude|Richter|weather|monsoon|rainfall)\b", re.I)
_RANKING = re.compile(
    r"\b(?:ranks?|ranked|ranking|index|AQI|most polluted|place out of|percent growth forecast|forecast)\b", re.I
)
_HISTORY = re.compile(r"\b(?:century|centuries|emperor|dynasty|empire|poet|heritage of|born in)\b", re.I)
_MANY = re.compile(
    r"\b(?:\d\d+ (?:ambassadors|envoys)|ambassadors['’]? dinner|day of diplomats|diplomats from)\b", re.I
)


def classify(told: Sequence[Sentence], reports: Sequence[EventReport]) -> Engagement:
    """The engagement that the sentences and the events found in them speak for."""
    named = [_named(sentence.text) for sentence in told]
    score, weighed = _score(told, named, reports)
    reasons = [f"{weight:+.2f} {why}" for weight, why in weighed]
    if score < THRESHOLD:
        return Engagement(relevant=False, score=score, reasons=tuple(reasons))
    countries = _countries(told, named, reports)
    if not countries:
        return Engagement(relevant=False, score=min(score, 0.49), reasons=(*reasons, "no Central Asian side"))
    sectors = _sectors(told)
    evidence = {f"country:{code}": passage for code, passage in countries.items()}
    evidence |= {f"sector:{sector}": passage for sector, passage in sectors.items()}
    order = {code: number for number, code in enumerate(CENTRAL_ASIA)}
    return Engagement(
        relevant=True,
        countries=tuple(sorted(countries, key=lambda code: order[code])),
        sectors=tuple(sectors),
        score=score,
        reasons=tuple(reasons),
        evidence=evidence,
    )


def _named(text: str) -> set[str]:
    """Codes of the states named in a sentence, by name, demonym or city; names of projects and agencies don't count."""
    text = _AGENCY.sub(" ", _PROJECT.sub(" ", text))
    found = {states()[re.sub(r"\s+", " ", form)] for form in _STATE.findall(text)}
    return found | {
        country for city, (_, country) in cities().items() if city in text and re.search(rf"\b{city}\b", text)
    }


def _score(
    told: Sequence[Sentence], named: Sequence[set[str]], reports: Sequence[EventReport]
) -> tuple[float, list[tuple[float, str]]]:
    everything = set().union(*named) if named else set()
    five = everything & set(CENTRAL_ASIA)
    if "PK" not in everything or not five:
        return 0.0, [(-1.0, "Pakistan and Central Asia are not both named")]
    whole = " ".join(sentence.text for sentence in told)
    headline = told[0].text if told and told[0].paragraph == 0 else ""
    together = sum(
        "PK" in states_ and bool(states_ & five) and bool(_DEALING.search(s.text))
        for s, states_ in zip(told, named, strict=True)
    )
    reasons: list[tuple[float, str]] = []
    sided = [report for report in reports if _two_sided(report)]
    if sided:
        reasons.append((0.75, f"{len(sided)} events of both sides"))
    elif reports:
        reasons.append((0.45, "events of one side"))
    if named and "PK" in named[0] and named[0] & five:
        reasons.append((0.4, "both in the headline"))
    elif named and named[0] & five:
        reasons.append((0.15, "Central Asia in the headline"))
    if together:
        reasons.append((min(0.5, 0.2 * together), f"{together} sentences of dealings that name both"))
    for weight, why, pattern, need in (
        (-0.9, "sport", _SPORT, 3),
        (-1.0, "a natural event", _NATURE, 2),
        (-0.7, "a ranking", _RANKING, 3),
        (-0.7, "history", _HISTORY, 3),
        (-1.0, "a party for many states", _MANY, 1),
    ):
        hits = len(pattern.findall(whole))
        if hits >= need or (hits and pattern.search(headline)):
            reasons.append((weight, why))
    counts = Counter(code for states_ in named for code in states_)
    others = {
        code: n
        for code, n in counts.items()
        if code not in five and code != "PK" and n > max(counts[c] for c in five) + 1
    }
    if others and not sided:
        reasons.append((-0.4, f"more about {', '.join(sorted(others))}"))
    if counts["PK"] < 2 and not sided and "PK" not in named[0]:
        reasons.append((-0.15, "Pakistan is named once"))
    total = sum(weight for weight, _ in reasons)
    return max(0.0, min(1.0, total)), reasons


def _two_sided(report: EventReport) -> bool:
    sides = {who.country for who in report.participants}
    return "PK" in sides and bool(sides & set(CENTRAL_ASIA))


def _countries(
    told: Sequence[Sentence], named: Sequence[set[str]], reports: Sequence[EventReport]
) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    sitting = {who.country for report in reports for who in report.participants} & set(CENTRAL_ASIA)
    counts = Counter(code for states_ in named for code in states_ if code in CENTRAL_ASIA)
    most = max(counts.values(), default=0)
    for number, (sentence, states_) in enumerate(zip(told, named, strict=True)):
        for code in states_ & set(CENTRAL_ASIA):
            in_headline = number == 0 and sentence.paragraph == 0
            if (
                code in sitting
                or in_headline
                or counts[code] >= max(2, most * 0.5)
                or (not sitting and counts[code] == most)
            ):
                found.setdefault(code, sentence.passage)
    if sitting and len(found) > len(sitting):
        headline = named[0] if named else set()
        found = {
            code: passage
            for code, passage in found.items()
            if code in sitting or code in headline or counts[code] >= most * 0.7
        }
    return found


@cache
def _sector_patterns() -> dict[str, re.Pattern[str]]:
    return {
        row["sector"]: re.compile(rf"\b(?:{row['words']})\b", re.I if row["sector"] != "technology" else 0)
        for row in table("sectors")
    }


#: Sectors whose words also stand where the sides deal with something else; one word alone does not make them.
_COMMON = {
    "politics",
    "security",
    "defence",
    "finance",
    "industry",
    "environment",
    "sport",
    "labour",
    "humanitarian",
    "culture",
    "education",
}


def _sectors(told: Sequence[Sentence]) -> dict[str, Passage]:
    """Sectors of which at least two words or the headline speak, or that stand in a sentence that lists what was discussed."""
    found: dict[str, Passage] = {}
    listed = re.compile(
        r"\b(?:fields?|sectors?|areas?|cooperation in|including|such as|discuss\w*|focus\w*|topics?|opportunit\w+|enhanc\w+|boost\w*|strengthen\w*|expand\w*|promot\w+)\b",
        re.I,
    )
    for sector, pattern in _sector_patterns().items():
        hits = [sentence for sentence in told if pattern.search(sentence.text)]
        if not hits:
            continue
        strong = sector not in _COMMON or any(
            sentence.paragraph == 0 or listed.search(sentence.text) for sentence in hits
        )
        if strong or len(hits) >= 2:
            found[sector] = hits[0].passage
    return found
