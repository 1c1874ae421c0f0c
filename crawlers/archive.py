"""Pages → WARC files below a root (a local folder, or any place that fsspec knows), and one page back by its place."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import secrets
import tempfile
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

import fsspec
from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fsspec.implementations.local import LocalFileSystem

from items import Page, Place, Unusable

#: These tell of the transfer, not of the page: the body is kept unpacked and in one piece.
TRANSFER_HEADERS = {"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"}


class ArchiveUnusable(Unusable):
    """The archive can't be written or read; the message says what to do."""


class Archive:
    """The pages below `root`, such as `/srv/pages` or `s3://bucket/pages`.

    Files are WARC 1.1 (ISO 28500:2017), one gzip member a record, and named
    `<outlet>/<YYYY>/<MM>/<DD>/<outlet>-<time>-<random>.warc.gz`. A file is written by one crawl and never opened for
    writing again. Raises ArchiveUnusable for an unknown kind of root.
    """

    def __init__(self, root: str):
        try:
            self._files, self._root = fsspec.core.url_to_fs(root)
        except (ImportError, ValueError) as error:
            raise ArchiveUnusable(f"The archive '{root}' can't be used: {error}.") from error
        self.root = root

    @property
    def is_local(self) -> bool:
        """True where a page can be made durable at once, not only by closing its file."""
        return isinstance(self._files, LocalFileSystem)

    def require_writable(self) -> None:
        """Raise ArchiveUnusable now, before a crawl, where pages could not be kept (local roots only)."""
        if not self.is_local:
            return
        try:
            Path(self._root).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._root):
                pass
        except OSError as error:
            raise self._unwritable(error) from error

    def writer(self, outlet: str, now: datetime) -> Writer:
        """A file for the pages of one crawl, started at `now`; it comes into being with the first page."""
        now = now.astimezone(UTC)
        day = now.strftime("%Y/%m/%d")
        name = f"{outlet}-{now.strftime('%Y%m%dT%H%M%SZ')}-{secrets.token_hex(4)}.warc.gz"
        return Writer(self, f"{outlet}/{day}/{name}", now)

    def read(self, place: Place) -> Page:
        """The page that was written at `place`. Raises ArchiveUnusable if it is not there or not whole."""
        try:
            with self._files.open(self._path(place.file), "rb") as file:
                file.seek(place.offset)
                record = next(ArchiveIterator(file), None)
                if record is None or record.record_type != WarcRecordType.response:
                    raise ArchiveUnusable(f"No page begins at byte {place.offset} of {place.file} in {self.root}.")
                page = _page(record)
                if record.headers.get("WARC-Payload-Digest") != _digest(page.body):
                    raise ArchiveUnusable(f"The page at byte {place.offset} of {place.file} was damaged since.")
                return page
        except OSError as error:
            raise ArchiveUnusable(f"{place.file} in {self.root} can't be read: {error.strerror or error}.") from error

    def _create(self, name: str) -> BinaryIO:
        path = self._path(name)
        try:
            if not self.is_local:
                return self._files.open(path, "wb")  # type: ignore[no-any-return]
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file = Path(path).open("xb")  # noqa: SIM115 -- closed by the writer
            # The file is only as durable as the entries that lead to it.
            for folder in (Path(path).parents[level] for level in range(5)):
                _sync(folder)
        except OSError as error:
            raise self._unwritable(error) from error
        return file

    def _path(self, name: str) -> str:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ArchiveUnusable(f"'{name}' is no file of the archive {self.root}.")
        return f"{self._root.rstrip('/')}/{name}"

    def _unwritable(self, error: OSError) -> ArchiveUnusable:
        why = error.strerror or str(error)
        return ArchiveUnusable(f"The archive {self.root} can't be written: {why}. Name another with CORRIDOR_ARCHIVE.")


class Writer:
    """One WARC file under way; close it whatever happens."""

    def __init__(self, archive: Archive, name: str, now: datetime):
        self._archive = archive
        self._now = now
        self._file: BinaryIO | None = None
        self._broken = False
        self._position = 0
        self.name = name

    @property
    def durable_at_once(self) -> bool:
        """True where a page outlives a power cut once `write` returns; else only once `close` has returned."""
        return self._archive.is_local

    def write(self, page: Page) -> Place:
        """Append `page`. Raises ArchiveUnusable when it can't be kept; the file then takes no more pages."""
        if self._file is None:
            self._file = self._archive._create(self.name)
            self._append(_information(self.name, self._now))
        offset = self._append(_response(page))
        return Place(file=self.name, offset=offset)

    def close(self) -> None:
        """End the file. Raises ArchiveUnusable where its pages could not be made durable."""
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            file.close()
        except OSError as error:
            raise self._archive._unwritable(error) from error

    def _append(self, record: WarcRecord) -> int:
        if self._file is None or self._broken:
            raise ArchiveUnusable(f"{self.name} takes no more pages: it was closed, or an earlier page failed.")
        raw = io.BytesIO()
        record.write(raw, checksum_data=True)
        member = gzip.compress(raw.getvalue(), mtime=0)
        offset = self._position
        try:
            self._file.write(member)
            if self.durable_at_once:
                self._file.flush()
                os.fsync(self._file.fileno())
        except OSError as error:
            self._broken = True
            raise self._archive._unwritable(error) from error
        self._position += len(member)
        return offset


def _information(name: str, now: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.record_date = now
    record.headers["WARC-Filename"] = PurePosixPath(name).name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(b"software: Corridor\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n")
    return record


def _response(page: Page) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = page.fetched_at
    # Quoted, so that no crawled text can begin a header of its own.
    record.headers["WARC-Target-URI"] = quote(page.url, safe=";/?:@&=+$,#%[]!'()*~")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["X-Corridor-Outlet"] = page.outlet
    record.headers["X-Corridor-Identity"] = quote(page.identity)
    if page.listed:
        record.headers["X-Corridor-Listed"] = quote(page.listed)
    record.headers["WARC-Payload-Digest"] = _digest(page.body)
    record.is_http = True
    record.set_bytes_content(_head(page) + page.body)
    return record


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


def _page(record: WarcRecord) -> Page:
    headers: Any = record.headers
    status = record.http_headers.status_code
    if status is None:
        raise ArchiveUnusable(f"The record of {headers.get('WARC-Target-URI')} holds no HTTP response.")
    return Page(
        outlet=headers.get("X-Corridor-Outlet", ""),
        identity=unquote(headers.get("X-Corridor-Identity", "")),
        url=headers.get("WARC-Target-URI", ""),
        fetched_at=record.record_date,
        status=status,
        body=record.reader.read(),
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in record.http_headers.items_bytes()},
        listed=unquote(headers.get("X-Corridor-Listed", "")) or None,
    )


def _digest(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
