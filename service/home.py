"""The service's folder: the lock by which it is known, its secrets, its logs."""

from __future__ import annotations

import base64
import fcntl
import json
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from items import Unusable
from warehouse import embedded

#: Airflow's only user.
USER = "operator"


def airflow_home() -> Path:
    """Airflow's own folder."""
    return embedded.home() / "airflow"


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the service of this home; raises Unusable where another process does."""
    with (home / "service.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Unusable(
                "Another run is under way on this machine: wait for its end, or stop it with `make down`."
            ) from taken
        yield


def is_kept(home: Path) -> bool:
    """Whether a living process holds the service of this home."""
    try:
        with (home / "service.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def secrets_of(home: Path) -> dict[str, str]:
    """Airflow's secrets, made once and readable by the user alone."""
    file = home / "secrets.json"
    if not file.exists():
        fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        words = {name: secrets.token_urlsafe(32) for name in ("password", "api", "jwt")}
        write_private(file, words | {"fernet": fernet})
        write_private(home / "passwords.json", {USER: words["password"]})
    kept: dict[str, str] = json.loads(file.read_text())
    return kept


def write_private(file: Path, content: Mapping[str, Any]) -> None:
    """Write a file as JSON that the user alone can read, all at once."""
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content))
    draft.replace(file)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tail(file: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])
