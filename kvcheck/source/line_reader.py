"""Plain documents, read line by line, without a YAML library.

Most plans hold nothing but `key: value` lines, lists, and `{...}` or `[...]` that close on their line, and say the same
of many travelers: a line that was seen before is not looked into again. What is anything else, or wrong in any way, is
refused here and read by `builder`, which alone words errors. What is accepted becomes the very values and places that
`builder` makes of it: `tests/source/test_line_reader.py` holds both to that.
"""

import re
from array import array
from collections.abc import Iterator
from typing import Any, TypeVar

from kvcheck.frozen import NamedTuple
from kvcheck.source.scalars import plain
from kvcheck.source.values import COLUMN_BITS, COLUMN_MAX, Document, Items, Node

_DEEPEST, _LONGEST = 40, 4000
"""The most mappings and lists inside each other, and the most characters of a line; fewer than `builder` allows."""
_KNOWN = 1 << 15
"""So many different lines are kept."""
_SLICE = 1 << 20
"""So many characters are cut into lines at a time."""

_START = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""What an unquoted value may begin with here."""
_LINE = re.compile(
    rf"""(?P<indent>[ ]*)(?P<dash>(?:-[ ]+)?)
    (?:(?P<key>\w[\w.\-]{{0,99}}|"[^"\\]{{1,99}}"|'[^']{{1,99}}'):(?=[ ]|$)(?P<gap>[ ]*))?
    (?:(?P<word>{_START}(?:[^:#]|:(?=[^\s])|(?<!\ )\#)*)
      |(?P<quoted>"[^"\\]*"|'[^']*')[ ]*
      |(?P<flow>[\[{{][^*]*)
    )?
    (?:(?<![^ ])\#.*)?""",
    re.VERBOSE,
)
"""One line: its indent and dash, a key, the blanks behind it, an unquoted, quoted or bracketed value; a comment."""
_WORDS = re.compile(r"([\[{])(\w[\w.\-]*(?:(?:, \w|: \w| [\w.\-])[\w.\-]*)*)?([\]}]) *(?: #.*)?")
"""Words in brackets on one line, with one blank behind each comma and each colon."""


class _Refused(Exception):  # noqa: N818 - not an error: `builder` takes over
    """The document is more than what is read here."""


class _Line(NamedTuple):
    """What a line says; columns are 0-based."""

    indent: int
    """The column of its first character; -1 for a line that says nothing."""
    inner: int
    """The column behind its dash; 0 without one."""
    key: str
    """Empty without one."""
    value: Any
    """For a bracketed value its text."""
    columns: int
    """The columns of the key and of the value, packed as in a mark."""
    is_flow: bool = False
    is_open: bool = False
    """Whether the value of its key begins on a later line."""


_NOTHING = _Line(-1, 0, "", None, 0)
_Container = TypeVar("_Container", bound=Node | Items)


def read(document: Document) -> bool:
    """Set the root of a document; False, with nothing done, where it has to be read by `builder`."""
    if not document.text.replace("\n", "").isprintable():
        return False
    try:
        document.root = _Reader(document).root()
    except _Refused:
        return False
    return document.root is not None


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._scalars: dict[str, Any] = {}
        self._texts: dict[str, str] = {}

    def root(self) -> Any:  # noqa: C901 - the hot loop is kept in one piece
        """The value of the whole text; None if it says nothing."""
        known: dict[str, _Line] = {}
        around: list[tuple[int, Any]] = []  # the open containers around the innermost, each with its column
        at, in_map = -1, False
        container: Any = None
        root: Any = None
        waiting = ""  # the key whose value begins on a later line
        for number, line in enumerate(_lines(self._document.text), 1):
            said = known.get(line)
            if said is None:
                said = self._line(line)
                if len(known) < _KNOWN:
                    known[line] = said
            indent, inner, key, value, columns, is_flow, is_open = said
            if indent == at and in_map and key not in container and not (inner or is_flow or is_open or waiting):
                container[key] = value  # most lines of a plan end here
                container.marks.append(number << 2 * COLUMN_BITS | columns)
                continue
            if indent < 0:
                continue
            if waiting:
                if indent < at or (indent == at and not inner):  # the key has no value
                    raise _Refused
                opened: Any = self._located(Items() if inner else Node(), number, indent)
                container[waiting] = opened
                around.append((at, container))
                at, container, in_map, waiting = indent, opened, not inner, ""
            elif container is None:
                at, container, in_map = indent, self._located(Node(), number, indent), True
                root = container
            while indent < at or (indent == at and not inner and not in_map):
                if not around:
                    raise _Refused
                at, container = around.pop()
                in_map = type(container) is Node
            if indent != at or in_map is (inner > 0):
                raise _Refused
            if inner:
                container.marks.append(number << 2 * COLUMN_BITS | (inner + 1) << COLUMN_BITS)
                if not key:
                    container.append(self._flow(value, number, inner) if is_flow else value)
                    continue
                opened = self._located(Node(), number, inner)
                container.append(opened)
                around.append((at, container))
                at, container, in_map = inner, opened, True
            if key in container or len(around) > _DEEPEST:
                raise _Refused
            container.marks.append(number << 2 * COLUMN_BITS | columns)
            if is_open:
                waiting = key
            else:
                container[key] = self._flow(value, number, (columns & COLUMN_MAX) - 1) if is_flow else value
        if waiting:
            raise _Refused
        return root

    def _line(self, line: str) -> _Line:
        """What a line says."""
        found = _LINE.fullmatch(line) if len(line) <= _LONGEST else None
        if found is None:
            raise _Refused
        indent, dash, key, gap, word, quoted, flow = found.groups("")
        value: Any = flow or (self._text(quoted[1:-1]) if quoted else self._scalar(word.rstrip(" ")))
        says_value = bool(word or quoted or flow)
        if not key:
            if not dash and not says_value:
                return _NOTHING
            if not dash or not says_value:  # goes on from the line before, or into the next
                raise _Refused
        column = len(indent) + len(dash)
        columns = 0
        if key:
            columns = (column + 1) << COLUMN_BITS
            if says_value:
                columns |= column + len(key) + 1 + len(gap) + 1
        key = self._text(key[1:-1] if key[:1] in ("'", '"') else key)
        if key == "<<":
            raise _Refused
        inner = column if dash else 0
        return _Line(len(indent), inner, key, value, columns, bool(flow), bool(key) and not says_value)

    def _flow(self, text: str, line: int, column: int) -> Any:
        """The value that begins with a bracket at a column and closes on its line."""
        found = _WORDS.fullmatch(text)
        if found is None:
            return self._built(text, line, column)
        bracket, words, end = found.groups("")
        parts = words.split(", ") if words else []
        at = column + 2
        if bracket == "[" and end == "]" and ": " not in words:
            items = self._located(Items(), line, column)
            for word in parts:
                items.append(self._scalar(word))
                items.marks.append((line << COLUMN_BITS | at) << COLUMN_BITS)
                at += len(word) + 2
            return items
        if bracket == "{" and end == "}" and words.count(": ") == len(parts):
            node = self._located(Node(), line, column)
            for part in parts:
                key, colon, word = part.partition(": ")
                if not colon or key in node:
                    raise _Refused
                node[self._text(key)] = self._scalar(word)
                node.marks.append((line << COLUMN_BITS | at) << COLUMN_BITS | at + len(key) + 2)
                at += len(part) + 2
            return node
        return self._built(text, line, column)

    def _built(self, text: str, line: int, column: int) -> Any:
        """A value in brackets that holds more than words, read by `builder`."""
        from kvcheck.source.builder import built_at

        if text.count("[") + text.count("{") > _DEEPEST // 2:
            raise _Refused
        value = built_at(text, self._document, line, column)
        if value is None:
            raise _Refused
        return value

    def _scalar(self, text: str) -> Any:
        """The value of an unquoted word; equal ones share it."""
        try:
            return self._scalars[text]
        except KeyError:
            value = self._scalars[text] = plain(text)
            return value

    def _text(self, text: str) -> str:
        """A text as it stands; equal ones share it."""
        return self._texts.setdefault(text, text)

    def _located(self, container: _Container, line: int, column: int) -> _Container:
        """An empty mapping or list that begins at a place."""
        container.document = self._document
        container.start = (line << COLUMN_BITS | column + 1) << COLUMN_BITS
        container.marks = array("Q")
        return container


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, without their ends."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _SLICE) + 1 or len(text)
        yield from text[begin:end].removesuffix("\n").split("\n")
        begin = end
