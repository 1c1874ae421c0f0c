"""Pages of public yardsticks, each with what is known to stand on it, and how what was read is scored.

Each loader takes the folder of a copy of the repository, made by whoever runs a benchmark:
https://github.com/scrapinghub/article-extraction-benchmark (texts), https://github.com/flairNLP/fundus (news, whose
truth is what the publisher's own parser reads) and https://github.com/adbar/htmldate (dates).
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any
from zlib import crc32

from items import Page

#: Words of a shingle in https://github.com/scrapinghub/article-extraction-benchmark.
SHINGLE = 4
#: Where the repositories keep their pages.
NEWS, DATES = Path("tests/resources/parser/test_data"), Path("tests")
DATED = {"eval_mediacloud_2020.json": "world", "eval_default.json": "others"}


@dataclass(frozen=True)
class Case:
    """A page, and what it is known to hold; None where nobody says."""

    page: Page
    name: str = ""
    #: The expectation beside a page of the sample.
    expected: dict[str, Any] | None = None
    text: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    #: YYYY-MM-DD of the publication.
    day: str | None = None
    #: The part of its set that it belongs to.
    part: str = ""

    @property
    def is_even(self) -> bool:
        """In which half of its set it is: rules are learnt from the even one, the odd one is only counted."""
        return crc32(self.name.encode()) % 2 == 0


def page_of(outlet: str, url: str, now: datetime, body: bytes, headers: dict[str, str]) -> Page:
    """A page as if it had just been fetched."""
    return Page(outlet=outlet, identity="", url=url, fetched_at=now, status=200, body=body, headers=headers)


def of_folder(folder: Path, truth: Path | None) -> list[Case]:
    """The *.html and *.html.gz below `folder`, with the texts that the JSON file `truth` gives to their names."""
    texts = json.loads(truth.read_text(encoding="utf-8")) if truth else {}
    cases = []
    for file in sorted(file for file in folder.rglob("*") if file.name.endswith((".html", ".html.gz"))):
        name = file.name.removesuffix(".gz").removesuffix(".html")
        known = texts.get(name, {})
        url = known.get("url") or f"https://unknown.example/{name}"
        cases.append(Case(page_of("", url, datetime.now(UTC), _bytes(file), {}), name, text=known.get("articleBody")))
    return cases


def news(folder: Path) -> list[Case]:
    """The pages in a copy of fundus whose truth is unambiguous: as many pages of a publisher as versions of a truth."""
    return [case for info in sorted((folder / NEWS).glob("*/meta.info")) for case in _of_country(info)]


def _of_country(info: Path) -> Iterator[Case]:
    pages: dict[str, list[tuple[str, str, str]]] = {}
    for name, said in json.loads(info.read_text(encoding="utf-8")).items():
        pages.setdefault(name.split("_")[0], []).append((said["crawl_date"], name, said["url"]))
    for publisher, crawled in pages.items():
        file = info.with_name(f"{publisher}.json")
        versions = list(json.loads(file.read_text(encoding="utf-8")).values()) if file.exists() else []
        if len(versions) != len(crawled):
            continue
        for (_, name, url), truth in zip(sorted(crawled), versions, strict=True):
            if info.with_name(name).exists() and "body" in truth:
                page = page_of("", url, datetime.now(UTC), _bytes(info.with_name(name)), {})
                yield _case(page, f"{info.parent.name}/{name}", truth)


def _case(page: Page, name: str, truth: dict[str, Any]) -> Case:
    body = truth["body"] or {}
    lines = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        lines += [*section["headline"], *section["paragraphs"]]
    return Case(
        page,
        name,
        text="\n".join(lines) or None,
        headline=truth.get("title"),
        authors=tuple(truth.get("authors") or ()),
        day=(truth.get("publishing_date") or "")[:10] or None,
    )


def dates(folder: Path) -> list[Case]:
    """The pages in a copy of htmldate, those of news from all over the world first."""
    cases = []
    for name, part in DATED.items():
        for url, said in json.loads((folder / DATES / name).read_text(encoding="utf-8")).items():
            for place in ("test_set", "cache", "eval"):
                file = folder / DATES / place / said["file"]
                if file.is_file():
                    page = page_of("", url, datetime.now(UTC), file.read_bytes(), {})
                    # NaN stands for a page that has no day: None is right there.
                    day = said["date"] if isinstance(said["date"], str) else None
                    cases.append(Case(page, said["file"], day=day, part=part))
                    break
    return cases


def _bytes(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


# --- scores -----------------------------------------------------------------------------------------------------------


def text_scores(texts: Sequence[str | None], found: Sequence[str]) -> tuple[float, float, float] | None:
    """Precision, recall and F1 of shingles over the pages whose text is known, by the rule of the benchmark."""
    known = [(shingles(text), shingles(read)) for text, read in zip(texts, found, strict=True) if text]
    if not known:
        return None
    precision = mean((true & read).total() / read.total() for true, read in known if read)
    recall = mean((true & read).total() / true.total() for true, read in known if true)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often four words follow each other in `text`."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def words_of(text: str | None) -> list[str]:
    """The words of `text` in their order, without case and marks: what two headlines are compared by."""
    return re.findall(r"\w+", html.unescape(text or "").lower())


def overlap(true: Sequence[str], read: str | None) -> float:
    """F1 of the words of names: 1 where the same are named."""
    one, other = set(words_of("; ".join(true))), set(words_of(read))
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)
