"""Pages of our own making → WARC files as others write them: CC-NEWS' form, and the ways in which archives differ."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc import WarcRecord, WarcRecordType
from fastwarc.stream_io import ZstdWriter

FETCHED = datetime(2025, 8, 2, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One HTTP response."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    status: str = "200 OK"
    fetched_at: datetime = FETCHED


def news(
    headline: str, *paragraphs: str, published: str = "2025-08-01T09:00:00+05:00", menu: str = "", language: str = "en"
) -> bytes:
    """A plain page of news, with a menu beside the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="{language}"><head><title>{headline}</title>'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{published}">'
        f"</head><body><nav><ul><li>Home</li><li>{menu}</li></ul></nav><article><h1>{headline}</h1>{body}</article>"
        "</body></html>"
    ).encode()


def members(sent: Sequence[Sent]) -> list[bytes]:
    """The plain WARC records of `sent`, the first after one that describes the file."""
    first = WarcRecord()
    first.init_headers(WarcRecordType.warcinfo)
    first.set_bytes_content(b"software: a crawler of others\r\n")
    return [_written(first), *(_written(_response(one)) for one in sent)]


def write(file: Path, sent: Sequence[Sent], pack: Callable[[bytes], bytes] = gzip.compress) -> list[int]:
    """Write `sent` to `file`, one packed member a record; the byte at which each response begins."""
    packed = [pack(member) for member in members(sent)]
    file.write_bytes(b"".join(packed))
    return [sum(map(len, packed[:number])) for number in range(1, len(packed))]


def zstd(member: bytes) -> bytes:
    """A record as one frame."""
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(member)
    writer.finish()
    writer.flush()
    return packed.getvalue()


def _response(sent: Sent) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = sent.fetched_at
    record.headers["WARC-Target-URI"] = sent.url
    record.headers["Content-Type"] = "application/http; msgtype=response"
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.headers)
    record.set_bytes_content(f"HTTP/1.1 {sent.status}\r\n{head}\r\n".encode() + sent.body)
    return record


def _written(record: WarcRecord) -> bytes:
    raw = io.BytesIO()
    record.write(raw)
    return raw.getvalue()
