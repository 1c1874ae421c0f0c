"""Daily Jang, Karachi: the Urdu daily with the largest circulation.

Sure, from real links: the addresses with the number. Known from programs up to 2026: the selectors; the day is in the
last div.detail-time; /liveblog/ pages hold many stories and are left out. To be confirmed on the live site: the
selectors and the news sitemap.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="jang",
    name="Daily Jang",
    country="PK",
    language="ur",
    timezone="Asia/Karachi",
    hosts=("jang.com.pk", "www.jang.com.pk"),
    listings=(
        Listing(url="https://jang.com.pk/rss/1/1", kind="feed"),
        Listing(url="https://jang.com.pk/assets/uploads/google_news_latest.xml", kind="sitemap"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?jang\.com\.pk/(?:news|amp)/(?P<identity>\d{5,8})(?:[-/?#]|$)"),
    layouts=(
        Layout(
            headline=("div.detail_heading h1", "h1"),
            published=("div.detail-time:last-of-type", "div.detail-time"),
            body=("div.detail_view_content",),
            drop=("script", "[id^='div-gpt-ad']", ".related_news", "iframe"),
        ),
    ),
)
