"""A parsed page → what it declares of other addresses of its story: canonical, AMP, other languages, for printing.

The rules are those of HTML for links (https://html.spec.whatwg.org/multipage/links.html: canonical, alternate with
hreflang or media) and of AMP (https://amp.dev: amphtml; an AMP page names the ordinary one as canonical).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from items import DeclaredLink, LinkRelation, Outlet, Page

#: Links of a page that are looked at, of these that are kept, and characters of an element: no page of news has more.
MOST_LOOKED_AT, MOST, LONGEST = 500, 50, 1000
_RELATIONS = frozenset({"canonical", "amphtml", "alternate"})
#: What an alternate is where it is a page: feeds are declared so too.
PAGE = "text/html"


def declared_links(tree: LexborHTMLParser, page: Page, outlet: Outlet | None) -> tuple[DeclaredLink, ...]:
    """What `page` declares, in its order; links to the page itself are left out.

    Only the head counts, as in HTML for links of these kinds: what stands in the body may come from readers.
    An address names an article by the outlet's rule where it is on one of the outlet's hosts. Others are kept as they
    are and name none.
    """
    found: dict[tuple[LinkRelation, str, str | None], DeclaredLink] = {}
    for node in (tree.head.css("link[rel][href]") if tree.head else [])[:MOST_LOOKED_AT]:
        if _RELATIONS.isdisjoint((node.attributes["rel"] or "").lower().split()):
            continue
        attributes = {name: (value or "").strip() for name, value in node.attributes.items()}
        relations = list(_relations(attributes))
        url = _address(page.url, attributes["href"]) if relations else None
        if url is None or url == urldefrag(page.url).url or len(evidence := node.html or "") > LONGEST:
            continue
        for relation, language in relations:
            link = DeclaredLink(
                relation=relation, url=url, language=language, identity=_named(url, outlet), evidence=evidence
            )
            found.setdefault((relation, url, language), link)
    return tuple(found.values())[:MOST]


def _relations(attributes: Mapping[str, str]) -> Iterator[tuple[LinkRelation, str | None]]:
    said = attributes["rel"].lower().split()
    if "canonical" in said:
        yield "canonical", None
    if "amphtml" in said:
        yield "amp", None
    if "alternate" in said and attributes.get("hreflang") and attributes.get("type", PAGE).lower() == PAGE:
        yield "language", attributes["hreflang"].lower()
    elif "alternate" in said and attributes.get("media", "").lower() == "print":
        yield "print", None


def _address(base: str, href: str) -> str | None:
    """The address of a page, absolute and without the place in it; None for what is none."""
    try:
        url = urldefrag(urljoin(base, href)).url
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:  # not every address that a page declares is one
        return None


def _named(url: str, outlet: Outlet | None) -> str | None:
    return outlet.identity(url) if outlet and urlsplit(url).hostname in outlet.hosts else None
