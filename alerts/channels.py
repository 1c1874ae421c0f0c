"""Addresses of readers and operators → channels: one for each mailbox, each other Apprise address, or the terminal."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TextIO
from urllib.parse import parse_qs, unquote, urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.plugins.email import NotifyEmail
from apprise.result import AppriseResultStatus

from alerts import mail
from alerts.message import Message
from items import Unusable

#: Between addresses; a comma may also stand within one, so it only parts what looks like two.
BETWEEN = re.compile(r"\s+|,+(?=\s|$|[A-Za-z][A-Za-z0-9+.-]*://)")
#: Characters of an error that are kept.
LONGEST = 400
#: Stands for the terminal where a watch has no address.
PRINTED = "printed"


class BadChannel(Unusable):
    """An address of a setting such as CORRIDOR_ALERT_URLS can't be used."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """Where messages go. `name` is a digest of the address, for the address itself may hold a password."""

    name: str
    #: Sends one message; returns why it could not be sent, or None.
    send: Callable[[Message, datetime], str | None]


def channels() -> list[str]:
    """Addresses in CORRIDOR_ALERT_URLS, parted by blanks, commas or newlines; none where it is not set."""
    return _addresses(os.environ.get("CORRIDOR_ALERT_URLS", ""))


def operators() -> list[str]:
    """Addresses in CORRIDOR_OPERATOR_URLS, in the same form."""
    return _addresses(os.environ.get("CORRIDOR_OPERATOR_URLS", ""))


def group_wait() -> timedelta:
    """How long a new event waits for a second outlet to join: CORRIDOR_GROUP_WAIT in minutes, 30 without it."""
    setting = os.environ.get("CORRIDOR_GROUP_WAIT", "").strip() or "30"
    if not setting.isdecimal() or int(setting) > 24 * 60:
        raise Unusable("CORRIDOR_GROUP_WAIT is no number of minutes from 0 to 1440: correct or remove it.")
    return timedelta(minutes=int(setting))


def _addresses(setting: str) -> list[str]:
    return [url for url in BETWEEN.split(setting) if url]


def open_channels(
    urls: Sequence[str], printed: TextIO | None = None, *, salt: str = "", setting: str = "CORRIDOR_ALERT_URLS"
) -> list[Channel]:
    """A channel for each mailbox and each other address of `urls`, once; for PRINTED the terminal, where there is one.

    Raises BadChannel, which names the address by its place in `setting` only.
    """
    found: dict[str, Channel] = {}
    for place, url in enumerate(dict.fromkeys(urls), start=1):
        if url != PRINTED:
            opened = _service(url, f"Address number {place} of {setting}", salt)
        else:
            opened = [Channel(name=PRINTED, send=partial(_print, printed))] if printed else []
        found |= {channel.name: channel for channel in opened}
    return list(found.values())


def digest(address: str, salt: str) -> str:
    """What names an address in the warehouse; without the warehouse's salt nobody finds the address by guessing."""
    return hashlib.sha256((salt + hashlib.sha256(address.encode()).hexdigest()).encode()).hexdigest()


def _print(printed: TextIO, message: Message, now: datetime) -> str | None:
    try:
        printed.write(f"{message.title}\n\n{message.text}\n\n{'-' * 72}\n")
        printed.flush()
    except OSError as reason:
        return f"could not be printed: {reason}"
    return None


def _service(url: str, place: str, salt: str) -> list[Channel]:
    # A hook that has expired often redirects to a page for logging in, whose answer would look like success.
    service = Apprise(asset=AppriseAsset(app_id="Corridor", app_desc="Corridor", http_redirects=False))
    if not service.add(url) or len(service) != 1:
        raise BadChannel(
            f"{place} is none that Apprise knows (such as mailto://…, slack://…, json://…): correct or remove it."
        )
    if type(service[0]) is NotifyEmail:
        return _mailboxes(service[0], url, place, salt)
    return [Channel(name=digest(url, salt), send=partial(_notify, service, url))]


def _mailboxes(plugin: Any, url: str, place: str, salt: str) -> list[Channel]:
    """Mail is ours: Apprise has a Message-ID of its own, so no threads, and does not say who of several was refused."""
    # Apprise leaves out what is no mailbox without a word.
    named = [
        box for key in ("to", "cc", "bcc") for it in parse_qs(urlsplit(url).query).get(key, ()) for box in it.split(",")
    ]
    boxes = mail.mailboxes(plugin)
    if not boxes or any("@" not in box for box in named if box.strip()):
        raise BadChannel(f"{place} names somebody who is no mailbox: correct or remove it.")
    try:
        server = mail.server_of(plugin)
        mail.unsubscribe()
    except ValueError as reason:
        raise BadChannel(f"{place} has a sender that is no mailbox: correct its `from`.") from reason
    return [
        Channel(name=digest(f"mailto:{box.casefold()}", salt), send=partial(_mail, server, box, url)) for box in boxes
    ]


def _mail(server: mail.Server, mailbox: str, url: str, message: Message, now: datetime) -> str | None:
    error = mail.send(server, mailbox, message, now)
    return error and _without_password(error, url)[:LONGEST]


def _without_password(text: str, url: str) -> str:
    """A mail server may print what it was given; its name and the reason stay readable."""
    password = urlsplit(url).password
    return text.replace(unquote(password), "…") if password else text


def _notify(service: Apprise, url: str, message: Message, now: datetime) -> str | None:
    headers = getattr(service[0], "headers", None)
    if isinstance(headers, dict) and message.key:
        headers["Idempotency-Key"] = f'"{message.key}"'
    result = service.notify(title=message.title, body=message.keyed_text, body_format=NotifyFormat.TEXT)
    if result.status == AppriseResultStatus.SUCCESS:
        return None
    said = "; ".join(entry.message for entry in result.logs())
    return without_secrets(f"{result.status.name.lower()}: {said}".removesuffix(": "), url)[:LONGEST]


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
