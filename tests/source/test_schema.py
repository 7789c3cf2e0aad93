"""The published schemas are such as strict readers of schemas take."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT

SCHEMAS = sorted((ROOT / "kvcheck" / "schemas").glob("*.json"), key=lambda each: each.name)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes an object."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from objects(each)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda each: each.stem)
def test_what_is_required_is_described(path: Path) -> None:
    """A key that has to be there and that nobody describes is a slip; ajv, being strict, takes no such schema."""
    found = list(objects(json.loads(path.read_text(encoding="utf-8"))))
    assert found
    assert not [key for each in found for key in each.get("required", ()) if key not in each.get("properties", {})]
