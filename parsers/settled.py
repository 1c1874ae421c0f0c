"""The events of an article → the same with the place and day that the code book gives where no sentence says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from parsers.days import days_in
from parsers.destinations import crosses
from parsers.lexicon import capitals, cities
from parsers.scene import FIVE, Frame, Scene, place_in
from parsers.travellers import post_of


def placed(scene: Scene, frames: Sequence[Frame], frame: Frame) -> Frame:
    """The place by the code book: what is said, else the destination of the visit, else the dateline's city."""
    if frame.type == "visit":
        return replace(frame, place=frame.place or _destination_city(scene, frames, frame))
    if frame.place or frame.video or frame.type == "call":
        return frame
    for visit in frames:
        if visit.type == "visit" and set(visit.persons) & set(frame.persons) and visit.status in (frame.status, "held"):
            return replace(frame, place=visit.place or _destination_city(scene, frames, visit))
    for other in frames:
        shared = set(other.persons) & set(frame.persons)
        if (
            other.place
            and other.type != "visit"
            and other.status == frame.status
            and not (frame.date and other.date and frame.date[:7] != other.date[:7])
            and (cities()[other.place][1] != "PK" or (scene.here is None and len(shared) > 1))
            and shared
        ):
            return replace(frame, place=other.place)
    if frame.type in ("forum", "agreement"):
        for other in frames:
            if other is not frame and other.place and other.type != "visit" and _beside(scene, frame, other):
                return replace(frame, place=other.place)
        stay = next((f for f in frames if f.type == "visit" and f.status == frame.status == "held" and f.place), None)
        if stay:
            return replace(frame, place=stay.place)
        for near in (frame.sentence - 1, frame.sentence - 2, frame.sentence - 3, frame.sentence + 1):
            if frame.status == "held" and 0 < near < len(scene.told) and (place := place_in(scene, near, toward=False)):
                return replace(frame, place=place)
    if frame.status == "planned" and frame.type == "forum" and _WITHIN.search(scene.told[frame.sentence].sentence.text):
        before = [
            f for f in frames if f.type in ("forum", "visit") and f.place and 0 < frame.sentence - f.sentence <= 3
        ]
        if before:
            return replace(frame, place=before[-1].place)
    if frame.status == "planned" and (within := _visit_before(frames, frame)):
        return replace(frame, place=within.place or _destination_city(scene, frames, within))
    return replace(frame, place=scene.here if frame.status == "held" and _may_be_here(scene, frame) else None)


def _may_be_here(scene: Scene, frame: Frame) -> bool:
    """Whether it can be in the dateline's city: not where only the outlet sits,
    nor in the land that an envoy has left."""
    here = cities()[scene.here][1] if scene.here else None
    if here not in ("PK", *FIVE) and here == scene.home:
        return False
    if frame.type == "meeting" and here in ("PK", *FIVE) and _is_abroad(scene, frame, here):
        return False
    persons = [scene.cast.persons[person] for person in frame.persons]
    posts = {post_of(person.office) for person in persons if "ambassador" in person.kinds} - {None}
    hosts = {person.country for person in persons if "ambassador" not in person.kinds}
    return len(posts) != 1 or not posts <= hosts or here in posts or here not in ("PK", *FIVE)


_HIS_VISIT = re.compile(r"\b(?:his|her|their)\s+(?:[\w-]+\s+){0,3}(?:visit|trip|tour)\b")
_RECEIVED_BY = re.compile(r"\breceived\s+by\b")


def _is_abroad(scene: Scene, frame: Frame, here: str) -> bool:
    """Whether someone of the dateline's land meets on "his visit", or is received by one of the other side."""
    text, mentions = scene.told[frame.sentence].sentence.text, scene.cast.mentions[frame.sentence]
    home = {m.person for m in mentions if scene.cast.persons[m.person].country == here}
    if received := _RECEIVED_BY.search(text):
        host = next((m.person for m in mentions if m.start >= received.end()), None)
        return host is not None and crosses(scene.cast.persons[host].country, here)
    visit = _HIS_VISIT.search(text)
    if visit is None:
        return False
    whose = next((m.person for m in reversed(mentions) if m.end <= visit.start()), None)
    whose = mentions[0].person if whose is None and mentions else whose
    return whose in home


def _visit_before(frames: Sequence[Frame], frame: Frame) -> Frame | None:
    """The visit of which the sentences before something planned tell, with the same persons or none."""
    visits = (f for f in frames if f.type == "visit" and f.status in ("held", "planned"))
    near = (f for f in visits if 0 <= frame.sentence - f.sentence <= 4)
    return next((f for f in near if not frame.persons or set(f.persons) & set(frame.persons)), None)


def _beside(scene: Scene, frame: Frame, other: Frame) -> bool:
    """Whether a forum or signing is where another event of the article is held: at the same time or within days."""
    if other.status != "held":
        return False
    if frame.status == "held":
        return True
    if scene.today is None or len(frame.date or "") != 10:
        return False
    return 0 <= (date.fromisoformat(frame.date or "") - scene.today).days <= 3


#: "ties with Islamabad", "Islamabad's position": the capital stands for its government.
_GOVERNMENT_AFTER = frozenset(["with", "between", "that", "by"])


def _destination_city(scene: Scene, frames: Sequence[Frame], frame: Frame) -> str | None:
    """The one city of the destination in which events are, or that the article names, for a visit without a city."""
    if scene.here and cities()[scene.here][1] == frame.sort and frame.status == "held":
        return scene.here
    places = {
        f.place
        for f in frames
        if f.place and f.type != "visit" and cities()[f.place][1] == frame.sort and set(f.persons) & set(frame.persons)
    }
    if len(places) == 1:
        return places.pop()
    if frame.status == "planned" and len(frame.date or "") < 10:
        return None
    named = {
        token.city
        for line in scene.told
        for before, token in pairwise(line.tokens)
        if token.city and token.state == frame.sort
        if not token.is_possessive and before.plain not in _GOVERNMENT_AFTER
    }
    if capitals().get(frame.sort) in named:
        return capitals()[frame.sort]
    return named.pop() if len(named) == 1 else None


#: Days after which what is told is background, unless the headline tells of it.
_LONG_PAST = 21


def is_long_past(scene: Scene, frame: Frame) -> bool:
    """Whether the event is of weeks ago, so that the article tells of it only as background."""
    if scene.today is None or frame.date is None or frame.status not in ("held", "planned"):
        return False
    if len(frame.date) == 10:
        return (scene.today - date.fromisoformat(frame.date)).days > _LONG_PAST
    return len(frame.date) == 7 and frame.date < (scene.today - timedelta(days=_LONG_PAST - 7)).isoformat()[:7]


def dated(scene: Scene, frames: Sequence[Frame], frame: Frame) -> Frame:
    """The day by the code book, where the sentence does not say it."""
    if (
        frame.date
        and scene.today
        and frame.status == "held"
        and frame.date > scene.today.isoformat()[: len(frame.date)]
    ):
        if frame.type in ("forum", "visit"):
            return replace(frame, status="planned")
        frame = replace(frame, date=None)  # what was held is not after its report: it is another thing's day
    if frame.date or scene.today is None:
        return frame
    if frame.status != "held":
        return replace(frame, date=_month_of_visit(scene, frames, frame))
    month = scene.today.isoformat()[:7]
    if frame.type == "visit":
        day = _reported_day(scene, frame) if frame.arrival else None
        if day is None and frame.arrival and scene.dated and scene.here and frame.place == scene.here:
            day = scene.today.isoformat()
        return replace(frame, date=day or month)
    day = _reported_day(scene, frame)
    if day is None and frame.type in ("forum", "agreement"):
        day = _day_of_talks(frames, frame) or (_day_before(scene, frame) if frame.type == "forum" else None)
    if day is None and frame.type == "meeting" and not any(f.sentence == frame.sentence - 1 for f in frames):
        day = _day_before(scene, frame)
    if day is None and frame.type == "call" and scene.dated and scene.here:
        day = scene.today.isoformat()
    if day is None and scene.dated and scene.here and frame.place == scene.here:
        day = scene.today.isoformat()
    return replace(frame, date=day or _day_of_others(frames, frame) or month)


def _month_of_visit(scene: Scene, frames: Sequence[Frame], frame: Frame) -> str | None:
    """The month of the visit within which something is planned."""
    if frame.type == "agreement" and _ANOTHER_TIME.search(scene.told[frame.sentence].sentence.text):
        return None
    for visit in frames:
        if visit.type != "visit" or not visit.date or visit is frame or frame.type == "visit":
            continue
        shared = bool(set(visit.persons) & set(frame.persons))
        if frame.type == "meeting" and shared and visit.place == frame.place:
            return visit.date[:7]
        if frame.type == "forum" and visit.status == frame.status and shared:
            return visit.date[:7]
        if frame.type == "agreement" and _is_programme(scene, frames, frame, visit):
            return visit.date[:7]
        within = frame.sentence - visit.sentence == 1 or _WITHIN.search(scene.told[frame.sentence].sentence.text)
        if frame.place and visit.place == frame.place and within:
            return visit.date[:7]
    return None


def _is_now(scene: Scene, visit: Frame) -> bool:
    """Whether the guest has come within days of the report, so that what is planned belongs to his visit."""
    return scene.today is not None and visit.status == "held" and (visit.date or "")[:7] == scene.today.isoformat()[:7]


#: "Will be signed soon", "in the near future", "next year": at another time than that of the visit.
_ANOTHER_TIME = re.compile(
    r"\b(?:soon|shortly|later|next|near\s+future|subsequently|eventually|in\s+due\s+course|(?:coming|few)\s+(?:weeks|months|years))\b",
    re.I,
)


def _is_programme(scene: Scene, frames: Sequence[Frame], frame: Frame, visit: Frame) -> bool:
    """Whether papers that will be signed are part of the one visit that the report is about and has just told of."""
    if sum(other.type == "visit" for other in frames) != 1 or not (visit.status == "planned" or _is_now(scene, visit)):
        return False
    return visit.sentence <= 1 and 0 <= frame.sentence - visit.sentence <= _PROGRAMME


#: Sentences behind the news of a visit within which its programme is told.
_PROGRAMME = 8
_WITHIN = re.compile(
    r"\b(?:opening\s+day|inaugural\s+day|first\s+day|visit|stay|trip|tour|sidelines|occasion|program(?:me)?|agenda)\b",
    re.I,
)


def _day_before(scene: Scene, frame: Frame) -> str | None:
    """The day that the sentence before a meeting names, or one of the two before a ceremony or session."""
    if scene.today is None:
        return None
    reach = 2 if frame.type == "forum" else 1
    for number in range(frame.sentence - 1, max(0, frame.sentence - 1 - reach), -1):
        days = days_in(scene.told[number].sentence.text, scene.today, ahead=False)
        near = (day.value for day in days if len(day.value) == 10)
        if found := next((day for day in near if 0 <= (scene.today - date.fromisoformat(day)).days <= 7), None):
            return found
    return None


def _day_of_talks(frames: Sequence[Frame], frame: Frame) -> str | None:
    """The day of the meeting of which the sentences before a signing or forum tell."""
    talks = (f for f in frames if f.type == "meeting" and f.status == "held" and f.date)
    return next((f.date for f in talks if f.sentence <= frame.sentence <= f.sentence + 4), None)


def _day_of_others(frames: Sequence[Frame], frame: Frame) -> str | None:
    """The day of other events of the same persons, or of all others where they were on one day."""
    others = [
        f for f in frames if f is not frame and f.type != "visit" and f.status == "held" and len(f.date or "") == 10
    ]
    if frame.type == "meeting" and frame.anew:
        before = [f for f in others if f.type == "meeting" and f.sentence < frame.sentence]
        shared = [f for f in before if set(f.persons) & set(frame.persons)]
        # "Separately he met": on the day of the meeting just told of, or of all others if they were on one day.
        if shared and (frame.sentence - shared[-1].sentence <= 2 or len({f.date for f in before}) == 1):
            return shared[-1].date
    if frame.type in ("meeting", "call"):
        return next((f.date for f in others if set(f.persons) == set(frame.persons)), None)
    if frame.type == "agreement" and len({f.date for f in others}) == 1:
        return others[0].date
    return None


_SAYS = re.compile(
    r"\b(?:said|says|told|stated|announced|issued|highlighted|stressed|noted|added|reaffirmed|emphasi[sz]ed|underscored|"
    r"underlined|urged|called|expressed|discussed|agreed|today)\b"
)


#: "Mr X, who arrived on Tuesday, told reporters": not the day on which he told it.
_WHO_CAME = re.compile(r",\s+who\s+(?:ha[ds]\s+)?(?:arriv\w+|reach\w+|c[ao]me|landed|is|was)\b[^,;]*,")


def _reported_day(scene: Scene, frame: Frame) -> str | None:
    """The day on which "he said", in the first sentences, where the event itself has none."""
    if scene.today is None or frame.sentence > 5:
        return None
    for line in scene.told[1:4]:
        text = line.sentence.text
        said = [match.span() for match in _SAYS.finditer(text)]
        for day in days_in(text, scene.today, ahead=False):
            # "On Friday" is when it was said wherever it stands; "10 May" only beside the verb.
            is_date = any(letter.isdigit() for letter in text[day.start : day.end])
            beside = any(last <= day.start <= last + 45 or day.end <= first <= day.end + 12 for first, last in said)
            if any(aside.start() <= day.start < aside.end() for aside in _WHO_CAME.finditer(text)):
                continue
            near = len(day.value) == 10 and abs((scene.today - date.fromisoformat(day.value)).days) <= 6
            if near and said and (beside or not is_date):
                return day.value
    return None
