"""A condition and facts to one of three truth values."""

from collections.abc import Callable, Iterator, Mapping
from operator import is_
from typing import Any

from kvcheck.conditions.nodes import All, AnyOf, Comparison, Condition, Not, Reference
from kvcheck.conditions.operators import OPERATORS
from kvcheck.conditions.truth import Truth, all_of, any_of, negate

Facts = Mapping[str, Any]
"""Values of facts by name. None, or no entry, is unknown."""

Compiled = Callable[[Facts], Truth]


def bind(condition: Condition, parameters: Mapping[str, Any]) -> Condition:
    """The same condition with the values of one day in place of the parameters it refers to.

    A parameter that has no value on that day stays a reference that nothing resolves: the comparison is unknown.
    """
    match condition:
        case All(parts) | AnyOf(parts):
            bound = tuple([bind(part, parameters) for part in parts])
            return condition if all(map(is_, bound, parts)) else type(condition)(bound)
        case Not(part):
            inner = bind(part, parameters)
            return condition if inner is part else Not(inner)
        case Comparison(fact, operator, Reference(name), many) if parameters.get(name) is not None:
            value = parameters[name]
            return Comparison(fact, operator, frozenset(value) if isinstance(value, list) else value, many)
        case _:
            return condition


def reads(condition: Condition) -> frozenset[str]:
    """The names of all facts the condition may look at."""
    match condition:
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(reads(part) for part in parts))
        case Not(part):
            return reads(part)
        case Comparison(fact, _, Reference(name)):
            return frozenset({fact, name})
        case Comparison(fact):
            return frozenset({fact})


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Every comparison of the condition, in its order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case Comparison():
            yield condition


def compile_condition(condition: Condition) -> Compiled:
    """The condition as one function of the facts. Every reference to a parameter must be bound before."""
    match condition:
        case All(parts):
            return _all(tuple(compile_condition(part) for part in parts))
        case AnyOf(parts):
            return _any(tuple(compile_condition(part) for part in parts))
        case Not(part):
            return _not(compile_condition(part))
        case Comparison():
            return _comparison(condition)


def _all(parts: tuple[Compiled, ...]) -> Compiled:
    """True if every part is; the first false one decides and the rest is not asked."""

    def holds(facts: Facts) -> Truth:
        result: Truth = True
        for part in parts:
            value = part(facts)
            if value is False:
                return False
            if value is None:
                result = None
        return result

    return holds


def _any(parts: tuple[Compiled, ...]) -> Compiled:
    """True if one part is; the first true one decides and the rest is not asked."""

    def holds(facts: Facts) -> Truth:
        result: Truth = False
        for part in parts:
            value = part(facts)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    return holds


def _not(part: Compiled) -> Compiled:
    """The contrary; unknown stays unknown."""

    def holds(facts: Facts) -> Truth:
        value = part(facts)
        return None if value is None else not value

    return holds


def _comparison(comparison: Comparison) -> Compiled:
    """One comparison; unknown if either side is, before its operator is asked."""
    operator = OPERATORS[comparison.operator]
    test = operator.many if comparison.many else operator.one
    assert test is not None, f"{comparison.operator} does not apply to {comparison.fact}"
    name, operand = comparison.fact, comparison.operand

    if isinstance(operand, Reference):
        other = operand.name

        def holds(facts: Facts) -> Truth:
            value, known = facts.get(name), facts.get(other)
            return None if value is None or known is None else test(value, known)

    else:

        def holds(facts: Facts) -> Truth:
            value = facts.get(name)
            return None if value is None else test(value, operand)

    return holds


def truth(condition: Condition, facts: Facts) -> Truth:
    """The truth value of a condition, for asking now and then; to ask often, compile it."""
    match condition:
        case All(parts):
            return all_of(truth(part, facts) for part in parts)
        case AnyOf(parts):
            return any_of(truth(part, facts) for part in parts)
        case Not(part):
            return negate(truth(part, facts))
        case Comparison():
            return _compare(condition, facts)


def _compare(comparison: Comparison, facts: Facts) -> Truth:
    """Whether one comparison holds; unknown if either side is, before its operator is asked."""
    value, operand = facts.get(comparison.fact), comparison.operand
    if isinstance(operand, Reference):
        operand = facts.get(operand.name)
    if value is None or operand is None:
        return None
    operator = OPERATORS[comparison.operator]
    test = operator.many if comparison.many else operator.one
    assert test is not None, f"{comparison.operator} does not apply to {comparison.fact}"
    return test(value, operand)


def leaves(condition: Condition, facts: Facts, *, wanted: bool = True, every: bool = False) -> Iterator["Leaf"]:
    """The comparisons that stand between the facts and the condition being `wanted`, each with its truth value.

    The third value says whether the comparison itself is wanted true (under a `not` it is wanted false). A part that
    already is as wanted has no comparisons in the way; of alternatives, the nearest one speaks, or `every` one.
    """
    yield from _in_the_way(condition, facts, wanted=wanted, every=every)[1]


Leaf = tuple[Comparison, Truth, bool]


def _in_the_way(condition: Condition, facts: Facts, *, wanted: bool, every: bool) -> tuple[Truth, list[Leaf]]:
    """The truth value of a condition, with its `leaves`; each comparison is asked once."""
    match condition:
        case Comparison():
            value = _compare(condition, facts)
            return value, [] if value is wanted else [(condition, value, wanted)]
        case Not(part):
            value, found = _in_the_way(part, facts, wanted=not wanted, every=every)
            return negate(value), found
        case All(parts) | AnyOf(parts):
            asked = [_in_the_way(part, facts, wanted=wanted, every=every) for part in parts]
            all_needed = isinstance(condition, All)
            value = (all_of if all_needed else any_of)(each for each, _ in asked)
            if value is wanted:
                return value, []
            ways = [way for _, way in asked]
            if every or all_needed is wanted:  # every part must turn
                return value, [leaf for way in ways for leaf in way]
            # one part is enough
            return value, min(ways, key=lambda way: (sum(known is not None for _, known, _ in way), len(way)))


def grounds(condition: Condition, facts: Facts) -> Iterator[Comparison]:
    """The comparisons that make a settled condition what it is: its proof. Nothing for an unknown condition."""
    value, proof = _proof(condition, facts)
    if value is not None:
        yield from proof


def _proof(condition: Condition, facts: Facts) -> tuple[Truth, list[Comparison]]:
    """The truth value of a condition, with the comparisons that settle it; each comparison is asked once."""
    match condition:
        case Comparison():
            return _compare(condition, facts), [condition]
        case Not(part):
            value, proof = _proof(part, facts)
            return negate(value), proof
        case All(parts) | AnyOf(parts):
            proofs = [_proof(part, facts) for part in parts]
            all_needed = isinstance(condition, All)
            value = (all_of if all_needed else any_of)(each for each, _ in proofs)
            settled = [proof for each, proof in proofs if each is value]
            needed = settled if all_needed is value else settled[:1]
            return value, [comparison for proof in needed for comparison in proof]
