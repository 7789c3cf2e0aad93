"""The versions of kvcheck that a repository asks for: `required-version: ">=0.1, <1"`."""

import operator
import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from kvcheck import __version__
from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.source import Document, Node, problem_at

KEY = "required-version"
_COMPARES: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt,
    "": operator.eq,
}  # fmt: skip
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|>|<|)\s*(\d+(?:\.\d+)*)\s*")


def problem(document: Document, version: str = __version__) -> Problem | None:
    """That a configuration asks for another version than `version`, or in no words that are understood; None if not.

    It is asked before anything else of the file is: a key that only a newer version has is no mistake of the user's.
    """
    root = document.root
    if not isinstance(root, Node) or not isinstance(root.get(KEY), str):
        return None
    asked = str(root[KEY])
    place = root.value_place(KEY)
    fits = _fits(version, asked)
    if fits is None:
        message = Text("`{key}` is no list of versions", "`{key}`{:은} 버전 조건이 아닙니다", key=KEY)
        return problem_at(document, place, message, Text('write `">=0.1, <1"`', '`">=0.1, <1"`처럼 적으십시오'))
    if fits:
        return None
    message = Text(
        "this repository asks for kvcheck {asked}; this is {version}",
        "이 저장소는 kvcheck {asked} 버전을 요구합니다. 현재 버전: {version}",
        asked=asked,
        version=version,
    )
    hint = Text(
        "install a version that fits, so that everybody is judged by the same rules",
        "모두 같은 규칙으로 판정하도록 조건에 맞는 버전을 설치하십시오",
    )
    return problem_at(document, place, message, hint)


def _fits(version: str, asked: str) -> bool | None:
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
