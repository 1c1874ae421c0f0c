"""Ministry of Foreign Affairs of Pakistan, Islamabad: its press releases.

Sure, from real links: the addresses (until 2022 the words stood at the root), and that ?mission=… shows the same
release for an embassy. The day often stands in the title or the address only ("17th-september-2026"). To be confirmed
on the live site: every selector, how the list prints its days, and how many pages it has.
"""

import re

from items import Layout, Listing, Outlet

OUTLET = Outlet(
    slug="mofa_pk",
    name="Ministry of Foreign Affairs of Pakistan",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    official=True,
    hosts=("mofa.gov.pk", "www.mofa.gov.pk"),
    listings=(
        Listing(
            url="https://mofa.gov.pk/press-releases",
            kind="section",
            item="div.press-release",
            links="a[href*='/press-releases/']",
            when=".date",
            older="https://mofa.gov.pk/press-releases?page={page}",
        ),
    ),
    article_url=re.compile(r"^https?://(?:www\.)?mofa\.gov\.pk/press-releases/(?P<identity>[^/?#]{8,})/?(?:[?#]|$)"),
    quiet=24 * 4,
    least=1,
    layouts=(
        Layout(
            headline=("h1", "h2.title"),
            published=("div.press-release-date", "span.date"),
            body=("div.press-release-detail", "div.content-detail", "article"),
            drop=("script", ".share", ".print"),
        ),
    ),
)
