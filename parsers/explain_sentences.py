"""A scene and its facts → for each sentence what it told: who is there, which events, and why a phrase told of none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from items import EventReport, Facts
from parsers.destinations import destination
from parsers.events import events
from parsers.explanation import Line, Untold
from parsers.meetings import meetings
from parsers.mentions import Mention
from parsers.modality import is_background, is_real
from parsers.occasions import SORTS, forums
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, distinct
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


@dataclass(frozen=True, kw_only=True)
class Told:
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


def tell(scene: Scene, facts: Facts) -> Told:
    """The accounts of a scene's sentences beside the events that `facts` has, or would have if it were relevant."""
    kept = facts.engagement.relevant
    reports = facts.reports if kept else events(scene)
    frames = tuple(
        tuple((frame, _became(scene, reports, frame)) for frame in _frames(scene, number))
        for number in range(len(scene.told))
    )
    return Told(scene=scene, reports=reports, frames=frames, kept=kept)


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


def explained_lines(told: Told) -> tuple[Line, ...]:
    """All sentences with what they told."""
    return tuple(_line(told, number) for number in range(len(told.scene.told)))


def _line(told: Told, number: int) -> Line:
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


def _untold(told: Told, number: int) -> Iterator[Untold]:
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


def _elsewhere(told: Told, number: int, type_: str) -> str:
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
