"""Dawn, Karachi: the English daily; prints much of its own reporting and some APP copy.

Sure, from real links and page text: the addresses (any text may follow the number), the feeds with full text, that
the caption of the picture stands before the dateline. Known from programs of 2018 to 2026: the selectors, the
metadata. To be confirmed on the live site: that the selectors still hold; the print edition repeats web stories under
other numbers.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.dawn.com"

OUTLET = Outlet(
    slug="dawn",
    name="Dawn",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.dawn.com", "dawn.com"),
    listings=(
        *(Listing(url=f"{BASE}/feeds/{name}", kind="feed") for name in ("home", "pakistan", "world", "business")),
        Listing(url=f"{BASE}/feeds/sitemap", kind="sitemap"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?dawn\.com/news/(?:amp/)?(?P<identity>\d{5,8})(?:[/?#]|$)"),
    layouts=(
        Layout(
            headline=("h2.story__title", "h1.story__title", "h1"),
            published=("span.story__time", "span.timestamp--date"),
            author=("span.story__byline a", "span.story__byline"),
            body=("div.story__content",),
            drop=("figure", ".media", ".story__related", ".ad-slot", "iframe"),
        ),
    ),
)
