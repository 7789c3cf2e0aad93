"""JSON Schema with places: the only door to jsonschema and jsonschema-rs.

A small document is `surely` right, or jsonschema-rs decides, because it is fast. Only where something is invalid is
jsonschema imported, to name each error on the offending entries; `invalid` says it in the user's terms, at its place.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvcheck.source.surely import surely

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError as ValidationError

SCHEMAS = (
    "advice", "baseline", "checklist", "comparison", "config", "days", "diff", "lint", "lock",
    "log", "papers", "plan", "questions", "receipt", "report", "slip", "statement", "waivers",
)  # fmt: skip
"""The schemas that kvcheck publishes, by name."""

Steps = tuple[str | int, ...]


@cache
def schema(name: str) -> dict[str, Any]:
    """A published JSON Schema by its name, one of SCHEMAS."""
    text = (Path(__file__).parent.parent / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def definition(reference: str) -> dict[str, Any]:
    """What a schema refers to, for advice: a part does not know its schema, so that of plans is asked first."""
    name = reference.rpartition("/")[2]
    homes = (schema(each).get("$defs", {}) for each in ("plan", "config", "waivers", "receipt"))
    return next((home[name] for home in homes if name in home), {})


@cache
def _decider(name: str) -> Any:
    """The fast validator of a schema; it only decides, `jsonschema` words what is wrong."""
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema(name), validate_formats=True)


def is_valid(value: object, name: str, *, small: bool = True) -> bool:
    """Whether `value` satisfies the schema `name`. One that is not `small` is not worth a quick look."""
    return (small and surely(value, schema(name))) or bool(_decider(name).is_valid(value))


def errors(root: Any, name: str) -> Iterator[tuple[Steps, "ValidationError"]]:
    """Every error of a value by the schema `name`, with the path to it.

    jsonschema looks only at those entries of a large document that jsonschema-rs refuses.
    """
    from jsonschema import Draft202012Validator

    refused: list[Steps] = [tuple(error.instance_path) for error in _decider(name).iter_errors(root)]
    checker = Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    pruned, renumbered = _prune(root, refused)
    for error in checker.iter_errors(pruned):
        for meant in _meant(error):
            path = list(meant.absolute_path)
            if len(path) > 1 and path[0] in renumbered and isinstance(path[1], int):
                path[1] = renumbered[str(path[0])][path[1]]
            yield tuple(path), meant


def _meant(error: "ValidationError") -> Iterator["ValidationError"]:
    """Of the branches of an `anyOf`, what is wrong by the one whose type the value has; else the error itself."""
    branches: dict[object, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    for found in branches.values():
        if error.validator == "anyOf" and not any(
            not each.path and each.validator in ("type", "const", "enum") for each in found
        ):
            for each in found:
                yield from _meant(each)
            return
    yield error


def _prune(root: Any, paths: list[Steps]) -> tuple[Any, dict[str, list[int]]]:
    """A copy of the document with only the offending entries of its tables and lists; for lists, the old numbers."""
    if not isinstance(root, dict):
        return root, {}
    offending: dict[object, set[str | int]] = {}
    for path in paths:
        if len(path) > 1:
            offending.setdefault(path[0], set()).add(path[1])
    pruned: dict[str, Any] = {}
    renumbered: dict[str, list[int]] = {}
    for key, value in root.items():
        keep = offending.get(key, set())
        if isinstance(value, dict) and len(value) > 50:
            pruned[key] = {name: entry for name, entry in value.items() if name in keep or not _is_id(name)}
        elif isinstance(value, list) and len(value) > 50:
            renumbered[key] = sorted(index for index in keep if isinstance(index, int)) or [0]
            pruned[key] = [value[index] for index in renumbered[key]]
        else:
            pruned[key] = value
    return pruned, renumbered


def _is_id(name: str) -> bool:
    """Whether a name may be an id, decided without the regular expression of the schema, which is slower."""
    return bool(name) and len(name) < 64 and name.replace("-", "").replace("_", "").replace(".", "").isalnum()
