"""What `ask` finds, before it is written in any format."""

from collections.abc import Mapping
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Report, Verdict
from kvcheck.telling.questions import Question


class Effect(NamedTuple):
    """An answer, and what it would do: the same at every place of its question."""

    value: Any
    """As the plan would hold it."""
    says: Text
    settles: Mapping[Verdict, int]
    """How many trips would get which verdict, of those that would be settled."""
    leaves: int
    """How many of the trips that wait would stay open."""

    @property
    def settled(self) -> int:
        """How many trips it would settle."""
        return sum(self.settles.values())


class Asked(NamedTuple):
    """A question with its possible answers."""

    question: Question
    effects: tuple[Effect, ...]
    """Examples, where any day, number or text may stand; of a choice every value."""

    @property
    def settles(self) -> int:
        """How many open verdicts the most decisive answer settles."""
        return max((each.settled for each in self.effects), default=0)


class Asking(NamedTuple):
    """Everything there is to ask about one plan, the most decisive question first."""

    report: Report
    asked: tuple[Asked, ...]

    @property
    def open(self) -> int:
        """How many trips are open."""
        return sum(trip.verdict is Verdict.UNDETERMINED for trip in self.report.trips)
