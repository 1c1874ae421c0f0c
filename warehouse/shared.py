"""Processes that use one server → which of them is alone, and which is the last, by locks that end with a process."""

from __future__ import annotations

import fcntl
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from items import Unusable

_guard = threading.RLock()
_counts: Counter[Path] = Counter()
#: The file by which this process is a user, by folder.
_held: dict[Path, IO[str]] = {}
#: Every lock of this process, whatever it is for.
_locks: set[IO[str]] = set()


@contextmanager
def used(folder: Path, stop: Callable[[], None]) -> Iterator[None]:
    """Be a user of what runs in `folder` while the context lasts; the last user calls `stop` on leaving.

    Nested use is one use. A user is whoever holds a shared lock on a file, which the system takes from a killed one. A
    forked child is no user by its parent's lock. Raises Unusable where nothing can be locked.
    """
    user = os.getpid()
    with _guard:
        if folder not in _held:
            _held[folder] = _lock(folder / "users.lock", fcntl.LOCK_SH)
        _counts[folder] += 1
    try:
        yield
    finally:
        # A forked child that leaves its parent's context leaves nothing: it would stop the server under its parent.
        if os.getpid() == user:
            with _guard:
                _counts[folder] -= 1
                if not _counts[folder]:
                    _leave(folder, _held.pop(folder), stop)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Start and stop is for one process at a time. Raises Unusable where nothing can be locked."""
    lock = _lock(folder / "start.lock", fcntl.LOCK_EX)
    try:
        yield
    finally:
        _unlock(lock)


def _leave(folder: Path, users: IO[str], stop: Callable[[], None]) -> None:
    try:
        with alone(folder):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop()
    except BlockingIOError:
        return  # somebody else is a user
    finally:
        _unlock(users)


def _lock(file: Path, kind: int) -> IO[str]:
    try:
        lock = file.open("a")
    except OSError as error:
        raise Unusable(
            f"{file} can't be opened ({error.strerror}): set CORRIDOR_HOME to a folder of your own."
        ) from error
    _locks.add(lock)
    fcntl.flock(lock, kind)
    return lock


def _unlock(lock: IO[str]) -> None:
    _locks.discard(lock)
    lock.close()


def _forget() -> None:
    """In a forked child: the locks are the parent's, and would last as long as the child if it kept them open."""
    global _guard
    _guard = threading.RLock()
    for lock in _locks:
        lock.close()
    _locks.clear()
    _held.clear()
    _counts.clear()


os.register_at_fork(after_in_child=_forget)
