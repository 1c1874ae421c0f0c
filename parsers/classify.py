"""An article and its sentences → whether it is about dealings of Pakistan with Central Asia, with whom, about what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from items import CENTRAL_ASIA, Engagement, EventReport, Passage
from parsers.lexicon import STATE
from parsers.scene import Scene
from parsers.sectors import sectors
from parsers.sentences import Sentence

THRESHOLD = 0.4
_PROJECT = re.compile(
    r"\b(?:TAPI|CASA-1000|Turkmenistan-Afghanistan-Pakistan-India|\w+[-–]Afghan\w*[-–]Pakistan(?:[-–]India)?)\b"
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
    r"\b(?:ranks?|ranked|ranking|index|AQI|most polluted|smog|air quality|tops (?:the )?list|place out of|percent growth forecast|forecast)\b",
    re.I,
)
_HISTORY = re.compile(r"\b(?:century|centuries|emperor|dynasty|empire|poet|heritage of|born in)\b", re.I)
_MESSAGE = re.compile(
    r"\b(?:condol\w+|sorrow|congratulat\w+|felicitat\w+|message\s+(?:to|of|from)|letter\s+(?:to|from))\b", re.I
)
_CRIME = re.compile(
    r"\b(?:arrest\w*|murder\w*|smuggl\w*|fraud|stranded|accidents?|crash\w*|killed|kidnap\w*|raid\w*|robbe\w+|suspects?|police)\b",
    re.I,
)
_MANY = re.compile(
    r"\b(?:\d\d+ (?:ambassadors|envoys)|ambassadors['’]? dinner|day of diplomats|diplomats from)\b", re.I
)


def classify(scene: Scene, reports: Sequence[EventReport]) -> Engagement:
    """The engagement that the sentences and the events found in them speak for."""
    told = [line.sentence for line in scene.told]
    named = [_named(scene, number) | _sides(scene, number) for number in range(len(scene.told))]
    score, weighed = _score(scene, told, named, reports)
    reasons = [f"{weight:+.2f} {why}" for weight, why in weighed]
    if score < THRESHOLD:
        return Engagement(relevant=False, score=score, reasons=tuple(reasons))
    countries = _countries(told, named, reports)
    if not countries:
        return Engagement(relevant=False, score=min(score, 0.49), reasons=(*reasons, "no Central Asian side"))
    dealt = sectors(told, reports)
    evidence = {f"country:{code}": passage for code, passage in countries.items()}
    evidence |= {f"sector:{sector}": passage for sector, passage in dealt.items()}
    order = {code: number for number, code in enumerate(CENTRAL_ASIA)}
    return Engagement(
        relevant=True,
        countries=tuple(sorted(countries, key=lambda code: order[code])),
        sectors=tuple(dealt),
        score=score,
        reasons=tuple(reasons),
        evidence=evidence,
    )


_CARRIED = re.compile(
    r"\b(?:exports?|imports?|imported|exported|goods|surplus|deficit|buyers?|bought|sold|trade|flights?|trucks?|convoy|cargo|students|scholarships?|visas?|railway|airlines?|envoy|ambassador|business)\b",
    re.I,
)


_REGION = re.compile(r"\b(?:Central Asian?|CARs|[Ee]nvoy|[Aa]mbassador|Pakistan\w*|Pak)\b")
_ENVOY = re.compile(rf"\b{STATE}(?:['’]s)?\s+(?:Ambassador|Envoy)|[Aa]mbassador\s+of\s+(?:the\s+)?{STATE}")


def _named(scene: Scene, number: int) -> set[str]:
    """Codes of the states named in a sentence, by name, demonym or city; names of projects and agencies don't count."""
    line = scene.told[number]
    spans = [match.span() for pattern in (_AGENCY, _PROJECT) for match in pattern.finditer(line.sentence.text)]
    return {
        token.state
        for token in line.tokens
        if token.state and not any(start <= token.start < end for start, end in spans)
    }


def _sides(scene: Scene, number: int) -> set[str]:
    """Sides of the persons who are spoken of in a sentence."""
    return {side for mention in scene.cast.mentions[number] if (side := scene.cast.persons[mention.person].country)}


def _score(
    scene: Scene, told: Sequence[Sentence], named: Sequence[set[str]], reports: Sequence[EventReport]
) -> tuple[float, list[tuple[float, str]]]:
    everything = set().union(*named) if named else set()
    five = everything & set(CENTRAL_ASIA)
    if any((person.office or "").endswith("to Pakistan") for person in scene.cast.persons):
        everything.add("PK")
    if "PK" not in everything or not five:
        return 0.0, [(-1.0, "Pakistan and Central Asia are not both named")]
    lines = list(zip(told, named, strict=True))
    reasons = [
        *_by_events(scene, reports),
        *_by_headline(told, named, five),
        *_by_sentences(lines, five),
        *_by_subject(told, reports),
        *_by_others(lines, five, reports),
    ]
    return max(0.0, min(1.0, sum(weight for weight, _ in reasons))), reasons


def _by_events(scene: Scene, reports: Sequence[EventReport]) -> Iterator[tuple[float, str]]:
    sided = sum(_two_sided(report) for report in reports)
    third = {person.country for person in scene.cast.persons if person.country} - {"PK", *CENTRAL_ASIA}
    if sided:
        yield 0.75, f"{sided} events of both sides"
    elif any(_one_sided(report) for report in reports):
        yield 0.45, "events of one side"
    both = scene.cast.two_sided(range(len(scene.cast.persons)))
    if both and not reports and any(_MESSAGE.search(line.sentence.text) for line in scene.told):
        yield 0.7, "a message from one side's leader to the other's"
    if third and not reports:
        yield -0.45, f"persons of {', '.join(sorted(third))} and no dealing of the two sides"


def _by_headline(told: Sequence[Sentence], named: Sequence[set[str]], five: set[str]) -> Iterator[tuple[float, str]]:
    headline = _PROJECT.sub(" ", told[0].text)
    if "PK" in named[0] and named[0] & five:
        yield 0.4, "both in the headline"
    elif named[0] & five:
        yield 0.15, "Central Asia in the headline"
    if _REGION.search(headline) and _CARRIED.search(headline):
        yield 0.15, "the headline tells of trade with the region or of an envoy"


def _by_sentences(lines: Sequence[tuple[Sentence, set[str]]], five: set[str]) -> Iterator[tuple[float, str]]:
    together = sum("PK" in codes and bool(codes & five) and bool(_DEALING.search(line.text)) for line, codes in lines)
    if together:
        yield min(0.5, 0.2 * together), f"{together} sentences of dealings that name both"
    carried = sum(bool(codes & five) and bool(_CARRIED.search(line.text)) for line, codes in lines)
    if carried > 1 and any("PK" in codes for _, codes in lines[:4]):
        yield min(0.4, 0.08 * carried), f"{carried} sentences of goods, flights, students or envoys"
    if any(_ENVOY.search(line.text) and codes & five for line, codes in lines[:4]):
        yield 0.25, "an envoy of the region speaks"


def _by_subject(told: Sequence[Sentence], reports: Sequence[EventReport]) -> Iterator[tuple[float, str]]:
    """What an article is about that names states without any dealing between them."""
    whole = " ".join(sentence.text for sentence in told)
    for weight, why, pattern, need in (
        (-0.9, "sport", _SPORT, 3),
        (-1.0, "a natural event", _NATURE, 2),
        (-0.9, "a ranking", _RANKING, 2),
        (-0.7, "history", _HISTORY, 3),
        (-1.0, "a party for many states", _MANY, 1),
        (-0.6, "an accident or crime", _CRIME, 2),
    ):
        hits = len(pattern.findall(whole))
        if why == "an accident or crime" and reports:
            continue
        if hits >= need or (hits and pattern.search(told[0].text)):
            yield weight, why


def _by_others(
    lines: Sequence[tuple[Sentence, set[str]]], five: set[str], reports: Sequence[EventReport]
) -> Iterator[tuple[float, str]]:
    counts = Counter(code for _, codes in lines for code in codes)
    most = max(counts[code] for code in five)
    others = sorted(code for code, count in counts.items() if code not in {*five, "PK"} and count > most + 1)
    if others and not any(_two_sided(report) for report in reports):
        yield -0.4, f"more about {', '.join(others)}"
    if counts["PK"] < 2 and not reports and "PK" not in lines[0][1]:
        yield -0.15, "Pakistan is named once"


def _two_sided(report: EventReport) -> bool:
    sides = {who.country for who in report.participants}
    return "PK" in sides and bool(sides & set(CENTRAL_ASIA))


def _one_sided(report: EventReport) -> bool:
    """Whether nobody of a third state takes part."""
    sides = {who.country for who in report.participants} - {None}
    if report.type == "forum" and "PK" not in sides and not any("Pak" in passage.text for passage in report.evidence):
        return False
    return sides <= {"PK", *CENTRAL_ASIA} and len(sides - {"PK"}) <= 1


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
