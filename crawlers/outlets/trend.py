"""Trend, Baku: Azerbaijan's agency, with much on Central Asia; English, on two hosts.

Sure, from real links and page text: the number in the address, "2 February 2021 03:41 (UTC +04:00)", "Economy
Materials", day and headline again before the text, datelines of other cities under Baku's day. Known from programs of
2025 and 2026: article:published_time, the container, both feeds. To be confirmed on the live site: the headline's
selector; some items are for subscribers.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="trend",
    name="Trend",
    country="AZ",
    language="en",
    timezone="Asia/Baku",
    signs=("Trend",),
    hosts=("en.trend.az", "www.trend.az", "trend.az"),
    listings=(
        Listing(url="https://en.trend.az/rss", kind="feed"),
        Listing(url="https://en.trend.az/feeds/index.rss", kind="feed"),
    ),
    article_url=re.compile(r"^https?://(?:(?:en|www)\.)?trend\.az/(?:[a-z_-]+/)+(?P<identity>\d{6,8})\.html(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("h1.article-title", "h1"),
            published=(".article-date", "span.date-time"),
            body=("div.article-content.article-paddings", "div.article-content"),
            drop=("script", "figure", ".article-meta", ".share", ".tags"),
        ),
    ),
)
