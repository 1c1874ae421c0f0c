"""PostgreSQL's programs, which refuse to be root → run as somebody else where we are root, else as ourselves.

As root the program runs in a user namespace in which our root is the user 65534: files stay ours and no system user
and no change to folders above is needed. Where the system forbids namespaces it runs as `nobody`, who then owns the
data folder and needs to be able to reach it.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

CLONE_NEWUSER = 0x10000000
NOBODY = 65534


def call(command: Sequence[str], folder: Path, environment: Mapping[str, str], output: IO[str]) -> int:
    """Run `command` in `folder`, to its end, all that it says going to `output`; its exit code."""
    if os.geteuid() == 0 and not _namespaces():
        os.chown(folder, NOBODY, NOBODY)
        folder.parent.chmod(0o711)
    return subprocess.call(
        command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        preexec_fn=_becoming(),
    )  # fmt: skip


def hand_over(file: Path) -> None:
    """Let the program read and write `file`, which we made."""
    if os.geteuid() == 0 and not _namespaces():
        os.chown(file, NOBODY, NOBODY)


def _becoming() -> Callable[[], None] | None:
    if os.geteuid() != 0:
        return None
    return _enter_namespace if _namespaces() else _become_nobody


@cache
def _namespaces() -> bool:
    """Whether the system lets us have a user namespace."""
    return subprocess.call(["true"], preexec_fn=_try_namespace, stderr=subprocess.DEVNULL) == 0


def _try_namespace() -> None:
    try:
        _enter_namespace()
    except OSError:
        os._exit(1)


def _enter_namespace() -> None:
    # os.unshare came with Python 3.12.
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1")


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
