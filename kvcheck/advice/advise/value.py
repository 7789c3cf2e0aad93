"""What `advise` finds, before it is written in any format."""

from collections.abc import Mapping
from typing import Any

from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Finding, Report, TripResult, Verdict
from kvcheck.model.remedies import Remedy
from kvcheck.plan.gap import Answer
from kvcheck.telling.questions import Question


class Move(NamedTuple):
    """One change to one trip: a remedy with what it is done to."""

    remedy: Remedy
    slot: tuple[Any, ...]
    """What it takes hold of; two changes of one slot do not go together."""
    says: Text
    activities: tuple[int, ...] = ()
    """The numbers of the activities that it changes, from 1; none for the trip, its traveler or a contract."""
    values: Mapping[str, Any] = FrozenDict()
    """What its way needs: the new value, the entity, the days."""


class Proposal(NamedTuple):
    """Changes that make a trip pass, none of which can be left out."""

    number: int
    """Over all proposals of a plan, from 1: what `--write` names."""
    trip: str
    moves: tuple[Move, ...]
    answers: tuple[Answer, ...]
    """The same as places of the plan with their new values."""
    risks: tuple[Text, ...]
    """What draws attention then and did not before."""

    @property
    def cost(self) -> int:
        """What the changes cost together."""
        return sum(move.remedy.cost for move in self.moves)

    @property
    def first(self) -> tuple[Text, ...]:
        """What has to be done before anybody may rely on it."""
        return tuple(dict.fromkeys(move.remedy.first for move in self.moves if move.remedy.first is not None))


class Lead(NamedTuple):
    """Changes after which nothing forbids a trip any more, but facts are missing: whether it passes is not known."""

    moves: tuple[Move, ...]
    asks: tuple[Question, ...]


class Advice(NamedTuple):
    """What can be done about one trip that fails."""

    result: TripResult
    blocks: tuple[Finding, ...]
    """What fails it, each rule once."""
    proposals: tuple[Proposal, ...]
    """The smallest and cheapest first."""
    more: int
    """How many others there are, larger or at a higher cost."""
    leads: tuple[Lead, ...]
    """Only where nothing is proposed."""
    begun: bool
    """Whether the trip has begun: what was done cannot be changed, only the day of departure can."""
    judged: int
    """How many times the trip was judged again."""
    whole: bool
    """Whether everything was tried, up to the most changes that go into one proposal."""


class Advised(NamedTuple):
    """The answer of `kvcheck advise` about one plan."""

    report: Report
    found: tuple[Advice, ...]
    writable: bool = True
    """Whether a proposal can be written: the plan has a file, and nothing was only supposed."""

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Every proposal, by its number."""
        return tuple(each for advice in self.found for each in advice.proposals)

    @property
    def open(self) -> int:
        """How many trips wait for facts: what to change can be said when they are known."""
        return sum(trip.verdict is Verdict.UNDETERMINED for trip in self.report.trips)
