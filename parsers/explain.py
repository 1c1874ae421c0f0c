"""An article → how it was read: what spoke for engagement, who is known from where, what each sentence told or did not.

Reading leaves no trace. The reader's own functions are asked again, sentence by sentence, and their answers are set
beside the facts that `read_facts` gives, which are never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from items import Agreement, Article, EventReport, Facts, Figure, Participant, Passage
from parsers.classify import THRESHOLD
from parsers.days import day_of
from parsers.destinations import destination
from parsers.events import events
from parsers.extract import read_facts, scene_of
from parsers.meetings import meetings
from parsers.mentions import Mention
from parsers.modality import is_background, is_real
from parsers.names import Naming, led, namings
from parsers.occasions import SORTS, forums
from parsers.person import Person, as_holder, sided
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.sentences import Sentence, sentences
from parsers.signings import signings
from parsers.visits import GOING, visits

#: Kind of phrase → type of the event that it tells of.
TELLS = {
    **dict.fromkeys(("meeting", "body_visit"), "meeting"),
    "call": "call",
    **dict.fromkeys(GOING, "visit"),
    "signed": "agreement",
    **dict.fromkeys(SORTS, "forum"),
}
#: Kinds of phrases that say more of an event: whether and when it happens, who is there. The others tell the subject.
SHAPES = (
    *("accepted", "anew", "attended", "background", "cancelled", "happens", "not_meeting", "planned", "postponed"),
    *("recalled", "speaks", "spoken_of", "video", "visit_word", "wished"),
)
_WEIGHED = re.compile(r"(?P<weight>[+-]\d+\.\d+)\s+(?P<why>.+)")


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A value and where it comes from: the number of a sentence (0 is the headline), or words where none says it."""

    value: str | None
    source: str
    sentence: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What spoke for engagement or against it."""

    why: str
    weight: float | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person, and how name, office and side were known."""

    name: str
    country: str | None
    office: str | None
    #: Which rule found him, in which sentence.
    by: Reckoned
    office_from: str
    side_from: str
    passage: str
    former: bool = False


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A phrase that could tell of an event and does not."""

    kind: str
    words: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence and what was found in it; `events` are numbers of events that it tells of."""

    number: int
    text: str
    states: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()
    #: Kind → the words found: those that matter for events, and those that tell what the sentence is about.
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subject: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    untold: tuple[Untold, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Present:
    """Someone who takes part in an event, and the sentence that brings him in."""

    participant: Participant
    source: str
    sentence: int | None


@dataclass(frozen=True, kw_only=True)
class Proven:
    """A figure or a paper, and the sentence that says it."""

    fact: Figure | Agreement
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event with the source of each of its fields; `told_in` are the sentences that tell of it."""

    number: int
    main: bool
    told_in: tuple[int, ...]
    fields: Mapping[str, Reckoned]
    participants: tuple[Present, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """How an article was read."""

    headline: str
    outlet: str
    url: str | None
    day: Reckoned
    place: Reckoned
    published: Reckoned
    relevant: bool
    score: float
    threshold: float
    reasons: tuple[Reason, ...]
    countries: tuple[Reckoned, ...]
    sectors: tuple[Reckoned, ...]
    people: tuple[Known, ...]
    text: tuple[Line, ...]
    events: tuple[Event, ...]
    figures: tuple[Proven, ...]
    agreements: tuple[Proven, ...]


def explain(article: Article) -> Explanation:
    """How `article` was read."""
    facts, scene = read_facts(article), scene_of(article)
    told = None if isinstance(scene, str) else _tell(scene, facts)
    engagement, at = facts.engagement, _numbering(article)
    evidence = engagement.evidence
    return Explanation(
        headline=article.headline,
        outlet=article.outlet,
        url=article.url,
        published=_published(article),
        day=_day(article, told),
        place=_place(article, told),
        relevant=engagement.relevant,
        score=round(engagement.score, 3),
        threshold=THRESHOLD,
        reasons=tuple(map(_reason, engagement.reasons)),
        countries=tuple(_proven(code, evidence[f"country:{code}"], at) for code in engagement.countries),
        sectors=tuple(_proven(sector, evidence[f"sector:{sector}"], at) for sector in engagement.sectors),
        people=tuple(_known(told.scene, number) for number in range(len(told.scene.cast.persons))) if told else (),
        text=tuple(_line(told, number) for number in range(len(told.scene.told))) if told else _bare(article),
        events=tuple(_event(told, number) for number in range(len(facts.reports))) if told else (),
        figures=tuple(Proven(fact=it, sentence=at(it.evidence)) for it in facts.figures),
        agreements=tuple(Proven(fact=it, sentence=at(it.evidence)) for it in facts.agreements),
    )


# --- the article ------------------------------------------------------------------------------------------------------


def _numbering(article: Article) -> Callable[[Passage], int]:
    """The number of the sentence in which a passage begins."""
    starts = [sentence.start for sentence in sentences(article)]
    return lambda passage: max((n for n, start in enumerate(starts) if start <= passage.start), default=0)


def _proven(value: str, passage: Passage, at: Callable[[Passage], int]) -> Reckoned:
    return Reckoned(value=value, source="said", sentence=at(passage))


def _reason(reason: str) -> Reason:
    weighed = _WEIGHED.fullmatch(reason)
    return Reason(why=weighed["why"], weight=float(weighed["weight"])) if weighed else Reason(why=reason)


def _published(article: Article) -> Reckoned:
    moment = article.published_at
    if moment is None:
        return Reckoned(value=None, source="the page does not say")
    value = (
        moment.date().isoformat()
        if article.published_precision == "day"
        else f"{moment:%Y-%m-%d %H:%M} {moment.tzname()}"
    )
    return Reckoned(value=value, source=f"rule: {article.rules.get('published_at', 'not known')}")


def _day(article: Article, told: _Told | None) -> Reckoned:
    line = article.dateline.day if article.dateline else None
    if told is None:
        return Reckoned(value=None, source="not reckoned")
    if (today := told.scene.today) is None:
        return Reckoned(value=None, source="neither dateline nor publication say it")
    if today == line:
        return Reckoned(value=today.isoformat(), source=_printed(article))
    why = f"published; the dateline's {line} is too far from it" if line else "published"
    return Reckoned(value=today.isoformat(), source=why)


def _place(article: Article, told: _Told | None) -> Reckoned:
    if told is None:
        return Reckoned(value=None, source="not reckoned")
    if told.scene.here:
        return Reckoned(value=told.scene.here, source=_printed(article))
    return Reckoned(value=None, source=_printed(article) + (", of no known city" if article.dateline else ""))


def _printed(article: Article) -> str:
    return f"dateline “{article.dateline.text}”" if article.dateline else "no dateline"


def _bare(article: Article) -> tuple[Line, ...]:
    return tuple(Line(number=number, text=sentence.text) for number, sentence in enumerate(sentences(article)))


# --- the people -------------------------------------------------------------------------------------------------------


def _known(scene: Scene, number: int) -> Known:
    person = scene.cast.persons[number]
    # What stands beside the name in its evidence comes first: that naming was chosen of all.
    proof = person.evidence
    beside = sorted(_namings(scene, number), key=lambda it: not _holds(scene.told[it[0]].sentence, proof))
    day = scene.today.isoformat() if scene.today else None
    held = as_holder(replace(person, country=None, office=None, kinds=frozenset(), certain=False), day)
    return Known(
        name=person.name,
        country=person.country,
        office=person.office,
        by=_known_by(scene, number, beside, held),
        office_from=_office_from(person, beside, held),
        side_from=_side_from(person, beside, held),
        passage=person.evidence.text,
        former=person.former,
    )


def _holds(sentence: Sentence, passage: Passage) -> bool:
    return sentence.start <= passage.start < sentence.end


def _namings(scene: Scene, number: int) -> Iterator[tuple[int, Naming]]:
    """Where a person is named beside an office, with the number of the sentence."""
    for at, line in enumerate(scene.told):
        spans = [(m.start, m.end) for m in scene.cast.mentions[at] if m.named and m.person == number]
        for naming in [*namings(line), *led(line)] if spans else []:
            first, last = line.tokens[naming.first].start, line.tokens[naming.after - 1].end
            if any(start < last and first < end for start, end in spans):
                yield at, naming


def _known_by(scene: Scene, number: int, beside: Sequence[tuple[int, Naming]], held: Person) -> Reckoned:
    name = scene.cast.persons[number].name
    for at, naming in beside:
        if (title := naming.title) is None:
            continue
        how = "title before the name" if title.first < naming.first else "apposition, the office behind the name"
        return Reckoned(
            value=name, source="leader of a delegation" if title.first == naming.first else how, sentence=at
        )
    named = next((at for at, line in enumerate(scene.cast.mentions) if any(m.person == number for m in line)), None)
    return Reckoned(value=name, source="well-known holder" if held.certain else "by name", sentence=named)


def _office_from(person: Person, beside: Sequence[tuple[int, Naming]], held: Person) -> str:
    if person.office is None:
        return "not said"
    said = {naming.title.office for _, naming in beside if naming.title}
    if person.office in said:
        return "said"
    if person.office == held.office:
        return "from the list of holders"
    return "said, made full by rule" if any(_shares(person.office, office) for office in said) else "inferred"


def _shares(one: str, other: str) -> bool:
    return bool(set(re.findall(r"[A-Z]\w+", one)) & set(re.findall(r"[A-Z]\w+", other)))


def _side_from(person: Person, beside: Sequence[tuple[int, Naming]], held: Person) -> str:
    if person.country is None:
        return "not said"
    if any(naming.title and naming.title.side == person.country for _, naming in beside):
        return "said"
    if held.certain and held.country == person.country:
        return "from the list of holders"
    # A minister of whom nothing else is known: what his name alone makes of him, asked with both sides for a home.
    alone = replace(person, country=None, office=None, kinds=frozenset({"minister"}))
    by_name = sided(alone, "KZ", "KZ").country == "PK" or sided(alone, "PK", "KZ").country == "KZ"
    return "by the looks of the name" if by_name else "inferred from the press or from the states of the article"


# --- what the sentences told ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A scene, its events, and for each sentence the accounts in it with the number of the event that each became."""

    scene: Scene
    reports: tuple[EventReport, ...]
    frames: tuple[tuple[tuple[Frame, int | None], ...], ...]
    #: False where the article is not relevant and its events are therefore not told.
    kept: bool

    def accounts(self, number: int) -> list[tuple[int, Frame]]:
        """What the sentences told of one event."""
        return [(at, frame) for at, line in enumerate(self.frames) for frame, event in line if event == number]

    def told_in(self, number: int) -> tuple[int, ...]:
        """The sentences that tell of an event: its evidence first, then those that tell of it again."""
        proof = {passage.start for passage in self.reports[number].evidence}
        first = [at for at, line in enumerate(self.scene.told) if line.sentence.start in proof]
        return tuple(dict.fromkeys([*first, *(at for at, _ in self.accounts(number))]))


def _tell(scene: Scene, facts: Facts) -> _Told:
    kept = facts.engagement.relevant
    reports = facts.reports if kept else events(scene)
    frames = tuple(
        tuple((frame, _became(scene, reports, frame)) for frame in _frames(scene, number))
        for number in range(len(scene.told))
    )
    return _Told(scene=scene, reports=reports, frames=frames, kept=kept)


def _frames(scene: Scene, number: int) -> list[Frame]:
    return [*meetings(scene, number), *visits(scene, number), *signings(scene, number), *forums(scene, number)]


def _became(scene: Scene, reports: Sequence[EventReport], frame: Frame) -> int | None:
    """The event that one sentence's account became: by the evidence, else by those who take part."""
    start = scene.told[frame.sentence].sentence.start
    who = {scene.cast.persons[person].name for person in frame.persons}

    def fit(number: int) -> tuple[bool, int, bool]:
        report = reports[number]
        proves = any(passage.start == start for passage in report.evidence)
        return proves, len(who & {it.name for it in report.participants}), report.status == frame.status

    alike = [number for number, report in enumerate(reports) if report.type == frame.type]
    best = max(alike, key=lambda number: (fit(number), -number), default=None)
    return best if best is not None and (any(fit(best)[:2]) or len(alike) == 1) else None


def _line(told: _Told, number: int) -> Line:
    scene = told.scene
    line, mentions = scene.told[number], scene.cast.mentions[number]
    here = present(scene, number)
    # Only kinds that its words may open are looked for, as the reader does.
    kinds = sorted(line.kinds, key=lambda kind: (kind not in TELLS, kind))
    found = {kind: words for kind in kinds if (words := tuple(match[0] for match in line.phrases(kind)))}
    reports = range(len(told.reports)) if told.kept else ()
    return Line(
        number=number,
        text=line.sentence.text,
        states=tuple(sorted(scene.states[number])),
        present=_names(scene, here),
        spoken_of=_names(scene, [m for m in mentions if m.person not in distinct(here)]),
        phrases={kind: words for kind, words in found.items() if kind in TELLS or kind in SHAPES},
        subject={kind: words for kind, words in found.items() if kind not in TELLS and kind not in SHAPES},
        events=tuple(event + 1 for event in reports if number in told.told_in(event)),
        untold=tuple(dict.fromkeys(_untold(told, number))),
    )


def _names(scene: Scene, mentions: Sequence[Mention], *, plain: bool = False) -> tuple[str, ...]:
    """Names of those spoken of; unless `plain`, with a note where the sentence has their office alone."""
    named = {m.person for m in mentions if m.named or plain}
    persons = scene.cast.persons
    return tuple(persons[n].name + ("" if n in named else " (by office)") for n in distinct(mentions))


# --- why a phrase told of no event ------------------------------------------------------------------------------------


def _untold(told: _Told, number: int) -> Iterator[Untold]:
    scene = told.scene
    became = {frame.type: event for frame, event in told.frames[number]}
    also = {report.type for at, report in enumerate(told.reports) if number in told.told_in(at)}
    for kind, type_ in TELLS.items():
        for match in scene.told[number].phrases(kind):
            why: str | None = None
            if type_ not in became and type_ not in also:
                why = _why_none(scene, number, type_, match) + _elsewhere(told, number, type_)
            elif not told.kept:
                why = f"{type_} read, but the article is not relevant"
            elif became.get(type_, 0) is None:
                why = "no event of its own beside the others"
            elif is_background(scene, scene.told[number].sentence.text, match):
                why = "background"
            if why:
                yield Untold(kind=kind, words=match[0], why=why)


def _elsewhere(told: _Told, number: int, type_: str) -> str:
    """Where another sentence tells of such an event with someone of whom this one speaks."""
    here = set(_names(told.scene, told.scene.cast.mentions[number], plain=True))
    for at, report in enumerate(told.reports if told.kept else ()):
        if report.type == type_ and (number == 0 or here & {it.name for it in report.participants}):
            return f"; event {at + 1} is told in {''.join(f'[{it}]' for it in told.told_in(at))}"
    return ""


def _why_none(scene: Scene, number: int, type_: str, match: re.Match[str]) -> str:
    """Why the words at `match` tell of no event, by the tests that the reader makes, in its order."""
    line = scene.told[number]
    text = line.sentence.text
    if type_ == "meeting" and line.phrases("call"):
        return "the sentence tells of a call"
    if type_ == "visit" and destination(scene, number, match) is None:
        return "leads to neither side's land"
    if is_background(scene, text, match):
        return "background"
    if not is_real(text, match):
        return "only wished for"
    if type_ == "forum" and not phrase("happens").search(text):
        return "nothing says that it takes place"
    if type_ == "meeting" and phrase("not_meeting").search(text):
        return "words to the press"
    return _missing_side(scene, number, type_) or "the rest of the sentence makes no event of it"


def _missing_side(scene: Scene, number: int, type_: str) -> str | None:
    here, near = scene.states[number], scene.near(number)
    third = sorted(here - FIVE - {"PK", "AF"})
    if third and "PK" not in here:
        return f"third states: {', '.join(third)}"
    if "PK" not in near or not near & FIVE:
        return "only one side is named"
    if type_ not in ("meeting", "call"):
        return "nobody is known who goes from one side to the other" if type_ == "visit" else None
    sides = sorted(side for side in scene.cast.sides(distinct(present(scene, number))) if side)
    if scene.cast.two_sided(distinct(present(scene, number))):
        return None
    if len(sides) > 1:
        return f"nobody of {'Central Asia' if 'PK' in sides else 'Pakistan'} takes part, but of {', '.join(sides)}"
    return f"only one side takes part: {sides[0]}" if sides else "nobody who takes part is known"


# --- the events -------------------------------------------------------------------------------------------------------


def _event(told: _Told, number: int) -> Event:
    report = told.reports[number]
    in_ = told.told_in(number)
    first = in_[0] if in_ else None
    # A visit that no sentence tells of by itself: the reader adds it to a meeting that was held in its course.
    source = "said" if told.accounts(number) else "implied by a meeting"
    fields = {
        "type": Reckoned(value=report.type, source=source, sentence=first),
        "status": _said(told, number, report.status, lambda frame: frame.status)
        or Reckoned(value=report.status, source="inferred" if source == "said" else source, sentence=first),
        "date": _date(told, number),
        "place": _where(told, number),
    }
    if report.mode:
        video = _said(told, number, "video", lambda frame: "video" if frame.video else None)
        fields["mode"] = video or Reckoned(value=report.mode, source="no sentence of it speaks of a video link")
    who = tuple(_participant(told, in_, participant) for participant in report.participants)
    return Event(number=number + 1, main=report.main, told_in=in_, fields=fields, participants=who)


def _said(told: _Told, number: int, value: str | None, of: Callable[[Frame], str | None]) -> Reckoned | None:
    """`value` with the first sentence whose own account of the event has it."""
    at = next((at for at, frame in told.accounts(number) if of(frame) == value), None)
    return None if at is None else Reckoned(value=value, source="said", sentence=at)


def _date(told: _Told, number: int) -> Reckoned:
    day, today = told.reports[number].date, told.scene.today
    if day is None:
        return Reckoned(value=None, source="not said")
    if said := _said(told, number, day, lambda frame: frame.date):
        return said
    lines = enumerate(told.scene.told[1:4], 1)
    said_on = [at for at, line in lines if today and day_of(line.sentence.text, today, ahead=False) == day]
    if said_on and len(day) == 10:
        return Reckoned(value=day, source="the day on which it was said", sentence=said_on[0])
    if today and day == today.isoformat():
        return Reckoned(value=day, source="day of the article")
    if today and day == today.isoformat()[:7]:
        return Reckoned(value=day, source="month of the article, no day is said")
    return _as_another(told, number, day, lambda report: (report.date or "")[: len(day)])


def _where(told: _Told, number: int) -> Reckoned:
    report = told.reports[number]
    if report.place is None:
        return Reckoned(value=None, source="a call has none" if report.type == "call" else "not said")
    if said := _said(told, number, report.place, lambda frame: frame.place):
        return said
    if report.place == told.scene.here:
        return Reckoned(value=report.place, source="dateline")
    lines = enumerate(told.scene.told)
    named = next((at for at, line in lines if any(token.city == report.place for token in line.tokens)), None)
    other = _as_another(told, number, report.place, lambda it: it.place)
    if named is None:
        return other
    return replace(other, source=other.source.replace("inferred", "named in another sentence"), sentence=named)


def _as_another(told: _Told, number: int, value: str, of: Callable[[EventReport], str | None]) -> Reckoned:
    """`value` as that of another event, one with the same people if there is such a one."""
    who = {it.name for it in told.reports[number].participants}
    alike = [at for at, report in enumerate(told.reports) if at != number and of(report) == value]
    best = max(alike, key=lambda at: len(who & {it.name for it in told.reports[at].participants}), default=None)
    return Reckoned(value=value, source="inferred" if best is None else f"as event {best + 1}")


def _participant(told: _Told, in_: Sequence[int], participant: Participant) -> Present:
    """Who takes part and the sentence that brings him in: one that tells of the event, else the nearest to it."""
    scene = told.scene
    mentions = [
        (at not in in_, abs(at - in_[0]) if in_ else at, not m.named, at)
        for at, line in enumerate(scene.cast.mentions)
        for m in line
        if scene.cast.persons[m.person].name == participant.name
    ]
    elsewhere, _, by_office, at = min(mentions, default=(True, 0, False, None))
    source = "spoken of by office" if by_office else "named"
    return Present(
        participant=participant, source=f"{source} in another sentence" if elsewhere else source, sentence=at
    )
