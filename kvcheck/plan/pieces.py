"""Where a change of a plan falls: the entries that change, by their lines. A large file need not be taken apart."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.plan.edit import Patch, edited
from kvcheck.plan.gap import Answer, patches
from kvcheck.source import Document, Items, Node

SMALL = 20_000
"""A file of so many letters is taken as one piece."""


class Piece(NamedTuple):
    """Lines of a file, before a change and after it."""

    line: int
    """The number of the first of them."""
    old: str
    new: str


class Hunk(NamedTuple):
    """Lines of a plan that change, with what names a person masked."""

    file: str
    line: int
    """The number of the first of them before the change; of lines that are only added, that of the line after them."""
    removed: tuple[str, ...]
    added: tuple[str, ...]


def hunks(documents: Sequence[Document], answers: Sequence[Answer]) -> list[Hunk]:
    """What answers change in the files of a plan. Raises CannotCheck where a file cannot be changed in place."""
    named = {each.name: each for each in documents}
    return [
        hunk
        for name, patch in patches(answers, documents).items()
        for piece in pieces(named[name], patch)
        for hunk in _hunks(named[name], piece)
    ]


def _hunks(document: Document, piece: Piece) -> Iterator[Hunk]:
    old, new = piece.old.splitlines(), piece.new.splitlines()
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed, added = (tuple(map(document.harmless, each)) for each in (old[first:last], new[begin:end]))
            yield Hunk(document.name, piece.line + first, removed, added)


def pieces(document: Document, patch: Patch) -> list[Piece]:
    """The pieces of a file that a patch changes, in the order of the file."""
    if len(document.text) > SMALL:
        try:
            return sorted(_entries(document, patch))
        except (CannotCheck, ValueError):  # an entry that means nothing without the rest, such as an alias
            pass
    return [Piece(1, document.text, edited(document.text, document.name, patch))]


def _entries(document: Document, patch: Patch) -> Iterator[Piece]:
    """One piece for each entry of a section that changes. ValueError where entries do not have lines of their own."""
    root: Node = document.root
    end = document.text.count("\n") + 1 + (not document.text.endswith("\n"))
    heads = sorted(root.key_place(key).line for key in root)
    for key, inner in patch.items():
        section = str(key)
        node = root.get(section)
        if not isinstance(inner, Mapping) or not isinstance(node, Items | Node) or not len(node):
            raise ValueError(section)
        head = root.key_place(section).line
        lines = [*_lines(node), next((each for each in heads if each > head), end)]
        if lines[0] <= head or len(set(lines)) < len(lines):
            raise ValueError(section)
        keys: Sequence[Any] = range(len(node)) if isinstance(node, Items) else list(node)
        changed: dict[int, dict[Any, Any]] = {}
        for entry, value in inner.items():
            at = keys.index(entry) if entry in keys else len(keys) - 1  # what is new stands after the last
            changed.setdefault(at, {})[_within(node, entry, at)] = value
        for at, part in changed.items():
            yield _piece(document, section, lines[at], lines[at + 1], part)


def _lines(node: Items | Node) -> list[int]:
    """The line on which each entry of a section begins."""
    if isinstance(node, Items):
        return [node.item_place(index).line for index in range(len(node))]
    return [node.key_place(key).line for key in node]


def _within(node: Items | Node, key: Any, at: int) -> Any:
    """The key of an entry in a file that has the entry number `at` only; a new one comes after it."""
    return key - at if isinstance(node, Items) else key


def _piece(document: Document, section: str, first: int, last: int, patch: dict[Any, Any]) -> Piece:
    """The lines from one to before another, as a file of their own that is changed."""
    old = "".join(f"{document.line(number)}\n" for number in range(first, last))
    head = f"{section}:\n"
    return Piece(first, old, edited(head + old, document.name, {section: patch}).removeprefix(head))
