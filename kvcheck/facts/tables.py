"""Look-ups in the tables of a plan that several facts need."""

from typing import Any

from kvcheck.model import Plan
from kvcheck.source import Node
from kvcheck.truth import Truth

NONE = "none"
"""How a plan says that something is known not to exist."""


US_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "UM", "VI"})
"""Codes of their own in ISO 3166, but a company there is not abroad."""


class Tables:
    """The tables of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._stays: dict[str, list[tuple[str, str]]] | None = None
        self._trips: dict[tuple[str, tuple[str, str]], Node] | None = None

    def country_of(self, company: str | None) -> str | None:
        """The country of a company of the plan."""
        found: str | None = self.plan.companies[company].get("country") if company is not None else None
        return "US" if found in US_TERRITORIES else found

    def in_us(self, company: str | None) -> Truth:
        """Whether a company is a US company."""
        country = self.country_of(company)
        return None if country is None else country == "US"

    def stays(self, traveler: str) -> list[tuple[str, str]]:
        """Arrival and departure of every US stay the plan knows of a traveler, earliest first."""
        if self._stays is None:
            self._stays = {}
            for trip in self.plan.trips:
                self._stays.setdefault(trip["traveler"], []).append((trip["arrive"], trip["depart"]))
            for name, stays in self._stays.items():
                earlier = self.plan.travelers[name].get("us_stays", ())
                stays.extend((stay["arrive"], stay["depart"]) for stay in earlier)
                stays.sort()
        return self._stays[traveler]

    def trip_of(self, traveler: str, stay: tuple[str, str]) -> Node | None:
        """The trip of the plan that is a stay; None for a stay before the plan."""
        if self._trips is None:
            self._trips = {(trip["traveler"], (trip["arrive"], trip["depart"])): trip for trip in self.plan.trips}
        return self._trips.get((traveler, stay))

    def site_of(self, trip: Node) -> str | None:
        """The site of a trip: its own, else the project's."""
        project = self.plan.project
        site: str | None = trip.get("site") or (project.get("site") if project is not None else None)
        return site

    def project_of(self, trip: Node) -> Any:
        """The project of a trip: its own, else the plan's."""
        project = self.plan.project
        return trip.get("project") or (project["id"] if project is not None else None)
