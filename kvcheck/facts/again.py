"""Facts of a trip that many laws ask for one after another: the law of every class, about the same days."""

from collections.abc import Sequence
from typing import Any

from kvcheck.facts.activities import Inputs
from kvcheck.facts.derive import Facts
from kvcheck.model.entities import Activity, Trip
from kvcheck.plan.lookups import Tables


class FactsAgain(Facts):
    """The facts of one plan; those of the trip in hand are worked out once, however often they are asked for."""

    _trip: Trip | None = None

    def of_trip(self, trip: Trip, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of facts of a trip, in the order of their names."""
        self._take(trip)
        new = tuple([name for name in names if name not in self._values])
        if new:
            self._values |= zip(new, super().of_trip(trip, new), strict=True)
        return tuple([self._values[name] for name in names])

    def inputs(self, trip: Trip, activity: Activity, first: str, last: str, *, timed: bool = True) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive."""
        self._take(trip)
        key = id(activity), first, last, timed
        if key not in self._inputs:
            self._inputs[key] = super().inputs(trip, activity, first, last, timed=timed)
        return self._inputs[key]

    def rest_on(self, tables: Tables) -> None:
        """Take the facts of other tables from now on."""
        super().rest_on(tables)
        self._trip = None

    def share(self, standing: Sequence[Inputs], late: Trip) -> None:
        """Take what does not turn on days from the activities of a trip for those of `late`."""
        super().share(standing, late)
        self._trip = None

    def _take(self, trip: Trip) -> None:
        """Begin anew where it is another trip than the one before."""
        if trip is not self._trip:
            self._trip = trip
            self._values: dict[str, Any] = {}
            self._inputs: dict[tuple[int, str, str, bool], Inputs] = {}
