"""Learning a fact may settle what was undetermined, and changes nothing else."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.conditions import FactSort
from kvcheck.engine import Law, judge_activity, judge_trip
from kvcheck.model import Verdict, worst
from tests.support import AS_OF, library
from tests.support.properties.depth import examples
from tests.support.properties.plans import (
    ABSENT,
    Path,
    Tree,
    answers,
    days_of,
    facts_of_activity,
    good_plan,
    plans,
    put,
    report,
)
from tests.support.properties.strategies import (
    DAYS,
    MEMBERS,
    blurred,
    epoch_of,
    fact_values,
    laws,
    less_and_more,
    worlds,
)


def settled_stays(less: Any, more: Any) -> None:
    """The verdict with less known is undetermined, or already the one with more known."""
    assert less in (more, Verdict.UNDETERMINED)


@given(st.data())
@examples(40)
def test_learning_facts_keeps_settled_verdicts_under_random_rules(data: st.DataObject) -> None:
    """Whatever the rules: a verdict that is settled stays when unknown facts become known."""
    world = data.draw(worlds())
    epoch = epoch_of(data.draw(laws(world)), data.draw(st.sampled_from(DAYS)))
    less, more = data.draw(less_and_more(world))
    settled_stays(judge_activity(epoch, less).verdict, judge_activity(epoch, more).verdict)
    settled_stays(judge_trip(epoch, less).verdict, judge_trip(epoch, more).verdict)


def values_of(name: str) -> st.SearchStrategy[Any]:
    """Any value that a fact of the shipped vocabulary may have."""
    fact, catalogue = library().facts[name], library().catalogue
    closed = {
        FactSort.CHOICE: tuple(fact.values),
        FactSort.CHOICES: tuple(fact.values),
        FactSort.KIND: tuple(sorted(catalogue.kinds)),
        FactSort.FAMILY: tuple(sorted(catalogue.families)),
    }
    return fact_values(fact.sort, closed.get(fact.sort, MEMBERS[fact.sort]))


@given(st.data())
@examples(25)
def test_learning_facts_keeps_settled_verdicts_under_the_shipped_packs(data: st.DataObject) -> None:
    """Of the facts of a real activity some are forgotten and then learned anew, as anything: what was settled stays."""
    trip = report(data.draw(plans())).trips[0]
    activity = data.draw(st.sampled_from(trip.law.activities))
    facts = facts_of_activity(activity)
    forgotten = data.draw(st.lists(st.sampled_from(sorted(facts)), min_size=1, max_size=6, unique=True))
    less = facts | {name: data.draw(blurred(facts[name])) if n else None for n, name in enumerate(forgotten)}
    learned = {name: data.draw(values_of(name)) for name in forgotten if less[name] is None}
    law = Law(library(), library().chain(trip.law.pack), AS_OF)
    epochs = [law.epoch(number) for _, _, number in law.spans(*days_of(activity))]
    for judge in (judge_activity, judge_trip):
        settled_stays(
            worst([judge(epoch, less).verdict for epoch in epochs]),
            worst([judge(epoch, less | learned).verdict for epoch in epochs]),
        )


# Plans ----------------------------------------------------------------------------------------------------------------

FORGETTABLE: Mapping[str, tuple[str, ...]] = {
    "companies": ("country",),
    "equipment": ("acquired", "contract"),
    "contracts": ("seller", "kind", "requires", "signed"),
    "sites": ("phase",),
    "travelers": (
        "nationality", "employer", "paid_by", "expenses_paid_by", "expertise",
        "passport", "esta", "visa", "declares",
    ),
}  # fmt: skip
"""What a plan may leave unsaid, so that it is unknown. Not here: what has a meaning when it is left out, such as the
end of a service term (it has none), a description (it says nothing), the residence (the country of the employer), the
day a visa was issued (before the trip), or a fact of `facts.yaml` with `unless_said`, such as a recharge of the salary
(an answer that rests on it says so)."""

FORGETTABLE_OF_ACTIVITY = ("mode", "crew", "trainees", "content", "goods_made_in", "equipment")
BELOW = ("expertise", "passport", "esta", "visa", "declares")


def unsaid(plan: Tree) -> list[Path]:
    """The places of a plan that could have been left unsaid."""
    found: list[Path] = []
    for table, keys in FORGETTABLE.items():
        for name, entity in plan[table].items():
            for key in entity.keys() & set(keys):
                found.append((table, name, key))
                if key in BELOW and isinstance(entity[key], dict):
                    found += [(table, name, key, below) for below in entity[key] if below != "issued"]
    for number, trip in enumerate(plan["trips"]):
        for index, activity in enumerate(trip["activities"]):
            meant = library().catalogue.kinds[activity["kind"]].means
            said = [key for key in FORGETTABLE_OF_ACTIVITY if key in activity and key not in meant]
            found += [("trips", number, "activities", index, key) for key in said]
    return sorted(found, key=str)


def saying_more_keeps_settled(less: Tree, more: Tree) -> None:
    """Every trip and every activity of the first plan is undetermined, or judged as in the second."""
    before, after = answers(less), answers(more)
    for trip, (verdict, activities, _) in before.items():
        settled_stays(verdict, after[trip].verdict)
        for one, other in zip(activities, after[trip].activities, strict=True):
            settled_stays(one, other)


@given(st.data())
@examples(25)
def test_saying_more_keeps_settled_verdicts(data: st.DataObject) -> None:
    """A plan that says one thing more gets the same verdict, unless it was undetermined."""
    plan = data.draw(plans())
    less = deepcopy(plan)
    put(less, data.draw(st.sampled_from(unsaid(plan))), ABSENT)
    saying_more_keeps_settled(less, plan)


def told(*changes: tuple[Path, Any], **activity: Any) -> Tree:
    """The good plan, on a B-1 visa, with these changes; the activity replaced if one is given."""
    plan = good_plan(**activity)
    put(plan, ("trips", 0, "class"), "b1")
    for path, value in changes:
        put(plan, path, value)
    return plan


SUPERVISED = ((("contracts", "sale", "requires"), ["supervise"]),)
DIRECT = {"buyer": "maker", "seller": "hands", "signed": "2024-01-10", "requires": ["install"]}
LATE = (
    (("trips", 0, "traveler"), "park"),
    (("contracts", "sub-2", "signed"), "2026-06-01"),
    (("contracts", "direct"), DIRECT),
)
BESIDE = {"acquired": "purchase", "supplier": "owner"}
SAYING_MORE = {
    "contract beside a supplier": (
        told((("equipment", "press"), BESIDE)),
        told((("equipment", "press"), BESIDE | {"contract": "sale"})),
    ),
    "mode": (
        told(*SUPERVISED, kind="install", equipment="press"),
        told(*SUPERVISED, kind="install", equipment="press", mode="supervise"),
    ),
    "employer of an annotation": (
        told((("travelers", "kim", "employer"), ABSENT), kind="meeting"),
        told(kind="meeting"),
    ),
    "project of an annotation": (told((("project",), ABSENT), kind="meeting"), told(kind="meeting")),
    "kind of a shorter subcontract": (told(*LATE), told(*LATE, (("contracts", "direct", "kind"), "subcontract"))),
}
"""Plans of which the second says one thing more than the first, found by reading `kvcheck.facts`."""


@pytest.mark.parametrize("name", SAYING_MORE)
def test_saying_this_one_thing_more_keeps_settled_verdicts(name: str) -> None:
    """What nobody said is unknown, so that the verdict is open until it is said."""
    saying_more_keeps_settled(*SAYING_MORE[name])
