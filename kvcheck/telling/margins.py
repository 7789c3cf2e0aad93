"""Stays on a common axis of days, each with the limits on its length that the report knows."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from kvcheck.conditions import Comparison, Condition, FactSort, Reference, reads
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import (
    DECIDING,
    Fact,
    Finding,
    Layer,
    Report,
    RuleKind,
    TripResult,
    Verdict,
    is_open,
    last_day,
)
from kvcheck.packs import Library

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


def near(report: Report) -> Mapping[str, Near]:
    """By trip the nearest limit that it keeps to with fewer than AMBER days to spare, where there is one."""
    counts: dict[int, bool] = {}
    found: dict[str, Near] = {}
    for trip in report.trips:
        if trip.verdict is Verdict.NOT_PERMITTED:
            continue
        limits = [
            each
            for judged in trip.judged(DECIDING)
            if judged.activity is None
            for finding in judged.ruling.findings
            if finding.rule.kind is RuleKind.LIMIT and finding.outcome is True
            if _bounds_days(finding.condition, report.facts, counts) and finding.applies is True
            for each in _spared(finding, trip, report.facts)
        ]
        closest = min(limits, key=lambda each: each.left, default=None)
        if closest is not None and closest.left < AMBER:
            found[trip.id] = closest
    return found


def _bounds_days(condition: Condition, facts: Mapping[str, Fact], known: dict[int, bool]) -> bool:
    """Whether a condition bounds days at all; asked once for each condition, which trips share."""
    if id(condition) not in known:
        names = [name for name in reads(condition) if name in facts]
        known[id(condition)] = any(
            facts[name].counted_from is not None or facts[name].beyond == "end" or facts[name].sort is FactSort.DATE
            for name in names
        )
    return known[id(condition)]


def _spared(finding: Finding, trip: TripResult, facts: Mapping[str, Fact]) -> Iterator[Near]:
    """The days that a limit which is met leaves, counted to departure or between two days that it compares."""
    raw = trip.subject.trip
    for comparison in finding.grounds:
        fact, value, operand = facts[comparison.fact], finding.facts.get(comparison.fact), comparison.operand
        if comparison.operator == "at_most" and isinstance(value, int) and isinstance(operand, int):
            if (fact.counted_from is not None or fact.beyond == "end") and not is_open(raw):
                left = operand - value
                yield Near(finding.rule.title, (_day(raw["depart"]) + timedelta(days=left)).isoformat(), left)
        elif isinstance(operand, Reference) and comparison.operator in ("on_or_after", "after"):
            if comparison.fact.startswith("trip."):  # two days of the trip itself bound nothing
                continue
            other = finding.facts.get(operand.name)
            if isinstance(value, str) and isinstance(other, str):
                left = (_day(value) - _day(other)).days - (comparison.operator == "after")
                yield Near(finding.rule.title, value, left)


def _day(text: str) -> date:
    return date.fromisoformat(text)
