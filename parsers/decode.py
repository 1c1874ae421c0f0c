"""The bytes of a page → its text, by the right charset even where the page declares a wrong one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from items import Page

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
#: Bytes from the beginning in which a declaration counts; the standard says 1,024, pages are laxer.
DECLARATION_WINDOW = 4096
#: What browsers read by these names (https://encoding.spec.whatwg.org/#names-and-labels).
READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
#: Codings that Python counts among the charsets; no page is written in them, and some take quadratic time.
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"})
#: One wrong byte in so many letters of two and more bytes is damage, not another charset.
DAMAGE = 50


@dataclass(frozen=True)
class Decoded:
    """A page's text; `rule` says what was repaired, None where the declaration was right."""

    text: str
    rule: str | None = None
    #: The page's own bytes where they are UTF-8: its parser takes these, and need not be given the text.
    utf8: bytes | None = None


def decode(page: Page) -> Decoded:
    """The text of `page`; never fails: what no charset explains becomes U+FFFD, and the rule says so."""
    for mark, charset in BYTE_ORDER_MARKS:
        if page.body.startswith(mark):
            return Decoded(page.body[len(mark) :].decode(charset, "replace"))
    declared = declared_charset(page)
    if declared and declared.startswith("utf-16"):
        return _by_declaration(page.body, declared) or _by_content(page.body, None)
    return _by_content(page.body, declared)


def declared_charset(page: Page) -> str | None:
    """Python's name of the charset that the header or else the page declares, if it is known."""
    in_header = HEADER_CHARSET.search(page.headers.get("content-type", ""))
    in_page = META_CHARSET.search(page.body[:DECLARATION_WINDOW])
    for name in (in_header and in_header[1], in_page and in_page[1].decode("ascii", "replace")):
        if name and (charset := _known(name)):
            return charset
    return None


def _known(name: str) -> str | None:
    """Python's name of the charset `name`, None where it knows none or one that is no charset of pages."""
    try:
        charset = codecs.lookup(name).name
        b"".decode(charset)
    except LookupError:
        return None
    return None if charset in NO_CHARSETS else READ_AS.get(charset, charset)


def _by_content(body: bytes, declared: str | None) -> Decoded:
    # Text in another charset is hardly ever valid UTF-8 by accident, so validity beats what the page says of itself.
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)
    if declared in (None, "utf-8") or body.isascii():
        return Decoded(text, utf8=body)
    return Decoded(text, f"utf-8, declared {declared}", body)


def _not_utf8(body: bytes, declared: str | None) -> Decoded:
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if ord(character) > 127) - wrong
    if right > wrong * DAMAGE:
        return Decoded(text, f"utf-8, {wrong} bytes unreadable")
    if declared and declared != "utf-8" and (decoded := _by_declaration(body, declared)):
        return decoded
    charset = "cp1251" if _looks_cyrillic(body) else "cp1252"
    return Decoded(body.decode(charset, "replace"), f"windows-{charset[2:]}, declared {declared or 'nothing'}")


def _by_declaration(body: bytes, declared: str) -> Decoded | None:
    try:
        return Decoded(body.decode(declared))
    except (UnicodeError, ValueError):
        return None


def _looks_cyrillic(body: bytes) -> bool:
    """Whether the letters above ASCII come in words, as in Russian, and not singly, as in French or in typography."""
    in_words = sum(len(word) for word in re.findall(rb"[\xc0-\xff\xa8\xb8]{3,}", body))
    return in_words * 2 > sum(1 for byte in body if byte > 127)
