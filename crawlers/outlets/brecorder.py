"""Business Recorder, Karachi: the financial daily, of the same house of pages as Dawn.

Sure, from real links and page text: the addresses, feeds with full text, the line "Published 20 May, 2024 05:44am",
that readers' comments with dates follow the text. Known from programs of 2026: feeds and news sitemap. To be
confirmed on the live site: the selectors (those of Dawn), and whether Cloudflare lets us pass (it refuses data
centres).
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.brecorder.com"

OUTLET = Outlet(
    slug="brecorder",
    name="Business Recorder",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.brecorder.com", "brecorder.com"),
    listings=(
        *(Listing(url=f"{BASE}/feeds/{name}", kind="feed") for name in ("latest-news", "pakistan", "markets")),
        Listing(url=f"{BASE}/feeds/sitemap", kind="sitemap"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?brecorder\.com/news/(?:amp/)?(?P<identity>\d{6,9})(?:[/?#]|$)"),
    layouts=(
        Layout(
            headline=("h1.story__title", "h2.story__title", "h1"),
            published=("span.story__time", "span.timestamp--published"),
            author=("span.story__byline",),
            body=("div.story__content",),
            drop=("figure", ".media", ".story__related", ".ad-slot", "#comments"),
        ),
    ),
)
