"""The Astana Times, Astana: English newspaper near the government; WordPress.

Sure, from a real link and page text: the address with year and month, the dateline "ALMATY – ". Known from a probe of
2026: the feed. To be confirmed on the live site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="astanatimes",
    name="The Astana Times",
    country="KZ",
    language="en",
    timezone="Asia/Almaty",
    hosts=("astanatimes.com", "www.astanatimes.com"),
    listings=(Listing(url="https://astanatimes.com/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?astanatimes\.com/(?P<identity>\d{4}/\d\d/[^/?#]+)/?(?:amp/?)?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.post-title", "h1"),
            published=("time.entry-date", "p.byline"),
            author=("p.byline a[rel='author']",),
            body=("div.post", "div.entry-content"),
            drop=("script", "figure", ".byline", ".tags", ".sharedaddy", ".related-posts"),
        ),
    ),
)
