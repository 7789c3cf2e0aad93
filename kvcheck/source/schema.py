"""JSON Schema with places: the only door to jsonschema and jsonschema-rs.

jsonschema-rs decides, because it is fast. Only where something is invalid is jsonschema imported, to name each error on
the offending entries, and the error is then said in the user's terms, at its place.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvcheck.errors import Place, Problem, one_of
from kvcheck.language.text import Text
from kvcheck.source import Document, Items, Node, problem_at
from kvcheck.source.privacy import HOLD_PRIVATE, PRIVATE

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMAS = ("baseline", "checklist", "comparison", "config", "plan", "questions", "receipt", "report", "waivers")
"""The schemas that kvcheck publishes, by name."""

Steps = tuple[str | int, ...]


@cache
def schema(name: str) -> dict[str, Any]:
    """A published JSON Schema by its name, one of SCHEMAS."""
    text = (Path(__file__).parent.parent / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def published(name: str) -> str:
    """The text of a published JSON Schema, one of SCHEMAS."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


@cache
def _decider(name: str) -> Any:
    """The fast validator of a schema; it only decides, `jsonschema` words what is wrong."""
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema(name), validate_formats=True)


def is_valid(value: object, name: str) -> bool:
    """Whether `value` satisfies the schema `name`."""
    return bool(_decider(name).is_valid(value))


def problems(document: Document, name: str) -> list[Problem]:
    """Everything in the document that the schema `name` does not allow, each at its place."""
    if is_valid(document.root, name):
        return []
    errors = list(_errors(document.root, name))
    # An unknown key may be a misspelled private one, so no line shows its value.
    unknown = frozenset(key for _, error in errors for key in _unknown(error))
    found = [problem for path, error in errors for problem in _said(document, path, error)]
    unique = {(problem.place, problem.message): problem for problem in found}
    private = frozenset(document.place(*_start(document, path)).line for path, _ in errors if _is_private(path))
    quoted = [
        replace(each, quote="" if each.place.line in private else document.quote(each.place.line, unknown))
        for each in unique.values()
        if each.place
    ]
    return sorted(quoted, key=lambda problem: problem.place or Place("", 0, 0))


def _errors(root: Any, name: str) -> Iterator[tuple[Steps, "ValidationError"]]:
    """Every error jsonschema finds, in only those entries of a large document that jsonschema-rs refuses."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    refused: list[Steps] = [tuple(error.instance_path) for error in _decider(name).iter_errors(root)]
    checker = Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
    pruned, renumbered = _prune(root, refused)
    for error in checker.iter_errors(pruned):
        # Of the branches of an `anyOf`, the one that the user most probably meant says what is wrong.
        meant = (best_match([error]) or error) if error.validator == "anyOf" else error
        path = list(meant.absolute_path)
        if len(path) > 1 and path[0] in renumbered and isinstance(path[1], int):
            path[1] = renumbered[str(path[0])][path[1]]
        yield tuple(path), meant


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


def _said(document: Document, path: Steps, error: "ValidationError") -> list[Problem]:
    """The error in the user's terms: where it is, what was found, what was expected. One problem for each key.

    No problem comes of an error that says again what another says: a date that is none also breaks the pattern of
    dates. What was found is not repeated below a private key.
    """
    place, where = place_of(document, path), _name(path)
    instance: Any = error.instance
    wanted: Any = error.validator_value
    found = "`…`" if _is_private(path) else _shown(instance)
    refused = Text("{where} cannot be {found}", "{where}에 {found:은} 쓸 수 없습니다", where=where, found=found)
    match error.validator:
        case "additionalProperties":
            return _unknown_keys(document, path, error)
        case "required":
            missing = [key for key in wanted if key not in instance]
            texts = [
                Text("{where} lacks `{key}`", "{where}에 `{key}`{:이} 없습니다", where=where, key=key)
                for key in missing
            ]
            return [problem_at(document, place, text) for text in texts]
        case "enum":
            hint = one_of([str(value) for value in wanted], str(instance)) if len(wanted) < _MANY else _CODE
            return [problem_at(document, place, refused, hint)]
        case "const":
            hint = Text("write `{wanted}`", "`{wanted}`{:으로} 적으십시오", wanted=wanted)
            return [problem_at(document, place, refused, hint)]
        case "pattern" if wanted == _OUR_TIME and not _DAY.fullmatch(str(instance)):
            return []  # no day at all: that it must be one is said already
        case "pattern" if wanted == _WORDS and not instance:
            return []  # that it is empty is said already
        case "type" | "format" | "pattern":
            expected = _expected(error)
            if "propertyNames" in error.absolute_schema_path:
                place = place_of(document, (*path, str(instance)), key=True)
            message = Text(
                "{where} must be {expected}, found {found}",
                "{where:은} {expected:이어야} 합니다. 입력값: {found}",
                where=where,
                expected=expected,
                found=found,
            )
            return [problem_at(document, place, message)]
        case "maxLength":
            message = Text(
                "{where} has more than {wanted} characters",
                "{where:이} {wanted}자를 넘습니다",
                where=where,
                wanted=wanted,
            )
            return [problem_at(document, place, message)]
        case "minItems" | "minProperties" | "minLength":
            return [problem_at(document, place, Text("{where} is empty", "{where:이} 비어 있습니다", where=where))]
        case "uniqueItems":
            message = Text("{where} names something twice", "{where}에 중복된 값이 있습니다", where=where)
            return [problem_at(document, place, message)]
        case _:
            reason = error.message[:_LONGEST]
            message = Text("{where}: {reason}", "{where}: {reason}", where=where, reason=reason)
            return [problem_at(document, place, message)]


def _is_private(path: Steps) -> bool:
    """Whether what stands at a path may identify a person: below a private key, or in place of what holds such keys."""
    held = path[-1:] and path[-1] in HOLD_PRIVATE
    traveler = len(path) == 2 and path[0] == "travelers"
    return bool(held or traveler or any(step in PRIVATE for step in path))


def _start(document: Document, path: Steps) -> tuple[int, int]:
    """Line and column of a value, to put problems in the order of the file."""
    place = place_of(document, path)
    return place.line, place.column


def _unknown(error: "ValidationError") -> list[str]:
    """The keys that an object has and its schema does not know."""
    if error.validator != "additionalProperties":
        return []
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    return [key for key in instance if key not in allowed]


def _unknown_keys(document: Document, path: Steps, error: "ValidationError") -> list[Problem]:
    """A problem for each key that the schema does not have, with the nearest one that it has."""
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    where = _name(path) if path else Text("the file", "파일")
    found = []
    for key in _unknown(error):
        message = Text(
            "unknown key `{key}` in {where}", "{where}에 알 수 없는 키 `{key}`{:이} 있습니다", key=key, where=where
        )
        place = place_of(document, (*path, key), key=True)
        found.append(problem_at(document, place, message, one_of(allowed, key)))
    return found


_LONGEST = 200
"""The most characters of a library's own message that are passed on."""
_TYPES = {
    "object": Text("a mapping (`key: value`)", "`키: 값` 형식"),
    "array": Text("a list (`[a, b]`)", "목록(`[a, b]`)"),
    "string": Text("text", "텍스트"),
    "boolean": Text("`true` or `false`", "`true` 또는 `false`"),
    "integer": Text("a whole number", "정수"),
    "number": Text("a number", "숫자"),
}
_MANY = 100
_CODE = Text(
    "a country has two letters (ISO 3166), such as KR, US, JP", "국가는 두 글자(ISO 3166)로 적습니다. 예: KR, US, JP"
)
_DATE = Text("a day that exists, written 2026-12-01", "실제 날짜(예: 2026-12-01)")
_OUR_TIME = "^(19|20|21)"
_WORDS = "^[^\\u0000]*\\S[^\\u0000]*$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = {
    _WORDS: Text("words, not blanks", "공백이 아닌 내용"),
    "^[A-Z]{2}$": Text("two capital letters (GA, MI)", "대문자 두 글자(GA, MI)"),
    _OUR_TIME: Text("a day of our time, written 2026-12-01", "현대의 날짜(예: 2026-12-01)"),
}
_ID_FORM = Text("an id (letters, digits, `.`, `_`, `-`)", "식별자(문자, 숫자, `.`, `_`, `-`)")


def _expected(error: "ValidationError") -> Text:
    """What a value would have to be."""
    if error.validator == "format":
        return _DATE
    wanted = str(error.validator_value)
    return _TYPES.get(wanted, Text(wanted, wanted)) if error.validator == "type" else _FORMS.get(wanted, _ID_FORM)


def _shown(value: object) -> str:
    """A value as a message repeats it: of a mapping or list only that it is one."""
    if isinstance(value, dict):
        return "a mapping" if value else "`{}`"
    if isinstance(value, list):
        return "a list" if value else "`[]`"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{str(value)[:60]}`"


def _name(path: Steps) -> Text:
    """How a place inside a document is called in a sentence: `travelers.kim.nationality`."""
    if not path:
        return Text("the file", "파일")
    shown = ""
    for part in path:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return Text("`{shown}`", "`{shown}`", shown=shown)


def place_of(document: Document, path: Steps, *, key: bool = False) -> Place:
    """Where the value at `path` begins in the document (with `key`, where its key stands), or the nearest parent."""
    value: Any = document.root
    place = value.place if isinstance(value, Node | Items) else document.place(1, 1)
    for depth, part in enumerate(path):
        last = depth == len(path) - 1
        if isinstance(value, Node) and isinstance(part, str) and part in value:
            place = value.key_place(part) if key and last else value.value_place(part)
            value = value[part]
        elif isinstance(value, Items) and isinstance(part, int) and part < len(value):
            place = value.item_place(part)
            value = value[part]
        else:
            break
    return place
