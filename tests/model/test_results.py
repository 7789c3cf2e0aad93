"""Results are values: nobody changes them, they can be hashed and sent to another process, and there is one walk."""

import pickle
import re
from collections.abc import Mapping
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
    of_trip, of_activity, *_ = judge(MINIMAL).trips[0].judged()
    assert isinstance(of_activity.ruling.facts, FrozenDict)
    unchangeable(of_trip.ruling.findings[0].facts, "trip.days")
    unchangeable(of_activity.ruling.findings[0].facts, "activity.kind")


def unchangeable(facts: Mapping[str, Any], name: str) -> None:
    """That a mapping refuses every way of changing it."""
    before = dict(facts)
    for way, arguments in {
        "__setitem__": (name, 1), "__delitem__": (name,), "__ior__": ({},), "clear": (),
        "pop": (name,), "popitem": (), "setdefault": (name, 1), "update": ({name: 1},),
    }.items():  # fmt: skip
        with pytest.raises(TypeError, match="cannot be changed"):
            getattr(facts, way)(*arguments)
    assert facts == before
    assert hash(facts) == hash(FrozenDict(before))


def test_trips_that_share_what_is_said_have_findings_of_their_own_facts() -> None:
    """Two trips of other days: every rule says the same of both, and each finding tells the days of its own trip."""
    before, travelers, rest = re.split(r"^(travelers|trips):\n", MINIMAL, flags=re.MULTILINE)[::2]
    lee = (travelers + rest).replace("kim", "lee")  # the same a day later
    later = lee[len(travelers) :].replace("2026-12-01", "2026-12-02").replace("2027-01-20", "2027-01-21")
    plan = f"{before}travelers:\n{travelers}{lee[: len(travelers)]}trips:\n{rest}{later}"
    one, two = (next(each.judged()).ruling for each in judge(plan).trips)
    assert one.said is two.said
    assert one != two
    for ruling in (one, two):
        assert all(each.facts is ruling.facts for each in (*ruling.findings, *ruling.risks, *ruling.behind))
    assert one.facts["trip.arrive"] != two.facts["trip.arrive"]


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
