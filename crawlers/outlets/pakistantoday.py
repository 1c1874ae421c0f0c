"""Pakistan Today, Lahore, and its business paper Profit: WordPress, two sites.

Sure, from real links: the addresses with the day. Known from programs of 2018: the selectors of the theme. To be
confirmed on the live site: the feeds (the one of http was old in 2026), the selectors.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="pakistantoday",
    name="Pakistan Today",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.pakistantoday.com.pk", "pakistantoday.com.pk", "profit.pakistantoday.com.pk"),
    listings=(
        Listing(url="https://www.pakistantoday.com.pk/feed/", kind="feed"),
        Listing(url="https://profit.pakistantoday.com.pk/feed/", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.|profit\.)?pakistantoday\.com\.pk/(?P<identity>(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:amp/?)?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            author=("div.capital", ".td-post-author-name"),
            body=("div.entry-content", "div.td-post-content"),
            drop=("script", ".sharedaddy", ".td-a-rec", ".jp-relatedposts"),
        ),
    ),
)
