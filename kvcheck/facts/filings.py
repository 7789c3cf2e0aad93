"""Facts about what a US company filed for a traveler, and about that company: petitions, registrations, programs.

They are facts of the trip; whether a filing names the kind and the site of an activity is worked out with the activity.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.facts.days import days_between
from kvcheck.facts.tables import NONE, QUALIFYING, Tables
from kvcheck.source import Node
from kvcheck.truth import Truth


def _covers_days(tables: Tables, trip: Node, traveler: Node) -> Truth:
    """Whether the filing is valid on every day of the trip. A day stated can show that it is not."""
    del traveler
    filing = tables.filing_of(trip)
    if filing is None:
        return None
    begins, ends = filing.get("from"), filing.get("until")
    if (begins is not None and trip["arrive"] < begins) or (ends is not None and trip["depart"] > ends):
        return False
    return None if begins is None or ends is None else True


def _for_this_class(tables: Tables, trip: Node, traveler: Node) -> Truth:
    del traveler
    filing = tables.filing_of(trip)
    return None if filing is None or "class" not in filing else bool(filing["class"] == trip["class"])


def _link(tables: Tables, trip: Node, traveler: Node) -> str | None:
    """What the company abroad is to the US company: the employer, or a relative where that is the US company itself."""
    us_company, employer = tables.us_company_of(trip), traveler.get("employer")
    if us_company is None or employer is None:
        stated = tables.plan.companies[employer].get("links") if employer is not None else None
        return NONE if stated == NONE else None
    if us_company != employer:
        return tables.link(us_company, employer)
    if tables.plan.companies[us_company].get("links") == NONE:
        return NONE
    abroad = [name for name in tables.plan.companies if tables.in_us(name) is False]
    found = (tables.link(us_company, name) for name in abroad)
    return next((link for link in found if link in QUALIFYING), None)


def _employs(tables: Tables, trip: Node, traveler: Node) -> Truth:
    """Whether the traveler works for the US company itself or for one of its group, and not for a contractor of it."""
    us_company, employer = tables.us_company_of(trip), traveler.get("employer")
    if us_company is not None and us_company == employer:
        return True
    link = _link(tables, trip, traveler)
    return None if link is None else link in QUALIFYING


def _treaty_percent(tables: Tables, trip: Node, traveler: Node) -> int | None:
    """The largest share of the US company that is owned by nationals of one country of the traveler's own."""
    name = tables.us_company_of(trip)
    owners = tables.plan.companies[name].get("owners") if name is not None else None
    nationalities = traveler.get("nationality")
    if owners is None or nationalities is None:
        return None
    shares = [sum(each["percent"] for each in owners if each["country"] == country) for country in nationalities]
    return int(max(shares))


def _off_site(tables: Tables, trip: Node, traveler: Node) -> Truth:
    """Whether most of the work is at sites of unrelated companies: plain from who runs them all, otherwise stated."""
    del traveler
    company = tables.us_company_of(trip)
    found = {
        _unrelated(tables, company, activity.get("site") or tables.site_of(trip)) for activity in trip["activities"]
    }
    stated: Truth = trip.get("primarily_off_site")
    return found.pop() if len(found) == 1 and None not in found else stated


def _unrelated(tables: Tables, company: str | None, site: str | None) -> Truth:
    """Whether a site is run by a company without a link of ownership to the US company."""
    host = tables.plan.sites[site].get("host") if site is not None else None
    if company is None or host is None:
        return None
    if host == company:
        return False
    link = tables.link(company, host)
    return None if link is None else link not in QUALIFYING


def _labor_for_hire(tables: Tables, trip: Node, traveler: Node) -> Truth:
    """Whether the placement supplies labor: plain from a staffing contract, otherwise stated."""
    del traveler
    if any(_contract_kind(tables, activity) == "staffing" for activity in trip["activities"]):
        return True
    stated: Truth = trip.get("labor_for_hire")
    return stated


def _contract_kind(tables: Tables, activity: Node) -> str | None:
    name = activity.get("contract")
    if name is None and "equipment" in activity:
        name = tables.plan.equipment[activity["equipment"]].get("contract")
    return None if name is None or name == NONE else tables.plan.contracts[name].get("kind")


def _hl_days(tables: Tables, trip: Node, traveler: Node) -> int | None:
    """Days in H or L status up to the end of the trip, its own included."""
    del tables
    if "hl_days" not in traveler:
        return None
    return int(traveler["hl_days"]) + days_between(trip["arrive"], trip["depart"])


DERIVED: Mapping[str, Callable[[Tables, Node, Node], Any]] = {
    "filing.covers_days": _covers_days,
    "filing.for_this_class": _for_this_class,
    "traveler.hl_days_with_trip": _hl_days,
    "trip.labor_for_hire": _labor_for_hire,
    "trip.primarily_off_site": _off_site,
    "us_company.employs_traveler": _employs,
    "us_company.in_us": lambda tables, trip, traveler: tables.in_us(tables.us_company_of(trip)),
    "us_company.link": _link,
    "us_company.treaty_percent": _treaty_percent,
}
"""How each derived fact is worked out: from the tables of the plan, the trip and its traveler."""
