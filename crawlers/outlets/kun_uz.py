"""Kun.uz, Tashkent: news site in Uzbek, Russian and English, each edition with texts of its own.

Sure, from real links: the day stands in the address. Known from programs of 2022 to 2025: two layouts, the newer from
2025; the time stands before the day. Its English feed was dead in 2026. To be confirmed on the live site: the Russian
feed and both layouts.
"""

import re
from datetime import date

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="kun_uz",
    name="Kun.uz",
    country="UZ",
    language="uz",
    timezone="Asia/Tashkent",
    hosts=("kun.uz", "www.kun.uz"),
    listings=(
        Listing(url="https://kun.uz/news/rss", kind="feed"),
        Listing(url="https://kun.uz/news/list", kind="section", links="a[href*='/news/']"),
        Listing(url="https://kun.uz/en/news/list", kind="section", links="a[href*='/news/']"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?kun\.uz/(?P<identity>(?:(?:uz|ru|en)/)?news/(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=(".single-header__title",),
            published=(".single-header__date", "div.date"),
            body=(".single-content",),
            drop=("script", ".advertisement", ".ads", ".social-share"),
        ),
        Layout(
            since=date(2025, 1, 1),
            headline=("h1.news-inner__content-title",),
            published=("div.news-inner__content-stats",),
            body=("div.news-inner__content-page",),
            drop=("script", ".advertisement", ".ads", ".social-share"),
        ),
    ),
)
