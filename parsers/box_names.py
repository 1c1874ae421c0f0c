"""What classes and ids say of a page's boxes: this is the text, this is something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.blocks import Block, Blocks

TEXT, OTHER = 1, -1
#: No name inside of it says otherwise.
SURELY_OTHER = -2
#: Such a name at a layout ("has-sidebar", "no-comments") says what else is on the page.
_NO_MODIFIER = r"(?<!has-)(?<!with-)(?<!no-)(?<!without-)"
#: Names that say it whatever the size of the box.
_SURELY_OTHER = re.compile(
    rf"{_NO_MODIFIER}(?:footer|comment(?!ary|ator)|(?<![a-z])(?:disqus|discussion|respond)(?![a-z])|cookie|consent"
    r"|outbrain|taboola)"
)
_LINKS_ON = (
    r"related|recommend|recirc|read-?(?:more|also|next)|see-?also|also-?read|more-?(?:from|on|news|stories|articles)"
    r"|most-?(?:read|pop|view|comm)|popular|trending|teaser|up-?next|next-?(?:post|art)|prev-?(?:post|art)"
)
_OFFERS = (
    r"addthis|addtoany|share-|sharing|social|follow-?us|newsletter|subscri|sign-?up|advert|sponsor|promo(?!tion)"
    r"|affiliate|teads"
)
_FRAME = r"sidebar|breadcrumb|toolbar|tooltip|popup|nav-?bar|navigation"
_BESIDE = r"byline|caption|copyright|info-?box|fact-?box"
#: Words too short or too common to be looked for inside of others.
_WHOLE_WORDS = (
    r"ads?|share|dfp|gpt|banner|login|register|modal|overlay|menu|nav|widget|authors?|credits?|tags?|tag-?list|topics?"
    r"|keywords|timestamp|dates?|time|gallery|slideshow|carousel|player|poll|quiz|hidden|sr-only|screen-reader|print|bio"
    r"|disclaimer|media-?info|image|photo|foto|picture"
)
_PERHAPS_OTHER = re.compile(
    rf"{_NO_MODIFIER}(?:{_LINKS_ON}|{_OFFERS}|{_FRAME}|{_BESIDE}|(?<![a-z])(?:{_WHOLE_WORDS})(?![a-z]))"
)
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
    letters = page.sums(lambda _, block: 0 if block.is_link else len(block.text))
    kinds, classes, said = [0] * len(letters), [""] * len(letters), [""] * len(letters)
    suspects: list[tuple[int, str, float]] = []
    named: dict[str, int] = {}
    for index in range(1, len(letters)):
        outer = page.boxes[index].parent
        said[index] = said[outer]
        if not letters[index]:
            continue
        attributes = page.boxes[index].node.attributes
        classes[index] = attributes.get("class") or ""
        kinds[index], word, limit = _read(page.boxes[index].tag, classes[index], attributes)
        if word:
            suspects.append((index, word, limit))
            if said[outer] != word:
                named[word] = named.get(word, 0) + letters[index]
            said[index] = word
    for index, word, limit in suspects:
        if named[word] < limit * letters[0]:
            kinds[index] = SURELY_OTHER if limit == _NEARLY_ALL else OTHER
    for index in range(1, len(kinds)):
        outer = kinds[page.boxes[index].parent]
        kinds[index] = outer if outer == SURELY_OTHER else kinds[index] or outer
    return Verdict(kinds, classes)


def _read(tag: str, called: str, attributes: dict[str, str | None]) -> tuple[int, str, float]:
    """TEXT if the box is named so; else 0, the word that names something else, and its limit."""
    names = _CAPITAL.sub("-", f"{called} {attributes.get('id') or ''}"[:_LONGEST]).lower()
    if attributes.get("itemprop") == "articleBody":
        return TEXT, "", 0
    if tag == "footer":
        return 0, "footer", _NEARLY_ALL
    if found := _SURELY_OTHER.search(names):
        return 0, found[0], _NEARLY_ALL
    if _TEXT.search(names):
        return TEXT, "", 0
    if "hidden" in attributes or "display:none" in (attributes.get("style") or "").replace(" ", ""):
        return (0, "for machines", _NEARLY_ALL) if "itemscope" in attributes else (0, "hidden", _HIDDEN)
    found = _PERHAPS_OTHER.search(names)
    return (0, found[0], _MOST) if found else (0, "", 0)


def is_other(verdict: Verdict, block: Block) -> bool:
    """Whether `block` stands in a box that is named as something else than the text."""
    return verdict.kinds[block.box] < 0
