"""The News International, Karachi and Islamabad: the English daily of the Jang group.

Sure, from real links: the addresses; /print/ and /latest/ show one story under one number. Known from programs of
2026: selectors, JSON-LD, the list of latest news, the news sitemap. Its RSS answers with items 276 days old: not
listed. To be confirmed on the live site: the selectors; /print/ pages were behind Cloudflare; a number without words
answers with a Refresh header.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.thenews.com.pk"

OUTLET = Outlet(
    slug="thenews",
    name="The News International",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.thenews.com.pk", "thenews.com.pk"),
    listings=(
        Listing(
            url=f"{BASE}/latest",
            kind="section",
            links="a[href*='/latest/'], a[href*='/print/']",
            older=f"{BASE}/latest?page={{page}}",
        ),
        Listing(url=f"{BASE}/assets/uploads/google_news_latest.xml", kind="sitemap"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?thenews\.com\.pk/(?:print|latest|amp)/(?P<identity>\d{5,8})(?:[-/?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("div.detail-heading h1", "h1"),
            published=("div.category-date",),
            author=("div.category-source a",),
            body=("div.story-detail",),
            drop=("script", "[id^='div-gpt-ad']", ".story-tags", ".related", "iframe"),
        ),
    ),
)
