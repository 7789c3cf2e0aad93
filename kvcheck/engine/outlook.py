"""How long a verdict lasts: each trip judged at other days by the engine itself, and the days on which it changes."""

from collections.abc import Iterator, Sequence

from kvcheck.days import ordinal
from kvcheck.engine.check import Bench
from kvcheck.engine.court import Court
from kvcheck.engine.site_rules import packs_at
from kvcheck.engine.turning import Late, Turning
from kvcheck.frozen import NamedTuple
from kvcheck.model import DECIDING, Finding, Layer, Report, RuleKind, TripResult, Verdict, last_day
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.plan.moving import Way, slipped


class Block(NamedTuple):
    """What keeps a trip from being permitted, so that it is known again when the trip has other days."""

    layer: Layer
    activity: int
    """The number of the activity from 1; 0 for the trip itself."""
    rule: str
    """The full name of a rule; empty where no ground covers the activity, whichever comes nearest."""


def blocks(result: TripResult) -> dict[Block, Finding]:
    """Everything that keeps a trip from being permitted, each with its worst finding."""
    found: dict[Block, Finding] = {}
    for judged in result.judged(DECIDING):
        for finding in judged.ruling.findings:
            if finding.verdict is None or finding.verdict is Verdict.PERMITTED:
                continue
            ground = finding.rule.kind is RuleKind.GRANT or (finding.rule.of_activity and finding.permits)
            number = judged.activity.number if judged.activity is not None else 0
            block = Block(judged.layer, number, "" if ground else finding.rule.name)
            if block not in found or finding.verdict.rank < worth(found[block]):
                found[block] = finding
    return found


def risks(result: TripResult) -> list[Finding]:
    """Everything lawful that draws attention to a trip, of the law and of policies."""
    return [finding for judged in result.judged(DECIDING) for finding in judged.ruling.risks]


def worth(finding: Finding) -> int:
    """The rank of the verdict that a finding leads to; 0 is worst."""
    return (finding.verdict or Verdict.PERMITTED).rank


class Outlook:
    """Judges trips of a report at other days, by its law and its policies; the law is worked out once."""

    def __init__(self, report: Report, library: Library, policies: Sequence[str] = ()) -> None:
        """For the trips of `report`, which was judged by `policies` beside the law: full names of packs."""
        self.report = report
        self._library = library
        self._court = Court(report.plan, library, report.as_of)
        self._policies = tuple(policies)
        self._benches: dict[tuple[str, tuple[str, ...]], Bench] = {}

    def at(self, trip: Trip, way: Way, days: int) -> TripResult:
        """A trip so many days later, every other trip as planned."""
        return self._judged(self._late(trip, way, days))

    def changes(self, trip: Trip, way: Way, most: int) -> Iterator[tuple[int, TripResult]]:
        """Each number of days, up to `most`, at which a trip is told another thing than with one day less."""
        ends = [*([trip["arrive"]] if way is Way.LATER else []), last_day(trip)]
        met = {
            ordinal(day) - ordinal(end)
            for stay in self._court.stays(trip["traveler"])
            if stay.arrive != trip["arrive"]
            for day in (stay.arrive, stay.depart)
            for end in ends
        }
        turning = Turning(self._bench(trip).judges, lambda days: self._late(trip, way, days), met, most)
        for days in turning.days():
            yield days, self._judged(turning.late(days))

    def of(self, trip: Trip, real: Trip) -> TripResult:
        """Another trip of the same traveler and class in place of one of the report, such as what was really done."""
        return self._judged(Late(real, self._court.with_other(trip, real), {}))

    def _late(self, trip: Trip, way: Way, days: int) -> Late:
        late = slipped(trip, way, days)
        return Late(late, self._court.on_other_days(trip, late), {})

    def _judged(self, late: Late) -> TripResult:
        return self._bench(late.trip).before(late.facts).trip(late.trip)

    def _bench(self, trip: Trip) -> Bench:
        seat = (str(trip["class"]), packs_at(self.report.plan, trip, self._library))
        if seat not in self._benches:
            self._benches[seat] = Bench(self._court, seat[0], self._policies, (), seat[1])
        return self._benches[seat]
