"""`python -m pipeline JOB OPTIONS`: one job in a process of its own; whoever started it reads lines of JSON from it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from items import Crawled, Unusable
from pipeline import crawling, holdings


def _crawl(outlet: str, run: str | None, sample: bool) -> None:
    def tell(crawled: Crawled) -> None:
        _say(asdict(crawled))

    tell(crawling.crawl(outlet, run, sample, tell))


def _examine(outlet: str, sample: bool) -> None:
    _say(crawling.examine(outlet, sample))


def _reread(chosen: dict[str, Any], most: int, sample: bool) -> None:
    def tell(counts: Counter[str]) -> None:
        if counts["pages"] % 10 == 0:
            _say(counts)

    _say(holdings.reread_here(chosen, most, sample, tell))


def _say(found: dict[str, Any]) -> None:
    print(json.dumps(found, default=str), flush=True)


JOBS: dict[str, Callable[..., None]] = {"crawl": _crawl, "examine": _examine, "reread": _reread}


def main() -> None:
    """Do the job that the command line names."""
    job, options = sys.argv[1], json.loads(sys.argv[2])
    level = options.pop("log_level")
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger().handlers[0].setLevel(level)  # Scrapy gives its own loggers a level of their own
    try:
        JOBS[job](**options)
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # whoever started us was killed
        os._exit(1)


if __name__ == "__main__":
    main()
