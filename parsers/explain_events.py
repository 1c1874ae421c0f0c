"""An event of an explained article → the same with the source of each of its fields and of those who take part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from items import EventReport, Participant
from parsers.days import day_of
from parsers.explain_sentences import Told
from parsers.explanation import Event, Present, Reckoned
from parsers.scene import Frame


def explained_event(told: Told, number: int) -> Event:
    """One event of the article with the sentences that tell of it."""
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


def _said(told: Told, number: int, value: str | None, of: Callable[[Frame], str | None]) -> Reckoned | None:
    """`value` with the first sentence whose own account of the event has it."""
    at = next((at for at, frame in told.accounts(number) if of(frame) == value), None)
    return None if at is None else Reckoned(value=value, source="said", sentence=at)


def _date(told: Told, number: int) -> Reckoned:
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


def _where(told: Told, number: int) -> Reckoned:
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


def _as_another(told: Told, number: int, value: str, of: Callable[[EventReport], str | None]) -> Reckoned:
    """`value` as that of another event, one with the same people if there is such a one."""
    who = {it.name for it in told.reports[number].participants}
    alike = [at for at, report in enumerate(told.reports) if at != number and of(report) == value]
    best = max(alike, key=lambda at: len(who & {it.name for it in told.reports[at].participants}), default=None)
    return Reckoned(value=value, source="inferred" if best is None else f"as event {best + 1}")


def _participant(told: Told, in_: Sequence[int], participant: Participant) -> Present:
    """Who takes part and the sentence that brings him in: one that tells of the event, else the nearest to it."""
    scene = told.scene
    if participant.inferred:
        return Present(
            participant=participant,
            source=f"the known holder of “{participant.evidence.text}”, inferred",
            sentence=None,
        )
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
