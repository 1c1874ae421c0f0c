"""Whole crawls over real HTTP on loopback, each in a process of its own, as the pipeline runs them."""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastwarc import ArchiveIterator
from scrapy.crawler import Crawler

from crawlers.archive import Archive
from crawlers.guard import is_public
from crawlers.replay import Replay, serve
from crawlers.settings import UNUSED, settings, user_agent
from crawlers.spider import OutletSpider
from items import Listing, ListingState
from tests.saved_site import (
    BASE,
    HTML,
    SECTION,
    Held,
    address,
    article,
    crawl,
    gazette,
    result,
    rss,
    save_site,
    section,
)
from tests.saved_site import start_crawl as start

FEED = Listing(url=f"{BASE}/feed", kind="feed")
SITEMAP = Listing(url=f"{BASE}/news.xml", kind="sitemap")
TOPIC = Listing(url=f"{BASE}/topic/uzbekistan.html", kind="topic", links="h4 a")
MORNING = datetime(2025, 8, 1, 9, tzinfo=UTC)


@contextmanager
def site(folder: Path, *pages: dict[str, Any]) -> Iterator[Replay]:
    with serve(save_site(folder / "site", pages)) as replay:
        yield replay


def feed(*entries: tuple[int, datetime], **more: Any) -> dict[str, Any]:
    text = rss(*((address(number), when) for number, when in entries))
    validators = {"Last-Modified": "Fri, 01 Aug 2025 09:00:00 GMT"}
    return {"url": FEED.url, "text": text, "content_type": "application/rss+xml", "headers": validators, **more}


def sitemap(*numbers: int) -> dict[str, Any]:
    entries = "".join(f"<url><loc>{address(number)}</loc></url>" for number in numbers)
    text = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"
    return {"url": SITEMAP.url, "text": text, "content_type": "text/xml", "headers": {"ETag": 'W/"s1"'}}


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


# --- the whole way ---


def test_articles_of_every_kind_of_listing_come_home_and_a_second_crawl_asks_for_listings_only(tmp_path: Path) -> None:
    outlet = gazette(FEED, SITEMAP, SECTION, TOPIC)
    pages = (
        feed((1, MORNING), (2, MORNING + timedelta(hours=1))),
        sitemap(3, 1),
        section(address(4), address(2)),
        section(address(5), url=TOPIC.url),
        *(article(number) for number in range(1, 6)),
    )
    with site(tmp_path, *pages) as replay:
        first = crawl(outlet, tmp_path / "held", replay.url)
        asked = dict(replay.requests)
        second = crawl(outlet, tmp_path / "held", replay.url)
    held = Held(tmp_path / "held")
    assert (first.listings_answered, first.listed, first.fetched, first.failed) == (4, 5, 5, 0)
    assert first.problem is None
    assert set(asked.values()) == {1}
    assert sorted(held.identities) == ["1", "2", "3", "4", "5"]
    assert held.listings[FEED.url].last_modified == "Fri, 01 Aug 2025 09:00:00 GMT"
    assert held.listings[SITEMAP.url].etag == 'W/"s1"'
    assert (second.listings_answered, second.listed, second.fetched, second.problem) == (4, 0, 0, None)
    assert {url for url, count in replay.requests.items() if count > 1} == {
        f"{BASE}/robots.txt",
        *(listing.url for listing in outlet.listings),
    }
    for number in range(1, 6):
        page = Archive(str(held.archive)).read(held.place(number))
        assert (page.url, page.status, page.outlet) == (address(number), 200, "gazette")
        assert page.body.decode() == article(number)["text"]
        assert page.headers["content-type"] == HTML


def test_the_newest_item_is_fetched_first(tmp_path: Path) -> None:
    days = {1: 3, 2: 1, 3: 4, 4: 2}
    entries = [(number, MORNING + timedelta(days=day)) for number, day in days.items()]
    with site(tmp_path, feed(*entries), *(article(number) for number in days)) as replay:
        crawl(gazette(FEED), tmp_path / "held", replay.url)
    assert Held(tmp_path / "held").identities == ["3", "1", "4", "2"]


def test_a_held_article_is_fetched_again_only_if_its_listing_tells_of_a_later_change(tmp_path: Path) -> None:
    outlet, folder = gazette(FEED), tmp_path / "held"
    with site(tmp_path, feed((1, MORNING), (2, MORNING)), article(1), article(2)) as replay:
        crawl(outlet, folder, replay.url)
    changed = feed((1, MORNING), (2, MORNING + timedelta(minutes=5)), headers={})
    with site(tmp_path, changed, article(1), article(2, text="<html><h1>Item 2, corrected</h1></html>")) as replay:
        crawled = crawl(outlet, folder, replay.url)
        again = crawl(outlet, folder, replay.url)
    assert (crawled.held, crawled.fetched) == (1, 1)
    assert (again.held, again.fetched) == (2, 0)
    assert Held(folder).identities == ["1", "2", "2"]
    assert address(1) not in replay.requests


def test_an_article_under_two_addresses_is_fetched_once(tmp_path: Path) -> None:
    twin = f"{BASE}/news/another-headline-1.html"
    with site(tmp_path, section(address(1)), section(twin, url=TOPIC.url), article(1)) as replay:
        crawled = crawl(gazette(SECTION, TOPIC), tmp_path / "held", replay.url)
    assert (crawled.listed, crawled.fetched) == (1, 1)
    assert twin not in replay.requests


def test_a_redirect_is_followed_and_the_article_is_named_by_where_it_leads(tmp_path: Path) -> None:
    moved = article(1, status=301, location=address(10), headers={"ETag": '"1"'})
    to_held = article(2, status=302, location=address(10))
    no_article = article(3, status=301, location=f"{BASE}/story-of-three.html")
    story = article(0, url=f"{BASE}/story-of-three.html")
    pages = section(address(1), address(2), address(3)), moved, to_held, no_article, article(10), story
    with site(tmp_path, *pages) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    rows = Held(tmp_path / "held").pages
    assert [(row["identity"], row["url"]) for row in rows] == [("10", address(10)), ("3", story["url"])]
    assert (crawled.fetched, crawled.held, crawled.failed) == (2, 1, 0)
    assert replay.requests[address(10)] == 1


def test_the_bytes_of_a_page_in_a_wrong_charset_are_kept_as_they_came(tmp_path: Path) -> None:
    body = "<html><p>Trade worth £2bn – “soon”</p></html>".encode("windows-1252")
    page = {"url": address(1), "body": body, "content_type": "text/html; charset=UTF-8"}
    packed = {"url": address(2), "body": gzip.compress(body), "content_type": "text/html; charset=latin-1"}
    packed["headers"] = {"Content-Encoding": "gzip"}
    with site(tmp_path, section(address(1), address(2)), page, packed) as replay:
        crawl(gazette(SECTION), tmp_path / "held", replay.url)
    held = Held(tmp_path / "held")
    for number, charset in ((1, "UTF-8"), (2, "latin-1")):
        kept = Archive(str(held.archive)).read(held.place(number))
        assert kept.body == body
        assert kept.headers["content-type"] == f"text/html; charset={charset}"
        assert kept.headers["content-length"] == str(len(body))


# --- older items, gaps, articles looked at again ---

PAGED = Listing(url=f"{BASE}/news.html", kind="section", links="h4 a", older=f"{BASE}/news-{{page}}.html")
DAILY = Listing(url=f"{BASE}/{{day:%Y-%m-%d}}.xml.gz", kind="sitemap")
LIST_OF_SITEMAPS = Listing(url=f"{BASE}/sitemap.xml", kind="sitemap")


def paged(*pages: list[int]) -> list[dict[str, Any]]:
    """The pages of a section, the newest first, and their articles."""
    urls = [PAGED.url, *(f"{BASE}/news-{number}.html" for number in range(2, len(pages) + 1))]
    listed = [section(*map(address, numbers), url=url, headers={}) for url, numbers in zip(urls, pages, strict=True)]
    return [*listed, *(article(number) for numbers in pages for number in numbers)]


def test_a_listing_that_shows_nothing_known_is_read_on_until_known_ground(tmp_path: Path) -> None:
    with site(tmp_path, *paged([2, 1])) as replay:
        crawl(gazette(PAGED), tmp_path / "held", replay.url)
    with site(tmp_path, *paged([8, 7], [6, 5], [4, 3], [2, 1], [0])) as replay:
        second = crawl(gazette(PAGED), tmp_path / "held", replay.url)
    held = Held(tmp_path / "held")
    assert (second.fetched, second.problem, held.gaps) == (6, None, [])
    assert sorted(held.identities) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert replay.requests[f"{BASE}/news-4.html"] == 1
    assert replay.requests[f"{BASE}/news-5.html"] == 0
    assert (held.visits[PAGED.url]["outcome"], held.visits[PAGED.url]["new"]) == ("answered", 6)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (paged([8, 7], [6, 5]), "its older items could not be had: status 404"),
        (paged([8, 7], [8, 7], [2, 1]), "its older pages show nothing older"),
    ],
    ids=["the pager ends", "the pager shows the same page again"],
)
def test_what_can_not_be_reached_is_a_gap_since_the_last_answer(
    tmp_path: Path, second: list[dict[str, Any]], reason: str
) -> None:
    with site(tmp_path, *paged([2, 1])) as replay:
        crawl(gazette(PAGED), tmp_path / "held", replay.url)
    answered_at = Held(tmp_path / "held").listings[PAGED.url].answered_at
    with site(tmp_path, *second) as replay:
        assert crawl(gazette(PAGED), tmp_path / "held", replay.url).problem is None
    (gap,) = Held(tmp_path / "held").gaps
    assert (gap["url"], gap["reason"]) == (PAGED.url, reason)
    assert datetime.fromisoformat(gap["from_at"]) == answered_at


def test_a_gap_of_a_feed_ends_with_the_oldest_item_that_it_still_shows(tmp_path: Path) -> None:
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    with site(tmp_path, feed((1, MORNING), headers={}), article(1)) as replay:
        crawl(gazette(FEED), tmp_path / "held", replay.url)
    entries = ((8, later + timedelta(minutes=5)), (7, later))
    with site(tmp_path, feed(*entries, headers={}), article(7), article(8)) as replay:
        crawl(gazette(FEED), tmp_path / "held", replay.url)
    (gap,) = Held(tmp_path / "held").gaps
    assert datetime.fromisoformat(gap["to_at"]) == later


def test_the_first_crawl_of_a_listing_has_no_gap(tmp_path: Path) -> None:
    with site(tmp_path, *paged([2, 1], [0])) as replay:
        crawl(gazette(PAGED), tmp_path / "held", replay.url)
    assert Held(tmp_path / "held").gaps == []
    assert replay.requests[f"{BASE}/news-2.html"] == 0


def of_day(back: int, *numbers: int) -> dict[str, Any]:
    """The gzipped sitemap of so many days ago."""
    today = datetime.now(ZoneInfo("Asia/Karachi")).date()
    body = gzip.compress(sitemap(*numbers)["text"].encode())
    return {"url": DAILY.address(today - timedelta(days=back)), "body": body, "content_type": "application/x-gzip"}


def test_a_gzipped_sitemap_of_today_is_asked_for_and_those_of_earlier_days_until_known_ground(tmp_path: Path) -> None:
    with site(tmp_path, of_day(0, 1), article(1)) as replay:
        crawl(gazette(DAILY), tmp_path / "held", replay.url)
    with site(tmp_path, of_day(0, 4), of_day(1, 3, 2), of_day(2, 1), *map(article, (1, 2, 3, 4))) as replay:
        crawl(gazette(DAILY), tmp_path / "held", replay.url)
    held = Held(tmp_path / "held")
    assert (sorted(held.identities), held.gaps) == (["1", "2", "3", "4"], [])


def test_before_the_first_item_of_a_day_the_list_of_the_day_before_is_read(tmp_path: Path) -> None:
    with site(tmp_path, of_day(1, 3, 2), of_day(2, 1), *map(article, (1, 2, 3))) as replay:
        first = crawl(gazette(DAILY), tmp_path / "held", replay.url)
    assert (first.listings_answered, first.listings_failed, first.problem) == (1, 0, None)
    assert sorted(Held(tmp_path / "held").identities) == ["2", "3"]
    with site(tmp_path, of_day(2, 1), article(1)) as replay:
        gone = crawl(gazette(DAILY), tmp_path / "held", replay.url)
    assert (gone.listings_answered, gone.listings_failed) == (0, 1), "two days without a list are a fault"


def test_of_a_list_of_sitemaps_the_newest_is_read_and_older_ones_only_to_close_a_gap(tmp_path: Path) -> None:
    def named(*names: str) -> dict[str, Any]:
        entries = "".join(f"<sitemap><loc>{BASE}/{name}.xml</loc></sitemap>" for name in names)
        text = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</sitemapindex>"
        return {"url": LIST_OF_SITEMAPS.url, "text": text, "content_type": "text/xml"}

    def child(name: str, *numbers: int) -> dict[str, Any]:
        return sitemap(*numbers) | {"url": f"{BASE}/{name}.xml", "headers": {}}

    outlet = gazette(LIST_OF_SITEMAPS)
    with site(tmp_path, named("a", "b"), child("a", 1), child("b", 2), article(1), article(2)) as replay:
        first = crawl(outlet, tmp_path / "held", replay.url)
    assert (first.listings_answered, Held(tmp_path / "held").identities) == (1, ["2"])
    pages = (named("a", "b", "c"), child("a", 1), child("b", 3, 2), child("c", 4), *map(article, (1, 2, 3, 4)))
    with site(tmp_path, *pages) as replay:
        crawl(outlet, tmp_path / "held", replay.url)
    held = Held(tmp_path / "held")
    assert (sorted(held.identities), held.gaps) == (["2", "3", "4"], [])


def test_the_items_of_an_api_are_kept_as_pages_and_nothing_more_is_asked_for(tmp_path: Path) -> None:
    items = [{"id": 7, "title": "Item 7", "created_date": "2025-08-01 12:00:00", "body": "<p>Words.</p>"}]
    api = Listing(
        url=f"{BASE}/api/news",
        kind="api",
        links="content.items",
        when="created_date",
        article=f"{BASE}/news/item-{{id}}.html",
        headers=(("Accept-Language", "ru"),),
    )
    answer = {"url": api.url, "text": json.dumps({"content": {"items": items}}), "content_type": "application/json"}
    with site(tmp_path, answer) as replay:
        assert crawl(gazette(api), tmp_path / "held", replay.url).fetched == 1
    held = Held(tmp_path / "held")
    page = Archive(str(held.archive)).read(held.place(7))
    assert (page.url, page.listed, json.loads(page.body)) == (address(7), "2025-08-01 12:00:00", items[0])
    assert replay.requests[address(7)] == 0
    assert datetime.fromisoformat(held.visits[api.url]["newest_at"]) == datetime(2025, 8, 1, 7, tzinfo=UTC), (
        "its own time"
    )


def test_a_listing_whose_newest_item_is_older_than_is_normal_is_stale_and_not_empty(tmp_path: Path) -> None:
    with site(tmp_path, feed((1, MORNING)), article(1)) as replay:
        assert crawl(gazette(FEED), tmp_path / "held", replay.url).fetched == 1
        assert Held(tmp_path / "held").visits[FEED.url]["outcome"] == "stale"
        crawl(gazette(FEED), tmp_path / "held", replay.url)
    visit = Held(tmp_path / "held").visits[FEED.url]
    assert (visit["outcome"], visit["listed"]) == ("stale", 0), "that it did not change makes it no fresher"
    assert visit["reason"] == "its newest item is of 2025-08-01 09:00 UTC"


def test_an_article_that_is_due_is_fetched_again_though_no_listing_tells_of_a_change(tmp_path: Path) -> None:
    with site(tmp_path, section(address(1)), article(1), article(2)) as replay:
        crawl(gazette(SECTION), tmp_path / "held", replay.url)
        Held(tmp_path / "held").add("due", {"identity": "1", "url": address(1)})
        second = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert (second.fetched, second.again, replay.requests[address(1)]) == (1, 1, 2)


# --- what can go wrong with a page ---

JUST_A_MOMENT = "<html><head><title>Just a moment...</title></head><body>Checking</body></html>"
FAILING = {
    "a page that is gone": ({"status": 404}, "http", 404),
    "a page that is gone for good": ({"status": 410}, "http", 410),
    "a server's error": ({"status": 500}, "http", 500),
    "a plain refusal": ({"status": 403}, "http", 403),
    "a challenge": ({"status": 403, "text": JUST_A_MOMENT}, "challenge", 403),
    "a challenge as 503": ({"status": 503, "text": JUST_A_MOMENT}, "challenge", 503),
    "a challenge as 200": ({"text": JUST_A_MOMENT}, "challenge", 200),
    "a challenge by its script": ({"text": "<html><script>window._cf_chl_opt={}</script></html>"}, "challenge", 200),
    "a block by Cloudflare": ({"status": 403, "headers": {"Server": "cloudflare"}}, "challenge", 403),
    "an empty page": ({"text": ""}, "empty", 200),
    "a page of blanks": ({"text": " \n"}, "empty", 200),
    "a document": ({"content_type": "application/pdf"}, "not_html", 200),
    "a page of 20 MB": ({"pad_to": 20_000_000}, "too_large", None),
    "a small page that unpacks to 20 MB": (
        {"body": gzip.compress(b" " * 20_000_000), "headers": {"Content-Encoding": "gzip"}},
        "too_large",
        None,
    ),
    "a way out": ({"status": 302, "location": "https://elsewhere.example/news/item-1.html"}, "off_site", None),
    "a way to a file": ({"status": 302, "location": "file:///etc/passwd"}, "http", 302),
    "a way to nowhere": ({"status": 301}, "http", 301),
    "a slow page": ({"delay": 3}, "timeout", None),
}


def test_each_failure_is_a_row_with_its_reason_and_a_line_and_costs_other_pages_nothing(tmp_path: Path) -> None:
    broken = {number: {**article(number), **more} for number, (more, _, _) in enumerate(FAILING.values(), start=101)}
    for page in broken.values():
        if "body" in page:
            del page["text"]
    circle = article(150, status=302, location=address(150))
    secret = f"{BASE}/secret/item-151.html"
    whole = [article(number) for number in range(1, 25)]
    listed = [*(page["url"] for page in broken.values()), circle["url"], secret, *(page["url"] for page in whole)]
    with site(tmp_path, section(*listed), *broken.values(), circle, *whole) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url, DOWNLOAD_TIMEOUT=1, RETRY_TIMES=1)
    held = Held(tmp_path / "held")
    failures = {url: (row["reason"], row["status"]) for url, row in held.failures.items()}
    expected = dict(
        zip((page["url"] for page in broken.values()), [(r, s) for _, r, s in FAILING.values()], strict=True)
    )
    assert failures == {**expected, circle["url"]: ("http", None), secret: ("robots", None)}
    assert held.failures[address(101)]["identity"] == "101"
    assert sorted(held.identities, key=int) == [str(number) for number in range(1, 25)]
    assert (crawled.fetched, crawled.failed, crawled.problem) == (24, len(failures), None)
    for url, (reason, _) in failures.items():
        assert held.log.count(f"could not have {url}: {reason}: ") == 1
    assert secret not in replay.requests
    assert "Traceback" not in held.log


def test_a_page_that_failed_for_good_is_not_asked_for_again_and_one_that_may_pass_is(tmp_path: Path) -> None:
    pages = section(*map(address, range(1, 5))), article(1), article(2), article(3, status=404), article(4, status=500)
    with site(tmp_path, *pages) as replay:
        crawl(gazette(SECTION), tmp_path / "held", replay.url)
        first = dict(replay.requests)
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    asked = {number: replay.requests[address(number)] - first[address(number)] for number in range(1, 5)}
    assert asked == {1: 0, 2: 0, 3: 0, 4: 3}
    # The section would else answer "nothing new" and hide the page that may pass.
    assert replace(Held(tmp_path / "held").listings[SECTION.url], answered_at=None) == ListingState(url=SECTION.url)
    assert (crawled.held, crawled.failed) == (2, 1)


def test_a_page_that_fails_once_is_had_at_the_second_try(tmp_path: Path) -> None:
    with site(tmp_path, section(address(1)), article(1, status=503, headers={"Retry-After": "1"})) as replay:
        process = start(gazette(SECTION), tmp_path / "held", replay.url)
        wait_for(lambda: replay.requests[address(1)] == 1)
        began = time.monotonic()
        wait_for(lambda: replay.requests[address(1)] == 2)
        assert time.monotonic() - began > 0.8
        process.wait(timeout=30)
    assert result(tmp_path / "held").failed == 1


# --- what can go wrong with an outlet ---


def test_a_broken_listing_costs_the_others_nothing(tmp_path: Path) -> None:
    pages = feed(text="<html><p>Welcome"), {"url": SITEMAP.url, "status": 404}, section(address(1)), article(1)
    with site(tmp_path, *pages) as replay:
        crawled = crawl(gazette(FEED, SITEMAP, SECTION), tmp_path / "held", replay.url)
    failures = Held(tmp_path / "held").failures
    assert (failures[FEED.url]["reason"], failures[SITEMAP.url]["reason"]) == ("broken_listing", "http")
    assert (crawled.listings_answered, crawled.listings_failed, crawled.fetched) == (1, 2, 1)
    assert crawled.problem is None


def test_an_outlet_without_any_listing_is_a_problem_in_plain_words(tmp_path: Path) -> None:
    with site(tmp_path, section(text=JUST_A_MOMENT)) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert crawled.problem
    assert crawled.problem.startswith(f"No listing of The Gazette could be had ({SECTION.url}: a bot wall answered")


def test_an_outlet_that_can_not_be_reached_is_a_problem_soon(tmp_path: Path) -> None:
    with site(tmp_path) as replay:
        closed = replay.url
    began = time.monotonic()
    crawled = crawl(gazette(FEED, SECTION), tmp_path / "held", closed)
    assert time.monotonic() - began < 20
    assert crawled.problem
    assert "robots.txt can't be had, so nothing is asked for: Connection was refused" in crawled.problem
    assert {row["reason"] for row in Held(tmp_path / "held").failures.values()} == {"network"}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_without_an_answer_about_robots_nothing_is_asked_for(tmp_path: Path, status: int) -> None:
    robots = {"url": f"{BASE}/robots.txt", "status": status}
    with site(tmp_path, robots, section(address(1)), article(1)) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert set(replay.requests) == {f"{BASE}/robots.txt"}
    assert crawled.problem
    assert f"robots.txt answers with status {status}" in crawled.problem


def test_a_site_without_robots_may_be_crawled(tmp_path: Path) -> None:
    with site(tmp_path, {"url": f"{BASE}/robots.txt", "status": 404}, section(address(1)), article(1)) as replay:
        assert crawl(gazette(SECTION), tmp_path / "held", replay.url).fetched == 1


def test_robots_can_address_us_by_name(tmp_path: Path) -> None:
    robots = "User-agent: CorridorBot\nDisallow: /section\n\nUser-agent: *\nDisallow:\n"
    with site(tmp_path, {"url": f"{BASE}/robots.txt", "text": robots}, section(address(1)), article(1)) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert crawled.problem == f"No listing of The Gazette could be had ({SECTION.url}: robots.txt forbids it)."
    assert set(replay.requests) == {f"{BASE}/robots.txt"}


def test_mostly_failing_articles_are_a_problem_but_the_same_ones_failing_again_are_no_news(tmp_path: Path) -> None:
    pages = section(*map(address, range(1, 6))), article(1), *(article(number, status=500) for number in range(2, 6))
    with site(tmp_path, *pages) as replay:
        first = crawl(gazette(SECTION), tmp_path / "held", replay.url)
        second = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert first.problem
    assert first.problem.startswith("4 of 5 articles could not be had (the last: ")
    assert (second.failed, second.problem) == (4, None)


def test_a_site_that_asks_for_a_long_rest_gets_it(tmp_path: Path) -> None:
    rest = article(2, status=429, headers={"Retry-After": "3600"})
    with site(tmp_path, section(*map(address, range(1, 5))), article(1), rest, article(3), article(4)) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url)
    assert crawled.problem
    assert crawled.problem.startswith("The site asked to be left alone for a while")
    assert (replay.requests[address(2)], replay.requests[address(3)]) == (1, 0)
    assert crawled.fetched == 1


def test_a_site_that_stops_answering_is_not_asked_for_everything_else(tmp_path: Path) -> None:
    slow = [article(number, delay=2) for number in range(1, 12)]
    with site(tmp_path, section(*map(address, range(1, 12))), *slow) as replay:
        crawled = crawl(gazette(SECTION), tmp_path / "held", replay.url, DOWNLOAD_TIMEOUT=0.3, RETRY_BUDGET=2)
    assert crawled.problem
    assert crawled.problem.startswith("The site does not answer")
    # Five in a row, one that was under way when it was enough, and two that were asked for again.
    assert crawled.failed <= 6
    assert sum(replay.requests[address(number)] for number in range(1, 12)) <= 8


def test_an_error_of_our_own_is_a_problem_and_ends_a_crawl_that_can_not_record(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    pages = [article(number, delay=0.2) for number in range(1, 15)]
    with site(tmp_path, section(*map(address, range(1, 15))), *pages) as replay:
        process = start(gazette(SECTION), folder, replay.url)
        wait_for(lambda: len(Held(folder).pages) >= 1)
        (folder / "pages.jsonl").rename(folder / "pages")
        (folder / "pages.jsonl").mkdir()
        assert process.wait(timeout=60) == 0
    crawled = result(folder)
    assert crawled.problem
    assert "errors of its own, such as IsADirectoryError" in crawled.problem
    assert sum(replay.requests[page["url"]] for page in pages) < 10


# --- being stopped ---


def slow_site(folder: Path) -> list[dict[str, Any]]:
    return [section(*map(address, range(1, 13))), *(article(number, delay=0.15) for number in range(1, 13))]


def test_after_kill_9_every_recorded_page_is_whole_and_the_next_crawl_fetches_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    held = Held(folder)
    with site(tmp_path, *slow_site(tmp_path)) as replay:
        process = start(gazette(SECTION), folder, replay.url)
        wait_for(lambda: len(held.pages) >= 4)
        process.kill()
        process.wait(timeout=10)
        before = held.identities
        assert 4 <= len(before) < 12
        assert all(Archive(str(held.archive)).read(held.place(int(number))).body for number in before)
        crawled = crawl(gazette(SECTION), folder, replay.url)
    assert sorted(held.identities, key=int) == [str(number) for number in range(1, 13)]
    assert (crawled.held, crawled.problem) == (len(before), None)
    # A page was under way when the blow came, or had been written and not yet recorded.
    assert sum(replay.requests[address(number)] > 1 for number in range(1, 13)) <= 2
    assert all(replay.requests[address(int(number))] == 1 for number in before)


def test_a_stopped_crawl_closes_its_file_and_says_that_it_is_not_whole(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    held = Held(folder)
    with site(tmp_path, *slow_site(tmp_path)) as replay:
        process = start(gazette(SECTION), folder, replay.url)
        wait_for(lambda: len(held.pages) >= 3)
        process.terminate()
        assert process.wait(timeout=30) == 0
        stopped = result(folder)
        crawled = crawl(gazette(SECTION), folder, replay.url)
    assert stopped.problem == "The crawl was stopped before its end; what it had is kept."
    assert 3 <= stopped.fetched < 12
    assert (crawled.held, crawled.fetched, crawled.problem) == (stopped.fetched, 12 - stopped.fetched, None)
    files = sorted(held.archive.rglob("*.warc.gz"))
    records = [sum(1 for _ in ArchiveIterator(str(file))) for file in files]
    assert sum(records) == 12 + len(files)


# --- manners and guard ---


def test_the_delay_that_robots_asks_for_is_kept(tmp_path: Path) -> None:
    robots = {"url": f"{BASE}/robots.txt", "text": "User-agent: *\nCrawl-delay: 1.5\n"}
    pages = robots, section(address(1), address(2), address(3)), *(article(number) for number in range(1, 4))
    live = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0}
    with site(tmp_path, *pages) as replay:
        process = start(gazette(SECTION), tmp_path / "held", replay.url, **live)
        wait_for(lambda: replay.requests[address(1)] == 1)
        began = time.monotonic()
        wait_for(lambda: replay.requests[address(3)] == 1)
        assert time.monotonic() - began > 2.5
        assert process.wait(timeout=30) == 0


def test_we_are_polite() -> None:
    crawler = Crawler(OutletSpider, settings(gazette(SECTION)))
    values = crawler.settings
    assert values.getbool("ROBOTSTXT_OBEY")
    assert (values.getfloat("DOWNLOAD_DELAY"), values.getfloat("DOWNLOAD_DELAY_JITTER")) == (2.0, 0)
    assert values.getbool("AUTOTHROTTLE_ENABLED")
    assert (values.getint("CONCURRENT_REQUESTS"), values.getint("CONCURRENT_REQUESTS_PER_DOMAIN")) == (1, 1)
    assert (values.getint("DOWNLOAD_MAXSIZE"), values.getint("DOWNLOAD_TIMEOUT")) == (5 * 1024 * 1024, 20)
    switched_off = ("COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "METAREFRESH_ENABLED")
    assert not any(values.getbool(name) for name in switched_off)
    parts = ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES")
    assert not UNUSED & {part for kind in parts for part in values.get_component_priority_dict_with_base(kind)}
    assert set(values.getdict("DOWNLOAD_HANDLERS").values()) == {"crawlers.handlers.GuardedHandler", None}


def test_we_say_who_we_are_and_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDOR_CONTACT", "desk@monitor.example")
    assert user_agent() == "CorridorBot/0.1 (news monitoring; desk@monitor.example)"
    monkeypatch.delenv("CORRIDOR_CONTACT")
    assert re.search(r"; \S+@\S+\)$", user_agent()), "the user of this machine, where nobody else is named"
    monkeypatch.setenv("CORRIDOR_CONTACT", "desk\r\nX-Forged: 1")
    with pytest.raises(ValueError, match="CORRIDOR_CONTACT"):
        user_agent()


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_net_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"]
    + ["224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "ff02::1"],
)
def test_an_address_of_a_closed_net_is_not_public(address: str) -> None:
    assert not is_public(address)


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server that notes what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            asked.append(f"{self.path} {self.headers['User-Agent']}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433"])
def test_a_private_address_is_never_connected_to(tmp_path: Path, host: str) -> None:
    with listening() as (port, asked):
        listing = Listing(url=f"http://{host}:{port}/section.html", kind="section")
        crawled = crawl(gazette(listing, hosts=(host,)), tmp_path / "held", None, DOWNLOAD_DELAY=0)
    assert asked == []
    assert crawled.problem
    (failure,) = Held(tmp_path / "held").failures.values()
    assert failure["reason"] == "private_address"
    assert "which is not public" in failure["detail"]


def test_without_the_guard_the_same_crawl_would_have_connected_and_said_who_it_is(tmp_path: Path) -> None:
    with listening() as (port, asked):
        listing = Listing(url=f"http://localhost:{port}/section.html", kind="section")
        unguarded = {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"}
        crawl(gazette(listing, hosts=("localhost",)), tmp_path / "held", None, DOWNLOAD_DELAY=0, **unguarded)
    assert asked == [f"/robots.txt {user_agent()}", f"/section.html {user_agent()}"]


# --- the replay itself ---


def test_a_replayed_site_takes_http_and_https_as_one_and_knows_exact_addresses_only(tmp_path: Path) -> None:
    import httpx

    with site(tmp_path, article(1, headers={"ETag": '"a"'})) as replay, httpx.Client() as client:
        plain = client.get(f"{replay.url}/{address(1).replace('https', 'http')}")
        assert (plain.status_code, plain.headers["etag"]) == (200, '"a"')
        assert client.get(f"{replay.url}/{address(1)}", headers={"If-None-Match": '"a"'}).status_code == 304
        assert client.get(f"{replay.url}/{address(1)}", headers={"If-None-Match": '"b"'}).status_code == 200
        assert client.get(f"{replay.url}/{address(1)}/").status_code == 404
    assert replay.requests == {address(1): 3, f"{address(1)}/": 1}


def test_several_saved_sites_are_served_as_one(tmp_path: Path) -> None:
    for number in (1, 2):
        save_site(tmp_path / "sites" / str(number), [article(number)])
    with serve(tmp_path / "sites") as replay:
        listing = json.loads((tmp_path / "sites" / "1" / "site.json").read_text())
        assert len(listing["pages"]) == 2
        assert replay.url.startswith("http://127.0.0.1:")
    with pytest.raises(FileNotFoundError, match=r"no site\.json"), serve(tmp_path / "nothing"):
        pass
