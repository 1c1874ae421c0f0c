"""What each role may do, and above all what it is refused."""

from __future__ import annotations

import psycopg2
import pytest

from items import Unusable
from warehouse.connection import Warehouse, connect, on_server

REFUSED_TO_ANALYSTS = [
    "select * from core.articles",
    "select * from raw.pages",
    "insert into raw.outlets values ('x', 'x', 'PK', 'en', 'UTC')",
    "create table public.mine (n int)",
    "create table analysis.mine (n int)",
    "create temporary table mine (n int)",
    "copy (select 1) to program 'true'",
    "select pg_read_file('/etc/passwd')",
    "create role mine",
]


@pytest.mark.parametrize("command", REFUSED_TO_ANALYSTS)
def test_an_analyst_is_refused(database: Warehouse, command: str) -> None:
    connection = connect(database.analyst_url)
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(command)
    connection.close()


def test_an_analyst_reads_every_view(database: Warehouse) -> None:
    connection = connect(database.analyst_url)
    with connection.cursor() as cursor:
        cursor.execute("select viewname from pg_views where schemaname = 'analysis'")
        names = [name for (name,) in cursor.fetchall()]
        assert {"engagements", "events", "event_reports"} <= set(names)
        for name in names:
            cursor.execute(f'select * from analysis."{name}"')
    connection.close()


@pytest.mark.parametrize(
    "command", ["drop table core.events", "create table core.mine (n int)", "alter table raw.pages add column n int"]
)
def test_a_loader_changes_rows_but_not_tables(database: Warehouse, command: str) -> None:
    connection = connect(database.loader_url)
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(command)
    connection.close()


def test_one_login_of_a_server_plays_the_three_roles(database: Warehouse) -> None:
    place = on_server(database.owner_url)
    for url, role in ((place.loader_url, "corridor_loader"), (place.analyst_url, "corridor_analyst")):
        connection = connect(url)
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            assert cursor.fetchone() == (role,)
        connection.close()


def test_a_wrong_address_is_one_line_without_the_password() -> None:
    with pytest.raises(Unusable) as problem:
        connect("postgresql://me:secret@127.0.0.1:9/none")
    assert "127.0.0.1:9/none" in str(problem.value)
    assert "secret" not in str(problem.value)
    assert "\n" not in str(problem.value)
    with pytest.raises(Unusable, match="looks like postgresql://"):
        on_server("the usual place")
