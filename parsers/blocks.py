"""A parsed page → its blocks of text and the boxes that they stand in, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborNode, create_tag

from parsers.clean import tidy

_PASSED_OVER = """
script style noscript template iframe svg math xmp noembed noframes plaintext nav aside footer figure figcaption button
select textarea audio video object embed canvas head menu dialog map datalist picture
"""
_WITHIN = """
abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta q s samp small span
strike strong sub sup time tt u var wbr
"""
_PASS, _TEXT, _BREAK, _ENTER, _LINK, _BOX = range(6)
#: What is done at an element. What is passed over never holds an article's text; what is entered stands within a
#: sentence; every other element is a box of its own, also those that are invented.
_KINDS = {
    **dict.fromkeys(_PASSED_OVER.split(), _PASS),
    **dict.fromkeys(_WITHIN.split(), _ENTER),
    "a": _LINK,
    "br": _BREAK,
}
#: The same by lexbor's numbers of the elements, which are asked for faster, and of what is no element: nothing, text,
#: a comment (https://github.com/lexbor/lexbor/blob/master/source/lexbor/tag/const.h).
_KIND_OF = {create_tag(name).tag_id: kind for name, kind in _KINDS.items()} | {0: _PASS, 2: _TEXT, 4: _PASS}
#: Share of a block's characters within links from which it is a link and no text.
LINKED = 0.6


@dataclass(slots=True)
class Box:
    """An element that holds blocks."""

    node: LexborNode
    tag: str
    #: Index of the box around it; the page's own box is in itself.
    parent: int
    #: Index of the first block in it, and of the first one behind it.
    first: int
    last: int = 0


@dataclass(slots=True)
class Block:
    """Text that stands in one box without another box, or two line breaks, in between; on one line."""

    text: str
    #: Index of the box that it stands in.
    box: int
    #: How many of its characters are a link's.
    linked: int
    #: It leads to somewhere rather than tells something.
    is_link: bool


@dataclass(slots=True)
class Blocks:
    """All that a page says to people, but for menus, captions and what is drawn."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def sums(self, of: Iterable[int]) -> Callable[[int], int]:
        """The sum of what `of` has for each block over all blocks in a box, by the index of the box."""
        upto = list(accumulate(of, initial=0))
        return lambda box: upto[self.boxes[box].last] - upto[self.boxes[box].first]

    def within(self, box: int) -> range:
        """The indexes of the blocks in the box of that index."""
        return range(self.boxes[box].first, self.boxes[box].last)

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
            page.blocks.append(Block(text, here, linked, linked > len(text) * LINKED))
        words.clear()
        linked = breaks = 0

    kind_of = _KIND_OF.get
    boxes.append(Box(root, root.tag or "", 0, 0))
    # What is left of the children of each element on the way to here, and what the element is.
    way: list[tuple[Iterator[LexborNode], int]] = []
    children, within = root.iter(include_text=True), _BOX
    while True:
        for node in children:
            kind = kind_of(node.tag_id, _BOX)
            if kind == _TEXT:
                text = node.text_content or ""
                if not text.isspace():
                    words.append(text)
                    breaks = 0
                    linked += len(text) if links else 0
                elif words:
                    words.append(" ")
            elif kind == _BREAK:
                breaks += 1
                words.append(" ")
                if breaks == 2:
                    end_block()
            elif kind != _PASS:
                way.append((children, within))
                break
        else:
            if within == _BOX:
                if words:
                    end_block()
                boxes[here].last = len(page.blocks)
                here = boxes[here].parent
            links -= within == _LINK
            if not way:
                return page
            children, within = way.pop()
            continue
        if kind == _BOX:
            if words:
                end_block()
            breaks = 0
            boxes.append(Box(node, node.tag or "", here, len(page.blocks)))
            here = len(boxes) - 1
        links += kind == _LINK
        children, within = node.iter(include_text=True), kind


def around(page: Blocks, box: int, tags: Sequence[str]) -> int | None:
    """The nearest box of one of the `tags` that the box stands in or is; None where there is none."""
    while box:
        if page.boxes[box].tag in tags:
            return box
        box = page.boxes[box].parent
    return None
