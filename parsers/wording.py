"""The words around an event → its status, day and place, and who is there and who is only spoken of."""

from __future__ import annotations

import re

from items import EventStatus, EventType
from parsers.days import day_of
from parsers.mentions import Mention
from parsers.phrases import phrase
from parsers.scene import Frame, Scene, clause, place_in

_JOURNEY_BEFORE = re.compile(r"\bhad\s+(?:\w+\s+)?(?:returned|visited|travell?ed|attended)\b")


def is_background(scene: Scene, text: str, match: re.Match[str]) -> bool:
    """Whether the event at `match` is one of the past that is only told as background."""
    first, last = clause(text, match.start(), match.end())
    if re.match(r"\s*(?:when|where|which)\b", text[first:last]):
        first = 0
    part = text[first:last]
    if phrase("recalled").search(text[: match.start()]):
        return True
    if _JOURNEY_BEFORE.search(text[: match.start()]) and not re.search(
        r"hours|earlier\s+(?:in\s+the\s+day|today)", text
    ):
        return True
    if phrase("background").search(part):
        return True
    if re.search(r"\bhad\s+(?:also\s+|earlier\s+|already\s+)?$", text[: match.start()]) and not re.search(
        r"earlier\s+(?:in\s+the\s+day|today)|hours", text
    ):
        return (
            not re.match(r"(?:an?|several|talks|meetings?|\w+\s+(?:meeting|talks))\b", text[match.start() :])
            and "ha" not in match[0][:2]
        )
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", part)]
    return bool(scene.today and years and max(years) < scene.today.year - (scene.today.month == 1))


def is_real(text: str, match: re.Match[str]) -> bool:
    """Whether the event is told as a fact or a plan, not wished for."""
    before = text[max(0, match.start() - 70) : match.start()]
    before = re.split(r"[.;:]|,\s+and\b|\bwho\b|\bwhen\b|\bas\s+they\b", before)[-1]
    if not phrase("wished").search(before):
        return True
    done = re.search(
        r"\b(?:met|called\s+on|received|held|talking|in\s+a\s+meeting|meeting\s+with|during|paid|presented|handed)\b",
        match[0],
        re.I,
    )
    return bool(done) and not re.search(r"\b(?:if|whether|should|could|may|might|hope\w*)\b", before, re.I)


def present(scene: Scene, number: int) -> list[Mention]:
    """Mentions of a sentence without those who are only spoken of: whose greetings are brought, who is invited."""
    if not scene.cast.mentions[number]:
        return []
    text = scene.told[number].sentence.text
    spoken_of = [match.end() for match in phrase("spoken_of").finditer(text)]
    found = []
    for mention in scene.cast.mentions[number]:
        person = scene.cast.persons[mention.person]
        if person.former or _is_possessor(text, mention):
            continue
        zone = next((at for at in spoken_of if at <= mention.start and "," not in text[at : mention.start]), None)
        if zone is None or phrase("meeting").search(text, zone, mention.start):
            found.append(mention)
    return found


def _is_possessor(text: str, mention: Mention) -> bool:
    """ "Shehbaz Sharif's special assistant": the one named is not the one who comes."""
    return text[mention.end - 2 : mention.end] in ("'s", "’s") and bool(
        re.match(
            r"\s+(?:government|office|directives?|vision|special|leadership|invitation|greetings|daughter|wife|party|visit|letter|message)",
            text[mention.end :],
        )
    )


def frame(scene: Scene, number: int, kind: EventType, who: tuple[int, ...], match: re.Match[str]) -> Frame:
    """The event at `match` with its status, day and place as far as the sentence says them."""
    line = scene.told[number].sentence
    first, last = clause(line.text, match.start(), match.end())
    inside = bool(re.match(r"\s*(?:who|which)\b", line.text[first:last])) and ", " in line.text[match.end() : last]
    if inside:
        last = line.text.index(", ", match.end())
    status = status_at(line.text, match)
    ahead = status != "held"
    day = _day(scene, number, line.text[first:last], ahead)
    if day is None and not (inside and kind == "visit"):
        called_off = status in ("postponed", "cancelled")
        day = _day(scene, number, line.text if called_off else _main_clause(line.text), ahead)
    return Frame(
        type=kind,
        sentence=number,
        persons=who,
        status=status,
        date=day or None,
        place=place_in(scene, number, first, last, toward=kind == "visit")
        or place_in(scene, number, toward=kind == "visit"),
        video=bool(phrase("video").search(line.text)),
        anew=bool(phrase("anew").search(line.text)),
        evidence=(line.passage,) if len(line.text) >= 15 else (),
    )


_WHO = re.compile(r",\s+(?:who|which|whose|where|when)\b[^,;]*(?:,|$)")


_REPORTED = re.compile(r"\b(?:said|told|announced|reported|informed|issued)\b[^,;]*")


def _main_clause(text: str) -> str:
    return _WHO.sub(" ", text)


def _day(scene: Scene, number: int, part: str, ahead: bool) -> str | None:
    """The day that a part of a sentence names; of a plan not the day on which it was announced."""
    if scene.today is None:
        return None
    if re.search(r"\b[Tt]he\s+same\s+day\b|\bthe\s+same\s+evening\b", part):
        earlier = (day_of(scene.told[n].sentence.text, scene.today, ahead=False) for n in range(number - 1, -1, -1))
        return next((day for day in earlier if day), scene.today.isoformat())
    if meant := re.search(r"\b(?:was|were)\s+(?:to\s+(?:be|arrive|begin|take)|scheduled|due)\b[^,;]*", part):
        part = meant[0] if day_of(meant[0], scene.today, ahead=True) else part
    if ahead and (modal := re.search(r"\b(?:will|would|to|is|are)\b", part)):
        part = part[: modal.end()] + _REPORTED.sub(" ", part[modal.end() :])
    return day_of(part, scene.today, ahead=ahead) or None


_PUT_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:postponed|put\s+off|deferred)\b")
_CALLED_OFF = re.compile(r"\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:cancell?ed|called\s+off)\b")


def _statement(text: str, match: re.Match[str]) -> str:
    """The part of a sentence between semicolons in which `match` stands."""
    first = text.rfind(";", 0, match.start()) + 1
    last = text.find(";", match.end())
    return text[first : last if last >= 0 else len(text)]


def status_at(text: str, match: re.Match[str]) -> EventStatus:
    """Held, planned, postponed or cancelled, by the words around `match`."""
    first, last = clause(text, match.start(), match.end())
    part = text[first:last]
    whole = _statement(text, match)
    if phrase("cancelled").search(part) or _CALLED_OFF.search(whole):
        return "cancelled"
    if phrase("postponed").search(part) or _PUT_OFF.search(whole):
        return "postponed"
    if re.match(
        r"(?:to\s+(?:meet|be|go|come|travel|fly|visit)\b|will\b|would\b|leave[s]?\b|off\s+to|fly|upcoming)",
        match[0],
        re.I,
    ):
        return "planned"
    if re.search(r"\b(?:to|will|would|shall)\s+(?:also\s+)?$", text[first : match.start()]):
        return "planned"
    done = re.match(
        r"(?:met\b|called\s+on|calls\s+on|received|receives|was\s+received|was\s+welcomed|were\s+received|held\b|holds\b|signed|inked|was\s+discussed|arrived|reached|landed|left|departed|visited|came|went|set\s+(?:out|off)|paid|presented|flew|travell?ed|had|has|saw|talked|talking|summoned|has\s+held|returned)",
        match[0],
        re.I,
    )
    before = text[max(first, match.start() - 60) : match.start()]
    if done:
        return "held"
    if re.match(r"(?:going|coming)\s+to\b", match[0], re.I) and re.search(r"\b(?:is|are|be)\s+$", before):
        return "planned"
    if re.match(r"departs?\b", match[0]) and re.search(r"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", part):
        return "planned"
    behind = text[match.start() : min(last, match.end() + 40)]
    return (
        "planned"
        if phrase("planned").search(before)
        or re.search(r"\b(?:will|is\s+to|to)\s+(?:be|take|begin|start|last)\b|\bscheduled\b|\bexpected\b", behind)
        else "held"
    )
