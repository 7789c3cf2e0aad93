"""What an answer rests on because the plan is silent: by its format, or by what a kind of activity means.

A default never decides in silence: `rules/facts.yaml` says what the format takes for said (`unless_said`), and
`rules/activities.yaml` what a kind means (`means`); a report names each that a verdict rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kvcheck.conditions import Condition, grounds, reads
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import NONE, Fact, Plan, Report, Ruling, Subject, Verdict
from kvcheck.plan.lookups import contract_of
from kvcheck.plan.references import REFERRING
from kvcheck.telling.alike import Alike, Rulings
from kvcheck.telling.sentences import value_of

MEANT = ("activity.mode", "activity.trainees")
"""Facts that a kind may mean."""
Rest = tuple[str, Any]
"""A fact by its name, with its value."""


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


def assumed(report: Report, rulings: Rulings, *, every_trip: bool = True) -> tuple[Assumed, ...]:
    """What the verdicts of a report rest on though the plan does not say it.

    A refusal rests on nothing unsaid, and a verdict that is open rests on nothing yet. Without `every_trip`, only the
    first trip of each is looked for and named.
    """
    trips: dict[tuple[str, Any], dict[str, None]] = {}
    resting = _Resting(report, rulings)
    for trip in report.trips:
        if trip.law.verdict in (Verdict.NOT_PERMITTED, Verdict.UNDETERMINED):
            continue
        for each in trip.law.judged():
            for rest in resting.of(each.ruling):
                found = trips.setdefault(rest, {})
                known = trip.id in found if every_trip else bool(found)
                if not known and _unsaid(report.facts[rest[0]], each.subject):
                    found[trip.id] = None
    told = [Assumed(report.facts[name], value, tuple(ids)) for (name, value), ids in trips.items() if ids]
    order = list(report.facts)
    return tuple(sorted(told, key=lambda each: (order.index(each.fact.name), str(each.value))))


class _Resting:
    """Which facts that may be assumed rulings rest on, that a ground holds or that nothing forbids."""

    def __init__(self, report: Report, rulings: Rulings) -> None:
        """Of one report."""
        self._facts = {
            name: fact
            for name, fact in report.facts.items()
            if (name in MEANT or fact.unless_said is not None) and _unsaid_somewhere(fact, report.plan)
        }
        """The facts that may be assumed in its plan."""
        self._reads: dict[int, frozenset[str]] = {}
        """By condition: the facts it reads, none where it reads none that may be assumed."""
        self._found: dict[tuple[int, tuple[Any, ...]], dict[Rest, None]] = {}
        """By condition and the facts it reads: what it rests on."""
        self._alike = Alike(rulings, self._rests, self._asked)

    def of(self, ruling: Ruling) -> tuple[Rest, ...]:
        """The facts with their values."""
        return self._alike.of(ruling)

    def _conditions(self, ruling: Ruling) -> list[Condition]:
        """The conditions on which it rests and that read a fact that may be assumed."""
        held = [each for each in ruling.findings if each.outcome is True and each.verdict is Verdict.PERMITTED]
        every = [each.condition for each in held] + [each.condition for each in ruling.cleared]
        return [each for each in every if self._asked_by(each)]

    def _asked(self, ruling: Ruling) -> list[str]:
        return [name for each in self._conditions(ruling) for name in sorted(self._asked_by(each))]

    def _asked_by(self, condition: Condition) -> frozenset[str]:
        if id(condition) not in self._reads:
            asks = reads(condition)
            self._reads[id(condition)] = frozenset() if self._facts.keys().isdisjoint(asks) else asks
        return self._reads[id(condition)]

    def _rests(self, ruling: Ruling) -> tuple[Rest, ...]:
        facts = ruling.facts
        found: dict[Rest, None] = {}
        for condition in self._conditions(ruling):
            key = id(condition), tuple(map(facts.get, self._asked_by(condition)))
            if key not in self._found:  # rulings share conditions, and most of their facts
                rests = ((each.fact, facts.get(each.fact)) for each in grounds(condition, facts))
                self._found[key] = dict.fromkeys(rest for rest in rests if self._may_be_assumed(*rest))
            found.update(self._found[key])
        return tuple(found)

    def _may_be_assumed(self, name: str, value: Any) -> bool:
        return name in self._facts and (name in MEANT or self._facts[name].unless_said == value)


def _unsaid(fact: Fact, subject: Subject) -> bool:
    """Whether the plan has the entity that would state a fact, and the entity does not."""
    root, steps = _path(fact)
    plan, activity = subject.plan, subject.activity
    if root == "traveler":
        return _lacks(subject.traveler, steps)
    if root == "trip":
        return _lacks(subject.trip, steps)
    if activity is None:
        return False
    if root == "contract":
        return _lacks(plan.contracts.get(contract_of(plan, activity) or NONE), steps)
    equipment = plan.equipment.get(activity.get("equipment", NONE))
    return _lacks({"activity": activity, "equipment": equipment}.get(root), steps)


def _unsaid_somewhere(fact: Fact, plan: Plan) -> bool:
    """Whether any entity of a plan does not state a fact that it would state."""
    root, steps = _path(fact)
    entities: Mapping[str, Iterable[Any]] = {
        "traveler": plan.travelers.values(),
        "trip": plan.trips,
        "activity": (activity for trip in plan.trips for activity in trip["activities"]),
        "equipment": plan.equipment.values(),
        "contract": plan.contracts.values(),
    }
    return any(_lacks(each, steps) for each in entities.get(root, ()))


def _path(fact: Fact) -> tuple[str, list[str]]:
    """The kind of entity that states a fact, and the keys below it, up to one that names another entity."""
    root, *steps = (fact.given or fact.uses[0]).split(".")
    return root, steps[: next((number for number, each in enumerate(steps, 1) if each in REFERRING), None)]


def _lacks(node: Any, steps: Sequence[str]) -> bool:
    """Whether an entity is there, and what it would state below some keys is not."""
    for step in steps[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    return node is not None and node != NONE and steps[-1] not in node
