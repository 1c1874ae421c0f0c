"""A page ↔ a record of WARC 1.1 (ISO 28500:2017) in a gzip member of its own: whole, or as a revisit of one held."""

from __future__ import annotations

import base64
import hashlib
import io
from datetime import datetime
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from isal import igzip

from items import Page, Place

#: These tell of the transfer, not of the page: the body is kept unpacked and in one piece.
TRANSFER_HEADERS = {"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"}
REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
#: igzip's second level of four: a sixth larger than zlib's ninth, which takes twenty times as long.
COMPRESSION = 2
#: Where the page stands of which a record is a revisit. The standard names it by address and moment only; these two,
#: which other crawlers write too, spare a reader without an index the search.
REFERS_TO_FILE, REFERS_TO_OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"


class NoPage(ValueError):
    """The bytes hold no page, or one that was damaged."""


def information(name: str, now: datetime) -> bytes:
    """The record with which the file `name`, begun at `now`, opens."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.record_date = now
    record.headers["WARC-Filename"] = PurePosixPath(name).name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(b"software: Corridor\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n")
    return _packed(record)


def response(page: Page) -> bytes:
    """`page` with its body."""
    record = _record_of(page, WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(_head(page) + page.body)
    return _packed(record)


def revisit(page: Page, original: bytes, place: Place) -> bytes | None:
    """`page` without its body, which is that of the response record `original` at `place`; None if it is not."""
    held = _first(original)
    if held is None or held.record_type != WarcRecordType.response:
        return None
    if held.headers.get("WARC-Payload-Digest") != digest(page.body) or _body(held) != page.body:
        return None
    record = _record_of(page, WarcRecordType.revisit)
    record.headers["WARC-Profile"] = REVISIT
    record.headers["WARC-Truncated"] = "length"
    record.headers["WARC-Refers-To"] = held.headers["WARC-Record-ID"]
    record.headers["WARC-Refers-To-Target-URI"] = held.headers["WARC-Target-URI"]
    record.headers["WARC-Refers-To-Date"] = held.headers["WARC-Date"]
    record.headers[REFERS_TO_FILE] = quote(place.file)
    record.headers[REFERS_TO_OFFSET] = str(place.offset)
    record.set_bytes_content(_head(page))
    return _packed(record)


def refers_to(member: bytes) -> Place | None:
    """Where the body of the page in `member` stands, if that is a revisit."""
    record = _first(member)
    if record is None or record.record_type != WarcRecordType.revisit:
        return None
    try:
        return Place(file=unquote(record.headers[REFERS_TO_FILE]), offset=int(record.headers[REFERS_TO_OFFSET]))
    except (KeyError, ValueError) as error:
        raise NoPage("a revisit does not say where its page stands") from error


def page(member: bytes, original: bytes | None = None) -> Page:
    """The page in `member`; of a revisit, with the body of `original`. Raises NoPage."""
    record = _first(member)
    kind = WarcRecordType.response if original is None else WarcRecordType.revisit
    if record is None or record.record_type != kind:
        raise NoPage("there is no page")
    headers: Any = record.headers
    if record.http_headers is None or record.http_headers.status_code is None:
        raise NoPage("there is no HTTP response")
    body = record.reader.read() if original is None else page(original).body
    if headers.get("WARC-Payload-Digest") != digest(body):
        raise NoPage("the page was damaged since")
    listed = headers.get("X-Corridor-Listed")
    return Page(
        outlet=headers.get("X-Corridor-Outlet", ""),
        identity=unquote(headers.get("X-Corridor-Identity", "")),
        url=headers.get("WARC-Target-URI", ""),
        fetched_at=record.record_date,
        status=record.http_headers.status_code,
        body=body,
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in record.http_headers.items_bytes()},
        listed=unquote(listed) if listed else None,
    )


def digest(body: bytes) -> str:
    """The digest of a payload as WARC files have it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _record_of(page: Page, kind: WarcRecordType) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = page.fetched_at
    # Quoted, so that no crawled text can begin a header of its own.
    record.headers["WARC-Target-URI"] = quote(page.url, safe=";/?:@&=+$,#%[]!'()*~")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["X-Corridor-Outlet"] = page.outlet
    record.headers["X-Corridor-Identity"] = quote(page.identity)
    if page.listed:
        record.headers["X-Corridor-Listed"] = quote(page.listed)
    record.headers["WARC-Payload-Digest"] = digest(page.body)
    return record


def _packed(record: WarcRecord) -> bytes:
    raw = io.BytesIO()
    record.write(raw, checksum_data=True)
    return bytes(igzip.compress(raw.getvalue(), COMPRESSION, mtime=0))


def _first(member: bytes) -> WarcRecord | None:
    return next(ArchiveIterator(io.BytesIO(member)), None)


def _body(record: WarcRecord) -> bytes:
    return bytes(record.reader.read())


def _head(page: Page) -> bytes:
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = {name: value for name, value in page.headers.items() if name not in TRANSFER_HEADERS}
    headers["content-length"] = str(len(page.body))
    lines = [f"HTTP/1.1 {page.status} {phrase}"]
    lines += [f"{name}: {' '.join(value.splitlines())}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
