"""Avesta, Dushanbe: news agency in Russian, with a Tajik and a machine-made English edition; WordPress.

Sure, from a real link: the address with the day. Known from programs: the feed, and that a card of a listing can have
more text than a short article. To be confirmed on the live site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="avesta",
    name="Avesta",
    country="TJ",
    language="ru",
    timezone="Asia/Dushanbe",
    signs=("Avesta", "Авеста"),
    hosts=("avesta.tj", "www.avesta.tj"),
    listings=(Listing(url="https://avesta.tj/feed", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?avesta\.tj/(?P<identity>(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            body=("article div.entry-content", "div.entry-content"),
            drop=("script", "figure", ".sharedaddy", ".related-posts"),
        ),
    ),
)
