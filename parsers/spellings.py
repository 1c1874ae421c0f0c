"""A name → patterns of the bytes in which pages hold it: letters in a charset, as HTML's references, as escapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import codepoint2name

#: Letters of an escaped name that are looked for: few enough that a thousand names share their beginnings.
BEGINNING = 4
#: Between the words of a name: blanks and hyphens of all kinds, or nothing.
_GAP = rb"(?:[\s\x2d\xa0]|\xc2[\xa0\xad]|\xe2\x80[\x80-\x95\xaf]|&(?:nbsp|#160|#xa0|#xA0|zwnj);|\\[nrt])*"
_CHARSETS = ("utf-8", "cp1251", "cp1252")
_Tree = dict[str, "_Tree"]
_Way = Callable[[str], bytes | None]


def in_charsets(name: str) -> Iterator[bytes]:
    """Patterns, hyperscan's and Python's alike, for `name` in UTF-8, windows-1251 and windows-1252.

    Letters that a charset lacks stand in it as numeric references, as browsers write them.
    """
    words = re.split("[ -]", name)
    for charset in _CHARSETS:
        spelt = [word.encode(charset, "xmlcharrefreplace") for word in words]
        if charset == "utf-8" or not b"".join(spelt).isascii():
            yield _GAP.join(map(_literally, spelt))


def escaped(names: Iterable[str]) -> Iterator[bytes]:
    r"""Patterns for the beginning of any of `names` where letters beyond ASCII are written in ASCII, one for each way.

    Decimal, hexadecimal and named references of HTML (`&#1059;`, `&#x423;`, `&uuml;`, also with zeros before or without
    the semicolon), and escapes of JSON and JavaScript (`\u0423`, also doubled, in a text within a text). What they find
    may be another word with the same beginning: such pages are few.
    """
    tree = _tree({re.split("[ -]", name)[0][:BEGINNING] for name in names if not name.isascii()})
    for way in (_decimal, _hexadecimal, _named, _escape):
        if pattern := _branches(tree, way):
            yield pattern


def _literally(spelt: bytes) -> bytes:
    return b"".join(re.escape(bytes([byte])) if byte < 128 else b"\\x%02x" % byte for byte in spelt)


def _tree(beginnings: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for beginning in sorted(beginnings, key=len):
        node = tree
        for letter in beginning:
            if "" in node:
                break  # a shorter beginning finds this one too
            node = node.setdefault(letter, {})
        else:
            node[""] = {}
    return tree


def _branches(tree: _Tree, way: _Way) -> bytes | None:
    """A pattern for all that `tree` holds, or None where nothing of it can be written in that way."""
    if "" in tree:
        return b""
    found = []
    for letter, rest in tree.items():
        written, behind = re.escape(letter).encode() if letter.isascii() else way(letter), _branches(rest, way)
        if written is not None and behind is not None:
            found.append(written + behind)
    return b"(?:" + b"|".join(found) + b")" if found else None


def _decimal(letter: str) -> bytes:
    return b"&#0*%d;?" % ord(letter)


def _hexadecimal(letter: str) -> bytes:
    return b"&#[xX]0*" + _any_case(f"{ord(letter):x}") + b";?"


def _named(letter: str) -> bytes | None:
    name = codepoint2name.get(ord(letter))
    return f"&{name};".encode() if name else None


def _escape(letter: str) -> bytes:
    return rb"\\+u" + _any_case(f"{ord(letter):04x}")


def _any_case(digits: str) -> bytes:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits).encode()
