"""Facts, conditions and rules as terms of the solver say what the engine says: on every operator, on random facts."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import OPERATORS, Comparison, FactSort, Reference, truth
from kvcheck.engine import judge_activity, judge_trip
from kvcheck.model import Verdict, worst
from kvcheck.packtools import cases
from kvcheck.packtools.prove.situation import Situation, Words
from kvcheck.packtools.prove.solver import settled
from kvcheck.packtools.prove.stage import Bar, Open
from kvcheck.packtools.prove.verdicts import Said
from tests.support import AS_OF, library

VALUES: Mapping[FactSort, tuple[str, tuple[Any, ...], str]] = {
    FactSort.YES_NO: ("traveler.us_pay", (True, False), "traveler.us_fee"),
    FactSort.NUMBER: ("trip.days", (0, 14, 15, 90), "trip.gap_days"),
    FactSort.DATE: ("trip.arrive", ("2026-11-30", "2026-12-01", "2026-12-02"), "trip.depart"),
    FactSort.TEXT: ("site.state", ("GA", "TX"), "trip.class"),
    FactSort.COUNTRY: ("equipment.made_in", ("KR", "US", "JP"), "traveler.residence"),
    FactSort.COUNTRIES: ("traveler.nationalities", ((), ("KR",), ("KR", "US"), ("JP",)), "traveler.residence"),
    FactSort.CHOICE: ("activity.mode", ("perform", "observe"), "activity.mode"),
    FactSort.CHOICES: ("trip.carries", ((), ("tools",), ("tools", "spares")), "trip.carries"),
    FactSort.KIND: ("activity.kind", ("install", "welding"), "activity.kind"),
    FactSort.FAMILY: ("activity.family", ("equipment", "building"), "activity.family"),
    FactSort.FAMILIES: ("activity.words", ((), ("building",), ("building", "labor")), "activity.family"),
    FactSort.VISITS: (
        "traveler.visits",
        ((), (("CU", None),), (("CU", "2021-01-11"),), (("IQ", "2020-01-01"), ("CU", None)), (("KR", "2026-01-01"),)),
        "traveler.visits",
    ),
}  # fmt: skip
"""Of each type: a fact, values of it, and another fact that it may be compared with."""


WORDS = Words()


def operands(operator: str, sort: FactSort) -> list[Any]:
    """What a comparison of that type may have on its other side: values, lists of values, another fact."""
    if sort is FactSort.VISITS:
        return [{"CU": "2021-01-12", "IQ": "2011-03-01"}, {"CU": "2021-01-11"}]
    values = [each for value in VALUES[sort][1] for each in (value if sort.is_list else (value,))]
    if OPERATORS[operator].takes_list:
        return [frozenset(values[:1]), frozenset(values)]
    other = VALUES[sort][2]
    return values if library().facts[other].sort.is_list else [*values, Reference(other)]


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_has_its_translation(operator: str) -> None:
    """Each operator on each type of fact, known or not: the solver's truth is that of the condition language."""
    for sort in sorted(OPERATORS[operator].sorts):
        fact, values, other = VALUES[sort]
        for operand in operands(operator, sort):
            comparison = Comparison(fact, operator, operand, sort.is_list)
            situation = Situation(library(), WORDS)
            three = situation.truth(comparison)
            for value in (*values, None):
                against = [each[0] if isinstance(each, tuple) else each for each in values if each != ()][:2]
                for beside in (*against, None) if isinstance(operand, Reference) and other != fact else (value,):
                    facts = {other: beside, fact: value}
                    pairs = situation.given(facts)
                    found = True if settled(three.true, pairs) else False if settled(three.false, pairs) else None
                    assert found is truth(comparison, facts), (comparison, facts)


@cache
def stage(admitted: str) -> tuple[Open, Said]:
    """A class under the law of the day, with what it says to open facts."""
    bar = Bar(library(), AS_OF)
    trip = bar.open("", admitted, bar.days(admitted)[0])
    return trip, trip.said()


@cache
def starts(admitted: str) -> list[dict[str, Any]]:
    """The facts of every case of the packs of a class."""
    chain = library().chain_of(admitted)
    return [dict(each.facts) for pack in chain for each in cases.read(library(), pack.name).values()]


@st.composite
def situations(draw: st.DrawFn, admitted: str) -> dict[str, Any]:
    """The facts of a case, some of them changed to values that rules know, or taken away."""
    facts = dict(draw(st.sampled_from(starts(admitted))))
    for name in draw(st.lists(st.sampled_from(stage(admitted)[0].facts.read), max_size=6)):
        sort = library().facts[name].sort
        choices = tuple(library().facts[name].values)
        known = tuple((each,) for each in choices) if sort.is_list and choices else choices or VALUES[sort][1]
        facts[name] = draw(st.sampled_from((*(known if sort is not FactSort.YES_NO else (True, False)), None)))
    return facts


@pytest.mark.parametrize("admitted", ["esta", "l1b"])
@given(data=st.data())
@settings(max_examples=12)
def test_the_rules_say_to_the_solver_what_they_say_to_the_engine(admitted: str, data: st.DataObject) -> None:
    """On the same facts the terms and the engine come to the same verdict, of the activity and of the whole."""
    facts = data.draw(situations(admitted))
    trip, whole = stage(admitted)
    epoch = trip.days.epochs[0]
    activity, around = judge_activity(epoch, facts).verdict, judge_trip(epoch, facts).verdict
    pairs = trip.facts.given(facts)
    assert verdict_of(whole, pairs) is worst([activity, around])
    assert verdict_of(trip.law.activity, pairs) is activity


def verdict_of(said: Said, pairs: list[tuple[Any, Any]]) -> Verdict:
    """The verdict that terms come to with some values."""
    verdicts = (Verdict.NOT_PERMITTED, Verdict.UNDETERMINED, Verdict.NEEDS_REVIEW)
    return next((each for each, term in zip(verdicts, said, strict=True) if settled(term, pairs)), Verdict.PERMITTED)
