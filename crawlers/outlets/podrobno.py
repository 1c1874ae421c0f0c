"""Podrobno.uz, Tashkent: news agency in Russian; 1C-Bitrix.

Sure, from a real link: the addresses, whose words are cut at about 100 characters. Known from programs up to 2026:
the feed (summaries a forty-fourth of the text). To be confirmed on the live site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="podrobno",
    name="Podrobno.uz",
    country="UZ",
    language="ru",
    timezone="Asia/Tashkent",
    signs=("Podrobno.uz",),
    hosts=("podrobno.uz", "www.podrobno.uz"),
    listings=(Listing(url="https://podrobno.uz/rss/", kind="feed"),),
    article_url=re.compile(r"^https?://(?:www\.)?podrobno\.uz/cat/[a-z_-]+/(?P<identity>[^/?#]{8,})/?(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("h1",),
            published=("time", "div.news-date", "span.date"),
            body=("div.content-block", "div.news-detail", "article"),
            drop=("script", ".banner", ".share", ".also"),
        ),
    ),
)
