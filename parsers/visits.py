"""A sentence → the visits of one side to the other that it tells of, with the travellers and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from parsers.days import day_of, days_in
from parsers.destinations import destination
from parsers.lexicon import cities
from parsers.modality import is_background, is_denied
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene
from parsers.travellers import travellers
from parsers.unnamed_offices import holder_named_before
from parsers.wording import frame

#: Kinds of phrases that tell of someone's going somewhere.
GOING = ("arrive", "depart", "visit", "stay", "delegation")
_ARRIVAL = re.compile(
    r"(?:ha(?:s|d|ve)\s+(?:already\s+)?)?(?:arriv|reach|land|touch|left|depart|leav|set\s|flew|flown)", re.I
)


def _is_old(scene: Scene, day: str) -> bool:
    """Whether "during his visit in February" is told months later."""
    return scene.today is not None and day < (scene.today - timedelta(days=21)).isoformat()[: len(day)]


def _is_home(scene: Scene, match: re.Match[str], state: str) -> bool:
    """Whether the guests only go on within the country from which the article is told: "the delegation leaves for"."""
    here = cities()[scene.here][1] if scene.here else None
    return match.re is phrase("depart") and here == state


#: What is told of the end of a visit says nothing of its first day.
_ENDS = re.compile(
    r"\b(?:conclud\w+|complet\w+|wrapped\s+up|wound\s+up|for\s+home|at\s+the\s+end|seen\s+off|return\w*\s+home)\b", re.I
)
#: Goods and figures reach and come as well.
_THINGS = re.compile(
    r"\b(?:goods|products|consignments?|shipments?|cargo|containers?|trucks?|exports|imports|trade|flights?|trains?|medicines|prices?|"
    r"students|evacuees|passengers|nationals|citizens|pilgrims|amounts?|volumes?|turnover|messages?|news|gas|electricity|wheat|aircraft|plane)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
#: What is told of is done in the course of the visit, or is a stop on it.
_DURING = re.compile(r"\b(?:[Dd]uring|[Ii]n\s+the\s+course\s+of)\s+(?:\w+[\s-]+){0,4}$")
#: "As agreed during the premier's visit to".
_AGREED_DURING = re.compile(
    r"\b(?:as|were|was|been)\s+(?:agreed|decided|reached|taken|promised)(?:\s+\w+){0,2}\s+during\s+[^.;,]{0,70}$"
)
_SIGHTS = re.compile(r"\b(?:monument|mausoleum|museum|mosque|headquarters|memorial)\b")
_SINCE = re.compile(r"\bsince\s+([A-Z][a-z]+day|[A-Z][a-z]+\s+\d{1,2}|\d{1,2}\w*\s+[A-Z][a-z]+)\b")


def visits(scene: Scene, number: int) -> Iterator[Frame]:
    """Visits told of by one sentence, each destination once."""
    text = scene.told[number].sentence.text
    seen: set[tuple[str, tuple[int, ...]]] = set()
    line = scene.told[number]
    for match in [*line.phrases(*GOING), *line.phrases("coming")]:
        found = destination(scene, number, match)
        if found is None and match.re is phrase("coming"):
            found = _implied(scene, number, match)
        if found is None:
            continue
        city, state = found
        if re.search(r"\bround\s+$", text[: match.start()]) and match[0].lower().startswith("trip"):
            continue
        if is_attribute(text, match):
            continue  # "met a visiting Uzbek delegation": whence the guests are
        if _is_home(scene, match, state) and not scene.cast.mentions[number]:
            continue
        if is_denied(text, match) or (
            match.re in (phrase("arrive"), phrase("depart"))
            and _THINGS.search(text, max(0, match.start() - 40), match.start())
        ):
            continue
        accepted = _is_accepted(scene, number)
        if match[0].lower().startswith("invited") and not accepted:
            continue
        if (is_background(scene, text, match) and not accepted) or _only_wished(scene, number, match):
            continue
        who = travellers(scene, number, match, state)
        if who is None or (state, who) in seen:
            continue
        seen.add((state, who))
        made = frame(scene, number, "visit", who, match)
        inside = _DURING.search(text, 0, match.start()) or _SIGHTS.search(text[match.start() : match.end() + 50])
        status = "planned" if _accepted(scene, number, match) else made.status
        if status == "held" and (match.re is phrase("coming") or _is_prepared(text, match)):
            status = "planned"
            made = made if match.re is phrase("coming") else replace(made, date=None)
        forthcoming = _FORTHCOMING.search(text, max(0, match.start() - 40), match.end())
        if forthcoming and scene.today and not days_in(text[match.end() :], scene.today, ahead=True):
            made = replace(made, date=None)  # the day on which it was spoken of
        since = _SINCE.search(text)
        if since and scene.today and made.status == "held":
            made = replace(made, date=day_of(since[1], scene.today, ahead=False))
        if made.status == "held" and _AGREED_DURING.search(text, 0, match.start()):
            continue
        if inside and made.status == "held" and made.date and _is_old(scene, made.date):
            continue
        ending = _ENDS.search(text, max(0, match.start() - 60), match.end() + 30)
        made = replace(made, date=None) if inside or (ending and status == "held") else made
        arrival = bool(_ARRIVAL.match(match[0])) and not ending
        yield replace(made, place=city, sort=state, status=status, arrival=arrival)


_FORTHCOMING = re.compile(r"\b(?:forthcoming|upcoming|impending)\s+(?:[\w-]+\s+){0,2}(?:visit|trip|tour)", re.I)
_THE = re.compile(r"\b(?:an?|the|this|his|her|their|with)\s+(?:[a-z-]+\s+)?$", re.I)


def is_attribute(text: str, match: re.Match[str]) -> bool:
    """Whether "visiting" stands before guests: "a visiting Uzbek delegation"."""
    return match[0].lower() == "visiting" and bool(_THE.search(text, 0, match.start()))


_PREPARED = re.compile(
    r"\bprepar(?:e|es|ed|ing|ations?)\s+(?:are\s+under\s+way\s+)?for\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$"
)
_LATER_ON = re.compile(r"[^.;,]*\b(?:later\s+this\s+(?:year|month|week)|next\s+(?:year|month|week))\b")


def _is_prepared(text: str, match: re.Match[str]) -> bool:
    """Whether the visit is only prepared for, or is said to come later this year."""
    if _ARRIVAL.match(match[0]):
        return False
    return bool(_PREPARED.search(text, 0, match.start()) or _LATER_ON.match(text, match.end()))


_NO_GUEST = re.compile(r"\b(?:flight|goods|shipment|consignment|session|meeting)\b")


def _implied(scene: Scene, number: int, match: re.Match[str]) -> tuple[str | None, str] | None:
    """Where someone comes who "is due on Monday": to the other side, if the article names one only."""
    text, persons = scene.told[number].sentence.text, scene.cast.persons
    near = [
        m.person
        for m in scene.cast.mentions[number]
        if abs(m.start - match.end()) < 90 or abs(match.start() - m.end) < 90
    ]
    before = [m for m in scene.cast.mentions[number] if m.end <= match.start() and match.start() - m.end < 90]
    near = [before[-1].person] if before else near
    holder = holder_named_before(scene, number, match)
    sides = {persons[person].country for person in ([holder] if holder is not None else near)} & {"PK", *FIVE}
    if len(sides) != 1 or _NO_GUEST.search(text, 0, match.start()):
        return None
    if sides == {"PK"}:
        others = frozenset().union(*scene.states) & FIVE
        return (None, next(iter(others))) if len(others) == 1 else None
    return None, "PK"


def _is_accepted(scene: Scene, number: int) -> bool:
    """Whether the sentence, or the next one, says that an invitation was accepted."""
    if phrase("accepted").search(scene.told[number].sentence.text):
        return True
    after = scene.told[number + 1] if number + 1 < len(scene.told) else None
    return bool(after and after.phrases("accepted") and "invitation" in after.sentence.text)


_INVITES = re.compile(r"\b(?:invit\w+|asked|request\w*|come|visit)\b")


def _accepted(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether it is an invitation that was accepted."""
    text = scene.told[number].sentence.text
    return _is_accepted(scene, number) and bool(_INVITES.search(text)) and not _ARRIVAL.match(match[0])


_STATEMENT_ENDS = re.compile(r"[;:]|,\s+and\s|\.\s")
_MOVED = re.compile(r"(?:arrived|reached|landed|left|departed|set\s+out|flew|travell?ed|went|came)\b")


_CONVENIENCE = re.compile(r"\bat\s+(?:his|her|their|an?)\s+(?:\w+\s+){0,3}(?:convenience|convenient|suitable)\b")
#: Who "has been invited by X and will be in Tashkent" goes there.
_INVITED_BY = re.compile(r"\b(?:(?:has|have|had|was|were|is|are)\s+(?:been\s+)?)?[Ii]nvited\s+by\b")


def _only_wished(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether the journey is only hoped for or asked for."""
    text = scene.told[number].sentence.text
    before = _STATEMENT_ENDS.split(text[max(0, match.start() - 110) : match.start()])[-1]
    before = _INVITED_BY.sub("", before)
    if _CONVENIENCE.search(text, match.end()) and not _is_accepted(scene, number):
        return True
    if not phrase("wished").search(before) or _is_accepted(scene, number):
        return False
    return not (_MOVED.match(match[0]) and not re.search(r"invit|hope|should|wish", before))
