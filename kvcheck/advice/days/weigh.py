"""Days counted as the facts count them; what is left and when to return is asked of the engine."""

from collections.abc import Callable, Collection, Sequence

from kvcheck.advice.days.value import Count, Days, Ledger, Return, Visit
from kvcheck.advice.slip.value import Slipping
from kvcheck.advice.slip.weigh import Accept, slips
from kvcheck.days import days_between
from kvcheck.engine.outlook import Outlook, blocks, risks
from kvcheck.facts.presence import days_in_year, days_of_year
from kvcheck.facts.trips import DERIVED
from kvcheck.model import Finding, Plan, Report, TripResult, is_open
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.plan.lookups import Stay, Tables
from kvcheck.plan.moving import Way, again, day_after

FAR = 365
"""How many days after the last departure a return is looked for."""


def days(
    report: Report,
    library: Library,
    *,
    policies: Sequence[str] = (),
    accept: Accept = lambda result: result,
    step: Callable[[], None] = lambda: None,
    unsure: Collection[str] = (),
) -> Days:
    """The days of every traveler of a report; the parameters are those of `slips`.

    `unsure` are travelers of whom it is known that the plan lacks a stay.
    """
    counter = _Counter(report, library, policies, accept, unsure)
    room = slips(report, library, policies=policies, accept=accept, step=step)
    trips: dict[str, list[Slipping]] = {}
    for each in room.trips:
        trips.setdefault(str(each.result.subject.trip["traveler"]), []).append(each)
    return Days(report, tuple(counter.ledger(name, found) for name, found in trips.items()))


class _Counter:
    def __init__(
        self, report: Report, library: Library, policies: Sequence[str], accept: Accept, unsure: Collection[str]
    ) -> None:
        self._unsure = unsure
        self._report = report
        self._library = library
        self._accept = accept
        self._tables = Tables(report.plan)
        self._next = {name: again(trip, day_after(trip["depart"], 1)) for name, trip in _last(report.plan).items()}
        plan = report.plan._replace(trips=(*report.plan.trips, *self._next.values()))
        self._outlook = Outlook(report._replace(plan=plan), library, policies)

    def ledger(self, name: str, trips: Sequence[Slipping]) -> Ledger:
        plan = self._report.plan
        traveler = plan.travelers[name]
        stays = self._tables.stays(name)
        own: list[Trip] = [trip for trip in plan.trips if trip["traveler"] == name]
        last = max(own, key=_arrival)
        of_last = next((each.result for each in trips if each.result.id == last["id"]), None)
        unsure = name in self._unsure or any(map(is_open, traveler.get("us_stays", ())))
        return Ledger(
            traveler=name,
            stated="us_stays" in traveler,
            unsure=unsure,
            visits=tuple(self._visit(name, stay) for stay in stays),
            months=_known(self._months(own), sure=not unsure),
            years={year: _known(self._year(own, stays, year), sure=not unsure) for year in _years(stays)},
            trips=tuple(trips),
            back=None if of_last is None or name not in self._next else self._return(of_last, self._next[name]),
        )

    def _visit(self, name: str, stay: Stay) -> Visit:
        trip, admitted = self._tables.trip_of(name, stay), stay.admitted
        label = ""
        if admitted is not None:
            known = admitted in self._library.classes
            label = self._library.chain_of(admitted)[-1].label if known else admitted
        return Visit(
            arrive=stay.arrive,
            depart=stay.depart,
            is_open=stay.is_open,
            admitted=admitted,
            label=label,
            trip=trip["id"] if trip is not None else None,
            days=None if stay.is_open and trip is None else days_between(stay.arrive, stay.depart),
        )

    def _months(self, trips: Sequence[Trip]) -> Count:
        """The most days in 12 months, as the facts of the trips have them."""
        traveler = self._report.plan.travelers[trips[0]["traveler"]]
        known = [DERIVED["trip.us_days_12_months_known"](self._tables, trip, traveler) for trip in trips]
        whole = all(DERIVED["trip.us_days_12_months"](self._tables, trip, traveler) is not None for trip in trips)
        return Count(max(known), whole)

    def _year(self, trips: Sequence[Trip], stays: Sequence[Stay], year: int) -> Count:
        """Days in a calendar year, as the facts of the first trip have them; else those that are known."""
        first = min(trips, key=_arrival)
        counted = days_in_year(self._tables, first, self._report.plan.travelers[first["traveler"]], year)
        if counted is not None and not any(stay.is_open for stay in stays):
            return Count(counted, whole=True)
        known = len(days_of_year(((stay.arrive, stay.depart) for stay in stays), year))
        return Count(max(known, counted or 0), whole=False)

    def _return(self, result: TripResult, next_one: Trip) -> Return:
        """The first day on which another stay like that of a result meets nothing that this one does not."""
        first = str(next_one["arrive"])
        met = set(_met(result))
        start = self._accept(self._outlook.at(next_one, Way.LATER, 0))
        against = tuple(finding for name, finding in _met(start).items() if name not in met)
        if not against:
            return Return(first, first, ())
        for number, late in self._outlook.changes(next_one, Way.LATER, FAR):
            if not set(_met(self._accept(late))) - met:
                return Return(day_after(first, number), first, against)
        return Return(None, first, against)


def _known(counted: Count, *, sure: bool) -> Count:
    """A count, which is only a least one where a stay is not known."""
    return counted._replace(whole=counted.whole and sure)


def _last(plan: Plan) -> dict[str, Trip]:
    """The last trip of each traveler, where it is known to end."""
    own: dict[str, list[Trip]] = {}
    for trip in plan.trips:
        own.setdefault(trip["traveler"], []).append(trip)
    last = {name: max(trips, key=_arrival) for name, trips in own.items()}
    return {name: trip for name, trip in last.items() if not is_open(trip)}


def _arrival(trip: Trip) -> str:
    return str(trip["arrive"])


def _met(result: TripResult) -> dict[object, Finding]:
    """What is found against a trip: what keeps it from being permitted, and what draws attention."""
    found: dict[object, Finding] = dict(blocks(result).items())
    return found | {each.rule.name: each for each in risks(result)}


def _years(stays: Sequence[Stay]) -> list[int]:
    """The calendar years that stays touch."""
    return sorted({year for stay in stays for year in range(int(stay.arrive[:4]), int(stay.depart[:4]) + 1)})
