"""Tengrinews, Almaty: news site in Russian.

Sure, from real links: the addresses with the number at their end. Known from programs up to 2025: the selectors, the
pager, what is printed between the paragraphs ("Читайте также", "TENGRI …", WhatsApp). One feed answered in 2026. To
be confirmed on the live site: the selectors.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="tengrinews",
    name="Tengrinews",
    country="KZ",
    language="ru",
    timezone="Asia/Almaty",
    hosts=("tengrinews.kz", "www.tengrinews.kz"),
    listings=(
        Listing(url="https://tengrinews.kz/news.rss", kind="feed"),
        Listing(
            url="https://tengrinews.kz/news/",
            kind="section",
            links="a[href*='_news/']",
            older="https://tengrinews.kz/news/page/{page}/",
        ),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?tengrinews\.kz/[a-z_]+/(?:[a-z0-9_-]*-)?(?P<identity>\d{4,8})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.head-single", "h1"),
            published=("time", ".date-time"),
            author=("a[href*='/author/']",),
            body=("div.content_main_text",),
            drop=("script", "figure", ".tn-also", ".tn-tape", ".content_main_desc_img", "iframe"),
        ),
    ),
)
