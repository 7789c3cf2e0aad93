"""Which trips a change touched: those that differ from before, or that refer to something that does.

A trip refers to its traveler, and through the counts of days to the traveler's other trips and to the days of
colleagues at its site; to its equipment, sites and filing; and to all contracts and companies that hang together with
those, because chains of contracts run through them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.model import Plan
from kvcheck.model.entities import Trip
from kvcheck.plan import TABLES, references
from kvcheck.plan.lookups import Tables, site_of
from kvcheck.source import Node

Entity = tuple[str, str]
"""A table of the plan and an id in it."""

_CHAINED = frozenset({"companies", "contracts"})
"""Tables whose entities are looked for from both ends."""


def touched(before: Plan | None, now: Plan) -> frozenset[str]:
    """The ids of the trips that a change from `before` to `now` touched; all of them if there was no plan before."""
    ids = frozenset(str(trip["id"]) for trip in now.trips)
    if before is None or (before.project, before.own) != (now.project, now.own):
        return ids
    old, new = _Web(before), _Web(now)
    return frozenset(each for each in ids if old.of_trip(each) != new.of_trip(each))


class _Web:
    """What hangs together in one plan."""

    def __init__(self, plan: Plan) -> None:
        """What refers to what in a plan."""
        self.plan = plan
        self._tables: Mapping[str, Mapping[str, Node]] = {table: getattr(plan, table) for table in TABLES}
        self._trips: dict[str, list[Trip]] = {}
        for trip in plan.trips:
            self._trips.setdefault(trip["traveler"], []).append(trip)
        self._neighbors: dict[Entity, set[Entity]] = {}
        for table, entities in self._tables.items():
            for id_, entity in entities.items():
                for other in references(table, entity):
                    self._link((table, id_), other)
        self._of_project = tuple(references("project", plan.project)) if plan.project is not None else ()
        """What a trip refers to that names nothing else: the site of the project."""
        self._places = Tables(plan)
        self._reached: dict[frozenset[Entity], Mapping[Entity, Any]] = {}

    def _link(self, one: Entity, other: Entity) -> None:
        """Note a reference; contracts and companies hang together both ways."""
        self._neighbors.setdefault(one, set()).add(other)
        if one[0] in _CHAINED and other[0] in _CHAINED:
            self._neighbors.setdefault(other, set()).add(one)

    def of_trip(self, id_: str) -> tuple[Any, ...] | None:
        """Everything a trip rests on, by value; None if there is no such trip."""
        trip = next((each for each in self.plan.trips if each["id"] == id_), None)
        if trip is None:
            return None
        own = self._trips[trip["traveler"]]
        starts = frozenset((*self._of_project, *(found for each in own for found in self._named(each))))
        return own, self._closure(starts), [self._colleagues(each) for each in own]

    def _colleagues(self, trip: Trip) -> tuple[str, str] | None:
        """The days over which people of the traveler's employer are at the site of a trip: side packs count them."""
        employer, site = self.plan.travelers[trip["traveler"]].get("employer"), site_of(self.plan, trip)
        return self._places.presence_at(site).get(employer) if employer is not None and site is not None else None

    @staticmethod
    def _named(trip: Trip) -> Iterator[Entity]:
        """What a trip and its activities name."""
        yield from references("trips", trip)
        for activity in trip["activities"]:
            yield from references("activities", activity)

    def _closure(self, starts: frozenset[Entity]) -> Mapping[Entity, Any]:
        """Everything that can be reached from these entities, by its place in the plan; worked out once."""
        if starts not in self._reached:
            seen, open_ = set(starts), list(starts)
            while open_:
                for other in self._neighbors.get(open_.pop(), ()):
                    if other not in seen:
                        seen.add(other)
                        open_.append(other)
            self._reached[starts] = {each: self._tables[each[0]].get(each[1]) for each in seen}
        return self._reached[starts]
