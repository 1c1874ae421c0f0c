"""One article, given as a saved page, an address or plain text → what is read of it and how; a draft of its outlet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import facts
from items import Article, Failed, NotAnArticle, Outlet, Page, UnreadablePage, Unusable
from pipeline.environment import ROOT

if TYPE_CHECKING:
    from parsers.explanation import Explanation


def show(
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> dict[str, Any]:
    """What is read on a saved page (a file), a live page (an address) or in plain text (`-`: standard input)."""
    from parsers.extract import read_facts

    article = _article(source, url, outlet, published, title)
    return facts.shown(article, read_facts(article))


def explain(
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Explanation:
    """How the reader came to what `show` gives."""
    from parsers.explain import explain as explained

    return explained(_article(source, url, outlet, published, title))


def new_outlet(url: str, page: Path | None = None) -> list[Path]:
    """Draft an outlet's file and sample from one article, the live page at `url` or its saved copy; the files written.

    Raises Unusable where the page can't be had or a file of that name stands there already.
    """
    from crawlers.draft import draft
    from crawlers.visit import NotHad, visit

    try:
        found = draft(replace(_saved_page(page, url, None), url=url) if page else visit(url))
    except NotHad as reason:
        raise Unusable(str(reason)) from reason
    paths = {ROOT / name: content for name, content in found.files.items()}
    for path in paths:
        if path.exists():
            raise Unusable(f"{path.relative_to(ROOT)} exists already: remove or rename it first.")
    for path, content in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(paths)


def from_text(
    text: str, outlet: str | None, published: str | None, title: str | None, url: str | None, language: str | None
) -> Article:
    """The article that plain `text` is, published at a day or moment of a zone of its own or of its outlet's.

    Raises Unusable where there is no text or `published` is no moment.
    """
    from crawlers.outlets import outlets as known
    from parsers.plain import article_from_text

    if not text.strip():
        raise Unusable("There is no text on standard input.")
    site = known().get(outlet or "")
    moment = _given_moment(published)
    zone = site.timezone if site else "Asia/Karachi"
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return article_from_text(
        text,
        outlet=outlet,
        published=moment,
        title=title,
        url=url,
        zone=zone,
        language=language or (site.language if site else None),
    )


def _article(source: str, url: str | None, outlet: str | None, published: str | None, title: str | None) -> Article:
    from crawlers.outlets import outlets as known
    from crawlers.visit import NotHad, visit
    from parsers.parse import parse_article

    _given_moment(published)  # a page says itself when it was published, but a wrong call is one all the same
    if source.lower().startswith("file:/"):
        raise Unusable(f"{source} is the address of a file: give its path, {unquote(urlsplit(source).path)}")
    hint = ""
    try:
        if source == "-":
            return from_text(_standard_input(), outlet, published, title, url, None)
        if source.startswith(("http://", "https://")):
            page = visit(source, _outlet_of(source, outlet))
        else:
            page = _saved_page(Path(source), url, outlet)
            hint = "" if page.outlet else " (of no known outlet; --url says where the page came from)"
        return parse_article(page, known().get(page.outlet))
    except NotHad as reason:
        raise Unusable(str(reason)) from reason
    except (NotAnArticle, UnreadablePage) as reason:
        raise Failed(f"{source}: {reason}{hint}") from reason


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise Unusable(f"Standard input is no text in {error.encoding}; save it in that charset.") from error


def _given_moment(published: str | None) -> datetime | date | None:
    """What --published says: a day, or a moment, which may be without a zone."""
    try:
        if published and len(published) > 10:
            return datetime.fromisoformat(published)
        return date.fromisoformat(published) if published else None
    except ValueError as error:
        raise Unusable(f"--published {published} is no moment: write YYYY-MM-DD or YYYY-MM-DDTHH:MM.") from error


def _outlet_of(url: str, named: str | None) -> Outlet | None:
    """The outlet that is named, else the one to which the host of `url` belongs."""
    from crawlers.outlets import outlets as known

    if named:
        return known().get(named)
    host = urlsplit(url).hostname
    return next((outlet for outlet in known().values() if host in outlet.hosts), None)


def _saved_page(file: Path, url: str | None, named: str | None) -> Page:
    """A page that was saved as a file, gzipped or not; its time is the file's.

    Without `url` the page's own word for its address counts where that is one of an outlet of ours.
    """
    import gzip
    import zlib

    try:
        body = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        if body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as error:
        raise Unusable(f"{file} can't be read: {getattr(error, 'strerror', None) or error}.") from error
    here = file.resolve().as_uri()
    page = Page(outlet="", identity=here, url=url or here, fetched_at=written, status=200, body=body)
    address = page.url if url else next(filter(lambda it: _outlet_of(it, None), _declared_addresses(page)), here)
    outlet = _outlet_of(address, named)
    return replace(
        page,
        outlet=outlet.slug if outlet else "",
        identity=(outlet.identity(address) if outlet else None) or address,
        url=address,
    )


def _declared_addresses(page: Page) -> Iterator[str]:
    """Where a page says that it belongs: its canonical link, then og:url. Raises UnreadablePage."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    from parsers.decode import decode
    from parsers.refuse import refuse_hopeless

    text = decode(page).text
    refuse_hopeless(page, text)
    try:
        tree = LexborHTMLParser(text)
    except SelectolaxError:
        return  # whoever reads the article says so
    for selector, attribute in (("link[rel~='canonical']", "href"), ("meta[property='og:url']", "content")):
        for node in tree.css(selector)[:1]:
            with suppress(ValueError):  # not every address that a page declares is one
                yield urljoin("https:", (node.attributes.get(attribute) or "").strip())
