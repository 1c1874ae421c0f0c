"""Messages as mail: one to each mailbox, an event's messages in one thread, plain text and HTML, by smtplib."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from alerts.message import Message, harmless
from items import Unusable

#: Seconds that a server may take for one answer.
PATIENCE = 15
#: Characters of a server's answer that are kept.
ANSWER = 200
MAILBOX = re.compile(r"[^\s<>@,;:\"]+@[^\s<>@,;:\"]+")


@dataclass(frozen=True, kw_only=True)
class Server:
    """The server that takes our mail, and in whose name it is sent; Apprise reads the address that says so."""

    host: str
    port: int
    #: insecure, ssl or starttls.
    mode: str
    user: str | None
    password: str | None
    verify: bool
    sender: Address
    reply_to: tuple[str, ...]

    @property
    def domain(self) -> str:
        """The domain that our Message-IDs and the List-Id belong to."""
        return self.sender.domain


def server_of(plugin: Any) -> Server:
    """What Apprise read from a mailto:// or mailtos:// address. Raises ValueError where the sender is no mailbox."""
    name, mailbox = plugin.from_addr
    return Server(
        host=plugin.smtp_host,
        port=plugin.port,
        mode=str(plugin.secure_mode),
        user=plugin.user,
        password=plugin.password,
        verify=plugin.verify_certificate,
        sender=Address(display_name=harmless(name or "Corridor"), addr_spec=mailbox),
        reply_to=tuple(sorted(plugin.reply_to)),
    )


def mailboxes(plugin: Any) -> list[str]:
    """Everybody whom the address names, each once: to, cc and bcc, for each gets a mail of his own."""
    return list(dict.fromkeys([*(box for _, box in plugin.targets), *sorted(plugin.cc), *sorted(plugin.bcc)]))


def send(server: Server, mailbox: str, message: Message, now: datetime) -> str | None:
    """Send `message` to one mailbox; why it could not be sent, or None."""
    mail = written(server, mailbox, message, now)
    try:
        with _connected(server) as smtp:
            smtp.send_message(mail, server.sender.addr_spec, [mailbox])
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = refused.recipients[mailbox]
        return f"{masked(mailbox)} was refused: {code} {_said(answer)}"
    except smtplib.SMTPResponseException as reason:
        return f"the mail server answered {reason.smtp_code} {_said(reason.smtp_error)}"
    except (OSError, ValueError, smtplib.SMTPException) as reason:  # ValueError: a host that is no name
        return f"no mail server took it: {harmless(reason, ANSWER) or type(reason).__name__}"
    return None


def written(server: Server, mailbox: str, message: Message, now: datetime) -> EmailMessage:
    """The mail, by RFC 5322; its Message-ID is made from the key, so that the same message has the same one."""
    mail = EmailMessage()
    mail["From"] = server.sender
    mail["To"] = Address(addr_spec=mailbox)
    mail["Subject"] = harmless(message.title)
    mail["Date"] = format_datetime(now)
    if message.key:
        mail["Message-ID"] = message_id(message.key, server.domain)
    if message.thread:
        earlier = [message_id(key, server.domain) for key in message.thread]
        mail["In-Reply-To"] = earlier[-1]
        mail["References"] = " ".join(earlier)
    if server.reply_to:
        mail["Reply-To"] = ", ".join(server.reply_to)
    mail["List-Id"] = f"Corridor <corridor.{server.domain}>"
    if where := unsubscribe():
        mail["List-Unsubscribe"] = f"<{where}>"
        if where.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text + "\n")
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail


def message_id(key: str, domain: str) -> str:
    """The Message-ID of the message that `key` names: event/12/new/1/ab → <event.12.new.1.ab@domain>."""
    return f"<{re.sub(r'[^A-Za-z0-9-]+', '.', key).strip('.')}@{domain}>"


def unsubscribe() -> str | None:
    """Where a reader says that he wants no more: CORRIDOR_UNSUBSCRIBE, a mailto: or https: address; None without it."""
    where = os.environ.get("CORRIDOR_UNSUBSCRIBE", "").strip()
    if not where:
        return None
    if not re.fullmatch(r"(mailto:[^\s<>@]+@|https://)[^\s<>@]+", where):
        raise Unusable("CORRIDOR_UNSUBSCRIBE is no mailto: or https: address: correct or remove it.")
    return where


def masked(mailbox: str) -> str:
    """A mailbox so that its owner knows it and others do not: d…@example.org."""
    name, _, domain = mailbox.rpartition("@")
    return f"{name[:1]}…@{domain}"


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if not server.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if server.mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.mode == "starttls":
            smtp.starttls(context=context)
        if server.user and server.password:
            smtp.login(server.user, server.password)
        yield smtp
        # The mail was taken: a server that then ends the connection rudely has it all the same.
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        smtp.close()


def _said(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return harmless(MAILBOX.sub(lambda found: masked(found[0]), text), ANSWER)
