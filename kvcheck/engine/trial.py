"""What a report would say if its plan said something else: some of its trips judged again, by the same law."""

from collections.abc import Collection

from kvcheck.engine.check import Bench
from kvcheck.engine.court import Court
from kvcheck.model import Layer, Plan, Report, TripResult
from kvcheck.packs import Library


class Trial:
    """Judges plans that differ from that of a report in some answers; the law is worked out once."""

    def __init__(self, report: Report, library: Library) -> None:
        """By the law and the policies of `report`."""
        self._library = library
        self._as_of = report.as_of
        self._policies = [each.pack.name for each in report.packs if each.pack.layer is Layer.POLICY]
        self._court = Court(report.plan, library, report.as_of)

    def judged(self, plan: Plan, trips: Collection[str]) -> tuple[TripResult, ...]:
        """The results of the trips of these ids in `plan`, whose references have to resolve."""
        court = Court(plan, self._library, self._as_of, like=self._court)
        benches: dict[str, Bench] = {}
        found = []
        for trip in plan.trips:
            if trip["id"] in trips:
                admitted = trip["class"]
                if admitted not in benches:
                    benches[admitted] = Bench(court, admitted, self._policies, ())
                found.append(benches[admitted].trip(trip))
        return tuple(found)
