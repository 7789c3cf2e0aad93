"""Every fact of the vocabulary is given by plans or worked out; one that is neither is refused."""

import pytest

from kvcheck.engine import check
from kvcheck.errors import CannotCheck
from kvcheck.facts import Facts
from kvcheck.facts.descriptions import Reading
from kvcheck.model import Fact
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, MINIMAL, library


def invented(name: str, like: str) -> dict[str, Fact]:
    """The vocabulary with one fact more, derived as another is said to be."""
    facts = library().facts
    return {**facts, name: facts[like]._replace(name=name, given=None, uses=("trip.arrive",))}


@pytest.mark.parametrize(("name", "like"), [("trip.weekend_days", "trip.days"), ("activity.noise", "activity.mode")])
def test_a_fact_that_nothing_derives_is_refused(name: str, like: str) -> None:
    """It would be unknown for ever, and whatever rests on it open: the place in facts.yaml is named instead."""
    plan = assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml")
    [trip] = plan.trips

    def work_out() -> None:
        facts = Facts(plan, invented(name, like), library().catalogue, lambda _: Reading((), True, ()))
        facts.of_activity(facts.inputs(trip, trip["activities"][0], trip["arrive"], trip["depart"]))

    with pytest.raises(CannotCheck) as caught:
        work_out()
    [problem] = caught.value.problems
    assert f"`{name}`" in problem.message.en
    assert problem.place is not None
    assert problem.place.file.endswith("facts.yaml")


def test_every_fact_of_the_vocabulary_is_worked_out() -> None:
    """The shipped vocabulary and the code agree."""
    assert check(assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml"), Library(rules_root()), as_of=AS_OF).trips
