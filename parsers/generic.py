"""A parsed page of a site that nobody described → the pieces of its article's text.

The text is where sentences without links stand close together: each paragraph speaks for the boxes around it, for the
nearest one most (the idea of Arc90's Readability). What classes and ids say is evidence for or against a box, never
proof. Everything is one walk over the tree and a few passes over its boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.blocks import Block, Blocks, around
from parsers.body import HEADINGS, Piece
from parsers.box_names import Verdict, is_other
from parsers.clean import comparable
from parsers.dates import DAY_PATTERN

#: Boxes of one paragraph: what it says it says for the box around.
_PARAGRAPHS = ("p", "blockquote", "pre")
_NO_PARAGRAPHS = HEADINGS | {"li"}
_ITEMS = ("li", "td", "th", "dt", "dd")
#: Characters from which a block is a paragraph, and a long one.
_PARAGRAPH, _LONG = 40, 80
#: Share within links up to which a paragraph is surely told, and up to which it may stand in a text.
_TOLD, _STILL_TOLD = 0.25, 0.8
#: How many boxes a paragraph speaks for, and what is left of its voice at each.
_REACH, _FADING = 5, 0.75
#: What a paragraph before the headline counts.
_BEFORE_HEADLINE = 0.3
#: The text grows by the box around it if that adds such a share of text, with so little else for each character of it.
_WORTH, _ELSE, _HIGHEST = 0.2, 0.3, 8
#: Characters of the text of an <article> with the headline that makes it the article.
_ARTICLE = 250
#: Blocks between headline and text that may be the lead, and the characters that one must have.
_MOST_LEADS, _SHORTEST_LEAD = 4, 40
#: Characters that a teaser's linked headline has at least.
_TEASER = 20
#: Characters of sentences from which there surely is a text.
_SURELY = 400
_ENDS = tuple(".!?…۔。")
_QUOTES = "\"”’'»)」』"
#: A line of who wrote, took the picture or when: short, and no sentence.
_CREDIT = re.compile(
    r"(?:by|von|por|par|di|af|av|door|текст|автор|фото|foto|photo|image|picture|updated|published|posted|stand"
    r"|publicado|publié|pubblicato)\b.{0,80}$",
    re.IGNORECASE,
)
_MOMENT = re.compile(rf"{DAY_PATTERN}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\b\d?\d:\d\d\b", re.IGNORECASE)
#: Characters before the day or time of such a line.
_BEFORE_MOMENT = 60
_DIGIT = re.compile(r"\d")
_LONGEST_CREDIT = 150


@dataclass(frozen=True)
class Found:
    """The text that was found."""

    pieces: list[Piece]
    #: Linked headlines stand among it as often as paragraphs: it is a list of teasers.
    is_list: bool


def read_generic(blocks: Blocks, verdict: Verdict, headline: str) -> Found | None:
    """The pieces of the text below `headline`, and the lead; None where no sentence stands out."""
    paragraphs = [_is_paragraph(blocks, verdict, block) for block in blocks.blocks]
    page = _Page(blocks, verdict, _headline_at(blocks, headline), paragraphs)
    box = _container(page)
    if box is None:
        return None
    chosen = _chosen(page, box)
    return Found([Piece(blocks.blocks[n].text, page.tag(n)) for n in chosen], _is_list(page, box)) if chosen else None


@dataclass(frozen=True)
class _Page:
    """A page while its text is looked for. Blocks are spoken of by their numbers."""

    blocks: Blocks
    verdict: Verdict
    #: Of the block that is the headline.
    headline: int | None
    #: For each block whether it is a paragraph of some text.
    is_paragraph: list[bool]

    def tag(self, number: int) -> str:
        return self.blocks.tag(self.blocks.blocks[number])

    def is_sentence(self, number: int) -> bool:
        """Whether a text may begin or end with it."""
        return _is_sentence(self.tag(number), self.blocks.blocks[number].text)


def _is_paragraph(page: Blocks, verdict: Verdict, block: Block) -> bool:
    return (
        len(block.text) > _PARAGRAPH
        and not block.is_link
        and verdict.kinds[block.box] >= 0
        and page.tag(block) not in _NO_PARAGRAPHS
    )


def _is_sentence(tag: str, text: str) -> bool:
    if tag in HEADINGS or _is_credit(text):
        return False
    return len(text) >= 60 or text.rstrip(_QUOTES).endswith(_ENDS)


def _is_credit(text: str) -> bool:
    if len(text) >= _LONGEST_CREDIT or text.endswith(_ENDS):
        return False
    if _CREDIT.match(text):
        return True
    found = _MOMENT.search(text) if _DIGIT.search(text) else None
    return found is not None and found.start() <= _BEFORE_MOMENT


def _headline_at(page: Blocks, headline: str) -> int | None:
    """The block of the headline: what says the same, else the only heading of the first order."""
    said = comparable(headline)
    firsts = [n for n, block in enumerate(page.blocks) if page.tag(block) in ("h1", "h2")]
    same = [n for n in firsts if comparable(page.blocks[n].text) == said]
    only = [n for n in firsts if page.tag(page.blocks[n]) == "h1"]
    return same[0] if same else only[0] if len(only) == 1 else None


# --- before the text is looked for ------------------------------------------------------------------------------------


def may_be_text(page: Blocks) -> Iterator[str]:
    """Whatever may become a piece of the text, and more: all blocks but the short ones that only lead elsewhere."""
    return (block.text for block in page.blocks if not block.is_link or len(block.text) >= _LONG)


def surely_found(page: Blocks, verdict: Verdict) -> bool:
    """Whether some text will be found, because so many sentences are told that one of them stands in any choice."""
    told = (
        len(block.text)
        for block in page.blocks
        if len(block.text) >= _LONG
        and _is_paragraph(page, verdict, block)
        and _is_sentence(page.tag(block), block.text)
    )
    return sum(told) >= _SURELY


# --- where the text stands --------------------------------------------------------------------------------------------


def _container(page: _Page) -> int | None:
    """The box that the paragraphs speak for, and then as many of those around it as add text; None without any."""
    boxes = page.blocks.boxes
    voices = [0.0] * len(boxes)
    for number in page.blocks.within(_article(page)):
        if not page.is_paragraph[number]:
            continue
        block = page.blocks.blocks[number]
        voice = (len(block.text) - block.linked) ** 0.9
        if page.headline is not None and number < page.headline:
            voice *= _BEFORE_HEADLINE
        box = boxes[block.box].parent if page.tag(number) in _PARAGRAPHS else block.box
        for _ in range(_REACH):
            voices[box] += voice
            voice *= _FADING
            if not box:
                break
            box = boxes[box].parent
    best = max(range(len(boxes)), key=voices.__getitem__)
    return _grown(page, best) if voices[best] else None


def _article(page: _Page) -> int:
    """The <article> around the headline if the text is in it, else the whole page."""
    if page.headline is None:
        return 0
    box = around(page.blocks, page.blocks.blocks[page.headline].box, ("article",))
    if box is None:
        return 0
    told = sum(len(page.blocks.blocks[n].text) for n in page.blocks.within(box) if page.is_paragraph[n])
    return box if told >= _ARTICLE else 0


def _grown(page: _Page, box: int) -> int:
    """The box around `box` that holds all of a text that is parted by adverts or pictures."""
    blocks, boxes, kinds = page.blocks, page.blocks.boxes, page.verdict.kinds
    told, other = [0] * len(blocks.blocks), [0] * len(blocks.blocks)
    for number, block in enumerate(blocks.blocks):
        size = len(block.text)
        if kinds[block.box] < 0:
            continue
        if size >= _LONG and block.linked < size * _TOLD:
            told[number] = size
        other[number] = block.linked if size >= _LONG else size
    own = {_looks(page, blocks.blocks[number]) for number in blocks.within(box) if told[number]} - {None}
    text, rest = blocks.sums(told), blocks.sums(other)
    alike = blocks.sums(size if size and _looks(page, blocks.blocks[n]) in own else 0 for n, size in enumerate(told))
    outer = box
    for _ in range(_HIGHEST):
        if not outer or boxes[outer].tag in ("article", "main"):
            break
        outer = boxes[outer].parent
        more, least = text(outer) - text(box), text(box) * _WORTH
        is_text = more >= least and rest(outer) - rest(box) <= more * _ELSE
        if is_text or alike(outer) - alike(box) >= least:
            box = outer
    return box


def _looks(page: _Page, block: Block) -> tuple[str, str] | None:
    """The classes that a paragraph and its box have, None where there are none: alike ones are of one text."""
    classes, box = page.verdict.classes, page.blocks.boxes[block.box]
    looks = classes[block.box], classes[box.parent] if box.tag in _PARAGRAPHS else ""
    return looks if any(looks) else None


# --- what of it is the text -------------------------------------------------------------------------------------------


def _chosen(page: _Page, box: int) -> list[int]:
    """The blocks in `box` that are the text, from its first sentence to its last, and the lead before it."""
    inside = [number for number in page.blocks.within(box) if _may_stand(page, number)]
    first = next((number for number in inside if page.is_sentence(number)), None)
    if first is None:
        return []
    last = next(number for number in reversed(inside) if page.is_sentence(number))
    text = [
        number
        for number in inside
        if (number >= first or (number == first - 1 and page.tag(number) in HEADINGS))
        and (number <= last or page.tag(number) in _ITEMS)
    ]
    return [*_leads(page, text[0]), *text]


def _may_stand(page: _Page, number: int) -> bool:
    block = page.blocks.blocks[number]
    if is_other(page.verdict, block):
        return False
    in_sentence = len(block.text) >= _LONG and page.tag(number) == "p" and block.linked < len(block.text) * _STILL_TOLD
    return not block.is_link or in_sentence


def _leads(page: _Page, first: int) -> list[int]:
    """What is said between the headline and the text, unless that is much."""
    if page.headline is None or page.headline > first:
        return []
    leads = []
    for number in range(page.headline + 1, first):
        block = page.blocks.blocks[number]
        is_told = len(block.text) >= _SHORTEST_LEAD and not block.linked and not _is_credit(block.text)
        if is_told and not is_other(page.verdict, block) and page.tag(number) not in _ITEMS:
            leads.append(number)
    return leads if len(leads) <= _MOST_LEADS else []


def _is_list(page: _Page, box: int) -> bool:
    blocks = [page.blocks.blocks[number] for number in page.blocks.within(box)]
    paragraphs = sum(page.is_paragraph[number] for number in page.blocks.within(box))
    teasers = sum(
        block.is_link and len(block.text) >= _TEASER and not is_other(page.verdict, block) for block in blocks
    )
    return teasers >= max(paragraphs, 3)
