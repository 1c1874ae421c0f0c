"""The words around a paper → whether it was signed, agreed or proposed, is to be signed, or is in force."""

from __future__ import annotations

import re
from typing import Literal

from parsers.lexicon import STATE, any_word

Status = Literal["signed", "agreed", "proposed", "planned", "in_force"]

_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "agreed",
        re.compile(
            r"\bagreed\s+(?:to\s+(?:draft|prepare|conclude)|on\s+(?:drafting|preparing|concluding))\b|·\s+on\s+(?:concluding|signing|drafting)",
            re.I,
        ),
    ),
    (
        "proposed",
        re.compile(
            r"\b(?:propos|suggest|call|urg|stress|need)\w*\s+(?:\w+\s+){0,3}(?:sign|conclud|inking|finali)"
            r"|\bpropos\w*\s+that\b[^.;]*\bbe\s+(?:signed|concluded)|\bcommitted\s+to\s+(?:the\s+)?(?:signing|conclusion|concluding)",
            re.I,
        ),
    ),
    (
        "planned",
        re.compile(
            r"\bwill\s+(?:also\s+)?(?:be\s+)?(?:sign|ink)|\b(?:to|would)\s+(?:soon\s+)?be\s+(?:signed|inked|concluded|finali[sz]ed)|\bexpected\s+to\s+(?:be\s+)?sign|"
            r"\bwill\s+be\s+(?:inked|concluded|finali[sz]ed)|\bto\s+sign\b|\bmeans?\s+to\s+sign|\bwill\b[^.;]{0,40}\bsigning\s+of|\bbeing\s+(?:readied|prepared|drafted|finali[sz]ed)|"
            r"\b(?:direct|instruct|task)\w*\b[^.;]{0,40}\bto\s+finali[sz]e",
            re.I,
        ),
    ),
    (
        "signed",
        re.compile(
            r"\b(?:sign(?:ed|ing|s)|inked?|inking|exchanged|concluded|entered\s+into|put\s+their\s+(?:names|signatures)|put\s+signatures)\b",
            re.I,
        ),
    ),
    (
        "proposed",
        re.compile(
            r"\bpropos|\bsuggest|\bconsider|\btalks\s+on\b|\bnegotiat|\bneed(?:ed)?\b|\bcall(?:ed)?\s+for|\bcould\b|\bin\s+mind|\bmeant\s+to\s+conclude|\bdraft\b|\bplans?\s+to\b|\bkeen\b|\bwish|\bwant|\bintend|\bexplor|\binto\s+opening|\bmeant\s+to\b|\bwork(?:ing)?\s+on\b|\bshould\b|\bmain\s+subject|\burged\b|\bearly\s+(?:finali|conclu|sign)|\bto\s+(?:finali[sz]e|conclude)\b",
            re.I,
        ),
    ),
    (
        "agreed",
        re.compile(
            r"\bagreed\b|\bagreement\s+that\b|\bfinali[sz]ed|\bapproved|\badopted|\bdecided|\bwill\s+be\s+drawn\s+up|\bwould\s+be\s+drawn\s+up|\bto\s+prepare\b|\breached\b",
            re.I,
        ),
    ),
    (
        "in_force",
        re.compile(
            r"\bin\s+force|\boperational|\bunder\s+the\b|\bimplement|\bin\s+effect|\bcame\s+into|\bin\s+the\s+light|\bknown\s+as|\bextend\s+the\s+list|\bthanks\s+to|\bdrew\s+attention\s+to|\bwithin\b|\bratif",
            re.I,
        ),
    ),
)
_IN_USE = re.compile(
    r"\b(?:operationali[sz]\w*|implement\w*|(?:early|full)\s+use\s+of|existence\s+of)\s+(?:\w+\s+){0,4}$", re.I
)
_SIGNED_BEHIND = re.compile(
    r"[^.;,]{0,20}?\b(?:which|that)\s+(?:was|were|had\s+been)\s+(?:signed|inked|concluded)|,?\s+(?:signed|concluded|inked)\s+(?:in|on|during|last|earlier|between|by|\w+\s+years?)\b",
    re.I,
)
_IN_FORCE_BEHIND = re.compile(
    r"[^.;]{0,25}?\b(?:(?:which|that)\s+(?:has\s+|had\s+)?(?:entered|came|come|is|are)\s+(?:into|in)\s+(?:force|effect|operation)|"
    r"(?:has|had|have)\s+been\s+ratified)\b",
    re.I,
)
_UNDER = re.compile(r"\bunder\s+the\s+(?:[\w-]+\s+){0,2}$", re.I)
_TALKS_ON = re.compile(
    r"\b(?:talks|negotiations|work|consultations)\s+(?:on|about)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$", re.I
)
_BEFORE_SIGNING = re.compile(
    r"\b(?:for|before|ahead\s+of|on)\s+(?:the\s+)?signing\s+(?:of\s+)?(?:the\s+|an?\s+)?$", re.I
)
_GRATULATED = re.compile(
    r"\b(?:congratulat\w*|felicitat\w*|welcom\w*|prais\w*|hail\w*|thank\w*|satisf\w*|pleas\w*)\b[^.;]{0,90}?\b(?:on|for|of|at)\s+(?:the\s+)?(?:\w+\s+)?signing\s+"
    r"(?:of\s+)?(?:the\s+|an?\s+)?$",
    re.I,
)
_PACKAGES = "documents agreements MoUs memoranda memorandas memorandum memorandums papers accords protocols package"
_PACKAGE = re.compile(rf"{any_word(_PACKAGES.split())}\b")
_CONTINUES = re.compile(
    r"^(?:Among\s+(?:them|these)|They\s+include|These\s+include|The\s+(?:documents|agreements|MoUs)\s+(?:include|cover)|In\s+particular)"
)
#: One paper to a paragraph: "Agreement on air services between the governments of".
_LISTED = re.compile(
    r"^(?:[-•–—*]\s*|\d{1,2}[.)]\s*)?(?:(?:The|A|An|Joint|Additional|Framework|Trade|Transit|[A-Z][\w-]+)\s+){0,3}"
    r"(?:Agreements?|Memorand\w+|MoUs?|Protocols?|Road\s?map|Action\s+Plan|Plan|Program(?:me)?|Treaty|Declaration|Convention|Statement|Contract)\s+"
    r"(?:of|on|for|between|in|to)\b(?![^.;]*\b(?:was|were|is|are|will|has|have)\b)"
)
_DISCUSSED = re.compile(
    r"\b(?:discuss\w*|consider\w*|review\w*)\s+(?:the\s+)?(?:possible\s+|possibility\s+of\s+)?(?:signing|conclusion|concluding)\s+(?:of\s+)?(?:the\s+|an?\s+)?$",
    re.I,
)


def status_of(text: str, start: int, end: int, title: str, package: Status | None) -> Status | None:
    """By the words around the paper, nearer ones first; one that is only named is in force if the name is proper."""
    if _SIGNED_BEHIND.match(text, end):
        return "signed"
    is_proper = bool(re.match(r"(?:[A-Z][\w-]*\s+){2,}", title))
    if _IN_USE.search(text[:start]) or _IN_FORCE_BEHIND.match(text, end) or (is_proper and _UNDER.search(text[:start])):
        return "in_force"
    if _TALKS_ON.search(text[:start]):
        return "proposed"
    if _GRATULATED.search(text[:start]):
        return "signed"
    if _BEFORE_SIGNING.search(text[:start]) and not re.search(r"\b(?:was|were)\b[^.;]*\bsigned\b", text):
        return "planned"
    if _DISCUSSED.search(text[:start]):
        return "proposed"
    if package and goes_on(text):
        return package
    for part in (text[max(0, start - 70) : end + 60], text):
        if found := next((status for status, pattern in _STATUS if pattern.search(part)), None):
            return found
    if title[0].islower() and re.search(r"\bdiscuss", text, re.I):
        return "proposed"
    proper = re.match(r"(?:[A-Z][\w-]*\s+(?:(?:in|of|on|and)\s+)?){2,}", title)
    last_is_capital = title.split()[-1][0].isupper()
    return (
        "in_force"
        if (proper or last_is_capital) and len(title.split()) > 2 and title[-1] != "s" and not re.search(STATE, title)
        else None
    )


def goes_on(text: str) -> bool:
    """Whether a sentence goes on with the list of papers that the one before speaks of."""
    return bool(_CONTINUES.match(text) or _LISTED.match(text))


def status_of_package(text: str) -> Status | None:
    """The status of "a package of documents", which the next sentence may list."""
    if not _PACKAGE.search(text):
        return None
    return next((status for status, pattern in _STATUS if pattern.search(text)), None)
