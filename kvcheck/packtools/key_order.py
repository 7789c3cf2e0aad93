"""Keys put into their fixed order, in the text: each key moves with its value and with the comment above it."""

from collections.abc import Sequence

from kvcheck.errors import CannotCheck
from kvcheck.packs.entry import Misordered
from kvcheck.source import Node, read_text


def reordered(text: str, node: Node, order: Sequence[str]) -> str | None:
    """The text with the keys of one of its mappings in this order; None where that cannot be done safely.

    It can where every key stands first on a line of its own. What is not in `order` stays behind what is.
    """
    lines = text.splitlines(keepends=True)
    places = [node.key_place(key) for key in node]
    column = places[0].column
    if any(place.column != column or lines[place.line - 1][: column - 1].strip() for place in places):
        return None
    first = places[0].line - 1
    starts = [first, *(_with_comment(lines, place.line - 1, column) for place in places[1:])]
    end = _end(lines, places[-1].line, column)
    blocks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    if blocks[-1] and not blocks[-1][-1].endswith("\n"):
        blocks[-1][-1] += "\n"
    known = {key: number for number, key in enumerate(order)}
    ranked = sorted(zip(node, blocks, strict=True), key=lambda each: known.get(each[0], len(known)))
    result = "".join([*lines[:first], *(line for _, block in ranked for line in block), *lines[end:]])
    return result if _says_the_same(text, result) else None


def _with_comment(lines: Sequence[str], at: int, column: int) -> int:
    """The line where a key begins, with the comment right above it that stands as far in as it does."""
    while at and lines[at - 1].startswith(" " * (column - 1) + "#"):
        at -= 1
    return at


def _end(lines: Sequence[str], at: int, column: int) -> int:
    """The line after the value of a last key, whose own line is the one before `at`: the next that is less far in."""
    last = at
    while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) >= column):
        at += 1
        if lines[at - 1].strip():
            last = at
    return last


def _says_the_same(before: str, after: str) -> bool:
    try:
        return bool(read_text(before, "").root == read_text(after, "").root)
    except CannotCheck:
        return False


def fixed(text: str, found: Sequence[Misordered]) -> str:
    """The text with those entries in order that can be put so; places are those of `text`, so the last goes first."""
    for each in sorted(found, key=lambda each: each.node.start, reverse=True):
        text = reordered(text, each.node, each.order) or text
    return text
