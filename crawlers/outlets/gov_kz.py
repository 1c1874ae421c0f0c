"""Foreign Ministry of Kazakhstan on gov.kz, Astana: its news through the portal's JSON interface.

Sure: the HTML page is an empty shell, so that the items of the interface are the articles. Known from programs: the
interface and its keys; recent ones send a token of a browser session, older ones did not. To be confirmed on the live
site: "eq:mfa" (other ministries' names are real), and whether it answers without a token.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="gov_kz",
    name="Foreign Ministry of Kazakhstan",
    country="KZ",
    language="ru",
    timezone="Asia/Almaty",
    official=True,
    hosts=("www.gov.kz", "gov.kz"),
    listings=(
        Listing(
            url="https://www.gov.kz/api/v1/public/content-manager/news"
            "?sort-by=created_date:DESC&projects=eq:mfa&page=1&size=10",
            kind="api",
            links="content",
            when="created_date",
            article="https://www.gov.kz/memleket/entities/mfa/press/news/details/{id}?lang=ru",
            headers=(("Accept-Language", "ru"),),
        ),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?gov\.kz/memleket/entities/(?P<identity>[a-z0-9-]+/press/news/details/\d+)/?(?:[?#]|$)"
    ),
    quiet=24 * 4,
    least=1,
    layouts=(Layout(headline=("title",), published=("created_date",), body=("body",)),),
)
