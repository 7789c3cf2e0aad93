"""Stays on a common axis of days, each with the limits on its length that the report knows."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from kvcheck.conditions import Comparison, Reference, comparisons
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import (
    DECIDING,
    Fact,
    Finding,
    Layer,
    Report,
    RuleKind,
    Ruling,
    TripResult,
    Verdict,
    is_open,
    last_day,
)
from kvcheck.packs import Library
from kvcheck.telling.alike import Rulings

NEAR = 60
"""A limit so many days after a departure is worth a mark; one farther away says nothing about the stay."""


class Limit(NamedTuple):
    """A limit on the length of a stay."""

    title: Text
    number: int
    """The last day within it, counted as its rule counts."""
    day: str
    """The date of that day."""
    left: int
    """Days from the departure to that day; negative if the stay is too long."""
    policy: bool
    """Whether it is a company's own."""


class Stay(NamedTuple):
    """One trip."""

    trip: int
    """Its position in the report, from 0."""
    first: str
    last: str
    verdict: Verdict
    limits: tuple[Limit, ...]
    """The nearest first."""


def stays(report: Report, library: Library) -> list[Stay]:
    """Every trip of the report, in its order."""
    return [
        Stay(
            trip=number,
            first=result.subject.trip["arrive"],
            last=last_day(result.subject.trip),
            verdict=result.verdict,
            limits=tuple(sorted(_limits(result, report, library), key=lambda limit: limit.left)),
        )
        for number, result in enumerate(report.trips)
    ]


def _limits(result: TripResult, report: Report, library: Library) -> Iterator[Limit]:
    """The limits on the length of a stay that its rules apply to it, each once."""
    seen: set[tuple[int, str]] = set()
    depart = date.fromisoformat(last_day(result.subject.trip))
    for each in result.judged(DECIDING):
        for finding in each.ruling.findings if each.activity is None else ():
            for comparison in _compared(finding):
                number, days = comparison.operand, finding.facts.get(comparison.fact)
                if not (_counts_stay(comparison, report.facts) and isinstance(number, int) and isinstance(days, int)):
                    continue
                day = (depart + timedelta(days=number - days)).isoformat()
                if (number, day) not in seen:
                    seen.add((number, day))
                    yield Limit(finding.rule.title, number, day, number - days, each.layer is Layer.POLICY)


def _compared(finding: Finding) -> list[Comparison]:
    """The comparisons that settle a limit; none if the limit does not apply to the trip."""
    if finding.rule.kind is not RuleKind.LIMIT or finding.outcome is None:
        return []
    if finding.outcome:
        return list(finding.grounds)
    return [each.comparison for each in finding.obstacles if each.wanted]


def _counts_stay(comparison: Comparison, facts: Mapping[str, Fact]) -> bool:
    """Whether days up to departure are compared with the most there may be."""
    return comparison.operator == "at_most" and facts[comparison.fact].counted_from is not None


AMBER = 14
"""A limit with fewer days left than this is told beside the verdict."""


class Near(NamedTuple):
    """A limit that a trip keeps to with few days to spare."""

    title: Text
    day: str
    """Its last day."""
    left: int
    """Days from the day that it bounds to its last day; 0 is the last day itself."""

    @property
    def says(self) -> Text:
        """The sentence beside the trip."""
        return Text(
            "{left} left, until {day}: {title}",
            "여유 {left}, {day}까지: {title}",
            left=count(self.left, "day", "일"),
            title=self.title,
            day=self.day,
        )


def near(report: Report, rulings: Rulings) -> Mapping[str, Near]:
    """By trip the nearest limit that it keeps to with fewer than AMBER days to spare, where there is one."""
    bounds = _Bounds(report.facts, rulings)
    found: dict[str, Near] = {}
    for trip in report.trips:
        if trip.verdict is Verdict.NOT_PERMITTED:
            continue
        layers = [trip.layers[layer] for layer in DECIDING if layer in trip.layers]
        close = [each for layer in layers for part in layer.parts for each in bounds.near(part.ruling, trip)]
        closest = min(close, key=lambda each: each.left, default=None)
        if closest is not None:
            found[trip.id] = closest
    return found


class _Bounds:
    """The days that limits bound. Nearly all are far: a limit is looked at only where some comparison in it is near."""

    def __init__(self, facts: Mapping[str, Fact], rulings: Rulings) -> None:
        self._facts = facts
        self._rulings = rulings
        self._bounding: dict[int, list[tuple[int, Comparison]]] = {}
        """By what a ruling found: the comparisons that bound days, each with the number of its finding."""

    def near(self, ruling: Ruling, trip: TripResult) -> list[Near]:
        """What the limits of a ruling that apply and are met leave, where that is fewer than AMBER days."""
        sort = self._rulings.sort(ruling)
        if sort not in self._bounding:
            self._bounding[sort] = [
                (number, comparison)
                for number, finding in enumerate(ruling.said.findings)
                if finding.rule.kind is RuleKind.LIMIT and finding.outcome is True
                for comparison in comparisons(finding.condition)
                if self._bounds(comparison)
            ]
        close: dict[int, None] = {}
        for number, comparison in self._bounding[sort]:
            left = self._left(comparison, ruling.facts, trip)
            if left is not None and left < AMBER:
                close[number] = None
        found = [ruling.findings[number] for number in close]
        return [near for each in found if each.applies is True for near in self._close(each, trip)]

    def _bounds(self, comparison: Comparison) -> bool:
        """Whether it compares a count of days with the most there may be, or a day with another.

        Two days of the trip itself bound nothing.
        """
        fact = self._facts[comparison.fact]
        if isinstance(comparison.operand, Reference):
            return comparison.operator in ("on_or_after", "after") and not fact.name.startswith("trip.")
        return comparison.operator == "at_most" and (fact.counted_from is not None or fact.beyond == "end")

    def _left(self, comparison: Comparison, facts: Mapping[str, Any], trip: TripResult) -> int | None:
        """The days to spare; None where the comparison or the trip leaves them open."""
        value, operand = facts.get(comparison.fact), comparison.operand
        if isinstance(operand, Reference):
            other = facts.get(operand.name)
            if isinstance(value, str) and isinstance(other, str):
                return (_day(value) - _day(other)).days - (comparison.operator == "after")
            return None
        if isinstance(value, int) and isinstance(operand, int) and not is_open(trip.subject.trip):
            return operand - value
        return None

    def _close(self, finding: Finding, trip: TripResult) -> list[Near]:
        """The bounds by which the limit is met that are near, each with its day."""
        found = []
        for each in finding.grounds:
            left = self._left(each, finding.facts, trip) if self._bounds(each) else None
            if left is not None and left < AMBER:
                counted = each.operator == "at_most"
                day = _day(trip.subject.trip["depart"]) + timedelta(days=left)
                last = day.isoformat() if counted else str(finding.facts[each.fact])
                found.append(Near(finding.rule.title, last, left))
        return found


def _day(text: str) -> date:
    return date.fromisoformat(text)
