"""A parsed page and its metadata → when the article was published, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from items import Outlet, Page
from parsers.clean import tidy
from parsers.dates import Moment, midnight, read_moment, read_relative
from parsers.metadata import Metadata

#: Meta tags that hold the moment of publication, commonest first.
_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "date",
)
#: The day in the address of sites of which nothing else is known.
_DAY_IN_URL = re.compile(r"/(?:(\d{4})/(\d{1,2})/(\d{1,2})|(\d{1,2}-(?:\d{1,2}|[A-Za-z]{3})-\d{4}))(?=/|$)")
#: Elements of one selector that are tried.
_MOST = 10
_LONGEST_AUTHOR = 200
_BY = re.compile(r"^(?:by|автор|от)\b[\s:]*", re.IGNORECASE)
_HANDLE = re.compile(r"\(?@\w{1,30}\)?")
_AFTER_NAME = re.compile(r"\s*(?:\b(?:published|updated)\b|\|).*$", re.IGNORECASE)


def read_published(
    tree: LexborHTMLParser,
    metadata: Metadata,
    outlet: Outlet | None,
    page: Page,
    selectors: Iterable[str],
    relative: Iterable[str] = (),
) -> tuple[Moment, str] | None:
    """When the page says it was published, in the outlet's zone where that is known, and the rule that read it.

    `selectors` and, of these, those that may say "2 hours ago" (`relative`) are the layouts'. What its listing printed
    comes after all that the page says itself. Never the first date on the page, which may be the visitor's clock. None
    where no trusted place holds one.
    """
    zone = ZoneInfo(outlet.timezone) if outlet else None
    listed = [(page.listed, "listing")] if page.listed else []
    texts = chain(_declared(metadata), _itemprop(tree), _by_layout(tree, selectors), _time_elements(tree), listed)
    found = ((moment, rule) for text, rule in texts if (moment := read_moment(text, zone)))
    best = next(found, None) or _in_url(outlet, page.url, zone)
    if best is None or best[0].precision == "day":
        # A source that gives the day only is no reason to pass over the time of day in the next one.
        vague = chain(_by_layout(tree, relative), listed)
        reckoned = ((moment, rule) for text, rule in vague if (moment := read_relative(text, zone, page.fetched_at)))
        best = _finest(best, chain(found, reckoned))
    if best is None:
        return None
    moment, rule = best
    return Moment(moment.at.astimezone(zone), moment.precision) if zone else moment, rule


def _finest(best: tuple[Moment, str] | None, others: Iterator[tuple[Moment, str]]) -> tuple[Moment, str] | None:
    """The first of `others` that gives the time of day on the day of `best`, else `best`; without it the first."""
    if best is None:
        best = next(others, None)
    if best is None or best[0].precision == "moment":
        return best
    day = best[0].at.date()
    return next((it for it in others if it[0].precision == "moment" and it[0].at.date() == day), best)


def read_author(tree: LexborHTMLParser, metadata: Metadata, selectors: Iterable[str]) -> tuple[str, str] | None:
    """The author as printed, several parted by ", ", and the rule that read it."""
    by_layout = (text for selector in selectors for text in _texts(tree, selector))
    declared = (metadata.meta.get(key) for key in ("author", "article:author"))
    for names, rule in ((metadata.authors(), "json-ld"), (by_layout, "layout"), (declared, "meta")):
        authors = [author for name in names if name and (author := _author(name))]
        if authors:
            return ", ".join(dict.fromkeys(authors))[:_LONGEST_AUTHOR], rule
    return None


def _author(text: str) -> str | None:
    text = _AFTER_NAME.sub("", _HANDLE.sub("", _BY.sub("", tidy(text)[:_LONGEST_AUTHOR]))).strip(" ,-–—")
    is_address = "://" in text or text.startswith("www.")
    return text if text and not is_address and any(letter.isalpha() for letter in text) else None


def _declared(metadata: Metadata) -> Iterator[tuple[str, str]]:
    if in_json := metadata.text("datePublished"):
        yield in_json, "json-ld"
    yield from ((metadata.meta[key], "meta") for key in _META if key in metadata.meta)
    if metadata.page_published:
        yield metadata.page_published, "json-ld of the page"


def _itemprop(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for text in _texts(tree, "[itemprop~='datePublished']"):
        yield text, "itemprop"


def _by_layout(tree: LexborHTMLParser, selectors: Iterable[str]) -> Iterator[tuple[str, str]]:
    for selector in selectors:
        for text in _texts(tree, selector):
            yield text, "layout"


def _time_elements(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The article's own <time>; one that stands elsewhere counts only if it is the page's only one."""
    everywhere = _texts(tree, "time[datetime]")
    for text in _texts(tree, "article time[datetime]") or (everywhere if len(set(everywhere)) == 1 else []):
        yield text, "time"


def _texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    """What the elements of `selector` say to machines, or else to people."""
    nodes = tree.css(selector)[:_MOST]
    return [tidy(n.attributes.get("datetime") or n.attributes.get("content") or n.text()) for n in nodes]


def _in_url(outlet: Outlet | None, url: str, zone: tzinfo | None) -> tuple[Moment, str] | None:
    day = _day_by_outlet(outlet, url) if outlet and outlet.url_date else _day_by_looks(url)
    return (midnight(day, zone), "url") if day else None


def _day_by_outlet(outlet: Outlet, url: str) -> date | None:
    match = outlet.article_url.search(url)
    if match is None or outlet.url_date is None:
        return None
    group, form = outlet.url_date
    try:
        # A day has no zone; strptime is the only reader of the outlet's own form.
        return datetime.strptime(match[group], form).date()  # noqa: DTZ007
    except ValueError:
        return None


def _day_by_looks(url: str) -> date | None:
    match = _DAY_IN_URL.search(url)
    moment = read_moment(match[4] or "-".join((match[1], match[2], match[3])), None) if match else None
    return moment.at.date() if moment else None
