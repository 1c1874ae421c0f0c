"""What classes and ids say of a page's boxes: this is the text, this is something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.blocks import Block, Blocks

TEXT, OTHER = 1, -1
#: No name inside of it says otherwise.
SURELY_OTHER = -2
#: Names that say it whatever the size of the box.
_SURELY_OTHER = re.compile(r"footer|comment(?!ary|ator)|cookie|consent|outbrain|taboola")
_LINKS_ON = (
    r"related|recommend|recirc|read-?(?:more|also|next)|see-?also|also-?read|more-?(?:from|on|news|stories|articles)"
    r"|most-?(?:read|pop|view|comm)|popular|trending|teaser|up-?next|next-?(?:post|art)|prev-?(?:post|art)"
)
_OFFERS = (
    r"addthis|addtoany|share-|sharing|social|follow-?us|newsletter|subscri|sign-?up|advert|sponsor|promo(?!tion)"
    r"|affiliate|teads"
)
_FRAME = r"sidebar|breadcrumb|toolbar|tooltip|popup|nav-?bar|navigation|screen-?reader|sr-only"
_BESIDE = r"byline|caption|copyright|info-?box|fact-?box|media-?info|tag-?list"
_PERHAPS_OTHER = re.compile(f"{_LINKS_ON}|{_OFFERS}|{_FRAME}|{_BESIDE}")
#: Words too short or too common to be looked for inside of others. The first ones say it whatever the size of the box.
_SURE_WORDS = frozenset({"disqus", "discussion", "respond"})
_COMMON_WORDS = """
ad ads share dfp gpt banner login register modal overlay menu nav widget author authors credit credits tag tags topic
topics keywords timestamp date dates time gallery slideshow carousel player poll quiz hidden print bio disclaimer image
photo foto picture
"""
_WHOLE_WORDS = _SURE_WORDS | frozenset(_COMMON_WORDS.split())
_WORDS = re.compile("[a-z]+")
#: Such a word before a name at a layout ("has-sidebar", "no-comments") says what else is on the page.
_MODIFIERS = ("has-", "with-", "no-", "without-")
_TEXT = re.compile(
    r"(?:article|story|post|entry|news|content)[_-]{0,2}(?:body|text|content)(?![a-z])|body-?(?:text|content|copy)"
)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Share of the page's text from which a name must mean something else: "widget" on a page that is all widgets.
_MOST, _NEARLY_ALL = 0.4, 0.95
#: What is hidden may be the text behind a paywall.
_HIDDEN = 0.6
#: Characters of a class and id that are looked at.
_LONGEST = 500


@dataclass(frozen=True)
class Verdict:
    """What is known of each box by names."""

    #: TEXT, OTHER or SURELY_OTHER by the nearest name around it, 0 where there is none.
    kinds: list[int]
    #: The class of each box as it stands there, of those with text.
    classes: list[str]


def judge(page: Blocks) -> Verdict:
    """What the names of the page's boxes say. A word that names most of the page's text says nothing."""
    told = page.sums(0 if block.is_link else len(block.text) for block in page.blocks)
    letters = [told(box) for box in range(len(page.boxes))]
    kinds, classes, said = [0] * len(letters), [""] * len(letters), [""] * len(letters)
    suspects: list[tuple[int, str, float]] = []
    named: dict[str, int] = {}
    for index in range(1, len(letters)):
        box = page.boxes[index]
        said[index] = said[box.parent]
        if not letters[index]:
            continue
        attributes = box.node.attributes
        if not attributes:
            continue
        classes[index] = attributes.get("class") or ""
        by_name = _read(f"{classes[index]} {attributes.get('id') or ''}")
        kinds[index], word, limit = _by_box(attributes, by_name)
        if word:
            suspects.append((index, word, limit))
            if said[box.parent] != word:
                named[word] = named.get(word, 0) + letters[index]
            said[index] = word
    for index, word, limit in suspects:
        if named[word] < limit * letters[0]:
            kinds[index] = SURELY_OTHER if limit == _NEARLY_ALL else OTHER
    for index in range(1, len(kinds)):
        outer = kinds[page.boxes[index].parent]
        kinds[index] = outer if outer == SURELY_OTHER else kinds[index] or outer
    return Verdict(kinds, classes)


def _by_box(attributes: dict[str, str | None], by_name: tuple[int, str, float]) -> tuple[int, str, float]:
    """What _read says `by_name`, unless the box itself says more."""
    if attributes.get("itemprop") == "articleBody":
        return TEXT, "", 0
    if by_name[0] != TEXT and by_name[2] != _NEARLY_ALL and _is_hidden(attributes):
        return (0, "for machines", _NEARLY_ALL) if "itemscope" in attributes else (0, "hidden", _HIDDEN)
    return by_name


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or "display:none" in (attributes.get("style") or "").replace(" ", "")


@lru_cache(maxsize=16_384)
def _read(names: str) -> tuple[int, str, float]:
    """TEXT if a box is named so; else 0, the word that names something else, and its limit.

    Remembered, because boxes of one kind have one class, on a page and from page to page of a site.
    """
    names = names[:_LONGEST]
    names = names if names.islower() else _CAPITAL.sub("-", names).lower()
    words = _WORDS.findall(names)
    whole = [] if _WHOLE_WORDS.isdisjoint(words) else [it for it in _WORDS.finditer(names) if it[0] in _WHOLE_WORDS]
    if surely := _first(names, [*_SURELY_OTHER.finditer(names), *(it for it in whole if it[0] in _SURE_WORDS)]):
        return 0, surely, _NEARLY_ALL
    if _TEXT.search(names):
        return TEXT, "", 0
    perhaps = _first(names, [*_PERHAPS_OTHER.finditer(names), *whole])
    return (0, perhaps, _MOST) if perhaps else (0, "", 0)


def _first(names: str, found: list[re.Match[str]]) -> str:
    """The first of what was `found` in the names that does not say what else is on the page; "" without any."""
    return next((it[0] for it in found if not names[: it.start()].endswith(_MODIFIERS)), "")


def is_other(verdict: Verdict, block: Block) -> bool:
    """Whether `block` stands in a box that is named as something else than the text."""
    return verdict.kinds[block.box] < 0
