"""The operators of the condition language: one row each.

An operator sees only known values; an unknown one on either side makes the comparison unknown before it is asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.conditions.nodes import FactSort
from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text


class Operator(NamedTuple):
    """How one operator compares."""

    sorts: frozenset[FactSort]
    """Types of fact it applies to."""
    wanted: Text
    """What must be found for the operator to hold; `{operand}` stands for its operand."""
    unwanted: Text
    """What must be found for it not to hold."""
    takes_list: bool = False
    """Whether its operand is a list of values."""
    one: Callable[[Any, Any], Truth] | None = None
    """The test of a single value against the operand."""
    many: Callable[[Any, Any], Truth] | None = None
    """The test of a list fact against the operand."""


_LISTS = frozenset(sort for sort in FactSort if sort.is_list)
_PLAIN = frozenset(FactSort) - {FactSort.VISITS}
_NUMBERS = frozenset({FactSort.NUMBER})
_DATES = frozenset({FactSort.DATE})


def _visited_since(visits: tuple[tuple[str, str | None], ...], since: Mapping[str, str]) -> Truth:
    """Whether a visit falls on or after the day from which its country counts; a visit without a day is unknown."""
    result: Truth = False
    for country, day in visits:
        if country in since:
            if day is None:
                result = None
            elif day >= since[country]:
                return True
    return result


OPERATORS: Mapping[str, Operator] = {
    "is": Operator(
        sorts=_PLAIN, one=lambda a, b: a == b, many=lambda a, b: b in a,
        wanted=Text("{operand}", "{operand}"),
        unwanted=Text("anything but {operand}", "{operand} 이외"),
    ),
    "is_not": Operator(
        sorts=_PLAIN, one=lambda a, b: a != b, many=lambda a, b: b not in a,
        wanted=Text("anything but {operand}", "{operand} 이외"),
        unwanted=Text("{operand}", "{operand}"),
    ),
    "in": Operator(
        sorts=_PLAIN, takes_list=True, one=lambda a, b: a in b, many=lambda a, b: any(x in b for x in a),
        wanted=Text("one of: {operand}", "다음 중 하나: {operand}"),
        unwanted=Text("none of: {operand}", "다음 이외: {operand}"),
    ),
    "not_in": Operator(
        sorts=_PLAIN, takes_list=True, one=lambda a, b: a not in b, many=lambda a, b: not any(x in b for x in a),
        wanted=Text("none of: {operand}", "다음 이외: {operand}"),
        unwanted=Text("one of: {operand}", "다음 중 하나: {operand}"),
    ),
    "only_in": Operator(
        sorts=_LISTS, takes_list=True, many=lambda a, b: all(x in b for x in a),
        wanted=Text("nothing but: {operand}", "다음만: {operand}"),
        unwanted=Text("also others than: {operand}", "다음 이외의 값 포함: {operand}"),
    ),
    "at_least": Operator(
        sorts=_NUMBERS, one=lambda a, b: a >= b,
        wanted=Text("at least {operand}", "{operand} 이상"),
        unwanted=Text("less than {operand}", "{operand} 미만"),
    ),
    "at_most": Operator(
        sorts=_NUMBERS, one=lambda a, b: a <= b,
        wanted=Text("at most {operand}", "{operand} 이하"),
        unwanted=Text("more than {operand}", "{operand} 초과"),
    ),
    "more_than": Operator(
        sorts=_NUMBERS, one=lambda a, b: a > b,
        wanted=Text("more than {operand}", "{operand} 초과"),
        unwanted=Text("at most {operand}", "{operand} 이하"),
    ),
    "less_than": Operator(
        sorts=_NUMBERS, one=lambda a, b: a < b,
        wanted=Text("less than {operand}", "{operand} 미만"),
        unwanted=Text("at least {operand}", "{operand} 이상"),
    ),
    "before": Operator(
        sorts=_DATES, one=lambda a, b: a < b,
        wanted=Text("before {operand}", "{operand} 이전"),
        unwanted=Text("on or after {operand}", "{operand} 또는 그 이후"),
    ),
    "on_or_before": Operator(
        sorts=_DATES, one=lambda a, b: a <= b,
        wanted=Text("on or before {operand}", "{operand} 또는 그 이전"),
        unwanted=Text("after {operand}", "{operand} 이후"),
    ),
    "after": Operator(
        sorts=_DATES, one=lambda a, b: a > b,
        wanted=Text("after {operand}", "{operand} 이후"),
        unwanted=Text("on or before {operand}", "{operand} 또는 그 이전"),
    ),
    "on_or_after": Operator(
        sorts=_DATES, one=lambda a, b: a >= b,
        wanted=Text("on or after {operand}", "{operand} 또는 그 이후"),
        unwanted=Text("before {operand}", "{operand} 이전"),
    ),
    "since": Operator(
        sorts=frozenset({FactSort.VISITS}), one=_visited_since,
        wanted=Text("a visit since {operand}", "{operand} 이후의 방문"),
        unwanted=Text("no visit since {operand}", "{operand} 이후 방문 없음"),
    ),
}  # fmt: skip
