"""NIAT Khovar, Dushanbe: the state news agency; Tajik is watched, Russian beside it; WordPress.

Sure, from a real link and its text: the address with year and month, the dateline without blanks round the agency's
mark, Tajik letters. Known from programs: both feeds, that the text ends before the buttons of ya-share2. To be
confirmed on the live site: the selectors; /eng/ and other languages are left out.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="khovar",
    name="NIAT Khovar",
    country="TJ",
    language="tg",
    timezone="Asia/Dushanbe",
    signs=("Khovar", "Ховар"),
    official=True,
    hosts=("khovar.tj", "www.khovar.tj"),
    listings=(
        Listing(url="https://khovar.tj/feed/", kind="feed"),
        Listing(url="https://khovar.tj/rus/feed/", kind="feed"),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?khovar\.tj/(?P<identity>(?:rus/)?\d{4}/\d\d/[^/?#]+)/?(?:[?#]|$)"),
    layouts=(
        Layout(
            headline=("h1.entry-title", "h1"),
            published=("time.entry-date",),
            body=("div.entry-content", "div.post-content"),
            drop=("script", "figure", ".ya-share2", ".ya-share2 ~ *", ".sharedaddy"),
        ),
    ),
)
