"""Facts of a trip: a table of what is derived, and look-ups for what is given."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kvcheck.conditions.truth import Truth, any_of
from kvcheck.days import days_between, ordinal
from kvcheck.facts import filings, history, presence, stays
from kvcheck.model import NONE, OWN, UNKNOWN, Fact, is_open, last_day, length
from kvcheck.model.entities import Traveler, Trip
from kvcheck.plan.lookups import US_TERRITORIES, Stay, Tables, site_of
from kvcheck.source import Node

LONGEST_SIDE_TRIP = 90
"""The most days between a stay and an entry that may be its return from a side trip, unless the plan says when the
first admission was."""


def first_admitted(tables: Tables, trip: Trip) -> str | None:
    """The day from which the days of a trip count: side trips to neighbors do not start a new count.

    A trip that follows a side trip (`arrive_from`) continues the stay before it, and so may that one, as long as each
    says that it follows one. None if the plan does not know the stay before.
    """
    if "first_admitted" in trip and "arrive_from" not in trip:
        return str(trip["first_admitted"])
    if "arrive_from" not in trip:
        return str(trip["arrive"])
    stated: str | None = trip.get("first_admitted")
    before = _before(tables, trip)
    if not before or before[-1].is_open or ordinal(trip["arrive"]) - ordinal(before[-1].depart) > LONGEST_SIDE_TRIP:
        return stated
    leg = tables.trip_of(trip["traveler"], before[-1])
    start = first_admitted(tables, leg) if leg is not None else before[-1].arrive
    return min(start, stated) if start is not None and stated is not None else start or stated


def _days_since_admission(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days from the first admission to departure, both counted; unknown while either day is."""
    del traveler
    first = first_admitted(tables, trip)
    return None if first is None or is_open(trip) else days_between(first, trip["depart"])


def _before(tables: Tables, trip: Trip) -> list[Stay]:
    """The stays that ended before a trip, earliest first."""
    found = tables.stays(trip["traveler"])
    return [stay for stay in found if stay.depart <= trip["arrive"] and stay.arrive < trip["arrive"]]


def _previous(tables: Tables, trip: Trip, traveler: Traveler) -> Stay | None:
    """The stay before this trip; None if there is none, or if nobody said whether there is."""
    del traveler
    before = _before(tables, trip)
    return before[-1] if before else None


def _gap_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days outside the US before this trip; 365 where the plan says that there was no stay in the last 12 months."""
    before = _previous(tables, trip, traveler)
    if before is None:
        return 365 if "us_stays" in traveler else None
    return None if before.is_open else ordinal(trip["arrive"]) - ordinal(before.depart) - 1


def _previous_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days of the stay before, both its first and its last counted."""
    before = _previous(tables, trip, traveler)
    return None if before is None or before.is_open else days_between(before.arrive, before.depart)


def _us_days_12_months(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days of presence in the 12 months that end on the day of departure; known only if earlier stays are stated, with
    their ends.
    """
    if "us_stays" not in traveler or is_open(trip):
        return None
    if any(stay.is_open and stay.arrive <= trip["depart"] for stay in tables.stays(trip["traveler"])):
        return None
    last = ordinal(trip["depart"])
    days: set[int] = set()
    for stay in tables.stays(trip["traveler"]):
        days.update(range(max(ordinal(stay.arrive), last - 364), min(ordinal(stay.depart), last) + 1))
    return len(days)


def _overlaps(tables: Tables, trip: Trip, traveler: Traveler) -> Truth:
    """Whether another stay shares a day with this trip. Who only made a side trip may leave and return on one day.

    A stay whose end is open may still grow into a later one.
    """
    del traveler
    arrive, depart = trip["arrive"], last_day(trip)
    found = tables.stays(trip["traveler"])
    own = next(number for number, stay in enumerate(found) if (stay.arrive, stay.depart) == (arrive, depart))
    others = [*found[:own], *found[own + 1 :]]
    if any(stay.arrive <= depart and arrive <= stay.depart and not _touches(trip, stay) for stay in others):
        return True
    before = any(stay.is_open and stay.arrive < arrive for stay in others)
    after = is_open(trip) and any(stay.arrive > depart for stay in others)
    return None if before or after else False


def _touches(trip: Trip, stay: Stay) -> bool:
    """Whether two stays share no more than the day of a return from a side trip."""
    if stay.depart == trip["arrive"] and stay.arrive < trip["arrive"]:
        return "arrive_from" in trip
    return stay.arrive == last_day(trip) and trip["arrive"] < stay.arrive and stay.returns


def _months_beyond_stay(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Full months from departure to the day the passport expires: 6 from 2027-01-20 to 2027-07-20, 5 to 2027-07-19."""
    del tables
    expires = step(traveler, ("passport", "expires"))
    if expires is None or is_open(trip):
        return None
    end, stay = date.fromisoformat(expires), date.fromisoformat(trip["depart"])
    return (end.year - stay.year) * 12 + end.month - stay.month - (end.day < stay.day)


def _residence(tables: Tables, traveler: Traveler) -> str | None:
    """Where the traveler lives: by the format in the country of an employer abroad, unless the plan says otherwise."""
    stated: str | None = "US" if traveler.get("residence") in US_TERRITORIES else traveler.get("residence")
    country = tables.country_of(traveler.get("employer"))
    return stated if stated is not None or country == "US" else country


def _passport_of_own_country(tables: Tables, traveler: Traveler) -> Truth:
    """Whether the passport is one of a nationality of the traveler."""
    del tables
    issuer, nationalities = step(traveler, ("passport", "issued_by")), traveler.get("nationality")
    return None if issuer is None or nationalities is None else issuer in nationalities


def _us_fee(tables: Tables, traveler: Traveler) -> Truth:
    """Whether a US company pays a fee beside the salary; by the format there is none unless the plan names a payer."""
    payer = traveler.get("fee_paid_by", NONE)
    return False if payer == NONE else tables.in_us(payer)


def _visits(tables: Tables, traveler: Traveler) -> tuple[tuple[str, str | None], ...] | None:
    """Visits that count: not those on official duty for a country of the program."""
    del tables
    stated = step(traveler, ("declares", "listed_country_visits"))
    if stated is None:
        return None
    return tuple((visit["country"], visit.get("on")) for visit in stated if visit.get("official_duty") is not True)


def _annotation(traveler: Traveler) -> Any:
    """The annotation of the visa; `none` also where there is no visa that could carry one."""
    return NONE if traveler.get("visa") == NONE else step(traveler, ("visa", "annotation"))


def _annotated(tables: Tables, traveler: Traveler) -> Truth:
    """Whether the visa carries an annotation; without a visa it carries none."""
    del tables
    annotation = _annotation(traveler)
    return None if annotation is None else annotation != NONE


def _annotation_differs_in(tables: Tables, trip: Trip, traveler: Traveler) -> tuple[str, ...] | None:
    """Points that the annotation names and the trip does not keep to."""
    annotation = _annotation(traveler)
    if annotation is None:
        return None
    if annotation == NONE:
        return ()
    sites = {site_of(tables.plan, trip, activity) for activity in trip["activities"]}
    found = {
        "employer": traveler.get("employer"),
        "project": tables.project_of(trip),
        "site": sites.pop() if len(sites) == 1 else DIFFERENT,
        "ends": _within(annotation, trip),
    }
    named = [point for point in found if point in annotation]
    differing = tuple(point for point in named if found[point] is not None and found[point] != annotation[point])
    unknown = any(found[point] is None for point in named)
    return None if unknown and not differing else differing


def _matched_by_default(tables: Tables, trip: Trip, traveler: Traveler) -> tuple[str, ...]:
    """Points that the annotation names and that the trip has from the project only."""
    annotation = _annotation(traveler)
    if annotation is None or annotation == NONE or tables.plan.project is None:
        return ()
    own_sites = "site" in trip or all("site" in activity for activity in trip["activities"])
    taken = {"project": "project" not in trip, "site": not own_sites and "site" in tables.plan.project}
    return tuple(point for point, default in taken.items() if default and point in annotation)


DIFFERENT = ""
"""What no annotation names."""


def _within(annotation: Node, trip: Trip) -> str | None:
    """The day the annotation ends, if the trip does not go on beyond it; None while the departure is not known."""
    if last_day(trip) > annotation.get("ends", ""):
        return DIFFERENT
    return None if is_open(trip) else annotation.get("ends")


OF_TRAVELER: Mapping[str, Callable[[Tables, Traveler], Any]] = {
    **history.OF_TRAVELER,
    "passport.of_own_country": _passport_of_own_country,
    "traveler.employer_country": lambda tables, traveler: tables.country_of(traveler.get("employer")),
    "traveler.nationality_by_investment": lambda tables, traveler: (
        traveler.get("nationality_by_investment") is True  # of birth or descent unless the plan says otherwise
    ),
    "traveler.residence": _residence,
    "traveler.pay_recharged_to_us": lambda tables, traveler: bool(traveler.get("pay_recharged_to_us")),
    "traveler.us_fee": _us_fee,
    "traveler.us_pay": lambda tables, traveler: any_of(
        (_us_fee(tables, traveler), tables.in_us(traveler.get("paid_by")))
    ),
    "traveler.us_pays_expenses": lambda tables, traveler: tables.in_us(traveler.get("expenses_paid_by")),
    "traveler.visits": _visits,
    "visa.annotated": _annotated,
}
"""How facts are worked out that are the same of every trip of a traveler: from companies of the plan, no trip of it."""

DERIVED: Mapping[str, Callable[[Tables, Trip, Traveler], Any]] = {
    **filings.DERIVED,
    **history.DERIVED,
    **presence.DERIVED,
    **stays.DERIVED,
    "passport.months_beyond_stay": _months_beyond_stay,
    "trip.days": lambda tables, trip, traveler: length(trip),
    "trip.days_since_admission": _days_since_admission,
    "trip.gap_days": _gap_days,
    "trip.overlaps": _overlaps,
    "trip.previous_days": _previous_days,
    "trip.project_known": lambda tables, trip, traveler: True if tables.project_of(trip) is not None else None,
    "trip.us_days_12_months": _us_days_12_months,
    "visa.annotation_differs_in": _annotation_differs_in,
    "visa.annotation_taken_from_project": _matched_by_default,
    "visa.issued_after_arrival": lambda tables, trip, traveler: (
        str(step(traveler, ("visa", "issued")) or "") > trip["arrive"]
    ),
}
"""How each other derived fact of a trip is worked out: from the tables of the plan, the trip and its traveler."""


def getter_of_traveler(fact: Fact) -> Callable[[Tables, Traveler], Any] | None:
    """A function that looks up a given fact of a traveler; None for a fact of anything else."""
    root, *steps = (fact.given or "trip.").split(".")
    if root != "traveler":
        return None
    path, chosen, is_list, is_own = tuple(steps), frozenset(fact.values), fact.sort.is_list, steps[0] == OWN

    def get(tables: Tables, traveler: Traveler) -> Any:
        del tables
        value = step(traveler, path, chosen)
        if is_own and value == UNKNOWN:
            return None
        return tuple(value) if is_list and value is not None else value

    return get


def getter(fact: Fact) -> Callable[[Tables, Trip, Traveler], Any]:
    """A function of the plan's tables, a trip and its traveler that looks up a given fact of no traveler."""
    root, *steps = (fact.given or "trip.").split(".")
    path = tuple(steps)
    freeze = tuple if fact.sort.is_list else None
    chosen = frozenset(fact.values)

    def get(tables: Tables, trip: Trip, traveler: Traveler) -> Any:
        del traveler
        value = step(_entity(tables, root, trip), path, chosen)
        if value == UNKNOWN and (root == "trip" or OWN in (root, path[0])):
            return None
        return freeze(value) if freeze is not None and value is not None else value

    return get


def _entity(tables: Tables, root: str, trip: Trip) -> Any:
    """The entity of the plan that a given fact is stated of."""
    if root == OWN:
        return tables.plan.own
    if root == "filing":
        return NONE if trip.get("filing") == NONE else tables.filing_of(trip)
    if root == "us_company":
        name = tables.us_company_of(trip)
        return tables.plan.companies[name] if name is not None else None
    return trip


def step(node: Any, path: tuple[str, ...], values: frozenset[str] = frozenset()) -> Any:
    """The value at a path; None if nobody stated it. Below a stated `none` there is `none` or nothing."""
    for key in path:
        if node is None:
            return None
        if node == NONE:
            return NONE if NONE in values else None
        node = node.get(key)
    return node
