"""What an error may repeat of a user's file: keys and words that the schemas list, ids of the plan, days.

Everything else may name a person, wherever it stands: an error says of it only what kind of value it is, and where.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any

from kvcheck.source.privacy import MASK, PRIVATE, as_name
from kvcheck.source.schema import schema

OF_INPUT = ("plan", "config", "waivers")
"""The schemas of files that people write."""

DAY = r"(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
"""A day as plans write it."""

_ID = r"(?!none$)[A-Za-z0-9{more}_][A-Za-z0-9{more}._-]{{0,63}}"
_ASCII_ID = re.compile(_ID.format(more=""))

ALIKE = 0.8
"""From which likeness on a key is a known one with a slip of the keys, and may be repeated."""

LONGEST = 100
"""A longer key is like none that is known."""

_PLAIN_WORDS = frozenset({"true", "false", "null", "~", "none", "unknown", "True", "False", "[]", "{}"})


def is_id(text: str) -> bool:
    """Whether a text is written as an id."""
    if text.isascii():
        return _ASCII_ID.fullmatch(text) is not None
    return re.fullmatch(_ID.format(more="가-힣"), text) is not None  # a pattern with so many letters is slow to make


@cache
def keys() -> frozenset[str]:
    """Every key of the files that people write."""
    return frozenset(key for name in OF_INPUT for part in _parts(schema(name)) for key in part.get("properties", ()))


@cache
def words() -> frozenset[str]:
    """Every word that a schema lists as a value, and those that mean yes, no and nothing."""
    listed = (part for name in OF_INPUT for part in _parts(schema(name)))
    values = (value for part in listed for value in (*part.get("enum", ()), part.get("const")))
    return _PLAIN_WORDS | {value for value in values if isinstance(value, str)}


@cache
def tables() -> frozenset[str]:
    """The sections of a plan whose keys are ids."""
    sections = schema("plan")["properties"].items()
    return frozenset(name for name, section in sections if section.get("$ref") == "#/$defs/table")


def like_a_key(key: str) -> bool:
    """Whether a key is known, is one by another name, or one misspelled by a letter or two."""
    return key in keys() or (len(key) <= LONGEST and _like_a_key(key))


@lru_cache(maxsize=1024)
def _like_a_key(key: str) -> bool:
    """The same of a key that is not known: a wrong key often stands in every entity of a plan."""
    from difflib import SequenceMatcher  # paid for only when something is wrong

    from kvcheck.source.meant import KEYS, plain

    if plain(key) in KEYS:
        return True
    said = key.lower()
    letters = frozenset(said)
    return any(
        abs(len(key) - len(each)) < 3
        and len(own - letters) <= len(each) - ALIKE / 2 * (len(said) + len(each)) + 1e-6  # so many may be other ones
        and SequenceMatcher(None, said, each).ratio() >= ALIKE
        for each, own in _letters()
    )


@cache
def _letters() -> tuple[tuple[str, frozenset[str]], ...]:
    """Every key with its letters: to compare those costs next to nothing, to compare the words much."""
    return tuple((key, frozenset(key)) for key in keys())


def ids_of(root: Any) -> frozenset[str]:
    """The ids of a plan: the keys of its tables, and what stands under `id`."""
    if not isinstance(root, dict):
        return frozenset()
    found = {key for name in tables() for key in _keys(root.get(name)) if is_id(key)}
    for owner in (root.get("project"), *_items(root.get("trips"))):
        for each in (owner, *_items(owner.get("activities") if isinstance(owner, dict) else None)):
            name = each.get("id") if isinstance(each, dict) else None
            if isinstance(name, str) and is_id(name):
                found.add(name)
    return frozenset(found)


def may_show(value: str, path: tuple[str, ...], ids: frozenset[str]) -> bool:
    """Whether a value below the keys of `path` may be repeated: it is a word of a list, an id or a day."""
    if any(key in PRIVATE for key in path):
        return False
    if path[-1:] == ("kvcheck",) and len(value) < 4:
        return True  # the version of a file
    if re.fullmatch(DAY, value):
        return next((key for key in reversed(path) if key), "") in keys()  # an unknown key may be of a day of birth
    return value in words() or value in ids


def may_show_key(key: str, path: tuple[str, ...]) -> bool:
    """Whether a key below the keys of `path` may be repeated: it is known, nearly known, or an id of a table."""
    in_table = len(path) == 1 and path[0] in tables()
    return (in_table and is_id(key)) or like_a_key(key)


TEXTS = frozenset({"en", "ko", "name", "owner", "title", "note", "instead", "ask", "label", "says", "source", "cite"})
"""Keys of rules below which sentences stand, which a company writes."""


def may_show_in_rules(value: str, path: tuple[str, ...]) -> bool:
    """Whether a value, or a key, below the keys of `path` of a company's own rules may be repeated.

    It is written as rules write names, numbers and days, and is no part of a sentence.
    """
    return not any(key in TEXTS for key in path) and as_name(value) == value


_STEPS = r"([.\[\]=,\s]+)"


def harmless_path(path: str, ids: Collection[str]) -> str:
    """A path into a plan with those of its steps as dots that an error may not repeat: no key, no id, no number."""
    return "".join(
        step if at % 2 or step in ids or step == "*" or step.isdecimal() or like_a_key(step) else MASK * len(step)
        for at, step in enumerate(re.split(_STEPS, path))
    )


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _parts(each)


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _items(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else ()
