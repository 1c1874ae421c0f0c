"""UrduPoint (Urdu), Lahore: the same portal as UrduPoint, in Urdu; prints APP's Urdu copy.

Sure, from real links and page text: the two kinds of addresses, the dateline whose day is glued to the mark of the
year, "(جاری ہے)" within the text. Known from programs up to 2023 and a copy of the page's template: the blocks, the
sitemap of each day, the feed. To be confirmed on the live site: that they still hold; its search and its pages for
children were behind Cloudflare. It shares its host with the English edition.
"""

import re

from items import Layout, Listing, Outlet

BASE = "https://www.urdupoint.com"

OUTLET = Outlet(
    slug="urdupoint_ur",
    name="UrduPoint (Urdu)",
    country="PK",
    language="ur",
    timezone="Asia/Karachi",
    hosts=("www.urdupoint.com", "urdupoint.com"),
    listings=(
        Listing(url=f"{BASE}/rss/urdupoint.rss", kind="feed"),
        Listing(url=f"{BASE}/sitemap/daily/data/{{day:%Y}}/{{day:%Y-%m-%d}}.xml.gz", kind="sitemap"),
    ),
    article_url=re.compile(
        r"^https?://(?:www\.)?urdupoint\.com/(?:daily/livenews/\d{4}-\d\d-\d\d/news"
        r"|(?!en/)[a-z-]+/news/[a-z-]+/[a-z-]+/live-news)-(?P<identity>\d{5,8})\.html(?:[?#]|$)"
    ),
    layouts=(
        Layout(
            headline=("div.news_article h1.urdu", "h1.urdu", "h1"),
            published=("p.art_info_bar", "span.arial"),
            body=("div.detail_txt.urdu", "div.txt_detail.urdu", "div.detail_txt"),
            drop=(
                "script",
                ".txt_banner",
                ".hide_desk",
                "#teads",
                "[id^='gpt-']",
                "[id^='div-gpt-ad']",
                ".list_box",
                ".social_sharer",
                ".tagcloud",
            ),
        ),
    ),
)
