"""Radio Pakistan (English), Islamabad: the state broadcaster's short news items.

Sure, from real links and page text: the addresses of articles with the day in them, the list of news, that hosts and
schemes are mixed freely, and that the first date on a page is the visitor's clock; the article's own day stands under
the headline. To be confirmed on the live site: every selector below (none could be seen), how many items the list
holds, and whether https://www.radio.gov.pk/rss answers.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="radio_pakistan",
    name="Radio Pakistan",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    official=True,
    hosts=("www.radio.gov.pk", "radio.gov.pk"),
    listings=(Listing(url="https://www.radio.gov.pk/newslist/1", kind="section"),),
    article_url=re.compile(
        r"^https?://(?:www\.)?radio\.gov\.pk/(?P<identity>(?P<day>\d\d-\d\d-\d{4})/[^/?#]+)/?(?:[?#]|$)"
    ),
    url_date=("day", "%d-%m-%Y"),
    layouts=(
        Layout(
            headline=("article h1", "h1", "h2.title", "h2"),
            # The day is in the address; a selector that caught the clock would be worse than none.
            published=(),
            body=("article", "div.news-detail", "div.content", "main"),
            drop=("script", "style", ".clock", ".date", ".share", ".related", "nav", "aside", "footer"),
        ),
    ),
)
