"""The Express Tribune, Karachi: English daily of the Express group.

Sure, from real links: the addresses. Known from programs of 2025 and 2026: feeds with full text, the list of sitemaps
without dates, the selectors, article:published_time. Its /archive/ ignores the day. The layout of 2018
(div.story-content, div.timestamp) is kept for old pages. To be confirmed on the live site: all selectors.
"""

import re
from datetime import date

from items import Layout, Listing, Outlet

BASE = "https://tribune.com.pk"

OUTLET = Outlet(
    slug="tribune",
    name="The Express Tribune",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("tribune.com.pk", "www.tribune.com.pk"),
    listings=(
        *(Listing(url=f"{BASE}/feed/{name}", kind="feed") for name in ("home", "pakistan", "world", "business")),
        Listing(url=f"{BASE}/sitemap.xml", kind="sitemap"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?tribune\.com\.pk/story/(?P<identity>\d{5,8})(?:[/?#]|$)"),
    layouts=(
        Layout(
            headline=("div.story-content h1", "h1.title", "h1"),
            published=("div.timestamp",),
            author=("div.author a",),
            body=("div.story-content",),
        ),
        Layout(
            since=date(2020, 1, 1),
            headline=("div.story-box-section > h1", "h1.title", "h1"),
            published=("div.left-authorbox > span:nth-child(2)",),
            author=("div.left-authorbox a", "a.author"),
            body=("div.storypage-rightside > span.story-text", "span.story-text"),
            drop=("noscript", "script", ".story-featuredimage", ".related-stories"),
        ),
    ),
)
