"""WARC files of others, in folders, buckets and on the web → their pages, each with the byte at which it begins."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import fsspec
from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

from crawlers.settings import HTML_TYPES, LARGEST_PAGE
from items import Page, Unusable

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
#: Bytes that are asked for at a time of a file on the web or in a bucket.
BLOCK = 4 * 1024 * 1024
#: Bytes in which the next whole record is looked for behind a broken one, a block at a time.
SEARCHED = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Version:
    """What tells whether a file is still the one that was read; None where its place does not say."""

    size: int | None
    etag: str | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A response in a file, or a place where the file is broken."""

    #: Byte at which it begins.
    position: int
    #: None where it is no HTML page; of no outlet and without identity, as only its address tells these.
    page: Page | None = None
    #: Why nothing can be read there; the next record is the first whole one behind it.
    fault: str | None = None


def files(sources: list[str]) -> list[str]:
    """The WARC files that `sources` name: files, folders (also in a bucket) with all below them, http(s) addresses.

    Raises Unusable for what is not there, can't be listed or is a folder without such files.
    """
    found: list[str] = []
    for source in sources:
        try:
            place, path = fsspec.core.url_to_fs(source)
            if "http" in place.protocol or not place.isdir(path):
                if not place.exists(path):
                    raise Unusable(
                        f"There is no file {source}" + (", or nobody answers there." if "://" in source else ".")
                    )
                within = [source if "://" in source else str(Path(source).resolve())]
            else:
                below = sorted(file for file in place.find(path) if file.endswith(SUFFIXES))
                within = [file if _is_local(place) else place.unstrip_protocol(file) for file in below]
        except (OSError, ImportError, ValueError) as error:
            raise Unusable(f"{source} can't be read: {_why(error)}.") from error
        if not within:
            raise Unusable(f"The folder {source} holds no WARC file ({', '.join(SUFFIXES)}).")
        found += within
    return list(dict.fromkeys(found))


def version(file: str) -> Version:
    """How large `file` is and what it says of its last change. Raises OSError."""
    place, path = fsspec.core.url_to_fs(file)
    said: dict[str, Any] = place.info(path)
    etag = next((said[name] for name in ("ETag", "LastModified", "mtime") if said.get(name)), None)
    return Version(size=said.get("size"), etag=None if etag is None else str(etag))


def records(file: str, position: int = 0) -> Iterator[Record]:
    """The responses of `file`, read as a stream from the byte `position`, at which a record begins.

    Where a part is broken, one Record says so and reading goes on behind it. Raises OSError where the file can't be
    opened or its place answers no more.
    """
    with _opened(file) as stream:
        at: int | None = position
        while at is not None:
            _go_to(stream, at)
            last = None
            try:
                for record in ArchiveIterator(stream):
                    last = record.stream_pos
                    if record.record_type == WarcRecordType.response:
                        yield _record(record)
                return
            except OSError as error:
                if not _is_of_the_format(error):
                    raise
                fault = _why(error)
            broken = at if last is None else _end_of_record(stream, last)
            yield Record(position=broken, fault=fault)
            at = _next_record(stream, broken + 1)


def _opened(file: str) -> BinaryIO:
    place, path = fsspec.core.url_to_fs(file)
    if _is_local(place):
        return Path(path).open("rb")
    opened: BinaryIO = place.open(path, "rb", block_size=BLOCK, cache_type="readahead")
    return opened


def _is_local(place: fsspec.AbstractFileSystem) -> bool:
    return "file" in place.protocol


def _go_to(stream: BinaryIO, position: int) -> None:
    if stream.tell() == position:
        return
    if stream.seekable():
        stream.seek(position)
        return
    while (left := position - stream.tell()) > 0 and stream.read(min(left, SEARCHED)):
        pass


# --- one record -------------------------------------------------------------------------------------------------------


def _record(record: WarcRecord) -> Record:
    position, length = record.stream_pos, record.content_length
    if record.http_headers is None or record.http_headers.status_code != 200 or length > LARGEST_PAGE:
        return Record(position=position)
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in record.http_headers.items_bytes()
    }
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    moment = record.record_date
    if not _may_be_html(headers) or not isinstance(moment, datetime):
        return Record(position=position)
    raw = record.reader.read()
    if len(raw) < length:
        return Record(position=position, fault=f"it ends in the middle of a record, {length - len(raw)} bytes early")
    body = _unpacked(raw, headers)
    if not body or ("content-type" not in headers and body.lstrip()[:1] != b"<"):
        return Record(position=position)
    page = Page(outlet="", identity="", url=url, fetched_at=moment, status=200, body=body, headers=headers)
    return Record(position=position, page=page)


def _may_be_html(headers: dict[str, str]) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return not kind or kind in HTML_TYPES


def _unpacked(raw: bytes, headers: dict[str, str]) -> bytes | None:
    """The body as a browser sees it, at most as large as a crawl would take it; None where it can't be unpacked.

    Archives differ in what they keep: a header may tell of a packing that the body has no more.
    """
    body = raw
    try:
        if "chunked" in headers.get("transfer-encoding", "").lower() and _is_chunked(body):
            body = ChunkedReader(io.BytesIO(body)).read(LARGEST_PAGE)
        coding = headers.get("content-encoding", "").strip().lower()
        if body.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(31).decompress(body, LARGEST_PAGE)
        if coding == "br" and not _is_plain(body):
            return bytes(BrotliReader(io.BytesIO(body)).read(LARGEST_PAGE))
        if body.startswith(b"\x28\xb5\x2f\xfd"):
            return bytes(ZstdReader(io.BytesIO(body)).read(LARGEST_PAGE))
        if coding == "deflate" and not _is_plain(body):
            # RFC 9110 means zlib's format; some servers leave its head away.
            wrapped = (body[0] & 15) == 8 and int.from_bytes(body[:2]) % 31 == 0
            return zlib.decompressobj(15 if wrapped else -15).decompress(body, LARGEST_PAGE)
    except (zlib.error, OSError):
        return None
    return bytes(body)


def _is_chunked(body: bytes) -> bool:
    size, line_end, _ = body[:20].partition(b"\r\n")
    return bool(line_end) and all(letter in b"0123456789abcdefABCDEF" for letter in size.partition(b";")[0].strip())


def _is_plain(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<" or body[:3] == b"\xef\xbb\xbf"


# --- broken files -----------------------------------------------------------------------------------------------------


def _is_of_the_format(error: OSError) -> bool:
    """Whether the bytes are to blame, and not the place where they are: only that has a number or a type of its own."""
    return type(error) is OSError and error.errno is None


def _end_of_record(stream: BinaryIO, position: int) -> int:
    """The byte behind the packed record that begins at `position`; that byte itself where it can't be told."""
    if not stream.seekable():
        return position
    stream.seek(position)
    unpacking, taken = zlib.decompressobj(31), 0
    with suppress(zlib.error):
        while block := stream.read(BLOCK // 64):
            taken += len(block)
            unpacking.decompress(block)
            if unpacking.eof:
                return position + taken - len(unpacking.unused_data)
    return position


def _next_record(stream: BinaryIO, position: int) -> int | None:
    """The byte at or behind `position` at which a record begins, packed or not; None where there is none."""
    if not stream.seekable():
        return None
    while True:
        stream.seek(position)
        block = stream.read(SEARCHED)
        for at in _candidates(block):
            if _begins_record(block[at : at + 512]):
                return position + at
        if len(block) < SEARCHED:
            return None
        position += len(block) - 512  # a beginning may lie across two blocks


def _candidates(block: bytes) -> Iterator[int]:
    marks = (b"\x1f\x8b\x08", b"WARC/1.", b"\x28\xb5\x2f\xfd")
    found = {mark: block.find(mark) for mark in marks}
    while places := [at for at in found.values() if at >= 0]:
        at = min(places)
        yield at
        found = {mark: block.find(mark, at + 1) if place == at else place for mark, place in found.items()}


def _begins_record(beginning: bytes) -> bool:
    if beginning.startswith(b"WARC/1."):
        return True
    try:
        if beginning.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(31).decompress(beginning, 16).startswith(b"WARC/")
        return bytes(ZstdReader(io.BytesIO(beginning)).read(16)).startswith(b"WARC/")
    except (zlib.error, OSError):
        return False


def _why(error: Exception) -> str:
    said = str(getattr(error, "strerror", None) or error).strip().rstrip(".")
    return said.splitlines()[0] if said else type(error).__name__
