"""An article and its sentences → whether it is about dealings of Pakistan with Central Asia, with whom, about what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from items import CENTRAL_ASIA, Engagement, EventReport, Passage
from parsers.lexicon import bodies, cities
from parsers.names import Read
from parsers.scene import FIVE, Scene
from parsers.sectors import sectors

#: From this score on an article is about dealings of the two sides.
THRESHOLD = 0.5
#: Sentences at the beginning that say what an article is about, with the headline.
_LEAD = 3
#: States besides those of the region, Pakistan too, beyond which a sentence is a list of many.
_MOST_OTHERS = 2
#: The region stands for its states, but names none.
_REGION = "Central Asia"
_SIDE = FIVE | {_REGION}
_IN_REGION = re.compile(r"C(?<!\w.)(?:entral\s+Asian?|ARs|5)\b")
_PROJECT = re.compile(
    r"\b(?:TAPI|CASA-1000|Turkmenistan-Afghanistan-Pakistan-India|\w+[-–]Afghan\w*[-–]Pakistan(?:[-–]India)?)\b"
)
_AGENCY = re.compile(
    r"(?:Associated Press of Pakistan|Pakistan Point News|Radio Pakistan|Pakistan Observer|Pakistan Today)"
)
#: Subjects of articles that name states without any dealing between them: kind of phrase, words, sentences that must
#: speak of it (the opening counts twice; of few sentences half are enough), and whether an event, an accord or a
#: message outweighs it.
_SUBJECTS = (
    ("sport", "sport", 3, False),
    ("many", "a party for many states", 1, False),
    ("opinion", "an opinion", 1, False),
    ("history", "history", 3, False),
    ("nature", "a natural event", 2, True),
    ("ranking", "a ranking", 2, True),
    ("crime", "an accident or crime", 2, True),
)


@dataclass(frozen=True)
class Told:
    """One sentence as it is weighed."""

    line: Read
    #: States that are named or spoken for in it, and the region.
    codes: frozenset[str]
    #: Also states where it only sets the scene: "in Tashkent".
    all_codes: frozenset[str]
    #: Whether persons of both sides are named in it.
    faces: bool

    @property
    def is_both(self) -> bool:
        """Whether Pakistan and the region or one of its states are named, and not only in a list of many states."""
        return "PK" in self.codes and not self.codes.isdisjoint(_SIDE) and len(self.codes - _SIDE) <= _MOST_OTHERS

    @property
    def deals(self) -> bool:
        """Whether it tells of a dealing and names both sides."""
        return self.is_both and self.says("dealing", "carried", "message")

    def holds(self, passage: Passage) -> bool:
        """Whether the passage begins in it."""
        return self.line.sentence.start <= passage.start < self.line.sentence.end

    def says(self, *kinds: str) -> bool:
        """Whether it holds a phrase of one of these kinds."""
        found = self.line.kinds.intersection(kinds)
        return any(any(self.line.sentence.phrases(kind)) for kind in found) if found else False


@dataclass(frozen=True)
class _Story:
    """An article as it is weighed."""

    scene: Scene
    told: tuple[Told, ...]
    reports: Sequence[EventReport]

    @cached_property
    def opening(self) -> tuple[str, Told]:
        """The headline, or the first sentence where there is none."""
        if self.told[0].line.sentence.text or len(self.told) == 1:
            return "the headline", self.told[0]
        return "the first sentence", self.told[1]

    @cached_property
    def lead(self) -> tuple[Told, ...]:
        """The headline and the first sentences."""
        return self.told[: _LEAD + 1]

    @property
    def first(self) -> tuple[Told, ...]:
        """The first sentence below the headline; none where it is the opening."""
        return self.told[1:2] if self.opening[1] is self.told[0] else ()

    @cached_property
    def meets(self) -> int:
        """Number of events in which both sides take part."""
        return sum(_two_sided(report) for report in self.reports)

    @cached_property
    def faces(self) -> int:
        """Number of sentences that name persons of both sides."""
        return sum(told.faces for told in self.told)

    @cached_property
    def is_message(self) -> bool:
        """Whether one side congratulates or condoles with the other."""
        return any(told.is_both and told.says("message") for told in self.lead)

    @cached_property
    def is_accord(self) -> bool:
        """Whether the sides are said to agree, cooperate or help, so that trouble is only what they deal with."""
        return self.is_message or any(told.is_both and told.says("accord") for told in self.lead)

    @cached_property
    def hands_credentials(self) -> bool:
        """Whether an envoy of one side hands his credentials to the other, perhaps with envoys of other states."""
        codes = frozenset[str]().union(*(told.codes for told in self.lead))
        return "PK" in codes and bool(codes & FIVE) and any(told.says("credentials") for told in self.lead)


def weighed(scene: Scene) -> tuple[Told, ...]:
    """What each sentence says of the sides."""
    return tuple(_told(scene, number) for number in range(len(scene.told)))


def lacks_a_side(scene: Scene, told: Sequence[Told]) -> str | None:
    """Why an article can't be about dealings of both sides, whatever events it tells of; None where it can."""
    everything = frozenset[str]().union(*(line.all_codes for line in told))
    posted = any((person.office or "").endswith("to Pakistan") for person in scene.cast.persons)
    if "PK" not in everything and not posted:
        return "Pakistan is not named"
    return None if everything & FIVE else "no Central Asian state is named"


def classify(scene: Scene, told: tuple[Told, ...], reports: Sequence[EventReport]) -> Engagement:
    """The engagement that the sentences, as they are `weighed`, and the events found in them speak for."""
    story = _Story(scene, told, reports)
    weighed = list(_reasons(story))
    score = round(max(0.0, min(1.0, sum(weight for weight, _ in weighed))), 2)
    reasons = tuple(f"{weight:+.2f} {why}" for weight, why in weighed)
    if score < THRESHOLD:
        return Engagement(relevant=False, score=score, reasons=reasons)
    countries = _countries(story)
    lines = [line.sentence for line in scene.told]
    dealt = sectors(lines, reports)
    evidence = {f"country:{code}": passage for code, passage in countries.items()}
    evidence |= {f"sector:{sector}": passage for sector, passage in dealt.items()}
    return Engagement(
        relevant=True,
        countries=tuple(sorted(countries, key=CENTRAL_ASIA.index)),
        sectors=tuple(dealt),
        score=score,
        reasons=reasons,
        evidence=evidence,
    )


def _told(scene: Scene, number: int) -> Told:
    line, cast = scene.told[number], scene.cast
    named, setting = _named(line)
    sides = {cast.persons[mention.person].country for mention in cast.mentions[number]} - {None}
    faces = {cast.persons[mention.person].country for mention in cast.mentions[number] if mention.named}
    # The dateline stands before the first sentence; that two other states deal with each other is told from there too.
    at_home = number == 1 and scene.here in cities() and cities()[scene.here][1] == "PK"
    if at_home and not named - _SIDE and len(named & FIVE) == 1:
        named.add("PK")
    codes = frozenset[str](filter(None, named | sides))
    return Told(line, codes, codes | setting, "PK" in faces and not faces.isdisjoint(FIVE))


def _named(line: Read) -> tuple[set[str], set[str]]:
    """What names a side in a sentence, and the states of cities in which something only takes place.

    Names of projects and agencies don't count.
    """
    text = line.sentence.text
    out = [match.span() for pattern in _out_of_count(text) for match in pattern.finditer(text)]
    named: set[str] = {_REGION} if _IN_REGION.search(text) else set()
    if line.phrases("home"):
        named.add("PK")
    setting: set[str] = set()
    known = bodies()
    for at, token in enumerate(line.tokens):
        code = token.state or (known[token.text][1] if token.text in known else None)
        if code and not any(start <= token.start < end for start, end in out):
            is_setting = token.city and code in FIVE and at and line.tokens[at - 1].plain in ("in", "at")
            (setting if is_setting else named).add(code)
    return named, setting


def _out_of_count(text: str) -> Iterator[re.Pattern[str]]:
    """Names of projects and agencies that may stand in `text`: looking for a word is cheaper than for a pattern."""
    if "Pakistan" in text:
        yield _AGENCY
    if "Afghan" in text or "TAPI" in text or "CASA-1000" in text:
        yield _PROJECT


# --- reasons ----------------------------------------------------------------------------------------------------------


def _reasons(story: _Story) -> Iterator[tuple[float, str]]:
    """What speaks for and against, each with its weight."""
    if missing := lacks_a_side(story.scene, story.told):
        yield -1.0, missing
    else:
        yield from _by_events(story)
        yield from _by_opening(story)
        yield from _by_sentences(story)
        yield from _by_subject(story)
        yield from _by_others(story)


def _by_events(story: _Story) -> Iterator[tuple[float, str]]:
    if story.meets:
        yield 0.75, f"{_number(story.meets, 'event')} of both sides"
    elif any(_one_sided(story, report) for report in story.reports):
        yield 0.4, "an event of one side and of no third state"
    if story.faces:
        yield min(0.5, 0.25 * story.faces), f"{_number(story.faces, 'sentence')} with persons of both sides"
    if story.is_message:
        yield 0.3, "a message of one side to the other"
    if story.hands_credentials:
        yield 0.5, "an envoy of one side hands credentials to the other"


def _by_opening(story: _Story) -> Iterator[tuple[float, str]]:
    where, opening = story.opening
    if opening.is_both:
        yield 0.4, f"{where} names both sides"
    elif opening.codes & _SIDE:
        yield 0.15, f"{where} names Central Asia"
    if opening.codes & _SIDE and opening.says("carried"):
        yield 0.15, f"{where} tells of trade, transport, students or an envoy"


def _by_sentences(story: _Story) -> Iterator[tuple[float, str]]:
    if any(told.is_both for told in story.first):
        yield 0.3, "the first sentence, with its dateline, names both sides"
    together = sum(told.deals for told in story.told)
    if together:
        yield min(0.5, 0.2 * together), f"{_number(together, 'sentence')} of dealings that name both sides"
    carried = sum(bool(told.codes & FIVE) and told.says("carried") for told in story.told)
    if carried > 1 and any("PK" in told.codes for told in story.lead):
        yield min(0.4, 0.1 * carried), f"{carried} sentences of goods, transport, students or envoys"


def _by_subject(story: _Story) -> Iterator[tuple[float, str]]:
    for kind, why, need, outweighed in _SUBJECTS:
        if outweighed and (story.reports or story.is_accord):
            continue
        said = sum(told.says(kind) for told in story.told)
        enough = min(need, max(2, len(story.told) // 2))
        if said and said + story.opening[1].says(kind) >= enough:
            yield -1.0, f"it is about {why}"


def _by_others(story: _Story) -> Iterator[tuple[float, str]]:
    third = {person.country for person in story.scene.cast.persons if person.country} - {"PK", *FIVE}
    if third and not (story.reports or story.faces or story.hands_credentials):
        yield -0.45, f"persons of {', '.join(sorted(third))}, and nowhere with persons of both sides"
    counts = Counter(code for told in story.told for code in told.codes)
    most = max(counts[code] for code in FIVE)
    others = sorted(code for code, count in counts.items() if code not in {*_SIDE, "PK"} and count > most + 1)
    if others and not story.meets:
        yield -0.4, f"more about {', '.join(others)}"
    if (
        counts["PK"] < 2
        and not (story.reports or story.hands_credentials)
        and not any("PK" in told.codes for told in story.told[:2])
    ):
        yield -0.15, "Pakistan is named once at most"


def _two_sided(report: EventReport) -> bool:
    sides = {who.country for who in report.participants}
    return "PK" in sides and not sides.isdisjoint(FIVE)


def _one_sided(story: _Story, report: EventReport) -> bool:
    """Whether it is an event of Pakistan or of one state of the region that may well concern the other."""
    sides = {who.country for who in report.participants} - {None}
    if not sides <= {"PK", *FIVE}:
        return False
    told = [told for told in story.told if any(told.holds(passage) for passage in report.evidence)]
    codes = frozenset[str]().union(*(line.codes for line in told)) | sides
    if "PK" not in codes and (len(codes & FIVE) > 1 or report.type == "forum"):
        return False
    return len(codes - _SIDE) <= _MOST_OTHERS and len(sides - {"PK"}) <= 1


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


# --- countries --------------------------------------------------------------------------------------------------------


def _countries(story: _Story) -> dict[str, Passage]:
    """The states that take part, each with the sentence that first names it."""
    chosen = _taking_part(story)
    found: dict[str, Passage] = {}
    for told in story.told:
        for code in told.all_codes & chosen:
            found.setdefault(code, told.line.sentence.passage)
    return found


def _taking_part(story: _Story) -> frozenset[str]:
    """The states of those at the table, those in the headline, those named as much as any, and lists in the lead."""
    counts = Counter(code for told in story.told for code in told.codes & FIVE)
    sitting = frozenset(who.country for report in story.reports for who in report.participants if who.country) & FIVE
    opening = story.told[0].codes & FIVE
    if not sitting and not opening and any(_REGION in told.codes for told in story.told[:2]):
        return frozenset(counts) or _set_in(story)
    often = max(2, max(counts.values(), default=0) * (0.7 if sitting else 0.5))
    lists = (told.codes & FIVE for told in story.lead if "PK" in told.codes)
    listed = frozenset[str]().union(*(states for states in lists if len(states) > 1))
    found = sitting | opening | listed | {code for code, count in counts.items() if count >= often}
    return found or _set_in(story)


def _set_in(story: _Story) -> frozenset[str]:
    """The state that is named most in sentences that name both sides, or else anywhere, if only as the scene."""
    together = Counter(code for told in story.told if told.is_both for code in told.codes & FIVE)
    counts = together or Counter(code for told in story.told for code in told.all_codes & FIVE)
    return frozenset(code for code, count in counts.items() if count == max(counts.values()))
