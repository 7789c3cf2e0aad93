"""The modules of the program as syntax trees, for tests of how it is written."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent.parent / "kvcheck"


@cache
def parsed(path: Path) -> ast.Module:
    """A module as its syntax tree; several tests look at each, and none changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def walked(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the tree of a module."""
    return tuple(ast.walk(parsed(path)))
