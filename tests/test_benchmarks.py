"""Each benchmark runs from the command line on its smallest input and prints its tables; nothing here is timed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ("reading", "extraction", "names", "dates", "plover", "loading", "resolving", "merges", "backfill")


@pytest.fixture(autouse=True)
def servers_in_memory(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(quick_path))


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, str(ROOT / "benchmarks" / f"{script}.py"), *words]
    return subprocess.run(call, capture_output=True, text=True, cwd=ROOT)


def printed(script: str, *words: str) -> str:
    done = run(script, "--rounds", "1", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def figures(table: str, row: str) -> list[str]:
    """The cells of the first line that begins with `row`."""
    line = next(line for line in table.splitlines() if line.strip().startswith(row))
    return line.strip().removeprefix(row).split()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_benchmark_says_what_it_measures(script: str) -> None:
    done = run(script, "--help")
    assert done.returncode == 0, done.stderr
    assert "--rounds" in done.stdout
    assert len(done.stdout.splitlines()) > 10


def test_reading_is_measured_on_the_sample_with_its_quality() -> None:
    table = printed("reading", "--pages", "2")
    light, heavy = table.split("with furniture", 1)
    assert "2 pages of" in light
    for one in (light, heavy):
        assert len(figures(one, "Corridor, page to facts")) == len(figures(one, "trafilatura, page to article")) == 4
    assert "the same article with furniture: 1.000 of 2" in table
    assert figures(table[table.index("As labelled") :], "Corridor") == ["1.000", "of", "2"] * 3
    assert "goal: page to facts" in table


def test_reading_is_measured_on_pages_of_ones_own(tmp_path: Path) -> None:
    page = (ROOT / "sample/app/pages/hockey-camp.html").read_bytes()
    (tmp_path / "one.html").write_bytes(page)
    (tmp_path / "two.html.gz").write_bytes(gzip.compress(page))
    text = "\n".join(json.loads((ROOT / "sample/app/pages/hockey-camp.json").read_text())["article"]["body"])
    truth = tmp_path / "truth.json"
    truth.write_text(json.dumps({"one": {"articleBody": text}}))
    table = printed("reading", str(tmp_path), "--truth", str(truth))
    found = figures(table[table.index("Articles found") :], "Corridor")
    assert found[:3] == ["1.000", "of", "2"]
    assert float(found[-1]) > 0.5


def test_a_folder_without_pages_is_said_to_be_one(tmp_path: Path) -> None:
    done = run("reading", str(tmp_path))
    assert done.returncode == 1
    assert "no *.html" in done.stderr


def test_extraction_is_measured_on_a_copy_of_a_yardstick(tmp_path: Path) -> None:
    page = (ROOT / "sample/app/pages/hockey-camp.html").read_bytes()
    (tmp_path / "html").mkdir()
    (tmp_path / "html/one.html").write_bytes(page)
    text = "\n".join(json.loads((ROOT / "sample/app/pages/hockey-camp.json").read_text())["article"]["body"])
    (tmp_path / "ground-truth.json").write_text(json.dumps({"one": {"articleBody": text}}))
    table = printed("extraction", "--texts", str(tmp_path))
    assert float(figures(table, "Corridor")[2]) > 0.9
    assert "goal: page to article" in table


def test_extraction_asks_for_a_yardstick() -> None:
    done = run("extraction")
    assert done.returncode == 1
    assert "--texts" in done.stderr


def test_names_are_looked_up_and_the_persons_judged() -> None:
    table = printed("names", "--aliases", "40", "--names", "10")
    assert "10 names against 40 aliases" in table
    right, wrong, missed, _ = map(float, figures(table[table.index("Whom they found") :], "Corridor, index"))
    assert right + wrong + missed == pytest.approx(1, abs=0.01)


def test_dates_are_read_and_those_that_are_wrong_are_printed() -> None:
    table = printed("dates", "--strings", "8")
    assert figures(table, "Corridor")[-3:] == ["8", "of", "8"]
    assert "Published May 18, 2024 | 09:10 PM" in table
    assert "wrong by Corridor and right by dateparser: none" in table


def test_resolving_is_measured_by_its_growth_and_by_what_was_made_up() -> None:
    table = printed("resolving", "--sizes", "200", "400")
    ours = table[table.index("Corridor") :]
    seconds, rate, growth, *_, precision, recall, false, missed = figures(ours, "400 ")
    assert min(float(seconds), float(rate)) > 0
    assert float(growth) < 3
    assert min(float(precision), float(recall)) > 0.9
    assert int(false) + int(missed) < 60
    assert len(figures(table, "all pairs of a type and day")) == 5


def test_loading_together_is_measured_and_gives_the_same_rows() -> None:
    table = printed("loading", "--articles", "40", "--commit", "20")
    assert "40 articles (40 articles" in table
    assert all(len(figures(table, row)) == 2 for row in ("one by one", "together ", "together, once more"))
    assert "Both warehouses hold the same: yes" in table


def test_a_backfill_is_measured_and_finds_every_article(tmp_path: Path) -> None:
    for name in ("hockey-camp", "azerbaijan-envoy-calls-on-minister"):
        page = (ROOT / f"sample/app/pages/{name}.html").read_bytes()
        (tmp_path / f"{name}.html.gz").write_bytes(gzip.compress(page))
    table = printed("backfill", str(tmp_path), "--records", "40")
    assert "A file of 40 records" in table
    assert all(len(figures(table, row)) >= 1 for row in ("the first gate", "fastwarc's bare read", "corridor backfill"))
    assert "every article planted was found, and nothing else kept: yes" in table


PAIRS = (
    ("CONSULT", "President Tokayev met Prime Minister Shehbaz Sharif in Astana on Monday."),
    ("AGREE", "The two ministers signed an agreement on transit trade on Monday."),
    ("AGREE", "The president will meet the prime minister in Astana next week."),
    ("ASSAULT", "Rebels shelled the town on Monday."),
)


def test_events_are_typed_on_a_file_of_pairs(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("\n".join(["gold_root\tsentence", *("\t".join(pair) for pair in PAIRS)]))
    table = printed("plover", str(file))
    assert figures(table, "Corridor") == ["CONSULT", "1.00", "1.00", "1.00"]
    assert "AGREE     " in table
    assert "0.77" in table


@pytest.mark.parametrize("content", [None, "", "gold_root\tsentence\n", "a\tb\n1\t2\n", "gold_root\tsentence\nAGREE\n"])
def test_without_the_right_file_it_says_where_to_get_it(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "pairs.tsv"
    if content is not None:
        file.write_text(content)
    done = run("plover", str(file))
    assert done.returncode == 1
    assert "https://github.com/snowood1/Zero-Shot-PLOVER" in done.stderr
    assert "Traceback" not in done.stderr
