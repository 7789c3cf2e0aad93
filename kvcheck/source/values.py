"""Values that know their place: what a YAML document becomes."""

import re
from array import array
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from kvcheck.digests import sha256
from kvcheck.errors import Place, Problem
from kvcheck.language.text import Text
from kvcheck.source.privacy import masked, private_values, without, without_names

if TYPE_CHECKING:
    from kvcheck.source.quote import Quotes

COLUMN_BITS = 12
COLUMN_MAX = (1 << COLUMN_BITS) - 1


_TELLING = re.compile(r"[^\W\d_]*\d{5,}")
"""What identifies a person as one word: numbers of passports."""


class Document:
    """One file of input: its name as the user wrote it, its text, and the root of its values."""

    __slots__ = ("_private", "_quotes", "_starts", "marked", "name", "personal", "persons", "root", "rules", "text")

    def __init__(self, name: str, text: str, *, personal: bool = True) -> None:
        """A file of that name; its root is set when it has been read. `personal` says that it may hold personal data,
        as all files do but rules.
        """
        self.name = name
        self.text = text
        self.root: Any = None
        self.personal = personal
        self.rules = False
        """Whether it is a company's own rules, whose words an error may repeat and whose sentences it may not."""
        self.marked = False
        """Whether the file begins with a byte order mark, which is no part of its text."""
        self.persons: frozenset[str] = frozenset()
        """Words of the names of a plan's travelers, folded; set where the plan is put together."""
        self._quotes: Quotes | None = None
        self._private: frozenset[str] | None = None
        self._starts: array[int] | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes of the file, in hexadecimal, as any other program gets it."""
        data = self.text.encode(errors="replace")
        return sha256(BOM_UTF8 + data if self.marked else data)

    def line(self, number: int) -> str:
        """The text of line `number` (1-based), without its end; empty beyond the last."""
        if self._starts is None:
            self._starts = _line_starts(self.text)
        if not 0 < number <= len(self._starts):
            return ""
        last = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : last].rstrip("\r\n")

    def quote(self, number: int) -> str:
        """Line `number` of a file that was understood, as a report shows it: what names a person is masked."""
        return self.harmless(self.line(number))

    def harmless(self, line: str) -> str:
        """A line as it stands in the file or would stand there, with what names a person masked."""
        if self._private is None:
            self._private = frozenset(each for each in private_values(self.root) if _TELLING.search(each))
        line = masked(line)
        hidden = (word for word in re.findall(r"[\w-]+", line) if word in self._private)
        line = without(line, hidden)  # where a value stands below its key, or again in a description
        return without_names(line, self.persons)

    def told(self, number: int) -> str:
        """Line `number` as an error shows it: only what an error may repeat, the rest masked."""
        if not self.personal:
            return self.line(number)
        if self._quotes is None:
            from kvcheck.source.known import ids_of  # paid for only when something is wrong
            from kvcheck.source.quote import Quotes

            self._quotes = Quotes(self.text, ids_of(self.root), rules=self.rules)
        return self._quotes.line(number, self.line(number))

    def place(self, line: int, column: int) -> Place:
        """A place in this document; both numbers are 1-based."""
        return Place(self.name, line, column)


class _Located:
    """What a mapping and a sequence share: the document they stand in and the marks of their entries."""

    __slots__ = ()

    document: Document
    start: int
    """Line and column of the first character, packed."""
    marks: "array[int]"
    """One number an entry, in order: line, column, and column of the value if it begins on the same line, packed."""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.document.place(*unpack(self.start)[:2])


_LARGE = 30


class Node(dict[str, Any], _Located):
    """A mapping that knows where it and each of its entries stand. Keys are text, in the order of the file."""

    __slots__ = ("document", "marks", "order", "start")

    order: dict[str, int]
    """The number of each key, in a mapping large enough to be worth it; made when first asked for."""

    def key_place(self, key: str) -> Place:
        """Where the key `key` stands; KeyError if it is not there."""
        line, column, _ = self._mark(key)
        return self.document.place(line, column)

    def value_place(self, key: str) -> Place:
        """Where the value of `key` begins; KeyError if it is not there."""
        value = self[key]
        if isinstance(value, Node | Items):
            return value.place
        line, column, value_column = self._mark(key)
        return self.document.place(line, value_column or column)

    def _mark(self, key: str) -> tuple[int, int, int]:
        """Line, column and column of the value of a key. KeyError if it is not there."""
        if len(self) > _LARGE:
            if not hasattr(self, "order"):
                self.order = {name: index for index, name in enumerate(self)}
            return unpack(self.marks[self.order[key]])
        for index, name in enumerate(self):
            if name == key:
                return unpack(self.marks[index])
        raise KeyError(key)

    def drop(self, keys: Collection[str]) -> None:
        """Take entries out; the others keep their places."""
        kept = [
            (key, value, mark) for (key, value), mark in zip(self.items(), self.marks, strict=True) if key not in keys
        ]
        self.clear()
        self.update((key, value) for key, value, _ in kept)
        self.marks = array("Q", [mark for _, _, mark in kept])
        if hasattr(self, "order"):
            del self.order


class Items(list[Any], _Located):
    """A sequence that knows where it and each of its entries stand."""

    __slots__ = ("document", "marks", "start")

    def item_place(self, index: int) -> Place:
        """Where entry number `index` (0-based) begins."""
        line, column, _ = unpack(self.marks[index])
        return self.document.place(line, column)

    def drop(self, indexes: Collection[int]) -> None:
        """Take entries out; the others keep their places."""
        kept = [index for index in range(len(self)) if index not in indexes]
        marks = array("Q", [self.marks[index] for index in kept])
        self[:] = [self[index] for index in kept]
        self.marks = marks


def _line_starts(text: str) -> "array[int]":
    """The offset of each line, as git and editors count them."""
    breaks = re.finditer("\r\n?|\n" if "\r" in text else "\n", text)
    return array("Q", chain((0,), (each.end() for each in breaks)))


def pack(line: int, column: int, value_column: int = 0) -> int:
    """A mark: line and column of an entry, and the column of its value if that begins on the same line, else 0."""
    return (line << 2 * COLUMN_BITS) | (min(column, COLUMN_MAX) << COLUMN_BITS) | min(value_column, COLUMN_MAX)


def unpack(mark: int) -> tuple[int, int, int]:
    """Line, column and column of the value of a mark."""
    return mark >> 2 * COLUMN_BITS, (mark >> COLUMN_BITS) & COLUMN_MAX, mark & COLUMN_MAX


def problem_at(document: Document, place: Place, message: Text, hint: Text | None = None) -> Problem:
    """A problem that quotes the user's own line."""
    return Problem(message=message, hint=hint, place=place, quote=document.told(place.line))


def restated(value: Node, known: Mapping[str, Any]) -> Node:
    """A mapping with other values of keys that it has, each where it stood; what was there is not changed."""
    node = Node(value)
    node.update(known)
    node.document, node.start, node.marks = value.document, value.start, value.marks
    return node


def relisted(value: Items, entries: Iterable[Any]) -> Items:
    """A sequence with other entries, one for each that it has, each where that stood."""
    items = Items(entries)
    items.document, items.start, items.marks = value.document, value.start, value.marks
    return items


class Gone:
    """What a patch has for an item of a list that is to go (`GONE`)."""


GONE = Gone()


def supposed(value: Any, patch: Any, document: Document, start: int) -> Any:
    """A value with a patch applied (see `kvcheck.plan.edit`), as if it had been read so; what was there is not changed.

    What is new has the place of what it was put into: `start`, packed.
    """
    if not isinstance(patch, dict):
        return _located(patch, document, start)
    if isinstance(value, Items):
        kept = [index for index in range(len(value)) if patch.get(index) is not GONE]
        added = sorted(index for index in patch if index >= len(value))
        changed = Items(
            supposed(value[index], patch[index], document, value.start) if index in patch else value[index]
            for index in kept
        )
        changed.extend(supposed(None, patch[index], document, value.start) for index in added)
        changed.document, changed.start = value.document, value.start
        changed.marks = array("Q", [*(value.marks[index] for index in kept), *(value.start for _ in added)])
        return changed
    node = Node(value) if isinstance(value, Node) else Node()
    node.document, node.start = document, value.start if isinstance(value, Node) else start
    node.marks = array("Q", value.marks) if isinstance(value, Node) else array("Q")
    for key, new in patch.items():
        if key not in node:
            node.marks.append(node.start)
        node[key] = supposed(node.get(key), new, document, node.start)
    return node


def _located(value: Any, document: Document, start: int) -> Any:
    """A plain value with a place."""
    if not isinstance(value, list):
        return value
    items = Items(supposed(None, each, document, start) for each in value)
    items.document, items.start, items.marks = document, start, array("Q", [start] * len(value))
    return items
