"""24.kg, Bishkek: news agency; the English and Russian editions share one feed.

Sure, from real links and page text: the number in the address, a clock and rates of currencies before the text. Known
from programs of 2025: the selectors; the list prints only HH:MM, so that the day comes from the feed, which answered
in 2026. To be confirmed on the live site: whether English has a feed of its own.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="kg24",
    name="24.kg",
    country="KG",
    language="ru",
    timezone="Asia/Bishkek",
    signs=("24.kg",),
    hosts=("24.kg", "www.24.kg"),
    listings=(Listing(url="https://24.kg/rss/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?24\.kg/(?:[a-z_]+/)?[a-z_]+/(?P<identity>\d{4,8})_[^/?#]*/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.newsTitle", "h1"),
            author=("span[itemprop='author']",),
            body=("div.cont",),
            drop=("script", ".newsImageWithText", ".stickers", ".share", "#lenta"),
        ),
    ),
)
