"""A page of no known outlet that declares no date → the day that it shows beside its headline.

Never the first date on the page: that may be the visitor's clock, another story's or a copyright. What counts stands
between the headline and the text, or close to them, in a short line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from parsers.blocks import Block, Blocks
from parsers.box_names import SURELY_OTHER, judge
from parsers.clean import comparable
from parsers.world_days import read_world_day

#: Characters of a line that says when.
_LONGEST = 160
#: Blocks before the headline, after it, and around the text's end in which the day may stand.
_BEFORE, _AFTER, _AT_END = 4, 14, 6
#: Characters from which a block is a paragraph of the text.
_PARAGRAPH = 120
#: Classes of boxes whose date is the visitor's, not the article's.
_CLOCK = re.compile(r"clock|today|current|weather|now\b|copyright|calendar|event", re.IGNORECASE)
_CALLED_DATE = re.compile(r"date|time|publi|posted|meta|byline|info", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile(
    r"publi|posted|опублик|создан|written|erstellt|veröffentlicht|pubblicat|geplaatst|inserito|added|dodano"
    r"|입력|등록|发布|發布|公開|投稿|نشر|منتشر|تاریخ|التاريخ|yayın",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"updat|modif|обновл|изменен|edited|aktualis|aggiorn|gewijzigd|©|copyright|수정|更新|accessed|retrieved|expires",
    re.IGNORECASE,
)
_DIGIT_RUN = re.compile(r"\d{4}|\d\d?[/.]\d\d?[/.]\d\d|[٠-٩۰-۹০-৯०-९]{4}")


def read_shown_day(page: Blocks, headline: str, language: str | None) -> date | None:
    """The day shown beside `headline`: a line that calls it the publication's, else the nearest one."""
    kinds = judge(page).kinds
    near: list[tuple[int, date]] = []
    for rank, block in _around(page, headline):
        text = block.text[:_LONGEST]
        if len(block.text) > _LONGEST and rank != 0:
            continue
        if block.is_link or kinds[block.box] == SURELY_OTHER or not _DIGIT_RUN.search(text):
            continue
        called = _called(page, block)
        if _CLOCK.search(called) or (_SAYS_OTHER.search(text) and not _SAYS_PUBLISHED.search(text)):
            continue
        if day := read_world_day(text, language):
            if _SAYS_PUBLISHED.search(text):
                return day
            near.append((rank if _CALLED_DATE.search(called) else rank + 10, day))
    return min(near, key=lambda it: it[0])[1] if near else None


def _called(page: Blocks, block: Block) -> str:
    """Classes and ids of the box of `block` and the one around it."""
    boxes = [page.boxes[block.box], page.boxes[page.boxes[block.box].parent]]
    found = [box.node.attributes.get(name) or "" for box in boxes for name in ("class", "id")]
    return " ".join(found)[:300]


def _around(page: Blocks, headline: str) -> Iterator[tuple[int, Block]]:
    """The blocks beside headline and text, each with a rank: 1 below the headline, 2 above it, 3 at the text's end."""
    said, blocks = comparable(headline), page.blocks
    at = next((n for n, block in enumerate(blocks) if said and comparable(block.text) == said), None)
    told = [n for n, block in enumerate(blocks) if len(block.text) >= _PARAGRAPH and not block.is_link]
    if at is None:
        at = next((n for n, block in enumerate(blocks) if page.tag(block) == "h1"), told[0] if told else None)
    if at is None:
        return
    text = next((n for n in told if n > at), at)
    below = range(at, min(max(text, at + 3), at + _AFTER) + 1)
    yield from ((1, blocks[n]) for n in below if n < len(blocks))
    yield from ((2, blocks[n]) for n in range(max(0, at - _BEFORE), at))
    last = told[-1] if told else at
    yield from ((3, blocks[n]) for n in range(max(text, last), min(last + _AT_END, len(blocks))) if n not in below)
