"""The search for facts: what it finds is so, and where it finds nothing there is nothing."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import All, AnyOf, Comparison, Condition, Not, truth
from kvcheck.packtools.possible import differing, holding
from tests.support import library

_LEAVES = st.one_of(
    st.builds(
        lambda fact, value: Comparison(fact, "is", value, many=False),
        st.sampled_from(["traveler.us_pay", "traveler.us_fee"]),
        st.booleans(),
    ),
    st.builds(
        lambda operator, value: Comparison("trip.days", operator, value, many=False),
        st.sampled_from(["at_least", "at_most", "more_than", "less_than", "is"]),
        st.integers(1, 3),
    ),
    st.builds(
        lambda operator, values: Comparison("activity.mode", operator, values, many=False),
        st.sampled_from(["in", "not_in"]),
        st.frozensets(st.sampled_from(["perform", "supervise", "train"]), min_size=1),
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: All(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)
VALUES: dict[str, list[Any]] = {
    "traveler.us_pay": [True, False, None],
    "traveler.us_fee": [True, False, None],
    "trip.days": [0, 1, 2, 3, 4, None],
    "activity.mode": ["perform", "supervise", "train", "observe", None],
}
EVERY = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=60)
def test_conditions_differ_exactly_where_facts_tell_them_apart(one: Condition, other: Condition) -> None:
    """The facts that are found tell them apart; if none are, no facts do, unknown ones included."""
    found = differing(one, other, library())
    if found is None:
        assert all(truth(one, facts) is truth(other, facts) for facts in EVERY)
    else:
        assert truth(one, found) is not truth(other, found)


@given(CONDITIONS)
@settings(max_examples=60)
def test_a_condition_can_hold_exactly_where_facts_make_it_hold(one: Condition) -> None:
    """The facts that are found make it hold; if none are, nothing that is known does."""
    found = holding([one], [True], library())
    if found is None:
        known = [facts for facts in EVERY if None not in facts.values()]
        assert all(truth(one, facts) is not True for facts in known)
    else:
        assert truth(one, found) is True


def test_a_kind_has_one_family() -> None:
    """Work of a kind is not tried in a family that it is not of."""
    kind = Comparison("activity.kind", "is", "welding", many=False)
    family = Comparison("activity.family", "in", frozenset({"equipment"}), many=False)
    assert library().catalogue.kinds["welding"].family == "building"
    assert holding([All((kind, family))], [True], library()) is None
