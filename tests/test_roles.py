"""What each role may do, and above all what it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2
import pytest

from items import Unusable
from warehouse import embedded
from warehouse.connection import Warehouse, connect, on_server, psql

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


HOSTED = """
import os, psycopg2
from warehouse import embedded
from warehouse.connection import connect, warehouse
with embedded.server() as server:
    super_user = psycopg2.connect(server.url("postgres", "postgres"))
    super_user.autocommit = True
    cursor = super_user.cursor()
    cursor.execute("drop role corridor_owner, corridor_loader, corridor_analyst")
    cursor.execute("create role hosted login password 'word' {rights}")
    cursor.execute("create database hosted owner hosted")
    os.environ["DATABASE_URL"] = f"postgresql://hosted:word@127.0.0.1:{{server.port}}/hosted"
    with warehouse() as place:
        for url in (place.owner_url, place.loader_url, place.analyst_url):
            cursor = connect(url).cursor()
            cursor.execute("select current_user")
            print(cursor.fetchone()[0])
"""


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ("createrole", "hosted\ncorridor_loader\ncorridor_analyst"),
        (
            "",
            "an administrator must first run  create role corridor_loader; create role corridor_analyst; grant",
        ),
    ],
)
def test_a_hosted_server_needs_a_login_that_makes_roles_or_an_administrator(
    quick_path: Path, rights: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOSTED.format(rights=rights)],
        cwd=Path(__file__).parent.parent,
        env=dict(os.environ) | {"CORRIDOR_HOME": str(quick_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert said in done.stdout


def test_a_database_is_closed_to_the_roles_of_another(server: embedded.Server) -> None:
    embedded.ensure_database(server, "closed", owner="airflow")
    psycopg2.connect(server.url("closed", "airflow")).close()
    for role in ("corridor_loader", "corridor_analyst"):
        with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
            psycopg2.connect(server.url("closed", role))


def test_analysts_can_not_take_all_connections(server: embedded.Server, database: Warehouse) -> None:
    with ExitStack() as stack, pytest.raises(Unusable, match="too many connections for role"):
        for _ in range(embedded.ANALYSTS_LIMIT + 1):
            stack.enter_context(closing(connect(database.analyst_url)))


def test_the_shell_gets_its_password_by_the_environment(
    server: embedded.Server, database: Warehouse, capfd: pytest.CaptureFixture[str]
) -> None:
    assert psql(database.analyst_url, ["-AtX", "-c", "select current_user", "-c", r"\! cat /proc/$PPID/cmdline"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("corridor_analyst\n") and "/psql" in shown
    assert server.passwords["corridor_analyst"] not in shown


def test_passwords_are_not_shown_with_what_holds_them(server: embedded.Server, database: Warehouse) -> None:
    shown = repr(server) + repr(database)
    assert not any(password in shown for password in server.passwords.values())


def test_options_of_the_address_are_kept() -> None:
    place = on_server("postgresql://me@host/name?options=-c%20statement_timeout%3D5s")
    assert "-c statement_timeout=5s -c role=corridor_loader" in place.loader_url


def test_a_password_with_a_sign_that_must_be_written_otherwise_is_not_shown() -> None:
    for url in ("postgresql://me:sec@ret@host/name", "postgresql://me:sec/ret@host/name", "postgresql//me:secret@host"):
        with pytest.raises(Unusable) as problem:
            on_server(url)
        assert "ret" not in str(problem.value)
        assert problem.value.__cause__ is None


def test_a_wrong_address_is_one_line_without_the_password() -> None:
    with pytest.raises(Unusable) as problem:
        connect("postgresql://me:secret@127.0.0.1:9/none")
    assert "127.0.0.1:9/none" in str(problem.value)
    assert "secret" not in str(problem.value)
    assert "\n" not in str(problem.value)
    with pytest.raises(Unusable, match="looks like postgresql://"):
        on_server("the usual place")
