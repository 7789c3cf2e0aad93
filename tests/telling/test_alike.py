"""What is worked out once for rulings that are alike is what would be worked out of each."""

import itertools

import pytest

from kvcheck.engine import check
from kvcheck.model import Report, Ruling
from kvcheck.plan import load
from kvcheck.telling.alike import Rulings
from kvcheck.telling.assumed import assumed
from kvcheck.telling.margins import near
from kvcheck.telling.positions import Papers, positions_of
from tests.benchmarks.generate import lines
from tests.support import AS_OF, EXAMPLES, judge, library


class Apart(Rulings):
    """Takes no two rulings to be alike."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count()

    def sort(self, ruling: Ruling) -> int:
        del ruling
        return next(self._numbers)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Plans whose trips have much in common."""
    plans = [load(EXAMPLES / name) for name in ("battery-plant", "b1-annotated.yaml", "other-classes.yaml")]
    found = [check(plan, library(), as_of=AS_OF) for plan in plans]
    return [*found, judge("".join(lines(40)))]


def test_nothing_differs(reports: list[Report]) -> None:
    """Assumptions, papers, near limits: by one set of rulings for all three, or by each ruling for itself."""
    together = Rulings()
    for report in reports:
        assert assumed(report, together) == assumed(report, Apart())
        assert near(report, together) == near(report, Apart())
        papers, others = Papers(library(), together), Papers(library(), Apart())
        assert [papers.of(trip) for trip in report.trips] == [others.of(trip) for trip in report.trips]
    assert positions_of(reports, library(), together).papers > 0
    assert any(near(report, together) for report in reports)
    assert any(assumed(report, together) for report in reports)


def test_the_first_trip_is_enough_to_tell_what_is_assumed(reports: list[Report]) -> None:
    """Who names no trips is told the same facts."""
    for report in reports:
        every = assumed(report, Rulings())
        first = assumed(report, Rulings(), every_trip=False)
        assert [(each.fact, each.value) for each in first] == [(each.fact, each.value) for each in every]
        assert [each.trips for each in first] == [each.trips[:1] for each in every]
