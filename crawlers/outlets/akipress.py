"""AKIpress, Bishkek: news agency; its English site and its Russian one, whose numbers differ.

Sure, from real links: a colon stands in the path; the words behind the number may be missing. Known from programs of
2025: the containers; lists print only HH:MM, so that the day comes from the feeds, of which two answered in 2026. To
be confirmed on the live site: the headline's selector; part of the news is for subscribers.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="akipress",
    name="AKIpress",
    country="KG",
    language="en",
    timezone="Asia/Bishkek",
    signs=("AKIpress",),
    hosts=("akipress.com", "www.akipress.com", "kg.akipress.org", "akipress.org"),
    listings=(
        Listing(url="https://akipress.com/rss/", kind="feed"),
        Listing(url="https://www.akipress.com/rss/en.rss", kind="feed"),
    ),
    article_url=re.compile(r"^https?://(?:www\.|kg\.)?akipress\.(?P<identity>(?:com|org)/news:\d{4,8})(?=[:/?#]|$)"),
    layouts=(
        Layout(
            headline=("h1", "div.news_title"),
            body=("div.article-detail", "div.news_in", "div.article-text"),
            drop=("script", ".banner", ".share", ".news-tags"),
        ),
    ),
)
