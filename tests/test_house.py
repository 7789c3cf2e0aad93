"""The house stays in order: one direction, one door for each library, every room placed."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kvcheck.packs.cache import SHAPING
from tests.support.sources import PACKAGE, parsed, walked

LAYERS = [
    {"__init__", "frozen", "language", "progress"},
    {"days", "digests", "disk", "errors", "lines", "templates", "versions"},
    {"office", "source", "upwards"},
    {"conditions"},
    {"model"},
    {"wording"},
    {"packs", "plan"},
    {"facts"},
    {"engine", "telling"},
    {"advice", "checklist", "papers", "reporters", "repository"},
    {"packtools", "rosters"},
    {"api"},
    {"shell"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
"""Rooms from the ground up. A room imports only from rooms below it, and from itself: there is no exception."""

AT_THE_SHELL = {"shell", "commands", "cli", "__main__"}
"""The rooms that may read the clock and the environment, and print."""

DOORS = {
    "yaml": {"source.parser"},
    "jsonschema": {"source.schema"},
    "jsonschema_rs": {"source.schema"},
    "typer": {"cli"},
    "rich": {"shell.terminal"},
    "jinja2": {"templates.pages", "templates.sandbox"},
    "markupsafe": {"templates.pages"},
    "docx": {"office.docx"},
    "docxtpl": {"office.templates"},
    "openpyxl": {"rosters.excel.read", "rosters.excel.write"},
    "ruamel": {"plan.edit"},
    "z3": {"packtools.prove.solver"},
}
"""The module through which a library comes in, or the room that is built on it."""


def modules() -> list[tuple[str, Path]]:
    """Every module of the package by its dotted name below the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE).with_suffix("")
        parts = [part for part in relative.parts if part != "__init__"] or ["__init__"]
        found.append((".".join(parts), path))
    return found


@cache
def imports(path: Path) -> frozenset[str]:
    """The dotted names a module imports, also inside functions."""
    found: set[str] = set()
    for node in walked(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def room(module: str) -> str:
    """The room a module is in."""
    return module.split(".")[0]


def layer(name: str) -> int:
    """The layer a room is placed in."""
    for number, rooms in enumerate(LAYERS):
        if name in rooms:
            return number
    pytest.fail(f"`{name}` is not placed: put it in a layer")


MODULES = modules()


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_go_down(module: str, path: Path) -> None:
    """A module imports only from rooms of lower layers, or from its own room."""
    here = room(module)
    for name in imports(path):
        if name.split(".")[0] != "kvcheck" or name == "kvcheck.__version__" or module == "__init__":
            continue
        there = name.split(".")[1]
        if not (PACKAGE / there).is_dir() and not (PACKAGE / f"{there}.py").is_file():
            there = "__init__"
        if there == here:
            continue
        assert layer(there) < layer(here), f"{module} (layer {layer(here)}) imports {name} (layer {layer(there)})"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_each_library_has_one_door(module: str, path: Path) -> None:
    """A library that is not Python's own is imported by its one door only."""
    for name in imports(path):
        library = name.split(".")[0]
        if library == "kvcheck" or library in sys.stdlib_module_names:
            continue
        assert library in DOORS, f"{module} imports {library}, which has no door"
        assert {module, room(module)} & DOORS[library], f"{module} imports {library}; its door is {DOORS[library]}"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_rooms_are_not_crowded(module: str, path: Path) -> None:
    """No file is above 400 lines: a tripwire, split before adding."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{module} has {lines} lines"


def test_only_the_top_layer_has_a_clock_or_an_environment() -> None:
    """Nothing below the command line reads the clock, the environment or the terminal."""
    forbidden = {"os.environ", "datetime.now", "date.today", "time.time", "sys.argv", "sys.stdout", "sys.stderr"}
    for module, path in MODULES:
        if room(module) in AT_THE_SHELL:
            continue
        nodes = walked(path)
        used = {f"{node.value.id}.{node.attr}" for node in nodes
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)}  # fmt: skip
        assert not used & forbidden, f"{module} uses {used & forbidden}"
        calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not calls & {"print", "input", "open"}, f"{module} calls {calls}"


def test_the_cache_of_packs_knows_all_code_that_shapes_them() -> None:
    """Whatever the reading of packs imports is part of the name of a cache entry: no change meets an old entry."""
    paths = dict(MODULES)
    seen, new = set[str](), ["packs.library"]
    while new:
        module = new.pop()
        seen.add(module)
        for name in imports(paths[module]):
            parts = name.split(".")[1:] if name.startswith("kvcheck.") else []
            found = next(
                (each for end in (len(parts), len(parts) - 1) if (each := ".".join(parts[:end])) in paths), None
            )
            if found is not None and found not in seen:
                new.append(found)
    ground = {module for module in seen if "." not in module and not (PACKAGE / module).is_dir()}
    assert {room(module) for module in seen - ground} <= set(SHAPING)
    assert "" in SHAPING


def test_every_room_is_in_the_readme() -> None:
    """The page on the house names each room once, and none that is not there; every path in it leads to a file."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| Room |") : text.index("Rooms of one layer")]
    named = re.findall(r"^\| `([\w.]+)/?` \|", table, re.MULTILINE)
    there = {path.name for path in PACKAGE.iterdir() if path.suffix == ".py"}
    # A room that moved away leaves compiled files behind, where Python ran before.
    there |= {path.parent.name for path in PACKAGE.glob("*/*") if path.name != "__pycache__"}
    assert sorted(named) == sorted(there - {"__init__.py", "__pycache__", "rules"})
    for path in re.findall(r"`([a-z_]+/[a-z_]+\.py)`", text):
        assert (PACKAGE / path).is_file() or (PACKAGE.parent / path).is_file(), path


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_what_is_public_says_what_it_means(module: str, path: Path) -> None:
    """Every public module, class, function and method has a docstring."""

    def silent(node: ast.Module | ast.ClassDef, name: str) -> Iterator[str]:
        if not ast.get_docstring(node):
            yield name
        for child in node.body:
            if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
                yield from silent(child, f"{name}.{child.name}")
            elif isinstance(child, ast.FunctionDef) and not child.name.startswith("_") and not ast.get_docstring(child):
                yield f"{name}.{child.name}"

    assert not list(silent(parsed(path), module))


OF_SEVERAL = {
    "advice": {"advise", "ask", "compare", "days", "log", "slip"},
    "engine": {"layers", "scope"},
    "packtools": {"diff", "docs", "lint", "scaffold"},
    "reporters": {"causes", "formats", "services"},
    "rosters": {"own_workbooks"},
    "source": {"fuzz"},
}
"""Tests about several modules of a room together, by room."""


def test_tests_are_found_from_what_they_are_about() -> None:
    """A folder of tests is named for a room, and a file in it begins with a module of that room, or is told above."""
    for folder in sorted((PACKAGE.parent / "tests").iterdir()):
        room = PACKAGE / folder.name
        if not room.is_dir():
            continue
        modules = tuple({path.stem.strip("_") for path in room.rglob("*.py")} | OF_SEVERAL.get(folder.name, set()))
        tests = {path.stem.removeprefix("test_") for path in folder.glob("test_*.py")}
        lost = sorted(each for each in tests if not each.startswith(modules))
        assert not lost, f"{folder.name}: {lost}"
