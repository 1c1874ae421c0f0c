"""A page of no known outlet → when it was published, by what it declares and the day that it shows beside its headline.

The day shown decides where no date is declared, and says in whose zone it is reckoned where one is declared in UTC.
Never the first date on the page: that may be the visitor's clock, another story's or a copyright. What counts is a
short line that stands between the headline and the text, or close to them; else what is called the day of publication
wherever it stands, if the page has one such day only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain

from parsers.blocks import Block, Blocks
from parsers.box_names import SURELY_OTHER, Verdict
from parsers.clean import comparable
from parsers.dates import Moment, midnight
from parsers.world_days import read_world_day

#: Characters of a line that says when.
_LONGEST = 160
#: Blocks before the headline, after it, and around the text's end in which the day may stand.
_BEFORE, _AFTER, _AT_END = 4, 14, 6
#: Characters from which a block is a paragraph of the text, and letters from which a part of the headline is meant.
_PARAGRAPH, _MEANT = 120, 15
#: Classes of boxes whose date is the visitor's, not the article's, or that of what is told.
_CLOCK = re.compile(r"clock|today|current|weather|now\b|copyright|calendar", re.IGNORECASE)
_CALLED_DATE = re.compile(r"date|datum|time|publi|posted|meta|byline|info", re.IGNORECASE)
#: Such a name says it wherever the box stands.
_CALLED_PUBLISHED = re.compile(
    r"(?:publi\w{0,7}|post|entry|article|artikel|page|news)[\s_-]?(?:on|date|datum|time)\b|published|posted[\s_-]?on",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(
    r"publi(?!k[ou]m)|posted|опублик|создан|written|erstellt|erschienen|veröffentlicht|pubblicat|geplaatst|inserito|added"
    r"|created|dodano|입력|등록|发布|發布|公開|投稿|نشر|منتشر|تاریخ|التاريخ|yayın",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"updat|modif|обновл|изменен|edited|aktualis|änderung|aggiorn|gewijzigd|©|copyright|수정|更新|accessed|retrieved"
    r"|expires",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(r"\d{4}|\d\d?[/.]\s?\d\d?[/.]\s?\d\d|[٠-٩۰-۹০-৯०-९]{4}")
#: What a link may say but a day: "13 Oct 2020 18:29", "July 3, 2020 | Hiking" leads to that day's other items.
_LONGEST_LINK = 60


#: No zone is farther from UTC, to the east and to the west.
_HOUR = timedelta(hours=1)
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=-12)


def with_shown_day(
    declared: tuple[Moment, str] | None, page: Blocks, verdict: Verdict, headline: str, language: str | None
) -> tuple[Moment, str] | None:
    """When the page was published and the rule that read it, from what it declares and what it shows.

    A moment declared in UTC may be another day where the site is: the day that it shows is kept by giving the moment
    in the nearest zone in which both are true. `language` (BCP 47) says whether 08/01/2025 has the month first.
    """
    if not page.blocks or (declared and (declared[0].precision == "day" or declared[0].at.utcoffset())):
        return declared
    shown = read_shown_day(page, verdict, headline, language, anywhere=declared is None)
    if declared is None:
        return (midnight(shown, None), "shown") if shown else None
    there = _where_it_is(shown, declared[0].at) if shown else None
    return (Moment(there, "moment"), f"{declared[1]}, day as shown") if there else declared


def _where_it_is(day: date, at: datetime) -> datetime | None:
    """The moment `at` in the nearest zone in which it is on the `day` before or after the one in UTC, or None."""
    begins = datetime.combine(day, time(), UTC)
    # Whole hours: nobody says which zone it is, and the day is all that is asked.
    if day == at.date():
        return None
    if begins > at:
        offset = timedelta(hours=-((at - begins) // _HOUR))
    else:
        offset = timedelta(hours=-((at - begins - 24 * _HOUR) // _HOUR + 1))
    return at.astimezone(timezone(offset)) if _WESTMOST <= offset <= _EASTMOST else None


@dataclass(frozen=True)
class _Line:
    """A short line with a day."""

    number: int
    day: date
    says_published: bool
    called: str


def read_shown_day(
    page: Blocks, verdict: Verdict, headline: str, language: str | None, *, anywhere: bool = True
) -> date | None:
    """The day shown beside `headline`: a line that calls it the publication's, else the nearest one.

    Where there is none and `anywhere` is true, the only day that is called so on the page.
    """
    beside = _beside(page, headline)
    lines = list(_lines(page, range(len(page.blocks)) if anywhere else sorted(beside), language))
    near = [
        (rank, line)
        for line in lines
        if (rank := beside.get(line.number)) is not None
        and (rank < _END or verdict.kinds[page.blocks[line.number].box] != SURELY_OTHER)
    ]
    for _, line in near:
        if line.says_published:
            return line.day
    if near:
        return min(near, key=lambda it: it[0] if _CALLED_DATE.search(it[1].called) else it[0] + _UNNAMED)[1].day
    called = {line.day for line in lines if line.says_published or _CALLED_PUBLISHED.search(line.called)}
    return called.pop() if anywhere and len(called) == 1 else None


def _lines(page: Blocks, numbers: Iterable[int], language: str | None) -> Iterator[_Line]:
    for number in numbers:
        block = page.blocks[number]
        text = block.text
        if len(text) > (_LONGEST_LINK if block.is_link else _LONGEST) or not _NAMED_NUMBER.search(text):
            continue
        says_published = bool(_SAYS_PUBLISHED.search(text))
        if not says_published and _SAYS_OTHER.search(text):
            continue
        called = _called(page, block)
        if not _CLOCK.search(called) and (day := read_world_day(text, language)):
            yield _Line(number, day, says_published, called)


def _called(page: Blocks, block: Block) -> str:
    """Classes and ids of the box of `block` and the one around it."""
    boxes = [page.boxes[block.box], page.boxes[page.boxes[block.box].parent]]
    found = [box.node.attributes.get(name) or "" for box in boxes for name in ("class", "id")]
    return " ".join(found)[:300]


#: How near a line stands: below the headline, above it, at the text's end; one that no name calls a date comes last.
_BELOW, _ABOVE, _END, _UNNAMED = 1, 2, 3, 10


def _beside(page: Blocks, headline: str) -> dict[int, int]:
    """How near the blocks beside headline and text stand."""
    blocks = page.blocks
    told = [n for n, block in enumerate(blocks) if len(block.text) >= _PARAGRAPH and not block.is_link]
    at = _headline_at(page, headline)
    if at is None and not told:
        return {}
    at = told[0] if at is None else at
    text = next((n for n in told if n > at), at)
    last = min(max(text, at + 3), at + _AFTER, len(blocks) - 1)
    end = max(text, told[-1]) if told else at
    ranks = dict.fromkeys(range(end, min(end + _AT_END, len(blocks))), _END)
    ranks |= dict.fromkeys(range(max(0, at - _BEFORE), at), _ABOVE)
    return ranks | dict.fromkeys(range(at, last + 1), _BELOW)


def _headline_at(page: Blocks, headline: str) -> int | None:
    """The block of the headline: a heading that says it or a part of it, another block, the first <h1>."""
    said, longest = comparable(headline), 2 * len(headline) + _PARAGRAPH
    tags = [(n, page.tag(block)) for n, block in enumerate(page.blocks) if len(block.text) <= longest]
    headings = [(n, tag, comparable(page.blocks[n].text)) for n, tag in tags if tag in ("h1", "h2", "h3")]
    if said and (same := sorted((tag, n) for n, tag, key in headings if key == said)):
        return same[0][1]
    anywhere = (n for n, _ in tags if said and comparable(page.blocks[n].text) == said)
    part = (n for n, _, key in headings if len(key) >= _MEANT and key in said)
    first = (n for n, tag, _ in headings if tag == "h1")
    return next(chain(anywhere, part, first), None)
