"""What a plan states under `own`: only facts that a pack declares, about what it declares them, in their type."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.days import is_day
from kvcheck.errors import Problem, one_of
from kvcheck.language.text import Text
from kvcheck.model import OWN, UNKNOWN, Fact, Plan
from kvcheck.source import Items, Node, problem_at
from kvcheck.source.schema import schema

_OF: Mapping[str, Text] = {
    "traveler": Text("a traveler", "출장자"),
    "trip": Text("a trip", "출장"),
    "activity": Text("an activity", "활동"),
    OWN: Text("the plan", "계획 전체"),
}
"""What such a fact may be about, by the root of its place."""
_TAKES: Mapping[FactSort, Text] = {
    FactSort.YES_NO: Text("`true` or `false`", "`true` 또는 `false`"),
    FactSort.NUMBER: Text("a number", "숫자"),
    FactSort.DATE: Text("a day such as 2026-12-01", "2026-12-01 같은 날짜"),
    FactSort.TEXT: Text("words", "글"),
    FactSort.COUNTRY: Text("a country such as KR", "KR 같은 국가 코드"),
    FactSort.COUNTRIES: Text("a list of countries: [KR]", "국가 목록: [KR]"),
}


def wrong_own(plan: Plan, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Own facts that no pack declares, that are about something else, or that have a value of another type."""
    declared = {name.removeprefix(f"{OWN}."): fact for name, fact in facts.items() if name.startswith(f"{OWN}.")}
    for root, node in _stated(plan):
        for key, value in node.items():
            fact = declared.get(key)
            if fact is None:
                yield _undeclared(node, key, declared, root)
            elif _root(fact) != root:
                yield _elsewhere(node, key, fact)
            elif (wanted := _wanted(fact, value)) is not None:
                message = Text("`{key}` takes {wanted}", "`{key}`에는 {wanted:을} 적습니다", key=key, wanted=wanted)
                yield problem_at(node.document, node.value_place(key), message, fact.ask)


def _stated(plan: Plan) -> Iterator[tuple[str, Node]]:
    """Every section of own facts of a plan, with the root of the places of its facts."""
    for document in plan.documents:
        if OWN in document.root:
            yield OWN, document.root[OWN]
    owners: list[tuple[str, Any]] = [("traveler", each) for each in plan.travelers.values()]
    for trip in plan.trips:
        owners += [("trip", trip), *(("activity", each) for each in trip["activities"])]
    for root, node in owners:
        if OWN in node:
            yield root, node[OWN]


def _root(fact: Fact) -> str:
    return str(fact.given).partition(".")[0]


def _undeclared(node: Node, key: str, declared: Mapping[str, Fact], root: str) -> Problem:
    message = Text(
        "no policy pack in use declares a fact `{key}`",
        "적용 중인 정책 묶음에 `{key}`{:이라는} 사실이 없습니다",
        key=key,
    )
    if not declared:
        hint = Text(
            "name the pack that declares it: `--policy FILE`, or `policies` in kvcheck.yaml",
            "정의한 묶음을 지정하십시오: `--policy 파일` 또는 kvcheck.yaml의 `policies`",
        )
        return problem_at(node.document, node.key_place(key), message, hint)
    here = [name for name, fact in declared.items() if _root(fact) == root]
    return problem_at(node.document, node.key_place(key), message, one_of(here or [*declared], key))


def _elsewhere(node: Node, key: str, fact: Fact) -> Problem:
    message = Text(
        "the fact `{key}` is about {what}, so it does not stand here",
        "`{key}`{:은} {what}에 관한 사실이므로 여기에 적지 않습니다",
        key=key,
        what=_OF[_root(fact)],
    )
    hint = Text("write it at `{place}`", "`{place}`에 적으십시오", place=fact.given or "")
    return problem_at(node.document, node.key_place(key), message, hint)


def _wanted(fact: Fact, value: Any) -> Text | None:
    """What a fact takes, where a value is something else; nobody has to know a fact (`unknown`)."""
    if value == UNKNOWN:
        return None
    if fact.sort.is_list:
        fits = isinstance(value, Items) and all(_fits(fact, each) for each in value)
    else:
        fits = _fits(fact, value)
    if fits:
        return None
    if fact.values and fact.sort is not FactSort.YES_NO:
        listed = ", ".join(fact.values)
        several = Text("a list of {listed}", "목록({listed})", listed=listed)
        return several if fact.sort.is_list else Text("one of {listed}", "{listed} 중 하나", listed=listed)
    return _TAKES[fact.sort]


def _fits(fact: Fact, value: Any) -> bool:
    """Whether a value, or a member of a list, is of the type of a fact."""
    match fact.sort:
        case FactSort.YES_NO:
            return isinstance(value, bool)
        case FactSort.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case FactSort.DATE:
            return isinstance(value, str) and is_day(value)
        case FactSort.COUNTRY | FactSort.COUNTRIES:
            return isinstance(value, str) and value in schema("plan")["$defs"]["country"]["enum"]
        case FactSort.CHOICE | FactSort.CHOICES:
            return isinstance(value, str) and value in fact.values
        case _:
            return isinstance(value, str)
