"""What the solver takes to hold of all facts holds of the facts of plans."""

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kvcheck.model import Report
from kvcheck.packtools.prove.situation import Situation, Words
from kvcheck.packtools.prove.solver import Term, every, settled
from kvcheck.packtools.prove.world import holding
from tests.support import EXAMPLES, judge, library
from tests.support.properties.plans import Tree, facts_of_activity, plans, report


@cache
def world() -> tuple[Situation, dict[str, Term], Term]:
    """Open facts, what holds of them by name, and all of it."""
    situation = Situation(library(), Words())
    found = dict(holding(situation))
    return situation, found, every(found.values())


def broken(facts: dict[str, Any]) -> list[str]:
    """What should hold of all facts and does not of these."""
    situation, named, whole = world()
    pairs = situation.given(facts)
    if settled(whole, pairs):
        return []
    return [name for name, term in named.items() if not settled(term, pairs)]


def all_of(found: Report) -> list[str]:
    """What does not hold of some activity of a report."""
    return [
        name
        for result in found.trips
        for activity in result.law.activities
        for name in broken(facts_of_activity(activity))
    ]


@given(plans())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_it_holds_of_random_plans(plan: Tree) -> None:
    """No fact of a plan is one that the solver would leave out."""
    assert all_of(report(plan)) == []


@pytest.mark.parametrize("name", ["other-classes.yaml", "trainer.yaml", "b1-annotated.yaml"])
def test_it_holds_of_the_examples(name: str) -> None:
    """Work classes, visas and annotations too."""
    assert all_of(judge((EXAMPLES / name).read_text(encoding="utf-8"))) == []


def test_what_does_not_hold_is_noticed() -> None:
    """The check can fail: facts that no plan has."""
    facts = {"activity.kind": "install", "activity.family": "building", "trip.arrive": "2026-12-01", "trip.days": 5}
    assert {"catalogue", "days", "always known"} <= set(broken(facts))
