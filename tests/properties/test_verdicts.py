"""Nothing is permitted by default, the worst decides, and neither order nor description helps."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.engine import Law, judge_activity, judge_trip
from kvcheck.model import RuleKind, Ruling, Verdict, worst
from tests.support import AS_OF, library
from tests.support.properties import naive
from tests.support.properties.depth import examples
from tests.support.properties.plans import (
    BASE,
    CHANGES,
    DESCRIPTIONS,
    Path,
    Tree,
    activities,
    answers,
    good_plan,
    plans,
    put,
    report,
)
from tests.support.properties.strategies import DAYS, epoch_of, fact_sets, laws, worlds

# Nothing is permitted by default --------------------------------------------------------------------------------------


def held_grants(ruling: Ruling) -> list[str]:
    """The grants among the findings that hold and permit."""
    return [
        finding.rule.name
        for finding in ruling.findings
        if finding.rule.kind is RuleKind.GRANT and finding.outcome is True and finding.verdict is Verdict.PERMITTED
    ]


@given(st.data())
@examples(25)
def test_without_a_grant_nothing_is_permitted(data: st.DataObject) -> None:
    """Whatever the facts: rules without a single grant do not permit, they forbid."""
    world = data.draw(worlds())
    law = data.draw(laws(world, ("bar", "limit", "doubt", "risk")))
    assert judge_activity(epoch_of(law), data.draw(fact_sets(world))).verdict is Verdict.NOT_PERMITTED


@given(st.data())
@examples(25)
def test_without_facts_nothing_is_permitted(data: st.DataObject) -> None:
    """Whatever the rules: an activity of which nothing is known is open, or forbidden if there is no grant."""
    law = data.draw(laws(data.draw(worlds())))
    expected = Verdict.UNDETERMINED if any(rule.kind == "grant" for rule in law.rules) else Verdict.NOT_PERMITTED
    open_law = replace(law, rules=tuple(replace(rule, first="0000-00-00", last="9999-99-99") for rule in law.rules))
    assert judge_activity(epoch_of(open_law), {}).verdict is expected


@given(st.data())
@examples(30)
def test_what_is_permitted_rests_on_a_grant(data: st.DataObject) -> None:
    """A verdict `permitted` names a grant that holds, and nothing that stands against it."""
    world = data.draw(worlds())
    ruling = judge_activity(epoch_of(data.draw(laws(world))), data.draw(fact_sets(world)))
    against = [finding for finding in ruling.findings if finding.verdict not in (None, Verdict.PERMITTED)]
    assert bool(held_grants(ruling) and not against) is (ruling.verdict is Verdict.PERMITTED)


ONLY_A_BILL = "e4"


def test_a_class_that_is_only_a_bill_permits_nothing() -> None:
    """It has no grant, so that even of an activity of which nothing is known the answer is no."""
    law = Law(library(), library().chain(f"us/{ONLY_A_BILL}"), AS_OF)
    assert judge_activity(law.epoch(0), {}).verdict is Verdict.NOT_PERMITTED


@pytest.mark.parametrize("name", [name for name in library().classes if name != ONLY_A_BILL])
@pytest.mark.parametrize("day", ["2024-03-01", "2025-12-03", "2025-12-04", AS_OF])
def test_no_shipped_class_permits_the_unknown(name: str, day: str) -> None:
    """Of an activity and a trip of which nothing is known, every class leaves everything open."""
    law = Law(library(), library().chain(f"us/{name}"), AS_OF)
    ((_, _, number),) = law.spans(day, day)
    assert judge_activity(law.epoch(number), {}).verdict is Verdict.UNDETERMINED
    assert judge_trip(law.epoch(number), {}).verdict is Verdict.UNDETERMINED


# The worst decides ----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(list(Verdict)), max_size=5))
def test_the_worst_is_the_worst(verdicts: list[Verdict]) -> None:
    """Of some verdicts the worst is one of them, and none is worse; the worst of none is `permitted`."""
    assert worst(verdicts) == naive.worst(verdicts)


@given(plans())
@settings(max_examples=30)
def test_a_trip_is_as_bad_as_its_worst_part(plan: Tree) -> None:
    """A report, a trip and an activity are judged as the worst of what they are made of; a grant carries the rest."""
    found = report(plan)
    assert found.verdict == naive.worst(trip.verdict for trip in found.trips)
    for trip in found.trips:
        own = [part.ruling.verdict for part in trip.law.parts]
        assert trip.verdict == naive.worst([*own, *(activity.verdict for activity in trip.law.activities)])
        for activity in trip.law.activities:
            assert activity.verdict == naive.worst(part.ruling.verdict for part in activity.parts)
            permitted = [part for part in activity.parts if part.ruling.verdict is Verdict.PERMITTED]
            assert all(held_grants(part.ruling) for part in permitted)


@given(st.data())
@examples(30)
def test_more_bars_limits_or_doubts_never_help(data: st.DataObject) -> None:
    """Rules that forbid, limit or doubt make no verdict better, however many are added."""
    world = data.draw(worlds())
    law, facts = data.draw(laws(world)), data.draw(fact_sets(world))
    added = data.draw(laws(world, ("bar", "limit", "doubt"), prefix="added"))
    more = replace(law, rules=law.rules + added.rules)
    day = data.draw(st.sampled_from(DAYS))
    for judge in (judge_activity, judge_trip):
        assert judge(epoch_of(more, day), facts).verdict.rank <= judge(epoch_of(law, day), facts).verdict.rank


@given(st.data())
@settings(max_examples=30)
def test_risks_change_nothing(data: st.DataObject) -> None:
    """A risk never changes a verdict."""
    world = data.draw(worlds())
    law, facts = data.draw(laws(world)), data.draw(fact_sets(world))
    more = replace(law, rules=law.rules + data.draw(laws(world, ("risk",), prefix="added")).rules)
    for judge in (judge_activity, judge_trip):
        assert judge(epoch_of(more), facts).verdict is judge(epoch_of(law), facts).verdict


def no_better(before: Tree, after: Tree) -> None:
    """No trip of the second plan is judged better than in the first."""
    old, new = answers(before), answers(after)
    assert all(Verdict(new[trip].verdict).rank <= Verdict(old[trip].verdict).rank for trip in old)


@given(plans(), activities())
@examples(20)
def test_one_more_activity_never_helps(plan: Tree, activity: Tree) -> None:
    """A trip on which more is done is judged no better."""
    more = deepcopy(plan)
    more["trips"][0]["activities"].append(activity)
    no_better(plan, more)


def test_one_more_activity_at_the_site_of_the_visa_never_helps() -> None:
    """A visa annotated for one site does not fit a trip to another, whatever else is done where."""
    plan = good_plan(kind="meeting")
    put(plan, ("travelers", "kim", "visa", "annotation"), {"site": "annex"})
    put(plan, ("trips", 0, "class"), "b1")
    more = deepcopy(plan)
    more["trips"][0]["activities"].append({"kind": "meeting", "site": "annex"})
    no_better(plan, more)


# Descriptions ---------------------------------------------------------------------------------------------------------


def words_of_plans() -> st.SearchStrategy[str]:
    """Words of all languages, words of nobody, and both joined."""
    known = sorted({word for language in library().words[1] for word in language.words})
    word = st.sampled_from([*known, *DESCRIPTIONS]) | st.text("가나 ab\u200b-·ｗ,", min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=4).map(" ".join)


@given(plans(), words_of_plans())
@examples(25)
def test_a_description_never_helps_beyond_saying_what_is_done(plan: Tree, words: str) -> None:
    """Whatever a description says, it makes no verdict better than that of a good description."""
    catalogue = library().catalogue
    for trip in plan["trips"]:
        trip["activities"][0]["description"] = catalogue.kinds[trip["activities"][0]["kind"]].title.en
    described = deepcopy(plan)
    for trip in described["trips"]:
        trip["activities"][0]["description"] = words
    no_better(plan, described)


@given(plans(), st.text("가나다 abc0", min_size=1, max_size=12))
@settings(max_examples=24)
def test_names_do_not_matter(plan: Tree, name: str) -> None:
    """What companies, sites, machines and travelers are called decides nothing."""
    renamed = deepcopy(plan)
    for table in ("companies", "sites", "equipment", "travelers"):
        for entity in renamed[table].values():
            entity["name"] = name
    assert answers(renamed) == answers(plan)


# Determinism ----------------------------------------------------------------------------------------------------------


@given(plans(), st.randoms(use_true_random=False))
@examples(15)
def test_the_order_of_trips_does_not_matter(plan: Tree, random: Any) -> None:
    """The same plan gives the same answer again, and trips in another order each get the answer they had."""
    shuffled = {**plan, "trips": random.sample(plan["trips"], len(plan["trips"]))}
    assert answers(plan) == answers(plan)
    assert answers(shuffled) == answers(plan)


@given(activities(), st.lists(st.sampled_from([each for each in CHANGES if each[0][:2] == ("travelers", "kim")])))
@settings(max_examples=40)
def test_a_colleague_on_the_same_job_changes_nothing(activity: Tree, changes: list[tuple[Path, Any]]) -> None:
    """Two travelers who do the same are each judged by their own facts, as if they traveled alone."""
    alone = good_plan(**activity)
    alone["travelers"]["colleague"] = deepcopy(alone["travelers"]["kim"])
    for path, value in changes:
        put(alone, path, value)
    other = alone["trips"][0] | {"id": "trip-2", "traveler": "colleague"}
    together = {**alone, "trips": [*alone["trips"], other]}
    assert answers(together) == answers(alone) | answers({**alone, "trips": [other]})


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_tables_does_not_matter(plan: Tree, random: Any) -> None:
    """Companies, contracts and travelers may stand in any order."""
    turned = {
        key: dict(random.sample(list(value.items()), len(value))) if key in BASE and isinstance(value, dict) else value
        for key, value in plan.items()
    }
    assert answers(turned) == answers(plan)


def test_the_order_of_parallel_subcontracts_does_not_matter() -> None:
    """Where two subcontracts connect the same companies, the one that names the work counts, wherever it stands."""
    plan = good_plan()
    put(plan, ("trips", 0, "traveler"), "lee")
    empty = plan["contracts"]["sub-1"] | {"requires": []}
    first = {**plan, "contracts": {"empty": empty, **plan["contracts"]}}
    last = {**plan, "contracts": {**plan["contracts"], "empty": empty}}
    assert json.dumps(first, sort_keys=True) == json.dumps(last, sort_keys=True)
    assert answers(first) == answers(last)
