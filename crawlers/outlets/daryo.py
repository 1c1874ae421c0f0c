"""Daryo, Tashkent: news site; English and Russian editions are watched.

Sure, from a real link: the day stands in the address. Known from programs of 2023 to 2026: three layouts in three
years, of which the last two are here. To be confirmed on the live site: the feeds (one did not answer in 2026) and
the layout.
"""

import re
from datetime import date

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="daryo",
    name="Daryo",
    country="UZ",
    language="en",
    timezone="Asia/Tashkent",
    hosts=("daryo.uz", "www.daryo.uz"),
    listings=(
        Listing(url="https://daryo.uz/en/feed", kind="feed"),
        Listing(url="https://daryo.uz/ru/feed", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?daryo\.uz/(?P<identity>(?:(?:ru|en)/)?(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1.post-title",),
            published=("time.post-date",),
            body=(".post-content-wrap", ".post-content"),
        ),
        Layout(
            since=date(2025, 1, 1),
            headline=("h1.news-section-main-content__title", "h1.post-title"),
            author=(".news-author-info__title",),
            body=("article.post-content.entry-content",),
            drop=("script", ".source", ".back-share-container", ".tags-likes-content", ".comments-content"),
        ),
    ),
)
