"""A page as it was fetched → the article on it, by what it declares, its outlet's layout, or a general extractor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from items import Article, Layout, NotAnArticle, Outlet, Page, UnreadablePage
from parsers.api import ITEM, page_of_item
from parsers.blocks import Blocks, read_blocks
from parsers.body import INLINE, SPEAKS_OF_INLINE, Piece, read_pieces
from parsers.box_names import Verdict, judge
from parsers.clean import comparable, tidy
from parsers.dates import Moment, midnight
from parsers.decode import decode
from parsers.generic import may_be_text, read_generic, surely_found
from parsers.headline import read_headline
from parsers.language import language_of
from parsers.metadata import GALLERY_TYPES, LISTING_TYPES, Metadata, read_metadata
from parsers.paragraphs import Body, read_body
from parsers.plain import article_from_text
from parsers.published import read_author, read_published
from parsers.refuse import refuse_hopeless
from parsers.scripted import read_scripted
from parsers.shown_day import with_shown_day
from parsers.twins import declared_links

__all__ = ["OpenPage", "article_from_text", "open_page", "parse_article"]

#: lexbor need not call what browsers do at each change of a growing tree.
_NOBODY_LISTENS = LexborDocumentOptions.WO_EVENTS.value
#: What holds text that nobody sees.
UNSEEN = "script, style, noscript, template"
#: What marks the text on many pages, in the words of https://schema.org.
_MARKED = "[itemprop~='articleBody']"
#: Letters and digits below which a body is a remnant.
SHORTEST_BODY = 20
#: How far a page's clock may be ahead of ours.
AHEAD = timedelta(days=1)
#: Share of a page's text within links from which it is a list of links.
LINKS_OF_LISTING = 0.6
#: Characters of text from which a page is an article, however many links or films stand around it.
TOLD = 400
#: Elements of one selector among which the container is looked for.
MOST_CONTAINERS = 20
#: Pictures that make a page without text a gallery.
PICTURES = 3


def parse_article(page: Page, outlet: Outlet | None) -> Article:
    """The article on `page`, with the rule that read each field; `outlet` is None for a site that is not ours.

    Raises NotAnArticle when the page has no headline or is a list or a gallery, and UnreadablePage when it should be
    an article but has no text, no date though its outlet's layouts promise one, a date in the future, or is no page at
    all. No other error, whatever the bytes; time is bounded by the limits in parsers/refuse.py.
    """
    return open_page(page, outlet).article()


def open_page(page: Page, outlet: Outlet | None) -> OpenPage:
    """`page` as far as its headline; raises what parse_article does."""
    decoded, layouts = decode(page), tuple(_layouts(page, outlet))
    is_item = outlet and page.headers.get("content-type", "").startswith("application/json")
    text = page_of_item(decoded.text, layouts) if is_item else decoded.text
    refuse_hopeless(page, text)
    tree = _tree(text if is_item else decoded.utf8 or text)
    layouts = (ITEM,) if is_item else layouts
    metadata = read_metadata(tree)
    found = read_headline(tree, metadata, outlet, page.url, _selectors(layouts, lambda layout: layout.headline))
    if found is None:
        raise NotAnArticle("there is no headline")
    headline, rule = found
    return OpenPage(page, outlet, tree, layouts, metadata, headline, {"charset": decoded.rule, "headline": rule})


@dataclass(frozen=True)
class OpenPage:
    """A page while it is read."""

    page: Page
    outlet: Outlet | None
    tree: LexborHTMLParser
    layouts: tuple[Layout, ...]
    metadata: Metadata
    headline: str
    #: Field → the rule that read it, of those that are read already.
    rules: Mapping[str, str | None]

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone in which the site prints its times."""
        return ZoneInfo(self.outlet.timezone) if self.outlet else None

    @cached_property
    def blocks(self) -> Blocks:
        """The page's boxes and blocks of text; without any where it has no body."""
        return read_blocks(self.tree.body) if self.tree.body else Blocks()

    @cached_property
    def verdict(self) -> Verdict:
        """What the names of the boxes say."""
        return judge(self.blocks)

    def selectors(self, of: Callable[[Layout], Iterable[str]]) -> list[str]:
        """What `of` names in each layout, the likeliest layout's first, every selector once."""
        return _selectors(self.layouts, of)

    def whatever_it_says(self) -> str | None:
        """All that the text of the article may hold, and more: asked in a tenth of the time that the rest takes.

        None where that is not sure: on pages of outlets, and where the text may not be found or is marked by itemprop.
        """
        if self.outlet or not surely_found(self.blocks, self.verdict) or self.tree.css_first(_MARKED):
            return None
        declared = self.metadata.article.get("articleBody")
        in_json = tidy(declared) if isinstance(declared, str) else ""
        return "\n".join((self.headline, *may_be_text(self.blocks), in_json))

    def article(self) -> Article:
        """The article; raises what parse_article does."""
        by_layout = self.selectors(lambda layout: layout.author)
        author, author_rule = read_author(self.tree, self.metadata, by_layout) or (None, None)
        published, published_rule = _published(self)
        body, body_rule = _body(self, author, published)
        if published is None and body.dateline and body.dateline.day:
            published, published_rule = midnight(body.dateline.day, self.zone), "dateline"
        _judge_date(self, published)
        rules = {**self.rules, "author": author_rule, "published_at": published_rule, "body": body_rule}
        site = self.outlet.language if self.outlet else None
        languages = (self.metadata.language, self.metadata.text("inLanguage"), site)
        return Article(
            outlet=self.page.outlet,
            url=self.page.url,
            headline=self.headline,
            body=body.paragraphs,
            author=author,
            published_at=published.at if published else None,
            published_precision=published.precision if published else None,
            language=language_of("\n".join(body.paragraphs), languages),
            dateline=body.dateline,
            rules={field: rule for field, rule in rules.items() if rule},
            links=declared_links(self.tree, self.page, self.outlet),
        )


def _selectors(layouts: Iterable[Layout], of: Callable[[Layout], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(selector for layout in layouts for selector in of(layout)))


def _tree(text: str | bytes) -> LexborHTMLParser:
    try:
        return LexborHTMLParser(text, options=_NOBODY_LISTENS)
    except SelectolaxError as error:
        raise UnreadablePage(f"the HTML can't be parsed: {error}") from error


def _layouts(page: Page, outlet: Outlet | None) -> Iterator[Layout]:
    """The layouts to try: that of the day on which the page was fetched, older ones, then those that came later."""
    if outlet is None:
        yield Layout()
        return
    day = page.fetched_at.date()
    newest_first = sorted(outlet.layouts, key=lambda layout: layout.since or date.min, reverse=True)
    yield from (layout for layout in newest_first if layout.since is None or layout.since <= day)
    yield from (layout for layout in reversed(newest_first) if layout.since and layout.since > day)


def _published(reading: OpenPage) -> tuple[Moment | None, str | None]:
    selectors = reading.selectors(lambda layout: (*layout.published, *layout.relative))
    relative = reading.selectors(lambda layout: layout.relative)
    found = read_published(reading.tree, reading.metadata, reading.outlet, reading.page, selectors, relative)
    if reading.outlet is None:
        language = reading.metadata.language
        found = with_shown_day(found, reading.blocks, reading.verdict, reading.headline, language)
        if found is None and (moment := read_scripted(reading.tree)):
            found = moment, "script"
    return found or (None, None)


def _judge_date(reading: OpenPage, published: Moment | None) -> None:
    outlet = reading.outlet
    if published is None and outlet and (outlet.url_date or any(layout.published for layout in outlet.layouts)):
        raise UnreadablePage("the date of publication is missing; the layout promises one")
    if published and published.at > reading.page.fetched_at + AHEAD:
        raise UnreadablePage(f"it claims to be published in the future, at {published.at.isoformat()}")


# --- the text ---------------------------------------------------------------------------------------------------------


def _body(reading: OpenPage, author: str | None, published: Moment | None) -> tuple[Body, str]:
    """The text and the rule that found it: the first source that holds more than a remnant."""
    day = published.at.date() if published else None
    container_seen = False
    for rule, pieces in _sources(reading):
        body = read_body(pieces, headline=reading.headline, author=author, published=day)
        sizes = accumulate(len(comparable(paragraph)) for paragraph in body.paragraphs)
        enough = any(size >= SHORTEST_BODY for size in sizes)
        if enough and (rule.startswith("layout") or _is_prose(body)):
            if not rule.startswith("layout"):
                _refuse_listing(reading, sum(map(len, body.paragraphs)))
            return body, rule
        container_seen = container_seen or rule == "layout"
    _refuse_listing(reading)
    raise UnreadablePage("there is a headline but no text" + (" in the container" if container_seen else ""))


def _is_prose(body: Body) -> bool:
    """Whether any paragraph is a sentence: the words of a menu are none."""
    return any(
        len(paragraph) >= 60 or paragraph.rstrip("\"”’')»").endswith((".", "!", "?", "۔"))
        for paragraph in body.paragraphs
    )


def _sources(reading: OpenPage) -> Iterator[tuple[str, list[Piece]]]:
    """Where the text may stand, surest first, each with what stands there; only looked up when it is asked for."""
    container_seen = False
    for layout in reading.layouts:
        for selector in layout.body:
            if container := _container(reading.tree, selector):
                container_seen = True
                yield "layout", _pieces(container, layout.drop)
    if reading.outlet is None:
        yield "generic", _generic(reading)
    if container := _container(reading.tree, _MARKED):
        yield "itemprop", _pieces(container, ())
    declared = reading.metadata.article.get("articleBody")
    lines = [tidy(line) for line in declared.splitlines()] if isinstance(declared, str) else []
    if len(lines) > 1:
        yield "json-ld", [Piece(line, "p") for line in lines if line]
    if reading.outlet and not container_seen:
        yield "generic", _generic(reading)
    # One long line of it has lost its paragraphs.
    yield "json-ld", [Piece(line, "p") for line in lines if line]


def _container(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    """The element of `selector` with the most text: a page may have teasers built like its article."""
    nodes = tree.css(selector)[:MOST_CONTAINERS]
    return max(nodes, key=_letters) if len(nodes) > 1 else next(iter(nodes), None)


def _letters(node: LexborNode) -> int:
    """How much text `node` holds for people. The tree is only ever read: its library crashes on some changes."""
    return len(comparable(node.text())) - sum(len(comparable(unseen.text())) for unseen in node.css(UNSEEN))


def _pieces(container: LexborNode, drop: tuple[str, ...]) -> list[Piece]:
    # Asking lexbor costs a twentieth of asking BeautifulSoup, and most selectors of a layout match nothing.
    dropped = {selector: nodes for selector in drop if (nodes := container.css(selector))}
    inline = any(
        SPEAKS_OF_INLINE.search(selector) or any(node.tag in INLINE for node in nodes)
        for selector, nodes in dropped.items()
    )
    return read_pieces(container, tuple(dropped), inline=inline)


def _generic(reading: OpenPage) -> list[Piece]:
    found = read_generic(reading.blocks, reading.verdict, reading.headline) if reading.blocks.blocks else None
    if found is None:
        return []
    if found.is_list and not reading.metadata.claims_article:
        raise NotAnArticle("a list of links")
    return found.pieces


def _refuse_listing(reading: OpenPage, told: int = 0) -> None:
    """Raise NotAnArticle where the page, which has no text by its outlet's layout, is a list of links or a gallery.

    `told` is how many characters of text were found in another way.
    """
    metadata = reading.metadata
    if metadata.article:
        return
    is_told = told >= TOLD
    if metadata.types & GALLERY_TYPES and not is_told:
        raise NotAnArticle("a gallery: pictures or a film")
    if metadata.claims_article:
        return
    if metadata.types & LISTING_TYPES:
        raise NotAnArticle("a list of articles")
    if reading.outlet and reading.outlet.identity(reading.page.url) is None:
        raise NotAnArticle("neither the address nor the page is an article's")
    page = reading.tree.body
    if page is None or is_told:
        return
    words = _letters(page)
    linked = sum(len(comparable(link.text())) for link in reading.tree.css("a"))
    if words and linked >= words * LINKS_OF_LISTING:
        raise NotAnArticle("a list of links")
    if words < SHORTEST_BODY and len(reading.tree.css("img")) >= PICTURES:
        raise NotAnArticle("pictures without text")
