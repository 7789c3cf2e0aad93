"""What an answer rests on because the plan is silent: by its format, or by what a kind of activity means.

A default never decides in silence: `rules/facts.yaml` says what the format takes for said (`unless_said`), and
`rules/activities.yaml` what a kind means (`means`); a report names each that a verdict rests on.
"""

from collections.abc import Iterator, Set
from typing import Any, NamedTuple

from kvcheck.conditions import grounds, reads
from kvcheck.facts.places import REFERRING
from kvcheck.language.text import Text
from kvcheck.model import NONE, Fact, Layer, Report, Ruling, Subject, Verdict
from kvcheck.telling.sentences import value_of

MEANT = ("activity.mode", "activity.trainees")
"""Facts that a kind may mean."""


class Assumed(NamedTuple):
    """A value that nobody stated and that verdicts rest on."""

    fact: Fact
    value: Any
    trips: tuple[str, ...]
    """Ids of the trips, in the order of the plan."""

    @property
    def says(self) -> Text:
        """The fact with its value: `salary recharged to a US company: no`."""
        value = value_of(self.fact, self.value)
        return Text("{title}: {value}", "{title}: {value}", title=self.fact.title, value=value)


def assumed(report: Report) -> tuple[Assumed, ...]:
    """What the verdicts of a report rest on though the plan does not say it.

    A refusal rests on nothing unsaid, and a verdict that is open rests on nothing yet.
    """
    trips: dict[tuple[str, Any], dict[str, None]] = {}
    decided: dict[int, tuple[tuple[str, Any], ...]] = {}
    names = {name for name, fact in report.facts.items() if name in MEANT or fact.unless_said is not None}
    silent: dict[int, bool] = {}  # by condition: whether it reads no fact that may be assumed; equal facts share them
    for trip in report.trips:
        if trip.law.verdict in (Verdict.NOT_PERMITTED, Verdict.UNDETERMINED):
            continue
        for each in trip.judged([Layer.LAW]):
            ruling, subject = each.ruling, each.subject
            if id(ruling) not in decided:
                decided[id(ruling)] = tuple(dict.fromkeys(_decided(ruling, report, names, silent)))
            for name, value in decided[id(ruling)]:
                if _unsaid(report.facts[name], subject):
                    trips.setdefault((name, value), {})[str(trip.subject.trip["id"])] = None
    found = [Assumed(report.facts[name], value, tuple(ids)) for (name, value), ids in trips.items()]
    order = list(report.facts)
    return tuple(sorted(found, key=lambda each: (order.index(each.fact.name), str(each.value))))


def _decided(ruling: Ruling, report: Report, names: Set[str], silent: dict[int, bool]) -> Iterator[tuple[str, Any]]:
    """Facts that may be assumed, with their values, on which it rests that a ground holds or that nothing forbids."""
    if not ruling.findings:
        return
    facts = ruling.findings[0].facts
    held = [each.condition for each in ruling.findings if each.outcome is True and each.verdict is Verdict.PERMITTED]
    for condition in (*held, *(rule.condition for rule in ruling.cleared)):
        if id(condition) not in silent:
            silent[id(condition)] = names.isdisjoint(reads(condition))
        if silent[id(condition)]:
            continue
        for comparison in grounds(condition, facts):
            fact = report.facts[comparison.fact]
            value = facts.get(fact.name)
            if fact.name in MEANT or (fact.unless_said is not None and fact.unless_said == value):
                yield fact.name, value


def _unsaid(fact: Fact, subject: Subject) -> bool:
    """Whether the plan has the entity that would state a fact, and the entity does not."""
    root, *steps = (fact.given or fact.uses[0]).split(".")
    steps = steps[: next((number for number, each in enumerate(steps, 1) if each in REFERRING), None)]
    plan, activity = subject.plan, subject.activity
    if root == "traveler":
        node: Any = subject.traveler
    elif root == "trip" or activity is None:
        node = subject.trip if root == "trip" else None
    else:
        equipment = plan.equipment.get(activity.get("equipment", NONE))
        named = activity.get("contract") or (equipment.get("contract") if equipment is not None else None)
        node = {"activity": activity, "equipment": equipment, "contract": plan.contracts.get(named or NONE)}.get(root)
    for step in steps[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    return node is not None and node != NONE and steps[-1] not in node
