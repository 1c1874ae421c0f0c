"""Sentences → the papers that the sides signed, agreed, proposed or mean to sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from items import Agreement
from parsers.paper_status import Status, goes_on, status_of, status_of_package
from parsers.sectors import names_only_others
from parsers.sentences import Sentence

_KIND = (
    r"(?:[Aa]greements?|[Mm]emorand(?:um|a|ums)\s+of\s+(?:[Mm]utual\s+)?[Uu]nderstandings?|[Mm]emorand(?:um|a)|MoUs?|MOUs?|[Pp]rotocols?|[Tt]reaty|[Tt]reaties|"
    r"[Aa]ccords?(?!\s+(?:great|high|top|due|special|importance|priority))|[Pp]acts?|[Dd]eclaration|[Rr]oad[\s-]?[Mm]ap|[Aa]ction\s+[Pp]lan|"
    r"[Ii]mplementation\s+[Pp]lan|[Pp]lan\s+of\s+[Aa]ction|[Cc]onvention(?!\s+[Cc]ent)|[Cc]ontracts?|[Ll]etters?\s+of\s+[Ii]ntent|[Cc]onsortium|"
    r"[Pp]rogram(?:me)?(?=\s+(?:of|on|for)\s+(?:[\w-]+\s+){0,2}?(?:cooperation|measures|exchanges?))|[Cc]ooperation\s+[Pp]rogram(?:me)?|"
    r"(?<=into an )understanding|(?<=barter )mechanism|(?<=payment )mechanism)"
)
_LEFT_WORD = (
    r"(?:[A-Z][\w’'–-]*|joint|preferential|trade|transit|framework|bilateral|trilateral|quadrilateral|free|visa|visa-free|air|services|double|taxation|avoidance|of|and|on|"
    r"banking|sectors?|security|defence|cultural|economic|cooperation|strategic|partnership|extradition|media|investment|protection|customs|labour|mutual|legal|venture|shareholders?|licensing|distribution|dealership|research|student|travel|assistance|"
    r"draft|first|new|landmark|sister-city|sister-province|twinning|host|government|inter-?governmental|inter-?departmental|inter-?agency|readmission|transport|road|motor|rail|railway|"
    r"energy|power|gas|supply|purchase|sale|loan|financing|feasibility|tourism|education|academic|health|agricultural|technical|barter|payment|currency|swap|labor|migration|tripartite|multilateral|comprehensive)"
)
_LEFT = re.compile(rf"(?:(?:{_LEFT_WORD}|(?<=[A-Z][a-z]\s)in|(?<=[a-z]\s)in(?=\s+[A-Z]))\s+){{0,6}}$")
_RIGHT = re.compile(
    r"(?:\s*\([A-Za-z]{2,8}\))?(?:\s+worth\s+\S+(?:\s+(?:million|billion))?(?:\s+dollars)?)?"
    r"(?P<right>\s+(?:on|for|of|in|regarding|concerning|about|between|with|setting\s+up|establishing|aimed\s+at|to\s+(?:establish|set\s+up|connect|link|cooperate|promote|boost|launch|enhance|strengthen|expand|develop))"
    r"\s+(?:[^\s.;,()]+\s*(?:\([A-Z]{2,8}\)\s*)?){1,14})?"
)
_NAMED = re.compile(_KIND)
#: One of these stands in each text that names a paper; looking for all of them takes less time than one search.
_PARTS = (
    *("gree", "emorand", "oU", "OU", "rotocol", "reat", "ccord", "act", "eclarat", "oad", "lan", "onvention", "etter"),
    *("onsortium", "rogram", "echanism", "nto an under"),
)
_MAY_NAME = re.compile(
    r"gree|emorand|[Mm][Oo]U|rotocol|reat[yi]|ccord|[Pp]act|eclarat|oad|lan\b|onvention|ontract|etter|onsortium|rogram|echanism|nto an under"
)
_CUT = re.compile(
    r"\s+(?:was|were|is|are|has|have|had|will|would|which|that|who|where|when|while|during|under|after|before|so|could|can|should|also|came|come|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|here|as\s+well|with\s+a\s+view|at\s+the|in\s+(?:the\s+)?presence|lists?|took|by\s+the|worth|and\s+(?:a\s+number|several|other|two|three|four|five|\d+)"
    r"|in\s+(?:19|20)\d\d|last\s+(?:year|month|week)|(?:signed|concluded|inked|reached)\s+(?:in|on|during|last|earlier|between|by))\b.*$"
)
_COUNTED = re.compile(
    rf"\b(?P<title>(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]wenty|\d{{1,3}})\s+{_KIND})(?:\s*\(\w+\))?\s+(?:are|were|will|would)\s+(?:to\s+)?be\s+signed"
)
#: "by mutual agreement" is no paper, and these papers are other states' or the whole world's.
_NO_PAPER = re.compile(
    r"\b(?:mutual|general|full|complete|broad|in|by|reach(?:ed)?(?:\s+an)?)\s+agreement\b|\bin\s+accord\b|\bagreement\s+(?:was|has\s+been)\s+reached|"
    r"\b(?:Indus\s+Waters?|Doha|Paris|Geneva|Vienna|Simla|Shimla|Durand|Abraham|Non-Proliferation|UN|United\s+Nations|TIR|CMR|ATA)\b[^.;,]{0,40}?(?:Treaty|Agreement|Accords?|[Cc]onvention|Declaration|Pact)|"
    r"\bTreaty\s+Organi[sz]ation"
)
_BARE = re.compile(
    r"^(?:(?:new|first|several|many|various|these|those|bilateral|other|such|the|a|an|and|of|on|joint|draft|landmark|inter-?governmental)\s+)*\S+$",
    re.I,
)
#: What a paper without a name of its own belongs to: the session of a commission, or a project.
_SESSION = re.compile(
    r"\b(?:[Jj]oint|[Ii]nter-?[Gg]overnmental|[Mm]inisterial|[Bb]ilateral)\s+(?:[A-Z]?[\w-]+\s+){0,2}?(?:[Cc]ommission|[Ww]orking\s+[Gg]roup|[Cc]ommittee)\b"
)
_OF_SESSIONS = ("ommission", "orking", "ommittee")
_PLACE = r"[A-Z][\w’']*(?:-[eIi]-[A-Z]\w*)?"
_PROJECT = re.compile(
    rf"\b{_PLACE}(?:(?:\s*[–-]\s*|\s+){_PLACE}){{0,5}}\s+(?:railway|rail\s+link|pipeline|corridor|project|highway)\b"
)
_ON = re.compile(r"(?:on|for)\s+(?!this|that|these|those|which|behalf|board|time|paper)[a-z]{4,}")
_WITH_OTHERS = re.compile(
    r"with\s+(?:the\s+)?(?:IMF|International\s+Monetary|World\s+Bank|Asian\s+Development|ADB|European\s+Union|EU|UN)\b"
)
_BELONGS = re.compile(r"^(?:protocols?|minutes|roadmap|road\s*map)$", re.I)
_SUBJECT = re.compile(
    r"^(?P<who>(?:The\s+)?[A-Z][^.;:]{3,140}?\s+and\s+(?:the\s+)?[A-Z][^.;:]{2,90}?)\s*,?\s+(?:(?:on|here)\s+\S+\s+)?(?:have\s+|has\s+|had\s+|will\s+|also\s+)*(?:sign|ink|conclude|enter)"
)
_BOTH = re.compile(
    r"(?P<who>[A-Z][^.;:,]{2,60}?\s+and\s+(?:the\s+)?[A-Z][^.;:,]{2,60}?)\s+(?:became|agreed|decided|have|had|has|will|are|were)\b"
)
_SPEAKER = re.compile(r"(?:He|She|They|It|I|We)\s+|.*\b(?:said|says|told|reports?|reported|that|thank\w*|also)\b")
_PURPOSE = re.compile(
    r"\b(?:signed|inked)\b[^.;]{0,90}?\s(?P<right>to\s+(?!be\b|the\b)[a-z]+\s+(?:[^\s.;,()]+\s*){2,12}|between\s+(?:[^\s.;,()]+\s*){3,12})"
)


#: Papers of one sentence and of an article that are read: no news item lists more, and it bounds the work.
_MOST, _MOST_IN_ALL = 15, 60


@dataclass(frozen=True)
class _Paper:
    """A paper as a sentence names it, with what stands around it."""

    title: str
    start: int
    end: int


def agreements(told: Sequence[Sentence]) -> tuple[Agreement, ...]:
    """Papers in the order of the text, each once."""
    found: list[Agreement] = []
    session: str | None = None
    package: Status | None = None
    for sentence in told:
        text = sentence.text
        if any(part in text for part in _OF_SESSIONS) and (match := _SESSION.search(text)):
            session = match[0]
        if sentence.paragraph and _may_name(text) and not names_only_others(text):
            for title, status in _papers(text, session, package):
                if len(found) < _MOST_IN_ALL and not any(_alike(title, known.title) for known in found):
                    found.append(Agreement(title=title, status=status, evidence=sentence.passage))
        package = status_of_package(text) or (package if goes_on(text) else None)
    return tuple(found)


def _may_name(text: str) -> bool:
    return any(part in text for part in _PARTS) and bool(_MAY_NAME.search(text))


def _papers(text: str, session: str | None, package: Status | None) -> Iterator[tuple[str, Status]]:
    for match in _COUNTED.finditer(text):
        yield match["title"], "planned"
    blotted = _NO_PAPER.sub(lambda no: "·" * len(no[0]), text)
    kinds = [kind for kind in _NAMED.finditer(blotted) if blotted[kind.start() - 1 : kind.start()] != "("][:_MOST]
    for number, kind in enumerate(kinds):
        last = kinds[number + 1].start() if number + 1 < len(kinds) else len(blotted)
        paper = _paper(blotted, kind, last, session)
        if paper and (status := status_of(text, paper.start, paper.end, paper.title, package)):
            yield paper.title, status


# --- titles -----------------------------------------------------------------------------------------------------------


def _paper(text: str, kind: re.Match[str], last: int, session: str | None) -> _Paper | None:
    """The paper's name, or None where it is only "agreements", which names none."""
    behind = _LEFT.search(text, max(0, kind.start() - 110), kind.start())
    left = _left(behind[0] if behind else "", kind[0])
    match = _RIGHT.match(text, kind.end(), last)
    right = _right((match["right"] if match else None) or "", last < len(text))
    start, end = kind.start() - len(left), kind.end() + len(right)
    title = re.sub(r"\s+", " ", f"{left}{kind[0]} {right}".strip())
    if _names(left, kind[0], right, title):
        return _Paper(title, start, end)
    named = _by_occasion(text, kind, left, session)
    return _Paper(named, start, kind.end()) if named else None


def _left(words: str, kind: str) -> str:
    left = re.sub(
        r"^(?:(?:of|and|on|in|the|a|an|both|Several|Many|Various|Some|Two|Three|Four|Five|The|A|An|This|That|It|In|For|Under|His|Their|Its|first|new)\s+)+",
        "",
        words.lstrip(),
    )
    left = _PRAISE.sub("", left)
    return (
        re.sub(r"^(?:.*\s)?(?:and|of)\s+(?=$)", "", left)
        if re.match(r"memorand|MoU|MOU|agreement|protocol", kind)
        else left
    )


_PRAISE = re.compile(
    r"^(?:(?:landmark|historic|historical|key|important|major|long-awaited|ambitious|comprehensive)\s+)+"
)


def _right(words: str, is_cut: bool) -> str:
    right = _CUT.sub("", words).strip()
    if is_cut:  # The next paper begins behind: "a memorandum on trade and an air services [agreement]".
        right = re.sub(r"\s+and\s+(?:an?|the|two|three)(?:\s+[\w-]+){0,4}$", "", right)
    return re.sub(r"\s+(?:and|or|of|the|in|for|to|on|with|an?|its?|by|between)$", "", right)


def _names(left: str, kind: str, right: str, title: str) -> bool:
    """Whether a title says which paper it is."""
    plural = kind.endswith("s") and not kind.lower().endswith("ss")
    if (
        plural
        and not left.strip()
        and (not right or right.startswith(("of", "in", "for", "between")) or kind.startswith("M"))
    ):
        return False
    if not left.strip() and (len(right.split()) < 3 and not _ON.match(right) or kind == "understanding"):
        return False
    if _WITH_OTHERS.match(right) or (right.startswith("with ") and names_only_others(right)):
        return False
    if re.match(r"Joint\s+Declaration$", title):
        return True
    if _BARE.match(title) or (plural and re.match(r"(?:agreements|memorand\w+|MoUs|protocols)\b", title)):
        return False
    return bool(re.search(r"\w{4}", title))


def _by_occasion(text: str, kind: re.Match[str], left: str, session: str | None) -> str | None:
    """A name for "a protocol was signed": by the session or the project that it belongs to, by its purpose or who signs."""
    if kind[0].endswith("s") or re.search(r"\b(?:this|that|these|any|no|each)\s+$", text[: kind.start()]):
        return None
    paper = re.sub(r"\s+", " ", f"{left}{kind[0]}")
    if _BELONGS.match(kind[0]) and (project := _PROJECT.search(text)):
        return f"{paper} on the {project[0]}"
    if re.match(r"[Pp]rotocol", kind[0]) and session:
        return f"{paper} of the {session}"
    if purpose := _PURPOSE.search(text, kind.end()):
        return f"{paper} {_right(purpose['right'], False)}"
    who = _SUBJECT.search(text[: kind.start()])
    if who is None and re.match(r"\s*(?:\(\w+\)\s*)?to\s+(?:this|that)\s+effect", text[kind.end() :]):
        who = _BOTH.match(text[: kind.start()])
    if who and not _SPEAKER.match(who["who"]):
        return f"{paper} between {who['who']}"
    return None


def _alike(one: str, other: str) -> bool:
    a, b = (
        set(re.findall(r"\w{3,}", re.sub(r"\b(?:memorandum|understanding|the|and|for|agreement)\b", "", text.lower())))
        for text in (one, other)
    )
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b))
