"""The rules' meaning once more, written to be read: no compiling, no epochs, no sharing, no short cuts.

It follows `rules/README.md` word by word and judges every single day by itself. It shares with kvcheck what a
condition is made of, and nothing that says what a condition means.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kvcheck.conditions import All, AnyOf, Comparison, Condition, Not, Reference
from kvcheck.model import Parameter
from kvcheck.model import Rule as ModelRule

Truth = bool | None
"""True, false, or None for unknown."""

WORST_FIRST = ("not_permitted", "undetermined", "needs_review", "permitted")

Dated = Mapping[str, Sequence[tuple[str, Any, str]]]
"""Parameters by name: the first day of each value, the value, and the day it became known."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, as far as it decides."""

    name: str
    kind: str
    when: Condition | None = None
    """What makes it hold; for a limit: whom it is for, None if everyone."""
    must: Condition | None = None
    """For a limit: what must be so."""
    first: str = "0000-00-00"
    last: str = "9999-99-99"
    announced: str = "0000-00-00"


# Conditions -----------------------------------------------------------------------------------------------------------


def every(values: Iterable[Truth]) -> Truth:
    """True if every one is true; false if one is false; otherwise unknown."""
    found = list(values)
    if any(value is False for value in found):
        return False
    return True if all(value is True for value in found) else None


def some(values: Iterable[Truth]) -> Truth:
    """True if one is true; false if every one is false; otherwise unknown."""
    found = list(values)
    if any(value is True for value in found):
        return True
    return False if all(value is False for value in found) else None


def opposite(value: Truth) -> Truth:
    """True and false turned around; unknown stays unknown."""
    return {True: False, False: True, None: None}[value]


def holds(condition: Condition, facts: Mapping[str, Any], parameters: Mapping[str, Any]) -> Truth:
    """The truth of a condition about these facts on a day with these parameters."""
    if isinstance(condition, All):
        return every(holds(part, facts, parameters) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return some(holds(part, facts, parameters) for part in condition.parts)
    if isinstance(condition, Not):
        return opposite(holds(condition.part, facts, parameters))
    value, wanted = facts.get(condition.fact), condition.operand
    if isinstance(wanted, Reference):
        wanted = parameters[wanted.name] if wanted.name in parameters else facts.get(wanted.name)
    if value is None or wanted is None:
        return None
    return compare(condition.operator, value, wanted, is_list=condition.many)


def compare(operator: str, value: Any, wanted: Any, *, is_list: bool) -> Truth:
    """One known value against what it is compared with, by the words of the table of operators."""
    if operator == "since":
        return visited(value, wanted)
    negative = {"is_not": "is", "not_in": "in"}
    if operator in negative:
        return opposite(compare(negative[operator], value, wanted, is_list=is_list))
    members = list(value) if is_list else [value]
    if operator == "is":
        return wanted in members
    if operator == "in":
        return len([member for member in members if member in wanted]) > 0
    if operator == "only_in":
        return len([member for member in members if member not in wanted]) == 0
    side = (value > wanted) - (value < wanted)
    return side in SIDES[operator]


SIDES: Mapping[str, tuple[int, ...]] = {
    "at_least": (0, 1),
    "at_most": (-1, 0),
    "more_than": (1,),
    "less_than": (-1,),
    "before": (-1,),
    "on_or_before": (-1, 0),
    "after": (1,),
    "on_or_after": (0, 1),
}
"""Where the value may lie: below (-1), at (0) or above (1) what it is compared with."""


def visited(visits: Iterable[tuple[str, str | None]], since: Mapping[str, str]) -> Truth:
    """Whether there is a visit to a country on or after that country's date; on an unknown day: unknown."""
    return some(None if day is None else day >= since[country] for country, day in visits if country in since)


def names(condition: Condition | None) -> set[str]:
    """Every name a condition mentions, of facts and of parameters."""
    match condition:
        case None:
            return set()
        case All(parts) | AnyOf(parts):
            return {name for part in parts for name in names(part)}
        case Not(part):
            return names(part)
        case Comparison(fact, _, operand):
            return {fact, operand.name} if isinstance(operand, Reference) else {fact}


# One day --------------------------------------------------------------------------------------------------------------


def worst(verdicts: Iterable[str]) -> str:
    """The worst of some verdicts."""
    found = set(verdicts)
    return next((verdict for verdict in WORST_FIRST if verdict in found), "permitted")


def outcomes(
    rules: Iterable[Rule], kind: str, facts: Mapping[str, Any], parameters: Mapping[str, Any]
) -> dict[str, Truth]:
    """The outcome of every rule of a kind."""
    found: dict[str, Truth] = {}
    for rule in rules:
        if rule.kind == kind:
            parts: list[Truth] = []
            if rule.must is not None:
                parts.append(holds(rule.must, facts, parameters))
            if rule.when is not None:
                applies = holds(rule.when, facts, parameters)
                parts.append(opposite(applies) if kind == "limit" else applies)
            found[rule.name] = some(parts)
    return found


def judge_activity(rules: Sequence[Rule], facts: Mapping[str, Any], parameters: Mapping[str, Any]) -> str:
    """The five steps for one activity on one day."""
    bars = outcomes(rules, "bar", facts, parameters).values()
    grants = outcomes(rules, "grant", facts, parameters).values()
    doubts = outcomes(rules, "doubt", facts, parameters).values()
    if True in bars:
        return "not_permitted"
    if all(grant is False for grant in grants):
        return "not_permitted"
    if None in bars or True not in grants:
        return "undetermined"
    if True in doubts:
        return "needs_review"
    if None in doubts:
        return "undetermined"
    return "permitted"


def judge_trip(rules: Sequence[Rule], facts: Mapping[str, Any], parameters: Mapping[str, Any]) -> str:
    """Limits and doubts about the whole trip on one day."""
    limits = outcomes(rules, "limit", facts, parameters).values()
    doubts = outcomes(rules, "doubt", facts, parameters).values()
    said = {True: "permitted", False: "not_permitted", None: "undetermined"}
    review = "needs_review" if True in doubts else "undetermined" if None in doubts else "permitted"
    return worst([*(said[limit] for limit in limits), review])


# Many days ------------------------------------------------------------------------------------------------------------


def days(first: str, last: str) -> Iterator[str]:
    """Every day from the first to the last."""
    day = date.fromisoformat(first)
    while day.isoformat() <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def in_force(rules: Iterable[Rule], day: str, as_of: str) -> list[Rule]:
    """The rules that are law on a day, as far as they are known on `as_of`."""
    return [rule for rule in rules if rule.first <= day <= rule.last and rule.announced <= as_of]


def values_on(parameters: Dated, day: str, as_of: str) -> dict[str, Any]:
    """The latest value of each parameter that has begun by that day, as far as known on `as_of`; None for none."""
    found: dict[str, Any] = dict.fromkeys(parameters)
    for name, values in parameters.items():
        for start, value, known in values:
            if start <= day and known <= as_of:
                found[name] = value
    return found


@dataclass(frozen=True)
class Law:
    """The rules and parameters of one class, and which facts are about one activity."""

    rules: tuple[Rule, ...]
    parameters: Dated
    of_activity: frozenset[str]

    def about_activity(self, rule: Rule) -> bool:
        """Whether a rule is about one activity: grants and bars always, doubts and risks if they read such a fact."""
        if rule.kind in ("grant", "bar"):
            return True
        return bool((names(rule.when) | names(rule.must)) & self.of_activity)

    def activity(self, facts: Mapping[str, Any], first: str, last: str, as_of: str) -> str:
        """The worst that any day says about an activity."""
        rules = [rule for rule in self.rules if self.about_activity(rule)]
        return worst(
            judge_activity(in_force(rules, day, as_of), facts, values_on(self.parameters, day, as_of))
            for day in days(first, last)
        )

    def trip(self, facts: Mapping[str, Any], first: str, last: str, as_of: str) -> str:
        """The worst that any day says about the trip itself."""
        rules = [rule for rule in self.rules if not self.about_activity(rule)]
        return worst(
            judge_trip(in_force(rules, day, as_of), facts, values_on(self.parameters, day, as_of))
            for day in days(first, last)
        )


def law_of(rules: Iterable[ModelRule], parameters: Mapping[str, Parameter], of_activity: Iterable[str]) -> Law:
    """The same law from rules that kvcheck has loaded."""
    return Law(
        tuple(
            Rule(
                name=rule.name,
                kind=rule.kind.value,
                when=None if rule.kind == "limit" else rule.condition,
                must=rule.condition if rule.kind == "limit" else None,
                first=rule.first_day,
                last=rule.last_day,
                announced=rule.announced,
            )
            for rule in rules
        ),
        {name: [each[:3] for each in parameter.values] for name, parameter in parameters.items()},
        frozenset(of_activity),
    )
