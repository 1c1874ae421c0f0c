"""Contenders for one task → CPU time of each, taken in turn, and the table that all benchmarks print."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

Times = dict[str, list[float]]
#: CPU seconds below which a clock's tick, or the memory that the one before left cold, would count for too much.
LEAST = 0.1


def measure(contenders: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """CPU seconds of each contender in each round, A B A B …, after a first round that is not counted.

    In turn, so that a machine that slows down slows all of them; without the garbage collector, whose rounds would
    fall on whoever happens to be running.
    """
    times: Times = {name: [] for name in contenders}
    gc.disable()
    try:
        for number in range(rounds + 1):
            for name, run in contenders.items():
                gc.collect()
                taken = _seconds(run)
                if number:
                    times[name].append(taken)
    finally:
        gc.enable()
    return times


def _seconds(run: Callable[[], object]) -> float:
    """CPU seconds of one run, of as many as fill the least time that can be trusted."""
    start, runs, taken = time.process_time(), 0, 0.0
    while taken < LEAST:
        run()
        runs += 1
        taken = time.process_time() - start
    return taken / runs


def ratio(times: Times, slow: str, fast: str) -> float:
    """How many times the time of `fast` is that of `slow`: the median of the rounds' ratios."""
    return median(one / max(other, 1e-9) for one, other in zip(times[slow], times[fast], strict=True))


def show(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, the first column to the left, figures to the right."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    print(f"\n{title}\n")
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  " + "  ".join([line[0].ljust(widths[0]), *cells]).rstrip())


def share(right: Sequence[bool]) -> str:
    """The share of what is true, with what it is a share of."""
    return f"{sum(right) / len(right):.3f} of {len(right)}" if right else "-"


def goal(name: str, reached: float, wanted: float) -> None:
    """Print what was to be reached beside what was."""
    print(f"\n  goal: {name} >= {wanted:g}x; now {reached:.1f}x: {'reached' if reached >= wanted else 'NOT reached'}")


def parser(doc: str, rounds: int) -> argparse.ArgumentParser:
    """The command line that all benchmarks have, with the script's docstring as help."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--rounds", type=int, default=rounds, help=f"timed rounds (default {rounds})")
    return made
