"""The laws of three-valued logic hold, for truth values, for conditions and for every operator."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import OPERATORS, All, AnyOf, Comparison, Condition, FactSort, Not, Reference, compile_condition
from kvcheck.conditions.truth import Truth, all_of, any_of, negate
from tests.support.properties import naive
from tests.support.properties.strategies import (
    LISTS,
    MEMBERS,
    OPERATORS_OF,
    World,
    conditions,
    fact_sets,
    fact_values,
    less_and_more,
    operand_values,
    worlds,
)

TRUTHS: tuple[Truth, ...] = (True, False, None)
PAIRS = list(product(TRUTHS, repeat=2))
TRIPLES = list(product(TRUTHS, repeat=3))
APPLICABLE = [(operator, sort) for sort, operators in OPERATORS_OF.items() for operator in operators]

OPPOSITES = {
    "is": "is_not",
    "in": "not_in",
    "at_least": "less_than",
    "at_most": "more_than",
    "before": "on_or_after",
    "after": "on_or_before",
}
"""Operators that say the contrary of each other; `only_in` and `since` have no contrary but `not`."""


def knows_more(more: Truth, less: Truth) -> bool:
    """Whether one truth value says what the other says, or answers what it leaves open."""
    return less is None or more is less


# Truth values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [(), *((value,) for value in TRUTHS), *PAIRS, *TRIPLES], ids=str)
def test_combining_follows_the_readme(values: tuple[Truth, ...]) -> None:
    """`all` and `any` of up to three values come out as the page on the language says."""
    assert (all_of(values), any_of(values)) == (naive.every(values), naive.some(values))


@pytest.mark.parametrize("combine", [all_of, any_of])
@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_order_and_grouping_do_not_matter(combine: Any, a: Truth, b: Truth, c: Truth) -> None:
    """Combining is commutative, associative and idempotent."""
    assert combine([a, b]) is combine([b, a])
    assert combine([combine([a, b]), c]) is combine([a, combine([b, c])]) is combine([a, b, c])
    assert combine([a, a]) is a


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_negation_exchanges_all_and_any(a: Truth, b: Truth) -> None:
    """De Morgan's laws hold, and a double negation changes nothing."""
    assert negate(all_of([a, b])) is any_of([negate(a), negate(b)])
    assert negate(any_of([a, b])) is all_of([negate(a), negate(b)])
    assert negate(negate(a)) is a


@pytest.mark.parametrize(("less", "more"), [(a, b) for a, b in product(PAIRS, PAIRS) if all(map(knows_more, b, a))])
def test_learning_keeps_what_was_settled(less: tuple[Truth, ...], more: tuple[Truth, ...]) -> None:
    """Replacing an unknown value never changes a combination that was true or false."""
    assert knows_more(all_of(more), all_of(less))
    assert knows_more(any_of(more), any_of(less))
    assert knows_more(negate(more[0]), negate(less[0]))


# Conditions -----------------------------------------------------------------------------------------------------------


def truth(condition: Condition, facts: dict[str, Any]) -> Truth:
    """What a condition comes out as."""
    return compile_condition(condition)(facts)


def bare_worlds() -> st.SearchStrategy[World]:
    """Vocabularies without parameters, in which a condition stands by itself."""
    return worlds().map(lambda world: replace(world, parameters={}))


@st.composite
def three_conditions(draw: st.DrawFn) -> tuple[Condition, Condition, Condition, dict[str, Any]]:
    """Three conditions over the same facts."""
    world = draw(bare_worlds())
    one = conditions(world)
    return draw(one), draw(one), draw(one), draw(fact_sets(world))


@pytest.mark.parametrize("combine", [All, AnyOf])
@given(drawn=three_conditions())
@settings(max_examples=50)
def test_conditions_combine_in_any_order(combine: Any, drawn: tuple[Any, Any, Any, dict[str, Any]]) -> None:
    """`all` and `any` of conditions are commutative, associative and idempotent."""
    a, b, c, facts = drawn
    assert truth(combine((a, b)), facts) is truth(combine((b, a)), facts)
    assert truth(combine((combine((a, b)), c)), facts) is truth(combine((a, b, c)), facts)
    assert truth(combine((a, a)), facts) is truth(a, facts)


@given(drawn=three_conditions())
@settings(max_examples=50)
def test_conditions_obey_de_morgan(drawn: tuple[Any, Any, Any, dict[str, Any]]) -> None:
    """`not` exchanges `all` and `any`, and twice it changes nothing."""
    a, b, _, facts = drawn
    assert truth(Not(All((a, b))), facts) is truth(AnyOf((Not(a), Not(b))), facts)
    assert truth(Not(AnyOf((a, b))), facts) is truth(All((Not(a), Not(b))), facts)
    assert truth(Not(Not(a)), facts) is truth(a, facts)


@given(st.data())
@settings(max_examples=90)
def test_a_settled_condition_stays_settled(data: st.DataObject) -> None:
    """Learning facts never changes a condition that was true or false."""
    world = data.draw(bare_worlds())
    condition = data.draw(conditions(world))
    less, more = data.draw(less_and_more(world))
    assert knows_more(truth(condition, more), truth(condition, less))


# Operators ------------------------------------------------------------------------------------------------------------


def compared(sort: FactSort, operator: str, value: Any, operand: Any) -> Truth:
    """What one comparison comes out as."""
    return truth(Comparison("f", operator, operand, sort in LISTS), {"f": value})


def test_every_operator_is_tested() -> None:
    """The operators and the types they apply to are those of the readme's table."""
    applies = {
        (name, sort)
        for name, operator in OPERATORS.items()
        for sort in operator.sorts
        if not sort.is_list or operator.many is not None
    }
    assert applies == set(APPLICABLE)
    assert {*OPPOSITES, *OPPOSITES.values(), "only_in", "since"} == set(OPERATORS)


@pytest.mark.parametrize(("operator", "sort"), APPLICABLE)
@given(data=st.data())
@settings(max_examples=20)
def test_unknown_in_unknown_out(operator: str, sort: FactSort, data: st.DataObject) -> None:
    """A comparison with an unknown fact on either side is unknown."""
    operand = data.draw(operand_values(sort, MEMBERS[sort], operator))
    known = Comparison("f", operator, Reference("g"), sort in LISTS)
    assert compared(sort, operator, None, operand) is None
    assert truth(Comparison("f", operator, operand, sort in LISTS), {}) is None
    assert truth(known, {"f": data.draw(fact_values(sort, MEMBERS[sort])), "g": None}) is None
    assert truth(known, {"f": None, "g": operand}) is None


@pytest.mark.parametrize(("operator", "sort"), APPLICABLE)
@given(data=st.data())
@settings(max_examples=30)
def test_operators_compare_as_the_table_says(operator: str, sort: FactSort, data: st.DataObject) -> None:
    """Every operator agrees with its line in the readme."""
    value = data.draw(fact_values(sort, MEMBERS[sort]))
    operand = data.draw(operand_values(sort, MEMBERS[sort], operator))
    expected = naive.compare(operator, value, operand, is_list=sort in LISTS)
    assert compared(sort, operator, value, operand) is expected


@pytest.mark.parametrize(("operator", "sort"), [pair for pair in APPLICABLE if pair[0] in OPPOSITES])
@given(data=st.data())
@settings(max_examples=30)
def test_opposite_operators_never_agree(operator: str, sort: FactSort, data: st.DataObject) -> None:
    """Of an operator and its opposite exactly one holds."""
    value = data.draw(fact_values(sort, MEMBERS[sort]))
    operand = data.draw(operand_values(sort, MEMBERS[sort], operator))
    assert compared(sort, operator, value, operand) is not compared(sort, OPPOSITES[operator], value, operand)
    assert compared(sort, operator, value, operand) in (True, False)
