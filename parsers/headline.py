"""A parsed page and its metadata → the article's headline as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from items import Outlet
from parsers.clean import comparable, tidy
from parsers.metadata import Metadata

#: What parts a headline from the site's name in titles.
_SEPARATOR = re.compile(r"\s[-–—|»·•:]+\s")
#: Letters that two headlines must share from the beginning so that the shorter is the longer one cut off.
_CUT_OFF = 20
_LONGEST = 500
#: Where the headline of an unknown site may be printed, and how many of them are looked at.
_HEADINGS, _MOST_HEADINGS = "h1, h2, h3", 40
#: Letters from which a heading that a title begins with is the headline, not the site's name or a section's.
_SHORTEST = 12


def read_headline(
    tree: LexborHTMLParser, metadata: Metadata, outlet: Outlet | None, url: str, selectors: Iterable[str]
) -> tuple[str, str] | None:
    """The headline and the rule that read it; None where the page has none.

    What JSON-LD or else og:title says decides, because what is visible may be glued to a breadcrumb. Where the visible
    headline says the same, its printing is taken: the declared one is often cut off and in other capitals. JSON-LD that
    repeats the page's title may be made for search engines: then what is visible and in og:title is the headline.
    """
    sites = _site_names(metadata, outlet, url)
    visible = _visible(tree, selectors, sites)
    meta = _without_site(metadata.meta.get("og:title") or metadata.meta.get("twitter:title"), sites)
    if visible and meta and _begins(meta, visible):
        meta = visible
    in_json = _without_site(metadata.text("headline"), sites)
    title = _without_site(metadata.title, sites)
    if in_json and visible and meta and title and _is_for_search(in_json, title, visible, meta):
        return visible, "meta, printed as in h1"
    for declared, rule in ((in_json, "json-ld"), (meta, "meta")):
        if declared is None:
            continue
        for printed, printing in ((visible, "h1"), (meta, "meta")):
            if printed and printing != rule and _says_the_same(declared, printed):
                return printed, f"{rule}, printed as in {printing}"
        return declared, rule
    if outlet is None and title and (heading := _heading_of(tree, title)):
        return heading, "title, printed as in a heading"
    if visible is None:
        return (title, "title") if title and outlet is None else None
    if title and len(comparable(title)) >= _CUT_OFF and _is_glued(visible, title):
        return title, "title"
    return visible, "layout"


def _visible(tree: LexborHTMLParser, selectors: Iterable[str], sites: frozenset[str]) -> str | None:
    for selector in selectors:
        for node in _nodes(tree, selector):
            text = tidy(node.text())[:_LONGEST]
            if comparable(text) and comparable(text) not in sites:
                return text
    return None


def _nodes(tree: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    """The first elements of `selector`. Mostly the first is asked for only, and found in half of the time of all."""
    if first := tree.css_first(selector):
        yield first
        yield from tree.css(selector)[1:5]


def _site_names(metadata: Metadata, outlet: Outlet | None, url: str) -> frozenset[str]:
    """What the site may call itself in titles, comparable."""
    hosts = [_host(url), *(outlet.hosts if outlet else ())]
    labels = [name for host in hosts for name in (host.removeprefix("www."), *host.split(".")) if name != "www"]
    return frozenset(
        comparable(name) for name in (outlet.name if outlet else "", metadata.meta.get("og:site_name", ""), *labels)
    ) - {""}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _without_site(title: str | None, sites: frozenset[str]) -> str | None:
    """`title` without " - UrduPoint" at its end; None where nothing is left of it."""
    title = (title or "")[:_LONGEST]
    for separator in reversed(list(_SEPARATOR.finditer(title))):
        if comparable(title[separator.end() :]) not in sites:
            break
        title = title[: separator.start()]
    return title.strip() if comparable(title) and comparable(title) not in sites else None


def _is_glued(visible: str, title: str) -> bool:
    """Whether `visible` is `title` behind something else, such as the words of a breadcrumb."""
    whole, end = comparable(visible), comparable(title)
    return whole != end and whole.endswith(end)


def _is_for_search(in_json: str, title: str, visible: str, meta: str) -> bool:
    """Whether title and JSON-LD agree against what readers see on the page and where it is shared."""
    shared = _says_the_same(meta, visible) and not _says_the_same(in_json, visible)
    return shared and comparable(title).startswith(comparable(in_json))


def _begins(title: str, printed: str) -> bool:
    """Whether `title` is `printed` with a section or a site's name behind it."""
    return title.startswith(printed) and bool(_SEPARATOR.match(title, len(printed)))


def _heading_of(tree: LexborHTMLParser, title: str) -> str | None:
    """The heading that `title` begins or ends with: a blog's <h1> is its own name, the item's is a smaller one."""
    said = comparable(title)
    texts = [tidy(node.text())[:_LONGEST] for node in tree.css(_HEADINGS)[:_MOST_HEADINGS]]
    keys = [(comparable(text), text) for text in texts]
    meant = [(key, text) for key, text in keys if len(key) >= min(_SHORTEST, len(said)) and key]
    begun = (text for key, text in meant if said.startswith(key))
    return next(begun, None) or next((text for key, text in meant if said.endswith(key)), None)


def _says_the_same(declared: str, printed: str) -> bool:
    """Whether both are one headline, or `declared` is `printed` cut off at its end."""
    one, other = comparable(declared), comparable(printed)
    return one == other or (len(one) >= _CUT_OFF and other.startswith(one))
