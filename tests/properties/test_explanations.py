"""Every answer shows its proof: law, place, words in both languages, and what would change it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.conditions import Comparison, Condition, Reference, bind
from kvcheck.engine import judge_activity, judge_trip
from kvcheck.facts import places
from kvcheck.language.text import Text
from kvcheck.model import Finding, Layer, Part, Report, RuleKind, Subject, Verdict
from kvcheck.telling import sentences
from tests.support import AS_OF, library
from tests.support.properties import naive
from tests.support.properties.depth import examples
from tests.support.properties.plans import ACTIVITIES, Tree, facts_of_trip, good_plan, plans, report
from tests.support.properties.strategies import epoch_of, fact_sets, laws, worlds

NO_GROUND = "no-ground"
"""What is said where no ground is near: it has no condition that could be turned."""


def told(found: Report) -> Iterator[tuple[Finding, Subject, Part]]:
    """Every finding of a report that leads to something else than `permitted`, with what it is about."""
    for trip in found.trips:
        for each in trip.judged([Layer.LAW]):
            for finding in each.ruling.findings:
                if finding.verdict not in (None, Verdict.PERMITTED):
                    yield finding, each.subject, each.part


def is_said(text: Text) -> None:
    """The text stands in both languages, with nothing left to fill in."""
    for sentence in text.sentences:
        assert sentence.strip()
        assert "{" not in sentence


def reasons(finding: Finding, subject: Subject) -> list[Text]:
    """All that is said about a finding."""
    facts = library().facts
    obstacles = [sentences.obstacle(each, finding, facts, subject) for each in finding.obstacles]
    return [*obstacles, *(sentences.ground(each, finding, facts) for each in finding.grounds)]


@given(plans())
@settings(max_examples=30)
def test_every_finding_shows_its_proof(plan: Tree) -> None:
    """A finding against a trip cites law that is in the library, says why, and points at a line of the plan."""
    found = report(plan)
    for finding, subject, _ in told(found):
        assert finding.rule.law
        assert set(finding.rule.law) <= library().authorities.keys()
        for text in (sentences.headline(finding), *reasons(finding, subject)):
            is_said(text)
        elsewhere = all(name.startswith(("equipment.", "contract.", "site.")) for name in sentences.turns_on(finding))
        if not finding.out_of_force and not elsewhere:
            points_at_the_plan(finding, subject)


def points_at_the_plan(finding: Finding, subject: Subject) -> None:
    """A finding has reasons, and its facts have places with something written there."""
    document = subject.plan.documents[0]
    names = sentences.turns_on(finding)
    shown = [place for name in names for _, place in places(library().facts[name], subject)]
    assert reasons(finding, subject)
    assert shown, f"{finding.rule.name} points nowhere"
    assert all(document.line(place.line)[place.column - 1 :].strip() for place in shown)


def test_a_ground_of_other_days_points_at_the_plan() -> None:
    """Where a ground would hold, were it in force, the days that it is not are shown in the plan."""
    plan = good_plan("2025-10-01", **next(each for each in ACTIVITIES if each["kind"] == "train-process"))
    ((finding, subject, _),) = [each for each in told(report(plan)) if each[0].out_of_force]
    points_at_the_plan(finding, subject)


def test_a_fact_of_unnamed_equipment_points_at_the_activity() -> None:
    """What is open because an activity names no equipment is shown at the activity."""
    plan = good_plan(kind="install", mode="perform")
    ((finding, subject, _),) = [each for each in told(report(plan)) if each[0].rule.id == "standalone-software"]
    points_at_the_plan(finding, subject)


@given(plans())
@settings(max_examples=30)
def test_every_verdict_has_a_finding_that_leads_to_it(plan: Tree) -> None:
    """What is not permitted says which rules make it so, and what is undetermined has a question."""
    for trip in report(plan).trips:
        for each in trip.judged([Layer.LAW]):
            assert each.ruling.deciding or each.ruling.verdict is Verdict.PERMITTED
            if each.ruling.verdict is Verdict.UNDETERMINED:
                assert all(sentences.unknowns(finding) for finding in each.ruling.deciding)


@given(plans())
@settings(max_examples=30)
def test_a_stated_fact_is_shown_where_it_stands(plan: Tree) -> None:
    """The line shown for a fact that the plan states holds its value."""
    found = report(plan)
    document = found.plan.documents[0]
    for trip in found.trips:
        facts = facts_of_trip(found.plan, trip.subject.trip)
        for name, value in facts.items():
            fact = library().facts[name]
            if fact.given is not None and isinstance(value, str | bool):
                ((_, place),) = places(fact, trip.subject)
                written = str(value).lower() if isinstance(value, bool) else value
                assert document.line(place.line)[place.column - 1 :].strip("'") == written


# What would change it -------------------------------------------------------------------------------------------------


def near(fact: str, comparison: Comparison, facts: Mapping[str, Any]) -> list[Any]:
    """Values of a fact around what it is compared with: enough to find one on each side."""
    operand = comparison.operand
    if isinstance(operand, Reference):
        operand = facts.get(operand.name)
    if isinstance(operand, Mapping):  # visits
        return [(), tuple(operand.items())]
    members = sorted(operand) if isinstance(operand, frozenset | tuple) else [operand]
    if comparison.many:
        return [(), ("ZZ",), *((member,) for member in members), tuple(members), (*members, "ZZ")]
    one = members[0] if members else "ZZ"
    if isinstance(one, bool):
        return [True, False]
    if isinstance(one, int):
        return [one - 1, one, one + 1, max(members) + 1]
    if isinstance(one, str) and one[:4].isdigit():
        day = date.fromisoformat(one)
        return [(day + timedelta(days=step)).isoformat() for step in (-400, -1, 0, 1, 400)]
    return [*members, "ZZ"]


def turns(condition: Condition, finding: Finding, facts: Mapping[str, Any], *, wanted: bool) -> bool:
    """Whether values that satisfy the obstacles, and only those, make a condition come out as wanted."""
    satisfying: dict[str, list[Any]] = {}
    for each in finding.obstacles:
        fact = each.comparison.fact
        tried = satisfying.get(fact) or near(fact, each.comparison, facts)
        satisfying[fact] = [
            value for value in tried if naive.holds(each.comparison, {**facts, fact: value}, {}) is each.wanted
        ]
    changes = islice(product(*satisfying.values()), 500)
    return any(
        naive.holds(condition, {**facts, **dict(zip(satisfying, change, strict=True))}, {}) is wanted
        for change in changes
    )


def is_settled(finding: Finding) -> bool:
    """Whether every obstacle is a known fact, compared with something known."""
    return bool(finding.obstacles) and all(each.truth is not None for each in finding.obstacles)


def wanted_of(finding: Finding) -> bool:
    """The outcome of a rule that permits."""
    return finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)


def is_plain(condition: Condition) -> bool:
    """Whether no fact is asked for twice: then its obstacles do not pull against each other."""
    asked = [name for part in comparisons_in(condition) for name in sorted(naive.names(part))]
    return len(asked) == len(set(asked))


def comparisons_in(condition: Condition) -> list[Comparison]:
    """The comparisons of a condition, in order."""
    if isinstance(condition, Comparison):
        return [condition]
    parts = getattr(condition, "parts", None) or (condition.part,)  # type: ignore[union-attr]
    return [leaf for part in parts for leaf in comparisons_in(part)]


@given(st.data())
@examples(40)
def test_clearing_the_obstacles_turns_a_random_rule(data: st.DataObject) -> None:
    """Changing the facts that the obstacles name, and no others, makes the rule come out as wanted."""
    world = data.draw(worlds().filter(lambda world: not world.parameters))
    law = data.draw(laws(world))
    facts = data.draw(fact_sets(world))
    epoch = epoch_of(law)
    for finding in (*judge_activity(epoch, facts).findings, *judge_trip(epoch, facts).findings):
        if not finding.out_of_force:
            assert bool(finding.obstacles) is (finding.outcome is not wanted_of(finding))
        if is_settled(finding) and is_plain(finding.rule.condition):
            assert turns(finding.rule.condition, finding, facts, wanted=wanted_of(finding))


@given(plans())
@settings(max_examples=30)
def test_clearing_the_obstacles_turns_a_shipped_rule(plan: Tree) -> None:
    """Changing the facts that the obstacles name, and no others, makes the rule of the shipped packs come out right."""
    parameters = {name: [each[:3] for each in parameter.values] for name, parameter in library().parameters.items()}
    for finding, _, part in told(report(plan)):
        assert finding.obstacles or finding.out_of_force
        if is_settled(finding) and finding.rule.id != NO_GROUND:
            condition = bind(finding.rule.condition, naive.values_on(parameters, part.first, AS_OF))
            assert turns(condition, finding, finding.facts, wanted=wanted_of(finding)), finding.rule.name
