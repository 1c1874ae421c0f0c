"""Text as it was taken from a page → the same words on one line, and a form of them to compare by."""

from __future__ import annotations

import re

#: Invisible: controls that are no white space, marks of direction, zero widths, soft hyphens, halves of surrogate pairs
#: and non-characters. A database refuses some of them, and each of them hides a word from a search.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
#: Between Arabic letters these two shape the word; anywhere else they are litter.
JOINERS = re.compile(r"(?<![\u0600-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])")
#: What no text can hold without breaking its storage.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NO_WORD = re.compile(r"[\W_]+")
_NO_WORD_IN_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
#: Marks that make most texts in Latin letters more than ASCII.
_TYPOGRAPHY = "’‘“”–—…"


def tidy(text: str) -> str:
    """`text` on one line, without what can't be seen."""
    line = " ".join(text.split())
    # Nothing printable is invisible: hardly any text needs the patterns, which take ten times as long.
    return line if line.isprintable() else one_line(JOINERS.sub("", INVISIBLE.sub("", text)))


def one_line(text: str) -> str:
    """`text` with single blanks for all white space, and otherwise to the letter as it is."""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(UNSTORABLE.sub("", text).split())


def comparable(text: str) -> str:
    """The letters and digits of `text` without case: equal where two printings say the same."""
    folded = text.casefold()
    if not folded.isascii():
        for mark in _TYPOGRAPHY:
            folded = folded.replace(mark, "")
    if not folded.isascii():
        return NO_WORD.sub("", folded)
    # Bytes are dropped many times as fast as a pattern finds characters.
    return folded.encode("ascii").translate(None, _NO_WORD_IN_ASCII).decode("ascii")
