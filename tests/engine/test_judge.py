"""Equal answers are worked out once, and nobody sees a difference."""

from typing import Any

import pytest

from kvcheck.conditions import reads
from kvcheck.engine import Law, judge_trip
from kvcheck.model import Finding, Ruling
from kvcheck.packtools.cases import read
from tests.support import library

OTHER_DAYS = (
    {
        "trip.arrive": "2026-12-01",
        "trip.days": 20,
        "passport.months_beyond_stay": 5,
        "trip.us_days_12_months_known": 190,
    },
    {
        "trip.arrive": "2026-12-02",
        "trip.days": 21,
        "passport.months_beyond_stay": 4,
        "trip.us_days_12_months_known": 191,
    },
)


def told(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    """What findings say, with the facts that their rules read."""
    return [
        (
            each.rule.name,
            (each.outcome, each.verdict, each.permits, each.out_of_force),
            [each.facts.get(name) for name in sorted(reads(each.condition))],
        )
        for each in findings
    ]


def described(ruling: Ruling) -> tuple[Any, ...]:
    """What a ruling says."""
    cleared = [each.name for each in ruling.cleared]
    return ruling.verdict, told(ruling.findings), told(ruling.risks), told(ruling.behind), cleared


@pytest.mark.parametrize("name", ["us/b1", "us/esta"])
def test_a_trip_is_judged_after_others_as_it_is_alone(name: str) -> None:
    """On every case of a pack, with its own days and with others: findings, risks, open doubts behind others."""
    law = Law(library(), library().chain(name), library().pack(name).reviewed)
    after: list[tuple[Ruling, tuple[Any, ...]]] = []
    behind = risks = 0
    for case in read(library(), name).values():
        epoch = law.epoch(law.epoch_of(case.on))
        for days in (case.facts, *({**case.facts, **each} for each in OTHER_DAYS)):
            ruling = judge_trip(epoch, days)
            findings = (*ruling.findings, *ruling.risks, *ruling.behind)
            assert ruling.facts is days
            assert all(each.facts is days for each in findings), "advice reads more than the rule does"
            said = dict(epoch.said)
            epoch.said.clear()
            after.append((ruling, described(judge_trip(epoch, days))))
            epoch.said.clear()
            epoch.said.update(said)
            behind += len(ruling.behind)
            risks += len(ruling.risks)
    assert behind
    assert risks
    for ruling, alone in after:
        assert described(ruling) == alone
