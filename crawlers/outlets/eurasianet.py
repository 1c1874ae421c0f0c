"""Eurasianet, New York: English analysis and news of Central Asia; Drupal.

Sure, from real links: addresses are words without a day. In lists of 2026: the feed. To be confirmed on the live
site: every selector.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="eurasianet",
    name="Eurasianet",
    country="US",
    language="en",
    timezone="America/New_York",
    hosts=("eurasianet.org", "www.eurasianet.org"),
    listings=(Listing(url="https://eurasianet.org/rss.xml", kind="feed"),),
    quiet=24 * 4,
    article_url=re.compile(
        r"^https?://(?:www\.)?eurasianet\.org/(?!(?:region|topics|author|node|about|taxonomy|russian)(?:/|$))(?P<identity>[a-z0-9-]{12,})/?(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("h1.page-title", "h1"),
            published=("time[datetime]", ".article__date"),
            author=(".article__author a", ".field--name-field-author"),
            body=(".field--name-body", ".article__body"),
            drop=("script", "figure", ".newsletter", ".related", ".share"),
        ),
    ),
)
