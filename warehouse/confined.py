"""PostgreSQL's programs, which refuse to be root → run as somebody else where we are root, else as ourselves.

As root the program runs in a user namespace in which our root is the user 65534: files stay ours and no system user
and no change to folders above is needed. Where the system forbids namespaces, as Docker does, it runs as `nobody`, who
then owns the data folder and keeps of root's powers only that of reaching files, because the environment or the data
may lie in a folder that is closed to others, such as root's home.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

from items import Unusable

NOBODY = 65534
# From <linux/sched.h>, <linux/prctl.h>, <linux/securebits.h> and <linux/capability.h>.
CLONE_NEWUSER = 0x10000000
PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 28, 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION = 0x20080522
CAP_DAC_OVERRIDE = 1


def call(command: Sequence[str], folder: Path, environment: Mapping[str, str], output: IO[str]) -> int:
    """Run `command` in `folder`, to its end, all that it says going to `output`; its exit code.

    Raises Unusable where it can't be run at all.
    """
    if os.geteuid() == 0:
        _settle(folder)
    try:
        return subprocess.call(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            preexec_fn=_becoming(),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        advice = ": run Corridor as a normal user, PostgreSQL refuses to be root" if os.geteuid() == 0 else ""
        raise Unusable(f"PostgreSQL's {Path(command[0]).name} can't be run here ({error}){advice}.") from error


def hand_over(file: Path) -> None:
    """Let the program read and write `file`, which we made."""
    if os.geteuid() == 0 and not _namespaces():
        os.chown(file, NOBODY, NOBODY)


def owners() -> set[int]:
    """Numbers of the users whose data folder we can use."""
    return {0, NOBODY} if os.geteuid() == 0 else {os.geteuid()}


def _settle(folder: Path) -> None:
    """Give `folder` to the user that the program runs as; what root may do can change between two starts."""
    owner = 0 if _namespaces() else NOBODY
    if folder.stat().st_uid == owner:
        return
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place) / name, owner, owner, follow_symlinks=False)
    os.chown(folder, owner, owner)


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
    libc = ctypes.CDLL(None, use_errno=True)
    # Keeps powers beyond setuid; access(2), by which PostgreSQL looks for its files, would ignore them without it.
    libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    # Where root itself lacks the power this does nothing, and the folders must be open to `nobody`.
    kept = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)(kept, kept, kept, 0, 0, 0))  # effective, permitted, inheritable
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
