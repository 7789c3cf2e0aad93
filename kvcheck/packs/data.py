"""What was read from the rules as text that holds data and nothing else: JSON, in which a mapping of one key names what
it stands for, and lines of words behind it. Reading it makes values of the types listed here and calls nothing else,
whoever wrote it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from kvcheck.conditions import nodes
from kvcheck.errors import Place
from kvcheck.frozen import FrozenDict
from kvcheck.language.text import Text
from kvcheck.model import law, wording
from kvcheck.source import Items, Node

_RECORDS: tuple[type[Any], ...] = (
    law.ActivityKind, law.Authority, law.Beyond, law.Called, law.Catalogue, law.Dated, law.DocumentKind,
    law.Fact, law.Family, law.Mend, law.Pack,
    law.Parameter, law.Planning, law.Rule, law.Step, law.Tightened, Place,
    wording.Act, wording.Language, wording.Meanings, wording.TextRule, wording.Thing,
)  # fmt: skip
"""Named tuples: their fields in order."""
_CONDITIONS: tuple[type[Any], ...] = (
    nodes.All, nodes.AnyOf, nodes.Comparison, nodes.ForSome, nodes.Not, nodes.Reference,
)  # fmt: skip
_WORDS: tuple[type[StrEnum], ...] = (law.Layer, law.Phase, law.RuleKind, nodes.FactSort, wording.Sort)

_LISTED = (law.Authority, law.DocumentKind, law.Parameter, law.Step)
"""What a book lists by name."""
_SHARED = frozenset({"Text", "Mend", *(each.__name__ for each in _CONDITIONS)})
"""What the rules of a pack have in common, and what is therefore written once."""

LONG = 64
"""Mappings of text to text of at least so many entries are written as a table, which is read faster."""
_BETWEEN_KEYS, _BETWEEN_VALUES = " ", "|"


T = TypeVar("T")


class Book(Mapping[str, T]):
    """Values by name, each made of its line when it is asked for: a run needs few of hundreds of authorities."""

    def __init__(self, lines: Mapping[str, bytes], read: Callable[[bytes], T]) -> None:
        """`read` makes a value of a line."""
        self._lines, self._read = lines, read
        self._values: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """The value of that name. Raises KeyError."""
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = self._read(self._lines[name])
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __reduce__(self) -> tuple[type, tuple[dict[str, T]]]:
        """As a plain dict: what reads lines stays with the process that has them."""
        return dict, (dict(self),)


def to_text(value: object) -> str:
    """A value as text. Raises TypeError for what is not made of the types listed here."""
    lines: list[str] = []
    told = _sharing(_told(value, lines))
    return "\n".join([_dumped(told), *lines])


def _dumped(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_text(text: bytes) -> Any:
    """The value of a text that `to_text` wrote, in UTF-8.

    Raises ValueError, TypeError, LookupError or RecursionError if it is none; for what only a line behind the first
    says, when it is asked for.
    """
    return from_lines(text.split(b"\n"))


def from_lines(text: list[bytes]) -> Any:
    """The same of its lines, without their ends."""
    told, *lines = text
    return _read(told, lines)


def _read(told: bytes, lines: list[bytes]) -> Any:
    """The value of one line, with the lines behind it."""
    kept: list[Any] = []

    def made(pairs: list[tuple[str, Any]]) -> Any:
        """What a mapping of one key stands for."""
        ((name, parts),) = pairs
        make = _MAKERS.get(name)
        if make is not None:
            return make(parts)
        if name == "keep":
            kept.append(parts)
            return parts
        if name == "again":
            return kept[parts]
        if name == "Book":
            names, first = parts
            return Book(dict(zip(names, lines[first : first + len(names)], strict=True)), lambda line: _read(line, []))
        if name == "Words":
            words, marks, says = lines[parts : parts + 3]
            return wording.Words(words, marks, says)
        raise LookupError(name)

    return json.loads(told.decode(), object_pairs_hook=made)


def _sharing(told: Any) -> Any:
    """The same with what stands in it several times written once: it is kept where it stands first, and named by its
    number where it stands again."""
    times: Counter[str] = Counter()
    numbers: dict[str, int] = {}

    def count(told: Any) -> None:
        for each in _within(told):
            count(each)
        if _shareable(told):
            times[_dumped(told)] += 1

    def written(told: Any) -> Any:
        whole = _dumped(told) if _shareable(told) else ""
        if whole in numbers:
            return {"again": numbers[whole]}
        if isinstance(told, dict):
            told = {name: written(parts) for name, parts in told.items()}
        elif isinstance(told, list):
            told = [written(each) for each in told]
        if times[whole] < 2:
            return told
        numbers[whole] = len(numbers)
        return {"keep": told}

    count(told)
    return written(told)


def _within(told: Any) -> Any:
    return told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()


def _shareable(told: Any) -> bool:
    return isinstance(told, dict) and not _SHARED.isdisjoint(told)


def _told(value: Any, lines: list[str]) -> Any:
    """A value as JSON has it. What is long and split faster than read as JSON goes to a line of its own."""
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind in (list, Items):
        return [_told(each, lines) for each in value]
    if kind is Text:
        values = [_told(dict(value[2]), lines)] if value[2] else []
        return {"Text": [value[0], value[1], *values]}
    if kind in _RECORDS:
        return {kind.__name__: [_told(each, lines) for each in value]}
    if kind in _CONDITIONS:
        return {kind.__name__: [_told(getattr(value, name), lines) for name in kind.__match_args__]}
    if kind in _WORDS:
        return {kind.__name__: [value.value]}
    if kind in (tuple, frozenset):
        return {kind.__name__: [_told(each, lines) for each in (value if kind is tuple else sorted(value))]}
    if kind is wording.Words:
        lines += [each.decode() for each in (value.words, value.marks, value.says)]
        return {"Words": len(lines) - 3}
    if kind in (dict, Book) and value and {type(each) for each in value.values()} <= set(_LISTED):
        told = [_dumped(_told(each, lines)) for each in value.values()]
        lines += told
        return {"Book": [[*value], len(lines) - len(told)]}
    if kind in (dict, Node):
        return _table(value) or {"dict": [_told(each, lines) for entry in value.items() for each in entry]}
    if kind is FrozenDict:
        return {"FrozenDict": [_told(each, lines) for entry in value.items() for each in entry]}
    raise TypeError(f"{kind.__name__} has no form as data")


def _table(value: Mapping[Any, Any]) -> Any:
    """A long mapping of text to few texts: all keys, the texts, and the sign of the text of each key; else None."""
    if len(value) < LONG or not all(type(each) is str for entry in value.items() for each in entry):
        return None
    texts = {each: sign for sign, each in wording.signs(tuple(dict.fromkeys(value.values())))}
    numbered = len(texts) <= wording.MOST_SIGNS
    parted = not any(_BETWEEN_KEYS in key for key in value) and not any(_BETWEEN_VALUES in text for text in texts)
    if not (numbered and parted):
        return None
    keys = _BETWEEN_KEYS.join(value)
    return {"table": [keys, _BETWEEN_VALUES.join(texts), "".join(texts[text] for text in value.values())]}


def _of_table(told: Any) -> dict[str, str]:
    keys, texts, signs = told
    by_sign = dict(wording.signs(texts.split(_BETWEEN_VALUES)))
    return dict(zip(keys.split(_BETWEEN_KEYS), map(by_sign.__getitem__, signs), strict=True))


_MAKERS: dict[str, Callable[[Any], Any]] = {
    "table": _of_table,
    "tuple": tuple,
    "frozenset": frozenset,
    "dict": lambda told: dict(zip(told[::2], told[1::2], strict=True)),
    "FrozenDict": lambda told: FrozenDict(zip(told[::2], told[1::2], strict=True)),
    "Text": lambda told: Text(told[0], told[1]) if len(told) == 2 else Text(told[0], told[1]).filled(**told[2]),
    **{each.__name__: each._make for each in _RECORDS},
    **{each.__name__: lambda told, each=each: each(*told) for each in (*_CONDITIONS, *_WORDS)},  # type: ignore[misc]
}
