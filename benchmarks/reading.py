"""HTML → article → facts by Corridor, against trafilatura, which goes as far as the article.

Pages: the project's own sample (articles only), or the *.html and *.html.gz below FOLDER, such as those of
https://github.com/scrapinghub/article-extraction-benchmark. Each contender gets the bytes of the page.

The sample's pages have the layouts of the real sites, but weigh a twentieth of a real page. So they are read twice: as
they are, and among furniture (furniture.py) that makes them as heavy as a real page of UrduPoint: scripts, styles, a
navigation, lists of stories. It is made up, and the goal is judged on those pages. Corridor must read the same articles
with and without it. `share` is that of the way from page to facts.

Beside the speed stands the quality in the same run, on the pages as they are. On the sample: the share of pages whose
headline, day of publication and relevance are those of the expectation beside the page. In a folder: the share of pages
on which an article was found and, with --truth, the F1 of its text by the rule of that benchmark (shingles of four
words, averaged over the pages).
"""

from __future__ import annotations

import json
import logging
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from furniture import furnished
from timing import Times, goal, measure, parser, ratio, share, show
from trafilatura import bare_extraction
from yardsticks import Case, of_folder, page_of, text_scores

from crawlers.outlets import outlets
from items import Article, NotAnArticle, Page, UnreadablePage
from parsers.extract import read_facts
from parsers.parse import parse_article

SAMPLE = Path(__file__).parents[1] / "sample"
#: The other sites of the sample have three small pages each, and some of these only a listing can date.
LARGEST_SITES = ("app", "radio_pakistan", "urdupoint")
ARTICLE, FACTS, BOTH = "Corridor, page to article", "Corridor, article to facts", "Corridor, page to facts"
PEER = "trafilatura, page to article"
OUTLETS = outlets()


def main() -> None:
    """Measure, and print the tables."""
    # A page in a strange charset or without text is a result here, not a warning.
    logging.disable()
    wishes = _wishes()
    cases = of_folder(wishes.folder, wishes.truth) if wishes.folder else _of_sample()
    cases = cases[: wishes.pages]
    if not cases:
        raise SystemExit(f"There are no *.html or *.html.gz pages in {wishes.folder}.")
    pages = [case.page for case in cases]
    articles = [_article(page) for page in pages]
    times = _measured(pages, articles, wishes.rounds, "")
    if not wishes.folder:
        heavy = [replace(page, body=furnished(page.body)) for page in pages]
        times = _measured(heavy, articles, wishes.rounds, ", with furniture")
        same = [_article(page) == article for page, article in zip(heavy, articles, strict=True)]
        print(f"\n  Corridor reads the same article with furniture: {share(same)}")
    _show_quality(cases, articles)
    goal("page to facts, against trafilatura's page to article", ratio(times, PEER, BOTH), 5)


def _measured(pages: Sequence[Page], articles: Sequence[Article | None], rounds: int, which: str) -> Times:
    times = measure(
        {
            BOTH: partial(_all, _facts_of, pages),
            PEER: partial(_all, _peer, pages),
            ARTICLE: partial(_all, _article, pages),
            FACTS: partial(_all, _facts, articles),
        },
        rounds,
    )
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    headings = ["", "ms a page", "share", "pages/s", "x"]
    show(f"{len(pages)} pages of {size:.0f} kB{which}", headings, _speed(times, len(pages)))
    return times


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=5)
    line.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="your own pages (default: the sample)")
    line.add_argument("--truth", type=Path, help="JSON file: name of a page without .html → {articleBody: its text}")
    line.add_argument("--pages", type=int, help="only so many pages")
    return line.parse_args()


# --- the contenders ---------------------------------------------------------------------------------------------------


def _all(read: Any, things: Sequence[Any]) -> None:
    for thing in things:
        read(thing)


def _article(page: Page) -> Article | None:
    try:
        return parse_article(page, OUTLETS.get(page.outlet))
    except (NotAnArticle, UnreadablePage):
        return None


def _facts(article: Article | None) -> bool:
    return article is not None and read_facts(article).engagement.relevant


def _facts_of(page: Page) -> bool:
    return _facts(_article(page))


def _peer(page: Page) -> Any:
    return bare_extraction(page.body, url=page.url, with_metadata=True)


# --- the pages --------------------------------------------------------------------------------------------------------


def _of_sample() -> list[Case]:
    now = datetime.fromisoformat(json.loads((SAMPLE / "sample.json").read_text(encoding="utf-8"))["now"])
    cases = []
    for site in (SAMPLE / slug / "site.json" for slug in LARGEST_SITES):
        for entry in json.loads(site.read_text(encoding="utf-8"))["pages"]:
            if not (entry["file"] or "").startswith("pages/"):
                continue
            file = site.parent / entry["file"]
            expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
            # What should be read as no article is left out: trafilatura is not asked to refuse anything.
            if "article" in expected:
                headers = {"content-type": entry["content_type"]}
                page = page_of(site.parent.name, entry["url"], now, file.read_bytes(), headers)
                cases.append(Case(page, expected=expected))
    return cases


# --- the tables -------------------------------------------------------------------------------------------------------


def _speed(times: Times, pages: int) -> list[list[str]]:
    rows = []
    for name, taken in times.items():
        each = median(taken) / pages
        part = "-" if name == PEER else f"{median(taken) / median(times[BOTH]):.2f}"
        rows.append([name, f"{each * 1000:.2f}", part, f"{1 / each:.0f}", f"{ratio(times, PEER, name):.1f}"])
    return rows


def _show_quality(cases: list[Case], articles: list[Article | None]) -> None:
    peers = [_peer(case.page) for case in cases]
    if all(case.expected for case in cases):
        labels = [case.expected or {} for case in cases]
        ours = [(a.headline, str(a.published_at)[:10], _facts(a)) if a else (None, None, False) for a in articles]
        theirs = [(peer and peer.title, peer and peer.date, None) for peer in peers]
        rows = [_row("Corridor", labels, ours), _row("trafilatura", labels, theirs)]
        show("As labelled", ["", "headline", "day", "relevance"], rows)
        return
    texts = {
        "Corridor": ["\n".join(article.body) if article else "" for article in articles],
        "trafilatura": [(peer.text or "") if peer else "" for peer in peers],
    }
    rows = [[name, share([bool(text) for text in found]), *_scores(cases, found)] for name, found in texts.items()]
    show("Articles found, and their text", ["", "found", "precision", "recall", "F1"], rows)
    rules = Counter(article.rules["body"] for article in articles if article)
    print(f"\n  Corridor found the text by {', '.join(f'{rule} ({pages})' for rule, pages in rules.most_common())}")


def _row(name: str, labels: list[dict[str, Any]], found: Sequence[tuple[Any, Any, Any]]) -> list[str]:
    pairs = list(zip(labels, found, strict=True))
    relevance = [label["relevant"] == relevant for label, (_, _, relevant) in pairs if relevant is not None]
    return [
        name,
        share([label["article"]["headline"].split() == (headline or "").split() for label, (headline, _, _) in pairs]),
        share([label["article"]["published_at"][:10] == day for label, (_, day, _) in pairs]),
        share(relevance),
    ]


def _scores(cases: list[Case], found: list[str]) -> list[str]:
    """Precision, recall and F1 over the pages whose text is known."""
    scores = text_scores([case.text for case in cases], found)
    return [f"{score:.3f}" for score in scores] if scores else ["-", "-", "-"]


if __name__ == "__main__":
    main()
