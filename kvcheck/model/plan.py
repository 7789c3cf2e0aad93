"""A plan as it was loaded, and what a finding can be about."""

from collections.abc import Mapping
from typing import Any

from kvcheck.days import days_between
from kvcheck.errors import Place
from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.model.entities import (
    Activity,
    Company,
    Contract,
    Equipment,
    Filing,
    Project,
    Site,
    Traveler,
    Trip,
)
from kvcheck.source import Document, Node

NONE = "none"
"""How a plan says that something is known not to exist."""
UNKNOWN = "unknown"
"""How a plan says that a kind, a class or a day of departure is not known yet: it is asked for."""

REVERSED_LINKS: Mapping[str, str] = {
    "parent": "subsidiary",
    "subsidiary": "parent",
    "affiliate": "affiliate",
    "branch": "branch",
    "joint-venture": "joint-venture",
    "contract-only": "contract-only",
}
"""Links between companies: what the one is to the other, and the other way round."""


class Plan(NamedTuple):
    """A plan whose references all resolve. Entities keep the shape and the places of the user's text."""

    name: str
    documents: tuple[Document, ...]
    project: Project | None
    sites: Mapping[str, Site]
    companies: Mapping[str, Company]
    equipment: Mapping[str, Equipment]
    contracts: Mapping[str, Contract]
    filings: Mapping[str, Filing]
    travelers: Mapping[str, Traveler]
    trips: tuple[Trip, ...]
    own: Mapping[str, Any] = FrozenDict()
    """A company's own facts about the plan as a whole, by the names that its packs give them."""
    aside: tuple[tuple[str, Node], ...] = ()
    """Entities with something wrong, by table: only what they name is looked at. A plan that has any is refused."""

    @property
    def key(self) -> str:
        """What distinguishes papers of different plans: the id of the project, else the name of the file."""
        return str(self.project["id"]) if self.project is not None else self.name.rstrip("/").rsplit("/", 1)[-1]


class Subject(NamedTuple):
    """What a finding is about: a trip of a plan, or one activity of it."""

    plan: Plan
    trip: Trip
    activity: Activity | None = None

    @property
    def traveler(self) -> Traveler:
        """The traveler of the trip."""
        return self.plan.travelers[self.trip["traveler"]]

    @property
    def place(self) -> Place:
        """Where the subject stands in the plan."""
        return (self.trip if self.activity is None else self.activity).place


def is_open(trip: Mapping[str, Any]) -> bool:
    """Whether the day of departure is not known yet."""
    return bool(trip["depart"] == UNKNOWN)


def last_day(trip: Mapping[str, Any]) -> str:
    """The day of departure; where that is not known yet, the last day of the stay that the plan knows of."""
    if not is_open(trip):
        return str(trip["depart"])
    days = [each[end] for each in trip["activities"] for end in ("from", "to") if end in each]
    return str(max([trip["arrive"], *days]))


def length(trip: Mapping[str, Any]) -> int | None:
    """The days of a trip; None while the day of departure is not known."""
    return None if is_open(trip) else days_between(trip["arrive"], trip["depart"])


def has_ended(trip: Mapping[str, Any], day: str) -> bool:
    """Whether a trip is over on an ISO day; one whose departure is not known never is."""
    return not is_open(trip) and last_day(trip) < day


def span(trip: Mapping[str, Any]) -> str:
    """The days of a trip as people read them, with `?` for a departure that is not known."""
    return f"{trip['arrive']} – {'?' if is_open(trip) else trip['depart']}"
