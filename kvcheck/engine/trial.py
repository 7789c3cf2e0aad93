"""What a report would say if its plan said something else: some of its trips judged again, by the same law."""

from collections.abc import Collection, Sequence

from kvcheck.engine.check import Bench
from kvcheck.engine.court import Court
from kvcheck.engine.site_rules import packs_at
from kvcheck.model import Layer, Plan, Report, TripResult
from kvcheck.packs import Library


class Trial:
    """Judges plans that differ from that of a report in some answers; the law is worked out once."""

    def __init__(self, report: Report, library: Library, policies: Sequence[str] | None = None) -> None:
        """By the law of `report`, and by the policies that it was judged by: those that no site names, if not given."""
        self._library = library
        self._as_of = report.as_of
        of_sites = {name for trip in report.plan.trips for name in packs_at(report.plan, trip, library)}
        used = [each.pack.name for each in report.packs if each.pack.layer is Layer.POLICY]
        self._policies = [name for name in used if name not in of_sites] if policies is None else policies
        self._court = Court(report.plan, library, report.as_of)

    def judged(self, plan: Plan, trips: Collection[str]) -> tuple[TripResult, ...]:
        """The results of the trips of these ids in `plan`, whose references have to resolve."""
        court = Court(plan, self._library, self._as_of, like=self._court)
        benches: dict[tuple[str, tuple[str, ...]], Bench] = {}
        found = []
        for trip in plan.trips:
            if trip["id"] in trips:
                seat = (str(trip["class"]), packs_at(plan, trip, self._library))
                if seat not in benches:
                    benches[seat] = Bench(court, seat[0], self._policies, (), seat[1])
                found.append(benches[seat].trip(trip))
        return tuple(found)
