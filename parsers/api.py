"""An item of an outlet's api, which is JSON → the page that it would be, so that it is read like any other."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

from items import Layout, UnreadablePage

#: How the pages are built that are made here.
ITEM = Layout(body=("article",))


def page_of_item(text: str, layouts: Iterable[Layout]) -> str:
    """HTML that holds what the `layouts` name in the JSON object `text`: its headline, moment, author and text.

    The text is HTML already, as in every api that we know. Raises UnreadablePage where `text` is no object.
    """
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadablePage(f"the item is no JSON: {error}") from error
    if not isinstance(item, dict):
        raise UnreadablePage("the item is no JSON object")
    every = list(layouts)

    def first(keys: Iterable[str]) -> str:
        return next((str(item[key]) for key in keys if item.get(key)), "")

    headline = html.escape(first(key for layout in every for key in layout.headline))
    published = html.escape(first(key for layout in every for key in layout.published))
    author = html.escape(first(key for layout in every for key in layout.author))
    body = first(key for layout in every for key in layout.body)
    return (
        f'<html><head><meta property="article:published_time" content="{published}">'
        f'<meta name="author" content="{author}"></head>'
        f"<body><h1>{headline}</h1><article>{body}</article></body></html>"
    )
