"""A sentence about an event told of before → the event with its day and place, those present and those who spoke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.destinations import crosses
from parsers.meetings import WAS_RECEIVED
from parsers.modality import is_background
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.settled import is_long_past
from parsers.travellers import says
from parsers.wording import frame as frame_of

_HELD = re.compile(
    r"\b[Aa]t\s+the\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?P<weekday>meeting|talks|session)\b|"
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir)\s+(?P<brief>meeting|talks|ceremony|event|session|conversation)\s+(?:in|at)\s+(?=[A-Z])|"
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir)\s+(?:[\w-]+\s+){0,2}(?P<what>meeting|talks|conversation|consultations|forum|exhibition|event|ceremony|session|conference|visit)"
    r"\b,?\s+(?:which\s+|that\s+)?(?:held\s+on(?=\s+(?:\d|[A-Z]))|took\s+place|was\s+held|were\s+held|began|started|opened|is\s+under\s*way)\b"
)
_MEETS = frozenset(["meeting", "talks", "conversation", "consultations"])


def add_details(scene: Scene, frames: list[Frame], number: int) -> None:
    """ "The meeting, which took place in Lahore on October 23": day and place of the event last told of."""
    text = scene.told[number].sentence.text
    match = _HELD.search(text)
    if match is None:
        return
    noun = match["what"] or match["brief"] or match["weekday"]
    what = "visit" if noun == "visit" else "meeting" if noun in _MEETS else "forum"
    last = next((n for n in reversed(range(len(frames))) if frames[n].type == what), None)
    if last is None and noun == "meeting":  # the session of a commission is a meeting to its reporters
        last = next((n for n in reversed(range(len(frames))) if frames[n].type == "forum"), None)
    if last is None or frames[last].status != "held":
        return
    said = frame_of(scene, number, frames[last].type, (), match)
    frames[last] = replace(frames[last], date=frames[last].date or said.date, place=frames[last].place or said.place)


_WILL = re.compile(r"\b(?:will|would|to be)\s")
_PRESENT = re.compile(r"present|attended|assisted")
_PRESENT_OR_ALONG = re.compile(r"present|attended|accompan|assisted")
_TRAVELS_ALONG = re.compile(r"accompan|travelling|In\s+it|with\s+him|comprises|includes|including", re.I)
_ACCOMPANIES_SOMEONE = re.compile(r"\baccompan(?:ied|ying)\s+(?!by\b)(?:the\s+)?[A-Z]")
_GREETED = re.compile(
    r"\b(?:[Aa]irport|[Aa]irbase|on\s+arrival|on\s+(?:his|her|their)\s+arrival|se(?:es|en)\s+off|saw\s+off)\b"
)
_AT_SIGNING = re.compile(r"\b(?:signing|ceremony)\b")
_AT_MEETING = re.compile(r"\b(?:meeting|talks|interaction|call|discussions?)\b")
_MEETING_WITH = re.compile(r"\b(?:meeting|talks)\s+with\b")
_BOTH = re.compile(r"\b(?:both|all)\s+(?:the\s+)?(?:meetings|talks|events|occasions)\b")


def add_present(scene: Scene, frames: list[Frame], number: int, made: Sequence[Frame]) -> None:
    """Those who "were also present" join the event last told of."""
    text = scene.told[number].sentence.text
    match = next(iter(scene.told[number].phrases("attended")), None)
    if not match or phrase("recalled").search(text[: match.start()]):
        return
    if opened := _opened(scene, frames, number, match):
        frames.append(opened)
        return
    if _GREETED.search(text) or {frame.type for frame in made} & {"meeting", "call", "forum", "agreement"}:
        return
    if phrase("background").search(text) or _ACCOMPANIES_SOMEONE.search(text):
        return
    recent = [n for n, frame in enumerate(frames) if frame.sentence == 0 or not is_long_past(scene, frame)]
    told = _may_be_meant(frames, recent, text, match)
    last = _meant(scene, frames, number, match, recent, told) if told else None
    if last is None:
        return
    for at in [n for n in told if frames[n].type == "meeting"] if _BOTH.search(text) else [last]:
        frames[at] = _joined_by(scene, frames[at], number)


def _may_be_meant(frames: Sequence[Frame], recent: list[int], text: str, match: re.Match[str]) -> list[int]:
    """Those of the recent events at which someone can have been "present"."""
    told = [n for n in recent if frames[n].status == "held"] or recent
    if _WILL.search(text, 0, match.end()):
        told = recent
    if _PRESENT.search(match[0]):
        # Those who travel along "accompany"; those "present" were at the talks.
        told = [n for n in told if frames[n].type != "visit"] or told
    if _AT_SIGNING.search(text[match.end() :]):
        told = [n for n in told if frames[n].type in ("agreement", "forum")] or told
    if _AT_MEETING.search(text[match.end() :]):
        told = [n for n in told if frames[n].type in ("meeting", "call")] or told
    return told


def _meant(
    scene: Scene, frames: Sequence[Frame], number: int, match: re.Match[str], recent: list[int], told: list[int]
) -> int | None:
    """The one of the events `told` that they attended, or of all `recent` the visit on which they went along."""
    text = scene.told[number].sentence.text
    last = max(told, key=lambda n: (max(frames[n].sentence, frames[n].again), frames[n].type != "visit"))
    if with_whom := _MEETING_WITH.search(text):
        partners = {m.person for m in scene.cast.mentions[number] if m.start >= with_whom.end()}
        theirs = [n for n in told if frames[n].type == "meeting" and partners & set(frames[n].persons)]
        last = theirs[-1] if theirs else last
    visits_told = [n for n in recent if frames[n].type == "visit"]
    if visits_told and _TRAVELS_ALONG.search(match[0]):
        last = max(visits_told, key=lambda n: frames[n].sentence)
    if max(frames[last].sentence, frames[last].again) < number - 3 and frames[last].type != "visit":
        # At the end of a report: those present at the occasion that it is about.
        first = [n for n in told if frames[n].type in ("meeting", "forum", "agreement") and frames[n].status == "held"]
        return first[0] if first and _PRESENT_OR_ALONG.search(match[0]) else None
    return last


_REPRESENTED = re.compile(
    r"\b(?:represented|led|headed)\s+by\b|\battended\s+the\s+meeting\b|\bparticipated\b|\btook\s+part\b"
)


def _opened(scene: Scene, frames: Sequence[Frame], number: int, match: re.Match[str]) -> Frame | None:
    """The meeting of which only the sentence before tells, without names, where this one names both sides' people."""
    who = distinct(present(scene, number))
    if (
        number < 2
        or not scene.cast.two_sided(who)
        or not _REPRESENTED.search(scene.told[number].sentence.text, match.start() - 20 if match.start() > 20 else 0)
    ):
        return None
    told = next(
        (
            m
            for m in scene.told[number - 1].phrases("meeting")
            if not is_background(scene, scene.told[number - 1].sentence.text, m)
        ),
        None,
    )
    if told is None or any(
        f.type in ("meeting", "forum", "call") and f.status == "held" and number - max(f.sentence, f.again) <= 2
        for f in frames
    ):
        return None
    return frame_of(scene, number - 1, "meeting", who, told)


def _joined_by(scene: Scene, event: Frame, number: int) -> Frame:
    """The event with those whom a sentence names as present."""
    who = [m.person for m in present(scene, number) if m.named and scene.cast.persons[m.person].country]
    if not any(scene.cast.persons[p].country in {"PK", *FIVE} for p in who):
        return event  # the leaders of others at the summit
    if event.type == "visit":
        who = [
            p
            for p in who
            if crosses(scene.cast.persons[p].country, event.sort) and "ambassador" not in scene.cast.persons[p].kinds
        ]
    return replace(event, persons=tuple(dict.fromkeys([*event.persons, *who])))


_SPEAKS = re.compile(
    r"\b(?:said|spoke|told|chief\s+guest|guest\s+of\s+honou?r|speech|words|in\s+the\s+chair|chaired|welcomed|address\w*|inaugurated|presided|highlighted|stressed|outlined|thanked|hosted?)\b",
    re.I,
)
_RECEIVED = re.compile(
    r"\b(?:receiv\w+|welcom\w+|greet\w+|(?:was|were)\s+met|saw\s+(?:\w+\s+)?off|seen\s+off)\b[^.]*\b(?:[Aa]irport|[Aa]irbase|arrival)\b|\b(?:[Aa]irport|[Aa]irbase|arrival)\b[^.]*\b(?:receiv\w+|welcom\w+|seen\s+off)\b"
)
_SEEN_OFF = re.compile(r"\b(?:was|were)\s+seen\s+off\b|\bsaw\s+(?:him|her|them)\s+off\b")
_LEADS = re.compile(
    r"\b(?:(?:will|would|to)\s+(?:lead|head)|leads|leading|led|heads|headed|heading|member\s+of\s+the\s+delegation)\b"
)


def add_speakers(scene: Scene, frames: list[Frame], number: int) -> None:
    """Speakers at a forum just told of, a visit's hosts, and the leader of a delegation told of without him."""
    text = scene.told[number].sentence.text
    who = [m.person for m in present(scene, number) if m.named and scene.cast.persons[m.person].office]
    for n, event in enumerate(frames):
        farewell = event.type == "visit" and _SEEN_OFF.search(text)
        reach = 7 if event.type == "visit" and not event.persons and _LEADS.search(text) else 4
        if not who or not 0 <= number - event.sentence <= (9 if event.sentence == 0 else 12 if farewell else reach):
            continue
        if (
            event.type == "forum"
            and event.status == "held"
            and not any(f.type == "meeting" for f in frames)
            and _SPEAKS.search(text)
        ):
            frames[n] = replace(event, persons=tuple(dict.fromkeys([*event.persons, *who])))
        greeted = number == event.sentence + 1 and WAS_RECEIVED.match(text)
        if event.type == "visit" and (farewell or greeted or number - event.sentence <= 4 and _RECEIVED.search(text)):
            hosts = (p for p in who if "ambassador" not in scene.cast.persons[p].kinds)
            frames[n] = replace(event, persons=tuple(dict.fromkeys([*event.persons, *hosts])))
        elif (
            event.type == "visit"
            and not event.persons
            and (_LEADS.search(text) or number == event.sentence + 1 and event.sentence == 0)
        ):
            tells = {m.person for m in present(scene, number) if says(text, m)}
            leaders = [p for p in who if crosses(scene.cast.persons[p].country, event.sort) and p not in tells]
            frames[n] = replace(event, persons=tuple(dict.fromkeys(leaders)))
