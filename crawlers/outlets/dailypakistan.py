"""Daily Pakistan Global, Lahore: the English edition of the Urdu daily.

Sure, from real links and page text: the day stands in the address, the line "09:00 PM | 1 Feb, 2021" and five other
stories with times of their own behind the text. To be confirmed on the live site: every selector and the address of
its list.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="dailypakistan",
    name="Daily Pakistan",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("en.dailypakistan.com.pk",),
    listings=(Listing(url="https://en.dailypakistan.com.pk/pakistan", kind="section", links="a"),),
    article_url=re.compile(
        r"^https?://en\.dailypakistan\.com\.pk/(?P<identity>(?P<day>\d\d-[A-Z][a-z]{2}-\d{4})/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%d-%b-%Y"),
    layouts=(
        Layout(
            headline=("h1",),
            published=("div.post-date", ".date-time"),
            author=("div.post-author",),
            body=("div.post-content", "div.news-content", "article"),
            drop=("script", ".more-category", ".share", "aside"),
        ),
    ),
)
