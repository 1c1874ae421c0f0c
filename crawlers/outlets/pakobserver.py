"""Pakistan Observer, Islamabad: English daily; WordPress with the theme Newspaper.

Sure, from real links and page text: the addresses, the utm parameters of its feed's links, hyphens of the print
edition left within words, tweets within the text. Known from programs of 2018: the selectors. To be confirmed on the
live site: the address of the feed, the selectors.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="pakobserver",
    name="Pakistan Observer",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("pakobserver.net", "www.pakobserver.net"),
    listings=(Listing(url="https://pakobserver.net/feed/", kind="feed"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?pakobserver\.net/(?!(?:category|tag|author|page|feed|comments|wp-[a-z]+)/)"
        r"(?P<identity>[A-Za-z0-9_%.-]{8,})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("header.td-post-title h1", "h1.entry-title", "h1"),
            published=("time.entry-date",),
            author=("div.td-post-author-name",),
            body=("div.td-post-content",),
            drop=("script", "blockquote.twitter-tweet", ".td-a-rec", ".td_block_related_posts", ".sharedaddy"),
        ),
    ),
)
