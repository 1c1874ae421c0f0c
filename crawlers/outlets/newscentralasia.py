"""nCa, Ashgabat: News Central Asia, an English agency that watches Pakistan's ties closely; WordPress.

Sure, from real links and page text: the address with the day and its twin "?p=…" (left out: the feed shows the long
form), the first line "nCa Report", the signature "///nCa, 24 March 2024", behind which captions follow. To be
confirmed on the live site: the feed of WordPress and the selectors.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="newscentralasia",
    name="nCa",
    country="TM",
    language="en",
    timezone="Asia/Ashgabat",
    signs=("nCa",),
    hosts=("www.newscentralasia.net", "newscentralasia.net"),
    listings=(Listing(url="https://www.newscentralasia.net/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?newscentralasia\.net/(?P<identity>(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            body=("div.entry-content",),
            drop=("script", "figure", ".sharedaddy", ".jp-relatedposts"),
        ),
    ),
)
