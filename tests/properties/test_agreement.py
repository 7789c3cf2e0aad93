"""The engine says what a naive reading of the rules says: on random law, and on random plans."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import Comparison, FactSort, ForSome, bind, compile_condition
from kvcheck.engine import Law as EngineLaw
from kvcheck.engine import judge_activity, judge_trip
from kvcheck.errors import CannotCheck
from kvcheck.model import Report
from kvcheck.packs import Library
from tests.support import AS_OF, library
from tests.support.properties import naive
from tests.support.properties.depth import examples
from tests.support.properties.folders import loaded, packs_for
from tests.support.properties.plans import (
    KNOWLEDGE,
    Tree,
    days_of,
    facts_of_activity,
    facts_of_trip,
    good_plan,
    plans,
    report,
)
from tests.support.properties.strategies import (
    DAYS,
    MEMBERS,
    Question,
    World,
    conditions,
    epoch_of,
    fact_sets,
    laws,
    parameter_sets,
    questions,
    worlds,
)

# Random law -----------------------------------------------------------------------------------------------------------


@given(st.data())
@examples(60)
def test_conditions_mean_what_the_readme_says(data: st.DataObject) -> None:
    """A condition with the parameters of a day comes out as its direct reading does."""
    world = data.draw(worlds())
    condition, facts = data.draw(conditions(world)), data.draw(fact_sets(world))
    parameters = naive.values_on(world.parameters, data.draw(st.sampled_from(DAYS)), "9999-12-31")
    assert compile_condition(bind(condition, parameters))(facts) is naive.holds(condition, facts, parameters)


@given(questions(), st.booleans(), st.data())
@examples(36)
def test_random_law_is_applied_day_by_day(question: Question, short: bool, data: st.DataObject) -> None:
    """Judging the runs of days between changes of law gives the worst of what every single day gives."""
    folder = loaded(question.world, question.law, short=short)
    law = EngineLaw(folder, folder.chain("us/visit"), question.as_of)
    for facts in (question.facts, data.draw(fact_sets(question.world))):
        agrees_on_all_days(law, question, facts)


def agrees_on_all_days(law: EngineLaw, question: Question, facts: Mapping[str, Any]) -> None:
    """For every first and last day, engine and naive reading agree about activity and trip."""
    plain, as_of = question.law, question.as_of
    for judge, naively in ((judge_activity, plain.activity), (judge_trip, plain.trip)):
        daily = {day: naively(facts, day, day, as_of) for day in naive.days(DAYS[0], DAYS[-1])}
        judged: dict[int, str] = {}
        for first, last in combinations_with_replacement(DAYS, 2):
            numbers = [number for _, _, number in law.spans(first, last)]
            for number in numbers:
                if number not in judged:
                    judged[number] = judge(law.epoch(number), facts).verdict
            expected = naive.worst(daily[day] for day in naive.days(first, last))
            assert naive.worst(judged[number] for number in numbers) == expected


@given(questions())
@settings(max_examples=30)
def test_runs_of_days_cover_every_day_once(question: Question) -> None:
    """The days of an activity are cut into runs without a gap or an overlap."""
    folder = loaded(question.world, question.law)
    law = EngineLaw(folder, folder.chain("us/visit"), question.as_of)
    runs = law.spans(question.first, question.last)
    covered = [day for first, last, _ in runs for day in naive.days(first, last)]
    assert covered == list(naive.days(question.first, question.last))


@given(parameter_sets())
@settings(max_examples=40)
def test_a_parameter_has_the_latest_value_that_was_known(parameters: dict[str, list[tuple[str, Any, str]]]) -> None:
    """On every day, for every day of knowledge, a parameter has the last value that had begun and was known."""
    world = World({}, {}, frozenset(), parameters)
    found = loaded(world, naive.Law((), parameters, frozenset())).parameters
    for day, as_of in product(DAYS, DAYS):
        meant = naive.values_on(parameters, day, as_of)
        assert {name: parameter.on(day, as_of) for name, parameter in found.items()} == meant


YES_NO = World(
    dict.fromkeys(("trip.f0", "activity.f1", "activity.f2"), FactSort.YES_NO),
    dict.fromkeys(("trip.f0", "activity.f1", "activity.f2"), (True, False)),
    frozenset({"activity.f1", "activity.f2"}),
    {},
)
"""A vocabulary so small that every state of its facts can be tried."""

STATES = [dict(zip(YES_NO.facts, values, strict=True)) for values in product((True, False, None), repeat=3)]


@given(laws(YES_NO))
@examples(40)
def test_a_small_law_agrees_in_every_state_of_its_facts(law: naive.Law) -> None:
    """With three facts that are true, false or unknown, all 27 states are judged by the five steps."""
    epoch, day = epoch_of(law), DAYS[0]
    for facts in STATES:
        assert judge_activity(epoch, facts).verdict == law.activity(facts, day, day, "9999-12-31")
        assert judge_trip(epoch, facts).verdict == law.trip(facts, day, day, "9999-12-31")


@given(questions(), st.booleans())
@settings(max_examples=30)
def test_a_pack_is_read_as_it_is_written(question: Question, short: bool) -> None:
    """Conditions survive their way through the text of a pack, in the long and in the short form."""
    found = {rule.id: rule.condition for rule in loaded(question.world, question.law, short=short).rules().values()}
    meant = {
        rule.name: ForSome.of(rule.when, rule.must) if rule.when and rule.must else rule.must or rule.when
        for rule in question.law.rules
    }
    assert found.keys() == meant.keys()
    facts, day = question.facts, naive.values_on(question.world.parameters, question.first, question.as_of)
    for name, condition in meant.items():
        assert condition is not None
        assert naive.names(found[name]) == naive.names(condition)
        assert naive.holds(found[name], facts, day) is naive.holds(condition, facts, day)


# Random plans ---------------------------------------------------------------------------------------------------------


@cache
def of_activity() -> frozenset[str]:
    """The names of the facts about an activity."""
    return frozenset(name for name, fact in library().facts.items() if fact.of_activity)


@cache
def shipped() -> dict[str, naive.Law]:
    """The shipped law of every class."""
    packs = library()
    return {
        name: naive.law_of(
            (rule for pack in packs.chain(f"us/{name}") for rule in pack.rules), packs.parameters, of_activity()
        )
        for name in packs.classes
    }


def agrees(found: Report, as_of: str, law_by_class: Mapping[str, naive.Law], packs: Library | None = None) -> None:
    """Every activity, every trip's own rules and every trip come out as the naive reading says."""
    for trip in found.trips:
        node, law = trip.subject.trip, law_by_class[trip.subject.trip["class"]]
        judged = [law.activity(facts_of_activity(each, packs), *days_of(each), as_of) for each in trip.law.activities]
        unread = ["needs_review"] if trip.law.stale else []
        activities = [naive.worst([verdict, *unread]) for verdict in judged]
        assert [each.verdict for each in trip.law.activities] == activities
        own = law.trip(facts_of_trip(found.plan, node, packs), node["arrive"], node["depart"], as_of)
        assert naive.worst(part.ruling.verdict for part in trip.law.parts) == own
        assert trip.verdict == naive.worst([own, *activities, *unread])
        review_by = min(pack.review_by for pack in (packs or library()).chain(f"us/{node['class']}"))
        assert trip.law.stale is ((node["arrive"] if node["depart"] < as_of else as_of) > review_by)


@given(plans(), st.sampled_from(KNOWLEDGE))
@examples(16)
def test_plans_are_judged_as_the_shipped_packs_say(plan: Tree, as_of: str) -> None:
    """Every verdict about a plan is the one a naive reading of the shipped packs gives."""
    agrees(report(plan, as_of), as_of, shipped())


@pytest.mark.parametrize(("as_of", "verdict"), [("2027-05-22", "permitted"), ("2027-05-23", "needs_review")])
def test_law_that_nobody_read_lately_permits_nothing(as_of: str, verdict: str) -> None:
    """On the last day of its review a pack permits; from the next day on a person has to look."""
    assert min(pack.review_by for pack in library().chain("us/esta")) == "2027-05-22"
    (trip,) = report(good_plan("2027-06-01"), as_of).trips
    assert [trip.verdict, *(activity.verdict for activity in trip.law.activities)] == [verdict, verdict]


def test_the_random_plans_reach_every_verdict() -> None:
    """Among the random plans are trips and activities of every verdict: agreement is not for want of cases."""
    trips: set[str] = set()
    activities: set[str] = set()

    @given(plans())
    @settings(max_examples=30)
    def collect(plan: Tree) -> None:
        for trip in report(plan).trips:
            trips.add(trip.verdict)
            activities.update(each.verdict for each in trip.law.activities)

    collect()
    assert trips == activities == set(naive.WORST_FIRST)


_POOLS: Mapping[FactSort, tuple[Any, ...]] = {
    **MEMBERS,
    FactSort.CHOICE: (),
    FactSort.CHOICES: (),
    FactSort.NUMBER: (0, 1, 6, 21, 90, 91),
    FactSort.DATE: ("2025-11-24", "2026-12-01", "2027-10-01", "2031-05-01"),
    FactSort.KIND: ("install", "meeting", "welding", "train-process", "line-work"),
    FactSort.FAMILY: ("equipment", "business", "building", "training"),
    FactSort.FAMILIES: ("equipment", "building", "other"),
}
"""Values that real plans have; for choices those that the vocabulary lists."""


@st.composite
def shipped_vocabulary(draw: st.DrawFn) -> World:
    """A handful of the facts of real plans, with parameters of its own."""
    facts = {name: fact for name, fact in library().facts.items() if not fact.of_crew}
    sides = (sorted(of_activity()), sorted(facts.keys() - of_activity()))
    chosen = [name for side in sides for name in sorted(draw(st.sets(st.sampled_from(side), min_size=1, max_size=4)))]
    return World(
        {name: facts[name].sort for name in chosen},
        {name: _POOLS[facts[name].sort] or tuple(facts[name].values) for name in chosen},
        of_activity() & set(chosen),
        draw(parameter_sets()),
    )


@given(st.data())
@examples(12)
def test_plans_are_judged_as_random_packs_say(data: st.DataObject) -> None:
    """Under random packs too, every verdict about a plan is the naive one."""
    world = data.draw(shipped_vocabulary())
    law_by_class = {name: data.draw(laws(world)) for name in ("esta", "b1")}
    packs = packs_for(world, law_by_class, library())
    plan = data.draw(plans())
    idle = [trip["id"] for trip in plan["trips"] if applies_to_nothing(law_by_class[trip["class"]], trip)]
    try:
        found = report(plan, AS_OF, packs)
    except CannotCheck as error:
        said = [problem.message.en for problem in error.problems]
        assert {name for name in idle if f"applied to trip `{name}`" in " ".join(said)}, said
    else:
        agrees(found, AS_OF, law_by_class, packs)


def applies_to_nothing(law: naive.Law, trip: Tree) -> bool:
    """Whether on some day of a trip no rule that decides is in force: then it may be that nothing was asked."""
    days = naive.days(trip["arrive"], trip["depart"])
    return any(not [rule for rule in naive.in_force(law.rules, day, AS_OF) if rule.kind != "risk"] for day in days)


def test_where_no_rule_applies_nothing_is_judged() -> None:
    """A pack whose rules are of other days, or only warn, checks nothing: an error, never a verdict."""
    world = World({"traveler.visits": FactSort.VISITS}, {}, frozenset(), {})
    [visits] = VISITED.rules
    for rule in (replace(visits, first="2040-01-01", announced="2040-01-01"), replace(visits, kind="risk")):
        law = replace(VISITED, rules=(rule,))
        with pytest.raises(CannotCheck, match="no rule of the pack us/esta applied to trip"):
            report(good_plan(), AS_OF, packs_for(world, {"esta": law}, library()))


VISITED: naive.Law = naive.Law(
    (naive.Rule(name="r", kind="grant", when=Comparison("traveler.visits", "since", {"CU": "2021-01-12"}, False)),),
    {},
    frozenset(),
)


def test_a_rule_about_an_activity_may_read_visits() -> None:
    """A grant may ask for visits, as any rule may."""
    world = World({"traveler.visits": FactSort.VISITS}, {}, frozenset(), {})
    packs = packs_for(world, {"esta": VISITED}, library())
    agrees(report(good_plan(), AS_OF, packs), AS_OF, {"esta": VISITED}, packs)


@pytest.mark.parametrize(("most", "verdict"), [(0, "not_permitted"), (19, "not_permitted"), (20, "permitted")])
def test_a_rule_may_read_how_long_an_activity_lasts(most: int, verdict: str) -> None:
    """The days of an activity are those of its trip where it has none of its own: known, and counted by both."""
    world = World({"activity.days": FactSort.NUMBER}, {}, frozenset({"activity.days"}), {})
    grant = naive.Rule(name="r", kind="grant", when=Comparison("activity.days", "at_most", most, many=False))
    law = {"esta": naive.Law((grant,), {}, world.of_activity)}
    packs = packs_for(world, law, library())
    found = report(good_plan(), AS_OF, packs)
    assert [each.verdict for trip in found.trips for each in trip.law.activities] == [verdict]
    agrees(found, AS_OF, law, packs)


def test_days_before_a_parameter_begins_leave_it_unknown() -> None:
    """A plan about days before the first value of a parameter is judged, with the parameter unknown."""
    agrees(report(good_plan("2022-03-01")), AS_OF, shipped())
