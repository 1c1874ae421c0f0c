"""A PostgreSQL of the tests' own in a folder of their own: nothing touches the user's home or warehouse."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from crawlers.archive import Archive
from tests.readers import hook, inbox  # noqa: F401 -- fixtures
from warehouse import embedded
from warehouse.connection import Warehouse, connect
from warehouse.migrate import migrate

numbers = count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole runs take the longest: they come first, so that where tests run side by side the others fill the time."""
    items.sort(key=lambda item: item.path.name != "test_whole_way.py")


#: Where Linux keeps files in memory, and bytes that must be free there.
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 (only folders of our own are made there)


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for servers, in memory if it has room: a database is copied there in a tenth of the time."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path_factory.mktemp("servers")
        return
    with tempfile.TemporaryDirectory(prefix="corridor-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def quick_path(memory: Path) -> Path:
    """A folder of the test's own, beside the servers."""
    return Path(tempfile.mkdtemp(dir=memory))


@pytest.fixture(scope="session", autouse=True)
def own_home(memory: Path) -> Iterator[Path]:
    """A CORRIDOR_HOME for all tests; the settings of whoever runs them do not count."""
    kept = pytest.MonkeyPatch()
    home = memory / "home"
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(("CORRIDOR_", "AIRFLOW")) or name in ("DATABASE_URL", "SAMPLE"):
            kept.delenv(name)
    kept.setenv("CORRIDOR_HOME", str(home))
    kept.setenv("CORRIDOR_UNSAFE_FAST", "1")
    yield home
    kept.undo()


@pytest.fixture(scope="session")
def server(own_home: Path) -> Iterator[embedded.Server]:
    """The tests' server, for the whole session."""
    with embedded.server() as running:
        yield running


@pytest.fixture(scope="session")
def template(server: embedded.Server) -> str:
    """Name of a migrated database without rows, to be copied."""
    embedded.ensure_database(server, "template_corridor")
    migrate(connect(server.url("template_corridor")))
    return "template_corridor"


@pytest.fixture(scope="session")
def administer(server: embedded.Server) -> Iterator[Callable[..., None]]:
    """Gives the tests' server a command, with names in it."""
    administrator = psycopg2.connect(server.url("postgres", embedded.SUPERUSER))
    administrator.autocommit = True

    def give(command: str, *names: str) -> None:
        with administrator.cursor() as cursor:
            cursor.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    yield give
    administrator.close()


@pytest.fixture
def database(server: embedded.Server, template: str, administer: Callable[..., None]) -> Iterator[Warehouse]:
    """A fresh, migrated database of the test's own."""
    name = f"test_{next(numbers)}"
    administer("create database {} template {} strategy file_copy owner corridor_owner", name, template)
    # Rights on a database are not copied.
    administer("revoke temporary on database {} from public", name)
    administer("grant temporary on database {} to corridor_loader", name)
    roles = ("corridor_owner", "corridor_loader", "corridor_analyst")
    owner, loader, analyst = (server.url(name, role) for role in roles)
    yield Warehouse(owner_url=owner, loader_url=loader, analyst_url=analyst)
    administer("drop database {} with (force)", name)


@pytest.fixture
def connection(database: Warehouse) -> Iterator[Connection]:
    """A loader's connection to a fresh database."""
    opened = connect(database.loader_url)
    yield opened
    opened.close()


@pytest.fixture
def archive(tmp_path: Path, database: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive of the test's own, beside a warehouse of its own."""
    monkeypatch.setenv("DATABASE_URL", database.owner_url)
    monkeypatch.setenv("CORRIDOR_ARCHIVE", str(tmp_path / "pages"))
    return Archive(str(tmp_path / "pages"))


@pytest.fixture
def ask(connection: Connection) -> Iterator[Callable[[str], list[tuple[object, ...]]]]:
    def answer(query: str) -> list[tuple[object, ...]]:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall()) if cursor.description else []

    yield answer
