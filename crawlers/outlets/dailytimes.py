"""Daily Times, Lahore: English daily; WordPress.

Sure, from real links: the addresses with the number. Known from programs of 2018 to 2026: the feed, the selectors of
the theme. To be confirmed on the live site: the selectors; whether sections have feeds of their own.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="dailytimes",
    name="Daily Times",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("dailytimes.com.pk", "www.dailytimes.com.pk"),
    listings=(Listing(url="https://dailytimes.com.pk/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?dailytimes\.com\.pk/(?P<identity>\d{5,8})/[^/?#]+/?(?:amp/?)?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-time", "p.post-date"),
            author=(".author-links",),
            body=("div.entry-content",),
            drop=("script", ".sharedaddy", ".related-posts", ".code-block", "ins"),
        ),
    ),
)
