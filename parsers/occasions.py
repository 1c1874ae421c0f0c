"""A sentence → the forums (conferences, commissions, ceremonies) of both sides that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from items import EventStatus, ForumSort
from parsers.event_states import states_of_name
from parsers.lexicon import cities
from parsers.modality import is_background, is_denied
from parsers.names import Read
from parsers.partners import with_partner
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, clause, distinct
from parsers.wording import frame

_NAMED_ONLY = re.compile(
    r"\b(?:Cooperation\s+Organi[sz]ation|SCO|ECO|CAREC|OIC|United\s+Nations|UN|IPU|Inter-Parliamentary\s+Union|C5|CICA|Confidence[\s-]+Building|"
    r"Heads\s+of\s+(?:State|Government)|CH[SG]|D-8|COP-?\d+|International\s+Forum|International\s+Conference)\b"
)
#: Sorts of forums, which are kinds of phrases.
SORTS = ("ceremony", "exhibition", "commission", "group", "conference")
_SORT_OF: dict[str, ForumSort] = {
    "ceremony": "ceremony",
    "exhibition": "exhibition",
    "commission": "session",
    "group": "session",
    "next": "session",
    "conference": "conference",
}


def forums(scene: Scene, number: int) -> Iterator[Frame]:
    """Conferences, exhibitions, sessions of commissions and ceremonies of the two sides."""
    text = scene.told[number].sentence.text
    if ahead := next_round(scene, number):
        yield ahead
        return
    seen: set[str] = set()
    named = [(match.start(), sort, match) for sort in SORTS for match in scene.told[number].phrases(sort)]
    for _, sort, match in sorted(named, key=lambda it: it[0]):
        if sort in seen or _is_other_thing(scene, number, sort, match) or not _is_told(scene, number, match):
            continue
        seen.add(sort)
        who = _takers(scene, number, match)
        made = frame(scene, number, "forum", who, match)
        if _is_errand(text, match):
            continue
        if _OF_MANY.search(text, match.start() - 12 if match.start() > 12 else 0, match.end()) and _is_setting(scene):
            continue
        status = _status(text, match, made.status)
        made = made if status == made.status else frame(scene, number, "forum", who, match, status)
        if status == "planned" and not _TAKES_PART.search(text):
            made = replace(made, persons=())
        states = states_of_name(scene.told[number], match)
        day = None if _is_purpose(text, match) else made.date
        yield replace(made, sort=sort, status=status, date=day, states=states)


def sort_of(frame: Frame) -> ForumSort | None:
    """What a forum is, as the warehouse tells forums apart; None of other events."""
    return _SORT_OF.get(frame.sort) if frame.type == "forum" else None


def _is_other_thing(scene: Scene, number: int, sort: str, match: re.Match[str]) -> bool:
    """Whether the words name no forum of the two sides: a setting, a press conference, a parliament, a drill."""
    text, kinds = scene.told[number].sentence.text, scene.told[number].kinds
    if _SETTING.search(text, 0, match.start()) or "invitation" in text[: match.start()]:
        return True
    if sort in _OTHER_BEFORE and _OTHER_BEFORE[sort].search(text, 0, match.start()):
        return True
    if sort in ("commission", "group") and text.startswith(" with", match.end()):
        return True
    if sort == "commission" and _HOUSE.match(text, match.end()):
        return True
    if sort == "ceremony" and {"meeting", "signed"} & kinds and _CREDENTIALS.search(text):
        return True
    if match[0].lower() == "session" and not _OF_BOTH.search(text) and "meeting" in kinds:
        return True
    return bool(_DRILLS.search(text) or _DRILL.search(scene.told[0].sentence.text))


def _is_told(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether it is told that the forum at `match` takes place, or will, between the two sides."""
    text = scene.told[number].sentence.text
    near = text[max(0, match.start() - 110) : match.end() + 90]
    if is_denied(text, match) or is_background(scene, text, match) or not phrase("happens").search(near):
        return False
    if _UNSURE.search(near):
        return False
    before = _STATEMENT_ENDS.split(text[: match.start()])[-1]
    if phrase("wished").search(before) and not _ARRANGED.search(near):
        return False
    return is_of_both(scene, number, match) and not _NAMED_ONLY.search(
        text[max(0, match.start() - 60) : match.end() + 70]
    )


def _is_errand(text: str, match: re.Match[str]) -> bool:
    """Whether it is a fair that someone travels to attend, which may be anybody's."""
    errand = _ERRAND.search(text, max(0, match.start() - 60), match.start())
    return bool(errand and (_LEAVES.search(text) or _WORLDWIDE.search(errand[0])))


def _is_purpose(text: str, match: re.Match[str]) -> bool:
    """Whether it is what someone came for, so that the day is that of his coming."""
    return bool(_CAME.search(text) and _TO_ATTEND.search(text[max(0, match.start() - 60) : match.start()]))


#: "The conference" is the one on whose sidelines the two sides meet.
_OF_MANY = re.compile(r"\bthe\s+(?:conference|forum|summit|council|session|event)$", re.I)


def _is_setting(scene: Scene) -> bool:
    """Whether the article tells of an occasion of many states, beside which the two sides meet."""
    return any(_SIDELINES.search(line.sentence.text) for line in scene.told)


_SIDELINES = re.compile(r"\b(?:sidelines|margins|fringes|side-lines)\s+of\b", re.I)
_ERRAND = re.compile(r"\bto\s+(?:attend|participate\s+in|take\s+part\s+in|visit)\s+an?\s+(?:\w+\s+){0,3}$")
_WORLDWIDE = re.compile(r"\b(?:international|global|world|regional)\b", re.I)
#: A journey that is still to come.
_LEAVES = re.compile(r"\b(?:will|would|to)\s+(?:leave|visit|travel|go|fly|depart|proceed)\b")
_CAME = re.compile(r"\b(?:arrived|reached|left|departed|came|visiting)\b")
_TO_ATTEND = re.compile(r"\b(?:to\s+attend|to\s+participate|for)\b")
#: Words before a sort's that make another thing of it.
_OTHER_BEFORE = {
    "ceremony": re.compile(r"\b(?:signing|welcom(?:e|ing)|wreath[\s-]laying)\s+$", re.I),
    "commission": re.compile(r"\bplenary\s+$"),
    "conference": re.compile(r"\b(?:video|press|news)[\s-]*$", re.I),
}
_DRILLS = re.compile(r"\b(?:exercise|drill|series\s+of)\b", re.I)
_DRILL = re.compile(r"\b(?:exercise|drill|tournament)\b", re.I)
_UNSURE = re.compile(r"\bshould\b|\bin\s+which\s+case\b")
_STATEMENT_ENDS = re.compile(r";|\band\s+that\b|\bwhile\b|,\s+(?=the\s|which\s)")
_ARRANGED = re.compile(
    r"\b(?:will|would|is\s+to)\s+be\s+(?:held|arranged|organi[sz]ed|opened|launched)\b|\bscheduled\b|addressed|attended"
)
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
_RESOLVED = re.compile(r"\b(?:confirmed|agreed|decided|resolved)\b")
_ROUND_IS_OVER = re.compile(r"[^.;]{0,150}\b(?:took\s+place|was\s+held|were\s+held|ended|concluded)\b")
_ROUND_OF_DRILLS = re.compile(r"\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:exercise|drill|series|tournament)")


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
    if match and _ROUND_IS_OVER.match(line.sentence.text, match.end()):
        return None
    if match and _ROUND_OF_DRILLS.match(line.sentence.text, match.end()):
        return None
    if match is None or number == 0 or not line.kinds & {"planned", "happens"}:
        return None
    named = frozenset().union(*scene.states[: number + 1])
    before = line.sentence.text[: match.start()]
    wished = phrase("wished").search(before) and not _RESOLVED.search(before)
    if not ("PK" in named and named & FIVE) or wished:
        return None
    session = "session" in match[0].lower() or any(
        _SESSION.search(told.sentence.text) for told in scene.told[: number + 1]
    )
    made = frame(scene, number, "forum" if session else "meeting", (), match, "planned")
    return replace(made, sort="next")


_DONE = (
    r"(?:was|were|has\s+been|held|took\s+place|opened|concluded|addressed|attended|inaugurated|began|saw|showed|"
    r"(?:organi[sz]ed|hosted)(?!\s+(?:jointly\s+)?by\b))"
)
_AHEAD = (
    r"(?:will|would|shall|(?:is|are|was)\s+(?:also\s+)?to|"
    r"(?:preparing|planning|plans|plan|intends?|aims?)\s+to|to\s+be\s+held|to\s+(?:attend|hold|address|host|open|begin|start|kick)|scheduled|expected|due|planned)"
)
_TENSE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<done>{_DONE}))\b", re.I)
_AGREED_TO = re.compile(
    r"\b(?:agreed|decided|resolved)\s+(?:up)?(?:to|on)\s+(?:conven|hold|host|organi[sz])\w*\s+(?:[\w-]+\s+){0,4}$"
)
_AGREED_THAT = re.compile(r"\b(?:agreed|decided|resolved)\s+that\b")
_IS_TO_BE = re.compile(r"[^.;]{0,60}\b(?:meet|be\s+(?:held|convened))\b")
_WHICH_IS = re.compile(r"[^.;]{0,90}?,\s+which\s+(?:is|are|will|was|were)\b")


def _status(text: str, match: re.Match[str], said: EventStatus) -> EventStatus:
    """By the verb behind the occasion's name, else by the one before it."""
    if said in ("postponed", "cancelled"):
        return said
    if _AGREED_THAT.search(text, 0, match.start()) and _IS_TO_BE.match(text, match.end()):
        return "planned"
    if _AGREED_TO.search(text, 0, match.start()):
        return "planned"
    verb = _TENSE.search(text, match.end()) or next(iter([*_TENSE.finditer(text, 0, match.start())][::-1]), None)
    nearer = [*_TENSE.finditer(text, max(0, match.start() - 45), match.start())]
    said_of_it = _WHICH_IS.match(text, match.end())
    verb = nearer[-1] if nearer and not said_of_it else verb
    return said if verb is None else "planned" if verb["ahead"] else "held"


#: The verb with which a list of what someone will do goes on: "and address", ", inaugurate".
_GOES_ON = re.compile(
    r"(?:,|\band|\bas\s+well\s+as)\s+(?:(?:and|also|then|later|to)\s+)*"
    r"(?:address|attend|inaugurate|open|participat|take\s+part|took\s+part|deliver|speak|spoke|lead|(?:co-)?chair)\w*\b",
    re.I,
)


def _takers(scene: Scene, number: int, match: re.Match[str]) -> tuple[int, ...]:
    """Who takes part: of "will meet X, hold talks with Y and address a forum" the guest, not X and Y."""
    here, text = present(scene, number), scene.told[number].sentence.text
    verbs = [verb.start() for verb in _GOES_ON.finditer(text, 0, match.start())]
    met = next((m.start() for m in scene.told[number].phrases("meeting") if verbs and m.start() < verbs[-1]), None)
    if met is None:
        return distinct(here) or _speaker(scene, number)
    subjects = distinct([m for m in here if m.start < met])
    hosts = distinct([m for m in here if met <= m.start < verbs[-1]])
    if not subjects and hosts:
        whole = with_partner(scene, number, hosts)
        subjects = tuple(person for person in whole if person not in hosts)
    rest = distinct([m for m in here if m.start > verbs[-1]])
    return tuple(dict.fromkeys([*subjects, *rest])) or _speaker(scene, number)


def _speaker(scene: Scene, number: int) -> tuple[int, ...]:
    """ "He will also address a business forum": the one of whom the sentence before tells."""
    if number < 2 or not re.match(r"(?:He|She)\b", scene.told[number].sentence.text):
        return ()
    earlier = next((scene.cast.mentions[n] for n in (number - 1, number - 2) if scene.cast.mentions[n]), ())
    return (earlier[0].person,) if earlier else ()


def is_of_both(scene: Scene, number: int, match: re.Match[str]) -> bool:
    """Whether this sentence, with the headline and its neighbours, is about both sides and not others."""
    line = scene.told[number]
    first, last = clause(line.sentence.text, match.start(), match.end())
    here = {token.state for token in line.tokens if token.is_country and first <= token.start < last}
    if here - FIVE - {"PK", "AF"} and "PK" not in here:
        return False
    at_embassy = "mbassy" in line.sentence.text and scene.here and cities()[scene.here][1] == "PK"
    if at_embassy and here & FIVE and not here - FIVE - {"PK"}:
        return True  # an embassy's reception in Pakistan has guests from there
    sitting = scene.cast.two_sided(range(len(scene.cast.persons)))
    named = scene.near(number, 3) if sitting and not here else scene.near(number)
    if not here and number > 3 and not sitting:
        named = frozenset().union(*scene.states[number - 1 : number + 2])
    return "PK" in named and bool(named & FIVE)
