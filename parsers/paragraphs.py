"""The pieces of text in an article's container → its paragraphs, without repetitions, labels and the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from items import Dateline
from parsers.body import HEADINGS, Piece
from parsers.clean import comparable
from parsers.dateline import without_dateline
from parsers.dates import DAY_PATTERN

#: A line behind which nothing belongs to the article.
_TAIL = re.compile(
    r"(?:more stories from|related topics|recent stories|latest news from|your thoughts and comments)\b"
    r"|متعلقہ عنوان|مزید متعلقہ خبریں|///?\s?nca\b",
    re.IGNORECASE,
)
#: Longest such line: a longer one is a sentence that happens to begin so.
_LONGEST_LABEL = 80
#: Longest line that is no part of the text: it links to another item with its headline.
_LONGEST_LINE = 400
#: A line that is the site's and not the article's.
_LABEL = re.compile(
    r"(?:advertisement|реклама|share(?: this(?: story| article| news)?| on \w+)?|tweet|print|e-?mail|follow us on .*"
    r"|(?:also )?read(?: more| also)?|read (?:more|also):.*|related (?:stories|news|articles)|you may also like"
    r"|новости по теме|читайте также(?::.*)?|последние новости|поделиться|(?:фото|видео): .{1,60}"
    r"|.{1,30} теперь в whatsapp!?"
    r"|\(?more to follow\)?|\(?to be continued\)?|\(?جاری ہے\)?|tags?|photo(?: by|:) .{1,60}"
    r"|nca (?:report|commentary)|app/[a-z/-]{1,20})\s*[:.…]*",
    re.IGNORECASE,
)
#: At the end of a text: that more follows, or an agency's mark.
_END = re.compile(r"\s*(?:\((?:more to follow|جاری ہے)\)|=\s?DNA)\s*$", re.IGNORECASE)
#: How such an end ends: asked first, because looking for it takes long.
_ENDS_SO = (")", "DNA", "dna")
#: What a line of author and date consists of but for the name: (@handle) Published Wed 18th May, 2024 | 09:10 PM
_CREDIT = re.compile(
    rf"{DAY_PATTERN}|\d{{4}}-\d\d-\d\d|\d{{1,2}}:\d\d(?::\d\d)?|\(?@\w{{1,30}}\)?"
    r"|\b(?:[ap]\.?m|pkt|published|updated|posted|on|at|by|\d+ \w+ ago"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b",
    re.IGNORECASE,
)
#: Where a text may begin with its first word or a part of _CREDIT.
_BEGINS = re.compile(r"\(?@|[^\W_]")
_ENDED = tuple(".?!…:;\"”’'»)]۔؟")
#: Characters that a piece before an advert must have so that it is joined to a following capital: less is a label.
_SENTENCE = 60
#: Characters beyond which a piece is no sentence that was cut; also keeps the joining of many pieces cheap.
_LONGEST_SENTENCE = 5_000
#: Characters from which equal paragraphs are a repetition and not a refrain.
_REPEATED = 40
#: Paragraphs at the beginning in which the lead may be printed twice.
_LEAD = 4


@dataclass(frozen=True)
class Body:
    """The text of an article."""

    paragraphs: tuple[str, ...]
    dateline: Dateline | None = None


def read_body(pieces: Iterable[Piece], *, headline: str, author: str | None, published: date | None) -> Body:
    """The paragraphs in `pieces`.

    A sentence that an advert cut in two is whole again; a lead or headline that is printed again, the line of author
    and date, and labels such as "More Stories From Pakistan" are gone; the dateline is taken off.
    """
    own = _without_labels(pieces, headline, author)
    texts = [_END.sub("", it.text) if it.text.endswith(_ENDS_SO) else it.text for it in _joined(own)]
    dateline, texts = without_dateline(texts, published)
    return Body(tuple(_without_repetitions(texts, headline)), dateline)


def _without_labels(pieces: Iterable[Piece], headline: str, author: str | None) -> list[Piece]:
    kept: list[Piece] = []
    cut = False
    printed_again, longest = comparable(headline), 2 * len(headline) + _REPEATED
    for piece in pieces:
        text, key = piece.text, comparable(piece.text[:longest])
        if kept and len(text) <= _LONGEST_LABEL and _TAIL.match(text):
            break
        is_label = len(text) <= max(_LONGEST_LINE, longest) and (
            key == printed_again or bool(_LABEL.fullmatch(text) or _TAIL.fullmatch(text))
        )
        if is_label or not key or _is_credit(text, author, first=not kept):
            # A label in the middle of the text parts it as an advert does.
            cut = True
            continue
        kept.append(replace(piece, after_cut=True) if cut and not piece.after_cut else piece)
        cut = False
    return kept


def _is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text) or _TAIL.fullmatch(text))


def _is_credit(text: str, author: str | None, *, first: bool) -> bool:
    """Whether `text` is nothing but the author or, before the text begins, the date with or without the author."""
    if len(text) > 2 * _LONGEST_LABEL:
        return False
    # Few lines hold the author's first name: only those are worth the pattern.
    given = (author or "").casefold().split()[:1]
    if not first and not any(name in text.casefold() for name in given):
        return False
    if first and _begins_otherwise(text, author):
        return False
    name = comparable(_CREDIT.sub(" ", text))
    return bool(author and name == comparable(author)) or (first and not name)


def _begins_otherwise(text: str, author: str | None) -> bool:
    """Whether the first word of `text` is neither of a credit nor the author's: hardly any text begins with one."""
    begins = _BEGINS.search(text)
    if begins is None or _CREDIT.match(text, begins.start()):
        return False
    return not comparable(author or "").startswith(comparable(begins[0]) or "-")


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one sentence as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and _goes_on(before, piece):
            joined[-1] = replace(before, text=f"{before.text} {piece.text}")
        else:
            joined.append(piece)
    return joined


def _goes_on(before: Piece, piece: Piece) -> bool:
    if len(before.text) > _LONGEST_SENTENCE or before.text.endswith(_ENDED):
        return False
    if {before.tag, piece.tag} & (HEADINGS | {"li", "td", "th"}):
        return False
    return piece.text[0].islower() or (piece.after_cut and len(before.text) >= _SENTENCE)


def _without_repetitions(texts: list[str], headline: str) -> list[str]:
    keys = [comparable(text) for text in texts]
    kept: list[str] = []
    seen = {comparable(headline)}
    for position, (text, key) in enumerate(zip(texts, keys, strict=True)):
        later = keys[position + 1 : _LEAD]
        # The lead stands before the text as well, sometimes cut off: the text's own first paragraph is the whole one.
        is_lead = position < _LEAD - 1 and len(key) >= _REPEATED // 2 and any(k.startswith(key) for k in later)
        if is_lead or (key in seen and (len(key) >= _REPEATED or position < _LEAD)):
            continue
        seen.add(key)
        kept.append(text)
    return kept
