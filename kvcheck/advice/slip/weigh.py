"""How far trips can slip: every answer is that of the engine, which judges the trip at the other days."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from kvcheck.advice.slip.value import Break, Delay, Held, Outcome, Slip, Slipping, Source
from kvcheck.conditions import ForSome, comparisons, reads, truth
from kvcheck.days import ordinal
from kvcheck.engine.outlook import Block, Outlook, blocks, risks, worth
from kvcheck.model import (
    DECIDING,
    Fact,
    Finding,
    Layer,
    Report,
    RuleKind,
    Subject,
    TripResult,
    is_open,
)
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.plan.moving import Way, may_slip

MOST = 365
"""How many days of slip are looked at, unless more were asked for."""

MOVES = {Way.LONGER: ("trip.depart",), Way.LATER: ("trip.arrive", "trip.depart")}
"""The places of a plan whose days move."""

Accept = Callable[[TripResult], TripResult]
"""Sets aside what waivers accept."""


def slips(
    report: Report,
    library: Library,
    *,
    days: int | None = None,
    policies: Sequence[str] = (),
    accept: Accept = lambda result: result,
    step: Callable[[], None] = lambda: None,
) -> Outcome:
    """How far each trip of a report can slip by itself, and what a delay of `days` does to it.

    The report has waivers applied already; `accept` applies them to trips at other days. `policies` are the full names
    of the packs that it was judged by beside the law. `step` is called after each trip.
    """
    most = max(MOST, days or 0)
    weigher = _Weigher(Outlook(report, library, policies), library.facts, days, most, accept)
    found = []
    for result in report.trips:
        found.append(weigher.trip(result))
        step()
    return Outcome(report, days, most, tuple(found))


class _Weigher:
    def __init__(
        self, outlook: Outlook, facts: Mapping[str, Fact], days: int | None, most: int, accept: Accept
    ) -> None:
        self._outlook = outlook
        self._dated = {way: _dated(facts, MOVES[way]) for way in Way}
        self._report = outlook.report
        self._trips: dict[str, list[Trip]] = {}
        for trip in self._report.plan.trips:
            self._trips.setdefault(trip["traveler"], []).append(trip)
        self._days = days
        self._most = most
        self._accept = accept

    def trip(self, result: TripResult) -> Slipping:
        trip: Trip = result.subject.trip
        over = not is_open(trip) and trip["depart"] < self._report.as_of
        ways = [way for way in Way if not over and may_slip(trip, way, self._report.as_of)]
        following = self._following(trip)
        gap = None
        if following is not None and not is_open(trip):
            gap = ordinal(following["arrive"]) - ordinal(trip["depart"]) - 1
        return Slipping(
            result=result,
            standing=tuple(_break(result, block, finding, 0) for block, finding in blocks(result).items()),
            slips=tuple(self._slip(result, way) for way in ways),
            over=over,
            following=str(following["id"]) if following is not None else None,
            gap=gap,
        )

    def _following(self, trip: Trip) -> Trip | None:
        """The next trip of the traveler."""
        later = [each for each in self._trips[trip["traveler"]] if each["arrive"] > trip["arrive"]]
        return min(later, key=lambda each: str(each["arrive"]), default=None)

    def _slip(self, result: TripResult, way: Way) -> Slip:
        planned = blocks(result)
        first: dict[Block, Break] = {}
        for days, judged in self._changes(result, way):
            late = self._accept(judged)
            for block, finding in blocks(late).items():
                if block not in first and (block not in planned or worth(finding) < worth(planned[block])):
                    first[block] = _break(late, block, finding, days)
        found = tuple(sorted(first.values(), key=lambda each: (each.days, worth(each.finding), each.activity)))
        return Slip(way, found, tuple(self._held(result, way, first)), self._delay(result, way, planned))

    def _changes(self, result: TripResult, way: Way) -> Iterator[tuple[int, TripResult]]:
        """Each number of days at which something may change. A waiver is bound to what it was approved for: to as many
        days as the stay had then, so that the first day more is one of them.
        """
        trip = result.subject.trip
        waived = any(judged.ruling.waived for judged in result.judged(DECIDING))
        found = self._outlook.changes(trip, way, self._most)
        if waived:
            yield 1, self._outlook.at(trip, way, 1)
            found = ((days, late) for days, late in found if days > 1)
        yield from found

    def _delay(self, result: TripResult, way: Way, planned: dict[Block, Finding]) -> Delay | None:
        """What the delay asked for does."""
        if self._days is None:
            return None
        late = self._accept(self._outlook.at(result.subject.trip, way, self._days))
        new = [
            _break(late, block, finding, self._days)
            for block, finding in blocks(late).items()
            if block not in planned or worth(finding) < worth(planned[block])
        ]
        known = {finding.rule.name for finding in risks(result)}
        drawn = {each.rule.name: each for each in risks(late) if each.rule.name not in known}
        return Delay(self._days, late.verdict, tuple(new), tuple(drawn.values()))

    def _held(self, result: TripResult, way: Way, first: dict[Block, Break]) -> Iterator[Held]:
        """Limits that turn on the days and do not break, and those of which it is not known."""
        dated = self._dated[way]
        seen: set[str] = set()
        for judged in result.judged(DECIDING):
            if judged.activity is not None:
                continue
            for finding in judged.ruling.findings:
                rule = finding.rule
                block = Block(judged.layer, 0, rule.name)
                if rule.kind is not RuleKind.LIMIT or block in first or rule.name in seen or finding.outcome is False:
                    continue
                must = finding.condition.must if isinstance(finding.condition, ForSome) else finding.condition
                if finding.applies is False or not reads(must) & dated:
                    continue
                known = finding.outcome is True
                if known and not any(_bounds(finding, name) for name in reads(must) & dated):
                    continue
                seen.add(rule.name)
                yield Held(source_of(judged.layer, reads(must)), finding, known)


def _dated(facts: Mapping[str, Fact], moves: Collection[str]) -> frozenset[str]:
    """The facts of a trip that are taken from one of the places `moves`."""
    places = {name: fact.uses if fact.given is None else (fact.given,) for name, fact in facts.items()}
    return frozenset(name for name, uses in places.items() if any(use in moves for use in uses))


def _bounds(finding: Finding, name: str) -> bool:
    """Whether a fact that turns on days has a value by which the limit is known to hold."""
    held = [each for each in comparisons(finding.condition) if name in reads(each)]
    return any(truth(each, finding.facts) is not None for each in held)


def _break(result: TripResult, block: Block, finding: Finding, days: int) -> Break:
    subject = result.subject
    if block.activity:
        subject = Subject(subject.plan, subject.trip, subject.trip["activities"][block.activity - 1])
    return Break(source_of(block.layer, _turning(finding)), block.activity, finding, subject, days)


def _turning(finding: Finding) -> frozenset[str]:
    """The facts that stand in the way, or that a bar or a doubt rests on."""
    found = [*(each.comparison for each in finding.obstacles), *finding.grounds]
    return frozenset(name for each in found for name in reads(each))


_SOURCES = (
    ("visa.annotation", Source.ANNOTATION),
    ("esta.", Source.ESTA),
    ("visa.", Source.VISA),
    ("passport.", Source.PASSPORT),
    ("filing.", Source.FILING),
    ("traveler.hl_days", Source.LAW),
    ("contract.", Source.CONTRACT),
    ("equipment.", Source.CONTRACT),
)
"""Where a limit comes from, by the beginning of the facts it turns on; the first that fits."""


def source_of(layer: Layer, facts: Iterable[str]) -> Source:
    """Where a limit comes from, by the facts that it turns on."""
    if layer is Layer.POLICY:
        return Source.POLICY
    names = list(facts)
    return next((each for begin, each in _SOURCES if any(name.startswith(begin) for name in names)), Source.LAW)
