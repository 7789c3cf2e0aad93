"""One column of a roster: its headings, its place in the plan, and what the schema of plans allows there."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.language.text import Text
from kvcheck.source.privacy import PRIVATE
from kvcheck.source.schema import schema


class Sort(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    COUNTRY = "country"
    COUNTRIES = "countries"
    TEXTS = "texts"
    VISITS = "visits"
    STAYS = "stays"
    NUMBER = "number"
    CHOICES = "choices"
    IDS = "ids"
    ITEMS = "items"


class Of(StrEnum):
    """What a column is about."""

    TRAVELER = "traveler"
    TRIP = "trip"
    ACTIVITY = "activity"
    PROJECT = "project"
    SITE = "site"
    COMPANY = "company"
    EQUIPMENT = "equipment"
    CONTRACT = "contract"
    FILING = "filing"


class Column(NamedTuple):
    """One column of a roster. A column of an activity stands once for each slot."""

    name: str
    """The name that is the same in every language: `passport_expires`."""
    of: Of
    path: tuple[str, ...]
    """Its place in the traveler, trip or activity; empty for the id of the traveler or the trip itself."""
    heading: Text
    about: Text
    """What to write into it."""
    table: str
    """The table of the plan whose ids it names, such as `companies`; empty if it names none."""
    common: bool
    """Whether an empty roster has it."""
    sort: Sort
    values: tuple[str, ...]
    """The allowed values of a choice."""
    none: bool
    """Whether `none` may stand for an id: known not to exist."""

    @property
    def private(self) -> bool:
        """Whether it names a person: never repeated on a terminal, and exported only when asked for."""
        if self.of in (Of.TRAVELER, Of.TRIP, Of.ACTIVITY):
            return bool(self.path) and self.path[-1] in PRIVATE
        return self.path[0] in _PEOPLE


class Allowed(NamedTuple):
    """What may stand in a column of names."""

    values: tuple[str, ...]
    spelled: Mapping[str, str]
    """Every way to write a value, as `plain_word` gives it."""
    any_id: bool = False
    """Whether an id beyond these may stand there too."""
    tells: Mapping[str, str] = FrozenDict()
    """Of classes of visa: the class of entry that a word tells, where it tells one."""


Words = Mapping[Column, Allowed]
"""The columns that hold names, with what may stand in each."""


def column_of(
    name: str, of: Of, path: str, heading: Text, about: Text, *, table: str = "", common: bool = True
) -> Column:
    """A column of a roster, which holds what the plan schema has at `path`."""
    steps = tuple(path.split(".")) if path else ()
    sort, values, none = _holds(of, steps)
    return Column(name, of, steps, heading, about, table, common, sort, values, none)


_PEOPLE = ("signer", "contacts")
"""Where companies and the project have people."""

_PLAIN = {"id": Sort.ID, "text": Sort.TEXT, "date": Sort.DATE, "country": Sort.COUNTRY, "count": Sort.NUMBER,
          "percent": Sort.NUMBER}  # fmt: skip
_LISTS = {"country": Sort.COUNTRIES, "text": Sort.TEXTS, "visit": Sort.VISITS, "stay": Sort.STAYS, "id": Sort.IDS}
_TYPES = {"boolean": Sort.YES_NO, "integer": Sort.NUMBER, "string": Sort.TEXT, "object": Sort.ITEMS}


def _holds(of: Of, path: tuple[str, ...]) -> tuple[Sort, tuple[str, ...], bool]:
    """The sort of the value at a place of the plan, the values of a choice, and whether `none` stands for an id."""
    if path in ((), ("id",)):
        return Sort.ID, (), False
    node = node_at(of, path)
    if "anyOf" in node:
        listed = [each["enum"] for each in node["anyOf"] if "enum" in each]
        if listed:
            return Sort.CHOICE, tuple(listed[0]), False
        branches = [_reference(each) for each in node["anyOf"]]
        if "id" in branches:
            return Sort.ID, (), True
        if "date" in branches:
            return Sort.DATE, (), False
        if any(each.get("type") == "array" for each in node["anyOf"]):
            return Sort.ITEMS, (), False
        return Sort.CHOICE, ("none",), False  # what else it may be has columns of its own
    if _reference(node) in _PLAIN:
        return _PLAIN[_reference(node)], (), False
    if _reference(node) == "none":
        return Sort.CHOICE, ("none",), False
    if "enum" in node:
        return Sort.CHOICE, tuple(node["enum"]), False
    if node["type"] == "array":
        items = node["items"]
        if "enum" in items:
            return Sort.CHOICES, tuple(items["enum"]), False
        return _LISTS.get(_reference(items), Sort.ITEMS), (), False
    return _TYPES[node["type"]], (), False


def node_at(of: Of, path: tuple[str, ...]) -> dict[str, Any]:
    """The schema of the value at a place of the plan."""
    return _at(schema("plan")["$defs"][of.value], path)


def items_of(column: Column) -> Mapping[str, Any] | None:
    """The schema of the entries of a list of mappings; None if the column holds numbers by a key."""
    node = node_at(column.of, column.path)
    lists = [each for each in node.get("anyOf", [node]) if each.get("type") == "array"]
    found: Mapping[str, Any] | None = schema("plan")["$defs"][_reference(lists[0]["items"])] if lists else None
    return found


def about_of(of: Of, path: tuple[str, ...], heading: Text) -> Text:
    """What the schema says of a place: its sentence in English, then that in Korean; else the heading."""
    said = "" if path == ("id",) else str(node_at(of, path).get("description", ""))
    korean = re.search(r"[가-힣]", said)
    if korean is None:
        return heading
    end = said.rfind(". ", 0, korean.start()) + 1 or korean.start()
    return Text(said[:end].strip(), said[end:].strip())


def _at(node: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The schema of the value at a path below an entity; of several forms, the one that has keys."""
    for key in path:
        if "anyOf" in node:
            node = next(each for each in node["anyOf"] if _reference(each) != "none")
        if "properties" not in node:
            node = schema("plan")["$defs"][_reference(node)]
        node = node["properties"][key]
    return node


def _reference(node: Mapping[str, Any]) -> str:
    """The name of the definition that a schema refers to; empty if none."""
    return str(node.get("$ref", "")).rpartition("/")[2]
