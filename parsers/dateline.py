"""Paragraphs → their dateline (place, agency, day) and the paragraphs without it and without the credits around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile

from items import Dateline
from parsers.dateline_words import AGENCIES, COUNTRIES, DESKS, NOT_PLACES, PLACES, WORD, alternation, first_words
from parsers.dates import DAY_PATTERN, MONTHS, read_day
from parsers.lexicon import cities

#: Characters in which a dateline must end; no real one is longer, and it bounds the work.
WINDOW = 240
#: Paragraphs among which the dateline is looked for: the lead may be printed before the text.
LEAD = 4

_CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІЎҲҶӢӮ"
_SMALL = "a-zа-яёәғқңөұүһіўҳҷӣӯ"
_CAPITALS = rf"[{_CAPITAL}]+(?:[.'’/-]{{1,2}}[{_CAPITAL}]+)*(?![{_SMALL}])(?:(?<=\.[{_CAPITAL}])\.)?"
_ALL_PLACES = ",".join((PLACES, *cities()))
_KNOWN = re.compile(alternation(_ALL_PLACES), re.IGNORECASE)
#: Asked first, because a pattern tries the hundreds of names one by one.
_KNOWN_BEGIN = first_words(_ALL_PLACES)
_IN_CAPITALS = re.compile(rf"{_CAPITALS}(?:\s{_CAPITALS}){{0,3}}(?![^\W_])")
_CAPITALISED = re.compile(rf"[{_CAPITAL}][{_SMALL}]+(?:[ -][{_CAPITAL}][{_SMALL}]+){{0,2}}(?![^\W_])")
_PRINTED_DAY = (
    r"(?:(?:the\s)?\d{1,2}(?:st|nd|rd|th)?\sof\s[^\W\d_]{3,9}(?:,?\s\d{4})?|\d{1,2}/\d{1,2}/\d{4}(?!\d)"
    rf"|{DAY_PATTERN})"
)
#: A country, or the city behind its country: a mark must follow, else it is the sentence's first word.
_SECOND = re.compile(
    rf",\s{{0,3}}(?!(?i:{_PRINTED_DAY}))([{_CAPITAL}][\w'’-]+(?:\s[{_CAPITAL}][\w'’-]+){{0,2}})(?=\s?[,.:(/–—]|\s-\s)"
)
_IN_BRACKETS = re.compile(r"\s{0,2}[(\[]([\w ]{4,14})[)\]]")
_ANY_AGENCY = re.compile(rf"(?<![^\W_]){alternation(AGENCIES + ',' + DESKS)}", re.IGNORECASE)
_DAY = re.compile(_PRINTED_DAY, re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u06ff]")
#: The number of a press release or handout.
_NUMBER = (
    r"(?:(?:(?:press|news)\s+release|handout|p\.?r\.?|ref|no)\b[.:]?\s{0,2}){1,3}"
    r"#?\s?(?:[A-Z]{1,5}[-/])?\d{1,5}(?:[-/]\w{1,10}){0,3}(?!\w)[.,:]?"
)
#: What may stand before the place: the release's number, the desk, or the agency's own name before a mark.
_BEFORE = re.compile(
    rf"(?:{_NUMBER}|(?:by\s)?\(?(?P<agency>{alternation(DESKS)}|[\w-]{{2,20}}\.(?:com|kg|uz|kz|tj|tm|az|pk)(?!\w))\)?"
    r"\s{0,2}(?P<mark>[,:–—]|-{1,2}(?=\s))?)\s{0,3}",
    re.IGNORECASE,
)
#: A line of its own before the dateline that is no part of the text: a desk, a number, a day, a name in capitals.
_CREDIT = re.compile(
    rf"(?:by:?\s)?(?:{alternation(DESKS)}|press\srelease|{_NUMBER}|(?-i:{_CAPITALS}(?:\s{_CAPITALS}){{1,3}}))[.:]?"
    rf"|(?P<day>{_PRINTED_DAY})[.:]?",
    re.IGNORECASE,
)

_COUNTRIES, _NOT_PLACES = frozenset(COUNTRIES.split()), frozenset(NOT_PLACES.split())
_GAP = r"\s{0,3}"
_DAY_FIRST = (
    rf"{_GAP}(?:[,:.;۔]{{1,2}}|\s[-–—]{{1,2}})?{_GAP}(?:(?P<day>{_PRINTED_DAY}){_GAP}(?:[.,:]|[-–—]{{1,2}})?{_GAP})?"
)
_END = rf"(?P<mark>{_GAP}(?:[:,۔]|\.(?!\.))?{_GAP}[-–—]{{0,2}}{_GAP})"
#: What may follow the place, fullest form first. Group `mark` is what parts a dateline from the first sentence.
_FORMS = {
    name: re.compile(form, re.IGNORECASE)
    for name, form in {
        "bracket": rf"{_DAY_FIRST}\((?P<agency>[^()]{{1,120}})\){_END}",
        "slashes": rf"{_DAY_FIRST}/{{1,2}}(?P<agency>[^/]{{2,60}})/{{1,2}}{_END}",
        "agency": rf"{_DAY_FIRST}[-–—]{{0,2}}{_GAP}(?P<agency>{alternation(AGENCIES + ',' + DESKS)})"
        rf"(?P<mark>{_GAP}(?:[.:–—]|-{{1,2}}\s){_GAP})",
        "alone": rf"{_GAP}[,:.;–—-]{{0,2}}{_GAP}(?P<day>{_PRINTED_DAY})?(?P<mark>{_GAP}[.,:]?{_GAP}(?:{_NUMBER})?)$",
        "day": rf"{_GAP}[,:;|–—-]?{_GAP}(?P<day>{_PRINTED_DAY})(?P<mark>{_GAP}(?:[:.–—]|-{{1,2}})[\s:–—-]{{0,4}})",
        "mark": rf"(?P<mark>{_GAP}[:|]{_GAP}(?:[:–—-]{{1,2}}{_GAP})?|{_GAP}[–—]{{1,2}}{_GAP}"
        r"|\s{0,3}-{1,2}\s{1,3})",
        "glued": rf"(?P<mark>-)(?=(?-i:[{_CAPITAL}][{_SMALL}]))",
        "stop": r"(?P<mark>\s?\.\s{1,3}|\.{3}\s{0,3}|…\s{0,3})",
    }.items()
}
#: What each of these forms begins with; asked first, because few sentences go on so behind their first words.
_GOES_ON = re.compile(
    rf"{_GAP}(?:[^\w\s]|\d|$|(?:the|press|news|handout|p|ref|no)\b|{DAY_PATTERN}"
    rf"|{alternation(AGENCIES + ',' + DESKS)})",
    re.IGNORECASE,
)
#: The words with which it goes on so; behind any other letter it does not.
_GOES_ON_WITH = first_words(f"the,press,news,handout,p,ref,no,{AGENCIES},{DESKS}") | MONTHS.keys()
_NEXT = re.compile(rf"{_GAP}({WORD.pattern})")


@dataclass(frozen=True)
class _Place:
    """What could be a dateline's place, at the beginning of a paragraph."""

    name: str
    end: int
    #: It is in our list; otherwise the printing in capitals must tell.
    known: bool
    capitals: bool

    @property
    def is_likely(self) -> bool:
        """Whether a colon after it is enough to make it a dateline."""
        letters = [letter for letter in self.name.casefold() if letter.isalpha()]
        is_word = len(letters) >= 5 and not set("aeiouyаеёиоуыэюяәөұүі").isdisjoint(letters)
        return self.known or (self.capitals and is_word and not _is_label(self.name))


def without_dateline(paragraphs: Sequence[str], published: date | None) -> tuple[Dateline | None, list[str]]:
    """The dateline among the first paragraphs, or else the place and day below the last, and all other paragraphs.

    Lines of their own that stand before it and only say who wrote ("Staff Reporter"), the day or the number of the
    release are left out with it.
    """
    texts = list(paragraphs)
    for position, text in enumerate(texts[:LEAD]):
        dateline, rest = split_dateline(text, published)
        if dateline:
            after = [*([rest] if rest else []), *texts[position + 1 :]]
            return _with_day_beside(dateline, texts[:position], after, published)
    for size in (1, 2):
        dateline, rest = split_dateline(" ".join(texts[-size:]), published)
        if dateline and dateline.day and not rest and len(texts) > size:
            return dateline, list(dropwhile(_credit, texts[:-size]))
    return None, texts


def _with_day_beside(
    dateline: Dateline, before: list[str], after: list[str], published: date | None
) -> tuple[Dateline, list[str]]:
    """The dateline, with the day from a line of its own beside it, and the paragraphs without such lines."""
    below = _credit(after[0]) if after and dateline.day is None else None
    if dateline.day is None:
        days = [match["day"] for match in (*map(_credit, before), below) if match and match["day"]]
        dateline = replace(dateline, day=read_day(days[0], published) if days else None)
    return dateline, [*(text for text in before if not _credit(text)), *(after[1:] if below else after)]


def _credit(paragraph: str) -> re.Match[str] | None:
    return _CREDIT.fullmatch(paragraph) if len(paragraph) <= WINDOW else None


def split_dateline(paragraph: str, published: date | None) -> tuple[Dateline | None, str]:
    """The dateline that opens `paragraph`, and what follows it; (None, paragraph) where there is none.

    A day without a year is the nearest to `published`, None without that. The place is returned as one prints a name
    ("Islamabad", "D.I. Khan") and without its country. Takes time in proportion to a fixed window.
    """
    # Where the paragraph goes on, no form may take the window's end for the paragraph's.
    head = paragraph if len(paragraph) <= WINDOW else f"{paragraph[:WINDOW]}\0"
    before = _BEFORE.match(head)
    for start in (before.end(), 0) if before else (0,):
        for place in _places(head, start):
            for name, form in _FORMS.items():
                match = form.match(head, place.end)
                if match and _is_dateline(name, place, match, head):
                    found = _dateline(place, match, published)
                    agency = before["agency"] if before and start else None
                    return replace(found, agency=found.agency or agency), paragraph[match.end() :]
        if before and before["agency"] and (before["mark"] or before[0].startswith("(")):
            return Dateline(text=before[0].rstrip(), agency=before["agency"]), paragraph[before.end() :]
    return None, paragraph


def _places(head: str, start: int) -> Iterator[_Place]:
    """What `head` may have as a place at `start` where it goes on as a dateline does, surest first."""
    word = WORD.match(head, start)
    may_be_known = word is None or word[0].lower() in _KNOWN_BEGIN
    for printing in (_KNOWN, _IN_CAPITALS, _CAPITALISED) if may_be_known else (_IN_CAPITALS, _CAPITALISED):
        if found := printing.match(head, start):
            name, end = found[0], found.end()
            if second := _SECOND.match(head, end):
                end = second.end()
                name = second[1] if name.casefold() in _COUNTRIES else name
            elif (inside := _IN_BRACKETS.match(head, end)) and inside[1].casefold() in _COUNTRIES:
                end = inside.end()
            if _goes_on(head, end):
                yield _Place(name, end, known=bool(_KNOWN.fullmatch(name)), capitals=name.isupper())


def _goes_on(head: str, end: int) -> bool:
    """Whether what follows at `end` may be a dateline's: hardly any sentence goes on so behind its first words."""
    word = _NEXT.match(head, end)
    return (word is None or word[1].lower() in _GOES_ON_WITH) and bool(_GOES_ON.match(head, end))


def _is_dateline(form: str, place: _Place, match: re.Match[str], head: str) -> bool:
    """Whether `match` of `form` after `place` is a dateline: the less the place says, the more the rest must."""
    parts = match.groupdict()
    if form in ("bracket", "slashes"):
        return _is_credit(form, place, parts)
    if form == "agency":
        return place.known or place.capitals
    if form == "alone":
        return place.known
    if form == "day":
        return place.known or place.is_likely
    if form == "mark":
        # "Islamabad - Tashkent flights": a way between two places, not where the news comes from.
        return place.is_likely and (":" in parts["mark"] or place.capitals or not _KNOWN.match(head, match.end()))
    return place.known and place.capitals


def _is_credit(form: str, place: _Place, parts: dict[str, str | None]) -> bool:
    inside, mark = parts["agency"] or "", (parts["mark"] or "").strip()
    has_day = bool(_DAY.search(inside))
    if has_day or parts["day"] or _ANY_AGENCY.search(inside):
        return place.known or place.capitals or has_day
    if form == "slashes" or _ARABIC.match(place.name):
        return place.known
    return place.is_likely and bool(mark) and len(inside.split()) <= 4


def _dateline(place: _Place, match: re.Match[str], published: date | None) -> Dateline:
    parts = match.groupdict()
    agency, beside = _without_day(parts["agency"]) if parts.get("agency") else (None, None)
    day = beside or parts.get("day")
    return Dateline(
        text=match.string[: match.end()].rstrip(),
        place=None if _is_label(place.name) else _printed_name(place.name),
        agency=agency,
        day=read_day(day, published) if day else None,
    )


def _without_day(inside: str) -> tuple[str | None, str | None]:
    """The agency and the day in a bracket such as (APP - UrduPoint / Pakistan Point News - 4th Jan, 2023 )."""
    days = list(_DAY.finditer(inside))
    name = inside[: days[-1].start()] if days else inside
    name = name.strip(" \t-–—,.:۔")
    if _ARABIC.search(name):
        # The Urdu portal names itself before the agency whose text it prints.
        name = name.rpartition(" - ")[2].strip()
    return name or None, days[-1][0] if days else None


def _is_label(name: str) -> bool:
    return not _NOT_PLACES.isdisjoint(name.casefold().split())


def _printed_name(name: str) -> str:
    """`name` with a capital at each word's beginning; initials and printings in mixed case stay."""
    if not name.isupper():
        return name
    words = [word if "." in word else re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word) for word in name.split()]
    return " ".join(words)
