"""The news of tests.world up to a moment → a saved site in the layouts of the real outlets, for crawlers.replay.

Pages are made after those of the sample: only headline, address, moment and text are others.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawlers.outlets import outlets
from items import Page
from tests.world import AGENCY, ASTANA, PORTAL, RADIO, Item, World

SAMPLE = Path(__file__).parent.parent / "sample"
#: Items that a listing shows.
SHOWN = 15
HTML, RSS = "text/html; charset=UTF-8", "application/rss+xml; charset=UTF-8"


@dataclass
class Site:
    """The outlets' sites in `folder`; they show what is printed up to the moment of the last `show`."""

    folder: Path
    items: Sequence[Item]
    _files: dict[str, str] = field(default_factory=dict)

    def show(self, now: datetime) -> None:
        """Bring the site to `now`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        pages = []
        for outlet in (AGENCY, RADIO, PORTAL, ASTANA):
            shown = [
                (number, item)
                for number, item in enumerate(self.items)
                if item.outlet == outlet and item.shown_at <= now
            ]
            host = outlets()[outlet].hosts[0]
            pages.append(self._page(f"https://{host}/robots.txt", "User-agent: *\nDisallow: /admin/\n", "text/plain"))
            pages += [self._page(address(item, number), _article(item, number, now), HTML) for number, item in shown]
            newest = sorted(shown, key=lambda it: it[1].shown_at, reverse=True)[:SHOWN]
            pages += [self._page(url, text, kind) for url, text, kind in _LISTINGS[outlet](newest)]
        (self.folder / "site.json").write_text(json.dumps({"pages": pages}))

    def _page(self, url: str, text: str, kind: str) -> dict[str, Any]:
        digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]
        name = hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()[:16]
        if self._files.get(name) != digest:
            (self.folder / name).write_text(text)
            self._files[name] = digest
        return {"url": url, "file": name, "content_type": kind, "headers": {"ETag": f'"{digest}"'}}


def address(item: Item, number: int) -> str:
    """Where an item stands, by the rule of its outlet."""
    slug = re.sub(r"[^a-z0-9]+", "-", item.headline.lower()).strip("-")
    return {
        AGENCY: f"https://www.app.com.pk/national/{slug}-{number}/",
        RADIO: f"https://www.radio.gov.pk/{item.at:%d-%m-%Y}/{slug}-{number}",
        PORTAL: f"https://www.urdupoint.com/en/pakistan/{slug[:45]}-{2100000 + number}.html",
        ASTANA: f"https://astanatimes.com/{item.at:%Y/%m}/{slug}-{number}/",
    }[item.outlet]


def sample_pages(world: World) -> list[Page]:
    """Some pages of a world as they would be fetched."""
    return [
        Page(
            outlet=item.outlet,
            identity=str(number),
            url=address(item, number),
            fetched_at=item.at,
            status=200,
            body=_article(item, number, item.at).encode(),
            headers={"content-type": HTML},
        )
        for number, item in enumerate(world.items[:60])
    ]


# --- pages ------------------------------------------------------------------------------------------------------------


@cache
def _sample(outlet: str, name: str) -> str:
    return (SAMPLE / outlet / "pages" / f"{name}.html").read_text()


def _article(item: Item, number: int, now: datetime) -> str:
    paragraphs = [html.escape(text, quote=False) for text in item.body_at(now)]
    return {AGENCY: _of_agency, RADIO: _of_radio, PORTAL: _of_portal, ASTANA: _of_astana}[item.outlet](
        item, address(item, number), [f"{_dateline(item)}{paragraphs[0]}", *paragraphs[1:]]
    )


def _dateline(item: Item) -> str:
    city, day = item.city.upper(), item.at.day
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")
    return {
        AGENCY: f"{city}, {item.at:%b} {day} (APP):",
        RADIO: "",
        PORTAL: f"{city}, (UrduPoint / {item.agency or 'Pakistan Point News'} - {day}{ordinal} {item.at:%b, %Y}) ",
        ASTANA: f"{city} – ",
    }[item.outlet]


def _of_agency(item: Item, url: str, paragraphs: list[str]) -> str:
    page = _sample(AGENCY, "industrial-cooperation-haroon-akhtar")
    page = _renamed(page, "Pakistan, Uzbekistan agree to widen industrial cooperation: Haroon Akhtar", item.headline)
    page = re.sub(r"https://www\.app\.com\.pk/national/[a-z-]+/", url, page)
    page = page.replace("2025-08-01T17:24:08+05:00", item.at.isoformat(timespec="seconds"))
    page = page.replace("Fri, 1 Aug 2025, 5:24 PM", f"{item.at:%a, %-d %b %Y, %-I:%M %p}")
    return _with_text(page, paragraphs, "<p>ISLAMABAD, Aug 1 (APP)", "<p>APP/mtk</p>")


def _of_radio(item: Item, url: str, paragraphs: list[str]) -> str:
    page = _sample(RADIO, "haroon-akhtar-uzbek-ambassador")
    page = _renamed(page, "Haroon Akhtar, Uzbek Ambassador discuss industrial, trade ties", item.headline)
    page = page.replace("August 01, 2025", f"{item.at:%B %d, %Y}")
    return _with_text(page, paragraphs, "<p>Uzbekistan's Ambassador", "</article>")


def _of_portal(item: Item, url: str, paragraphs: list[str]) -> str:
    page = _sample(PORTAL, "aleem-khan-bishkek")
    for headline in ("Agree On Joint Team For Road Links", "Agree on Joint Team for Road Links"):
        page = _renamed(page, f"Abdul Aleem Khan, Kyrgyz Minister {headline}", item.headline)
    page = re.sub(r"https://www\.urdupoint\.com/en/pakistan/abdul-aleem-khan[a-z0-9-]+\.html", url, page)
    page = page.replace("2025-07-30T21:48:30+0500", f"{item.at:%Y-%m-%dT%H:%M:%S%z}")
    page = page.replace("Published July 30, 2025 | 09:48 PM", f"Published {item.at:%B %d, %Y | %I:%M %p}")
    beginning = html.escape(item.body[0][:200])
    page = re.sub(r'(description" content="|"description": ")[^"]*', lambda found: found[1] + beginning, page)
    page = re.sub(r"<h2>.*?</h2>", lambda _: f"<h2>{html.escape(item.body[0].removesuffix('.'))}</h2>", page)
    return _with_text(page, paragraphs, "<p>BISHKEK:", ' </div>\n<div class="ac mb15')


def _of_astana(item: Item, url: str, paragraphs: list[str]) -> str:
    page = _sample(ASTANA, "shakkaliyev-bhatti")
    page = _renamed(page, "Kazakh trade minister, Pakistani envoy discuss food exports", item.headline)
    page = re.sub(r"https://astanatimes\.com/2025/07/[a-z-]+/", url, page)
    page = page.replace("2025-07-30T17:00:00+05:00", item.at.isoformat(timespec="seconds"))
    page = page.replace("30 July 2025", f"{item.at:%-d %B %Y}")
    return _with_text(page, paragraphs, "<p>ASTANA", "</div></body>")


def _renamed(page: str, before: str, headline: str) -> str:
    return page.replace(before, html.escape(headline, quote=False))


def _with_text(page: str, paragraphs: Iterable[str], first: str, after: str) -> str:
    """The page with other paragraphs from where the first begins up to what stands after the last."""
    start = page.index(first)
    end = page.index(after, start)
    return page[:start] + "\n".join(f"<p>{text}</p>" for text in paragraphs) + page[end:]


# --- listings ---------------------------------------------------------------------------------------------------------

Shown = Sequence[tuple[int, Item]]


def _feed(shown: Shown) -> str:
    items = "".join(
        f"<item><title>{html.escape(item.headline)}</title><link>{address(item, number)}</link>"
        f"<pubDate>{item.at.astimezone(UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>\n"
        for number, item in shown
    )
    return f"<?xml version='1.0'?>\n<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


def _feeds(shown: Shown, *urls: str) -> list[tuple[str, str, str]]:
    return [(url, _feed(shown), RSS) for url in urls]


def _newslist(shown: Shown) -> list[tuple[str, str, str]]:
    items = "".join(
        f'<li class="news-item"><h4><a href="{address(item, number)}">{html.escape(item.headline)}</a></h4>'
        f'<span class="date">{item.at:%B %d, %Y}</span></li>\n'
        for number, item in shown
    )
    text = f'<html><body><ul class="news-list">{items}</ul></body></html>'
    return [("https://www.radio.gov.pk/newslist/1", text, HTML)]


def _sections(shown: Shown) -> list[tuple[str, str, str]]:
    """The portal's feed and the lists of its sections and topics, which all show the same."""
    boxes = "".join(
        f'<div class="txt_box"><a href="{address(item, number)}"><h4>{html.escape(item.headline)}</h4></a></div>\n'
        for number, item in shown
    )
    text = f"<html><body><h1>Latest News</h1>{boxes}</body></html>"
    lists = [listing.url for listing in outlets()[PORTAL].listings if listing.kind != "feed"]
    return [*_feeds(shown, "https://www.urdupoint.com/en/sitemap/news.rss"), *((url, text, HTML) for url in lists)]


_LISTINGS = {
    AGENCY: lambda shown: _feeds(
        shown, "https://www.app.com.pk/feed/", "https://www.app.com.pk/category/national/feed/"
    ),
    RADIO: _newslist,
    PORTAL: _sections,
    ASTANA: lambda shown: _feeds(shown, "https://astanatimes.com/feed/"),
}
