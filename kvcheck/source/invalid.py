"""What a schema refuses, in the user's terms: where, what was found, what was expected, what to type.

A value is repeated only where an error may (`known`); of any other only its kind is told.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kvcheck.errors import IN_FULL, Place, Problem, nearest, one_of
from kvcheck.language.text import Text
from kvcheck.source import slips
from kvcheck.source.expected import A_TEXT, DAY, ID_FORM, OUR_TIME, WORDS, expected, named, shown, to_type
from kvcheck.source.known import ids_of, may_show_key
from kvcheck.source.schema import Steps, errors, is_valid
from kvcheck.source.values import Document, Items, Node, problem_at

if TYPE_CHECKING:
    from kvcheck.source.schema import ValidationError

NAMES = frozenset({"class", "kind", "documents", "duties"})
"""Keys of a plan under which stands what the packs name: what is wrong there is said by who knows the names."""

MANY_LINES = 8_000
"""From so many lines on, to load what decides by a schema takes less time than a look without it."""

Refused = list[tuple[Steps, "ValidationError"]]


def problems(document: Document, name: str) -> list[Problem]:
    """Everything in the document that the schema `name` does not allow, each at its place."""
    return said(document, refused(document, name))


def refused(document: Document, name: str) -> Refused:
    """Every error of the document by the schema `name`, with the path to it."""
    small = document.text.count("\n") < MANY_LINES
    return [] if is_valid(document.root, name, small=small) else list(errors(document.root, name))


def names_something(path: Steps, error: "ValidationError") -> bool:
    """Whether an error is a name of a class, a kind or a document that is no id: who knows the names says it better."""
    return error.validator == "pattern" and isinstance(error.instance, str) and named(path) in NAMES


def said(document: Document, found: Refused) -> list[Problem]:
    """The errors as problems, each once, in the order of the file."""
    ids = ids_of(document.root)
    parted = _parted(document, found)
    told = [(path, error) for path, error in found if not _falls(path, error, parted)]
    every = [*parted.values(), *(problem for path, error in told[:IN_FULL]
                                 for problem in _said(document, path, error, ids))]  # fmt: skip
    every += [_counted(document, path) for path, _ in told[IN_FULL:]]
    unique = {(problem.place, problem.message): problem for problem in every}
    return sorted(unique.values(), key=lambda problem: problem.place or Place("", 0, 0))


def _counted(document: Document, path: Steps) -> Problem:
    """An error of which only is said that it is there: what was meant takes a search, and there are many."""
    where = _name(path)
    return Problem(
        message=Text("{where} is wrong", "{where:이} 잘못되었습니다", where=where), place=place_of(document, path)
    )


def _parted(document: Document, found: Refused) -> dict[Steps, Problem]:
    """Entries of a list that are one, parted by a dash too many: each lacks what the other has. By both paths."""
    lacking = {path: set(_missing(error)) for path, error in found if error.validator == "required" and path}
    parted: dict[Steps, Problem] = {}
    for path, wanted in lacking.items():
        if not isinstance(path[-1], int):
            continue
        after = (*path[:-1], path[-1] + 1)
        first, second = value_at(document, path), value_at(document, after)
        if after in lacking and wanted & second.keys() and lacking[after] <= first.keys():
            place = place_of(document, after)
            message = Text(
                "this `-` parts one entry of the list into two", "이 `-` 때문에 목록의 한 항목이 둘로 나뉩니다"
            )
            hint = Text("put a space for the `-`, if it goes on with the entry above",
                        "위 항목에 이어지는 것이면 `-` 대신 공백을 넣으십시오")  # fmt: skip
            where = document.place(place.line, max(place.column - 2, 1))
            parted[path] = parted[after] = problem_at(document, where, message, hint)
    return parted


def _falls(path: Steps, error: "ValidationError", parted: Mapping[Steps, Problem]) -> bool:
    """Whether an error only follows from an entry that was parted."""
    return error.validator == "required" and path in parted


def _missing(error: "ValidationError") -> list[str]:
    """The keys that a mapping has to have and has not, not even misspelled."""
    instance: Any = error.instance
    wanted: Any = error.validator_value
    part: Any = error.schema
    allowed = part.get("properties", {})
    meant_by = {slips.key_of(key, allowed) for key in instance if key not in allowed}
    return [key for key in wanted if key not in instance and key not in meant_by]


def value_at(document: Document, path: Steps) -> Any:
    """What stands at a path of a document; an empty mapping if there is no such place."""
    value: Any = document.root
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step), {})
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step] if step < len(value) else {}
    return value if isinstance(value, dict) else {}


def _said(document: Document, path: Steps, error: "ValidationError", ids: frozenset[str]) -> list[Problem]:
    """The error in the user's terms, one problem for each key.

    No problem comes of an error that says again what another says: a date that is none also breaks the pattern of
    dates.
    """
    place, where = place_of(document, path), _name(path)
    instance: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            return _unknown_keys(document, path, error)
        case "required":
            return [_lacks(document, place, where, key, error) for key in _missing(error)]
        case "pattern" if wanted == OUR_TIME and not DAY.fullmatch(str(instance)):
            return []  # no day at all: that it must be one is said already
        case "pattern" if wanted == WORDS and not instance:
            return []  # that it is empty is said already
        case "enum" | "const" | "type" | "format" | "pattern" | "anyOf":
            if "propertyNames" in error.absolute_schema_path:
                return [_no_id(document, path, str(instance))]
            found = shown(instance, path, ids)
            message = _no_such_value(where, found)
            if error.validator not in ("enum", "const"):
                message = Text(
                    "{where} must be {expected}, found {found}",
                    "{where:은} {expected:이어야} 합니다. 입력값: {found}",
                    where=where,
                    expected=expected(error),
                    found=found,
                )
            return [problem_at(document, place, message, to_type(error, path, ids))]
        case "maxLength":
            most = f"{wanted:,}"
            message = Text(
                "{where} has more than {most} characters", "{where:이} {most}자를 넘습니다", where=where, most=most
            )
            return [problem_at(document, place, message, Text("shorten it", "짧게 줄이십시오"))]
        case "minItems" | "minProperties" | "minLength":
            hint = Text("fill it in, or delete the key", "내용을 적거나 키를 지우십시오")
            return [
                problem_at(document, place, Text("{where} is empty", "{where:이} 비어 있습니다", where=where), hint)
            ]
        case "minimum" | "maximum":
            limit = Text("at least", "이상") if error.validator == "minimum" else Text("at most", "이하")
            message = Text(
                "{where} must be {limit} {wanted}", "{where:은} {wanted} {limit}이어야 합니다",
                where=where, limit=limit, wanted=wanted,
            )  # fmt: skip
            return [problem_at(document, place, message)]
        case "uniqueItems":
            message = Text("{where} names something twice", "{where}에 중복된 값이 있습니다", where=where)
            return [problem_at(document, place, message, Text("keep one of them", "하나만 남기십시오"))]
        case _:
            message = Text("{where} is not as it has to be", "{where:이} 형식에 맞지 않습니다", where=where)
            return [problem_at(document, place, message)]


def _no_such_value(where: Text, found: Text) -> Text:
    """That a place takes other values; of a text that is not repeated only that it is none of them."""
    if found == A_TEXT:
        return Text("{where} has a value that is not known", "{where}의 값이 허용된 값이 아닙니다", where=where)
    return Text("{where} cannot be {found}", "{where}에 {found:은} 쓸 수 없습니다", where=where, found=found)


def _lacks(document: Document, place: Place, where: Text, key: str, error: "ValidationError") -> Problem:
    """That a mapping lacks a key, and what to add."""
    message = Text("{where} lacks `{key}`", "{where}에 `{key}`{:이} 없습니다", where=where, key=key)
    part: Any = error.schema.get("properties", {}).get(key, {}) if isinstance(error.schema, Mapping) else {}
    example = str(part["const"]) if "const" in part else "2026-12-01" if "#/$defs/date" in str(part) else "…"
    hint = Text("add `{key}: {example}`", "`{key}: {example}`{:을} 추가하십시오", key=key, example=example)
    if "const" in part:
        hint = Text(
            "make `{key}: {example}` the first line",
            "첫 줄에 `{key}: {example}`{:을} 적으십시오",
            key=key,
            example=example,
        )
    return problem_at(document, place, message, hint)


def _no_id(document: Document, path: Steps, key: str) -> Problem:
    """That a key which has to be an id is none."""
    place = place_of(document, (*path, key), key=True)
    slip = slips.of_key(document, place, key, {})
    if slip is not None:
        return problem_at(document, *slip)
    if path[-1:] == ("us_days_by_year",):
        return problem_at(document, place, Text("this key is no year", "이 키는 연도가 아닙니다"),
                          Text("write `2026: 90`", "`2026: 90` 형식으로 적으십시오"))  # fmt: skip
    message = Text("a key of {where} must be {expected}", "{where}의 키는 {expected:이어야} 합니다",
                   where=_name(path), expected=ID_FORM)  # fmt: skip
    hint = Text("write a short id without spaces, such as `kim-ms`; a name goes under `name`",
                "`kim-ms`처럼 공백 없는 짧은 식별자를 적고, 이름은 `name`에 적으십시오")  # fmt: skip
    return problem_at(document, place, message, hint)


_UNKNOWN_KEY = Text("unknown key in {where}", "{where}에 알 수 없는 키가 있습니다")


def _unknown_keys(document: Document, path: Steps, error: "ValidationError") -> list[Problem]:
    """A problem for each key that the schema does not have, with the nearest one that it has."""
    allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    where = _name(path) if path else Text("the file", "파일")
    instance: Any = error.instance
    found: list[Problem] = []
    for key in instance:
        if key in allowed:
            continue
        if len(found) >= IN_FULL:
            found.append(
                Problem(message=_UNKNOWN_KEY.filled(where=where), place=place_of(document, (*path, key), key=True))
            )
            continue
        place = place_of(document, (*path, key), key=True)
        slip = slips.of_key(document, place, key, allowed, instance)
        if slip is not None:
            found.append(problem_at(document, *slip))
            continue
        message = _UNKNOWN_KEY.filled(where=where)
        if may_show_key(key, tuple(str(step) for step in path)):
            message = Text(
                "unknown key `{key}` in {where}", "{where}에 알 수 없는 키 `{key}`{:이} 있습니다", key=key, where=where
            )
        found.append(problem_at(document, place, message, _other_key(key, allowed)))
    return found


def _other_key(key: str, allowed: Mapping[str, Any]) -> Text:
    """The key that was meant, or where a known one belongs; else those that may stand here."""
    close = slips.key_of(key, allowed)
    if close is None and nearest(key, allowed) is None:
        homes = [each for each in slips.homes_of(key) if each]
        if homes:
            shown = ", ".join(f"`{each}`" for each in homes[:3])
            return Text("`{key}` belongs in {shown}; indent it below the entry that it is about",
                        "`{key}`{:은} {shown}에 적습니다. 해당 항목 아래로 들여쓰십시오",
                        key=key, shown=shown)  # fmt: skip
    if close is not None:
        return one_of(allowed, close)
    return one_of(allowed, key)


def _name(path: Steps) -> Text:
    """How a place inside a document is called in a sentence: `travelers.kim.nationality`."""
    if not path:
        return Text("the file", "파일")
    shown = ""
    for depth, part in enumerate(path):
        above = tuple(str(each) for each in path[:depth])
        said = part if isinstance(part, int) or may_show_key(part, above) else "…"
        shown += f"[{said + 1}]" if isinstance(said, int) else f".{said}" if shown else said
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
