"""A parsed page → its blocks of text and the boxes that they stand in, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from parsers.clean import tidy

_PASSED_OVER = """
script style noscript template iframe svg math xmp noembed noframes plaintext nav aside figure figcaption button select
textarea audio video object embed canvas head menu dialog map datalist picture
"""
#: Never holds an article's text; what stands in it is not looked at.
PASSED_OVER = frozenset(_PASSED_OVER.split())
_WITHIN = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta q s samp small span
strike strong sub sup time tt u var wbr
"""
#: Stands within a sentence; every other element is a box of its own, also those that are invented.
WITHIN = frozenset(_WITHIN.split())
#: Share of a block's characters within links from which it is a link and no text.
LINKED = 0.6


@dataclass(slots=True)
class Box:
    """An element that holds blocks."""

    node: LexborNode
    tag: str
    #: Index of the box around it; the page's own box is in itself.
    parent: int
    #: Index of the first box behind it that does not stand in it.
    end: int = 0


@dataclass(slots=True)
class Block:
    """Text that stands in one box without another box, or two line breaks, in between; on one line."""

    text: str
    #: Index of the box that it stands in.
    box: int
    #: How many of its characters are a link's.
    linked: int

    @property
    def is_link(self) -> bool:
        """Whether it leads to somewhere rather than tells something."""
        return self.linked > len(self.text) * LINKED


@dataclass(slots=True)
class Blocks:
    """All that a page says to people, but for menus, captions and what is drawn."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def sums(self, of: Callable[[int, Block], int]) -> list[int]:
        """For each box the sum of `of` (number, block) over all blocks in it."""
        sums = [0] * len(self.boxes)
        for number, block in enumerate(self.blocks):
            sums[block.box] += of(number, block)
        for index in range(len(sums) - 1, 0, -1):
            sums[self.boxes[index].parent] += sums[index]
        return sums

    def inside(self, block: Block, box: int) -> bool:
        """Whether `block` stands in the box of that index."""
        return box <= block.box < self.boxes[box].end

    def tag(self, block: Block) -> str:
        """The element that `block` stands in."""
        return self.boxes[block.box].tag


def read_blocks(root: LexborNode) -> Blocks:
    """The boxes and blocks below `root`: one walk over the tree, which is only read."""
    page = Blocks()
    boxes = page.boxes
    words: list[str] = []
    here = links = linked = breaks = 0

    def end_block() -> None:
        nonlocal linked, breaks
        if text := tidy("".join(words)):
            page.blocks.append(Block(text, here, linked))
        words.clear()
        linked = breaks = 0

    # A number stands for the end of a box, and is that of the box around it; None stands for the end of a link.
    waiting: list[LexborNode | int | None] = [root]
    while waiting:
        node = waiting.pop()
        if node is None:
            links -= 1
        elif isinstance(node, int):
            if words:
                end_block()
            boxes[here].end = len(boxes)
            here = node
        elif node.is_text_node:
            text = node.text_content or ""
            if not text.isspace():
                words.append(text)
                breaks = 0
                linked += len(text) if links else 0
            elif words:
                words.append(" ")
        elif (tag := node.tag or "") == "br":
            breaks += 1
            words.append(" ")
            if breaks == 2:
                end_block()
        elif node.is_element_node and tag not in PASSED_OVER:
            if tag == "a":
                links += 1
                waiting.append(None)
            elif tag not in WITHIN:
                if words:
                    end_block()
                breaks = 0
                waiting.append(here)
                boxes.append(Box(node, tag, here))
                here = len(boxes) - 1
            child = node.last_child
            while child is not None:
                waiting.append(child)
                child = child.prev
    return page


def around(page: Blocks, box: int, tags: Sequence[str]) -> int | None:
    """The nearest box of one of the `tags` that the box stands in or is; None where there is none."""
    while box:
        if page.boxes[box].tag in tags:
            return box
        box = page.boxes[box].parent
    return None
