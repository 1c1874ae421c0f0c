"""The Times of Central Asia, Bishkek: English news site; WordPress.

Sure, from real links and page text: addresses without a day; a ticker of currencies five times before the text; the
day of the visit at the top. Known from programs of 2026: the feed. To be confirmed on the live site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="timesca",
    name="The Times of Central Asia",
    country="KG",
    language="en",
    timezone="Asia/Bishkek",
    hosts=("timesca.com", "www.timesca.com"),
    listings=(
        Listing(url="https://timesca.com/feed/", kind="feed"),
        Listing(url="https://timesca.com/tag/pakistan/", kind="topic", links="h2 a, h3 a", quiet=24 * 30),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?timesca\.com/(?!(?:tag|category|author|page|feed|about|wp-[a-z]+)/)(?P<identity>[a-z0-9-]{12,})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            author=(".author-name a", "a[rel='author']"),
            body=("div.entry-content", "div.post-content"),
            drop=("script", "figure", ".ticker", ".sharedaddy", ".related"),
        ),
    ),
)
