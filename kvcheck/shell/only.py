"""Some trips of a run, as a command line names them."""

from collections.abc import Iterable, Mapping, Sequence

from kvcheck.errors import BadCommand
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Report, Run


def trips_of(reports: Iterable[Report]) -> dict[str, str]:
    """The travelers of the trips of reports, by the ids of the trips."""
    return {trip.id: str(trip.subject.trip["traveler"]) for each in reports for trip in each.trips}


class Only(NamedTuple):
    """The trips wanted: those of these ids, and those of these travelers; every one if none is named."""

    trips: Sequence[str] = ()
    travelers: Sequence[str] = ()

    def of(self, run: Run) -> Run:
        """The run with those trips only, which are judged beside all others. Raises BadCommand if one is not there."""
        if not self.trips and not self.travelers:
            return run
        self.refuse(trips_of(run.reports))
        kept = []
        for report in run.reports:
            some = self.of_report(report)
            if some.trips:
                kept.append(some)
        every, shown = (sum(len(report.trips) for report in each) for each in (run.reports, kept))
        return run._replace(reports=tuple(kept), unshown=every - shown)

    def within(self, trips: Mapping[str, str]) -> "Only | None":
        """What is wanted of some `trips`, which are named with their travelers; None if it is nothing of them."""
        if not self.trips and not self.travelers:
            return self
        own = Only(
            tuple(each for each in self.trips if each in trips),
            tuple(each for each in self.travelers if each in trips.values()),
        )
        return own if own.trips or own.travelers else None

    def of_report(self, report: Report) -> Report:
        """One report with those trips only."""
        if not self.trips and not self.travelers:
            return report
        trips = tuple(
            trip for trip in report.trips if trip.id in self.trips or trip.subject.trip["traveler"] in self.travelers
        )
        ids = {trip.id for trip in trips}
        crew = tuple(each for each in report.crew if any(str(one.trip["id"]) in ids for one in each.subjects))
        return report._replace(trips=trips, crew=crew)

    def has(self, trip: str, traveler: str) -> bool:
        """Whether a trip of a traveler is wanted."""
        return not (self.trips or self.travelers) or trip in self.trips or traveler in self.travelers

    def refuse(self, trips: Mapping[str, str]) -> None:
        """Refuse an id that is not among `trips`, which are named with their travelers. Raises BadCommand."""
        unknown = [each for each in self.trips if each not in trips]
        unknown += [each for each in self.travelers if each not in trips.values()]
        if unknown:
            names = ", ".join(f"`{name}`" for name in unknown)
            raise BadCommand(Text("no trip or traveler {names}", "출장이나 출장자 {names:이} 없습니다", names=names))
