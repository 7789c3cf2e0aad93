"""Facts that are asked for again and again are those that are worked out each time."""

import random
from typing import Any, cast

from kvcheck.facts import Facts
from kvcheck.facts.again import FactsAgain
from kvcheck.facts.descriptions import Reading
from kvcheck.model.entities import Trip
from kvcheck.plan.load import load
from kvcheck.plan.lookups import days_of
from kvcheck.source.values import restated
from tests.support import EXAMPLES, library


def test_facts_of_a_trip_do_not_turn_on_what_was_asked_before() -> None:
    """Of the trip, of its activities; of another trip in its place, on its own days; and of the first again."""
    plan, rules, chance = load(EXAMPLES / "korean.yaml"), library(), random.Random(1)  # noqa: S311 - no secret
    names = sorted(name for name, fact in rules.facts.items() if not (fact.of_activity or fact.of_crew))

    def told(facts: Facts, trip: Trip) -> list[Any]:
        asked = tuple(chance.sample(names, len(names) // 2))
        found: list[Any] = [asked, facts.of_trip(trip, asked)]
        for activity in trip["activities"]:
            first, last = days_of(trip, activity)
            found += [facts.inputs(trip, activity, first, last, timed=timed) for timed in (True, False)]
        return found

    def all_of(kind: type[Facts]) -> list[Any]:
        chance.seed(1)
        facts = kind(plan, rules.facts, rules.catalogue, lambda _: Reading((), True, ()))
        found: list[Any] = []
        for trip in plan.trips:
            late = cast("Trip", restated(trip, {"arrive": "2027-06-01", "depart": "2027-06-20", "class": "b1"}))
            for _ in range(3):
                found += [told(facts, trip), told(facts.with_other(trip, late), late), told(facts, trip)]
            for other in [each for each in plan.trips if each is not trip]:
                found += [told(facts, other), told(facts.with_other(trip, late), other)]
        return found

    assert all_of(FactsAgain) == all_of(Facts)
