"""The bytes of a listing → the articles that it announces, newest first."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import zip_longest
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree
from parsel import Selector
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string

from items import Listing, Outlet

#: Google's news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
#: What feedparser finds wrong with a feed that can be read all the same: headers that don't fit it.
HARMLESS_ERRORS = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)
#: Characters; what is longer is no address of an article.
LONGEST_ADDRESS = 2000


class BrokenListing(Exception):
    """The answer is no listing of the kind that was expected; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """An article that a listing announces."""

    identity: str
    url: str
    #: What the listing says of the last change, as printed there.
    lastmod: str | None = None


def links(outlet: Outlet, listing: Listing, body: bytes, *, url: str, content_type: str = "") -> list[Link]:
    """The articles that `body` announces, newest first, each once; addresses of anything else are passed over.

    `url` is where the answer came from, `content_type` its header. Raises BrokenListing.
    """
    match listing.kind:
        case "feed":
            found: Iterable[tuple[str, str | None]] = _of_feed(body, content_type)
        case "sitemap":
            found = _of_sitemap(body)
        case "section" | "topic":
            found = _of_page(body, listing.links or "a", content_type)
    articles: dict[str, Link] = {}
    for address, lastmod in found:
        link = _link(outlet, url, address, lastmod)
        if link:
            articles.setdefault(link.identity, link)
    if not articles and listing.kind in ("section", "topic"):
        raise BrokenListing(f"no link to an article in '{listing.links or 'a'}'; the layout may have changed")
    return _newest_first(list(articles.values()))


def side_by_side(lists: Sequence[Sequence[Link]]) -> list[Link]:
    """The articles of several listings, each once with its latest change: the first of every list before the second."""
    found: dict[str, Link] = {}
    for row in zip_longest(*lists):
        for link in filter(None, row):
            known = found.setdefault(link.identity, link)
            if link.lastmod and (known.lastmod is None or is_later(link.lastmod, known.lastmod)):
                found[link.identity] = replace(known, lastmod=link.lastmod)
    return list(found.values())


def is_later(lastmod: str | None, remembered: str) -> bool:
    """Whether the moment `lastmod` lies after the one `remembered`; False where either can't be read."""
    ours, theirs = moment(remembered), moment(lastmod or "")
    return bool(ours and theirs and theirs > ours)


def moment(text: str) -> datetime | None:
    """The moment that a feed or sitemap prints (RFC 3339 or RFC 5322); one without a zone is taken as UTC."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
        except (ValueError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _newest_first(articles: list[Link]) -> list[Link]:
    moments = {link.identity: moment(link.lastmod or "") for link in articles}
    if any(when is None for when in moments.values()):
        # Sites print their newest item first; half a list of moments would only disturb that order.
        return articles
    return sorted(articles, key=lambda link: moments[link.identity] or datetime.min.replace(tzinfo=UTC), reverse=True)


def _link(outlet: Outlet, base: str, address: str, lastmod: str | None) -> Link | None:
    try:
        url = safe_url_string(urljoin(base, address.strip()).partition("#")[0])
        host = urlsplit(url).hostname
    except ValueError:
        return None
    identity = outlet.identity(url)
    if identity is None or host not in outlet.hosts or len(url) > LONGEST_ADDRESS:
        return None
    return Link(identity=identity, url=url, lastmod=(lastmod or "").strip() or None)


def _of_feed(body: bytes, content_type: str) -> Iterator[tuple[str, str | None]]:
    _refuse_entities(body)
    # As a stream: bytes or text that happen to name a file or an address would be opened by feedparser.
    stream = io.BytesIO(body)
    headers = {"content-type": content_type}
    try:
        feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError) as error:
        # Its way of meeting numbers of no character, or encodings of no name.
        raise BrokenListing(f"not a feed: {error}") from error
    entries, fault = feed.get("entries", []), feed.get("bozo_exception")
    if not entries and (not feed.get("version") or (fault and not isinstance(fault, HARMLESS_ERRORS))):
        raise BrokenListing(f"not a feed: {fault or 'no feed format was recognised'}")
    for entry in entries:
        updated = entry["updated"] if "updated" in entry else entry.get("published")
        yield entry.get("link") or "", updated


def _of_sitemap(body: bytes) -> Iterator[tuple[str, str | None]]:
    _refuse_entities(body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenListing(f"not XML: {error}") from error
    if root.tag != f"{SITEMAP}urlset":
        raise BrokenListing(f"no list of pages but <{etree.QName(root).localname}>")
    for entry in root.iterfind(f"{SITEMAP}url"):
        lastmod = entry.findtext(f"{SITEMAP}lastmod") or entry.findtext(f".//{NEWS}publication_date")
        yield entry.findtext(f"{SITEMAP}loc") or "", lastmod


def _of_page(body: bytes, selector: str, content_type: str) -> Iterator[tuple[str, str | None]]:
    _, text = html_to_unicode(content_type, body)
    for address in Selector(text=text).css(selector).css("::attr(href)").getall():
        yield address, None


def _refuse_entities(body: bytes) -> None:
    # Without the zero bytes of UTF-16, so that the declaration can't hide in another encoding.
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise BrokenListing("it declares entities, which no listing needs")
