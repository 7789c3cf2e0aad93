"""Values and conditions as a pack writes them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck.errors import BadCommand
from kvcheck.language.text import Text

_PLAIN = re.compile(r"[A-Za-z가-힣][\w가-힣./-]*|\d{4}-\d{2}-\d{2}")
"""Texts that stand without quotes: words, names of packs, days."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "none"})
_SIGNS = {"<=": "at_most", ">=": "at_least", "!=": "is_not", "<": "less_than", ">": "more_than", "=": ""}
"""What may stand between a fact and a value, with the operator that it is."""
_OF_DAYS = {
    "at_most": "on_or_before",
    "at_least": "on_or_after",
    "less_than": "before",
    "more_than": "after",
}
"""What the operators of numbers are called where a day stands."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ASKED = re.compile(r"\s*([a-z][a-z0-9_.]*)\s*(<=|>=|!=|=|<|>)\s*(.+?)\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def scalar(value: Any) -> str:
    """A value as YAML has it, within a mapping in braces too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return "null" if value is None else str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(scalar(each) for each in value)}]"
    if isinstance(value, dict):
        return flow(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and (text.lower() not in _WORDS or text == "none"):
        return text
    return "'" + text.replace("'", "''") + "'"


def flow(values: Mapping[str, Any]) -> str:
    """A mapping in braces."""
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in values.items()) + "}"


def both(text: Text) -> str:
    """A sentence in both languages, in braces."""
    return flow({"en": text.en, "ko": text.ko})


def comparison(asked: str) -> dict[str, Any]:
    """What `FACT=VALUE` asks, as a condition of a pack: `trip.days<=14`, `activity.mode=perform,supervise`.

    Raises BadCommand for anything else.
    """
    found = _ASKED.fullmatch(asked)
    if found is None:
        raise BadCommand(
            Text(
                "`{asked}` is no condition: write FACT=VALUE, such as activity.mode=perform or trip.days<=14",
                "`{asked}`{:은} 조건이 아닙니다. activity.mode=perform, trip.days<=14처럼 적습니다",
                asked=asked,
            )
        )
    fact, sign, written = found.groups()
    operator = _SIGNS[sign]
    values = [_value(each.strip()) for each in written.split(",")]
    value = values if len(values) > 1 else values[0]
    if sign == "!=" and len(values) > 1:
        operator = "not_in"
    if _DAY.fullmatch(written):
        operator = _OF_DAYS.get(operator, operator)
    return {fact: {operator: value} if operator else value}


def _value(written: str) -> Any:
    if written in _YES_NO:
        return _YES_NO[written]
    if _NUMBER.fullmatch(written):
        return float(written) if "." in written else int(written)
    return written


def condition(asked: Sequence[Mapping[str, Any]]) -> str:
    """Comparisons that all have to hold, as the value of `when` or `must`, on lines of its own."""
    if len(asked) == 1:
        return f"\n    {_one(asked[0])}"
    return "\n    all:" + "".join(f"\n      - {_one(each)}" for each in asked)


def _one(asked: Mapping[str, Any]) -> str:
    [(fact, value)] = asked.items()
    return f"{fact}: {scalar(value)}"
