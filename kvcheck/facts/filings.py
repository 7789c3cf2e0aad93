"""Facts about what a US company filed for a traveler, and about that company: petitions, registrations, programs.

They are facts of the trip; whether a filing names the kind and the site of an activity is worked out with the activity.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from kvcheck.conditions.truth import Truth
from kvcheck.days import days_between, ordinal
from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.model import NONE, UNKNOWN, Plan, is_open, last_day
from kvcheck.model.entities import Activity, Filing, Traveler, Trip
from kvcheck.plan.lookups import QUALIFYING, Tables, contract_of, site_of
from kvcheck.source import problem_at


def _days_before(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """By how many days the stay begins before the filing does; how many of them the law allows is for the packs."""
    del traveler
    filing = tables.filing_of(trip)
    begins = None if filing is None else filing.get("from")
    return None if begins is None else max(0, ordinal(begins) - ordinal(trip["arrive"]))


def _days_after(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """By how many days the stay ends after the filing does."""
    del traveler
    filing = tables.filing_of(trip)
    ends = None if filing is None else filing.get("until")
    if ends is None:
        return None
    return None if is_open(trip) else max(0, ordinal(trip["depart"]) - ordinal(ends))


def within(filing: Filing, first: str, last: str) -> Truth:
    """Whether days lie within those of a filing. A day stated can show that they do not."""
    begins, ends = filing.get("from"), filing.get("until")
    early = begins is not None and ordinal(first) < ordinal(begins)
    late = ends is not None and ordinal(last) > ordinal(ends)
    if early or late:
        return False
    return None if begins is None or ends is None else True


def _for_this_class(tables: Tables, trip: Trip, traveler: Traveler) -> Truth:
    """Whether the filing is for the class of the trip; unknown while either class is."""
    del traveler
    filing = tables.filing_of(trip)
    known = filing is not None and "class" in filing and trip["class"] != UNKNOWN
    return bool(filing["class"] == trip["class"]) if filing is not None and known else None


def _link(tables: Tables, trip: Trip, traveler: Traveler) -> str | None:
    """What the company abroad is to the US company: the employer, or a relative where that is the US company itself."""
    us_company, employer = tables.us_company_of(trip), traveler.get("employer")
    if employer is None:
        return None
    if us_company is None:  # a company abroad that has no links has none to whoever files
        alone = tables.in_us(employer) is False and tables.plan.companies[employer].get("links") == NONE
        return NONE if alone else None
    if us_company != employer:
        return tables.link(us_company, employer)
    if tables.plan.companies[us_company].get("links") == NONE:
        return NONE
    abroad = [name for name in tables.plan.companies if tables.in_us(name) is False]
    found = (tables.link(us_company, name) for name in abroad)
    return next((link for link in found if link in QUALIFYING), None)


def _employs(tables: Tables, trip: Trip, traveler: Traveler) -> Truth:
    """Whether the traveler works for the US company itself or for one of its group, and not for a contractor of it."""
    us_company, employer = tables.us_company_of(trip), traveler.get("employer")
    if us_company is not None and us_company == employer:
        return tables.in_us(employer)
    link = _link(tables, trip, traveler)
    return None if link is None else link in QUALIFYING


def _treaty_percent(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """The largest share of the US company that is owned by nationals of one country of the traveler's own."""
    name = tables.us_company_of(trip)
    owners = tables.plan.companies[name].get("owners") if name is not None else None
    nationalities = traveler.get("nationality")
    if owners is None or nationalities is None:
        return None
    shares = [sum(each["percent"] for each in owners if each["country"] == country) for country in nationalities]
    return int(max(shares))


def _off_site(tables: Tables, trip: Trip, traveler: Traveler) -> Truth:
    """Whether most of the work is at sites of unrelated companies: stated, or plain from who runs them all."""
    del traveler
    stated: Truth = trip.get("primarily_off_site")
    return off_site(tables, trip) if stated is None else stated


def off_site(tables: Tables, trip: Trip) -> Truth:
    """Whether every site of a trip is run by a company unrelated to the US company, or none is."""
    company = tables.us_company_of(trip)
    found = {_unrelated(tables, company, site_of(tables.plan, trip, activity)) for activity in trip["activities"]}
    return found.pop() if len(found) == 1 else None


def _unrelated(tables: Tables, company: str | None, site: str | None) -> Truth:
    """Whether a site is run by a company without a link of ownership to the US company."""
    host = tables.plan.sites[site].get("host") if site is not None else None
    if company is None or host is None:
        return None
    if host == company:
        return False
    link = tables.link(company, host)
    return None if link is None else link not in QUALIFYING


def _labor_for_hire(tables: Tables, trip: Trip, traveler: Traveler) -> Truth:
    """Whether the placement supplies labor: stated, or plain from a staffing contract."""
    del traveler
    stated: Truth = trip.get("labor_for_hire")
    return True if stated is None and staffed(tables, trip) else stated


def staffed(tables: Tables, trip: Trip) -> bool:
    """Whether some activity of a trip is done under a staffing contract."""
    return any(_contract_kind(tables, activity) == "staffing" for activity in trip["activities"])


def _contract_kind(tables: Tables, activity: Activity) -> str | None:
    """The kind of the contract of an activity, its own or that of its equipment; None if there is none or it is not
    stated.
    """
    name = contract_of(tables.plan, activity)
    return None if name is None or name == NONE else tables.plan.contracts[name].get("kind")


def _hl_days(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
    """Days in H or L status up to the end of the trip: those stated, those of earlier trips of the plan, its own."""
    classes = tables.number("hl_counted_classes", trip["arrive"])
    if "hl_days" not in traveler or is_open(trip) or classes is None:
        return None
    counted = [trip] + [
        each
        for each in tables.plan.trips
        if each["traveler"] == trip["traveler"] and each["class"] in classes and each["arrive"] < trip["arrive"]
    ]
    return int(traveler["hl_days"]) + sum(days_between(each["arrive"], last_day(each)) for each in counted)


def contradictions(plan: Plan) -> Iterator[Problem]:
    """Where a trip states otherwise than follows from the contracts and sites it names."""
    tables = Tables(plan)
    for trip in plan.trips:
        if "labor_for_hire" not in trip and "primarily_off_site" not in trip:
            continue
        follows: dict[Literal["labor_for_hire", "primarily_off_site"], Truth] = {
            "labor_for_hire": True if staffed(tables, trip) else None,
            "primarily_off_site": off_site(tables, trip),
        }
        for key, value in follows.items():
            if key in trip and value is not None and trip[key] is not value:
                said = "true" if value else "false"
                message = Text(
                    "`{key}` is {said} by the contracts and sites that the trip names",
                    "출장의 계약과 현장에 따르면 `{key}`{:은} {said}입니다",
                    key=key,
                    said=said,
                )
                hint = Text("correct one of them, or leave the line out", "둘 중 하나를 고치거나 이 줄을 빼십시오")
                yield problem_at(trip.document, trip.value_place(key), message, hint)


DERIVED: Mapping[str, Callable[[Tables, Trip, Traveler], Any]] = {
    "filing.days_after": _days_after,
    "filing.days_before": _days_before,
    "filing.for_this_class": _for_this_class,
    "traveler.hl_days_with_trip": _hl_days,
    "trip.labor_for_hire": _labor_for_hire,
    "trip.primarily_off_site": _off_site,
    "trip.supplies_labor": lambda tables, trip, traveler: bool(_labor_for_hire(tables, trip, traveler)),
    "us_company.employs_traveler": _employs,
    "us_company.in_us": lambda tables, trip, traveler: tables.in_us(tables.us_company_of(trip)),
    "us_company.link": _link,
    "us_company.treaty_percent": _treaty_percent,
}
"""How each derived fact is worked out: from the tables of the plan, the trip and its traveler."""
