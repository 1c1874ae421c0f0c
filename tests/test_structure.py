"""The project's rules of structure: who may import whom, where SQL stands, what a module and a function look like."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_tree import ROOT, files, imports, modules, walk_at_import, walk_running

STAGES = {"crawlers", "parsers", "warehouse", "alerts"}
#: Each part of the project → the other parts that it may import.
MAY_IMPORT = {
    "items": set(),
    "sounds": set(),
    "facts": {"items"},
    "crawlers": {"items"},
    "parsers": {"items", "sounds"},
    "warehouse": {"items", "sounds"},
    "alerts": {"items", "warehouse"},
    "desk": {"items", "warehouse"},
    "reader": {"items", "crawlers", "parsers", "warehouse"},
    "retain": {"items", "crawlers", "warehouse"},
    "backfilling": {"items", "crawlers", "parsers", "warehouse"},
    "pipeline": {"items", "facts", "reader", "retain", "backfilling", *STAGES, "desk"},
    "dags": {"pipeline"},
    "service": {"items", "pipeline", "warehouse"},
    "commands": {"items", "facts", "pipeline", "service"},
    "cli": {"items", "commands"},
}
#: What pipeline and the commands may import when they are themselves imported, as each DAG file and each call of
#: `corridor` does: nothing that costs time or memory.
FREE_TO_IMPORT = {"items", "facts", "pipeline", "commands"}
HEAVY = ("bs4", "fastwarc", "lxml", "psycopg2", "rapidfuzz", "scrapy", "selectolax")
#: Libraries that touch the network, files, the database or the clock; reading a page is a pure function of the page.
IMPURE = {"asyncio", "fsspec", "httpx", "psycopg2", "requests", "scrapy", "socket", "sqlite3", "subprocess", "time"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}

#: Modules with SQL of their own → why it can't be a statement in sql/.
OWN_SQL = {
    "warehouse.embedded": "server administration: names of roles and databases are no parameters in SQL",
    "warehouse.migrate": "its ledger must be there before the first migration",
}
#: Functions with `except Exception` → why nothing narrower will do.
CATCHES_ALL = {
    "backfilling._opened": "what failed is judged by _understood, as the rest of the reading is",
    "backfilling._understood": "one odd page must not keep a file's other pages from being read; it is set aside",
    "reader._read": "one odd page must not keep an outlet's other pages from being read; it is set aside",
}
LONGEST_FUNCTION = 60
LONGEST_MODULE = 340
#: Modules that are longer → why they are not parted.
LONG = {"items": "the nouns stand in one file, in the order in which the data travels"}

SQL = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|truncate\s+|copy\s+\S+\s+(from|to)\s"
    r"|(create|alter|drop)\s+(table|view|schema|role|user|database|index|extension|type|function|sequence)\s"
    r"|with\s+\w+\s+as\s+\(|(grant|revoke)\s.+\s(on|to|from)\s|set\s+(local|role|session)\s)",
    re.IGNORECASE | re.DOTALL,
)


def part(name: str) -> str:
    """The part of the project, or the library, to which a module belongs."""
    return name.partition(".")[0]


def ours(tree: ast.Module) -> set[str]:
    return {part(name) for name in imports(walk_running(tree))} & MAY_IMPORT.keys()


@pytest.mark.parametrize("name", modules())
def test_a_module_imports_only_the_layers_below_it(name: str) -> None:
    beyond = ours(modules()[name]) - MAY_IMPORT[part(name)] - {part(name)}
    assert not beyond, f"{name} imports {sorted(beyond)}"


def test_every_part_of_the_project_has_its_place_among_the_layers() -> None:
    assert {part(name) for name in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("name", [name for name in modules() if part(name) in {"pipeline", "commands", "cli"}])
def test_the_pipeline_and_the_commands_import_stages_inside_their_functions_only(name: str) -> None:
    at_import = {part(imported) for imported in imports(walk_at_import(modules()[name]))}
    assert at_import & MAY_IMPORT.keys() <= FREE_TO_IMPORT


def test_reading_a_page_needs_no_network_no_database_and_no_clock() -> None:
    found = [
        f"{name}: {what}"
        for name, tree in modules().items()
        if part(name) == "parsers"
        for what in [*({part(used) for used in imports(walk_running(tree))} & IMPURE), *clocks(tree)]
    ]
    assert not found


def test_only_the_warehouse_and_the_alerts_speak_to_postgresql() -> None:
    speakers = {part(n) for n, tree in modules().items() if "psycopg2" in map(part, imports(walk_running(tree)))}
    assert speakers <= {"warehouse", "alerts"}


@pytest.mark.parametrize("dag", sorted((ROOT / "dags").glob("*.py")), ids=lambda file: file.stem)
def test_reading_a_dag_file_loads_no_crawler_parser_or_driver(dag: Path, tmp_path: Path) -> None:
    script = f"import sys, {dag.stem}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    environment = os.environ | {"AIRFLOW_HOME": str(tmp_path), "CORRIDOR_HOME": str(tmp_path / "corridor")}
    environment["PYTHONPATH"] = os.pathsep.join((str(dag.parent), str(ROOT)))
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & set(HEAVY)
    assert not (tmp_path / "corridor").exists(), "a DAG file is read every half minute: it must leave nothing behind"


# --- SQL --------------------------------------------------------------------------------------------------------------


def test_sql_stands_in_sql_files() -> None:
    found = [
        f"{name}:{literal.lineno}"
        for name, tree in modules().items()
        if name not in OWN_SQL
        for literal in [*literals_executed(tree), *literals_that_look_like_sql(tree)]
    ]
    assert not found


@pytest.mark.parametrize("text", ["select page_id from raw.pages", "Delete from x", "with a as (select 1) table a"])
def test_sql_is_known_by_its_looks(text: str) -> None:
    assert SQL.match(text)


@pytest.mark.parametrize(
    "text", ["Select the outlets to crawl.", "Update the page's row.", "with three reports as proof"]
)
def test_prose_is_not_taken_for_sql(text: str) -> None:
    assert not SQL.match(text)


def test_every_statement_is_used_and_every_used_statement_exists() -> None:
    statements = {str(file.relative_to(ROOT / "sql/statements").with_suffix("")) for file in sql_files("statements")}
    named: set[str] = set()
    words: set[str] = set()
    for name, tree in modules().items():
        if part(name) in {"warehouse", "alerts", "desk"}:
            named |= statements_named(tree)
            words |= {str(text.value) for text in texts(tree)}
    assert sorted(named - statements) == [], "used, but there is no such file"
    assert sorted(statements - words) == [], "never used"


@pytest.mark.parametrize("file", [*(ROOT / "sql").rglob("*.sql")], ids=lambda file: str(file.relative_to(ROOT / "sql")))
def test_a_sql_file_opens_with_a_comment_that_says_what_it_does(file: Path) -> None:
    assert re.match(r"-- \S", file.read_text(encoding="utf-8"))


# --- modules and functions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", modules())
def test_a_module_opens_with_a_line_that_says_what_it_does(name: str) -> None:
    tree = modules()[name]
    if not tree.body:
        return  # an empty __init__.py only makes its folder a package
    assert (ast.get_docstring(tree) or "").strip()


@pytest.mark.parametrize("name", modules())
def test_no_function_is_longer_than_a_screen(name: str) -> None:
    lines = {function.name: (function.end_lineno or 0) - function.lineno + 1 for function in functions(modules()[name])}
    assert {name: count for name, count in lines.items() if count > LONGEST_FUNCTION} == {}


def test_no_module_is_too_long_to_take_in_but_for_a_written_reason() -> None:
    lines = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in files().items()}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE}.keys() == LONG.keys()


def test_nothing_catches_every_exception_but_for_a_written_reason() -> None:
    found = {
        f"{name}.{function.name}"
        for name, tree in modules().items()
        for function in functions(tree)
        if any(isinstance(node, ast.ExceptHandler) and catches_all(node) for node in ast.walk(function))
    }
    outside = [n for n, tree in modules().items() for node in walk_at_import(tree) if catches_all(node)]
    assert sorted(found) == sorted(CATCHES_ALL)
    assert not outside


# --- reading syntax trees ---------------------------------------------------------------------------------------------


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last part of what is called: `execute` for `cursor.execute(…)`."""
    return ast.unparse(call.func).rpartition(".")[2]


def clocks(tree: ast.AST) -> list[str]:
    return [clock for call in calls(tree) for clock in CLOCKS if f".{ast.unparse(call.func)}".endswith(f".{clock}")]


def catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = {"BaseException"} if node.type is None else set(re.findall(r"\w+", ast.unparse(node.type)))
    return bool(caught & {"Exception", "BaseException"})


def literals_executed(tree: ast.Module) -> Iterator[ast.expr]:
    """Texts that stand as they are in a call of execute or its kin."""
    for call in calls(tree):
        if called(call) in {"execute", "executemany", "execute_values", "execute_batch", "copy_expert", "mogrify"}:
            yield from (a for a in call.args[:2] if isinstance(a, ast.JoinedStr) or a in texts(a))


def literals_that_look_like_sql(tree: ast.Module) -> Iterator[ast.Constant]:
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in texts(tree):
        if id(node) not in docstrings and SQL.match(str(node.value)):
            yield node


def texts(tree: ast.AST) -> list[ast.Constant]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def statements_named(tree: ast.Module) -> set[str]:
    """Names that are given to `statement(…)`, also by way of a function of the module that hands its parameter on."""
    takers = {"statement": 0}
    for function in functions(tree):
        parameters = [argument.arg for argument in function.args.args]
        for call in calls(function):
            if called(call) == "statement" and call.args and ast.unparse(call.args[0]) in parameters:
                takers[function.name] = parameters.index(ast.unparse(call.args[0]))
    named = set()
    for call in calls(tree):
        position = takers.get(called(call))
        if position is not None and position < len(call.args):
            named |= {str(text.value) for text in texts(call.args[position])}
    return named


def sql_files(folder: str) -> list[Path]:
    return sorted((ROOT / "sql" / folder).rglob("*.sql"))
