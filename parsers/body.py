"""An article's container and what its layout drops → the pieces of text in it, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from selectolax.lexbor import LexborNode

from parsers.clean import tidy

_BLOCKS = """
address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
#: Elements that begin a line of their own.
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DROPPED = "figure figcaption nav aside form button ins select textarea audio video object embed footer"
_UNSEEN = "script style noscript template iframe svg math xmp noembed noframes plaintext"
#: Never part of a news text, whatever the outlet.
DROPPED = frozenset(_DROPPED.split())
#: Holds no text for people; may stand in the middle of a sentence.
UNSEEN = frozenset(_UNSEEN.split())
#: Words of classes and ids that name adverts and what is linked for further reading.
DROPPED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|adsbygoogle|gpt|teads|shar(?:e|er|ing)|social|sharedaddy|related\w*|relc|promo|"
    r"newsletter|breadcrumbs?|crumbs|tagcloud|tags|comments?|recommend\w*|outbrain|taboola)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
#: Elements that only print or link words of a sentence.
INLINE = frozenset({"a", "b", "strong", "em", "i", "u"})
#: A selector that speaks of such an element, if only of one around what it matches.
SPEAKS_OF_INLINE = re.compile(rf"(?:^|[\s>+~,(])(?:{'|'.join(sorted(INLINE))})(?![\w-])")
#: Elements of such a name that are looked at: each costs a look at its whole text.
MOST_NAMED = 200
#: Stands in the tree where something was dropped, because a sentence may have been cut there. A non-character: no text
#: can hold it once it is tidy.
CUT = "\ufdd0"


@dataclass(frozen=True)
class Piece:
    """One block's text on one line."""

    text: str
    #: Name of its block element.
    tag: str
    #: An advert or the like stood right before it.
    after_cut: bool = False


def read_pieces(container: LexborNode, drop: tuple[str, ...], *, inline: bool = True) -> list[Piece]:
    """The texts of the `container`, an article's element, in their order, without what the selectors `drop` name.

    Blocks, two line breaks in a row, and whatever is dropped part two pieces; paragraphs need not be <p>. `inline` is
    False where `drop` names no element such as a link within a sentence: it is read faster without them.
    """
    root = _soup(container, inline=inline)
    if drop:
        for element in root.select(", ".join(drop)):
            element.replace_with(CUT)
    _drop_by_looks(root)
    return _pieces(root)


def _soup(container: LexborNode, *, inline: bool) -> Tag:
    """BeautifulSoup's tree of the `container`: grown from the page's own tree, which is half of the work of parsing.

    Without scripts, comments, and what is only `inline` if it is False.
    """
    # Attributes as they stand and no line numbers: nobody asks for more, and both take time.
    soup = BeautifulSoup("", "html.parser", multi_valued_attributes=None, store_line_numbers=False)
    waiting: list[LexborNode | str] = [container]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            soup.handle_endtag(node)
        elif node.is_text_node:
            soup.handle_data(node.text_content or "")
        elif node.is_element_node and (tag := node.tag or "") != "script":
            if inline or tag not in INLINE or node is container:
                soup.handle_starttag(tag, None, None, {name: value or "" for name, value in node.attributes.items()})
                waiting.append(tag)
            waiting.extend(_backwards(node))
    soup.endData()
    return next(tag for tag in soup.children if isinstance(tag, Tag))


def _backwards(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev


def _drop_by_looks(root: Tag) -> None:
    """Drop what is no text by its element, and what a class or id names an advert.

    Unless it holds most of the text: then the name means something else.
    """
    named: list[Tag] = []
    for element in [node for node in root.descendants if isinstance(node, Tag)]:
        if element.name in UNSEEN:
            element.extract()
        elif element.name in DROPPED:
            element.replace_with(CUT)
        elif element.attrs and DROPPED_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}"):
            named.append(element)
    most = len(root.get_text()) / 2 if named else 0
    for element in named[:MOST_NAMED]:
        if len(element.get_text()) < most:
            element.replace_with(CUT)


def _pieces(root: Tag) -> list[Piece]:
    pieces: list[Piece] = []
    blocks: dict[int, Tag] = {}
    words: list[str] = []
    block, after_cut, breaks = root, False, 0

    def end_piece() -> None:
        nonlocal after_cut, breaks
        if text := tidy("".join(words)):
            pieces.append(Piece(text, block.name, after_cut))
            after_cut = False
        words.clear()
        breaks = 0

    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                breaks += 1
                words.append(" ")
            if node.name in BLOCKS or breaks == 2:
                end_piece()
        elif type(node) is NavigableString:
            owner = _block(node, root, blocks)
            if owner is not block or node == CUT:
                end_piece()
            block, after_cut = owner, after_cut or node == CUT
            breaks = 0 if node.strip() else breaks
            words.append("" if node == CUT else node)
    end_piece()
    return pieces


def _block(node: NavigableString, root: Tag, blocks: dict[int, Tag]) -> Tag:
    """The block element that `node` stands in; `blocks` remembers the answers, so that deep trees take linear time."""
    path: list[int] = []
    parent = node.parent
    while parent is not None and parent is not root and parent.name not in BLOCKS and id(parent) not in blocks:
        path.append(id(parent))
        parent = parent.parent
    found = root if parent is None else blocks.get(id(parent), parent)
    for inner in path:
        blocks[inner] = found
    return found
