"""Versions of the program, and what is asked of them: `>=0.1, <1`."""

import operator
import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

_COMPARES: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt,
    "": operator.eq,
}  # fmt: skip
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<|)\s*(\d+(?:\.\d+)*)\s*")


def fits(version: str, asked: str) -> bool | None:
    """Whether a version meets every clause of what is asked for; None if a clause is none."""
    clauses = [_CLAUSE.fullmatch(each) for each in asked.split(",")]
    found = [each for each in clauses if each is not None]
    if len(found) < len(clauses):
        return None
    return all(_COMPARES[each[1]](*_alike(version, each[2])) for each in found)


def _alike(*versions: str) -> list[tuple[int, ...]]:
    """Versions as numbers of equal length, so that 1 is 1.0; what follows them, such as `rc1`, does not count."""
    heads = [re.match(r"\d+(?:\.\d+)*", each) for each in versions]
    numbers = [[int(part) for part in head[0].split(".")] if head is not None else [] for head in heads]
    return list(zip(*zip_longest(*numbers, fillvalue=0), strict=True))
