"""A quick yes: whether a value surely satisfies a schema. A no only means that jsonschema-rs has to decide.

To load jsonschema-rs takes longer than to check a small plan. What is not known here, a keyword or a kind of value, is
never surely right, and of a large document only the beginning is looked at. A test holds every yes to jsonschema's.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

MOST = 20_000
"""So many values are looked at; for more than that, jsonschema-rs is worth its loading."""
_SAYS_NOTHING = frozenset({"title", "description", "default", "examples", "$schema", "$id", "$defs", "$comment"})
_Check = Callable[[Any, Any, Any], bool]
"""What a keyword asks: of a value, what the schema says under the keyword, and the schema."""
_LETTERS = re.compile(r"(?<![\[^])[^\x00-\x7f]-[^\x00-\x7f]")
_TYPES: Mapping[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}


def surely(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether a value surely satisfies a schema."""
    return _Look(schema).holds(value, schema)


class _Look:
    """A look at one document by one schema."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._definitions: Mapping[str, Any] = root.get("$defs", {})
        self._searches: dict[str, Callable[[str], object]] = {}
        self._left = MOST
        self._asked: dict[int, list[tuple[_Check, Any]] | None] = {}
        """What each part of the schema asks, by the identity of the part; None for what is not known here."""
        self._right: set[tuple[int, str]] = set()
        """Texts that satisfied a part: most of a plan stands in it again and again."""

    def holds(self, value: Any, schema: Any) -> bool:
        """Whether a value surely satisfies a schema, or a part of one."""
        self._left -= 1
        if self._left < 0 or not isinstance(schema, dict):
            return schema is True
        part, text = id(schema), isinstance(value, str)
        if text and (part, value) in self._right:
            return True
        if part not in self._asked:
            self._asked[part] = self._asks(schema)
        asked = self._asked[part]
        if asked is None:
            return False
        for check, said in asked:
            if not check(value, said, schema):
                return False
        if text:
            self._right.add((part, value))
        return True

    def _asks(self, schema: Mapping[str, Any]) -> list[tuple[_Check, Any]] | None:
        names = [name for name in schema if name not in _SAYS_NOTHING]
        return [(self._keywords[each], schema[each]) for each in names] if self._keywords.keys() >= set(names) else None

    @cached_property
    def _keywords(self) -> Mapping[str, _Check]:
        """What each keyword asks. As JSON Schema has it, most ask nothing of values of another type."""
        return {
            "$ref": self._refers,
            "type": _is_of,
            "const": lambda value, said, schema: _among(value, [said]),
            "enum": lambda value, said, schema: _among(value, said),
            "anyOf": lambda value, said, schema: any(self.holds(value, each) for each in said),
            "properties": self._has,
            "additionalProperties": self._has_beside,
            "propertyNames": lambda value, said, schema: (
                not isinstance(value, dict) or all(self.holds(name, said) for name in value)
            ),
            "required": lambda value, said, schema: not isinstance(value, dict) or value.keys() >= set(said),
            "minProperties": lambda value, said, schema: not isinstance(value, dict) or len(value) >= said,
            "items": lambda value, said, schema: (
                not isinstance(value, list) or all(self.holds(each, said) for each in value)
            ),
            "minItems": lambda value, said, schema: not isinstance(value, list) or len(value) >= said,
            "maxItems": lambda value, said, schema: not isinstance(value, list) or len(value) <= said,
            "uniqueItems": lambda value, said, schema: not (said and isinstance(value, list)) or _are_unique(value),
            "minLength": lambda value, said, schema: not isinstance(value, str) or len(value) >= said,
            "maxLength": lambda value, said, schema: not isinstance(value, str) or len(value) <= said,
            "pattern": lambda value, said, schema: not isinstance(value, str) or self._found(said, value),
            "format": lambda value, said, schema: not isinstance(value, str) or (said == "date" and _is_day(value)),
            "minimum": lambda value, said, schema: not isinstance(value, int | float) or value >= said,
            "maximum": lambda value, said, schema: not isinstance(value, int | float) or value <= said,
        }

    def _refers(self, value: Any, said: str, schema: Any) -> bool:
        return self.holds(value, self._definitions.get(said.removeprefix("#/$defs/"), False))

    def _has(self, value: Any, said: Mapping[str, Any], schema: Any) -> bool:
        if isinstance(value, dict):
            for name, each in value.items():
                if name in said and not self.holds(each, said[name]):
                    return False
        return True

    def _has_beside(self, value: Any, said: Any, schema: Mapping[str, Any]) -> bool:
        known = schema.get("properties", {})
        if isinstance(value, dict) and not value.keys() <= known.keys():
            return all(self.holds(each, said) for name, each in value.items() if name not in known)
        return True

    def _found(self, pattern: str, text: str) -> bool:
        """Whether a pattern stands in a text; `$` is the end alone, not before a last line end too, as for Python.

        A class with thousands of letters is slow to make, and none of those stands in a text of ASCII.
        """
        if text.isascii():
            pattern = _LETTERS.sub("", pattern)
        if pattern not in self._searches:
            self._searches[pattern] = re.compile(pattern.replace("$", r"\Z")).search
        return self._searches[pattern](text) is not None


def _type_of(value: Any) -> type | None:
    """Which of the types of a schema a value has that are known here; a truth value is no number."""
    kind: Any = type(value)
    return _known(kind)


@lru_cache(maxsize=256)
def _known(kind: Any) -> type | None:
    return bool if kind is bool else next((each for each in _TYPES.values() if issubclass(kind, each)), None)


def _is_of(value: Any, said: Any, schema: Any) -> bool:
    found = _type_of(value)
    if isinstance(said, str):
        return found is not None and _TYPES.get(said) is found
    return found is not None and any(_TYPES.get(each) is found for each in said)


def _among(value: Any, said: list[Any]) -> bool:
    """Whether a text, a number or a truth value is one of some values."""
    found = _type_of(value)
    return found in (str, bool, int) and any(_type_of(each) is found and each == value for each in said)


def _are_unique(value: list[Any]) -> bool:
    return all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _is_day(value: str) -> bool:
    numbers = value[:4] + value[5:7] + value[8:]
    if not (len(value) == 10 and value[4] == value[7] == "-" and numbers.isascii() and numbers.isdigit()):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
