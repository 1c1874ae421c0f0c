"""A parsed page → what it says of itself to machines: JSON-LD of its article, meta tags, the language it declares."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from parsers.clean import tidy

#: Types of https://schema.org/Article and its kin end so; "WebPage" and "VideoObject" do not.
ARTICLE_ENDINGS = ("Article", "Posting", "Report")
#: Types of pages that are no article: lists of links, pictures.
LISTING_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery", "VideoGallery", "VideoObject"})
#: Keys under which an article stands in a larger JSON-LD block.
CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage")
#: Characters of a JSON-LD block beyond which it is not read, and blocks of a page.
LONGEST_BLOCK = 1_000_000
MOST_BLOCKS = 50
#: Nodes of a block that are looked at.
MOST_NODES = 5_000

_BLOCKS = "script[type*='ld+json']"
#: What old templates wrap a block in, so that no browser takes it for text.
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[")
_CLOSINGS = ("-->", "//]]>", "// ]]>", "]]>", ";")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
#: Not strict: publishers leave raw line breaks and tabs in their texts.
_DECODER = json.JSONDecoder(strict=False)

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Metadata:
    """What a page declares; unescaped and on one line, otherwise as it stands there."""

    #: The JSON-LD object of the article, empty where there is none.
    article: Json = field(default_factory=dict)
    #: When the page itself was published, by JSON-LD of a page, a recipe or another work that is no article.
    page_published: str | None = None
    #: All types that the JSON-LD blocks name on their upper levels.
    types: frozenset[str] = frozenset()
    #: Name or property in lower case → content of its first meta tag.
    meta: Mapping[str, str] = field(default_factory=dict)
    #: Of the root element.
    language: str | None = None
    title: str | None = None

    @property
    def claims_article(self) -> bool:
        """Whether the page says that it is a news item."""
        return bool(self.article or self.meta.get("og:type") == "article" or "article:published_time" in self.meta)

    def text(self, key: str) -> str | None:
        """The article's `key` in JSON-LD where it is a text."""
        return plain(self.article.get(key))

    def authors(self) -> list[str]:
        """The authors' names in JSON-LD, which writes them as a text, an object or a list of either."""
        return [name for name in _names(self.article.get("author")) if name]


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """What `tree` declares. Broken blocks count as absent."""
    article: Json = {}
    types: set[str] = set()
    days: list[str] = []
    meta: dict[str, str] = {}
    title = None
    # One look over the tree for all of them: each takes a sixth of what the tree took to grow.
    found = tree.css(f"title, meta[content], {_BLOCKS}")
    for script in [node for node in found if node.tag == "script"][:MOST_BLOCKS]:
        nodes = list(_nodes(_load(script.text())))
        types.update(kind for node in nodes for kind in _types(node))
        article = article or _article(nodes)
        days += [day for node in nodes if isinstance(day := node.get("datePublished"), str)]
    for node in found:
        if node.tag == "meta":
            _add_meta(meta, node.attributes)
        elif node.tag == "title" and title is None:
            title = tidy(node.text())
    return Metadata(
        article=article,
        page_published=days[0] if days and not article else None,
        types=frozenset(types),
        meta=meta,
        language=tree.root.attributes.get("lang") if tree.root else None,
        title=title,
    )


def plain(value: Any) -> str | None:
    """`value` of JSON-LD as a text: its publishers escape it for HTML once more. None for anything but a text."""
    return tidy(html.unescape(value)) or None if isinstance(value, str) else None


def _add_meta(found: dict[str, str], attributes: Mapping[str, str | None]) -> None:
    content = attributes.get("content") or ""
    content = tidy(html.unescape(content) if "&" in content else content)
    for key in ("property", "name", "itemprop"):
        if content and (name := attributes.get(key)):
            found.setdefault(name.lower(), content)


def _load(text: str) -> Any:
    """The value in a JSON-LD block, with the mistakes mended that are often made; None where that does not help."""
    if len(text) > LONGEST_BLOCK:
        return None
    text = text.strip()
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        for opening, closing in zip_longest(_OPENINGS, _CLOSINGS, fillvalue=""):
            text = text.removeprefix(opening).removesuffix(closing).strip()
    for mend in (str, _without_trailing_commas):
        try:
            return _DECODER.decode(mend(text))
        except (ValueError, RecursionError):
            continue
    with suppress(ValueError, RecursionError):  # a bracket too many behind the end
        return _DECODER.raw_decode(text)[0]
    return None


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


def _nodes(value: Any) -> Iterator[Json]:
    """The objects of a block that may be its article, in their order."""
    waiting = [value]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in reversed(CONTAINERS) if key in node)


def _types(node: Json) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _article(nodes: list[Json]) -> Json:
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    for node in nodes:
        if any(kind.endswith(ARTICLE_ENDINGS) for kind in _types(node)):
            author = node.get("author")
            # A graph names the author by reference to another node of it.
            if isinstance(author, dict) and "name" not in author and isinstance(author.get("@id"), str):
                return {**node, "author": by_id.get(author["@id"])}
            return node
    return {}


def _names(author: Any, depth: int = 0) -> list[str | None]:
    if depth > 3:
        return []
    if isinstance(author, list):
        return [name for one in author[:10] for name in _names(one, depth + 1)]
    return _names(author.get("name"), depth + 1) if isinstance(author, dict) else [plain(author)]
