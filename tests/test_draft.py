"""A new outlet's file, drafted from one of its articles."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from crawlers.draft import draft
from items import Outlet, Page
from parsers.parse import parse_article

HTML = """<html lang="ru"><head><meta property="og:site_name" content="Вести"><title>x</title>
<link rel="alternate" type="application/rss+xml" href="/rss/"></head><body><h1>Министр принял посла Пакистана</h1>
<time datetime="2025-08-01T10:00:00+05:00"></time><div class="menu"><p>Лента</p></div>
<div class="story main"><p>Министр принял посла Пакистана и говорил с ним о торговле двух стран.</p>
<p>Стороны условились о новой встрече в сентябре.</p></div></body></html>"""


def page(url: str, html: str = HTML) -> Page:
    moment = datetime(2025, 8, 2, tzinfo=UTC)
    return Page(outlet="", identity=url, url=url, fetched_at=moment, status=200, body=html.encode())


def outlet_of(content: bytes) -> Outlet:
    names: dict[str, Any] = {}
    exec(compile(content, "drafted.py", "exec"), names)  # noqa: S102 -- what the draft is there for
    outlet: Outlet = names["OUTLET"]
    return outlet


def test_a_drafted_file_reads_the_page_that_it_was_drafted_from() -> None:
    url = "https://www.vesti.uz/politics/posol-12345.html"
    found = draft(page(url))
    outlet = outlet_of(found.files["crawlers/outlets/vesti.py"])
    assert (outlet.slug, outlet.name, outlet.country, outlet.timezone) == ("vesti", "Вести", "UZ", "Asia/Tashkent")
    assert [listing.url for listing in outlet.listings] == ["https://www.vesti.uz/rss/"]
    article = parse_article(page(url), outlet)
    assert (len(article.body), article.rules["body"]) == (2, "layout")
    assert json.loads(found.files["sample/vesti/site.json"])["pages"][0]["url"] == url
    assert found.files["sample/vesti/pages/first.html"].decode() == HTML


@pytest.mark.parametrize(
    ("url", "identity", "same"),
    [
        ("https://a.kz/news/12345", "12345", "https://a.kz/news/54321"),
        ("https://a.kz/ru/posol-12345.html", "12345", "https://a.kz/en/other-words-777777.html"),
        ("https://a.kz/2025/08/01/posol/", "2025/08/01/posol", "https://a.kz/2025/09/30/other-story/"),
        ("https://a.kz/politics/posol-prinyat", "posol-prinyat", "https://a.kz/politics/another-story"),
    ],
)
def test_the_pattern_of_addresses_fits_the_page_and_others_like_it(url: str, identity: str, same: str) -> None:
    outlet = outlet_of(draft(page(url)).files["crawlers/outlets/a.py"])
    assert outlet.identity(url) == identity
    assert outlet.identity(same) not in (None, identity)
    assert outlet.identity("https://elsewhere.kz/news/12345") is None


def test_without_a_feed_the_front_page_is_the_listing_until_a_person_names_a_better_one() -> None:
    html = HTML.replace('<link rel="alternate" type="application/rss+xml" href="/rss/">', "")
    (listing,) = outlet_of(draft(page("https://a.kz/news/12345", html)).files["crawlers/outlets/a.py"]).listings
    assert (listing.url, listing.kind) == ("https://a.kz/", "section")


def test_what_a_page_says_of_itself_can_not_break_out_of_the_file() -> None:
    evil = HTML.replace("Вести", '&quot;, country=__import__("os").system("true")) #')
    content = draft(page("https://a.kz/news/12345", evil)).files["crawlers/outlets/a.py"].decode()
    assert not re.search(r"import(?! re$| Layout, Listing, Outlet$)\W", content, re.MULTILINE)
    assert outlet_of(content.encode()).slug == "a"
