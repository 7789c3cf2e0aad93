"""How long a verdict lasts: each trip judged at other days by the engine itself, and the days on which it changes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kvcheck.days import ordinal
from kvcheck.engine.check import Bench
from kvcheck.engine.court import Court
from kvcheck.engine.site_rules import packs_at
from kvcheck.facts import LONGEST_SIDE_TRIP
from kvcheck.model import DECIDING, Finding, Layer, Report, RuleKind, TripResult, Verdict, last_day
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.plan.moving import Way, slipped

YEAR = 365
"""The days that `12 months` of presence reach over."""


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
        bench, late = self._at(trip, way, days)
        return bench.trip(late)

    def changes(self, trip: Trip, way: Way, most: int) -> Iterator[tuple[int, TripResult]]:
        """Each number of days, up to `most`, at which a trip is told another thing than with one day less.

        Between two turns every comparison that reads days changes once at most, so that a run of days in which nothing
        differs at the ends needs no look.
        """
        told: dict[int, object] = {}

        def at(days: int) -> object:
            if days not in told:
                bench, late = self._at(trip, way, days)
                told[days] = bench.told_by_days(late)
            return told[days]

        def between(first: int, last: int) -> Iterator[int]:
            if at(first) == at(last):
                return
            if last - first == 1:
                yield last
                return
            middle = (first + last) // 2
            yield from between(first, middle)
            yield from between(middle, last)

        for first, last in pairwise([0, *self._turns(trip, way, most), most]):
            for days in between(first, last):
                yield days, self.at(trip, way, days)

    def _turns(self, trip: Trip, way: Way, most: int) -> list[int]:
        """Where a count of days may turn: as the trip reaches, or comes so far from, another stay of the traveler."""
        ends = [*([ordinal(trip["arrive"])] if way is Way.LATER else []), ordinal(last_day(trip))]
        others = [stay for stay in self._court.stays(trip["traveler"]) if stay.arrive != trip["arrive"]]
        row = self._library.number("visits_in_row_gap_days", trip["arrive"], self.report.as_of)
        spans = [0, LONGEST_SIDE_TRIP, YEAR - 1, *([int(row) + 1] if row is not None else [])]
        met = {
            ordinal(day) + sign * span - end
            for stay in others
            for day in (stay.arrive, stay.depart)
            for end in ends
            for span in spans
            for sign in (1, -1)
        }
        near = {days + step for days in met for step in (-1, 0, 1)}
        return sorted(days for days in near if 0 < days < most)

    def of(self, trip: Trip, real: Trip) -> TripResult:
        """Another trip of the same traveler and class in place of one of the report, such as what was really done."""
        bench, _ = self._with(trip, real)
        return bench.trip(real)

    def _at(self, trip: Trip, way: Way, days: int) -> tuple[Bench, Trip]:
        return self._with(trip, slipped(trip, way, days))

    def _with(self, trip: Trip, other: Trip) -> tuple[Bench, Trip]:
        seat = (str(other["class"]), packs_at(self.report.plan, other, self._library))
        if seat not in self._benches:
            self._benches[seat] = Bench(self._court, seat[0], self._policies, (), seat[1])
        plan, facts = self._court.on_other_days(trip, other)
        return self._benches[seat].on_other_days(plan, facts), other
