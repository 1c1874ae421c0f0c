"""UrduPoint (English), Lahore: a portal of its own making that prints much copy of APP, formerly also of Sputnik.

Sure, from real links and a saved page of 2020: the addresses of articles and the number in them, the feed, the
sections, the form of topic pages (seen for other topics), the blocks of the article page. Known from programs that
read its listings: `.txt_box`, whose last link is the article and whose other link is the author's page.
To be confirmed on the live site: that the five states have topic pages, and the selectors on pages of today.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.urdupoint.com/en"
SECTIONS = ("pakistan", "business", "world")
TOPICS = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")

OUTLET = Outlet(
    slug="urdupoint",
    name="UrduPoint",
    country="PK",
    language="en",
    timezone="Asia/Karachi",
    hosts=("www.urdupoint.com", "urdupoint.com"),
    listings=(
        Listing(url=f"{BASE}/sitemap/news.rss", kind="feed"),
        *(Listing(url=f"{BASE}/news/{name}.html", kind="section", links=".txt_box a") for name in SECTIONS),
        *(Listing(url=f"{BASE}/latest-news/{name}.html", kind="topic", links=".txt_box a") for name in TOPICS),
    ),
    # The words before the number are cut at 45 characters and change with the headline: only the number lasts.
    article_url=re.compile(
        r"^https?://(?:www\.)?urdupoint\.com/en/(?:amp/)?(?!(?:team|latest-news|news|tags?|sitemap)/)"
        r"[a-z-]+/(?:[^/?#]*-)?(?P<identity>\d{4,8})\.html(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("div.news_article h1", "h1"),
            published=("p.art_info_bar > span.article-date:last-of-type", "p.article-date", "p.art_info_bar"),
            author=("p.art_info_bar a[href*='/en/team/']",),
            body=("div.detail_txt",),
            drop=(
                "script",
                "style",
                "[id^='gpt-']",
                "[id^='div-gpt-ad']",
                "[id$='outstream']",
                "#teads",
                ".txt_banner",
                ".ad_stick_wrap",
                ".center_desktop",
                ".hide_desk",
                ".social_sharer",
                ".widget",
                ".list_box",
                ".tagcloud",
            ),
        ),
    ),
)
