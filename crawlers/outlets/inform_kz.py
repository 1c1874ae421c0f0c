"""Kazinform, Astana: the state news agency; Russian is watched, on inform.kz and its mirrors.

Sure, from real links, page text and a saved page of 2020: the three hosts, the hexadecimal end of the address, the
moment in a meta tag by name, the line "13:51, 15 Август 2025", "Фото: …" and the headline again before the text.
Known from programs of 2025: selectors and the pager. To be confirmed on the live site: the feeds of qazinform.com.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="inform_kz",
    name="Kazinform",
    country="KZ",
    language="ru",
    timezone="Asia/Almaty",
    signs=("Kazinform", "Казинформ", "Qazinform"),
    official=True,
    hosts=("www.inform.kz", "inform.kz", "kazinform.kz", "qazinform.com", "www.qazinform.com"),
    listings=(
        Listing(
            url="https://www.inform.kz/lenta/",
            kind="section",
            item=".allNewsCard",
            links="a",
            when=".allNewsCard_time",
            older="https://www.inform.kz/lenta/?page={page}",
        ),
        Listing(url="https://qazinform.com/rss/en.xml", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?(?:inform\.kz|kazinform\.kz|qazinform\.com)/(?:(?:ru|en|kz)/|news/)"
        r"(?P<identity>[a-z0-9-]{8,}(?:-[0-9a-f]{6}|_a\d{5,8}))/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.article__title", "h1"),
            published=("div.article__time",),
            body=(".article__body-text", ".article__description", ".article__body"),
            drop=("script", "figure", ".article__photo", ".article__tags", ".article__share"),
        ),
    ),
)
