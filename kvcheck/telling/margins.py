"""Stays on a common axis of days, each with the limits on its length that the report knows."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from kvcheck.conditions import Comparison
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
                number, count = comparison.operand, finding.facts.get(comparison.fact)
                if not (_counts_stay(comparison, report.facts) and isinstance(number, int) and isinstance(count, int)):
                    continue
                day = (depart + timedelta(days=number - count)).isoformat()
                if (number, day) not in seen:
                    seen.add((number, day))
                    yield Limit(finding.rule.title, number, day, number - count, each.layer is Layer.POLICY)


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
