"""A mail server and a web hook on loopback that refuse a third of what they are brought."""

from __future__ import annotations

import email
import json
import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

#: Of a hundred deliveries: so many are refused unseen, are refused although they were taken, and are taken while the
#: sender is killed before he hears of it.
BAD = (23, 10, 3)
FAIR = (0, 0, 0)


@dataclass(frozen=True)
class Telling:
    """What a message says of one event."""

    title: str
    text: str

    @property
    def is_update(self) -> bool:
        """Whether it says what is new about an event that was told before."""
        return self.title.startswith("Update: ")

    @property
    def is_correction(self) -> bool:
        """Whether it says that what was told before was wrong."""
        return self.title.startswith("Correction: ")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A message that a sink has got."""

    at: datetime
    #: Who it is for: a mailbox, or the path of the hook.
    recipient: str
    #: What names it: two messages of one key are one to its reader.
    key: str
    title: str
    text: str
    #: The mail itself.
    mail: EmailMessage | None = None

    @property
    def is_digest(self) -> bool:
        """Whether it tells of all that is new for a watch."""
        return re.search(r": (nothing new|\d+ (new|changed).*)$", self.title) is not None

    @property
    def tellings(self) -> list[Telling]:
        """What it says, event by event."""
        return list(_items(self.text)) if self.is_digest else [Telling(self.title, self.text)]


def _items(digest: str) -> Iterator[Telling]:
    """The events that a digest tells of: a title, indented by two, and what is said of it, indented further."""
    told, _, _ = digest.partition("IN THE NEXT SEVEN DAYS")
    new, _, changed = told.partition("CHANGED\n")
    for text, prefix in ((new, ""), (changed, "Update: ")):
        for title, details in re.findall(r"^  (\[.+)\n((?:    .*\n?)+)", text, re.MULTILINE):
            is_correction = details.lstrip().startswith("Correction:")
            yield Telling(f"{'Correction: ' if is_correction else prefix}{title}", details)


@dataclass
class Weather:
    """Decides what becomes of each delivery, and keeps what was taken."""

    chance: random.Random
    #: Kills the sender.
    kill: Callable[[], None]
    odds: tuple[int, int, int] = BAD
    taken: list[Taken] = field(default_factory=list)
    #: The simulated moment.
    now: datetime = datetime.min.replace(tzinfo=UTC)
    brought: int = 0
    refused: int = 0
    kills: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, what: Callable[[datetime], Taken]) -> bool:
        """Whether the sender is told that it was taken."""
        with self._lock:
            draw = self.chance.randrange(100)
            unseen, refused, killed = self.odds
            self.brought += 1
            if draw >= unseen:
                self.taken.append(what(self.now))
            if draw < unseen + refused:
                self.refused += 1
                return False
            if draw < unseen + refused + killed:
                self.kills += 1
                self.kill()
        return True


@contextmanager
def mail_server(weather: Weather) -> Iterator[int]:
    """A mail server; its port."""

    class Inbox:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
            mail = email.message_from_bytes(envelope.content, policy=policy.default)
            [mailbox] = envelope.rcpt_tos

            def taken(at: datetime) -> Taken:
                body = mail.get_body(("plain",))
                text = body.get_content().replace("\r\n", "\n") if body else ""
                key, title = str(mail["Message-ID"]), str(mail["Subject"])
                return Taken(at=at, recipient=mailbox, key=key, title=title, text=text, mail=mail)

            return "250 taken" if weather.take(taken) else "451 4.3.0 try again later"

    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = int(free.getsockname()[1])
    controller = Controller(Inbox(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def web_hook(weather: Weather) -> Iterator[int]:
    """A web hook; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 -- the base class's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))

            key = self.headers["Idempotency-Key"]

            def taken(at: datetime) -> Taken:
                return Taken(at=at, recipient=self.path, key=key, title=body["title"], text=body["message"])

            self.send_response(200 if weather.take(taken) else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
