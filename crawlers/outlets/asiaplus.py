"""Asia-Plus, Dushanbe: independent news site; Russian is watched, English beside it.

Sure, from real links: the address with the day written together. Known from programs of 2025 and 2026: the Russian
feed. To be confirmed on the live site: the English feed and every selector (a Drupal); its pages are heavy with
adverts.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="asiaplus",
    name="Asia-Plus",
    country="TJ",
    language="ru",
    timezone="Asia/Dushanbe",
    hosts=("asiaplustj.info", "www.asiaplustj.info"),
    listings=(
        Listing(url="https://asiaplustj.info/ru/rss", kind="feed"),
        Listing(url="https://asiaplustj.info/en/rss.xml", kind="feed"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?asiaplustj\.info/(?P<identity>(?:ru|en|tj)/news/(?:[a-z-]+/){1,3}(?P<day>\d{8})/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%Y%m%d"),
    layouts=(
        Layout(
            headline=("h1.page-title", "h1"),
            published=("time[datetime]", ".field--name-created"),
            body=(".field--name-body", "article .content"),
            drop=("script", "figure", ".adsbygoogle", ".ad-block", ".field--name-field-tags"),
        ),
    ),
)
