"""A PostgreSQL of the tests' own in a folder of their own: nothing touches the user's home or warehouse."""

from __future__ import annotations

import os
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


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A CORRIDOR_HOME for all tests; the settings of whoever runs them do not count."""
    kept = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("home")
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


@pytest.fixture
def database(server: embedded.Server, template: str) -> Iterator[Warehouse]:
    """A fresh, migrated database of the test's own."""
    name = f"test_{next(numbers)}"
    _administer(server, "create database {} template {} strategy file_copy owner corridor_owner", name, template)
    # Rights on a database are not copied.
    _administer(server, "revoke temporary on database {} from public", name)
    _administer(server, "grant temporary on database {} to corridor_loader", name)
    roles = ("corridor_owner", "corridor_loader", "corridor_analyst")
    owner, loader, analyst = (server.url(name, role) for role in roles)
    yield Warehouse(owner_url=owner, loader_url=loader, analyst_url=analyst)
    _administer(server, "drop database {} with (force)", name)


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


def _administer(server: embedded.Server, command: str, *names: str) -> None:
    administrator = psycopg2.connect(server.url("postgres", embedded.SUPERUSER))
    administrator.autocommit = True
    with administrator.cursor() as cursor:
        cursor.execute(sql.SQL(command).format(*map(sql.Identifier, names)))
    administrator.close()
