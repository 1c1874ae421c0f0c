"""UzA, Tashkent: the national news agency of Uzbekistan; six languages, of which English and Russian are listed.

Sure, from real links: the addresses with the number behind the underscore. Known from programs of 2024 and 2025: the
headline is no h1 but a div, the day stands behind the last bar of the line above it, the container. Pages under /en/
may hold Uzbek text: the language is told by the text. To be confirmed on the live site: the feeds, and whether pages
carry a meta refresh (it is not followed).
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="uza",
    name="UzA",
    country="UZ",
    language="en",
    timezone="Asia/Tashkent",
    signs=("UzA", "УзА"),
    official=True,
    hosts=("uza.uz", "www.uza.uz"),
    listings=(
        Listing(
            url="https://uza.uz/en/posts",
            kind="section",
            links="a[href*='/posts/']",
            older="https://uza.uz/en/posts?page={page}",
        ),
        Listing(
            url="https://uza.uz/ru/posts",
            kind="section",
            links="a[href*='/posts/']",
            older="https://uza.uz/ru/posts?page={page}",
        ),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?uza\.uz/(?:[a-z]{2}/)?posts/(?P<identity>[^/?#]+_\d{3,8})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("div.news-top-head__title", "h1"),
            published=("div.news-top-head__date",),
            body=("div.content-block",),
            drop=("script", "figure", ".share", ".news-tags"),
        ),
    ),
)
