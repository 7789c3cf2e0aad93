"""What a traveler carries and does for one trip, each thing with what made it needed."""

from enum import StrEnum

from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model.law import DocumentKind, Rule, Step
from kvcheck.model.plan import Plan
from kvcheck.model.results import TripResult, Verdict


class Group(StrEnum):
    """What becomes of a document."""

    CARRY = "carry"
    """Carried to the port or the site."""
    VISA = "visa"
    """Only for the application for a visa."""
    COMPANY = "company"
    """Kept by the company."""


class Cause(NamedTuple):
    """A rule that needs a document, and the facts that made it apply."""

    rule: Rule
    activities: tuple[int, ...]
    """Numbers of the activities it is about; none if it is about the whole trip."""
    outcome: Truth
    """Whether the rule holds; None is open."""
    facts: tuple[tuple[str, Text], ...]
    """Names of facts, each with a sentence that states its value; the most telling first."""


class Item(NamedTuple):
    """A document that a trip needs."""

    document: DocumentKind
    group: Group
    causes: tuple[Cause, ...]
    """Grounds first, then limits, then risks."""
    due: str | None
    """The day by which it should be in hand; None if it comes after arrival."""
    in_hand: bool
    """Whether the plan lists it as in hand, or states what shows it."""
    overdue: bool
    """Whether it is not in hand although the day is past."""


class Action(NamedTuple):
    """A step of the trip with its day."""

    step: Step
    on: str | None


class Objection(NamedTuple):
    """Why a trip is not cleared, in a line, and what to do instead."""

    rule: Rule
    verdict: Verdict
    """What it leads to."""
    says: Text
    instead: Text | None


class Question(NamedTuple):
    """What has to be known before a trip can be cleared."""

    fact: str
    ask: Text
    path: str | None
    """Where in the plan the answer goes, if that is one place."""


class Note(NamedTuple):
    """A risk that carrying something lessens."""

    rule: Rule
    says: Text
    instead: Text


class TripList(NamedTuple):
    """The list of one trip."""

    result: TripResult
    objections: tuple[Objection, ...]
    questions: tuple[Question, ...]
    items: tuple[Item, ...]
    """By group; what is late first, what is in hand last."""
    also_in_hand: tuple[DocumentKind, ...]
    """Documents that the plan lists and nothing asks for."""
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    """By phase, in order."""

    @property
    def id(self) -> str:
        """The id of the trip."""
        return self.result.id

    @property
    def traveler(self) -> str:
        """The id of the traveler."""
        return str(self.result.subject.trip["traveler"])

    @property
    def missing(self) -> tuple[Item, ...]:
        """What is still to be got before arrival."""
        return tuple(item for item in self.items if not item.in_hand and item.due is not None)


class Checklist(NamedTuple):
    """The lists of trips of one plan."""

    plan: Plan
    as_of: str
    warnings: tuple[Text, ...]
    """What is to be known about the law used, such as that it should have been read again."""
    trips: tuple[TripList, ...]

    @property
    def travelers(self) -> tuple[str, ...]:
        """The ids of the travelers, each once."""
        return tuple(dict.fromkeys(trip.traveler for trip in self.trips))

    def by_traveler(self) -> dict[str, "Checklist"]:
        """The lists of each traveler alone."""
        trips: dict[str, list[TripList]] = {}
        for trip in self.trips:
            trips.setdefault(trip.traveler, []).append(trip)
        return {traveler: self._replace(trips=tuple(own)) for traveler, own in trips.items()}
