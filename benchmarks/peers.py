"""Seconds that other readers of news need for pages → a line of JSON; started by backfill.py in their own environment.

fundus wants other versions than Corridor does, so that both can't live in one environment. Each reader gets pages that
are unpacked already and yields an article; nothing is kept or fetched. Seconds are those of one core.

    python -m venv PEERS && PEERS/bin/pip install -r benchmarks/peers-requirements.txt
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import logging
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

ADDRESS = "https://news.example/item"


def main() -> None:
    """Read the pages that are named on standard input, so many rounds as the first argument says."""
    logging.disable()
    files = [Path(line.strip()) for line in sys.stdin]
    rounds = int(sys.argv[1])
    result = {name: reader(files, rounds) for name, reader in (("fundus", _fundus), ("news-please", _news_please))}
    print(json.dumps(result))


def _fundus(files: list[Path], rounds: int) -> dict[str, Any]:
    """Each publisher's own parser on its page, as the name `<country>/<Publisher>_<Y>_<M>_<D>.html.gz` says."""
    from fundus import PublisherCollection

    known = []
    for file in files:
        publisher = getattr(getattr(PublisherCollection, file.parent.name, None), file.name.split("_")[0], None)
        if publisher is not None:
            day = dt.date(*map(int, file.name.split(".")[0].split("_")[-3:]))
            known.append((publisher.parser(day), gzip.decompress(file.read_bytes()).decode("utf-8", "replace")))

    def read() -> int:
        return sum(bool(parser.parse(page, "suppress").get("body")) for parser, page in known)

    return _timed(read, len(known), rounds)


def _news_please(files: list[Path], rounds: int) -> dict[str, Any]:
    from newsplease import NewsPlease

    chosen = files[:: max(1, len(files) // 30)]
    known = [gzip.decompress(file.read_bytes()).decode("utf-8", "replace") for file in chosen]

    def read() -> int:
        found = 0
        for page in known:
            try:
                found += bool(NewsPlease.from_html(page, url=ADDRESS, fetch_images=False).maintext)
            except Exception:  # a page that it can't read is no article; a benchmark goes on
                continue
        return found

    return _timed(read, len(known), rounds)


def _timed(read: Any, pages: int, rounds: int) -> dict[str, Any]:
    found, seconds = read(), []
    for _ in range(rounds):
        start = time.process_time()
        read()
        seconds.append(time.process_time() - start)
    return {"pages": pages, "articles": found, "seconds a page": median(seconds) / max(1, pages)}


if __name__ == "__main__":
    main()
