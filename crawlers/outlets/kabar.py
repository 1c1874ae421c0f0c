"""Kabar, Bishkek: the state news agency; Russian and English editions.

Sure, from real links and page text: the addresses ("-1" at the end marks a second article of one headline) and the
dateline "Бишкек, 02.02.22. /Кабар/.". To be confirmed on the live site: the feed and every selector; it is a
ProcessWire.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="kabar",
    name="Kabar",
    country="KG",
    language="ru",
    timezone="Asia/Bishkek",
    signs=("Kabar", "Кабар"),
    official=True,
    hosts=("kabar.kg", "www.kabar.kg", "en.kabar.kg"),
    listings=(Listing(url="https://kabar.kg/rss/", kind="feed"),),
    article_url=re.compile(r"^https?://(?:www\.|en\.)?kabar\.kg/news/(?P<identity>[^/?#]{6,})/?(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("h1",),
            body=("div.news-body", "div.content", "article"),
            drop=("script", "figure", ".share", ".related"),
        ),
    ),
)
