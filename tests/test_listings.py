"""What a listing announces, and what is refused in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.listings import BrokenListing, Link, is_later, links, moment, side_by_side
from crawlers.trail import MOST_OLDER, older_places
from items import Listing
from tests.saved_site import BASE, SECTION, address, gazette, rss, section

FEED = Listing(url=f"{BASE}/feed", kind="feed")
SITEMAP = Listing(url=f"{BASE}/news.xml", kind="sitemap")
OUTLET = gazette(FEED, SITEMAP, SECTION)


def of(listing: Listing, body: str | bytes, content_type: str = "") -> list[Link]:
    raw = body.encode() if isinstance(body, str) else body
    return links(OUTLET, listing, raw, url=listing.url, content_type=content_type)


def names(found: list[Link]) -> list[str]:
    return [link.identity for link in found]


def day(number: int) -> datetime:
    return datetime(2025, 8, number, 9, tzinfo=UTC)


def test_a_feed_gives_its_newest_item_first_and_what_it_said_of_it() -> None:
    found = of(FEED, rss((address(1), day(1)), (address(3), day(3)), (address(2), day(2))))
    assert names(found) == ["3", "2", "1"]
    said = "Sun, 03 Aug 2025 09:00:00 +0000"
    assert found[0] == Link(identity="3", url=address(3), lastmod=said, listed=said)


def test_an_atom_feed_tells_of_the_last_change() -> None:
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{address(1)}'/>"
        "<published>2025-08-01T09:00:00Z</published><updated>2025-08-02T09:00:00Z</updated></entry></feed>"
    )
    assert of(FEED, atom)[0].lastmod == "2025-08-02T09:00:00Z"


def test_what_says_where_a_link_was_clicked_is_no_part_of_its_address() -> None:
    found = of(FEED, rss((f"{address(1)}?utm_source=rss&amp;utm_medium=rss", day(1)), (f"{address(2)}?p=7", day(2))))
    assert {link.url for link in found} == {address(1), f"{address(2)}?p=7"}


def test_a_feed_without_items_is_whole() -> None:
    assert of(FEED, rss()) == []


@pytest.mark.parametrize(
    "body", ["<html><p>Not a feed", "{}", "", "<rss", "\0\0", "just words", "&#xD800;", "&#99999999;"]
)
def test_what_is_no_feed_is_broken(body: str) -> None:
    with pytest.raises(BrokenListing, match="not a feed"):
        of(FEED, body)


def test_a_feed_that_is_the_name_of_a_file_opens_nothing() -> None:
    with pytest.raises(BrokenListing):
        of(FEED, __file__)


def test_a_news_sitemap_gives_moments_of_change_or_of_publication() -> None:
    body = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        " xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
        f"<url><loc>{address(1)}</loc><news:news><news:publication_date>2025-08-01</news:publication_date></news:news></url>"
        f"<url><loc>\n {address(2)} </loc><lastmod>2025-08-02T10:00:00+05:00</lastmod></url></urlset>"
    )
    assert [(link.identity, link.lastmod) for link in of(SITEMAP, body)] == [
        ("2", "2025-08-02T10:00:00+05:00"),
        ("1", "2025-08-01"),
    ]


@pytest.mark.parametrize("body", ["<urlset", "<html/>", "no", "<sitemapindex/>"])
def test_what_is_no_sitemap_is_broken(body: str) -> None:
    with pytest.raises(BrokenListing):
        of(SITEMAP, body)


@pytest.mark.parametrize("listing", [FEED, SITEMAP])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(listing: Listing, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset>&a;</urlset>'
    with pytest.raises(BrokenListing, match="entities"):
        of(listing, bomb.encode(encoding))


def test_a_section_gives_its_articles_in_the_order_of_the_page_each_once() -> None:
    page = section(address(5), "/news/item-4.html", address(5) + "#comments", "/about.html")
    assert [link.url for link in of(SECTION, page["text"])] == [address(5), address(4)]


def test_a_section_without_articles_tells_of_a_changed_layout() -> None:
    with pytest.raises(BrokenListing, match="layout"):
        of(SECTION, "<html><a href='/news/item-1.html'>not in the place where articles stand</a></html>")


def test_only_addresses_of_the_outlet_are_taken() -> None:
    strange = (
        "https://elsewhere.example/news/item-1.html",
        "https://gazette.example.evil.example/news/item-1.html",
        "javascript:/news/item-1.html",
        "http://[::1/news/item-1.html",
        f"{BASE}/news/item-1.html?{'x' * 3000}",
    )
    assert of(FEED, rss(*((link, day(1)) for link in strange))) == []


def test_a_deeply_nested_page_does_no_harm() -> None:
    nested = "<div>" * 100_000 + section(address(1))["text"]
    assert names(of(SECTION, section(address(2))["text"] + nested))[0] == "2"


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([FEED, SITEMAP, SECTION]))
def test_any_bytes_are_read_or_refused(body: bytes, listing: Listing) -> None:
    try:
        assert of(listing, body) == []
    except BrokenListing as reason:
        assert str(reason)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_moment_with_a_zone_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or found.tzinfo


def test_a_change_is_later_only_if_both_moments_can_be_read() -> None:
    assert is_later("2025-08-02T10:00:00+05:00", "Sat, 02 Aug 2025 04:59:59 GMT")
    assert not is_later("2025-08-02T10:00:00+05:00", "Sat, 02 Aug 2025 05:00:00 GMT")
    assert not is_later("2025-08-02", "")
    assert not is_later("yesterday", "2025-08-02")
    assert not is_later(None, "2025-08-02")


def test_listings_stand_side_by_side_and_an_article_in_two_takes_the_later_change() -> None:
    first = [Link(identity="1", url="a", lastmod="2025-08-01"), Link(identity="2", url="b")]
    second = [
        Link(identity="3", url="c"),
        Link(identity="1", url="d", lastmod="2025-08-02"),
        Link(identity="4", url="e"),
    ]
    found = side_by_side([first, second])
    assert names(found) == ["1", "3", "2", "4"]
    assert found[0] == Link(identity="1", url="a", lastmod="2025-08-02")


def test_behind_a_months_list_stands_that_of_the_month_before() -> None:
    monthly = Listing(url=f"{BASE}/map.php?year={{day:%Y}}&month={{day:%m}}", kind="sitemap")
    daily = Listing(url=f"{BASE}/{{day:%Y-%m-%d}}.xml", kind="sitemap")
    today = date(2025, 1, 31)
    assert next(older_places(monthly, today)) == f"{BASE}/map.php?year=2024&month=12"
    assert next(older_places(daily, today)) == f"{BASE}/2025-01-30.xml"
    assert len(list(older_places(monthly, today))) == len(list(older_places(daily, today))) == MOST_OLDER
