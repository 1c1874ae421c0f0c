"""Turkmenportal, Ashgabat: news portal; English and Russian are watched, linked by hreflang.

Known from a program of 2026: the addresses, the pager of the list, og:title, article:published_time with fractions of
a second, the container. One feed was dead in 2026. To be confirmed on the live site: the English list.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="turkmenportal",
    name="Turkmenportal",
    country="TM",
    language="en",
    timezone="Asia/Ashgabat",
    hosts=("turkmenportal.com", "www.turkmenportal.com"),
    listings=(
        Listing(
            url="https://turkmenportal.com/en/news",
            kind="section",
            links="a[href*='/news/']",
            older="https://turkmenportal.com/en/news?page={page}",
        ),
        Listing(
            url="https://turkmenportal.com/ru/news",
            kind="section",
            links="a[href*='/news/']",
            older="https://turkmenportal.com/ru/news?page={page}",
        ),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?turkmenportal\.com/(?P<identity>(?:ru|en)/news/\d+)-[^/?#]+/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1",),
            published=("time",),
            body=("#content",),
            drop=("script", "h1", "figure", ".share", ".related", "a[href*='/news/category/']"),
        ),
    ),
)
