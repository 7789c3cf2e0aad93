"""On which days of a slip a trip is told another thing: looked for where rules that read days can turn, nowhere else.

The law changes on days that are known. Between two of them each comparison that reads days turns once at most; one that
reads other stays of the traveler, once between two days on which the trip comes so near to one of them. So each is
asked by itself: where its two sides come together, and only if that is not it, by halving. Nothing is judged.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from kvcheck.conditions import Comparison, FactSort, Reference
from kvcheck.days import days_between, ordinal
from kvcheck.engine.court import Judge
from kvcheck.engine.law import LENGTH, Dated
from kvcheck.facts import Facts
from kvcheck.frozen import NamedTuple
from kvcheck.model import is_open, last_day
from kvcheck.model.entities import Trip
from kvcheck.plan.lookups import days_of


class Late(NamedTuple):
    """A trip so many days later, with the facts of the plan that has it so."""

    trip: Trip
    facts: Facts
    known: dict[Any, Any]
    """What was asked of it: facts by name, truth of comparisons, inputs of activities by number."""

    def asked(self, what: Dated | int) -> Any:
        """What can turn: the truth of a comparison, or the inputs of the activity of a number."""
        known = self.known
        if what not in known:
            known[what] = self._work(what) if isinstance(what, int) else self._truth(what)
        return known[what]

    def _truth(self, dated: Dated) -> object:
        missing = tuple([name for name in dated.names if name not in self.known])
        if missing:
            self.known.update(zip(missing, self.facts.of_trip(self.trip, missing), strict=True))
        return dated.test(self.known)

    def _work(self, number: int) -> object:
        activity = self.trip["activities"][number - 1]
        first, last = days_of(self.trip, activity)
        return self.facts.inputs(self.trip, activity, first, last, timed=False)  # Turning looks at lengths


class Turning:
    """The numbers of days of slip at which one trip is told another thing."""

    def __init__(self, judges: Sequence[Judge], move: Callable[[int], Late], met: Collection[int], most: int) -> None:
        """For the judges of a trip, up to `most` days; `move` gives the trip so many days later.

        `met` are the numbers of days at which a day of the trip that moves is one of another stay of the traveler.
        """
        self._judges = judges
        self._move = move
        self._met = met
        self._most = most
        self._lengths = tuple(test for judge in judges for test in judge.law.timed)
        """What rules ask of how long an activity lasts: only that is looked at, not each day more."""
        self._stops: dict[frozenset[int], list[int]] = {}
        self._late: dict[int, Late] = {}

    def late(self, days: int) -> Late:
        """The trip so many days later."""
        if days not in self._late:
            self._late[days] = self._move(days)
        return self._late[days]

    def days(self) -> Iterator[int]:
        """Each number of days, from 1 on, at which something differs from one day less."""
        for first, after in pairwise([0, *self._changes_of_law(), self._most + 1]):
            if first:
                yield first
            yield from sorted(self._turns(first, after - 1))

    def _changes_of_law(self) -> list[int]:
        """The numbers of days at which a change of the law begins, or ends, to lie in the days that are judged."""
        ends = {
            ordinal(end)
            for end, moved in zip(_ends(self.late(0).trip), _ends(self.late(1).trip), strict=True)
            if end != moved
        }
        starts = {ordinal(day) for judge in self._judges for day in judge.law.changes}
        return sorted({start - end for start in starts for end in ends if 0 < start - end <= self._most})

    def _turns(self, first: int, last: int) -> set[int]:
        """The days after `first`, up to `last`, on which something turns; the law is the same over them."""
        start = self.late(first)
        compared: dict[Comparison, Dated] = {}
        for judge in self._judges:
            for _, _, epoch in judge.law.spans(start.trip["arrive"], last_day(start.trip)):
                compared |= judge.law.dated(epoch, start.facts.dated)
        found: set[int] = set()
        for number in range(1, len(start.trip["activities"]) + 1):
            found.update(self._between(number, first, last))
        for each in compared.values():
            inner = self._near(start.facts.spans(start.trip, each.names), first, last)
            for begin, end in pairwise([first, *inner, last]):
                found.update(self._between(each, begin, end))
        return found

    def _near(self, spans: frozenset[int], first: int, last: int) -> list[int]:
        """The days between two at which the trip comes so near to another stay, and those beside them."""
        if spans not in self._stops:
            met = {days + span for days in self._met for each in spans for span in (each, -each)}
            self._stops[spans] = sorted({days + step for days in met for step in (-1, 0, 1)})
        return [days for days in self._stops[spans] if first < days < last]

    def _between(self, what: Dated | int, first: int, last: int) -> Iterator[int]:
        """The days after `first`, up to `last`, on which one thing turns.

        Looked at first is the day on which it does if the fact moves by one a day, as most do; else days are halved.
        """
        start, end = self._asked(first, what), self._asked(last, what)
        if start == end:
            return
        if last - first == 1:
            yield last
            return
        guess = first + self._distance(what, first)
        for days in (guess, guess + 1):
            if first < days <= last and self._asked(days, what) == end and self._asked(days - 1, what) == start:
                yield days
                return
        middle = (first + last) // 2
        yield from self._between(what, first, middle)
        yield from self._between(what, middle, last)

    def _asked(self, days: int, what: Dated | int) -> object:
        """What one thing is told so many days later; of an activity also what rules ask of its length."""
        late = self.late(days)
        if not isinstance(what, int) or not self._lengths:
            return late.asked(what)
        activity = late.trip["activities"][what - 1]
        first, last = days_of(late.trip, activity)
        known = first <= last and (not is_open(late.trip) or "to" in activity)
        length = {LENGTH: days_between(first, last)} if known else {}
        return late.asked(what), tuple(test(length) for test in self._lengths)

    def _distance(self, what: Dated | int, days: int) -> int:
        """How far the two sides of a comparison are apart, in days; 0 where they are none."""
        if isinstance(what, int):
            return 0
        known = self.late(days).known
        one, other = known.get(what.leaf.fact), what.leaf.operand
        if isinstance(other, Reference):
            other = known.get(other.name)
        if one is None or other is None or what.sort not in (FactSort.DATE, FactSort.NUMBER):
            return 0
        apart: int = ordinal(one) - ordinal(other) if what.sort is FactSort.DATE else one - other
        return abs(apart)


def _ends(trip: Trip) -> list[str]:
    """The first and the last day of a trip and of each of its activities."""
    return [trip["arrive"], last_day(trip), *(day for each in trip["activities"] for day in days_of(trip, each))]
