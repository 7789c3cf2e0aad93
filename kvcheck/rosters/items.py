"""Lists of small entries in one cell: `overstay 2019-05-01 days 12; arrest 2020-01-01`, `KR 60; US 40`, `2025 120`."""

import re
from collections.abc import Mapping
from typing import Any

from kvcheck.rosters.column import Column, items_of

YES_NO = {True: "yes", False: "no"}


class NotAnItem(Exception):  # noqa: N818 - named for what it says of the text
    """A text is no list of entries of its column."""


def read_items(column: Column, text: str) -> Any:
    """The list, or the mapping of numbers, that a cell has. Raises NotAnItem."""
    parts = [part.split() for part in re.split(r"[;；\n]", text) if part.strip()]
    entry = items_of(column)
    if entry is None:
        if not all(len(part) == 2 and part[1].isdecimal() for part in parts):
            raise NotAnItem
        return {key: int(number) for key, number in parts}
    return [_item(part, entry) for part in parts]


def _item(words: list[str], entry: Mapping[str, Any]) -> dict[str, Any]:
    """One entry: what it must have in order, then names and values of the rest."""
    needed = list(entry["required"])
    rest = words[len(needed) :]
    if len(words) < len(needed) or len(rest) % 2 or any(key not in entry["properties"] for key in rest[::2]):
        raise NotAnItem
    pairs = [*zip(needed, words, strict=False), *zip(rest[::2], rest[1::2], strict=True)]
    return {key: _value(word, entry["properties"][key]) for key, word in pairs}


def _value(word: str, node: Mapping[str, Any]) -> Any:
    """A word as what its place holds; whether it may stand there the schema of plans decides."""
    if node.get("type") == "boolean":
        if word not in YES_NO.values():
            raise NotAnItem
        return word == "yes"
    is_number = node.get("type") == "integer" or str(node.get("$ref", "")).endswith(("/count", "/percent"))
    if is_number and not word.isdecimal():
        raise NotAnItem
    return int(word) if is_number else word


def write_items(column: Column, value: Any) -> str:
    """The cell that `read_items` reads back as the same."""
    entry = items_of(column)
    if entry is None:
        return "; ".join(f"{key} {number}" for key, number in value.items())
    needed = list(entry["required"])
    lines = []
    for each in value:
        first = [_word(each[key]) for key in needed]
        lines.append(" ".join([*first, *(f"{key} {_word(own)}" for key, own in each.items() if key not in needed)]))
    return "; ".join(lines)


def _word(value: Any) -> str:
    return YES_NO[value] if isinstance(value, bool) else str(value)
