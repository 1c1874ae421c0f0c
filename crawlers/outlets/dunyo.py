"""IA Dunyo, Tashkent: the agency of the Foreign Ministry of Uzbekistan; Russian is watched.

Sure, from a real link and its text: the address, the line "Январь 26, 2026. 10:30 • 3 мин", the dateline, and that
the counter of readers is glued to the first word. To be confirmed on the live site: every selector and the list.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="dunyo",
    name="IA Dunyo",
    country="UZ",
    language="ru",
    timezone="Asia/Tashkent",
    signs=("Dunyo", "Дунё"),
    official=True,
    hosts=("dunyo.info", "www.dunyo.info"),
    listings=(
        Listing(
            url="https://dunyo.info/ru/news",
            kind="section",
            links="a[href*='/news/']",
            older="https://dunyo.info/ru/news?page={page}",
        ),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?dunyo\.info/(?P<identity>(?:ru|en|uz)/news/[^/?#]{8,})/?(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("h1",),
            published=("div.news-date", "span.date", "time"),
            body=("div.news-content", "div.content", "article"),
            drop=("script", ".views", ".share", ".tags"),
        ),
    ),
)
