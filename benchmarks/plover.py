"""Corridor's typing of events on a public yardstick: the sentence pairs of Zero-Shot PLOVER, CONSULT and AGREE.

FILE is datasets/PLV_test.tsv of https://github.com/snowood1/Zero-Shot-PLOVER: tab-separated, with a heading. Of its
columns `sentence` and `gold_root` are read (a row is a sentence with a marked pair of actors); `root_L2`, which holds
what the authors' zero-shot model said, is scored beside them. Nothing in Corridor is tuned on this file, nor may it be.

Corridor asks for people of two sides of its corridor, which sentences from all over the world do not name. So what is
scored is the level below: the phrases by which it knows an event, with the status that it reads around them. The
mapping is that of the PLOVER codebook, but that the codebook has signed papers under SUPPORT, together with praise:

    meeting, call, visit, forum that was held      CONSULT
    meeting, call, visit, forum that is planned    AGREE: to meet is agreed
    paper signed, agreed or about to be signed     AGREE
    anything postponed or cancelled                neither

PLOVER's classes are wider than Corridor's types: to mediate is to consult, and whoever promises to release hostages
agrees. A sentence may be of both classes; each is scored by itself.

To be read beside it: Hu et al., "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation
Classification", ACL 2024 (https://arxiv.org/abs/2308.07876), whose zero-shot model has an F1 of 0.77 on CONSULT.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from timing import measure, parser, show

SOURCE = "https://github.com/snowood1/Zero-Shot-PLOVER, datasets/PLV_test.tsv"
CLASSES = ("CONSULT", "AGREE")
GOLD, SENTENCE, PEER = "gold_root", "sentence", "root_L2"
Row = dict[str, str]


def main() -> None:
    """Score, and print the table."""
    wishes = _wishes()
    rows = _rows(wishes.file)
    classes_of = _reader()
    told = [row[SENTENCE] for row in rows]
    ours = [classes_of(sentence) for sentence in told]
    lines = [["Corridor", name, *_scores(rows, name, ours)] for name in CLASSES]
    if all(row.get(PEER) for row in rows):
        theirs = [{row[PEER]} for row in rows]
        lines += [["zero-shot (the file's root_L2)", name, *_scores(rows, name, theirs)] for name in CLASSES]
    lines.append(["zero-shot (the paper)", "CONSULT", "-", "-", "0.77"])
    show(f"{len(rows)} pairs", ["", "class", "precision", "recall", "F1"], lines)
    taken = median(measure({"Corridor": partial(_all, classes_of, told)}, wishes.rounds)["Corridor"])
    print(f"\n  {taken / len(rows) * 1e6:.0f} us of CPU a sentence")


def _wishes() -> argparse.Namespace:
    line = parser(__doc__ or "", rounds=3)
    line.add_argument("file", type=Path, metavar="FILE", help="PLV_test.tsv of Zero-Shot PLOVER")
    return line.parse_args()


def _rows(file: Path) -> list[Row]:
    """The rows of the file, or an end with a word on where to get it."""
    if not file.is_file():
        raise SystemExit(f"There is no file {file}. Get it from {SOURCE}.")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    if not rows or any(not row.get(column) for row in rows for column in (GOLD, SENTENCE)):
        raise SystemExit(f"{file} has not the columns {SENTENCE} and {GOLD} in each row. Get it from {SOURCE}.")
    return rows


def _reader() -> Callable[[str], set[str]]:
    """Sentence → its classes, by Corridor's event words; all that this script knows of them stands here."""
    from parsers.agreements import agreements
    from parsers.modality import status_at
    from parsers.phrases import phrase
    from parsers.sentences import Sentence

    occasions = [phrase(kind) for kind in ("meeting", "call", "visit", "arrive", "depart", "stay")]
    forums = [phrase(kind) for kind in ("conference", "commission", "group", "exhibition", "ceremony")]
    signed, happens = phrase("signed"), phrase("happens")

    def classes(sentence: str) -> set[str]:
        told = occasions + (forums if happens.search(sentence) else [])
        statuses = {status_at(sentence, match) for words in told if (match := words.search(sentence))}
        papers = {paper.status for paper in agreements([Sentence(sentence, 0, 1)])}
        agreed = bool(papers & {"signed", "agreed", "planned"} or signed.search(sentence) or "planned" in statuses)
        return {name for name, said in zip(CLASSES, ("held" in statuses, agreed), strict=True) if said}

    return classes


def _all(classes_of: Callable[[str], set[str]], told: list[str]) -> None:
    for sentence in told:
        classes_of(sentence)


def _scores(rows: list[Row], name: str, found: list[set[str]]) -> list[str]:
    """Precision, recall and F1 of one class."""
    hits = sum(row[GOLD] == name in said for row, said in zip(rows, found, strict=True))
    said, true = sum(name in one for one in found), sum(row[GOLD] == name for row in rows)
    figures = (
        hits / said if said else 0.0,
        hits / true if true else 0.0,
        2 * hits / (said + true) if said + true else 0.0,
    )
    return [f"{figure:.2f}" for figure in figures]


if __name__ == "__main__":
    main()
