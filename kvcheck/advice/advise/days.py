"""Days that would do: how much earlier to leave, or by how much to move the trip, so that one thing no longer fails."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from kvcheck.advice.advise.draft import later
from kvcheck.advice.advise.moves import of_days, of_end
from kvcheck.advice.advise.scene import Judgment, Scene, in_the_way
from kvcheck.advice.advise.value import Move
from kvcheck.days import ordinal
from kvcheck.model import Fact, is_open
from kvcheck.model.remedies import Remedy
from kvcheck.packs import Library

FARTHEST = 400
"""A trip is moved by so many days at most."""
MOST_PARTS = 4
"""A stay is split into so many at most."""
GAP = 30
"""Days outside the US between the parts of a stay, where the law has no number for it."""
OF_DAYS = ("trip.arrive", "trip.depart", "activity.from", "activity.to", "traveler.us_stays")
"""Places that say when people are in the US."""


class Days:
    """Finds changes of days for trips of one report."""

    def __init__(self, library: Library, as_of: str) -> None:
        self._library, self._as_of = library, as_of
        self._ways = {each.way: each for each in library.remedies.values()}

    def moves(self, scene: Scene, others: Iterable[Move] = ()) -> list[Move]:
        """What would do about each thing that is in the way of a trip with some `others` made to it."""
        trip, base = scene.trip, list(others)
        if is_open(trip) or trip["depart"] < self._as_of:
            return []
        found: dict[object, Move] = {}
        for name in _timely(scene.judged(base), self._library.facts):

            def fails(move: Move, name: str = name) -> bool:
                return name in _rules(scene.judged([*base, move]))

            for each in (*self._ends(scene, fails), *self._shifts(scene, fails)):
                found.setdefault((each.remedy.name, *each.values.items()), each)
        return list(found.values())

    def _ends(self, scene: Scene, fails: Callable[[Move], bool]) -> Iterator[Move]:
        """Leave early, for good or to come back: the latest day on which it does not fail."""
        trip, shorten, split = scene.trip, self._ways.get("shorten"), self._ways.get("split")
        if shorten is None:
            return
        length = ordinal(trip["depart"]) - ordinal(trip["arrive"])

        def end(remedy: Remedy, less: int) -> Move:
            day = later(trip["depart"], -less)
            gap = self._library.number("visits_in_row_gap_days", trip["arrive"], self._as_of) or GAP
            return of_end(remedy, day, less, gap + 1, later(day, gap + 2))

        most = min(length, ordinal(trip["depart"]) - ordinal(self._as_of))
        less = _least(most, lambda number: not fails(end(shorten, number)))
        if less is None:
            return
        day = later(trip["depart"], -less)
        if all(each.get("from", day) <= day for each in trip["activities"]):
            yield end(shorten, less)
        if split is not None and length < (length - less + 1) * MOST_PARTS and trip["arrive"] >= self._as_of:
            yield end(split, less)

    def _shifts(self, scene: Scene, fails: Callable[[Move], bool]) -> Iterator[Move]:
        """The whole trip on other days, as near as can be; not on days that are gone."""
        arrive = scene.trip["arrive"]
        if arrive < self._as_of:
            return
        for way, sign, most in (
            ("later", 1, FARTHEST),
            ("earlier", -1, min(FARTHEST, ordinal(arrive) - ordinal(self._as_of))),
        ):
            remedy = self._ways.get(way)
            if remedy is None:
                continue

            def shift(number: int, remedy: Remedy = remedy, sign: int = sign) -> Move:
                return of_days(remedy, later(arrive, sign * number), sign * number)

            days = _least(most, lambda number, shift=shift: not fails(shift(number)))  # type: ignore[misc]
            if days is not None:
                yield shift(days)


def _least(most: int, good: Callable[[int], bool]) -> int | None:
    """The least number from 1 that is good, where from there on all up to `most` are; None if `most` is not."""
    if most < 1 or not good(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def _timely(judgment: Judgment, facts: Mapping[str, Fact]) -> list[str]:
    """The rules in the way that turn on days."""
    found: dict[str, None] = {}
    for _, findings in in_the_way(judgment):
        for each in findings:
            uses = [use for name in each.reads if name in facts for use in (facts[name].given, *facts[name].uses)]
            if any(use in OF_DAYS for use in uses) or each.finding.out_of_force:
                found[each.finding.rule.name] = None
    return list(found)


def _rules(judgment: Judgment) -> set[str]:
    """The rules in the way."""
    return {each.finding.rule.name for _, findings in in_the_way(judgment) for each in findings}
