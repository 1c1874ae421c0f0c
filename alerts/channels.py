"""CORRIDOR_ALERT_URLS, CORRIDOR_OPERATOR_URLS → channels: one for each Apprise address, or the terminal."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO
from urllib.parse import unquote

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.result import AppriseResultStatus

from alerts.message import Message
from items import Unusable

#: Between addresses; a comma may also stand within one, so it only parts what looks like two.
BETWEEN = re.compile(r"\s+|,+(?=\s|$|[A-Za-z][A-Za-z0-9+.-]*://)")
#: Characters of an error that are kept.
LONGEST = 400


class BadChannel(Unusable):
    """An address of a setting such as CORRIDOR_ALERT_URLS can't be used."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """Where alerts go. `name` is a digest of the address, for the address itself may hold a password."""

    name: str
    #: Sends one message; returns why it could not be sent, or None.
    send: Callable[[Message], str | None]


def channels() -> list[str]:
    """Addresses in CORRIDOR_ALERT_URLS, parted by blanks, commas or newlines; none where it is not set."""
    return _addresses(os.environ.get("CORRIDOR_ALERT_URLS", ""))


def operators() -> list[str]:
    """Addresses in CORRIDOR_OPERATOR_URLS, in the same form."""
    return _addresses(os.environ.get("CORRIDOR_OPERATOR_URLS", ""))


def _addresses(setting: str) -> list[str]:
    return [url for url in BETWEEN.split(setting) if url]


def open_channels(urls: Sequence[str], printed: TextIO | None, setting: str = "CORRIDOR_ALERT_URLS") -> list[Channel]:
    """A channel for each address, once; without any the terminal, where there is one.

    Raises BadChannel, which names the address by its place in `setting` only.
    """
    if not urls:
        return [_terminal(printed)] if printed else []
    return [_service(url, place, setting) for place, url in enumerate(dict.fromkeys(urls), start=1)]


def _terminal(printed: TextIO) -> Channel:
    def send(message: Message) -> str | None:
        try:
            printed.write(f"{message.title}\n\n{message.text}\n\n{'-' * 72}\n")
            printed.flush()
        except OSError as reason:
            return f"could not be printed: {reason}"
        return None

    return Channel(name="printed", send=send)


def _service(url: str, place: int, setting: str) -> Channel:
    # A hook that has expired often redirects to a page for logging in, whose answer would look like success.
    service = Apprise(asset=AppriseAsset(app_id="Corridor", app_desc="Corridor", http_redirects=False))
    if not service.add(url) or len(service) != 1:
        raise BadChannel(
            f"Address number {place} of {setting} is none that Apprise knows (such as mailto://…, slack://…, "
            "json://…): correct or remove it."
        )

    def send(message: Message) -> str | None:
        result = service.notify(title=message.title, body=message.text, body_format=NotifyFormat.TEXT)
        if result.status == AppriseResultStatus.SUCCESS:
            return None
        said = "; ".join(entry.message for entry in result.logs())
        return without_secrets(f"{result.status.name.lower()}: {said}".removesuffix(": "), url)[:LONGEST]

    return Channel(name=hashlib.sha256(url.encode()).hexdigest(), send=send)


def without_secrets(text: str, url: str) -> str:
    """`text` without the parts of `url` that may be secret: all but a host with a dot in its name.

    In addresses such as slack://TOKEN/TOKEN a token stands where others have the host.
    """
    rest = url.partition("://")[2]
    host = re.split(r"[/?:]", rest.rpartition("@")[2])[0]
    parts = {part for part in re.split(r"[/:@?&=,]", rest) if len(part) > 3 and not (part == host and "." in host)}
    for part in sorted(parts | {unquote(part) for part in parts}, key=len, reverse=True):
        text = text.replace(part, "…")
    return text
