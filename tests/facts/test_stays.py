"""Which stays count as visits, as visa waiver and toward the years in H and L: each class by itself."""

from typing import Any

import pytest

from kvcheck.facts import Facts
from kvcheck.facts.descriptions import Reading
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, library

ARRIVE = "2026-12-01"


def facts(stays: str, *names: str, trips: str = "", admitted: str = "esta") -> tuple[Any, ...]:
    """Facts of the last trip of a traveler with these stays, and these trips before it."""
    text = f"""\
kvcheck: 1
travelers:
  t: {{nationality: [KR], us_stays: {stays}, hl_days: 0}}
trips:
{trips}
  - {{id: last, traveler: t, class: {admitted}, arrive: {ARRIVE}, depart: 2026-12-20, activities: [{{kind: meeting}}]}}
"""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    rules = library()
    found = Facts(
        plan,
        rules.facts,
        rules.catalogue,
        lambda _: Reading((), True, ()),
        numbers=lambda name, day: rules.number(name, day, AS_OF),
    )
    return found.of_trip(plan.trips[-1], names)


def stay(admitted: str) -> str:
    """One earlier stay of ten days."""
    return f"[{{arrive: 2026-06-01, depart: 2026-06-10, class: {admitted}}}]"


@pytest.mark.parametrize("admitted", ["esta", "wb", "wt", "b1", "b1-usmca", "b1-in-lieu-h1b", "b1-in-lieu-h3", "b2"])
def test_a_visit_counts_as_one(admitted: str) -> None:
    """Every class of a visitor, by the plan's word and by those of the I-94."""
    assert facts(stay(admitted), "trip.previous_visit_days") == (10,)


@pytest.mark.parametrize("admitted", ["l1b", "h1b", "h2b", "e2", "f1", "l2", "other"])
def test_what_is_no_visit_counts_as_none(admitted: str) -> None:
    """Work, study and dependents."""
    assert facts(stay(admitted), "trip.previous_visit_days", "trip.previous_waiver_days") == (0, 0)


@pytest.mark.parametrize(
    ("admitted", "days"), [("esta", 10), ("wb", 10), ("wt", 10), ("b1", 0), ("b2", 0), ("b1-usmca", 0)]
)
def test_only_the_waiver_counts_as_the_waiver(admitted: str, days: int) -> None:
    """A stay on a B visa is none."""
    assert facts(stay(admitted), "trip.previous_waiver_days") == (days,)


@pytest.mark.parametrize(
    ("admitted", "days"),
    [("h1b", 30), ("h2b", 30), ("h3", 30), ("l1a", 30), ("l1b", 30), ("e2", 20), ("esta", 20), ("tn", 20), ("o1", 20)],
)
def test_days_in_h_and_l_count_together(admitted: str, days: int) -> None:
    """An earlier trip of ten days in another H or L counts beside the twenty of this one; other classes do not."""
    days_before = "arrive: 2026-09-01, depart: 2026-09-10, activities: [{kind: meeting}]"
    before = f"  - {{id: a, traveler: t, class: {admitted}, {days_before}}}"
    assert facts("[]", "traveler.hl_days_with_trip", trips=before, admitted="l1b") == (days,)
