"""Express News (Urdu), Karachi: Urdu daily and television of the Express group.

Sure, from real links and page text: the addresses with two numbers, of which the first names the story; a ticker of a
dozen headlines stands before the text. The feed answered in 2026. It answers 429 under load, so it is asked slowly.
To be confirmed on the live site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="express_pk",
    name="Express News",
    country="PK",
    language="ur",
    timezone="Asia/Karachi",
    hosts=("www.express.pk", "express.pk"),
    listings=(Listing(url="https://www.express.pk/feed/", kind="feed"),),
    article_url=re.compile(r"^https?://(?:www\.)?express\.pk/story/(?P<identity>\d{5,8})(?:[/?#]|$)"),
    delay=5.0,
    layouts=(
        Layout(
            headline=("h1",),
            published=("span.story-date", ".date"),
            body=("div.story-content", "span.story-text", "article"),
            drop=("script", ".ticker", "ul", ".related", "noscript"),
        ),
    ),
)
