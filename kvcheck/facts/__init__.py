"""Facts of a plan: what is given is looked up, what is derived is worked out. Absent is unknown (None)."""

from kvcheck.days import days_between
from kvcheck.facts.activities import Inputs
from kvcheck.facts.crews import Crew, crews
from kvcheck.facts.derive import Facts
from kvcheck.facts.places import place_of, places, state_of
from kvcheck.facts.trips import LONGEST_SIDE_TRIP
from kvcheck.facts.wrong import contradictions

__all__ = [
    "LONGEST_SIDE_TRIP",
    "Crew",
    "Facts",
    "Inputs",
    "contradictions",
    "crews",
    "days_between",
    "place_of",
    "places",
    "state_of",
]
