"""Days are counted with both ends, months by the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.days import days_between, months_after, ordinal

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 4000))
def test_both_ends_count(first: date, more: int) -> None:
    """A stay of one day is one day; each further day is one more."""
    last = first + timedelta(days=more)
    assert days_between(first.isoformat(), last.isoformat()) == more + 1
    assert ordinal(last.isoformat()) - ordinal(first.isoformat()) == more


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2026-04-01", 24, "2028-03-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-15", 1, "2026-02-14"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-02-28", 12, "2027-02-27"),
    ],
)
def test_months_end_the_day_before_they_began(first: str, months: int, last: str) -> None:
    """Also where a month has no such day, and over the end of a year."""
    assert months_after(first, months) == last


@given(DAYS, st.integers(1, 120))
def test_months_follow_one_another(first: date, months: int) -> None:
    """More months never end sooner, and a month has between 28 and 31 days."""
    one, more = (ordinal(months_after(first.isoformat(), count)) for count in (months, months + 1))
    assert 27 <= more - one <= 32
