"""A sentence → the meetings and telephone calls of both sides that it tells of, with those who took part."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from items import EventType
from parsers.modality import is_background, is_real, status_at
from parsers.occasions import next_round, round_ahead
from parsers.parties import parties
from parsers.partners import PRONOUN, has_other_side, with_counterpart, with_partner
from parsers.phrases import phrase
from parsers.presence import present
from parsers.receptions import is_reception
from parsers.scene import FIVE, Frame, Scene, distinct, seat_in
from parsers.several_meetings import credentials, one_after_another, parted
from parsers.visits import GOING, is_attribute
from parsers.wording import frame

_GROUP_SESSION = re.compile(
    r"\b(?:meeting|talks|session)\s+of\s+(?:the\s+)?[^.;]{0,70}?\b(?:[Cc]ommission|[Ww]orking\s+[Gg]roup|[Cc]ouncil|JWG|IGC|JMC)\b"
)
#: "The session of the commission met here": a forum.
_GROUP_MEETS = re.compile(r"\b(?:commission|council|committee|group|JMC|IGC|JWG),?\s+(?:which\s+|that\s+)?$", re.I)
_BODY_MET = re.compile(r"\b(?:session|commission|council|committee|working\s+group|JMC|IGC|JWG)\b[^.;,]{0,110}$", re.I)
_TOGETHER = re.compile(r"\b(?:discuss(?:ed|es)?|reviewed|reviews?|exchanged?\s+views|agreed?|agrees)\b")


def meetings(scene: Scene, number: int) -> Iterator[Frame]:
    """Meetings and calls told of by one sentence."""
    text = scene.told[number].sentence.text
    if line_up := credentials(scene, number):
        yield from line_up
        return
    if call := next(iter(scene.told[number].phrases("call")), None):
        who = distinct(present(scene, number))
        if not is_background(scene, text, call) and is_real(text, call):
            who = with_partner(scene, number, who)
            if scene.cast.two_sided(who) or (who and number and has_other_side(scene, number, who)):
                yield frame(scene, number, "call", who, call)
        return
    matches = _told(scene, number) or _together(scene, number)
    if ahead := round_ahead(scene.told[number]) if next_round(scene, number) else None:
        matches = [match for match in matches if match.end() <= ahead.start()]
    if not matches:
        return
    session = _GROUP_SESSION.search(text, max(0, matches[0].start() - 8))
    if session and session.start() <= matches[0].end():
        return
    by_someone = any(mention.end <= matches[0].start() for mention in scene.cast.mentions[number])
    if matches[0][0].lower().startswith("met") and not by_someone and _BODY_MET.search(text, 0, matches[0].start()):
        return
    told: list[set[int]] = []
    for match in matches:
        for made in _by_verb(scene, number, match, matches, whole=not told):
            new = set(made.persons)
            if not any(new <= known or known <= new for known in told):
                told.append(new)
                yield replace(made, anew=made.anew or len(told) > 1)


#: "The ECO Council of Ministers meeting": of a body, whoever speaks of it.
_OF_A_BODY = re.compile(
    r"\b(?:SCO|ECO|OIC|UN|CICA|CAREC|D-8|[Ss]ummit|(?:Council|Conference)\s+[Oo]f|Heads\s+[Oo]f\s+(?:State|Government))\b"
    r"(?:\s+(?:of|and|the|for|\([A-Z-]+\)|[A-Z][\w-]*)){0,6}\s+[Mm]eeting\b"
)
_CAMPUS = re.compile(r"visit\w*\s+(?:to\s+)?[^.;]*?(?:University|Institute)", re.I)
#: The guest of whom the sentence before tells.
WAS_RECEIVED = re.compile(r"[«“\"']?(?:He|She|The\s+\w+)\s+(?:was|were)\s+(?:received|greeted|welcomed)\s+by\b")


def _by_verb(
    scene: Scene, number: int, match: re.Match[str], matches: Sequence[re.Match[str]], *, whole: bool
) -> Iterator[Frame]:
    """Meetings told of by one verb; `whole` says that all whom the sentence names may be meant."""
    text = scene.told[number].sentence.text
    who = distinct(present(scene, number))
    if _CAMPUS.match(match[0]) and len({scene.cast.persons[p].country for p in who}) < 2:
        return
    if whole and scene.told[number].phrases("body_visit") and (yield from _at_a_body(scene, number, who, match)):
        return
    if re.match(r"(?:will|would)\s+meet", match[0], re.I) and _GROUP_MEETS.search(text, 0, match.start()):
        return
    if phrase("not_meeting").search(text[: match.end() + 40]) or is_reception(scene, number, match):
        return
    if _OF_A_BODY.search(text, max(0, match.start() - 60), match.end()):
        return
    if _KNOWN.match(match[0]) and not who and number:
        return  # "During the meeting, … was noted"
    if WAS_RECEIVED.match(text) and number and scene.told[number - 1].phrases("arrive"):
        return
    known = _KNOWN.search(text, max(0, match.start() - 16), match.end())
    if known and known.end() >= match.end() - 5 and scene.told[number].phrases("attended"):
        return
    kind: EventType = "call" if _by_telephone(scene, number, match) else "meeting"
    narrow = parties(scene, number, match)
    if scene.cast.two_sided(narrow):
        if several := one_after_another(scene, number, narrow, matches) if whole else []:
            for one in several:
                yield from parted(scene, number, one)
        else:
            yield from parted(scene, number, frame(scene, number, kind, narrow, match))
        return
    if not whole:
        return
    who = _without_speaker(scene, number, who, match)
    base = narrow if narrow and number else who
    completed = with_counterpart(scene, number, base) or with_partner(scene, number, base, match)
    if not scene.cast.two_sided(completed):
        completed = with_counterpart(scene, number, who) or with_partner(scene, number, who)
    added = set(completed) - {m.person for m in scene.cast.mentions[number]}
    if _on_tour(scene, number, added) and status_at(text, match) == "planned":
        return
    if several := one_after_another(scene, number, completed, matches):
        for one in several:
            yield from parted(scene, number, one)
    elif scene.cast.two_sided(completed):
        yield from parted(scene, number, frame(scene, number, kind, completed, match))
    elif (
        re.search(r"summoned|called\s+in", match[0])
        and scene.states[number] & FIVE
        or has_other_side(scene, number, completed)
        and not (number and _travels(text))
    ):
        yield frame(scene, number, "meeting", completed, match)


#: "Were also present in the meeting" tells of no other meeting.
_KNOWN = re.compile(r"\b(?:in|during|at|attended|joined)\s+the\s+(?:[\w-]+\s+)?(?:meeting|interaction|talks)", re.I)


def _together(scene: Scene, number: int) -> list[re.Match[str]]:
    """ "X and Y discussed trade": the verb, where the one side and the other are its subjects."""
    text = scene.told[number].sentence.text
    match = _TOGETHER.search(text)
    if not match or not is_real(text, match) or is_background(scene, text, match):
        return []
    before = [m for m in present(scene, number) if m.end <= match.start()]
    joined = len(before) == 2 and re.search(r"\band\b|,|&", text[before[0].end : before[1].start])
    close = before and match.start() - before[-1].end < 40
    return [match] if joined and close and scene.cast.two_sided(distinct(before)) else []


def _by_telephone(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether "the conversation" is the one by telephone of which a sentence before tells."""
    spoken = re.search(r"conversation|spoke|talk", match[0], re.I)
    return bool(spoken) and any(line.phrases("call") for line in scene.told[:number])


def _travels(text: str) -> bool:
    """Whether the sentence tells of a journey, to which talks without a partner belong."""
    found = (match for kind in GOING for match in phrase(kind).finditer(text))
    return any(not (is_attribute(text, match) and _DELEGATION.match(text, match.end())) for match in found)


#: "A visiting Uzbek delegation" is with whom they talk.
_DELEGATION = re.compile(r"\s+(?:[\w-]+\s+){0,4}delegation\b")


def _on_tour(scene: Scene, number: int, added: set[int]) -> bool:
    """Whether talks on a journey to other states are meant: the one told of before is none of those met there."""
    states = {token.state for token in scene.told[number].tokens if token.is_country} - {"PK"}
    of = {scene.cast.persons[person].country for person in added}
    return bool(states and of & FIVE) and not states & of and _travels(scene.told[number].sentence.text)


def _told(scene: Scene, number: int) -> list[re.Match[str]]:
    """The words that tell of a meeting as a fact or a plan."""
    text = scene.told[number].sentence.text
    found = scene.told[number].phrases("meeting", "body_visit")
    real = (match for match in found if not is_background(scene, text, match) and is_real(text, match))
    return list(islice(real, _MOST_VERBS))


#: Verbs of meeting that are read in one sentence; no sentence tells of more, and it bounds the work.
_MOST_VERBS = 12
_BODY = re.compile(r"\b\w*CCI\b|Chambers? of Commerce|University|Institute|Association|APTMA")


def _at_a_body(scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str]) -> Generator[Frame, None, bool]:
    """An envoy at a chamber or a university: a meeting with those who speak there."""
    text = scene.told[number].sentence.text
    guests = [person for person in who if scene.cast.persons[person].country in FIVE]
    if envoys := [person for person in guests if "ambassador" in scene.cast.persons[person].kinds]:
        # "The president will come, the envoy said at the chamber": of whom he speaks is not there.
        guests = [p for p in guests if p in envoys or not scene.cast.persons[p].kinds & {"president", "premier"}]
    if not guests and PRONOUN.search(text):
        earlier = (
            m.person for n in range(number - 1, max(-1, number - 4), -1) for m in reversed(scene.cast.mentions[n])
        )
        guests = [p for p in earlier if scene.cast.persons[p].country in FIVE][:1]
    if not guests and "delegation" in text:
        after = [m.person for n in (number, number + 1) if n < len(scene.told) for m in scene.cast.mentions[n]]
        led = [p for p in after if "leader_of" in scene.cast.persons[p].kinds]
        guests = [p for p in led if scene.cast.persons[p].country in FIVE][:1]
    if not guests:
        return False
    body = _BODY.search(text)
    words = body[0] if body else "Chamber"
    hosts = [
        person
        for person, known in enumerate(scene.cast.persons)
        if known.country == "PK"
        and not known.former
        and known.office
        and (words in known.office or (re.search("CCI|Chamber", words) and "Chamber" in known.office))
    ]
    made = frame(scene, number, "meeting", tuple(dict.fromkeys([*guests, *hosts])), match)
    made = replace(
        made, persons=tuple(dict.fromkeys([*made.persons, *(p for p in who if scene.cast.persons[p].country == "PK")]))
    )
    if (
        not hosts
        and len(made.persons) == len(guests)
        and re.match(r"University|Institute", words)
        and match[0].startswith("visit")
    ):
        return False
    yield replace(made, place=made.place or seat_in(text, scene.told[number].tokens))
    return True


_TELLS = re.compile(r",?\s+(?:told|said|announced|informed)\b")
_UNNAMED = re.compile(r"\W*(?:[A-Z]\w+\s+)?(?:officials|delegations|representatives|experts|teams|heads)\b", re.I)


def _without_speaker(scene: Scene, number: int, who: tuple[int, ...], match: re.Match[str]) -> tuple[int, ...]:
    """Without the one who only tells of the meeting: "officials will meet, X told reporters"."""
    text = scene.told[number].sentence.text
    speakers = {m.person for m in scene.cast.mentions[number] if m.start > match.end() and _TELLS.match(text, m.end)}
    if speakers and _UNNAMED.match(text):
        return tuple(person for person in who if person not in speakers)
    return who
