"""A saved site → its pages over real HTTP on loopback, under their real addresses (handlers.py makes Scrapy ask here).

A saved site is a folder with `site.json`, or a folder of such folders:
`{"pages": [{"url", "file", "status", "content_type", "headers", "location", "delay", "repeat", "pad_to"}]}`. Only `url`
is needed; `file` is below the folder, `delay` in seconds, `repeat` how many times over the file is sent, `pad_to` the
bytes up to which it is filled with blanks.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Replay:
    """A running loopback server."""

    #: Give this to the crawl; a page is asked for by its whole address after it.
    url: str
    #: How often each address was asked for, as it stands in site.json (or as asked, where it does not).
    requests: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Saved:
    """An answer that the site gives."""

    url: str
    status: int
    headers: Mapping[str, str]
    delay: float
    file: Path | None
    repeat: int
    pad_to: int

    def body(self) -> bytes:
        """What is sent; read anew each time, so that a test may change the file."""
        content = self.file.read_bytes() * self.repeat if self.file else b""
        return content.ljust(self.pad_to, b" ")


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Replay]:
    """Serve the saved site in `folder` on 127.0.0.1 (on any free port for 0) until the context ends.

    Unknown addresses answer 404; http and https are the same; If-None-Match and If-Modified-Since are honoured.
    """
    pages = {_key(page.url): page for page in read_site(folder)}
    requests: Counter[str] = Counter()
    handler = type("Handler", (_Handler,), {"pages": pages, "requests": requests, "counting": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Replay(f"http://127.0.0.1:{server.server_address[1]}", requests)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_site(folder: Path) -> list[Saved]:
    """The answers that the site in `folder` gives. Raises FileNotFoundError where there is no site.json."""
    places = sorted({*folder.glob("site.json"), *folder.glob("*/site.json")})
    if not places:
        raise FileNotFoundError(f"There is no saved site in {folder}: no site.json.")
    return [_saved(place.parent, page) for place in places for page in json.loads(place.read_text())["pages"]]


def _saved(folder: Path, page: Mapping[str, Any]) -> Saved:
    headers = dict(page.get("headers") or {})
    if page.get("content_type"):
        headers["Content-Type"] = page["content_type"]
    if page.get("location"):
        headers["Location"] = page["location"]
    return Saved(
        url=page["url"],
        status=page.get("status", 200),
        headers=headers,
        delay=page.get("delay", 0),
        file=folder / page["file"] if page.get("file") else None,
        repeat=page.get("repeat", 1),
        pad_to=page.get("pad_to", 0),
    )


def _key(url: str) -> str:
    return url.partition("#")[0].removeprefix("https://").removeprefix("http://")


class _Handler(BaseHTTPRequestHandler):
    pages: Mapping[str, Saved]
    requests: Counter[str]
    counting: threading.Lock
    protocol_version = "HTTP/1.1"
    # Head and body go out as two packets; without this the second waits 40 ms for the first one's receipt.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # noqa: N802 -- the name is the base class's
        asked = self.path[1:]
        page = self.pages.get(_key(asked))
        with self.counting:
            self.requests[page.url if page else asked] += 1
        # A client that has seen enough, such as one with a size limit, hangs up: that is its right.
        with suppress(ConnectionError):
            self._answer(page)

    def _answer(self, page: Saved | None) -> None:
        if page is None:
            self._send(404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>")
            return
        time.sleep(page.delay)
        if page.status == 200 and self._unchanged(page.headers):
            validators = {name: value for name, value in page.headers.items() if name in ("ETag", "Last-Modified")}
            self._send(304, validators, b"")
            return
        self._send(page.status, page.headers, page.body())

    def _unchanged(self, headers: Mapping[str, str]) -> bool:
        """RFC 9110, 13.2.2: If-None-Match goes before If-Modified-Since."""
        asked_tag, asked_since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if asked_tag is not None:
            return asked_tag == headers.get("ETag")
        if asked_since is None or "Last-Modified" not in headers:
            return False
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(asked_since)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl logs what matters."""
