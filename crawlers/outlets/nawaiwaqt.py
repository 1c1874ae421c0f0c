"""Nawa-i-Waqt, Lahore: Urdu daily, of the same house of pages as The Nation.

Sure, from real links and page text: the day and the number stand in the address (old ones have a section before
them); columns and teasers of the printed paper follow the text. To be confirmed on the live site: every selector and
the feeds, which no program was seen to read.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.nawaiwaqt.com.pk"

OUTLET = Outlet(
    slug="nawaiwaqt",
    name="Nawa-i-Waqt",
    country="PK",
    language="ur",
    timezone="Asia/Karachi",
    hosts=("www.nawaiwaqt.com.pk", "nawaiwaqt.com.pk"),
    listings=(
        Listing(url=f"{BASE}/rss/news", kind="feed"),
        Listing(url=f"{BASE}/rss/international", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?nawaiwaqt\.com\.pk/(?:[a-z-]+/)?(?P<day>\d\d-[A-Z][a-z]{2}-\d{4})/(?P<identity>\d{4,8})(?:[/?#]|$)"
    ),
    url_date=("day", "%d-%b-%Y"),
    layouts=(
        Layout(
            headline=("h1",),
            body=("div.news-detail-content-class", "div.detail-content", "article"),
            drop=("script", ".share", ".epaper", ".columns", "aside"),
        ),
    ),
)
