"""Days of presence by calendar year, what pay they earn, and how long a company works at one site: for the side packs.

A day counts if any part of it is spent in the US, so arrival and departure both count: 26 USC 7701(b)(7)(A).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from kvcheck.days import days_between, ordinal
from kvcheck.model import is_open, last_day
from kvcheck.model.entities import Traveler, Trip
from kvcheck.plan.lookups import Tables, site_of


def _years(trip: Trip) -> tuple[int, int]:
    """The two calendar years of a trip that can count most: the fullest one before the last, and the last.

    They are the same year if the trip lies in one; a year between two others is full.
    """
    first, last = int(trip["arrive"][:4]), int(trip["depart"][:4])
    return (first if last - first < 2 else last - 1), last


def days_of_year(stays: Iterable[tuple[str, str]], year: int) -> set[int]:
    """The days of a calendar year that stays cover, as ordinals."""
    begin, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days: set[int] = set()
    for arrive, depart in stays:
        days.update(range(max(ordinal(arrive), begin), min(ordinal(depart), end) + 1))
    return days


def _planned(tables: Tables, trip: Trip, year: int) -> set[int]:
    """The days of a calendar year that the plan knows the traveler to be in the US, as ordinals."""
    return days_of_year(((stay.arrive, stay.depart) for stay in tables.stays(trip["traveler"])), year)


def days_in_year(tables: Tables, trip: Trip, traveler: Traveler, year: int) -> int | None:
    """Days of presence in a calendar year, those of the plan included.

    Known if `us_days_by_year` states the year, or for the year of arrival and later if `us_stays` states the stays of
    the last 12 months.
    """
    before: int | None = traveler.get("us_days_by_year", {}).get(str(year))
    if before is None and not ("us_stays" in traveler and year >= int(trip["arrive"][:4])):
        return None
    stays = tables.stays(trip["traveler"])
    if before is None and any(stay.is_open and int(stay.arrive[:4]) <= year for stay in stays):
        return None
    if before is None:
        return len(_planned(tables, trip, year))
    trips = [each for each in tables.plan.trips if each["traveler"] == trip["traveler"]]
    own = [(each["arrive"], last_day(each)) for each in trips]
    return min(before + len(days_of_year(own, year)), 366)


def _sixths(tables: Tables, trip: Trip, traveler: Traveler, year: int) -> int | None:
    """The weighted days of the substantial presence test in sixths: 6 C + 2 P1 + P2, 26 USC 7701(b)(3)(A)."""
    counts = [days_in_year(tables, trip, traveler, each) for each in (year, year - 1, year - 2)]
    if any(count is None for count in counts):
        return None
    return sum(weight * (count or 0) for weight, count in zip((6, 2, 1), counts, strict=True))


def _in_year(
    count: Callable[[Tables, Trip, Traveler, int], int | None], which: int
) -> Callable[[Tables, Trip, Traveler], Any]:
    """A count of days made for one of the calendar years of a trip; unknown while the departure is."""
    return lambda tables, trip, traveler: None if is_open(trip) else count(tables, trip, traveler, _years(trip)[which])


def _us_pay(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """The part of the yearly salary that the US weekdays of a calendar year earn, in whole dollars rounded up."""
    salary = traveler.get("salary_usd")
    workdays = tables.number("workdays_of_year", trip["arrive"])
    if salary is None or is_open(trip) or "us_stays" not in traveler or workdays is None:
        return None
    if any(stay.is_open and stay.arrive <= trip["depart"] for stay in tables.stays(trip["traveler"])):
        return None
    years = range(int(trip["arrive"][:4]), int(trip["depart"][:4]) + 1)
    weekdays = max(sum(date.fromordinal(day).weekday() < 5 for day in _planned(tables, trip, year)) for year in years)
    return -(-int(salary) * weekdays // int(workdays))


def _project_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Calendar days from the first to the last day that people of the same employer are at the site of the trip."""
    employer, site = traveler.get("employer"), site_of(tables.plan, trip)
    if employer is None or site is None:
        return None
    first, last = tables.presence_at(site)[employer]
    return days_between(first, last)


DERIVED: Mapping[str, Callable[[Tables, Trip, Traveler], Any]] = {
    "presence.days_earlier_year": _in_year(days_in_year, 0),
    "presence.days_last_year": _in_year(days_in_year, 1),
    "presence.project_days": _project_days,
    "presence.sixths_earlier_year": _in_year(_sixths, 0),
    "presence.sixths_last_year": _in_year(_sixths, 1),
    "presence.us_pay_usd": _us_pay,
}
"""How each derived fact is worked out: from the tables of the plan, the trip and its traveler."""
