"""Results are values: nobody changes them, they can be hashed and sent to another process, and there is one walk."""

import pickle
from typing import Any

import pytest

from kvcheck.model import DECIDING, FrozenDict, Layer, Report
from tests.engine.test_layers import layered
from tests.support import MINIMAL, judge

POLICIES = ("policy/esta-14-days",)


def report() -> Report:
    """A report with a policy and side matters beside the law."""
    return layered(MINIMAL, policies=POLICIES, sides=("us/side/tax-days",))


def again(value: Any) -> Any:
    """A value as another process gets it."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - what this test wrote


def test_facts_of_a_finding_cannot_be_changed() -> None:
    """All equal subjects share them, so that one reader's change would be another's fact."""
    facts = next(judge(MINIMAL).trips[0].judged()).ruling.findings[0].facts
    assert isinstance(facts, FrozenDict)
    before = dict(facts)
    for name, arguments in {
        "__setitem__": ("trip.days", 1), "__delitem__": ("trip.days",), "__ior__": ({},), "clear": (),
        "pop": ("trip.days",), "popitem": (), "setdefault": ("trip.days", 1), "update": ({"trip.days": 1},),
    }.items():  # fmt: skip
        with pytest.raises(TypeError, match="cannot be changed"):
            getattr(facts, name)(*arguments)
    assert facts == before


def test_what_the_rules_say_can_be_hashed_and_pickled() -> None:
    """A program keeps rulings in sets, and an engine sends whole reports between its workers."""
    found = report()
    rulings = [each.ruling for trip in found.trips for each in trip.judged()]
    assert len({*rulings, *again(rulings)}) == len(set(rulings))
    sent = again(found)
    assert [each.part for trip in sent.trips for each in trip.judged()] == [
        each.part for trip in found.trips for each in trip.judged()
    ]
    assert isinstance(sent.trips[0].layers, FrozenDict)


def test_every_ruling_of_every_layer_is_walked_once_in_order() -> None:
    """First those about the trip, then those of each activity, layer by layer; by default of all layers."""
    [trip] = report().trips
    assert list(trip.layers) == [Layer.LAW, Layer.POLICY, Layer.SIDE]
    walked = list(trip.judged())
    assert [each.layer for each in walked] == sorted((each.layer for each in walked), key=list(Layer).index)
    for layer, result in trip.layers.items():
        own = [each for each in walked if each.layer is layer]
        activities = [part for activity in result.activities for part in activity.parts]
        assert [each.part for each in own] == [*result.parts, *activities]
        assert [each.activity is None for each in own] == [True] * len(result.parts) + [False] * len(activities)
    assert {each.layer for each in trip.judged(DECIDING)} == {Layer.LAW, Layer.POLICY}
