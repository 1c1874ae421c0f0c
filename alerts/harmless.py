"""Text of hostile pages → one harmless line that a terminal, a mail or a chat may show."""

from __future__ import annotations

import re

#: Characters of a passage, of one name or office; more is cut.
PASSAGE, WORD = 500, 120
#: Controls, and the marks that turn the direction of writing round and so can make a text read as another.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|{}^\[\]]+", re.IGNORECASE)


def harmless(text: object, longest: int = PASSAGE) -> str:
    """`text` on one line, without anything that a terminal, a mail or a chat would take for a command.

    Angle brackets are replaced, so that it is no HTML and no <!channel>; an @ before a word is parted from it, so that
    it calls nobody; brackets of a link in markdown are parted. The words stay readable.
    """
    plain = " ".join(UNSEEN.sub(" ", str(text)).split())
    plain = plain.replace("<", "‹").replace(">", "›").replace("](", "] (")
    plain = re.sub(r"@(?=\w)", "@ ", plain).replace("`", "'")
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def link(url: object) -> str | None:
    """`url` where it is a plain http(s) address, else None."""
    return str(url) if isinstance(url, str) and ADDRESS.fullmatch(url) else None
