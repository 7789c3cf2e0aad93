"""What may stand at a place of a plan, as its schema says: for who is asked what to write there."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.source.schema import schema

ENTITIES: Mapping[str, str] = {
    "project": "project",
    "sites": "site",
    "companies": "company",
    "equipment": "equipment",
    "contracts": "contract",
    "filings": "filing",
    "travelers": "traveler",
    "trips": "trip",
    "activities": "activity",
}
"""The sections of a plan (activities count as one) with the name of their entities in the schema."""


class Sort(StrEnum):
    """What kind of answer a place takes."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    NUMBER = "number"
    COUNTRY = "country"
    COUNTRIES = "countries"
    ID = "id"
    TEXT = "text"
    ENTRIES = "entries"
    """A list of mappings, such as earlier events; empty says that there are none."""
    PARTS = "parts"
    """A mapping of its own."""
    ANY = "any"
    """Whatever a company's own fact takes, where its pack is not read yet: told when the plan is judged."""


class Shape(NamedTuple):
    """What may stand at a place."""

    sort: Sort
    values: tuple[str, ...] = ()
    """Of a choice."""
    none: bool = False
    """Whether `none` may stand there too: known not to exist."""
    parts: Mapping[str, Any] = {}
    """Of entries or parts: the schema of each key."""


@cache
def shape_of(section: str, steps: tuple[str, ...]) -> Shape:
    """What may stand below an entity of a section (`activities` for those of a trip) at some keys."""
    node: dict[str, Any] = {"$ref": f"#/$defs/{ENTITIES[section]}"}
    for step in steps:
        node = _mapping(node)["properties"][step]
    return _shape(node)


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with what it refers to in place of the reference."""
    while "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        node = {**schema("plan")["$defs"][name], "name": name}
    return node


def _ways(node: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The ways in which a value may satisfy a schema."""
    node = _resolved(node)
    return [_resolved(each) for each in node["anyOf"]] if "anyOf" in node else [node]


def _mapping(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The way of a schema that has keys."""
    return next(each for each in _ways(node) if "properties" in each)


_NAMED = {"country": Sort.COUNTRY, "date": Sort.DATE, "count": Sort.NUMBER, "percent": Sort.NUMBER, "id": Sort.ID}


def _shape(node: Mapping[str, Any]) -> Shape:
    ways = _ways(node)
    none = any(each.get("const") == "none" for each in ways)
    way = next((each for each in ways if "const" not in each), ways[0])
    if way.get("name") in _NAMED:
        return Shape(_NAMED[way["name"]], none=none)
    if "enum" in way:
        return Shape(Sort.CHOICE, tuple(way["enum"]), none)
    match way.get("type"):
        case "boolean":
            return Shape(Sort.YES_NO, none=none)
        case "integer":
            return Shape(Sort.NUMBER, none=none)
        case "array":
            return _list(_resolved(way["items"]), none=none)
        case "object":
            return Shape(Sort.PARTS, none=none, parts=way.get("properties", {}))
        case _:
            return Shape(Sort.CHOICE, ("none",)) if "const" in way else Shape(Sort.TEXT, none=none)


def _list(item: Mapping[str, Any], *, none: bool) -> Shape:
    if item.get("name") == "country":
        return Shape(Sort.COUNTRIES, none=none)
    if "enum" in item:
        return Shape(Sort.CHOICES, tuple(item["enum"]), none)
    return Shape(Sort.ENTRIES, none=none, parts=item.get("properties", {}))
