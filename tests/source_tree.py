"""The checkout → its Python files as syntax trees, by the name under which they are imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: What the project runs; tests and benchmarks are not part of it.
PARTS = ("alerts", "commands", "crawlers", "dags", "desk", "parsers", "pipeline", "service", "sounds", "warehouse")


@cache
def files() -> dict[str, Path]:
    """Every module of the project, such as `warehouse.load`, with its file."""
    found = [*ROOT.glob("*.py"), *(file for part in PARTS for file in (ROOT / part).rglob("*.py"))]
    return {_name(file): file for file in sorted(found)}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module with its syntax tree."""
    return {name: ast.parse(file.read_text(encoding="utf-8"), str(file)) for name, file in files().items()}


def walk_running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that can run, without what stands under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield other
                yield from walk_running(other)
            continue
        yield child
        yield from walk_running(child)


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The full name of each module or member that `nodes` import, such as `warehouse.embedded.Unusable`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here, so that one can search for them"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def walk_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that runs when the module is imported: not what stands within a function."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        waiting += [c for c in ast.iter_child_nodes(node) if not isinstance(c, ast.FunctionDef | ast.AsyncFunctionDef)]


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
