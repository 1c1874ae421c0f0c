"""The Nation, Lahore: English daily of the Nawaiwaqt group.

Sure, from real links and page text: the day stands in the address, datelines with and without blanks round the dash,
"Share:" before or behind the text. Known from programs of 2025 and 2026: feeds (summaries only), the news sitemap,
the container. To be confirmed on the live site: the container, whether the page declares a time of day.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.nation.com.pk"

OUTLET = Outlet(
    slug="nation",
    name="The Nation",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.nation.com.pk", "nation.com.pk"),
    listings=(
        Listing(url=f"{BASE}/rss/latest", kind="feed"),
        Listing(url=f"{BASE}/rss/top-stories", kind="feed"),
        Listing(url=f"{BASE}/sitemap_news_google.xml", kind="sitemap"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?nation\.com\.pk/(?P<identity>(?P<day>\d\d-[A-Z][a-z]{2}-\d{4})/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%d-%b-%Y"),
    layouts=(
        Layout(
            headline=("h1",),
            body=("div.content-inner.news-detail-content-class", "div.news-detail-content-class", "article"),
            drop=("script", ".share", ".related-news", ".tags"),
        ),
    ),
)
