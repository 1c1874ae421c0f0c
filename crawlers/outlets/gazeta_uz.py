"""Gazeta.uz, Tashkent: independent news site; Russian is watched, its English edition beside it.

Sure, from real links: the day stands in the address; /oz/ and /uz/ hold the same article in two scripts and are left
out. Known from programs of 2024 and 2025: the selectors, that fresh pages say "Сегодня" or "Бугун" for the day, the
feeds (summaries only). To be confirmed on the live site: the English feed.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="gazeta_uz",
    name="Gazeta.uz",
    country="UZ",
    language="ru",
    timezone="Asia/Tashkent",
    hosts=("www.gazeta.uz", "gazeta.uz"),
    listings=(
        Listing(url="https://www.gazeta.uz/ru/rss/", kind="feed"),
        Listing(url="https://www.gazeta.uz/en/rss/", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?gazeta\.uz/(?P<identity>(?:ru|en)/(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1[itemprop='headline name']", "h1"),
            relative=("div.articleDateTime",),
            body=("div.js-mediator-article.article-text", "div.articleContent.type-news", "div.article-text"),
            drop=("script", ".articlePicDesc", ".article-also", ".banner"),
        ),
    ),
)
