"""TDH on turkmenistan.gov.tm, Ashgabat: the state news agency, in English.

Sure, from real links: the number in the address, the words behind it may be missing. No feed is known. To be
confirmed on the live site: every selector, and the list of news; the site is slow and at times closed to foreign
addresses.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="tdh",
    name="Turkmenistan State News Agency",
    country="TM",
    language="en",
    timezone="Asia/Ashgabat",
    signs=("TDH",),
    official=True,
    hosts=("turkmenistan.gov.tm", "www.turkmenistan.gov.tm"),
    listings=(Listing(url="https://turkmenistan.gov.tm/en", kind="section", links="a[href*='/post/']"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?turkmenistan\.gov\.tm/(?P<identity>(?:en|ru|tk)/post/\d{3,8})(?:[/?#]|$)"
    ),
    quiet=24 * 3,
    layouts=(
        Layout(
            headline=("h1",),
            published=("div.post-date", "article time"),
            body=("div.post-content", "div.article-body", "article"),
            drop=("script", "figure", ".share", ".other-news"),
        ),
    ),
)
