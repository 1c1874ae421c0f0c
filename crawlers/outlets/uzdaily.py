"""UzDaily, Tashkent: business news in English and Russian, each with words of its own in the address.

Sure, from real links and page text: the addresses without a day, the headline printed twice above the text, the
dateline with the agency and often the day. Known from programs up to 2026: the English feed, the list of a section
with days (day first). To be confirmed on the live site: the page's own date, which no program was seen to read.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="uzdaily",
    name="UzDaily",
    country="UZ",
    language="en",
    timezone="Asia/Tashkent",
    hosts=("www.uzdaily.uz", "uzdaily.uz"),
    listings=(
        Listing(url="https://uzdaily.uz/en/rss", kind="feed"),
        Listing(url="https://www.uzdaily.uz/ru/rss", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?uzdaily\.uz/(?P<identity>(?:en|ru)/(?!(?:section|rss|page|tag|search)(?:/|$))[^/?#]{8,}?)/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1", "h2.title"),
            body=("div.content_body",),
            drop=("script", ".share", ".banner"),
        ),
    ),
)
