"""Text of a rule pack to a condition. Every mistake is noted at its place; nothing is guessed."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.conditions.nodes import All, AnyOf, Comparison, Condition, FactSort, Not, Reference
from kvcheck.conditions.operators import OPERATORS
from kvcheck.errors import Place, Problem, one_of
from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.language.text import Text
from kvcheck.source import Items, Node, problem_at
from kvcheck.source.privacy import as_name


class Vocabulary(NamedTuple):
    """What a condition may speak of."""

    facts: Mapping[str, FactSort]
    values: Mapping[str, frozenset[str]] = FrozenDict()
    """The values a fact may have, for facts whose values are a closed list."""
    parameters: Mapping[str, object] = FrozenDict()
    """Parameters by name, each with an example of its value: its type is what counts."""


_COMBINE: Mapping[str, Callable[[tuple[Condition, ...]], Condition]] = {"all": All, "any": AnyOf}
_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse(raw: Any, place: Place, owner: Node, vocabulary: Vocabulary) -> tuple[Condition | None, list[Problem]]:
    """The condition that `raw` (found at `place`, in the rule `owner`) states, or None, with all that is wrong."""
    parser = _Parser(vocabulary, owner)
    condition = parser.condition(raw, place)
    return (None if parser.problems else condition), parser.problems


class _Parser:
    """A recursive descent over the values of one rule; its methods are the lines of the grammar, which their docstrings
    quote.
    """

    def __init__(self, vocabulary: Vocabulary, owner: Node) -> None:
        """For conditions in `owner`, about the names of `vocabulary`. Problems are collected; nothing is raised."""
        self.vocabulary = vocabulary
        self.document = owner.document
        self.problems: list[Problem] = []

    def note(self, place: Place, message: Text, hint: Text | None = None) -> None:
        """Note a problem."""
        self.problems.append(problem_at(self.document, place, message, hint))

    def condition(self, raw: Any, place: Place) -> Condition | None:
        """condition = "all": [condition...] | "any": [condition...] | "not": condition | fact: comparison"""
        if not isinstance(raw, Node) or not raw:
            self.note(place, Text("a condition is a mapping (`fact: value`)", "조건은 `사실: 값` 형식이어야 합니다"))
            return None
        parts = [part for key in raw for part in self.entry(raw, key)]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def entry(self, raw: Node, key: str) -> list[Condition]:
        value, place = raw[key], raw.value_place(key)
        if key in _COMBINE:
            if not isinstance(value, Items) or not value:
                self.note(place, Text("`{key}` takes a list of conditions", "`{key}`에는 조건 목록이 옵니다", key=key))
                return []
            parts = [self.condition(item, value.item_place(index)) for index, item in enumerate(value)]
            return [_COMBINE[key](tuple(part for part in parts if part is not None))]
        if key == "not":
            part = self.condition(value, place)
            return [] if part is None else [Not(part)]
        if key not in self.vocabulary.facts:
            self.note(
                raw.key_place(key),
                Text("unknown fact `{key}`", "알 수 없는 사실 `{key}`", key=as_name(key)),
                one_of(self.vocabulary.facts, key),
            )
            return []
        return self.comparisons(key, value, place)

    def comparisons(self, fact: str, value: Any, place: Place) -> list[Condition]:
        """comparison = value | [value...] | {operator: value | [value...] | "$"name, ...}"""
        if isinstance(value, Node | Items) and not value:
            message = Text("`{fact}` is compared with nothing", "`{fact}`{:을} 비교할 값이 없습니다", fact=fact)
            self.note(place, message)
            return []
        if not isinstance(value, Node):
            shorthand = "in" if isinstance(value, Items) or self.names_list(value) else "is"
            made = self.comparison(fact, shorthand, value, place)
            return [made] if made else []
        found: list[Condition] = []
        for name in value:
            if name not in OPERATORS:
                message = Text("unknown operator `{name}`", "알 수 없는 연산자 `{name}`", name=as_name(name))
                self.note(value.key_place(name), message, one_of(OPERATORS, name))
            elif made := self.comparison(fact, name, value[name], value.value_place(name)):
                found.append(made)
        return found

    def names_list(self, value: Any) -> bool:
        """Whether `value` is a reference (`$name`) to a list, as an operator that takes one may have."""
        if not isinstance(value, str) or not value.startswith("$"):
            return False
        fact = self.vocabulary.facts.get(value[1:])
        return isinstance(self.vocabulary.parameters.get(value[1:]), list) or (fact is not None and fact.is_list)

    def comparison(self, fact: str, name: str, raw: Any, place: Place) -> Comparison | None:
        sort, operator = self.vocabulary.facts[fact], OPERATORS[name]
        if sort not in operator.sorts or (sort.is_list and operator.many is None):
            message = Text(
                "`{name}` does not apply to `{fact}`, a fact of type {sort}",
                "`{name}`{:은} {sort} 유형인 `{fact}`에 쓸 수 없습니다",
                name=name,
                fact=fact,
                sort=sort,
            )
            self.note(place, message)
            return None
        if isinstance(raw, str) and raw.startswith("$"):
            return self.referring(fact, name, raw[1:], place)
        if operator.takes_list != isinstance(raw, Items):
            wanted = Text("a list of values", "값 목록") if operator.takes_list else Text("one value", "값 하나")
            self.note(
                place, Text("`{name}` takes {wanted}", "`{name}`에는 {wanted:이} 옵니다", name=name, wanted=wanted)
            )
            return None
        values = list(raw) if isinstance(raw, Items) else [raw]
        fits = [self.fits(fact, sort, value, place) for value in values]
        if not all(fits):
            return None
        plain = FrozenDict(raw) if isinstance(raw, Node) else raw
        operand: object = frozenset(values) if operator.takes_list else plain
        return Comparison(fact, name, operand, sort.is_list)

    def referring(self, fact: str, name: str, target: str, place: Place) -> Comparison | None:
        """A comparison with `$target`, another fact or a parameter whose values are of the type; else None, and a
        problem.
        """
        sort, parameters = self.vocabulary.facts[fact], self.vocabulary.parameters
        if target in parameters:
            example = parameters[target]
            if not _same_type(sort, OPERATORS[name].takes_list, example):
                message = Text(
                    "parameter `${target}` does not fit `{fact}` and `{name}`",
                    "매개변수 `${target}`{:은} `{fact}`, `{name}`{:와} 맞지 않습니다",
                    target=target,
                    fact=fact,
                    name=name,
                )
                self.note(place, message)
                return None
        elif target not in self.vocabulary.facts:
            message = Text(
                "unknown parameter or fact `${target}`",
                "알 수 없는 매개변수 또는 사실 `${target}`",
                target=as_name(target),
            )
            self.note(place, message, one_of([*parameters, *self.vocabulary.facts], target))
            return None
        elif not _comparable(sort, OPERATORS[name].takes_list, self.vocabulary.facts[target]):
            message = Text(
                "`{fact}` cannot be compared with `${target}` by `{name}`",
                "`{fact}`{:와} `${target}`{:은} `{name}`{:으로} 비교할 수 없습니다",
                fact=fact,
                target=target,
                name=name,
            )
            self.note(place, message)
            return None
        return Comparison(fact, name, Reference(target), sort.is_list)

    def fits(self, fact: str, sort: FactSort, value: Any, place: Place) -> bool:
        """Whether a literal is a value that the fact can have; if not, that is noted."""
        allowed = self.vocabulary.values.get(fact)
        if isinstance(value, Items) or (isinstance(value, Node) and (sort is not FactSort.VISITS or not value)):
            message = Text("one value stands here", "값 하나를 적습니다")
            self.note(place, message, one_of(allowed) if allowed is not None else None)
            return False
        if allowed is not None:
            if value in allowed:
                return True
            message = Text(
                "`{fact}` is never `{value}`",
                "`{fact}`의 값은 `{value}`일 수 없습니다",
                fact=fact,
                value=as_name(value),
            )
            self.note(place, message, one_of(allowed, str(value)))
            return False
        if _is_of(sort, value):
            return True
        message = Text(
            "`{value}` is not a value of `{fact}`, a fact of type {sort}",
            "`{value}`{:은} {sort} 유형인 `{fact}`의 값이 아닙니다",
            value=as_name(value),
            fact=fact,
            sort=sort,
        )
        self.note(place, message)
        return False


def _is_of(sort: FactSort, value: Any) -> bool:
    """Whether a literal has the type of a fact (of a list fact: of its members)."""
    match sort:
        case FactSort.YES_NO:
            return isinstance(value, bool)
        case FactSort.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case FactSort.DATE:
            return isinstance(value, str) and _DAY.fullmatch(value) is not None
        case FactSort.COUNTRY | FactSort.COUNTRIES:
            return isinstance(value, str) and _COUNTRY.fullmatch(value) is not None
        case FactSort.VISITS:
            return isinstance(value, dict) and all(
                _COUNTRY.fullmatch(key) and isinstance(day, str) and _DAY.fullmatch(day) for key, day in value.items()
            )
        case _:
            return isinstance(value, str)


def _same_type(sort: FactSort, takes_list: bool, example: object) -> bool:  # noqa: FBT001 - one door, two flags
    """Whether the values of a parameter are of the type of a fact."""
    if takes_list != isinstance(example, list):
        return False
    return all(_is_of(sort, value) for value in (example if isinstance(example, list) else [example]))


_MEMBERS = {
    FactSort.COUNTRIES: FactSort.COUNTRY,
    FactSort.CHOICES: FactSort.CHOICE,
    FactSort.FAMILIES: FactSort.FAMILY,
}


def _comparable(sort: FactSort, takes_list: bool, target: FactSort) -> bool:  # noqa: FBT001 - as above
    """Whether a fact may be compared with another one: members with members, and a list only where one is taken."""
    same = _MEMBERS.get(sort, sort) == _MEMBERS.get(target, target)
    return same and target.is_list == takes_list
