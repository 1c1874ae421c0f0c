"""Pages → WARC files below a root (a local folder, or any place that fsspec knows), and one page back by its place."""

from __future__ import annotations

import io
import re
import secrets
from datetime import UTC, datetime
from typing import BinaryIO

from crawlers import warc
from crawlers.storage import ArchiveUnusable, PageLost, Storage
from items import Page, Place

__all__ = ["Archive", "ArchiveUnusable", "PageLost", "Writer", "begun"]


#: When a file was begun, in its name.
BEGUN = re.compile(r"-(\d{8}T\d{6})Z-[0-9a-f]{8}\.warc\.gz$")


def begun(file: str) -> datetime | None:
    """When a file of the archive was begun, by its name; None where the name is not of our making."""
    found = BEGUN.search(file)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None


class Archive:
    """The pages below `root`, such as `/srv/pages` or `s3://bucket/pages`.

    Files are WARC 1.1 (ISO 28500:2017), one gzip member a record, and named
    `<outlet>/<YYYY>/<MM>/<DD>/<outlet>-<time>-<random>.warc.gz`. A file is written by one process and never opened for
    writing again. Raises ArchiveUnusable for an unknown kind of root.
    """

    def __init__(self, root: str):
        self._storage = Storage(root)
        self.root = root

    def require_writable(self) -> None:
        """Raise ArchiveUnusable now, before a crawl, where pages could not be kept."""
        self._storage.require_writable()

    def writer(self, outlet: str, now: datetime, *, each: bool = True) -> Writer:
        """A file for pages of `outlet`, begun at `now`; it comes into being with the first page.

        Without `each` page being made durable by itself, many are sooner written.
        """
        now = now.astimezone(UTC)
        day = now.strftime("%Y/%m/%d")
        name = f"{outlet}-{now.strftime('%Y%m%dT%H%M%SZ')}-{secrets.token_hex(4)}.warc.gz"
        return Writer(self._storage, f"{outlet}/{day}/{name}", now, each)

    def read(self, place: Place) -> Page:
        """The page at `place`; a revisit is followed to the page that it is one of.

        Raises PageLost where the page is not there or not whole, and ArchiveUnusable where the archive can't be had.
        """
        return self.whole(place)[0]

    def whole(self, place: Place) -> tuple[Page, bytes]:
        """The page at `place` and its record, packed as it stands there; of a revisit, a record with the body.

        Raises as `read` does.
        """
        member = self._storage.member(place.file, place.offset)
        try:
            held = warc.refers_to(member)
            if held is None:
                return warc.page(member), member
            page = warc.page(member, self._storage.member(held.file, held.offset))
            return page, warc.response(page)
        except warc.NoPage as error:
            raise PageLost(f"Byte {place.offset} of {place.file} in {self.root}: {error}.") from error

    def size(self, file: str) -> int:
        """Bytes of a file. Raises PageLost where it is not there."""
        return self._storage.size(file)

    def remove(self, file: str) -> None:
        """Remove a file; one that is not there is no error."""
        self._storage.remove(file)


class Writer:
    """One WARC file under way; close it whatever happens."""

    def __init__(self, storage: Storage, name: str, now: datetime, each: bool):
        self._storage = storage
        self._now = now
        self._each = each
        self._file: BinaryIO | None = None
        self._broken = False
        self.name = name
        #: Records of pages so far, and bytes of the file.
        self.pages = 0
        self.size = 0

    @property
    def durable_at_once(self) -> bool:
        """True where pages outlive a power cut once `write` or `settle` returns; else only once `close` does."""
        return self._storage.is_local

    def write(self, page: Page) -> Place:
        """Append `page`. Raises ArchiveUnusable when it can't be kept; the file then takes no more pages."""
        return self._append(warc.response(page))

    def revisit(self, page: Page, original: Place) -> Place | None:
        """Append that `page` was fetched once more with the content that stands at `original`, instead of its body.

        None, and nothing is written, where another content stands there, or none any more.
        """
        try:
            record = warc.revisit(page, self._storage.member(original.file, original.offset), original)
        except PageLost:
            return None
        return self._append(record) if record else None

    def copy(self, record: bytes) -> Place:
        """Append a record, packed, that stands in another file."""
        return self._append(record)

    def settle(self) -> None:
        """Make durable what was written. Raises ArchiveUnusable; outside this machine only `close` can do that."""
        if self._file is not None and self.durable_at_once:
            self._broken = True  # until it is done
            self._storage.settle(self._file)
            self._broken = False

    def close(self) -> None:
        """End the file. Raises ArchiveUnusable where its pages could not be made durable."""
        if self._file is None:
            return
        if not self._each and not self._broken:
            self.settle()
        file, self._file = self._file, None
        self._broken = True
        if isinstance(file, io.BytesIO):
            self._storage.put(self.name, file.getvalue())
        file.close()

    def _append(self, member: bytes) -> Place:
        if self._broken:
            raise ArchiveUnusable(f"{self.name} takes no more pages: it was closed, or an earlier page failed.")
        if self._file is None:
            self._file = self._storage.begin(self.name) if self.durable_at_once else io.BytesIO()
            self._add(warc.information(self.name, self._now))
        place = Place(file=self.name, offset=self.size)
        self._add(member)
        self.pages += 1
        if self._each:
            self.settle()
        return place

    def _add(self, member: bytes) -> None:
        assert self._file is not None
        if not self.durable_at_once:
            self._file.write(member)
        else:
            self._broken = True  # until this member stands there whole
            self._storage.append(self._file, member)
            self._broken = False
        self.size += len(member)
