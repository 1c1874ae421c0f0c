"""A root that fsspec knows, a folder or a bucket → whole files put and read there; errors say what to do."""

from __future__ import annotations

import os
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import fsspec
from fsspec.implementations.local import LocalFileSystem

from items import Unusable

#: Bytes that are asked for at a time: most pages, packed, come with the first answer.
STEP = 128 * 1024
#: What stands at the root of an archive outside this machine; writing it shows before a crawl that pages can be kept.
LABEL = ("corridor.txt", b"Pages kept by Corridor as they came: WARC 1.1 files, a folder each outlet and day.\n")


class ArchiveUnusable(Unusable):
    """The archive can't be written or read; the message says what to do."""


class PageLost(ArchiveUnusable):
    """The archive answers, but a page is not there or not whole."""


class Storage:
    """The files below `root`, such as `/srv/pages` or `s3://bucket/pages`.

    Raises ArchiveUnusable for an unknown kind of root.
    """

    def __init__(self, root: str):
        # Listings that are remembered would hide what other processes have put there since.
        remote = {} if "://" not in root or root.startswith(("file:", "local:")) else {"use_listings_cache": False}
        try:
            self._files, self._root = fsspec.core.url_to_fs(root, **remote)
        except (ImportError, ValueError) as error:
            raise ArchiveUnusable(f"The archive '{root}' can't be used: {error}.") from error
        self.root = root

    @property
    def is_local(self) -> bool:
        """True where what is written can be made durable at once, not only with the whole file."""
        return isinstance(self._files, LocalFileSystem)

    def require_writable(self) -> None:
        """Raise ArchiveUnusable now, before a crawl, where pages could not be kept."""
        with self._clear("written"):
            if not self.is_local:
                self._files.pipe_file(self._path(LABEL[0]), LABEL[1])
                return
            Path(self._root).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._root):
                pass

    def begin(self, name: str) -> BinaryIO:
        """A new file on this machine, whose entries in its folders are durable."""
        path = Path(self._path(name))
        with self._clear("written"):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("xb")
            for folder in path.parents[: len(PurePosixPath(name).parts)]:
                _sync(folder)
        return file

    def append(self, file: BinaryIO, data: bytes) -> None:
        """Write to a file that was begun; durable once `settle` has returned."""
        with self._clear("written"):
            file.write(data)
            file.flush()

    def settle(self, file: BinaryIO) -> None:
        """Make durable what was written to a file that was begun."""
        with self._clear("written"):
            os.fsync(file.fileno())

    def put(self, name: str, data: bytes) -> None:
        """Put a whole file at once: it is there and durable once this returns, or not there at all (not local)."""
        with self._clear("written"):
            self._files.pipe_file(self._path(name), data)

    def size(self, name: str) -> int:
        """Bytes of a file. Raises PageLost where it is not there."""
        with self._clear("read"):
            try:
                return int(self._files.size(self._path(name)))
            except FileNotFoundError as error:
                if not self._is_there:
                    raise
                raise PageLost(f"{name} in {self.root} can't be read: it is not there.") from error

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no error."""
        with self._clear("written"):
            try:
                self._files.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def member(self, name: str, offset: int) -> bytes:
        """The gzip member that begins at byte `offset`, packed, as it stands there. Raises PageLost if none does."""
        path, packed, unpacking = self._path(name), bytearray(), zlib.decompressobj(wbits=31)
        try:
            while not unpacking.eof:
                chunk = self._read(path, offset + len(packed))
                if not chunk:
                    raise PageLost(f"The page at byte {offset} of {name} in {self.root} is cut short.")
                unpacking.decompress(chunk)
                packed += chunk
        except zlib.error as error:
            raise PageLost(f"No page begins at byte {offset} of {name} in {self.root}, or it was damaged.") from error
        return bytes(packed[: len(packed) - len(unpacking.unused_data)])

    def _read(self, path: str, start: int) -> bytes:
        name = path.removeprefix(self._root).lstrip("/")
        with self._clear("read"):
            try:
                if self.is_local:
                    with Path(path).open("rb") as file:
                        file.seek(start)
                        return file.read(STEP)
                return bytes(self._files.cat_file(path, start=start, end=start + STEP))
            except FileNotFoundError as error:
                if not self._is_there:
                    raise
                raise PageLost(f"{name} in {self.root} can't be read: it is not there.") from error
            except OSError as error:
                if _code(error) == "InvalidRange":
                    return b""
                raise

    @property
    def _is_there(self) -> bool:
        """Whether there is a folder or bucket at all, of which a single file may be missing."""
        return bool(self._files.exists(self._root if self.is_local else self._root.partition("/")[0] or "/"))

    def _path(self, name: str) -> str:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ArchiveUnusable(f"'{name}' is no file of the archive {self.root}.")
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _clear(self, verb: str) -> Iterator[None]:
        """Turn what goes wrong with the file system or the object store into one line that says what to do."""
        try:
            yield
        except _failures() as error:
            raise ArchiveUnusable(f"The archive {self.root} can't be {verb}: {_why(error, self._root)}") from error


def _failures() -> tuple[type[Exception], ...]:
    """What a file system raises; an object store's own errors are there only once its library was loaded."""
    found: list[type[Exception]] = [OSError]
    for module, names in (("botocore.exceptions", ("BotoCoreError", "ClientError")), ("aiohttp", ("ClientError",))):
        found += [getattr(sys.modules[module], name) for name in names if module in sys.modules]
    return tuple(found)


def _code(error: Exception) -> str:
    """The object store's name for what went wrong, or that of our own library's error."""
    cause = error.__cause__ or error
    return str(getattr(cause, "response", {}).get("Error", {}).get("Code") or type(cause).__name__)


def _why(error: Exception, root: str) -> str:
    code, bucket = _code(error), root.partition("/")[0]
    if code == "NoSuchBucket":
        return f"there is no bucket '{bucket}'. Make it, or name another with CORRIDOR_ARCHIVE."
    if code in ("NoCredentialsError", "PartialCredentialsError"):
        return "no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role."
    if isinstance(error, PermissionError) and code != "PermissionError":
        return (
            f"the object store refuses us ({code}). Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let them "
            f"get, put, delete and list objects in the bucket '{bucket}'."
        )
    if code in ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError"):
        return "the object store does not answer. Look at AWS_ENDPOINT_URL and at the network, then try again."
    said = getattr(error, "strerror", None) or str(error)
    return f"{said}. Name another with CORRIDOR_ARCHIVE."


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
