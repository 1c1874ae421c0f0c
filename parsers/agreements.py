"""Sentences → the papers that the sides signed, agreed, proposed or mean to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from items import Agreement
from parsers.lexicon import STATE
from parsers.sentences import Sentence

Status = Literal["signed", "agreed", "proposed", "planned", "in_force"]

_KIND = (
    r"(?:[Aa]greements?|[Mm]emorand(?:um|a|ums)\s+of\s+[Uu]nderstandings?|[Mm]emorandum|MoUs?|MOUs?|[Pp]rotocols?|[Tt]reaty|[Tt]reaties|[Aa]ccords?|[Pp]acts?|"
    r"[Dd]eclaration|[Rr]oad\s?[Mm]ap|(?:[Jj]oint\s+)?[Aa]ction\s+[Pp]lan|[Pp]lan\s+of\s+[Aa]ction|[Cc]onvention|[Cc]ontracts?|[Ll]etters?\s+of\s+[Ii]ntent|[Cc]onsortium|[Pp]rogram(?:me)?(?=\s+of\s+cooperation)|[Cc]ooperation\s+[Pp]rogram(?:me)?)"
)
_LEFT = (
    r"(?:[A-Z][\w’'–-]*|joint|preferential|trade|transit|framework|bilateral|trilateral|quadrilateral|free|visa|visa-free|air|services|double|taxation|avoidance|of|and|on|"
    r"banking|sectors?|security|defence|cultural|economic|cooperation|strategic|partnership|extradition|media|investment|protection|customs|labour|mutual|legal|assistance|draft|first|new|landmark|sister-city|twinning)"
)
_RIGHT = r"(?:\s+(?:on|for|of|in|regarding|concerning|about|between|setting\s+up|establishing|to\s+(?:establish|set\s+up|connect|link|cooperate|promote|boost|launch))\s+(?:[^\s.;,()]+\s*){1,14})"
_PAPER = re.compile(rf"(?P<left>(?:{_LEFT}\s+){{0,6}})(?P<kind>{_KIND})(?:\s*\([A-Za-z]{{2,8}}\))?(?P<right>{_RIGHT})?")
_NAMED = re.compile(_KIND)
_CUT = re.compile(
    r"\s+(?:was|were|is|are|has|have|had|will|would|which|that|who|where|when|while|during|under|after|before|so|could|can|should|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|here|as\s+well|with\s+a\s+view|at\s+the|in\s+(?:the\s+)?presence|lists?|took|by\s+the|and\s+(?:a\s+number|several|other|two|three|four|five|\d+))\b.*$"
)
_COUNTED = re.compile(
    rf"\b(?P<title>(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]wenty|\d{{1,3}})\s+{_KIND}(?:\s*\(\w+\))?)\s+(?:are|were|will|would)\s+(?:to\s+)?be\s+signed"
)
_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "planned",
        re.compile(
            r"\bwill\s+(?:also\s+)?(?:be\s+)?(?:sign|ink)|\b(?:to|would)\s+be\s+(?:signed|inked|concluded)|\bexpected\s+to\s+(?:be\s+)?sign|\bwill\s+be\s+(?:inked|concluded|finali[sz]ed)|\bto\s+sign\b|\bmeans?\s+to\s+sign",
            re.I,
        ),
    ),
    (
        "signed",
        re.compile(
            r"\b(?:sign(?:ed|ing|s)|inked?|inking|exchanged|concluded|put\s+their\s+(?:names|signatures))\b", re.I
        ),
    ),
    (
        "proposed",
        re.compile(
            r"\bpropos|\bsuggest|\bconsider|\btalks\s+on\b|\bnegotiat|\bneed(?:ed)?\b|\bcall(?:ed)?\s+for|\bcould\b|\bin\s+mind|\bmeant\s+to\s+conclude|\bdraft\b|\bplans?\s+to\b|\bkeen\b|\bwish|\bwant|\bintend|\bexplor|\binto\s+opening|\bmeant\s+to\b|\bwork(?:ing)?\s+on\b|\bshould\b|\bmain\s+subject|\burged\b|\bearly\s+(?:finali|conclu|sign)",
            re.I,
        ),
    ),
    (
        "agreed",
        re.compile(
            r"\bagreed\b|\bagreement\s+that\b|\bfinali[sz]ed|\bapproved|\badopted|\bdecided|\bwill\s+be\s+drawn\s+up|\bwould\s+be\s+drawn\s+up|\bto\s+prepare\b",
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
_BARE = re.compile(
    r"^(?:(?:new|first|several|many|various|these|those|bilateral|other|such|the|a|an|and|of|on|joint|draft|landmark)\s+)*\S+$",
    re.I,
)


def agreements(told: Sequence[Sentence]) -> tuple[Agreement, ...]:
    """Papers in the order of the text, each once."""
    found: list[Agreement] = []
    for sentence in told:
        if not sentence.paragraph:
            continue
        for title, status in _papers(sentence.text):
            if not any(_alike(title, known.title) for known in found):
                found.append(Agreement(title=title, status=status, evidence=sentence.passage))
    return tuple(found)


def _papers(text: str) -> Iterator[tuple[str, Status]]:
    for match in _COUNTED.finditer(text):
        yield match["title"], "planned"
    if not _NAMED.search(text):
        return
    for match in _PAPER.finditer(text):
        title = _title(match)
        if title and (status := _status(text, match)):
            yield title, status


def _title(match: re.Match[str]) -> str | None:
    """The paper's name, or None where it is only "agreements", which names none."""
    left = re.sub(
        r"^(?:(?:of|and|on|the|a|an|both|Several|Many|Various|Some|Two|Three|Four|Five|The|A|An|This|That|It|In|For|Under|His|Their|first|new)\s+)+",
        "",
        match["left"],
    )
    left = re.sub(r"^(?:.*\s)?(?:and|of)\s+(?=(?:memorand|MoU|MOU|agreement|protocol)\S*$)", "", left)
    right = _CUT.sub("", match["right"] or "").strip()
    right = re.sub(r"\s+(?:and|or|of|the|in|for|to|on|with|a|its?|by)$", "", right)
    kind = match["kind"]
    plural = kind.rstrip().endswith("s") and not kind.lower().endswith(("ss",))
    if (
        plural
        and (not right or right.startswith(("of", "in", "for", "between")) or kind.lower().startswith("mou"))
        and not left.strip()
    ):
        return None
    if not left.strip() and len(right.split()) < 3:
        return None
    title = re.sub(r"\s+", " ", f"{left}{kind} {right}".strip())
    if (
        _BARE.match(title)
        or plural
        and re.match(r"^(?:agreements|memorand\w+|MoUs|protocols)\b", title)
        or not re.search(r"\w{4}", title)
    ):
        return None
    return title


def _status(text: str, match: re.Match[str]) -> Status | None:
    """By the words around the paper, nearer ones first; a paper that is only named is in force where its name is a proper one."""
    if re.search(
        r"\b(?:operationali[sz]\w*|implement\w*|(?:early|full)\s+use\s+of)\s+(?:\w+\s+){0,4}$", text[: match.start()]
    ):
        return "in_force"
    near = text[max(0, match.start() - 70) : match.end() + 60]
    for part in (near, text):
        found = next((status for status, pattern in _STATUS if pattern.search(part)), None)
        if found:
            return found
    proper = (match["left"] + match["kind"]).strip()
    return (
        "in_force"
        if len(proper.split()) > 2
        and proper[-1] != "s"
        and re.search(rf"[A-Z]\w+\s+{_KIND}$", proper)
        and not re.search(STATE, proper)
        else None
    )


def _alike(one: str, other: str) -> bool:
    a, b = (
        set(re.findall(r"\w{3,}", re.sub(r"\b(?:memorandum|understanding|the|and|for|agreement)\b", "", text.lower())))
        for text in (one, other)
    )
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b))
