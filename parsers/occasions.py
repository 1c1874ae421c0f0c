"""A sentence → the signings and the forums (conferences, commissions, ceremonies) of both sides that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from items import EventStatus
from parsers.names import Read
from parsers.phrases import phrase
from parsers.scene import FIVE, Frame, Scene, clause, distinct
from parsers.wording import frame, is_background, is_denied, present

_NAMED_ONLY = re.compile(
    r"\b(?:Cooperation\s+Organi[sz]ation|SCO|ECO|CAREC|OIC|United\s+Nations|UN|IPU|Inter-Parliamentary\s+Union|C5|International\s+Forum|International\s+Conference)\b"
)


def signings(scene: Scene, number: int) -> Iterator[Frame]:
    """A signing of papers by the two sides."""
    text = scene.told[number].sentence.text
    match = next((m for m in scene.told[number].phrases("signed") if not is_background(scene, text, m)), None)
    if match is None or is_denied(text, match) or not _both(scene, number, match) or _old(text, match):
        return
    if (
        re.search(r"\b(?:discuss\w*|consider\w*)\s+(?:the\s+)?$", text[: match.start()])
        or (match[0].startswith("signing") and re.search(r"\b(?:for|towards)\s+(?:the\s+)?$", text[: match.start()]))
        or (
            match[0].startswith("signed")
            and re.search(r"\b(?:through|under|of|all|implement\w*|the)\s+$", text[: match.start()])
        )
    ):
        return
    if _LENDERS.search(text, match.start(), match.end() + 90):
        return
    others = scene.near(number) - {"PK", "AF", *FIVE}
    if len(others) > 2 and not scene.cast.two_sided(distinct(present(scene, number))):
        return
    before = re.split(r"[;:]|,\s+and\b", text[max(0, match.start() - 120) : match.start()])[-1]
    if phrase("wished").search(before) and not phrase("planned").search(before):
        return
    if _is_of_others(scene, number, match):
        return
    if re.search(r"\b(?:propos\w+|offer\w+|want\w*|wish\w*)\s+to\s+$", text[: match.start()]):
        return
    who = distinct(present(scene, number))
    made = frame(
        scene,
        number,
        "agreement",
        who if scene.cast.two_sided(who) or re.search(r"looked\s+on|witness|signed\s+by|presence", text) else (),
        match,
    )
    if made.status == "planned" and _UNNAMED.search(text):
        return
    yield made


_SIDE_CLAUSE = re.compile(r",?\s+(?:which|that|for\s+\w+\s+(?:that|which)|a\s+\w+\s+(?:to|for))\b")


def _is_of_others(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether the signers that the main clause names are not the two sides: "Pakistan and Azerbaijan signed"."""
    text, told = scene.told[number].sentence.text, scene.told[number].tokens
    aside = _SIDE_CLAUSE.search(text, match.end())
    last = aside.start() if aside else len(text)
    named = {token.state for token in told if token.state and not token.city and token.start < last}
    if "PK" in named and named & FIVE:
        return False
    if named - {"PK", "AF", *FIVE} or len(named & {"PK", "AF", *FIVE}) > 1:
        return True
    partner = re.search(r"\bwith\s+(?:the\s+)?([A-Z]\w+)", text[match.end() : last])
    return (
        bool(partner)
        and bool(named)
        and number > 0
        and not scene.cast.mentions[number]
        and "PK" not in scene.states[number - 1] | named
    )


#: An agreement of one of the two sides with others.
_LENDERS = re.compile(
    r"\bwith\s+(?:the\s+)?(?:IMF|International\s+Monetary\s+Fund|World\s+Bank|ADB|Asian\s+Development\s+Bank|EU|European\s+Union|EBRD|UNDP|Fund)\b"
)
#: A bare number of papers to be signed is no signing of its own, but belongs to the visit.
_UNNAMED = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|several|various|(?:a|any)\s+number\s+of)\s+(?:\w+\s+)?"
    r"(?:MoUs?|memorand\w+(?:\s+of\s+understandings?)?|agreements?|documents?|accords?)(?:\s+\(MoUs?\))?\s+(?:will|would|are|were|is|to)\b",
    re.I,
)


def _old(text: str, match: re.Match[str]) -> bool:
    part = text[max(0, match.start() - 80) : match.end() + 80]
    return not re.search(r"\bbe\s+signed\b", part) and bool(
        re.search(
            r"\b(?:had\s+(?:been\s+)?signed|already\s+signed|signed\s+(?:earlier|in\s+(?:19|20)\d\d|during\s+the\s+(?:last|recent|visit)|at\s+that)|agreements?\s+signed\s+(?:between|during|by|on)|then|that\s+the\s+two\s+sides\s+had|followed\s+up|implement\w+\s+of)\b",
            part,
        )
    )


#: Sorts of forums, which are kinds of phrases.
_SORTS = ("ceremony", "exhibition", "commission", "group", "conference")


def forums(scene: Scene, number: int) -> Iterator[Frame]:
    """Conferences, exhibitions, sessions of commissions and ceremonies of the two sides."""
    text = scene.told[number].sentence.text
    if ahead := next_round(scene, number):
        yield ahead
        return
    seen: set[str] = set()
    named = [(match.start(), sort, match) for sort in _SORTS for match in scene.told[number].phrases(sort)]
    for _, sort, match in sorted(named, key=lambda it: it[0]):
        near = text[max(0, match.start() - 110) : match.end() + 90]
        if _SETTING.search(text, 0, match.start()) or "invitation" in text[: match.start()]:
            continue
        if text.startswith(" with", match.end()) and sort in ("commission", "group"):
            continue
        if sort == "ceremony" and re.search(r"\bsigning\s+$", text[: match.start()]):
            continue
        if match[0].lower() == "session" and not _OF_BOTH.search(text) and scene.told[number].kinds & {"meeting"}:
            continue
        if sort == "commission" and _HOUSE.match(text, match.end()):
            continue
        if sort == "commission" and re.search(r"\bplenary\s+$", text[: match.start()]):
            continue
        if sort == "conference" and re.search(r"\b(?:video|press|news)[\s-]*$", text[: match.start()], re.I):
            continue
        if sort == "ceremony" and {"meeting", "signed"} & scene.told[number].kinds and _CREDENTIALS.search(text):
            continue
        if is_denied(text, match):
            continue
        if sort in seen or is_background(scene, text, match) or not phrase("happens").search(near):
            continue
        before = re.split(r";|\band\s+that\b|\bwhile\b|,\s+(?=the\s|which\s)", text[: match.start()])[-1]
        if re.search(r"\b(?:exercise|drill|series\s+of)\b", text, re.I) or re.search(
            r"\b(?:exercise|drill|tournament)\b", scene.told[0].sentence.text, re.I
        ):
            continue
        if re.search(r"\bshould\b|\bin\s+which\s+case\b", near):
            continue
        if phrase("wished").search(before) and not re.search(
            r"\b(?:will|would|is\s+to)\s+be\s+(?:held|arranged|organi[sz]ed|opened|launched)\b|\bscheduled\b|addressed|attended",
            near,
        ):
            continue
        if not _both(scene, number, match) or _NAMED_ONLY.search(text[max(0, match.start() - 60) : match.end() + 40]):
            continue
        seen.add(sort)
        who = distinct(present(scene, number)) or _speaker(scene, number)
        made = frame(scene, number, "forum", who, match)
        errand = _ERRAND.search(text, max(0, match.start() - 60), match.start())
        if errand and (
            status_ahead(text) or re.search(r"\b(?:international|global|world|regional)\b", errand[0], re.I)
        ):
            continue
        if _OF_MANY.search(text, match.start() - 12 if match.start() > 12 else 0, match.end()) and _is_setting(scene):
            continue
        purpose = re.search(r"\b(?:arrived|reached|left|departed|came|visiting)\b", text) and re.search(
            r"\b(?:to\s+attend|to\s+participate|for)\b", text[max(0, match.start() - 60) : match.start()]
        )
        status = _status(text, match, made.status)
        made = made if status == made.status else frame(scene, number, "forum", who, match, status)
        if status == "planned" and not _TAKES_PART.search(text):
            made = replace(made, persons=())
        yield replace(made, sort=sort, status=status, date=None if purpose else made.date)


#: "The conference" is the one on whose sidelines the two sides meet.
_OF_MANY = re.compile(r"\bthe\s+(?:conference|forum|summit|council|session|event)$", re.I)


def _is_setting(scene: Scene) -> bool:
    """Whether the article tells of an occasion of many states, beside which the two sides meet."""
    return any(_SIDELINES.search(line.sentence.text) for line in scene.told)


_SIDELINES = re.compile(r"\b(?:sidelines|margins|fringes|side-lines)\s+of\b", re.I)
#: A fair that someone travels to attend may be anybody's.
_ERRAND = re.compile(r"\bto\s+(?:attend|participate\s+in|take\s+part\s+in|visit)\s+an?\s+(?:\w+\s+){0,3}$")


def status_ahead(text: str) -> bool:
    """Whether a journey is told of that is still to come."""
    return bool(re.search(r"\b(?:will|would|to)\s+(?:leave|visit|travel|go|fly|depart|proceed)\b", text))


#: Who only announces what will be held takes no part in it.
_TAKES_PART = re.compile(
    r"\b(?:attend\w*|address\w*|inaugurat\w*|open(?:s|ed)?|(?:co-)?chair\w*|lead|leads|participat\w*|take\s+part|speak)\b",
    re.I,
)
#: The occasion beside which the two sides meet.
_SETTING = re.compile(
    r"\b(?:sidelines|margins|fringes|framework|part|side-lines|occasion)\s+of\s+(?:(?:the|a|an)\s+)?(?:[\w-]+\s+){0,6}$",
    re.I,
)
_OF_BOTH = re.compile(r"\b(?:commission|council|committee|JMC|IGC|JEC|joint)\b", re.I)
#: The session of a parliament, court or exchange is none of the two sides.
_HOUSE = re.compile(
    r"\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:stock|exchange|council|summit|organi[sz]ation|conference|Assembly|Senate|parliament|cabinet|court|UN|United)\b",
    re.I,
)
#: Credentials are presented at a ceremony; the meeting is what happens there.
_CREDENTIALS = re.compile(r"\b(?:credentials|credence)\b", re.I)
_SESSION = re.compile(r"\b(?:commission|council|group|committee|forum|dialogue|JMC|IGC|JWG|JEC|B2B)\b", re.I)


def round_ahead(line: Read) -> re.Match[str] | None:
    """ "The next round", or "the third session will be held" where it is still to come."""
    if match := next(iter(line.phrases("next_round")), None):
        return match
    numbered = next(iter(line.phrases("numbered_round")), None)
    return None if numbered is None or is_denied(line.sentence.text, numbered) else numbered


def next_round(scene: Scene, number: int) -> Frame | None:
    """ "The next round will be held in Dushanbe": of the consultations or the commission of which the article tells."""
    line = scene.told[number]
    match = round_ahead(line)
    if match and re.match(
        r"[^.;]{0,150}\b(?:took\s+place|was\s+held|were\s+held|ended|concluded)\b", line.sentence.text[match.end() :]
    ):
        return None
    if match and re.match(
        r"\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:exercise|drill|series|tournament)", line.sentence.text[match.end() :]
    ):
        return None
    if match is None or number == 0 or not line.kinds & {"planned", "happens"}:
        return None
    named = frozenset().union(*scene.states[: number + 1])
    before = line.sentence.text[: match.start()]
    wished = phrase("wished").search(before) and not re.search(r"\b(?:confirmed|agreed|decided|resolved)\b", before)
    if not ("PK" in named and named & FIVE) or wished:
        return None
    session = "session" in match[0].lower() or any(
        _SESSION.search(told.sentence.text) for told in scene.told[: number + 1]
    )
    made = frame(scene, number, "forum" if session else "meeting", (), match, "planned")
    return replace(made, sort="next")


_DONE = (
    r"(?:was|were|has\s+been|held|took\s+place|opened|concluded|addressed|attended|inaugurated|began|saw|showed|"
    r"organi[sz]ed|hosted)"
)
_AHEAD = (
    r"(?:will|would|shall|(?:is|are|was)\s+(?:also\s+)?to|"
    r"to\s+be\s+held|to\s+(?:attend|hold|address|host)|scheduled|expected|due|planned)"
)
_TENSE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<done>{_DONE}))\b", re.I)


def _status(text: str, match: re.Match[str], said: EventStatus) -> EventStatus:
    """By the verb behind the occasion's name, else by the one before it."""
    if said in ("postponed", "cancelled"):
        return said
    agreed = re.search(r"\b(?:agreed|decided|resolved)\s+that\b", text[: match.start()])
    if agreed and re.match(r"[^.;]{0,60}\b(?:meet|be\s+(?:held|convened))\b", text[match.end() :]):
        return "planned"
    verb = _TENSE.search(text, match.end()) or next(iter([*_TENSE.finditer(text, 0, match.start())][::-1]), None)
    nearer = [*_TENSE.finditer(text, max(0, match.start() - 45), match.start())]
    said_of_it = re.match(r"[^.;]{0,90}?,\s+which\s+(?:is|are|will|was|were)\b", text[match.end() :])
    verb = nearer[-1] if nearer and not said_of_it else verb
    return said if verb is None else "planned" if verb["ahead"] else "held"


def _speaker(scene: Scene, number: int) -> tuple[int, ...]:
    """ "He will also address a business forum": the one of whom the sentence before tells."""
    if number < 2 or not re.match(r"(?:He|She)\b", scene.told[number].sentence.text):
        return ()
    earlier = next((scene.cast.mentions[n] for n in (number - 1, number - 2) if scene.cast.mentions[n]), ())
    return (earlier[0].person,) if earlier else ()


def _both(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether this sentence, with the headline and its neighbours, is about both sides and not others."""
    line = scene.told[number]
    first, last = clause(line.sentence.text, match.start(), match.end())
    here = {token.state for token in line.tokens if token.is_country and first <= token.start < last}
    if here - FIVE - {"PK", "AF"} and "PK" not in here:
        return False
    sitting = scene.cast.two_sided(range(len(scene.cast.persons)))
    named = scene.near(number, 3) if sitting and not here else scene.near(number)
    if not here and number > 3 and not sitting:
        named = frozenset().union(*scene.states[number - 1 : number + 2])
    return "PK" in named and bool(named & FIVE)
