"""Labelled articles → pairs of reports of one occasion: which were brought together falsely, and which were missed.

    merges.py GOLD.jsonl [--lang en]

GOLD as in tests/gold. Each article is read and resolved as `corridor label` does; an event that was read counts for the
labelled one that tests/gold/score.py takes it for. A missed pair of which one event was not read at all is no fault of
resolving: it is told apart.
"""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

from timing import parser, show

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline import labelled  # noqa: E402

SCORER: Any = import_module("tests.gold.score")

#: A labelled event and the one that was read for it, with the id of its article.
Told = tuple[str, dict[str, Any], dict[str, Any] | None]


def main() -> None:
    """Resolve, and print the pairs."""
    line = parser(__doc__ or "", rounds=1)
    line.add_argument("gold", type=Path, nargs="?", default=ROOT / "tests/gold/dev.jsonl")
    line.add_argument("--lang", help="only articles in this language")
    wishes = line.parse_args()
    read = {case["id"]: case for case in labelled.label(wishes.gold)}
    cases = [case for case in SCORER.lines_of(wishes.gold) if wishes.lang in (None, case["lang"])]
    told = [event for case in cases for event in _matched(case, read[case["id"]])]
    kinds: dict[str, list[str]] = {"right": [], "false": [], "missed": [], "missed: not read": []}
    for one, other in combinations(told, 2):
        if kind := _kind(one, other):
            kinds[kind].append(f"{one[0]} and {other[0]}: {_said(one)} / {_said(other)}")
    right, false, missed = (len(kinds[kind]) for kind in ("right", "false", "missed"))
    rows = [[kind, str(len(pairs))] for kind, pairs in kinds.items()]
    rows += [["precision", f"{right / max(right + false, 1):.4f}"], ["recall", f"{right / max(right + missed, 1):.4f}"]]
    show(f"{wishes.gold.name}: pairs of one occasion, {len(cases)} articles", ["", ""], rows)
    for kind in ("false", "missed", "missed: not read"):
        print(*(f"  {kind}  {pair}" for pair in kinds[kind]), sep="\n")


def _matched(case: dict[str, Any], read: dict[str, Any]) -> list[Told]:
    """Each labelled event with the one that was read for it, the best matches first."""
    wanted, found = case["gold"]["events"], read["events"]
    scores = sorted(
        ((SCORER.event_score(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)),
        key=lambda it: -it[0],
    )
    pairs: dict[int, int] = {}
    for score, i, j in scores:
        if score > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(case["id"], event, found[pairs[i]] if i in pairs else None) for i, event in enumerate(wanted)]


def _kind(one: Told, other: Told) -> str | None:
    same = one[1]["cluster"] == other[1]["cluster"]
    if one[2] is None or other[2] is None:
        return "missed: not read" if same else None
    said = one[2]["cluster"] == other[2]["cluster"]
    if same:
        return "right" if said else "missed"
    return "false" if said else None


def _said(told: Told) -> str:
    event = told[2] or told[1]
    who = ", ".join(person["name"] for person in event["participants"]) or "nobody"
    return f"{event['type']} {event['status']} {event['date'] or '-'} {event['place'] or '-'} {who}"


if __name__ == "__main__":
    main()
