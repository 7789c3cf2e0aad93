"""How facts of a trip turn as its days move: by its own days alone, or as it comes near to another stay."""

from collections.abc import Collection

from kvcheck.facts.stays import YEAR
from kvcheck.facts.trips import DERIVED, LONGEST_SIDE_TRIP
from kvcheck.model.entities import Trip
from kvcheck.plan.lookups import Tables

ALONE = frozenset(
    {
        "filing.days_after",
        "filing.days_before",
        "history.years_since_overstay",
        "history.years_since_removal",
        "history.years_since_removal_on_arrival",
        "passport.months_beyond_stay",
        "traveler.history",
        "trip.days",
        "trip.days_past_admission",
        "visa.annotation_differs_in",
        "visa.issued_after_arrival",
        "visa.older_than",
    }
)
"""Derived facts that read no day of another stay."""
TOUCHING = frozenset(
    {
        "trip.gap_days",
        "trip.overlaps",
        "trip.previous_days",
        "trip.previous_visit_days",
        "trip.previous_waiver_days",
        "visa.entry_used",
    }
)
"""Those that ask which stays come before the trip, or share a day with it."""
IN_ROW = frozenset({"trip.days_in_row", "trip.stays_in_row"})
IN_A_YEAR = frozenset({"trip.us_days_12_months", "trip.us_days_12_months_known"})


def spans(tables: Tables, trip: Trip, names: Collection[str]) -> frozenset[int]:
    """How many days from one of another stay a day of the trip can lie where one of these facts turns otherwise than
    by its own days; 0 is the same day. None for facts that read the days of the trip alone.
    """
    found: set[int] = set()
    for name in names:
        found.update(_spans(tables, trip, name))
    return frozenset(found)


def _spans(tables: Tables, trip: Trip, name: str) -> set[int]:
    if name not in DERIVED or name in ALONE:
        return set()
    if name in TOUCHING:
        return {0}
    side = {LONGEST_SIDE_TRIP} if "arrive_from" in trip else set()
    gap = tables.number("visits_in_row_gap_days", trip["arrive"])
    row = {int(gap) + 1} if gap is not None else set()
    if name == "trip.days_since_admission":
        return {0} | side
    if name in IN_ROW:
        return {0} | row
    if name in IN_A_YEAR:
        return {0, YEAR - 1}
    return {0, YEAR - 1} | side | row
