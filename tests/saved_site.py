"""Pages → a saved site in a folder, and crawls of it in processes of their own, with a ledger of plain files."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import set_forkserver_preload
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from items import Crawled, FetchFailure, Layout, Listing, ListingState, Outlet, Page, Place

HOST = "gazette.example"
BASE = f"https://{HOST}"
#: A real one is served for robots.txt unless a test brings its own.
ROBOTS = {"url": f"{BASE}/robots.txt", "text": "User-agent: *\nDisallow: /secret/\n", "content_type": "text/plain"}
HTML = "text/html; charset=UTF-8"
set_forkserver_preload(["__main__", "crawlers.process", "crawlers.handlers", "scrapy.core.downloader.contextfactory"])


def gazette(*listings: Listing, hosts: tuple[str, ...] = (HOST,)) -> Outlet:
    """An outlet of our own making."""
    return Outlet(
        slug="gazette",
        name="The Gazette",
        country="PK",
        language="en",
        timezone="Asia/Karachi",
        hosts=hosts,
        listings=listings,
        article_url=re.compile(r"^https?://[^/]+/(?:news|secret)/[a-z-]*(?P<identity>\d+)\.html"),
        layouts=(Layout(body=("p",)),),
    )


SECTION = Listing(url=f"{BASE}/section.html", kind="section", links="h4 a")


def article(number: int, **more: Any) -> dict[str, Any]:
    """The page of an article."""
    text = f"<html><h1>Item {number}</h1><p>Words of item {number}.</p></html>"
    return {"url": address(number), "text": text, "content_type": HTML, **more}


def address(number: int) -> str:
    """Where an article stands."""
    return f"{BASE}/news/item-{number}.html"


def section(*addresses: str, url: str = SECTION.url, **more: Any) -> dict[str, Any]:
    """A section page with links to `addresses`."""
    links = "".join(f"<div><a href='/about.html'>x</a><h4><a href='{link}'>y</a></h4></div>" for link in addresses)
    return {"url": url, "text": f"<html>{links}</html>", "content_type": HTML, "headers": {"ETag": '"1"'}, **more}


def save_site(folder: Path, pages: Sequence[dict[str, Any]]) -> Path:
    """Write the site that crawlers.replay.serve serves; `text` or `body` of a page is what is sent."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    known = {page["url"] for page in pages}
    for number, page in enumerate([*pages, *([] if ROBOTS["url"] in known else [ROBOTS])]):
        page = dict(page)
        body = page.pop("body", None)
        text = page.pop("text", None)
        if body is not None or text is not None:
            page["file"] = f"{number}.page"
            (folder / page["file"]).write_bytes(body if body is not None else text.encode())
        listed.append(page)
    (folder / "site.json").write_text(json.dumps({"pages": listed}))
    return folder


@dataclass(frozen=True)
class Held:
    """What a crawl left behind."""

    folder: Path

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Rows of recorded pages: identity, url, file, offset, lastmod."""
        return self._rows("pages")

    @property
    def identities(self) -> list[str]:
        return [row["identity"] for row in self.pages]

    @property
    def failures(self) -> dict[str, dict[str, Any]]:
        """Address → its last failure."""
        return {row["url"]: row for row in self._rows("failures")}

    @property
    def listings(self) -> dict[str, ListingState]:
        moments = ("newest_at", "answered_at")
        rows = ({**row, **{key: _moment(row[key]) for key in moments}} for row in self._rows("listings"))
        return {row["url"]: ListingState(**row) for row in rows}

    @property
    def visits(self) -> dict[str, dict[str, Any]]:
        """Name of a listing → what the last crawl saw of it, with the identities `seen`."""
        return {row["url"]: row for row in self._rows("visits")}

    @property
    def gaps(self) -> list[dict[str, Any]]:
        """What may have been missed."""
        return self._rows("gaps")

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def place(self, number: int) -> Place:
        row = next(row for row in self.pages if row["identity"] == str(number))
        return Place(file=row["file"], offset=row["offset"])

    def add(self, name: str, row: dict[str, Any]) -> None:
        with (self.folder / f"{name}.jsonl").open("a") as file:
            file.write(json.dumps(row, default=str) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _rows(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class Crawling(ForkServerProcess):
    """A crawl under way in a process of its own, waited for like one of `subprocess`."""

    def wait(self, timeout: float) -> int:
        """Its exit code, at its end."""
        self.join(timeout)
        assert self.exitcode is not None, "the crawl has not ended"
        return self.exitcode

    def poll(self) -> int | None:
        """Its exit code, if it has ended."""
        return self.exitcode


def start_crawl(
    outlet: Outlet,
    folder: Path,
    replay_url: str | None,
    archive: str | None = None,
    now: datetime | None = None,
    **settings: Any,
) -> Crawling:
    """Begin a crawl; its result is in `folder`. `now` stops its clock; `settings` stand above our own.

    It is forked from a process that has loaded Scrapy and run nothing: each crawl begins alike, and Scrapy is loaded
    once for all of them.
    """
    folder.mkdir(exist_ok=True)
    job = (outlet, folder, replay_url, archive, now, settings)
    process = Crawling(target=_crawl_here, args=(dict(os.environ), *job), daemon=True)
    process.start()
    return process


def crawl(outlet: Outlet, folder: Path, replay_url: str | None, archive: str | None = None, **more: Any) -> Crawled:
    """Crawl to the end; `more` as of start_crawl."""
    process = start_crawl(outlet, folder, replay_url, archive, **more)
    assert process.wait(timeout=120) == 0, Held(folder).log
    return result(folder)


def result(folder: Path) -> Crawled:
    """What the last crawl came to."""
    return Crawled(**json.loads((folder / "result").read_text()))


def _crawl_here(
    environment: dict[str, str],
    outlet: Outlet,
    folder: Path,
    replay_url: str | None,
    archive: str | None,
    now: datetime | None,
    overrides: dict[str, Any],
) -> None:
    from crawlers import process, shelf
    from crawlers.archive import Archive

    os.environ.clear()
    os.environ.update(environment)
    with (folder / "log").open("ab") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
    logging.basicConfig(level=logging.INFO)
    shelf.MOST_PAGES = overrides.pop("PAGES_A_FILE", shelf.MOST_PAGES)
    usual = process.settings
    process.settings = lambda *arguments: {**usual(*arguments), **overrides}
    held = Held(folder)
    crawled = process.crawl(
        outlet,
        archive=Archive(archive or str(held.archive)),
        ledger=_ledger(held),
        replay_url=replay_url,
        clock=lambda: now or datetime.now(UTC),
        progress=lambda crawled: (folder / "result").write_text(json.dumps(asdict(crawled))) and None,
    )
    (folder / "result").write_text(json.dumps(asdict(crawled)))


def _ledger(held: Held) -> Any:
    from crawlers.listings import Link
    from crawlers.process import Ledger

    lastmods = {row["identity"]: row["lastmod"] or "" for row in held.pages}
    listings, failures = held.listings, held.failures
    shown: dict[str, set[str]] = {}
    for row in held._rows("visits"):
        shown.setdefault(row["url"], set()).update(row["seen"])

    def record(pages: Sequence[tuple[Page, Place, str | None]]) -> None:
        for page, place, lastmod in pages:
            digest = hashlib.sha256(page.body).hexdigest()
            row = {"identity": page.identity, "url": page.url, **asdict(place), "lastmod": lastmod, "digest": digest}
            held.add("pages", row)

    def original(page: Page) -> Place | None:
        digest = hashlib.sha256(page.body).hexdigest()
        rows = (row for row in held.pages if (row["identity"], row["digest"]) == (page.identity, digest))
        return next((Place(file=row["file"], offset=row["offset"]) for row in rows), None)

    def failed(failure: FetchFailure) -> None:
        held.add("failures", asdict(failure))

    def skip(url: str) -> bool:
        # The gazette's word for "failed for good": real ones look at the day as well.
        failure = failures.get(url)
        return failure is not None and (failure["status"] in (404, 410) or failure["reason"] == "too_large")

    return Ledger(
        held=lastmods.get,
        remembered=listings.get,
        skip=skip,
        record=record,
        failed=failed,
        answered=lambda state: held.add("listings", asdict(state) | {"answered_at": datetime.now(UTC)}),
        failing=frozenset(failures),
        shown=lambda name: shown.get(name, ()),
        visited=lambda visit, seen: held.add("visits", asdict(visit) | {"seen": list(seen)}),
        missed=lambda gap: held.add("gaps", asdict(gap)),
        due=[Link(**row) for row in held._rows("due")],
        original=original,
    )


def rss(*entries: tuple[str, datetime]) -> str:
    """A feed of addresses with their moments."""
    items = "".join(
        f"<item><title>x</title><link>{link}</link><pubDate>{when:%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
        for link, when in entries
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>G</title>{items}</channel></rss>"
