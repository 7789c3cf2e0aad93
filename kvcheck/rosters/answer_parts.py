"""Answers written as parts of a plan: sections with entities, and `everyone` for what holds for every traveler."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.plan.edit import flow
from kvcheck.plan.gap import EVERY
from kvcheck.plan.merge import OWN
from kvcheck.source import Node, read_text

EVERYONE = "everyone"
"""The section of what is the same for all travelers."""
SECTIONS = ("project", "equipment", "contracts", "sites", "companies", "filings", "travelers", OWN, EVERYONE)
"""In this order what names an entity that the plan lacks comes before what is said of it."""


def parts_of(text: str, name: str) -> list[str] | None:
    """The answers of a text that is made of sections of a plan, as `path=value`; None if it is made of lines.

    Raises CannotCheck if a file that calls itself YAML is none, or if a section holds no keys.
    """
    try:
        root = read_text(text, name).root
    except CannotCheck:
        if name.endswith((".yaml", ".yml")):
            raise
        return None
    if not isinstance(root, Node) or not root or not set(root) <= {*SECTIONS, "kvcheck"}:
        return None
    problems = [_no_section(root, section) for section in SECTIONS if not isinstance(root.get(section, {}), Mapping)]
    if problems:
        raise CannotCheck(problems)
    return [line for section in SECTIONS if section in root for line in _section(section, root[section])]


def _no_section(root: Node, section: str) -> Problem:
    """A section that is a list or one value, of which nobody would know what it is said of."""
    message = Text("`{section}` is no section of a plan", "`{section}` 항목의 형식이 맞지 않습니다", section=section)
    hint = Text("write `name: value` below it, indented", "그 아래에 들여쓰기하여 `이름: 값`으로 적습니다")
    return Problem(message=message, hint=hint, place=root.key_place(section))


def _section(section: str, value: Mapping[str, Any]) -> Iterator[str]:
    if section in ("project", OWN):
        yield from _leaves(section, value)
    elif section == EVERYONE:
        yield from _leaves(f"travelers.{EVERY}", value)
    else:
        for name, entity in value.items():
            yield from _leaves(f"{section}.{name}", entity)


def _leaves(path: str, value: Any) -> Iterator[str]:
    """Each value below a path, lists in brackets."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(f"{path}.{key}", each)
    else:
        yield f"{path}={value if isinstance(value, str) else flow(value)}"
