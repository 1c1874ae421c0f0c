"""Migrations: each once, in order, whole or not at all, and never over a file that was changed behind our back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from items import Unusable
from tests.conftest import numbers
from warehouse import embedded
from warehouse.connection import connect
from warehouse.migrate import Drift, migrate

VIEWS = "create view analysis.ones as select 1 as one;"


@pytest.fixture
def url(server: embedded.Server, administer: Callable[..., None]) -> Iterator[str]:
    """An empty database."""
    name = f"empty_{next(numbers)}"
    administer("create database {} owner corridor_owner", name)
    yield server.url(name)
    administer("drop database {} with (force)", name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like sql/ with one migration and one view."""
    for name in ("migrations", "views"):
        (tmp_path / name).mkdir()
    (tmp_path / "migrations" / "0001_first.sql").write_text("create schema analysis; create table first (n int);")
    (tmp_path / "views" / "ones.sql").write_text(VIEWS)
    return tmp_path


def tables(url: str) -> set[str]:
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema in ('public', 'analysis')")
        found = {name for (name,) in cursor.fetchall()}
    connection.close()
    return found - {"migrations"}


def add(folder: Path, name: str, text: str) -> None:
    (folder / "migrations" / name).write_text(text)


def test_a_migration_is_applied_once(url: str, folder: Path) -> None:
    migrate(connect(url), folder)
    migrate(connect(url), folder)
    assert tables(url) == {"first", "ones"}


def test_a_view_that_changed_is_made_anew_and_may_lose_a_column(url: str, folder: Path) -> None:
    migrate(connect(url), folder)
    (folder / "views" / "ones.sql").write_text("create view analysis.others as select 2 as two;")
    migrate(connect(url), folder)
    assert tables(url) == {"first", "others"}


def test_an_edited_file_is_refused(url: str, folder: Path) -> None:
    migrate(connect(url), folder)
    add(folder, "0001_first.sql", "create schema analysis; create table first (n bigint);")
    with pytest.raises(Drift, match="0001_first.sql was edited or deleted"):
        migrate(connect(url), folder)


def test_a_deleted_file_is_refused(url: str, folder: Path) -> None:
    migrate(connect(url), folder)
    (folder / "migrations" / "0001_first.sql").unlink()
    with pytest.raises(Drift, match="was edited or deleted"):
        migrate(connect(url), folder)


def test_a_file_that_comes_late_is_refused(url: str, folder: Path) -> None:
    add(folder, "0003_third.sql", "create table third (n int);")
    migrate(connect(url), folder)
    add(folder, "0002_second.sql", "create table second (n int);")
    with pytest.raises(Drift, match="give it a higher number"):
        migrate(connect(url), folder)


def test_a_failing_file_leaves_nothing_and_the_earlier_ones_stay(url: str, folder: Path) -> None:
    add(folder, "0002_second.sql", "create table second (n int); select * from nowhere;")
    with pytest.raises(Unusable, match=r"0002_second.sql.*nowhere"):
        migrate(connect(url), folder)
    assert tables(url) == {"first"}
    add(folder, "0002_second.sql", "create table second (n int);")
    migrate(connect(url), folder)
    assert tables(url) == {"first", "second", "ones"}


def test_a_failing_view_is_named_by_its_folder_and_the_tables_stay(url: str, folder: Path) -> None:
    (folder / "views" / "wrong.sql").write_text("create view analysis.wrong as select * from nowhere;")
    with pytest.raises(Unusable, match=r"refused sql/views:.*nowhere"):
        migrate(connect(url), folder)
    assert tables(url) == {"first"}


def test_a_login_that_may_not_make_tables_gets_one_line(server: embedded.Server, url: str, folder: Path) -> None:
    stranger = url.replace(server.url(""), server.url("", "corridor_loader"))
    with pytest.raises(Unusable, match="can't be migrated: permission denied"):
        migrate(connect(stranger), folder)


def test_two_at_once_apply_each_file_once(url: str, folder: Path) -> None:
    add(folder, "0002_second.sql", "select pg_sleep(0.5); create table second (n int);")
    wrong: list[Exception] = []

    def go() -> None:
        try:
            migrate(connect(url), folder)
        except Unusable as problem:
            wrong.append(problem)

    both = [threading.Thread(target=go) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert not wrong
    assert tables(url) == {"first", "second", "ones"}
