"""DNA News Agency, Islamabad: diplomatic news; its copy runs unchanged in Islamabad Post, Centreline and others.

Sure, from real links and page text: the addresses, the two forms of its dateline, "= DNA" at the end of the text. To
be confirmed on the live site: that it is an ordinary WordPress with a feed, and every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="dna",
    name="DNA News Agency",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    signs=("DNA",),
    hosts=("dnanews.com.pk", "www.dnanews.com.pk"),
    listings=(Listing(url="https://dnanews.com.pk/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?dnanews\.com\.pk/(?!(?:category|tag|author|page|feed|comments|wp-[a-z]+)/)"
        r"(?P<identity>[A-Za-z0-9_%.-]{8,})/?(?:amp/?)?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            body=(".td-post-content", "div.entry-content"),
            drop=("script", ".sharedaddy", ".related"),
        ),
    ),
)
