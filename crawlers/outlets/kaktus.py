"""Kaktus.media, Bishkek: news site in Russian.

Sure, from real links: the number in the address, colons and dots in its words. Known from programs of 2025: the
sitemap of a month ("mount" is how the site spells it) with the moment of each article, and the container. To be
confirmed on the live site: the headline and the feed.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="kaktus",
    name="Kaktus.media",
    country="KG",
    language="ru",
    timezone="Asia/Bishkek",
    hosts=("kaktus.media", "www.kaktus.media"),
    listings=(
        Listing(
            url="https://kaktus.media/other/sitemap.php?sitemap=sitemap.xml&year={day:%Y}&mount={day:%m}",
            kind="sitemap",
        ),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?kaktus\.media/(?:doc|amp)/(?P<identity>\d{4,8})_[^/?#]+\.html(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.Article--name", "h1"),
            body=("div.Article--block-content", "div.Article--text"),
            drop=("script", ".Article--also", ".banner", "iframe"),
        ),
    ),
)
