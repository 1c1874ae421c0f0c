"""Where tests receive what is sent: a web hook and a mail server on loopback that refuse, redirect or hang."""

from __future__ import annotations

import email
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email import policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller


class Hook:
    """A web hook that answers with `answers` one after the other and remembers what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.posts: list[dict[str, str]] = []
        #: Header Idempotency-Key of each post.
        self.keys: list[str | None] = []
        #: Seconds before it answers.
        self.slowness = 0.0
        #: What it answers where `answers` is empty.
        self.otherwise: Callable[[], int] = lambda: 200
        self.port = 0

    @property
    def url(self) -> str:
        return f"json://user:hunter22@127.0.0.1:{self.port}/secret-path"


@contextmanager
def serving(hook: Hook) -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            post = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(hook.slowness)
            status = hook.answers.pop(0) if hook.answers else hook.otherwise()
            # What it refuses it has not got.
            hook.posts.append(post | {"status": status})
            hook.keys.append(self.headers["Idempotency-Key"])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/login")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] -- who hung up did not wait for the answer
    hook.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with serving(Hook()) as opened:
        yield opened


class Inbox:
    """A mail server that keeps what it takes; `refuses` says to whom, or of what, it answers how."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        #: Mailbox of each mail, as the envelope has it.
        self.mailboxes: list[str] = []
        self.unknown: set[str] = set()
        #: What it answers to the text of each mail.
        self.otherwise: Callable[[], str] = lambda: "250 OK"
        self.port = free_port()

    def url(self, *to: str, **more: str) -> str:
        options = {"from": "corridor@example.org", "to": ",".join(to), "mode": "insecure"} | more
        query = "&".join(f"{name}={value}" for name, value in options.items())
        return f"mailto://127.0.0.1:{self.port}?{query}"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return f"550 5.1.1 <{address}>: no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.otherwise()
        if answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
            self.mailboxes += envelope.rcpt_tos
        return answer


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    opened = Inbox()
    controller = Controller(opened, hostname="127.0.0.1", port=opened.port)
    controller.start()
    try:
        yield opened
    finally:
        controller.stop()


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]
