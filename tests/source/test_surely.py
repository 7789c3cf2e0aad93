"""A quick yes of `surely` is a yes of jsonschema's: over plans, settings and waivers, whole and damaged."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from kvcheck.source import read_text
from kvcheck.source.schema import _decider, schema
from kvcheck.source.surely import MOST, surely
from tests.support import EXAMPLES

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 7, 10**30, "", "a", "none", "한국", "a b", "a\n", "KR", "2026-02-30",
    "2026-12-01", "2026-12-01\n", "20261201", "2026-W01-1", "１２３", "2029", "é", "x" * 65,
    [], ["a", "a"], [1, True], {},
    {"a": 1}, {"none": {}},
]  # fmt: skip
PLANS = sorted(EXAMPLES.glob("*.yaml"))


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in a value, with each of its keys or numbers."""
    found: list[tuple[Any, Any]] = []
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in entries:
        found += [(value, key), *places(each)]
    return found


def damage(root: Any, chance: random.Random) -> None:
    """Replace, remove, rename or repeat something, wherever it stands."""
    container, key = chance.choice(places(root))
    way = chance.randrange(4)
    if way == 0:
        del container[key]
    elif way == 1 and isinstance(container, dict):
        container[str(chance.choice(ODD))] = container.pop(key)
    elif way == 2 and isinstance(container, list):
        container.append(copy.deepcopy(container[key]))
    else:
        container[key] = copy.deepcopy(chance.choice(ODD))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: str(path.stem))
def test_a_yes_is_a_yes(path: Path) -> None:
    """Every example is surely right; of what is damaged, nothing is that jsonschema-rs refuses."""
    root = json.loads(json.dumps(read_text(path.read_text(encoding="utf-8"), path.name).root))
    whole, decides = schema("plan"), _decider("plan")
    assert surely(root, whole)
    chance, refused = random.Random(path.name), 0  # noqa: S311 - the same damages in every run
    for _ in range(120):
        changed = copy.deepcopy(root)
        damage(changed, chance)
        right = decides.is_valid(changed)
        refused += not right
        assert right or not surely(changed, whole), changed
    assert refused > 20


@pytest.mark.parametrize(
    "part",
    [
        {"type": "integer"}, {"type": ["string", "null"]}, {"type": "number"}, {"const": 1}, {"const": True},
        {"enum": ["a", 1, None]}, {"pattern": "^[a-z가-힣]+$"}, {"pattern": "a$"}, {"format": "date"},
        {"format": "uri"}, {"minLength": 2}, {"maximum": 1, "minimum": 0}, {"uniqueItems": True},
        {"maxItems": 1}, {"required": ["a"]},
        {"items": {"type": "string"}, "minItems": 1}, {"additionalProperties": False}, {"minProperties": 1},
        {"propertyNames": {"minLength": 2}}, {"anyOf": [{"type": "object"}, {"const": "a"}]}, {"not": {}}, {"if": {}},
        {"$ref": "#/$defs/none"},
    ],
    ids=str,
)  # fmt: skip
def test_a_keyword_means_what_it_means(part: dict[str, Any]) -> None:
    """For every odd value; a keyword that is not known is never surely right."""
    for value in ODD:
        if surely(value, part):
            assert "$ref" not in part
            assert _valid(value, part), value
    if part.keys() & {"not", "if", "$ref"}:
        assert not any(surely(value, part) for value in ODD)


def _valid(value: Any, part: dict[str, Any]) -> bool:
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator(part, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return bool(checker.is_valid(value))


def test_a_large_document_is_left_to_jsonschema() -> None:
    """Beyond some values its loading pays."""
    assert surely(["a"] * (MOST // 2), {"items": {"type": "string"}})
    assert not surely(["a"] * (MOST + 1), {"items": {"type": "string"}})
