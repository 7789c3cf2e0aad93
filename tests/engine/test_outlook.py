"""Trips judged at other days: every day on which something changes is found, and `check` says the same of that plan."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.engine.outlook import Block, Outlook, blocks
from kvcheck.model import TripResult, Verdict
from kvcheck.plan.moving import Way, may_slip
from tests.support import PLANS, library
from tests.support.properties.plans import Tree, day_after, plans, report

BEFORE = "2025-11-20"
"""A day of knowledge before most trips of random plans: they can slip either way."""
MOST = 150


def says(result: TripResult) -> dict[Block, Verdict | None]:
    """What keeps a trip from being permitted, in values that can be compared."""
    return {block: finding.verdict for block, finding in blocks(result).items()}


def late(plan: Tree, name: str, way: Way, days: int) -> Tree:
    """The text of a plan with a trip written so many days later, as a planner would write it."""
    plan = deepcopy(plan)
    trip = next(each for each in plan["trips"] if each["id"] == name)
    last = max((each["to"] for each in trip["activities"] if "to" in each), default="")
    for activity in trip["activities"]:
        if way is Way.LATER:
            activity.update({key: day_after(activity[key], days) for key in ("from", "to") if key in activity})
        elif activity.get("to", "-") == last:
            activity["to"] = day_after(last, days)
    if way is Way.LATER:
        trip["arrive"] = day_after(trip["arrive"], days)
    trip["depart"] = day_after(trip["depart"], days)
    return plan


@given(plans())
@settings(max_examples=3)
def test_no_day_on_which_something_changes_is_missed(plan: Tree) -> None:
    """Looking at few days finds what looking at every day finds."""
    judged = report(plan, BEFORE)
    outlook = Outlook(judged, library())
    for result in judged.trips:
        trip = result.subject.trip
        for way in Way:
            found = {days: says(each) for days, each in outlook.changes(trip, way, MOST)}
            now = says(result)
            for days in range(1, MOST + 1):
                now = found.get(days, now)
                assert says(outlook.at(trip, way, days)) == now, (trip["id"], way, days)


@given(plans(), st.sampled_from(list(Way)))
@settings(max_examples=6)
def test_check_says_the_same_of_a_plan_that_is_written_so(plan: Tree, way: Way) -> None:
    """On the day before something breaks `check` does not find it, on the day itself it does, at every margin."""
    judged = report(plan, BEFORE)
    outlook = Outlook(judged, library())
    for result in judged.trips:
        trip = result.subject.trip
        if not may_slip(trip, way, BEFORE):
            continue
        before = says(result)
        for days, each in outlook.changes(trip, way, 365):
            for number, expected in ((days - 1, before), (days, says(each))):
                written = report(late(plan, trip["id"], way, number), BEFORE)
                assert says(next(one for one in written.trips if one.id == result.id)) == expected, (way, number)
            before = says(each)


def test_every_day_of_the_mixed_example() -> None:
    """Two stays of one traveler, law that changes, contracts and annotations that end: nothing is missed."""
    from kvcheck.engine import check
    from kvcheck.plan import load
    from tests.support import AS_OF

    judged = check(load(PLANS / "battery-plant"), library(), as_of=AS_OF)
    outlook = Outlook(judged, library())
    for result in judged.trips[::4]:
        trip = result.subject.trip
        for way in Way:
            found = {days: says(each) for days, each in outlook.changes(trip, way, 365)}
            now = says(result)
            for days in range(1, 366):
                now = found.get(days, now)
                assert says(outlook.at(trip, way, days)) == now, (result.id, way, days)
