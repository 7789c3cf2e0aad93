"""What an answer rests on because the plan is silent: by its format, or by what a kind of activity means.

A default never decides in silence: `rules/facts.yaml` says what the format takes for said (`unless_said`), and
`rules/activities.yaml` what a kind means (`means`); a report names each that a verdict rests on.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kvcheck.conditions import Condition, grounds, reads
from kvcheck.language.text import Text
from kvcheck.model import NONE, Fact, Layer, Report, Ruling, Subject, Verdict
from kvcheck.plan.lookups import contract_of
from kvcheck.plan.references import REFERRING
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
    resting = _Resting(report.facts)
    rests_on: dict[int, tuple[tuple[str, Any], ...]] = {}  # by ruling: equal subjects share them
    for trip in report.trips:
        if trip.law.verdict in (Verdict.NOT_PERMITTED, Verdict.UNDETERMINED):
            continue
        for each in trip.judged([Layer.LAW]):
            ruling, subject = each.ruling, each.subject
            if id(ruling) not in rests_on:
                rests_on[id(ruling)] = resting.of(ruling)
            for rest in rests_on[id(ruling)]:
                found = trips.setdefault(rest, {})
                if trip.id not in found and _unsaid(report.facts[rest[0]], subject):
                    found[trip.id] = None
    told = [Assumed(report.facts[name], value, tuple(ids)) for (name, value), ids in trips.items() if ids]
    order = list(report.facts)
    return tuple(sorted(told, key=lambda each: (order.index(each.fact.name), str(each.value))))


class _Resting:
    """Which facts that may be assumed rulings rest on. Rulings share conditions, and most of their facts."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        """Of a vocabulary of facts."""
        self._facts = facts
        self._assumable = {name for name, fact in facts.items() if name in MEANT or fact.unless_said is not None}
        self._reads: dict[int, tuple[str, ...]] = {}
        """By condition: the facts it reads, none where it reads none that may be assumed."""
        self._found: dict[tuple[int, tuple[Any, ...]], dict[tuple[str, Any], None]] = {}
        """By condition and the facts it reads: what it rests on."""

    def of(self, ruling: Ruling) -> tuple[tuple[str, Any], ...]:
        """Facts that may be assumed, with their values, on which it rests that a ground holds or nothing forbids."""
        if not ruling.findings:
            return ()
        facts = ruling.findings[0].facts
        held = [
            each.condition for each in ruling.findings if each.outcome is True and each.verdict is Verdict.PERMITTED
        ]
        found: dict[tuple[str, Any], None] = {}
        for condition in (*held, *(rule.condition for rule in ruling.cleared)):
            names = self._reads.get(id(condition))
            if names is None:
                names = self._reads[id(condition)] = self._asked_by(condition)
            if names:
                found.update(self._of(condition, names, facts))
        return tuple(found)

    def _asked_by(self, condition: Condition) -> tuple[str, ...]:
        asks = reads(condition)
        return () if self._assumable.isdisjoint(asks) else tuple(sorted(asks))

    def _of(
        self, condition: Condition, names: tuple[str, ...], facts: Mapping[str, Any]
    ) -> dict[tuple[str, Any], None]:
        key = id(condition), tuple(map(facts.get, names))
        if key not in self._found:
            rests = ((each.fact, facts.get(each.fact)) for each in grounds(condition, facts))
            self._found[key] = dict.fromkeys(rest for rest in rests if self._may_be_assumed(*rest))
        return self._found[key]

    def _may_be_assumed(self, name: str, value: Any) -> bool:
        unless_said = self._facts[name].unless_said
        return name in MEANT or (unless_said is not None and unless_said == value)


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
        contract = plan.contracts.get(contract_of(plan, activity) or NONE)
        node = {"activity": activity, "equipment": equipment, "contract": contract}.get(root)
    for step in steps[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    return node is not None and node != NONE and steps[-1] not in node
