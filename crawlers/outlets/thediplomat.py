"""The Diplomat, Washington: English magazine of Asia's affairs; WordPress.

Sure, from real links: the address with year and month. Known from programs of 2025 and 2026: the feeds of two
regions, the selectors; the REST interface answers 401. It may be metered: headline, lead and link are kept of what is
shown. To be confirmed on the live site: the selectors.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="thediplomat",
    name="The Diplomat",
    country="US",
    language="en",
    timezone="America/New_York",
    hosts=("thediplomat.com", "www.thediplomat.com"),
    listings=(
        Listing(url="https://thediplomat.com/regions/central-asia/feed", kind="feed"),
        Listing(url="https://thediplomat.com/regions/south-asia/feed", kind="feed"),
    ),
    quiet=24 * 4,
    article_url=re.compile(r"^https?://(?:www\.)?thediplomat\.com/(?P<identity>\d{4}/\d\d/[^/?#]+)/?(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("header#td-story-head h1", "h1#td-headline", "h1"),
            published=("#td-meta time", "#td-meta"),
            author=("#td-story-authors a", ".td-authors a"),
            body=(".td-prose",),
            drop=("script", "figure", "aside#td-box-newsletter", ".td-share", ".td-ad", ".td-ad-inline-txt"),
        ),
    ),
)
