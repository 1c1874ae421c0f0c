"""Each outlet's file is sound data, and knows the real addresses of its articles."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import soupsieve

from crawlers.outlets import outlets
from items import Outlet

KNOWN = outlets()
#: Addresses of real articles (their texts are not here), with the name that each must have.
ARTICLES = {
    "urdupoint": {
        "https://www.urdupoint.com/en/pakistan/pakistan-uzbekistan-agree-to-further-deepen-1479180.html": "1479180",
        "https://www.urdupoint.com/en/business/pak-students-safe-in-bishkek-kyrgyz-honorary-1826491.html": "1826491",
        "http://urdupoint.com/en/pakistan/an-edited-headline-1479180.html?utm_source=rss": "1479180",
        "https://www.urdupoint.com/en/amp/world/russian-prime-minister-mikhail-mishustin-says-906868.html": "906868",
    },
    "app": {
        "https://www.app.com.pk/national/kazakhstan-ambassador-calls-on-minister-for-communications/": (
            "kazakhstan-ambassador-calls-on-minister-for-communications"
        ),
        "http://app.com.pk/global/kazakhstan-ambassador-calls-on-minister-for-communications#more": (
            "kazakhstan-ambassador-calls-on-minister-for-communications"
        ),
    },
    "radio_pakistan": {
        "http://radio.gov.pk/31-10-2021/kazakh-ambassador-proposes-direct-flights": (
            "31-10-2021/kazakh-ambassador-proposes-direct-flights"
        ),
        "https://www.radio.gov.pk/31-10-2021/kazakh-ambassador-proposes-direct-flights/": (
            "31-10-2021/kazakh-ambassador-proposes-direct-flights"
        ),
    },
}
#: Addresses of the outlets that are no articles.
OTHERS = {
    "urdupoint": [
        "https://www.urdupoint.com/en/team/some-author-12345.html",
        "https://www.urdupoint.com/en/latest-news/covid-2019.html",
        "https://www.urdupoint.com/en/news/pakistan/crime-updates1234.html",
        "https://www.urdupoint.com/en/news-pictures.html",
        "https://elsewhere.example/?u=https://www.urdupoint.com/en/pakistan/x-1479180.html",
    ],
    "app": [
        "https://www.app.com.pk/category/national/feed/",
        "https://www.app.com.pk/tag/uzbekistan/",
        "https://www.app.com.pk/wp-content/uploads-of-2025/",
        "https://www.app.com.pk/national/",
        "https://www.app.com.pk/national/page/2/",
        "https://urdu.app.com.pk/national/kazakhstan-ambassador-calls/",
    ],
    "radio_pakistan": [
        "https://www.radio.gov.pk/newslist/1",
        "https://www.radio.gov.pk/31-10-2021/",
        "http://urdu.pbc.gov.pk/17-04-2024/kazk-sfir",
    ],
}


def test_the_three_outlets_are_there() -> None:
    assert {"urdupoint", "app", "radio_pakistan"} <= set(KNOWN)


@pytest.mark.parametrize("outlet", KNOWN.values(), ids=list(KNOWN))
def test_an_outlet_is_sound(outlet: Outlet) -> None:
    assert outlet.slug.isidentifier()
    assert ZoneInfo(outlet.timezone)
    assert outlet.delay >= 1
    assert "identity" in outlet.article_url.groupindex
    assert len({listing.url for listing in outlet.listings}) == len(outlet.listings)
    for listing in outlet.listings:
        assert urlsplit(listing.url).scheme == "https"
        assert urlsplit(listing.url).hostname in outlet.hosts
        assert outlet.identity(listing.url) is None


@pytest.mark.parametrize("outlet", KNOWN.values(), ids=list(KNOWN))
def test_every_selector_of_an_outlet_can_be_read(outlet: Outlet) -> None:
    for layout in outlet.layouts:
        for selector in (*layout.headline, *layout.published, *layout.author, *layout.body, *layout.drop):
            soupsieve.compile(selector)


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_is_known_by_what_lasts_in_its_address(slug: str) -> None:
    assert {url: KNOWN[slug].identity(url) for url in ARTICLES[slug]} == ARTICLES[slug]


@pytest.mark.parametrize("slug", OTHERS)
def test_what_is_no_article_has_no_name(slug: str) -> None:
    assert [url for url in OTHERS[slug] if KNOWN[slug].identity(url)] == []


def test_the_day_of_an_item_of_radio_pakistan_stands_in_its_address() -> None:
    outlet = KNOWN["radio_pakistan"]
    assert outlet.url_date
    group, form = outlet.url_date
    match = outlet.article_url.search(next(iter(ARTICLES["radio_pakistan"])))
    assert match
    assert datetime.strptime(match[group], form).date() == date(2021, 10, 31)  # noqa: DTZ007


def test_outlets_are_read_without_scrapy_and_parsers() -> None:
    heavy = "[name for name in ('scrapy', 'twisted', 'parsers', 'bs4') if name in sys.modules]"
    code = f"import sys, crawlers.outlets; crawlers.outlets.outlets(); print({heavy})"
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True).stdout == "[]\n"
