"""ProPakistani, Islamabad: English business and technology news; WordPress.

Sure, from real links: the addresses with the day, and their /amp/ twins. Known from programs of 2026: the feed. To be
confirmed on the live site: the selectors (one is of 2017).
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="propakistani",
    name="ProPakistani",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("propakistani.pk", "www.propakistani.pk"),
    listings=(Listing(url="https://propakistani.pk/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?propakistani\.pk/(?P<identity>(?P<day>\d{4}/\d\d/\d\d)/[^/?#]+)/?(?:amp/?)?(?:[?#]|$)"
    ),
    url_date=("day", "%Y/%m/%d"),
    layouts=(
        Layout(
            headline=("h1.post-title", "h1"),
            published=("time.entry-date",),
            author=("a.author-link", ".post-author a"),
            body=(".content-post", "div.post-content", "div.entry-content", "article"),
            drop=("script", ".sharedaddy", ".related", ".subscribe", "ins"),
        ),
    ),
)
