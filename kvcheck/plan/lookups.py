"""Look-ups in the tables of a plan that several facts need."""

from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple, twin
from kvcheck.model import NONE, REVERSED_LINKS, UNKNOWN, Plan, Subject, is_open, last_day
from kvcheck.model.entities import Activity, Filing, Trip
from kvcheck.source import Node

US_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "UM", "VI"})
"""Codes of their own in ISO 3166, but a company there is not abroad."""


QUALIFYING = frozenset({"parent", "subsidiary", "affiliate", "branch", "joint-venture"})
"""Links of ownership or control; a contract is none."""


def site_of(plan: Plan, trip: Trip, activity: Activity | None = None) -> str | None:
    """The id of the site of a trip, or of one of its activities: its own, else the trip's, else the project's."""
    own = activity.get("site") if activity is not None else None
    of_project = plan.project.get("site") if plan.project is not None else None
    return own or trip.get("site") or of_project


def sites_of(subject: Subject) -> frozenset[str]:
    """The ids of the sites a finding is about: of an activity one, of a trip all of its activities."""
    activities = subject.trip["activities"] if subject.activity is None else (subject.activity,)
    found = (site_of(subject.plan, subject.trip, each) for each in activities)
    return frozenset(site for site in found if site is not None)


def contract_of(plan: Plan, activity: Activity, equipment: str | None = None) -> str | None:
    """The contract under which an activity is done: its own, else that of its equipment; `none` if it says so.

    `equipment` is what the activity is done to where its kind says so and not the plan.
    """
    contract: str | None = activity.get("contract")
    named = equipment or activity.get("equipment")
    if contract is None and named is not None:
        contract = plan.equipment[named].get("contract")
    return contract


def days_of(trip: Trip, activity: Activity) -> tuple[str, str]:
    """The first and the last day of an activity, both inclusive: its own, else those of its trip."""
    return activity.get("from") or trip["arrive"], activity.get("to") or last_day(trip)


class Stay(NamedTuple):
    """Days of a traveler in the US, both ends counted."""

    arrive: str
    depart: str
    admitted: str | None
    """The class; None if nobody said."""
    site: str | None
    """None if nobody said, as of every stay before the plan."""
    returns: bool
    """Whether it follows a side trip, and so goes on with the stay before it."""
    is_open: bool
    """Whether its end is not known: `depart` is then the last day of it that the plan knows."""


class Tables:
    """The tables of one plan."""

    def __init__(
        self,
        plan: Plan,
        *,
        weighing: bool = False,
        families: Mapping[str, str] | None = None,
        numbers: Callable[[str, str], Any] = lambda name, day: None,
    ) -> None:
        """The tables of `plan`; `weighing` is for classes that nobody filed for yet, `families` are those of kinds.

        `numbers` gives the value of a parameter of the law on an ISO day, None where it has none.
        """
        self.plan = plan
        self.number = numbers
        self.families = families or {}
        self._weighing = weighing
        self._stays: dict[str, list[Stay]] = {}
        self._by_traveler: MutableMapping[str, list[Trip]] | None = None
        self._positions: dict[str, int] = {}
        self._presence: dict[str, dict[str, tuple[str, str]]] | None = None
        self._trips: dict[tuple[str, tuple[str, str]], Trip] | None = None

    def with_other(self, trip: Trip, instead: Trip) -> "Tables":
        """The tables of the plan with another trip of the same traveler in place of one."""
        self._trips_of(trip["traveler"])
        if not self._positions:
            self._positions.update((each["id"], number) for number, each in enumerate(self.plan.trips))
        other = twin(self)
        other.put(trip, instead)
        return other

    def put(self, trip: Trip, instead: Trip) -> None:
        """Take another trip for one; for a copy that nobody asked anything yet."""
        traveler, at = trip["traveler"], self._positions[trip["id"]]
        self.plan = self.plan._replace(trips=(*self.plan.trips[:at], instead, *self.plan.trips[at + 1 :]))
        own = [instead if each is trip else each for each in self._trips_of(traveler)]
        self._by_traveler = ChainMap({traveler: own}, self._by_traveler or {})
        self._stays = {}
        self._presence = self._trips = None

    def country_of(self, company: str | None) -> str | None:
        """The country of a company of the plan."""
        found: str | None = self.plan.companies[company].get("country") if company is not None else None
        return "US" if found in US_TERRITORIES else found

    def in_us(self, company: str | None) -> Truth:
        """Whether a company is a US company."""
        country = self.country_of(company)
        return None if country is None else country == "US"

    def filing_of(self, trip: Trip) -> Filing | None:
        """The filing a trip rests on, if it names one."""
        name = trip.get("filing", NONE)
        return self.plan.filings[name] if name != NONE else None

    def us_company_of(self, trip: Trip) -> str | None:
        """The US company that brings the traveler in.

        It is the one that filed. Where a class is only weighed, it is the one that could: the employer if that is a US
        company, else the only US company the plan links to the employer.
        """
        filing = self.filing_of(trip)
        if filing is not None and "filed_by" in filing:
            return str(filing["filed_by"])
        if not self._weighing:
            return None
        employer: str | None = self.plan.travelers[trip["traveler"]].get("employer")
        if employer is None or self.in_us(employer):
            return employer
        linked = [name for name in self.plan.companies if self.in_us(name) and self.link(name, employer) in QUALIFYING]
        return linked[0] if len(linked) == 1 else None

    def link(self, one: str, other: str) -> str | None:
        """What the company `other` is to `one`; `none` if either states that it has no links; None if nobody said."""
        if NONE in (self.plan.companies[one].get("links"), self.plan.companies[other].get("links")):
            return NONE
        return self._stated_link(one, other) or REVERSED_LINKS.get(self._stated_link(other, one) or "")

    def _stated_link(self, one: str, other: str) -> str | None:
        """The link that one company states to the other; None if it states none."""
        links = self.plan.companies[one].get("links", ())
        return next((str(link["type"]) for link in links if link["company"] == other), None)

    def stays(self, traveler: str) -> list[Stay]:
        """Every US stay the plan knows of a traveler, earliest first."""
        if traveler not in self._stays:
            trips = [self._stay_of(trip) for trip in self._trips_of(traveler)]
            earlier = [self._earlier(each) for each in self.plan.travelers[traveler].get("us_stays", ())]
            self._stays[traveler] = sorted([*trips, *earlier], key=lambda stay: (stay.arrive, stay.depart))
        return self._stays[traveler]

    @staticmethod
    def _earlier(stated: Node) -> Stay:
        """A stay before the plan; of one that is open only the day of arrival is known."""
        ends = stated["arrive"] if is_open(stated) else stated["depart"]
        return Stay(stated["arrive"], ends, stated.get("class"), None, returns=False, is_open=is_open(stated))

    def _stay_of(self, trip: Trip) -> Stay:
        """The stay that a trip is."""
        return Stay(
            arrive=trip["arrive"],
            depart=last_day(trip),
            admitted=trip["class"] if trip["class"] != UNKNOWN else None,
            site=site_of(self.plan, trip),
            returns="arrive_from" in trip,
            is_open=is_open(trip),
        )

    def _trips_of(self, traveler: str) -> list[Trip]:
        """The trips of a traveler, in the order of the plan."""
        if self._by_traveler is None:
            self._by_traveler = {}
            for trip in self.plan.trips:
                self._by_traveler.setdefault(trip["traveler"], []).append(trip)
        return self._by_traveler.get(traveler, [])

    def presence_at(self, site: str) -> dict[str, tuple[str, str]]:
        """The first and the last day that people of each employer are at a site, by employer."""
        if self._presence is None:
            self._presence = {}
            for trip in self.plan.trips:
                employer, where = self.plan.travelers[trip["traveler"]].get("employer"), site_of(self.plan, trip)
                if employer is not None and where is not None:
                    spans = self._presence.setdefault(where, {})
                    first, last = spans.get(employer, (trip["arrive"], last_day(trip)))
                    spans[employer] = min(first, trip["arrive"]), max(last, last_day(trip))
        return self._presence.get(site, {})

    def trip_of(self, traveler: str, stay: Stay) -> Trip | None:
        """The trip of the plan that is a stay; None for a stay before the plan."""
        if self._trips is None:
            self._trips = {(trip["traveler"], (trip["arrive"], last_day(trip))): trip for trip in self.plan.trips}
        return self._trips.get((traveler, (stay.arrive, stay.depart)))

    def project_of(self, trip: Trip) -> Any:
        """The project of a trip: its own, else the plan's."""
        project = self.plan.project
        return trip.get("project") or (project["id"] if project is not None else None)
