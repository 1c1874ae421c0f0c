"""A page of a site that nobody described → headline, text, author and day, against trafilatura and htmldate.

Give any of three yardsticks, each the folder of a copy of its repository: --texts (article-extraction-benchmark, texts
marked by people), --news (fundus, whose truth is what the publisher's own parser reads: text, headline, authors, day)
and --dates (htmldate, days of publication; "world" are its 200 news pages from all over the world). Quality and speed
are those of the same run. Each contender gets the bytes of the page and its address, and no outlet is known.

Text: precision, recall and F1 of shingles of four words, averaged over the pages, by the rule of
article-extraction-benchmark; a dateline counts as text. Headline: the same words in the same order. Author: F1 of the
words of the names. Day: the same calendar day, or none on a page that has none; "given" is how often there was any. `x`
is against trafilatura with metadata, which is what brings headline, author and day.

The rules were learnt from the even half of each set (`--half even`; by the CRC-32 of the page's name): the odd half is
what they are worth on other pages.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median

import yardsticks
from htmldate import find_date
from selectolax.lexbor import LexborHTMLParser
from timing import goal, measure, parser, ratio, share, show
from trafilatura import bare_extraction
from yardsticks import Case, overlap, text_scores, words_of

from items import Layout, NotAnArticle, UnreadablePage
from parsers.blocks import Blocks, read_blocks
from parsers.box_names import judge
from parsers.decode import decode
from parsers.headline import read_headline
from parsers.metadata import read_metadata
from parsers.parse import parse_article
from parsers.published import read_published
from parsers.scripted import read_scripted
from parsers.shown_day import with_shown_day

OURS, PEER, DATER = "Corridor", "trafilatura", "htmldate"
#: Where the page must be an article too.
ARTICLE = "Corridor, of articles"


@dataclass(frozen=True)
class Reading:
    """What one contender found on one page."""

    text: str = ""
    headline: str | None = None
    author: str | None = None
    #: YYYY-MM-DD
    day: str | None = None
    rule: str | None = None


Contender = Callable[[Case], Reading]


def main() -> None:
    """Measure, and print the tables."""
    # A page in a strange charset or without text is a result here, not a warning.
    logging.disable()
    wishes = _wishes()
    if not (wishes.texts or wishes.news or wishes.dates):
        raise SystemExit("Give --texts, --news or --dates: the folder of a copy of one of the yardsticks (see --help).")
    if wishes.texts:
        cases = yardsticks.of_folder(wishes.texts / "html", wishes.texts / "ground-truth.json")
        _compare("article-extraction-benchmark", _kept(cases, wishes), wishes.rounds)
    if wishes.news:
        _compare("fundus", _kept(yardsticks.news(wishes.news), wishes), wishes.rounds)
    if wishes.dates:
        _date(_kept(yardsticks.dates(wishes.dates), wishes))


def _wishes() -> Namespace:
    line = parser(__doc__ or "", rounds=3)
    line.add_argument("--texts", type=Path, metavar="FOLDER", help="a copy of article-extraction-benchmark")
    line.add_argument("--news", type=Path, metavar="FOLDER", help="a copy of fundus")
    line.add_argument("--dates", type=Path, metavar="FOLDER", help="a copy of htmldate")
    line.add_argument("--half", choices=("even", "odd"), help="only this half of each set")
    line.add_argument("--pages", type=int, help="only so many pages of each set")
    return line.parse_args()


def _kept(cases: list[Case], wishes: Namespace) -> list[Case]:
    kept = [case for case in cases if wishes.half is None or case.is_even == (wishes.half == "even")][: wishes.pages]
    if not kept:
        raise SystemExit("There are no such pages in the folder; see --help for what it should be a copy of.")
    return kept


# --- the contenders ---------------------------------------------------------------------------------------------------


def _ours(case: Case) -> Reading:
    try:
        article = parse_article(case.page, None)
    except (NotAnArticle, UnreadablePage):
        return Reading()
    text = [article.dateline.text, *article.body] if article.dateline else article.body
    day = article.published_at.date().isoformat() if article.published_at else None
    return Reading("\n".join(text), article.headline, article.author, day, article.rules.get("published_at"))


def _our_day(case: Case) -> Reading:
    """The day alone, as the others are asked: also of lists and other pages that Corridor refuses as no article."""
    tree = LexborHTMLParser(decode(case.page).text)
    metadata = read_metadata(tree)
    headline = read_headline(tree, metadata, None, case.page.url, Layout().headline)
    blocks = read_blocks(tree.body) if tree.body else Blocks()
    declared = read_published(tree, metadata, None, case.page, ())
    said = headline[0] if headline else ""
    found = with_shown_day(declared, blocks, judge(blocks), said, metadata.language)
    if found is None and (moment := read_scripted(tree)):
        found = moment, "script"
    return Reading(day=found[0].at.date().isoformat(), rule=found[1]) if found else Reading()


def _peer(case: Case) -> Reading:
    found = bare_extraction(case.page.body, url=case.page.url, with_metadata=True)
    return Reading(found.text or "", found.title, found.author, found.date) if found else Reading()


def _dater(case: Case) -> Reading:
    try:
        # It takes text only: bytes in another charset than UTF-8 would be held against it.
        return Reading(day=find_date(decode(case.page).text, url=case.page.url, original_date=True))
    except ValueError:
        return Reading()


def _all(read: Contender, cases: Sequence[Case]) -> list[Reading]:
    return [read(case) for case in cases]


# --- the tables -------------------------------------------------------------------------------------------------------


def _compare(name: str, cases: list[Case], rounds: int) -> None:
    found = {OURS: _all(_ours, cases), PEER: _all(_peer, cases)}
    times = measure({OURS: partial(_all, _ours, cases), PEER: partial(_all, _peer, cases)}, rounds)
    size = sum(len(case.page.body) for case in cases) / len(cases) / 1000
    rows = [
        [who, *_quality(cases, read), f"{median(times[who]) / len(cases) * 1000:.2f}", f"{ratio(times, PEER, who):.1f}"]
        for who, read in found.items()
    ]
    headings = ["", "precision", "recall", "F1", "headline", "author", "day", "ms a page", "x"]
    show(f"{name}: {len(cases)} pages of {size:.0f} kB", headings, rows)
    goal("page to article, against trafilatura with metadata", ratio(times, PEER, OURS), 8)


def _quality(cases: list[Case], found: list[Reading]) -> list[str]:
    pairs = list(zip(cases, found, strict=True))
    headlines = [words_of(case.headline) == words_of(read.headline) for case, read in pairs if case.headline]
    authors = [overlap(case.authors, read.author) for case, read in pairs if case.authors]
    days = [case.day == read.day for case, read in pairs if case.day]
    scores = text_scores([case.text for case in cases], [read.text for read in found])
    return [
        *([f"{score:.4f}" for score in scores] if scores else ["-", "-", "-"]),
        f"{mean(headlines):.3f}" if headlines else "-",
        f"{mean(authors):.3f}" if authors else "-",
        f"{mean(days):.3f}" if days else "-",
    ]


def _date(cases: list[Case]) -> None:
    found = {
        OURS: _all(_our_day, cases),
        ARTICLE: _all(_ours, cases),
        DATER: _all(_dater, cases),
        PEER: _all(_peer, cases),
    }
    for part in ("world", "all"):
        rows = []
        for who, readings in found.items():
            pairs = [(case, read) for case, read in zip(cases, readings, strict=True) if part in (case.part, "all")]
            given = [read.day is not None for _, read in pairs]
            rows.append([who, str(sum(case.day == read.day for case, read in pairs)), share(given)])
        show(f"Days of publication, {part}", ["", "right", "given"], rows)
    rules = Counter(read.rule for read in found[OURS] if read.rule)
    print(f"\n  Corridor found the day by {', '.join(f'{rule} ({pages})' for rule, pages in rules.most_common())}")


if __name__ == "__main__":
    main()
