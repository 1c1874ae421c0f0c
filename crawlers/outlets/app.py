"""Associated Press of Pakistan (English), Islamabad: the state news agency; its copy is printed by many others.

Sure, from real links and page text: the addresses of articles, the two feeds (summaries only), a dateline with month
and day but no year, and that the breadcrumb is glued to the headline in page text. Told by the addresses: WordPress.
To be confirmed on the live site: every selector below (those of the theme that it is thought to use), whether other
categories are worth a feed of their own, and that a slug is never used twice. No sitemap of news is known.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.app.com.pk"

OUTLET = Outlet(
    slug="app",
    name="Associated Press of Pakistan",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    signs=("APP", "Associated Press of Pakistan", "اے پی پی"),
    official=True,
    hosts=("www.app.com.pk", "app.com.pk"),
    listings=(
        Listing(url=f"{BASE}/feed/", kind="feed"),
        Listing(url=f"{BASE}/category/national/feed/", kind="feed"),
    ),
    # The section before the slug changes when an item is filed anew, so only the slug names it.
    article_url=re.compile(
        r"^https?://(?:www\.)?app\.com\.pk/(?!(?:category|tag|author|page|feed|comments|wp-[a-z]+)/)"
        r"[a-z-]+/(?!feed/|page/)(?P<identity>[A-Za-z0-9_%.-]{8,})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1.tdb-title-text", "h1"),
            published=("time.entry-date",),
            body=(".td-post-content", ".tdb_single_content .tdb-block-inner", "div.entry-content"),
            drop=(
                "script",
                "style",
                "figure",
                ".entry-crumbs",
                ".td-a-rec",
                ".td-post-sharing",
                ".td_block_related_posts",
                ".sharedaddy",
                ".jp-relatedposts",
            ),
        ),
    ),
)
