"""Each outlet's file is sound data, and knows the real addresses of its articles."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import soupsieve

from crawlers.outlets import outlets
from items import Outlet

ROOT = Path(__file__).parents[1]
KNOWN = outlets()
#: Slug → what is known of the real site: addresses of articles with the name that each must have (their texts are not
#: here), addresses that are no articles, and the signs of its traps in the sample.
FACTS = {slug: json.loads((ROOT / "sample" / slug / "known.json").read_text()) for slug in KNOWN}


def test_the_three_outlets_are_there() -> None:
    assert {"urdupoint", "app", "radio_pakistan"} <= set(KNOWN)


@pytest.mark.parametrize("outlet", KNOWN.values(), ids=list(KNOWN))
def test_an_outlet_is_sound(outlet: Outlet) -> None:
    assert outlet.slug.isidentifier()
    assert ZoneInfo(outlet.timezone)
    assert outlet.delay >= 1
    assert "identity" in outlet.article_url.groupindex
    assert len({listing.url for listing in outlet.listings}) == len(outlet.listings)
    assert outlet.listings
    for listing in outlet.listings:
        for url in filter(None, (listing.address(date(2025, 8, 5)), listing.older)):
            assert urlsplit(url).scheme == "https"
            assert urlsplit(url).hostname in outlet.hosts
            assert outlet.identity(url) is None
        assert (listing.kind == "api") == bool(listing.article)
        assert listing.older is None or "{page}" in listing.older


@pytest.mark.parametrize("outlet", KNOWN.values(), ids=list(KNOWN))
def test_every_selector_of_an_outlet_can_be_read(outlet: Outlet) -> None:
    for layout in outlet.layouts:
        for selector in (*layout.headline, *layout.published, *layout.author, *layout.body, *layout.drop):
            soupsieve.compile(selector)
    for listing in outlet.listings:
        for selector in filter(None, (listing.links, listing.item, listing.when) if listing.kind != "api" else ()):
            soupsieve.compile(selector)


def test_most_outlets_are_described_in_few_lines() -> None:
    lengths = [len((ROOT / "crawlers" / "outlets" / f"{slug}.py").read_text().splitlines()) for slug in KNOWN]
    assert median(lengths) < 60


@pytest.mark.parametrize("slug", KNOWN)
def test_an_article_is_known_by_what_lasts_in_its_address(slug: str) -> None:
    articles = FACTS[slug]["articles"]
    assert articles
    assert {url: KNOWN[slug].identity(url) for url in articles} == articles


@pytest.mark.parametrize("slug", KNOWN)
def test_what_is_no_article_has_no_name(slug: str) -> None:
    others = FACTS[slug]["others"]
    assert others
    assert [url for url in others if KNOWN[slug].identity(url)] == []


def test_the_day_of_an_item_of_radio_pakistan_stands_in_its_address() -> None:
    outlet = KNOWN["radio_pakistan"]
    assert outlet.url_date
    group, form = outlet.url_date
    match = outlet.article_url.search(next(iter(FACTS["radio_pakistan"]["articles"])))
    assert match
    assert datetime.strptime(match[group], form).date() == date(2021, 10, 31)  # noqa: DTZ007


def test_outlets_are_read_without_scrapy_and_parsers() -> None:
    heavy = "[name for name in ('scrapy', 'twisted', 'parsers', 'bs4') if name in sys.modules]"
    code = f"import sys, crawlers.outlets; crawlers.outlets.outlets(); print({heavy})"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "[]\n"
