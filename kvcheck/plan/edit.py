"""Changes to a plan that leave every other character of its text as it is: the only door to ruamel.yaml.

ruamel.yaml reports where each value begins and ends; new text is put in there. The result is read again and has
to hold exactly what was wanted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.errors import CannotCheck, Place, Problem, not_installed
from kvcheck.language.text import Text
from kvcheck.source import read_text
from kvcheck.source.scalars import plain
from kvcheck.source.values import GONE

Patch = Mapping[str | int, Any]
"""What changes in a mapping or list: by key, or by number from 0, a new value or the patch of the value there.

A mapping stands for a patch where there is a mapping or a list already, else it is the new value. `GONE` takes an item
of a list out; the numbers are those before anything is taken out.
"""

_Splice = tuple[int, int, str]
"""Start, end and new text of a place."""


def edited(text: str, name: str, patch: Patch) -> str:
    """The text of a YAML document with its changes made. Raises CannotCheck if they cannot be made in place."""
    old = read_text(text, name).root
    body = text if text.endswith("\n") else text + _newline(text)
    splices = sorted(_Editor(body, name).mapping(_composed(body, name), patch), key=lambda each: each[:2])
    new, at = [], 0
    for start, end, piece in splices:
        new += [body[at:start], piece]
        at = end
    result = "".join([*new, body[at:]])
    try:
        done = at <= len(body) and read_text(result, name).root == patched(old, patch)
    except CannotCheck:
        done = False
    if not done:
        raise CannotCheck([_tangled(name)])
    return result


def patched(value: Any, patch: Any) -> Any:
    """A value with a patch applied, as plain data."""
    if not isinstance(patch, Mapping):
        return patch
    if isinstance(value, list):
        there = [(index, each) for index, each in enumerate(value) if patch.get(index) is not GONE]
        changed = [patched(each, patch[index]) if index in patch else each for index, each in there]
        return changed + [patch[index] for index in _numbers(patch) if index >= len(value)]
    kept = dict(value) if isinstance(value, dict) else {}
    return kept | {key: patched(kept.get(key), each) for key, each in patch.items()}


def _composed(text: str, name: str) -> Any:
    """The text as nodes that know their marks. Raises CannotCheck if it cannot be edited in place."""
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
    except ImportError:
        raise not_installed("ruamel.yaml") from None
    try:
        return YAML().compose(text)
    except YAMLError:  # it was read before: the two libraries differ about it
        raise CannotCheck([_tangled(name)]) from None


_SECTION, _ENTITY = 0, 1
"""Depths of keys: sections and their entries stand on lines of their own, what is below them in brackets."""


class _Editor:
    """Finds the places of changes in one text."""

    def __init__(self, text: str, name: str) -> None:
        """For the text of the file that messages call `name`; new lines end as its own do."""
        self.text = text
        self.name = name
        self.newline = _newline(text)

    def mapping(self, node: Any, patch: Patch, depth: int = _SECTION) -> Iterator[_Splice]:
        """The splices that change a mapping whose keys are at a depth."""
        values = {key.value: value for key, value in node.value}
        for key, new in patch.items():
            if key in values:
                yield from self._value(values[key], new, depth)
        added = {str(key): new for key, new in patch.items() if key not in values}
        if added and (node.flow_style or not values):
            yield self._into_flow(node, [_pair(key, new) for key, new in added.items()])
        elif added:
            indent = node.value[0][0].start_mark.column
            lines = [line for key, new in added.items() for line in _entry(key, new, indent, depth)]
            yield self._after(node.value[-1][1], lines)

    def _value(self, node: Any, new: Any, depth: int) -> Iterator[_Splice]:
        """The splices that make a value `new`: part by part if both are nested, else whole."""
        kind = type(node).__name__
        nested = isinstance(new, Mapping) and kind in ("MappingNode", "SequenceNode")
        if nested and not node.value and depth == _SECTION:  # an empty section in brackets
            lines = _lines(list(new.values()) if kind == "SequenceNode" else new, 2, _ENTITY)
            self._refuse_comment(node)
            before = node.start_mark.index - (self.text[node.start_mark.index - 1] == " ")
            yield before, self._end(node), self.newline.join(["", *lines])
        elif nested and kind == "MappingNode":
            yield from self.mapping(node, new, depth + 1)
        elif nested:
            yield from self._sequence(node, new)
        else:
            self._refuse_comment(node)
            hang = "" if kind == "ScalarNode" or node.flow_style else "  "  # below its key, a list may not be indented
            yield node.start_mark.index, self._end(node), hang + flow(new)

    def _refuse_comment(self, node: Any) -> None:
        """A value that is replaced takes a comment inside it along: nobody asked for that."""
        start, end = node.start_mark.index, self._end(node)
        rest = list(self.text[start:end])
        for each in _scalars(node):
            first, last = each.start_mark.index - start, each.end_mark.index - start
            if each.style in ("|", ">"):  # a comment may stand on the line of its sign
                first = "".join(rest).find("\n", first)
            if 0 <= first < last <= len(rest):  # what stands for an alias is elsewhere
                rest[first:last] = "x" * (last - first)
        if re.search(r"\s#", "".join(rest)):
            mark = node.start_mark
            raise CannotCheck([_tangled(self.name, Place(self.name, mark.line + 1, mark.column + 1))])

    def _sequence(self, node: Any, patch: Patch) -> Iterator[_Splice]:
        """The splices that change a sequence; `patch` has positions for keys (0 the first), those at its end and beyond
        are added.
        """
        size = len(node.value)
        for index, new in patch.items():
            if new is GONE:
                yield self._without(node, int(index))
            elif isinstance(index, int) and index < size:
                yield from self._value(node.value[index], new, _ENTITY)
        added = [patch[index] for index in _numbers(patch) if index >= size]
        if added and (node.flow_style or not size):
            yield self._into_flow(node, [flow(new) for new in added])
        elif added:
            gap = [""] if size > 1 and self._apart(node.value[-2], node.value[-1]) else []
            lines = [line for new in added for line in [*gap, *_item(new, node.start_mark.column)]]
            yield self._after(node.value[-1], lines)

    def _without(self, node: Any, index: int) -> _Splice:
        """An item of a list taken out: with its comma, or with the lines that it stands on."""
        start, end = node.value[index].start_mark.index, self._end(node.value[index])
        if node.flow_style:
            if index + 1 < len(node.value):
                return start, node.value[index + 1].start_mark.index, ""
            return (self._end(node.value[index - 1]) if index else start), end, ""
        first = self.text.rfind("\n", 0, start) + 1
        if self.text[first:start].strip() != "-":
            raise CannotCheck([_tangled(self.name)])
        whole = self.text[end - 1] == "\n"  # a block of text ends with its line
        return first, end if whole else self.text.index("\n", end) + 1, ""

    def _apart(self, one: Any, other: Any) -> bool:
        """Whether an empty line stands between two entries."""
        between = self.text[self._end(one) : other.start_mark.index]
        return re.search(r"\n[ \t]*\r?\n", between) is not None

    def _into_flow(self, node: Any, pieces: list[str]) -> _Splice:
        """New entries at the end of a mapping or list in brackets."""
        if not node.value:
            inside = node.start_mark.index + 1
            return inside, inside, ", ".join(pieces)
        last = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
        end = self._end(last)
        return end, end, ", " + ", ".join(pieces)

    def _after(self, node: Any, lines: list[str]) -> _Splice:
        """New lines below the last line of a value."""
        end = self._end(node)
        whole = self.newline.join(lines) + self.newline
        if end and self.text[end - 1] == "\n":  # a block of text ends with its line
            return end, end, whole
        below = self.text.index("\n", end) + 1
        return below, below, whole

    def _end(self, node: Any) -> int:
        """Where the text of a value ends; what follows it, such as a comment, is no part of it."""
        if type(node).__name__ != "ScalarNode" and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        return int(node.end_mark.index)


def _scalars(node: Any) -> Iterator[Any]:
    """The single values in a value."""
    if type(node).__name__ == "ScalarNode":
        yield node
        return
    for each in node.value:
        for inner in each if isinstance(each, tuple) else (each,):
            yield from _scalars(inner)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _numbers(patch: Patch) -> list[int]:
    """The positions in a patch, in order."""
    return sorted(index for index in patch if isinstance(index, int))


def _tangled(name: str, remark: Place | None = None) -> Problem:
    """It cannot be changed in place; `remark` is the place of a value with a comment inside."""
    message = Text(
        "`{name}` is written in a way that cannot be changed in place",
        "`{name}`의 표기 방식 때문에 제자리에서 고칠 수 없습니다",
        name=name,
    )
    hint = Text(
        "write out the values that stand there as an alias (`*name`) or a merge (`<<`)",
        "별칭(`*이름`)이나 병합(`<<`)으로 적힌 값을 직접 적으십시오",
    )
    if remark is not None:
        hint = Text(
            "the value is replaced as a whole, and a comment inside it would be lost; move the comment above its key",
            "값 전체가 바뀌어 그 안의 주석이 사라집니다. 주석을 키 위로 옮기십시오",
        )
    return Problem(message=message, hint=hint, place=remark)


# New text -------------------------------------------------------------------------------------------------------------


def document(root: Mapping[str, Any]) -> str:
    """The text of a new document: sections with an empty line between, in the order given."""
    lines: list[str] = []
    for key, value in root.items():
        lines += [""] if isinstance(value, Mapping | list) and lines else []
        lines += _entry(key, value, 0, _SECTION)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: int, depth: int) -> list[str]:
    """The lines of a key at a depth with its value."""
    if isinstance(value, Mapping | list) and (inner := _lines(value, indent + 2, depth + 1)):
        return [f"{' ' * indent}{scalar(key)}:", *inner]
    return [f"{' ' * indent}{_pair(key, value)}"]


def _lines(value: Any, indent: int, depth: int) -> list[str]:
    """The lines of what is written out: a section, an entry of it, a list of mappings. Nothing for what is not."""
    if isinstance(value, Mapping) and depth <= _ENTITY + 1:
        return [line for key, each in value.items() for line in _entry(str(key), each, indent, depth)]
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        return [line for each in value for line in _item(each, indent)]
    return []


def _item(value: Any, indent: int) -> list[str]:
    """The lines of an item of a list: a trip is written out, an activity stands in brackets on one line."""
    space = " " * indent
    if not (isinstance(value, Mapping) and any(isinstance(each, list) for each in value.values())):
        return [f"{space}- {flow(value)}"]
    lines = [line for key, each in value.items() for line in _entry(str(key), each, indent + 2, _ENTITY + 1)]
    return [f"{space}- {lines[0].lstrip()}", *lines[1:]]


def _pair(key: Any, value: Any) -> str:
    """A key and its value inside brackets."""
    return f"{scalar(str(key))}: {flow(value)}"


def flow(value: Any) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(_pair(key, each) for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


_BARE = re.compile(r"[\w.+][\w.+/()%~-]*(?: [\w.+/()%~-]+)*")
"""Text that means itself without quotes wherever it stands."""


def scalar(value: Any) -> str:
    """A single value; text in quotes where it would mean something else without."""
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    text = str(value)
    if _BARE.fullmatch(text) and plain(text) == text and text.isprintable():
        return text
    escaped = (letter if letter.isprintable() else _escape(letter) for letter in text)
    return '"' + "".join({'"': '\\"', "\\": "\\\\"}.get(letter, letter) for letter in escaped) + '"'


def _escape(letter: str) -> str:
    """A letter as a double-quoted scalar of YAML escapes it."""
    code = ord(letter)
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
