"""A sentence → the signing of papers by both sides that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from items import EventStatus
from parsers.modality import is_background, is_denied
from parsers.occasions import is_of_both
from parsers.phrases import phrase
from parsers.presence import present
from parsers.scene import FIVE, Frame, Scene, distinct
from parsers.wording import frame

_OFFERED = re.compile(r"\b(?:propos\w+|offer\w+|want\w*|wish\w*)\s+to\s+$")
_WITNESSED = re.compile(r"looked\s+on|witness|signed\s+by|presence")
_STATEMENT_ENDS = re.compile(r"[;:]|,\s+and\b")


def signings(scene: Scene, number: int) -> Iterator[Frame]:
    """A signing of papers by the two sides."""
    text = scene.told[number].sentence.text
    match = next((m for m in scene.told[number].phrases("signed") if not is_background(scene, text, m)), None)
    if match is None or is_denied(text, match) or not is_of_both(scene, number, match) or _is_old(text, match):
        return
    if _is_only_named(text, match):
        return
    if _LENDERS.search(text, match.start(), match.end() + 90):
        return
    others = scene.near(number) - {"PK", "AF", *FIVE}
    if len(others) > 2 and not scene.cast.two_sided(distinct(present(scene, number))):
        return
    before = _STATEMENT_ENDS.split(text[max(0, match.start() - 120) : match.start()])[-1]
    if phrase("wished").search(before) and not phrase("planned").search(before):
        return
    if _is_of_others(scene, number, match):
        return
    if _OFFERED.search(text, 0, match.start()):
        return
    who = distinct(present(scene, number))
    signers = who if scene.cast.two_sided(who) or _WITNESSED.search(text) else ()
    if not who and _THEY.search(text, 0, match.start()):
        signers = _both_before(scene, number)
    made = frame(scene, number, "agreement", signers, match, _said_status(text, match))
    if made.status == "planned" and _UNNAMED.search(text):
        return
    yield made


_THEY = re.compile(
    r"\b(?:[Tt]hey|(?:[Tt]he\s+|[Bb]oth\s+)*(?:two|[Bb]oth)\s+(?:the\s+)?(?:ministers|leaders|presidents|premiers|prime\s+ministers))\s+"
    r"(?:(?:also|then|later)\s+)?(?:(?:witnessed|oversaw|attended)\s+(?:the\s+)?)?$"
)


def _both_before(scene: Scene, number: int) -> tuple[int, ...]:
    """ "They signed": the two of both sides whom one of the sentences before names, if it names no others."""
    for near in range(number - 1, max(0, number - 1 - _FAR), -1):
        who = distinct(present(scene, near))
        if len(who) == 2 and scene.cast.two_sided(who):
            return who
        if len(who) > 1:
            return ()
    return ()


#: Sentences within which "both leaders" are still those of whom was told.
_FAR = 4


#: "Will also be signed": the verb's own words say that it is still to come, however far before it they stand.
_TO_BE_SIGNED = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were)\s+(?:\w+\s+)?(?:to|expected|likely|set|due|scheduled|planned))\s+"
    r"(?:(?:to|also|then|soon|later|jointly)\s+){0,3}be\s+(?:\w+ly\s+)?(?:signed|inked|exchanged)\b",
    re.I,
)


_WERE_SIGNED = re.compile(r"\b(?:was|were|has\s+been|have\s+been)\s+(?:also\s+)?(?:signed|inked|exchanged)$", re.I)


def _said_status(text: str, match: re.Match[str]) -> EventStatus | None:
    """Planned or held, where the verb of the papers at `match` says so itself."""
    ahead = _TO_BE_SIGNED.search(text, match.start(), match.end() + 30)
    if ahead and not re.search(r"[;.]", text[match.end() : max(match.end(), ahead.start())]):
        return "planned"
    return "held" if _WERE_SIGNED.search(match[0]) else None


_WEIGHED = re.compile(r"\b(?:discuss\w*|consider\w*)\s+(?:the\s+)?$")
#: "After the signing of the MoU students will come": what is agreed on happens once it is signed.
_ONCE_DONE = re.compile(r"\b(?:after|once|upon|following|before)\s+(?:the\s+)?$", re.I)
_COMES = re.compile(r"(?![^.;]*(?:day\b|\bearlier\b))[^.;]*\b(?:will|would|shall|can|could)\b")
_AIMED_AT = re.compile(r"\b(?:for|towards)\s+(?:the\s+)?$")
_THOSE = re.compile(r"\b(?:through|under|of|all|implement\w*|the)\s+$")


def _is_only_named(text: str, match: re.Match[str]) -> bool:
    """Whether papers are only spoken of: "discussed the signing", "under the signed accord"."""
    return (
        bool(_WEIGHED.search(text, 0, match.start()))
        or bool(_ONCE_DONE.search(text, 0, match.start()) and _COMES.match(text, match.end()))
        or (match[0].startswith("signing") and bool(_AIMED_AT.search(text, 0, match.start())))
        or (match[0].startswith("signed") and bool(_THOSE.search(text, 0, match.start())))
    )


_WITH_SOMEONE = re.compile(r"\bwith\s+(?:the\s+)?[A-Z]\w+")
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
    partner = _WITH_SOMEONE.search(text[match.end() : last])
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
_SIGNED_EARLIER = re.compile(
    r"\b(?:had\s+(?:been\s+)?signed|already\s+signed|"
    r"signed\s+(?:earlier|in\s+(?:19|20)\d\d|during\s+the\s+(?:last|recent|visit)|at\s+that)|"
    r"agreements?\s+signed\s+(?:between|during|by|on)|then|that\s+the\s+two\s+sides\s+had|followed\s+up|implement\w+\s+of)\b"
)


def _is_old(text: str, match: re.Match[str]) -> bool:
    """Whether papers are told of that were signed earlier."""
    part = text[max(0, match.start() - 80) : match.end() + 80]
    return not re.search(r"\bbe\s+signed\b", part) and bool(_SIGNED_EARLIER.search(part))
