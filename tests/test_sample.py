"""The sample site and the facts beside its pages: it hangs together, it can be crawled, it is read as a person read it.

With REWRITE=1 in the environment, expectations that differ are written anew and their tests fail all the same: a person
has to read the difference.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.listings import Link, links, sitemaps_within
from crawlers.outlets import outlets
from crawlers.replay import serve
from items import CENTRAL_ASIA, EventReport, NotAnArticle, Page, UnreadablePage
from parsers.extract import read_facts
from parsers.lexicon import table
from parsers.parse import parse_article
from tests.saved_site import Held, crawl

SAMPLE = Path(__file__).parents[1] / "sample"
SLUGS = tuple(sorted(outlets()))
NOW = datetime.fromisoformat(json.loads((SAMPLE / "sample.json").read_text())["now"])
LARGEST = 4_000_000
#: Pages up to which a site is too small for a second crawl of it to tell more than the others' do.
FEW = 5
#: Pages whose facts the reader does not yet read as a person does; the list may only become shorter.
NOT_YET = frozenset((Path(__file__).parent / "sample_not_yet.txt").read_text().split())
FACTS = ("countries", "sectors", "events", "figures", "agreements")
#: Words that may stand in an office or not: Minister for Commerce, Minister of Commerce.
LITTLE_WORDS = frozenset({"of", "for", "on", "to", "the", "and"})
#: What outlets do to a text: (outlet, trap, a sign of it in a page).
TRAPS = [
    (slug, trap, sign)
    for slug in SLUGS
    for trap, sign in json.loads((SAMPLE / slug / "known.json").read_text())["traps"].items()
]
#: Languages whose facts are read. In others, an expectation says what a person reads, for the day when they are.
READ = frozenset({"en"})


@dataclass(frozen=True)
class Saved:
    """An answer of the sample site: its entry in site.json, and the place of the facts beside it."""

    slug: str
    entry: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.slug}/{self.file.stem}"

    @property
    def file(self) -> Path:
        return SAMPLE / self.slug / str(self.entry["file"])

    @property
    def beside(self) -> Path:
        return self.file.with_suffix(".json")

    @property
    def expected(self) -> dict[str, Any]:
        expected: dict[str, Any] = json.loads(self.beside.read_text())
        return expected

    def page(self) -> Page:
        url, kind = self.entry["url"], self.entry["content_type"]
        return Page(
            outlet=self.slug,
            identity=outlets()[self.slug].identity(url) or "",
            url=url,
            fetched_at=NOW,
            status=self.entry["status"],
            body=self.file.read_bytes(),
            headers={"content-type": kind},
            listed=next((link.listed for link in listed(self.slug) if link.url == url), None),
        )


def site(slug: str) -> list[dict[str, Any]]:
    """What the outlet answers."""
    entries: list[dict[str, Any]] = json.loads((SAMPLE / slug / "site.json").read_text())["pages"]
    return entries


def pages(*slugs: str) -> list[Saved]:
    """Pages of articles, or of what should be one."""
    return [Saved(slug, e) for slug in slugs or SLUGS for e in site(slug) if (e["file"] or "").startswith("pages/")]


def listed(slug: str) -> Iterator[Link]:
    """What the outlet's listings announce."""
    entries = {entry["url"]: entry for entry in site(slug)}
    for listing in outlets()[slug].listings:
        url = listing.address(NOW.date())
        body = (SAMPLE / slug / entries[url]["file"]).read_bytes()
        if listing.kind == "sitemap" and (within := sitemaps_within(body)):
            url = within[0]
            body = (SAMPLE / slug / entries[url]["file"]).read_bytes()
        yield from links(outlets()[slug], listing, body, url=url, content_type=entries[url]["content_type"])


# --- the site ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_every_listing_of_an_outlet_is_answered_and_can_say_that_nothing_changed(slug: str) -> None:
    entries = {entry["url"]: entry for entry in site(slug)}
    for listing in outlets()[slug].listings:
        url = listing.address(NOW.date())
        assert entries[url]["status"] == 200
        assert {"ETag", "Last-Modified"} & set(entries[url]["headers"]), url


@pytest.mark.parametrize("slug", SLUGS)
def test_every_listed_article_is_answered_and_every_page_is_listed(slug: str) -> None:
    outlet = outlets()[slug]
    announced = {link.url for link in listed(slug)}
    assert announced <= {entry["url"] for entry in site(slug)}
    identities = {outlet.identity(url) for url in announced}
    assert [saved.name for saved in pages(slug) if outlet.identity(saved.entry["url"]) not in identities] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_redirect_leads_to_a_page(slug: str) -> None:
    addresses = {entry["url"] for entry in site(slug)}
    assert {entry["location"] for entry in site(slug) if entry["status"] in (301, 302)} <= addresses


def test_an_edited_item_is_listed_under_two_addresses() -> None:
    addresses: dict[str, set[str]] = {}
    for link in listed("urdupoint"):
        addresses.setdefault(link.identity, set()).add(link.url)
    assert Counter(map(len, addresses.values()))[2] == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_no_file_of_the_sample_is_forgotten(slug: str) -> None:
    used = {entry["file"] for entry in site(slug)} | {"site.json", "known.json"}
    used |= {str(saved.beside.relative_to(SAMPLE / slug)) for saved in pages(slug)}
    found = {str(file.relative_to(SAMPLE / slug)) for file in (SAMPLE / slug).rglob("*") if file.is_file()}
    assert found <= used


def test_the_sample_is_small_and_has_more_than_forty_articles() -> None:
    assert sum("article" in saved.expected for saved in pages()) >= 40
    assert sum(file.stat().st_size for file in SAMPLE.rglob("*") if file.is_file()) < LARGEST


@pytest.mark.parametrize("slug", SLUGS)
def test_most_pages_of_an_outlet_can_be_read(slug: str) -> None:
    assert sum("outcome" in saved.expected for saved in pages(slug)) * 2 < len(pages(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_an_outlet_has_a_page_that_tells_of_a_meeting_one_that_does_not_and_a_trap(slug: str) -> None:
    read = [saved.expected for saved in pages(slug) if "article" in saved.expected]
    assert len(pages(slug)) >= 3
    assert any(expected["events"] for expected in read)
    assert any(not expected["relevant"] for expected in read)
    assert any(trapped == slug for trapped, _, _ in TRAPS)


@pytest.mark.parametrize(("slug", "trap", "sign"), TRAPS, ids=[f"{slug}: {trap}" for slug, trap, _ in TRAPS])
def test_each_trap_of_a_layout_has_a_page_that_is_read(slug: str, trap: str, sign: str) -> None:
    readable = (saved for saved in pages(slug) if "article" in saved.expected)
    assert any(re.search(sign, saved.file.read_text(errors="replace")) for saved in readable), trap


# --- the expectations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", pages(), ids=lambda saved: saved.name)
def test_an_expectation_keeps_to_the_code_book(saved: Saved) -> None:
    expected = saved.expected
    assert expected["url"] == saved.entry["url"]
    assert expected["why"]
    if "outcome" in expected:
        assert expected["outcome"] in ("failure", "unreadable", "not_article")
        assert expected["reason"]
        return
    assert datetime.fromisoformat(expected["article"]["published_at"]).tzinfo
    assert (expected.get("language", "en") in READ) == ("language" not in expected)
    assert set(expected["countries"]) <= set(CENTRAL_ASIA)
    assert set(expected["sectors"]) <= {row["sector"] for row in table("sectors")}
    assert expected["relevant"] == bool(expected["countries"])
    assert expected["relevant"] or not any(expected[fact] for fact in FACTS)
    assert sum(event["main"] for event in expected["events"]) == (1 if expected["events"] else 0)
    for event in expected["events"]:
        assert event["type"] in ("meeting", "call", "visit", "forum", "agreement")
        assert event["status"] in ("planned", "held", "postponed", "cancelled")
        assert ("mode" in event) == (event["type"] == "meeting")
        assert event["date"] is None or re.fullmatch(r"20\d\d-\d\d(-\d\d)?", event["date"])


def test_every_state_and_every_kind_of_event_occurs() -> None:
    relevant = [saved.expected for saved in pages() if saved.expected.get("relevant")]
    assert {country for expected in relevant for country in expected["countries"]} == set(CENTRAL_ASIA)
    events = [event for expected in relevant for event in expected["events"]]
    assert {event["type"] for event in events} == {"meeting", "call", "visit", "forum", "agreement"}
    assert {event["status"] for event in events} == {"planned", "held", "postponed", "cancelled"}


def test_the_item_that_all_three_outlets_have_is_one_meeting_in_each() -> None:
    told = [saved.expected for saved in pages() if "haroon-akhtar" in saved.file.stem]
    meetings = [next(event for event in expected["events"] if event["main"]) for expected in told]
    assert len(told) == 3
    assert meetings == [meetings[0]] * 3


def test_what_several_outlets_report_has_one_day_and_place_in_all_of_them() -> None:
    outlets_of: dict[tuple[Any, ...], set[str]] = {}
    accounts: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for saved in pages():
        for event in saved.expected.get("events", []):
            # Outlets shorten given names (Mohammad Ishaq Dar, Ishaq Dar); the last word is the same in all.
            people = tuple(sorted(who["name"].split()[-1] for who in event["participants"]))
            if not people:
                continue  # nothing says that two delegations without names are one
            occasion = (event["type"], event["status"], tuple(saved.expected["countries"]), people)
            outlets_of.setdefault(occasion, set()).add(saved.slug)
            accounts.setdefault(occasion, set()).add((event["date"], event["place"]))
    shared = [occasion for occasion, slugs in outlets_of.items() if len(slugs) > 1]
    assert len(shared) >= 10
    assert {occasion: accounts[occasion] for occasion in shared if len(accounts[occasion]) > 1} == {}


# --- crawled and read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a_crawl_has_every_page_but_those_that_fail_and_says_why(slug: str, tmp_path: Path) -> None:
    outlet = replace(outlets()[slug], delay=0)
    with serve(SAMPLE / slug) as replay:
        first = crawl(outlet, tmp_path, replay.url, now=NOW)
        asked = replay.requests.copy()
        if len(pages(slug)) > FEW:
            second = crawl(outlet, tmp_path, replay.url, now=NOW)
            assert (second.problem, second.fetched) == (None, 0)
    assert first.problem is None
    held = Held(tmp_path)
    failing = {
        e["url"]: e["reason"] for e in (saved.expected for saved in pages(slug)) if e.get("outcome") == "failure"
    }
    assert {url: row["reason"] for url, row in held.failures.items()} == failing
    wanted = {outlet.identity(saved.entry["url"]) for saved in pages(slug) if saved.entry["url"] not in failing}
    assert Counter(held.identities) == Counter(wanted)
    assert not any(asked[url] for url, reason in failing.items() if reason == "robots")


@pytest.mark.parametrize("saved", pages(), ids=lambda saved: saved.name)
def test_a_page_is_read_as_a_person_read_it(saved: Saved) -> None:
    if saved.beside.exists() and saved.expected.get("outcome") == "failure":
        return  # The crawl never brings it to the reader.
    found = read(saved)
    if not saved.beside.exists():
        rewrite(saved, found)
        pytest.fail(f"{saved.beside.name} was missing; what was read stands there now: read it")
    alike = comparable(found) == comparable(saved.expected) or "language" in saved.expected
    # What is known to be read wrongly must not become what is expected.
    if not alike and os.environ.get("REWRITE") == "1" and saved.name not in NOT_YET:
        rewrite(saved, found)
        pytest.fail(f"{saved.beside.name} is written anew: read the difference")
    assert found.get("article") == saved.expected.get("article"), saved.expected["why"]
    assert found.get("language") == saved.expected.get("language")
    if "language" in saved.expected:
        assert not found["relevant"]
    elif saved.name in NOT_YET:
        assert not alike, f"{saved.name} is read rightly now: take it off tests/sample_not_yet.txt"
    else:
        assert comparable(found) == comparable(saved.expected), saved.expected["why"]


def read(saved: Saved) -> dict[str, Any]:
    """What the reader makes of a page, in the form of an expectation."""
    try:
        article = parse_article(saved.page(), outlets()[saved.slug])
    except NotAnArticle as reason:
        return {"outcome": "not_article", "reason": str(reason)}
    except UnreadablePage as reason:
        return {"outcome": "unreadable", "reason": str(reason)}
    facts = read_facts(article)
    line = article.dateline
    return {
        "article": {
            "headline": article.headline,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "author": article.author,
            "body": list(article.body),
            "dateline": {"place": line.place, "agency": line.agency} if line else None,
        },
        **({} if article.language in (None, *READ) else {"language": article.language}),
        "relevant": facts.engagement.relevant,
        "countries": list(facts.engagement.countries),
        "sectors": list(facts.engagement.sectors),
        "events": [event_of(report) for report in facts.reports],
        "figures": [{"amount": f.amount, "unit": f.unit, "role": f.role, "of": f.of} for f in facts.figures],
        "agreements": [{"title": a.title, "status": a.status} for a in facts.agreements],
    }


def event_of(report: EventReport) -> dict[str, Any]:
    """An event in the form of an expectation: bodies that take part are left out, as the code book does."""
    return {
        "type": report.type,
        "status": report.status,
        **({"mode": report.mode} if report.type == "meeting" else {}),
        "date": report.date,
        "place": report.place,
        "participants": [
            {"name": who.name, "country": who.country, "office": who.office}
            for who in report.participants
            if who.kind == "person"
        ],
        "main": report.main,
    }


def comparable(expected: dict[str, Any]) -> dict[str, Any]:
    """What must agree: the article and the sides word for word, events whatever their order.

    Sectors, figures and agreements, on which two people differ now and then, are scored and not compared.
    """
    if "outcome" in expected:
        return {key: expected[key] for key in ("outcome", "reason")}
    events = [
        {key: event[key] for key in ("type", "status", "date", "place")}
        | {
            "participants": sorted(
                (who["name"], who["country"], office(who["office"])) for who in event["participants"]
            )
        }
        for event in expected["events"]
    ]
    return {
        "article": expected["article"],
        "relevant": expected["relevant"],
        "countries": sorted(expected["countries"]),
        "events": sorted(events, key=str),
    }


def office(printed: str | None) -> str:
    """The words of an office in an order of their own; Kyrgyzstan has two names."""
    named = (printed or "").casefold().replace("kyrgyz republic", "kyrgyzstan")
    return " ".join(sorted(set(re.findall(r"\w+", named)) - LITTLE_WORDS))


def rewrite(saved: Saved, found: dict[str, Any]) -> None:
    """Put what was read in the place of the expectation, but for what only a person knows."""
    kept = saved.expected if saved.beside.exists() else {"url": saved.entry["url"], "why": ""}
    content = {"url": kept["url"], "why": kept["why"]} | found
    saved.beside.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
