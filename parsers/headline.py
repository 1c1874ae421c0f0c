"""A parsed page and its metadata → the article's headline as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from items import Outlet
from parsers.clean import comparable, tidy
from parsers.metadata import Metadata

#: What parts a headline from the site's name in titles.
_SEPARATOR = re.compile(r"\s[-–—|»·•:]+\s")
#: Letters that two headlines must share from the beginning so that the shorter is the longer one cut off.
_CUT_OFF = 20
_LONGEST = 500


def read_headline(
    tree: LexborHTMLParser, metadata: Metadata, outlet: Outlet | None, url: str, selectors: Iterable[str]
) -> tuple[str, str] | None:
    """The headline and the rule that read it; None where the page has none.

    What JSON-LD or else og:title says decides, because what is visible may be glued to a breadcrumb. Where the visible
    headline says the same, its printing is taken: the declared one is often cut off and in other capitals.
    """
    sites = _site_names(metadata, outlet, url)
    visible = _visible(tree, selectors, sites)
    meta = _without_site(metadata.meta.get("og:title") or metadata.meta.get("twitter:title"), sites)
    for declared, rule in ((_without_site(metadata.text("headline"), sites), "json-ld"), (meta, "meta")):
        if declared is None:
            continue
        for printed, printing in ((visible, "h1"), (meta, "meta")):
            if printed and printing != rule and _says_the_same(declared, printed):
                return printed, f"{rule}, printed as in {printing}"
        return declared, rule
    if visible is None:
        return None
    title = _without_site(metadata.title, sites)
    if title and len(comparable(title)) >= _CUT_OFF and _is_glued(visible, title):
        return title, "title"
    return visible, "layout"


def _visible(tree: LexborHTMLParser, selectors: Iterable[str], sites: frozenset[str]) -> str | None:
    for selector in selectors:
        for node in tree.css(selector)[:5]:
            text = tidy(node.text())[:_LONGEST]
            if comparable(text) and comparable(text) not in sites:
                return text
    return None


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


def _says_the_same(declared: str, printed: str) -> bool:
    """Whether both are one headline, or `declared` is `printed` cut off at its end."""
    one, other = comparable(declared), comparable(printed)
    return one == other or (len(one) >= _CUT_OFF and other.startswith(one))
