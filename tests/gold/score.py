#!/usr/bin/env python3
"""Scores predictions against labelled articles.

    score.py GOLD.jsonl PREDICTIONS.jsonl [--json] [--misses]

GOLD: one case a line, as GUIDELINES.md beside this file describes. PREDICTIONS: one JSON object a line with the case's
`id` and the keys of `gold` (relevant, countries, events, sectors, figures, agreements): what `corridor label` prints.
Each predicted event carries `evidence`: a list of one or more passages, strings of 15 characters or more that stand
word for word in the text.
`cluster` may be any string: two events are one occasion where the strings are equal.

Precision, recall and F1 are micro-averaged over all cases. Only the standard library is used.
"""

import argparse
import collections
import difflib
import itertools
import json
import re
import sys
import unicodedata
from functools import partial
from pathlib import Path

HONORIFICS = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "prof", "professor", "engr", "engineer", "senator", "he", "excellency", "hon"),
        *("general", "gen", "lt", "maj", "col", "marshal", "field", "admiral", "air", "chief"),
        *("honourable", "honorable", "syed", "mian", "chaudhry", "ch", "haji"),
    ]
)
#: Languages that are scored apart.
LANGUAGES = ("en", "ru", "ur")
STOP = {"the", "of", "for", "to", "on", "and", "in", "a", "an", "s", "federal", "republic"}


def words(name):
    plain = unicodedata.normalize("NFKD", name or "")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    found = re.findall(r"\w+", plain.replace("'", "").replace("’", "").replace("‘", ""))
    return [w for w in found if w not in HONORIFICS] or found


def same_name(a, b):
    """Two printed names may be one person: close as a whole, or one is contained in the other."""
    a, b = words(a), words(b)
    if not a or not b:
        return False
    if difflib.SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio() >= 0.84:
        return True
    short, long = sorted((a, b), key=len)
    return all(any(difflib.SequenceMatcher(None, s, w).ratio() >= 0.84 for w in long) for s in short) and (
        len(short) > 1 or len(short[0]) > 2
    )


def pairs_of(gold, found, same):
    """One-to-one matches, greedily in the order given."""
    left, out = list(found), []
    for g in gold:
        for f in left:
            if same(g, f):
                left.remove(f)
                out.append((g, f))
                break
    return out


def day_agrees(a, b):
    return not a or not b or a.startswith(b) or b.startswith(a)


def overlap(a, b):
    a, b = a.get("participants") or [], b.get("participants") or []
    if not a or not b:
        return None
    hit = len(pairs_of(a, b, lambda x, y: same_name(x["name"], y["name"])))
    return hit / max(len(a), len(b))


def event_score(g, f):
    if g["type"] != f.get("type"):
        return 0
    both, agrees = overlap(g, f), day_agrees(g.get("date"), f.get("date"))
    if not agrees and not (both or 0) >= 0.5:
        return 0
    if both == 0:
        return 0
    if g["participants"] and not f.get("participants") and not (g.get("date") and f.get("date")):
        return 0  # a bare type says neither who nor when
    same = [g.get(key) == f.get(key) for key in ("date", "status", "main", "place", "mode")] + [
        alike(g.get("place"), f.get("place"))
    ]
    return 1 + agrees + 2 * (both if both is not None else 0.25) + 0.1 * sum(same)


class Tally:
    def __init__(self):
        self.hit = self.gold = self.found = 0

    def add(self, hit, gold, found):
        self.hit += hit
        self.gold += gold
        self.found += found

    def figures(self):
        p = self.hit / self.found if self.found else 1.0 if not self.gold else 0.0
        r = self.hit / self.gold if self.gold else 1.0
        return {
            "precision": round(p, 4),
            "recall": round(r, 4),
            "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
            "gold": self.gold,
            "found": self.found,
        }


def note(misses, case, *difference):
    if misses is not None:
        misses.append((case, *difference))


def same_figure(a, b):
    return (
        a["unit"] == b.get("unit")
        and a.get("role") == b.get("role")
        and abs(a["amount"] - (b.get("amount") or 0)) <= 0.005 * abs(a["amount"])
    )


def score(cases, predictions, misses=None):
    tally = collections.defaultdict(Tally)
    share = collections.defaultdict(lambda: [0, 0])
    clusters = []
    for case in cases:
        g, f = case["gold"], predictions.get(case["id"]) or {}
        say = partial(note, misses, case["id"])
        tally["relevant"].add(g["relevant"] and bool(f.get("relevant")), g["relevant"], bool(f.get("relevant")))
        if g["relevant"] != bool(f.get("relevant")):
            say("relevant", g["relevant"], bool(f.get("relevant")))
        for key in ("countries", "sectors"):
            a, b = set(g[key]), set(f.get(key) or [])
            tally[key].add(len(a & b), len(a), len(b))
            if a != b:
                say(key, sorted(a), sorted(b))
        fig = pairs_of(g["figures"], f.get("figures") or [], same_figure)
        tally["figures"].add(len(fig), len(g["figures"]), len(f.get("figures") or []))
        agr = pairs_of(
            g["agreements"],
            f.get("agreements") or [],
            lambda a, b: a["status"] == b.get("status") and alike(a["title"], b.get("title")),
        )
        tally["agreements"].add(len(agr), len(g["agreements"]), len(f.get("agreements") or []))
        wanted, found = g["events"], list(f.get("events") or [])
        ranked = sorted(
            ((event_score(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)), key=lambda t: -t[0]
        )
        used_g, used_f, matched = set(), set(), []
        for value, i, j in ranked:
            if value > 0 and i not in used_g and j not in used_f:
                used_g.add(i), used_f.add(j)
                matched.append((wanted[i], found[j]))
        tally["events"].add(len(matched), len(wanted), len(found))
        # A background or secondary event may be argued about; the headline's event may not.
        main = [e for e in wanted if e.get("main")]
        tally["main event"].add(sum(a.get("main", False) for a, _ in matched), len(main), len(main))
        for i, e in enumerate(wanted):
            if i not in used_g:
                say("event missed", e["type"], e.get("date"), [p["name"] for p in e["participants"]])
        for j, e in enumerate(found):
            if j not in used_f:
                say("event extra", e.get("type"), e.get("date"), [p.get("name") for p in e.get("participants") or []])
        for a, b in matched:
            for key in ("date", "place"):
                if not a.get(key):
                    share[f"unknown {key} left unknown"][0] += not b.get(key)
                    share[f"unknown {key} left unknown"][1] += 1
            for key in ("status", "date", "place", "mode"):
                if a.get(key):
                    ok = alike(a[key], b.get(key)) if key == "place" else a[key] == b.get(key)
                    share[key][0] += ok
                    share[key][1] += 1
                    if not ok:
                        say(key, a[key], b.get(key))
            who = pairs_of(a["participants"], b.get("participants") or [], lambda x, y: same_name(x["name"], y["name"]))
            tally["participants"].add(len(who), len(a["participants"]), len(b.get("participants") or []))
            if len(who) < max(len(a["participants"]), len(b.get("participants") or [])):
                say(
                    "participants",
                    [p["name"] for p in a["participants"]],
                    [p.get("name") for p in b.get("participants") or []],
                )
            for x, y in who:
                share["participant's country"][0] += x["country"] == y.get("country")
                share["participant's country"][1] += 1
                if x.get("office"):
                    share["participant's office"][0] += alike(x["office"], y.get("office"))
                    share["participant's office"][1] += 1
                    if not alike(x["office"], y.get("office")):
                        say("office", x["name"], x["office"], y.get("office"))
            clusters.append((a["cluster"], b.get("cluster") or f"{case['id']}-{id(b)}"))
        body = squeeze(case["title"] + "\n" + case["text"])
        for e in found:
            ev = e.get("evidence") or []
            ev = [ev] if isinstance(ev, str) else ev
            share["evidence stands in the text"][0] += bool(ev) and all(
                isinstance(x, str) and len(squeeze(x)) >= 15 and squeeze(x) in body for x in ev
            )
            share["evidence stands in the text"][1] += 1
    for (g1, f1), (g2, f2) in itertools.combinations(clusters, 2):
        tally["same occasion (pairs)"].add(g1 == g2 and f1 == f2, g1 == g2, f1 == f2)
    out = {k: t.figures() for k, t in tally.items()}
    out |= {k: {"share": round(a / n, 4) if n else None, "of": n} for k, (a, n) in share.items()}
    return out


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def alike(a, b):
    """Office, place or title: the same words, most of them, in any order."""
    a, b = set(words(a or "")) - STOP, set(words(b or "")) - STOP
    if not a or not b:
        return False
    hit = sum(any(difflib.SequenceMatcher(None, x, y).ratio() >= 0.8 for y in b) for x in a)
    return hit / max(len(a), len(b)) > 0.5 or (hit == min(len(a), len(b)) and hit >= 2)


def by_language(cases):
    """All cases, and those of each language that there is."""
    groups = {"all": cases} | {lang: [case for case in cases if case["lang"] == lang] for lang in LANGUAGES}
    return {name: group for name, group in groups.items() if group}


def lines_of(file):
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").split("\n") if line.strip()]


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("gold")
    args.add_argument("predictions")
    args.add_argument("--json", action="store_true")
    args.add_argument("--misses", action="store_true", help="print each difference, on standard error")
    args = args.parse_args()
    cases = lines_of(args.gold)
    found = {prediction["id"]: prediction for prediction in lines_of(args.predictions)}
    absent = [case["id"] for case in cases if case["id"] not in found]
    misses = [] if args.misses else None
    groups = by_language(cases)
    result = {name: score(group, found, misses if name == "all" else None) for name, group in groups.items()}
    for miss in misses or []:
        print(*miss, sep=" | ", file=sys.stderr)
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
        return
    if absent:
        print(f"{len(absent)} cases have no prediction, such as {absent[:3]}")
    for name, figures in result.items():
        print(f"\n{name}: {len(groups[name])} cases")
        for key, value in figures.items():
            print(f"  {key:28} {in_words(value)}")


def in_words(value):
    if "f1" not in value:
        return f"{value['share'] if value['share'] is not None else '-'}   of {value['of']}"
    figures = f"F1 {value['f1']:.3f}   precision {value['precision']:.3f}   recall {value['recall']:.3f}"
    return f"{figures}   gold {value['gold']}  found {value['found']}"


if __name__ == "__main__":
    main()
