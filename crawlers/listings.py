"""The bytes of a listing → the articles that it announces, newest first."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from itertools import zip_longest
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree
from parsel import Selector, SelectorList
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string, url_query_cleaner

from items import Listing, Outlet

#: Google's news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
#: What feedparser finds wrong with a feed that can be read all the same: headers that don't fit it.
HARMLESS_ERRORS = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)
#: Parameters that say where a link was clicked, not what it leads to.
TRACKING = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid")
#: Characters; what is longer is no address of an article, and no printed moment.
LONGEST_ADDRESS = 2000
LONGEST_MOMENT = 100
#: Bytes of a gzipped sitemap when unpacked; the standard allows 50 MB, no outlet's has a tenth of it.
LARGEST_UNPACKED = 20 * 1024 * 1024


class BrokenListing(Exception):
    """The answer is no listing of the kind that was expected; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """An article that a listing announces."""

    identity: str
    url: str
    #: What the listing says of the last change and of the publication, as printed there.
    lastmod: str | None = None
    listed: str | None = None
    #: The article itself, where an api's listing holds it.
    body: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """What stands in a listing, an article or anything else."""

    address: str
    lastmod: str | None = None
    listed: str | None = None
    body: bytes | None = None


def links(outlet: Outlet, listing: Listing, body: bytes, *, url: str, content_type: str = "") -> list[Link]:
    """The articles that `body` announces, newest first, each once; addresses of anything else are passed over.

    `url` is where the answer came from, `content_type` its header. Raises BrokenListing.
    """
    match listing.kind:
        case "feed":
            found: Iterable[Item] = _of_feed(body, content_type)
        case "sitemap":
            found = _of_sitemap(body)
        case "api":
            found = _of_api(body, listing)
        case "section" | "topic":
            found = _of_page(body, listing, content_type)
    articles: dict[str, Link] = {}
    for item in found:
        if link := _link(outlet, url, item):
            articles.setdefault(link.identity, link)
    if not articles and listing.kind in ("section", "topic"):
        raise BrokenListing(f"no link to an article in '{listing.links or 'a'}'; the layout may have changed")
    return _newest_first(list(articles.values()))


def sitemaps_within(body: bytes) -> list[str]:
    """Addresses of the sitemaps that a list of sitemaps names, newest first; [] for any other sitemap.

    One without a day of change is taken to be the newer the later it stands in the list, as its numbers grow.
    """
    root = _sitemap(body)
    if root.tag != f"{SITEMAP}sitemapindex":
        return []
    named = [
        (moment(entry.findtext(f"{SITEMAP}lastmod") or ""), position, (entry.findtext(f"{SITEMAP}loc") or "").strip())
        for position, entry in enumerate(root.iterfind(f"{SITEMAP}sitemap"))
    ]
    oldest = datetime.min.replace(tzinfo=UTC)
    return [
        address for _, _, address in sorted(named, key=lambda it: (it[0] or oldest, it[1]), reverse=True) if address
    ]


def newest(articles: Iterable[Link], zone: tzinfo = UTC) -> datetime | None:
    """The latest moment that a listing prints of `articles`, where it is one that every reader understands."""
    return max((when for link in articles if (when := moment(link.listed or link.lastmod or "", zone))), default=None)


def printed_zone(outlet: Outlet, listing: Listing) -> tzinfo:
    """The zone of moments that are printed without one: pages and apis have the outlet's own time, feeds UTC."""
    return UTC if listing.kind in ("feed", "sitemap") else ZoneInfo(outlet.timezone)


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


def moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """The moment that a listing prints (RFC 3339 or RFC 5322); one without a zone is of `zone`."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
        except (ValueError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=zone)
    return None


def _newest_first(articles: list[Link]) -> list[Link]:
    moments = {link.identity: moment(link.lastmod or link.listed or "") for link in articles}
    if any(when is None for when in moments.values()):
        # Sites print their newest item first; half a list of moments would only disturb that order.
        return articles
    return sorted(articles, key=lambda link: moments[link.identity] or datetime.min.replace(tzinfo=UTC), reverse=True)


def _link(outlet: Outlet, base: str, item: Item) -> Link | None:
    try:
        url = safe_url_string(urljoin(base, item.address.strip()).partition("#")[0])
        if "?" in url:
            url = url_query_cleaner(url, TRACKING, remove=True, unique=False)
        host = urlsplit(url).hostname
    except ValueError:
        return None
    identity = outlet.identity(url)
    if identity is None or host not in outlet.hosts or len(url) > LONGEST_ADDRESS:
        return None
    listed = " ".join((item.listed or "").split())[:LONGEST_MOMENT] or None
    return Link(identity=identity, url=url, lastmod=(item.lastmod or "").strip() or None, listed=listed, body=item.body)


def _of_feed(body: bytes, content_type: str) -> Iterator[Item]:
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
        published = entry.get("published")
        # Not get(): of a feed without it, feedparser would answer with the moment of publication, and a warning.
        updated = entry["updated"] if "updated" in entry else published  # noqa: SIM401
        yield Item(address=entry.get("link") or "", lastmod=updated, listed=published)


def _of_sitemap(body: bytes) -> Iterator[Item]:
    root = _sitemap(body)
    if root.tag != f"{SITEMAP}urlset":
        raise BrokenListing(f"no list of pages but <{etree.QName(root).localname}>")
    for entry in root.iterfind(f"{SITEMAP}url"):
        changed, published = entry.findtext(f"{SITEMAP}lastmod"), entry.findtext(f".//{NEWS}publication_date")
        yield Item(
            address=entry.findtext(f"{SITEMAP}loc") or "", lastmod=changed or published, listed=published or changed
        )


def _sitemap(body: bytes) -> Any:
    body = _unpacked(body)
    _refuse_entities(body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenListing(f"not XML: {error}") from error


def _unpacked(body: bytes) -> bytes:
    """`body` without its gzip wrapping, if it has one."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(body, LARGEST_UNPACKED)
    except zlib.error as error:
        raise BrokenListing(f"not gzip: {error}") from error
    if unpacking.unconsumed_tail:
        raise BrokenListing(f"larger than {LARGEST_UNPACKED} bytes when unpacked")
    return unpacked


def _of_page(body: bytes, listing: Listing, content_type: str) -> Iterator[Item]:
    _, text = html_to_unicode(content_type, body)
    page, links = Selector(text=text), listing.links or "a"
    if listing.item is None:
        for address in page.css(links).css("::attr(href)").getall():
            yield Item(address=address)
        return
    for block in page.css(listing.item):
        when = _words(block.css(listing.when)) if listing.when else None
        for address in block.css(links).css("::attr(href)").getall():
            yield Item(address=address, listed=when)


def _words(found: SelectorList[Selector]) -> str | None:
    """What the first of the elements says to machines, or else to people."""
    said = found.css("::attr(datetime)").get() or " ".join(found[:1].css("::text").getall())
    return " ".join(said.split()) or None


def _of_api(body: bytes, listing: Listing) -> Iterator[Item]:
    try:
        items = json.loads(body)
        for key in filter(None, (listing.links or "").split(".")):
            items = items[key]
        if not isinstance(items, list):
            raise TypeError("no list")
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        where = f"under '{listing.links}'" if listing.links else "at its top"
        raise BrokenListing(f"no JSON with a list {where}: {error}") from error
    for item in items:
        if isinstance(item, dict):
            yield _item_of_api(item, listing)


def _item_of_api(item: dict[str, Any], listing: Listing) -> Item:
    keys = {key: quote(str(value), safe="") for key, value in item.items() if isinstance(value, str | int)}
    try:
        address = (listing.article or "").format_map(keys)
    except (LookupError, ValueError) as error:
        raise BrokenListing(f"its items have no key {error}; the api may have changed") from error
    when = item.get(listing.when or "")
    body = json.dumps(item, ensure_ascii=False, sort_keys=True).encode()
    return Item(address=address, listed=str(when) if when else None, body=body)


def _refuse_entities(body: bytes) -> None:
    # Without the zero bytes of UTF-16, so that the declaration can't hide in another encoding.
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise BrokenListing("it declares entities, which no listing needs")
