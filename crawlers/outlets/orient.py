"""Orient, Ashgabat: news site; English is watched, Russian beside it; a Next.js front.

Sure, from real links: the number in the address. Its feeds in old lists died with the change of system, and the pages
may be shells filled by a script. To be confirmed on the live site: the list of news, whether the text stands in the
HTML, every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="orient",
    name="Orient",
    country="TM",
    language="en",
    timezone="Asia/Ashgabat",
    hosts=("orient.tm", "www.orient.tm"),
    listings=(
        Listing(url="https://orient.tm/en/news", kind="section", links="a[href*='/post/']"),
        Listing(url="https://orient.tm/ru/news", kind="section", links="a[href*='/post/']"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?orient\.tm/(?P<identity>(?:en|ru)/post/\d{3,8})(?:[/?#]|$)"),
    layouts=(
        Layout(
            headline=("h1",),
            published=("time", ".post-date"),
            body=("div.post-body", "div.prose", "article"),
            drop=("script", "figure", ".share", ".related"),
        ),
    ),
)
