"""All facts of one plan."""

from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.facts.activities import Activities, Inputs
from kvcheck.facts.trips import DERIVED, getter
from kvcheck.model import Catalogue, Fact, Plan
from kvcheck.plan.lookups import Tables
from kvcheck.source import Node


class Facts:
    """The facts of one plan. Absent is unknown (None)."""

    def __init__(
        self,
        plan: Plan,
        facts: Mapping[str, Fact],
        catalogue: Catalogue,
        read_words: Callable[[str, str], tuple[str, ...]],
        *,
        weighing: bool = False,
        without_papers: bool = False,
    ) -> None:
        """The facts of `plan`.

        `weighing` is for classes that nobody filed for yet (see `Tables`); `without_papers` makes every fact about the
        papers of a class unknown.
        """
        self._tables = Tables(plan, weighing=weighing)
        self._hidden = frozenset(name for name, fact in facts.items() if fact.paper) if without_papers else frozenset()
        self._activities = Activities(self._tables, catalogue, read_words)
        self._getters = {name: getter(fact) for name, fact in facts.items() if not (fact.of_activity or fact.of_crew)}

    def of_trip(self, trip: Node, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of facts of a trip, in the order of their names."""
        traveler = self._tables.plan.travelers[trip["traveler"]]
        values = []
        for name in names:
            derive = DERIVED.get(name) or self._getters[name]
            values.append(None if name in self._hidden else derive(self._tables, trip, traveler))
        return tuple(values)

    def inputs(self, trip: Node, activity: Node, first: str, last: str) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive."""
        return self._activities.inputs(trip, activity, first, last)

    def of_activity(self, inputs: Inputs) -> dict[str, Any]:
        """All facts of an activity, by name."""
        found = self._activities.of_activity(inputs)
        return found if not self._hidden else found | dict.fromkeys(found.keys() & self._hidden)
