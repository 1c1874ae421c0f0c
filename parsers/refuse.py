"""A page's text → a refusal where reading it would be vain or take for ever."""

from __future__ import annotations

import re
from collections import Counter

from items import Page, UnreadablePage

#: Characters: ten times what the longest article pages have.
LARGEST = 8_000_000
#: A parser's time grows with the square of the depth: a tenth of a second here. Browsers stop at 512 (Chromium).
DEEPEST = 4_000
#: Tags beyond which a page is refused.
MOST_TAGS = 100_000
#: At each option the parser asks anew which of all before it is selected.
MOST_OPTIONS = 5_000
#: Attributes of one tag; a parser compares each with all before it.
MOST_ATTRIBUTES = 5_000

_TAG = re.compile(r"</?[a-zA-Z][^\s/>]{0,20}")
#: Characters from which a tag can have so many.
_LONG_TAG = 2 * MOST_ATTRIBUTES
_LEFT_OPEN = "area base br col embed hr img input link meta source track wbr p li dd dt option tr td th"
#: Elements without an end, and those whose end is often left out, so that counting them would tell nothing.
_UNCOUNTED = frozenset(_LEFT_OPEN.split())
#: Only what stands on challenge pages alone: Cloudflare puts its /challenge-platform/ script on ordinary pages too.
_CHALLENGE_MARKS = ("_cf_chl_opt", "cf-browser-verification", "/.well-known/ddos-guard/")
_CHALLENGE_TITLE = re.compile(r"\s*(?:just a moment\b|attention required! \| cloudflare|ddos-guard\b)", re.IGNORECASE)
_OPTION = re.compile("<[oO][pP][tT][iI][oO][nN]")  # many times as fast as without regard to case
_TITLE = re.compile(r"<[tT][iI][tT][lL][eE][^>]{0,100}>")
#: Characters from the beginning in which a challenge shows itself.
_CHALLENGE_WINDOW = 64 * 1024


def refuse_hopeless(page: Page, text: str) -> None:
    """Raise UnreadablePage where `page`, of that `text`, can't be an article that one should try to read."""
    if page.status >= 400:
        raise UnreadablePage(f"the site answered with status {page.status}")
    if not text or text.isspace():
        raise UnreadablePage("the page is empty")
    if "<" not in text:
        raise UnreadablePage("the page is not HTML")
    if len(text) > LARGEST:
        raise UnreadablePage(f"the page is too large: {len(text):,} characters")
    if _is_challenge(text[:_CHALLENGE_WINDOW]):
        raise UnreadablePage("a challenge page: a bot wall answered instead of the site")
    tags = text.count("<")
    if tags > DEEPEST and not _closes(text, tags - DEEPEST) and (depth := depth_of(text)) > DEEPEST:
        raise UnreadablePage(f"the page is nested too deep: {depth:,} elements")
    if tags > MOST_TAGS or tags > MOST_OPTIONS and len(_OPTION.findall(text)) > MOST_OPTIONS:
        raise UnreadablePage(f"the page is too large: {tags:,} tags")
    if _has_endless_tag(page.body):
        raise UnreadablePage("the page has a tag of too many attributes")


def _closes(text: str, tags: int) -> bool:
    """Whether at least so many tags of `text` are ends; mostly its first half is enough to know."""
    step = len(text) // 8 + 1
    for at in range(0, len(text), step):
        tags -= text.count("</", at, at + step)
        if tags <= 0:
            return True
    return False


def _is_challenge(beginning: str) -> bool:
    title = _TITLE.search(beginning)
    return bool(title and _CHALLENGE_TITLE.match(beginning, title.end())) or any(
        mark in beginning for mark in _CHALLENGE_MARKS
    )


def _has_endless_tag(body: bytes) -> bool:
    """Whether a tag has too many attributes: it would hold one of the stretches without any tag's beginning whole."""
    half = _LONG_TAG // 2
    bare = (at for at in range(0, len(body), half) if body.find(b"<", at, at + half) < 0)
    for start in {body.rfind(b"<", 0, at) + 1 for at in bare} - {0}:
        if body[start : start + 1].isalpha() and body.find(b">", start, start + _LONG_TAG) < 0:
            next_tag = body.find(b"<", start)
            tag = body[start : next_tag if next_tag >= 0 else None].partition(b">")[0]
            if len(tag.split()) > MOST_ATTRIBUTES:
                return True
    return False


def depth_of(text: str) -> int:
    """About how many elements stand within each other at the deepest place of an HTML text. Linear, builds no tree."""
    depth = deepest = 0
    opened: Counter[str] = Counter()
    # A page has thousands of tags and dozens of names.
    names: dict[str, str] = {}
    for tag in _TAG.findall(text):
        name = names.get(tag)
        if name is None:
            name = tag.lstrip("</").lower()
            name = names[tag] = "" if name in _UNCOUNTED else name
        if not name:
            continue
        if tag[1] != "/":
            opened[name] += 1
            depth += 1
            if depth > deepest:
                deepest = depth
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest
