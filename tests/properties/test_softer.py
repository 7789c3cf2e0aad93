"""More is never softer, all else equal: by hand, supervising, looking on; building, machine; retrofit, repair."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import FactSort
from kvcheck.engine import Law, judge_activity
from kvcheck.engine.law import Epoch
from kvcheck.model import Verdict
from kvcheck.packs.rules import OTHERWISE
from kvcheck.packtools import cases
from tests.support import AS_OF, library

HARDER_FIRST = (("perform", "supervise"), ("supervise", "observe"), ("perform", "observe"), ("train", "observe"))
"""Roles of a traveler of which the first is never judged better."""

EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("receive-training", "h3"): "8 CFR 214.2(h)(7)(ii): a trainee does what the training needs and supervises nobody",
    ("receive-training", "j1"): "22 CFR 62.22: hands-on training is the program; a trainee supervises nobody",
    ("receive-training", "b1-in-lieu-h3"): "9 FAM 402.2-5(F): training that would fit H-3; a trainee supervises nobody",
}  # fmt: skip
"""What the law treats otherwise, by kind of activity and class: supervising one's own training is no ground at all."""

ON_THE_MACHINE = ("utility-hook-up", "install")
"""Work of the same sort on the machine, the nearer to the building first."""

ONE_OF: Mapping[FactSort, tuple[Any, ...]] = {FactSort.YES_NO: (True, False), FactSort.COUNTRY: ("KR", "US", "CA")}
Facts = dict[str, Any]
ONLY_A_BILL = "e4"
"""The class that is no law yet: it permits nothing."""


def choices(name: str) -> tuple[Any, ...]:
    """The values that a fact is varied over; none for facts of other types."""
    fact = library().facts[name]
    return tuple(fact.values) if fact.sort is FactSort.CHOICE else ONE_OF.get(fact.sort, ())


@cache
def world(name: str) -> tuple[Epoch, Sequence[Facts], Sequence[str]]:
    """The law of a class, the facts of every case of its packs, and the facts worth varying."""
    chain = library().chain(f"us/{name}")
    law = Law(library(), chain, AS_OF)
    ((_, _, number),) = law.spans(AS_OF, AS_OF)
    found = [dict(case.facts) for pack in chain for case in cases.read(library(), pack.name).values()]
    starts = [facts for facts in found if "activity.kind" in facts]
    epoch = law.epoch(number)
    return epoch, starts, [fact for fact in epoch.activity_facts if choices(fact)]


@st.composite
def situations(draw: st.DrawFn, name: str) -> Facts:
    """The facts of a case with up to four of them changed; nothing said in words."""
    _, starts, varied = world(name)
    facts = dict(draw(st.sampled_from(starts)))
    for fact in draw(st.lists(st.sampled_from(varied), max_size=4)) if varied else ():
        facts[fact] = draw(st.sampled_from(choices(fact)))
    return facts | {"activity.words": ()}


def verdict_of(name: str, facts: Facts, kind: str, **more: Any) -> Verdict:
    """The verdict about these facts, done as another kind of activity."""
    family = library().catalogue.kinds[kind].family
    changes = {"activity.kind": kind, "activity.family": family} | {
        f"activity.{key}": each for key, each in more.items()
    }
    return judge_activity(world(name)[0], facts | changes).verdict


def never_better(harder: Verdict, softer: Verdict) -> bool:
    """Whether the first verdict is no better; where one of them waits for facts there is nothing to compare."""
    return Verdict.UNDETERMINED in (harder, softer) or harder.rank <= softer.rank


CLASSES = pytest.mark.parametrize("name", library().classes)


@CLASSES
@given(st.data())
@settings(max_examples=25)
def test_by_hand_is_never_better_than_supervising_nor_that_than_looking_on(name: str, data: st.DataObject) -> None:
    """In every class, whatever else holds."""
    facts = data.draw(situations(name))
    kind = data.draw(st.sampled_from(sorted(library().catalogue.kinds)))
    by_mode = {mode: verdict_of(name, facts, kind, mode=mode) for mode in choices("activity.mode")}
    for harder, softer in HARDER_FIRST:
        if (kind, name) not in EXCEPTIONS:
            assert never_better(by_mode[harder], by_mode[softer]), (kind, harder, softer, by_mode)


@CLASSES
@given(st.data())
@settings(max_examples=15)
def test_the_building_is_never_better_than_the_machine(name: str, data: st.DataObject) -> None:
    """Nor its connection: in every class, in the same role, under the same contract."""
    facts = data.draw(situations(name))
    trades = sorted(kind.name for kind in library().catalogue.kinds.values() if kind.family == "building")
    nearest_first = [verdict_of(name, facts, kind) for kind in (data.draw(st.sampled_from(trades)), *ON_THE_MACHINE)]
    for harder, softer in combinations(nearest_first, 2):
        assert never_better(harder, softer)


LATER = ("repair", "service", "maintain", "warranty-service", "troubleshoot", "calibrate", "equipment-software",
         "exchange-spare-part", "metrology")  # fmt: skip
"""Work on a sold machine that is ordered after the sale."""


@CLASSES
@given(st.data())
@settings(max_examples=15)
def test_a_later_order_is_never_worse_for_repair_than_for_retrofit(name: str, data: st.DataObject) -> None:
    """Nor for any other service of the machine."""
    facts = data.draw(situations(name)) | {"contract.kind": "service-order"}
    kind = data.draw(st.sampled_from(LATER))
    assert never_better(verdict_of(name, facts, "retrofit"), verdict_of(name, facts, kind))


@pytest.mark.parametrize("name", [name for name in library().classes if name != ONLY_A_BILL])
@given(st.data())
@settings(max_examples=10)
def test_what_the_catalogue_does_not_know_goes_to_a_person(name: str, data: st.DataObject) -> None:
    """Whoever pays: it is refused by a bar that holds, never for want of a ground, and never simply permitted."""
    facts = data.draw(situations(name))
    ruling = judge_activity(world(name)[0], facts | {"activity.kind": "other", "activity.family": "other"})
    against = [finding.rule.kind for finding in ruling.findings if finding.verdict is Verdict.NOT_PERMITTED]
    assert set(against) <= {"bar"}
    assert all(finding.rule.id != OTHERWISE for finding in ruling.findings)
    assert ruling.verdict is not Verdict.PERMITTED
