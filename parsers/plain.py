"""The plain text of a news item and what is known of it → an article, as if it had been read from a page."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from items import Article
from parsers.clean import comparable, one_line
from parsers.dateline import split_dateline, without_dateline
from parsers.dates import Moment, midnight, read_day
from parsers.language import language_of

_DATE_WORD = re.compile(r"\s*date\s+(\d{4}-\d\d-\d\d)\s+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
_BY_LINE = re.compile(r"By:?\s+((?:[^\W\d_][\w.'’-]*\s?){2,5})")
#: Characters that a first line may have to be a headline.
_LONGEST_HEADLINE = 200


def article_from_text(
    text: str,
    *,
    outlet: str | None,
    published: datetime | date | None,
    title: str | None,
    url: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> Article:
    """The article that `text` is, its words to the letter as they stand there; only white space is evened out.

    Paragraphs are parted by blank lines, or by line breaks where there is no blank line. A dateline is taken off, as is
    a first paragraph that repeats the title or says "By" and a name. Without `title` the first paragraph is the
    headline if it is a short line without a full stop and text follows; else the headline is "" and all is body.

    `published` may be a day; without it, the words "date YYYY-MM-DD" at the beginning of the text tell it, then the
    dateline. `zone` (IANA) is that of days and of moments that have none; UTC if not given. Raises
    zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    where = ZoneInfo(zone or "UTC")
    said = _DATE_WORD.match(text)
    moment, rule = _moment(published, said[1] if said else None, where)
    paragraphs = _paragraphs(text[said.end() :] if said else text)
    headline, paragraphs = _headline(one_line(title or ""), paragraphs)
    author = _BY_LINE.fullmatch(paragraphs[0]) if len(paragraphs) > 1 else None
    paragraphs = paragraphs[1:] if author else paragraphs
    day = moment.at.date() if moment else None
    dateline, paragraphs = without_dateline(paragraphs, day)
    if moment is None and dateline and dateline.day:
        moment, rule = midnight(dateline.day, where), "dateline"
    body = tuple(paragraphs)
    return Article(
        outlet=outlet or "",
        url=url,
        headline=headline,
        body=body,
        author=author[1].strip() if author else None,
        published_at=moment.at if moment else None,
        published_precision=moment.precision if moment else None,
        language=language_of("\n".join((headline, *body)), (language,)),
        dateline=dateline,
        rules={"body": "text"} | ({"published_at": rule} if rule else {}),
    )


def _moment(published: datetime | date | None, said: str | None, zone: ZoneInfo) -> tuple[Moment | None, str | None]:
    if isinstance(published, datetime):
        return Moment(published if published.tzinfo else published.replace(tzinfo=zone), "moment"), "given"
    if published is not None:
        return midnight(published, zone), "given"
    day = read_day(said, None) if said else None
    return (midnight(day, zone), "date word") if day else (None, None)


def _paragraphs(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return [line for part in parts if (line := one_line(part))]


def _headline(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    if not paragraphs:
        return title, paragraphs
    first = paragraphs[0]
    if title:
        return title, paragraphs[1:] if comparable(first) == comparable(title) else paragraphs
    is_line = len(first) <= _LONGEST_HEADLINE and not first.endswith((".", "!", "۔", ":", "…", '."', ".”"))
    if len(paragraphs) > 1 and is_line and not _BY_LINE.fullmatch(first) and not split_dateline(first, None)[0]:
        return first, paragraphs[1:]
    return "", paragraphs
