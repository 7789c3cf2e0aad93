"""A trip with changes made to it, and what that means for the plan."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from kvcheck.advice.advise.value import Move
from kvcheck.days import ordinal
from kvcheck.model import Plan
from kvcheck.model.entities import Trip
from kvcheck.plan.answers import plain
from kvcheck.plan.gap import TRIPS, Answer, Gap
from kvcheck.source.values import GONE

OF_ONE_STAY = ("first_admitted", "arrive_from", "admitted_until", "extension")
"""What is said of one entry, and of no other."""


def together(moves: Sequence[Move]) -> bool:
    """Whether changes go together: no two take hold of the same, and no other person's papers are mended."""
    slots = [move.slot for move in moves]
    return len(set(slots)) == len(slots) and not {"person", "traveler"} <= {slot[0] for slot in slots}


class Draft:
    """A trip with some changes; days are moved last, whatever the order."""

    def __init__(self, plan: Plan, trip: Trip, moves: Iterable[Move]) -> None:
        self._plan, self._trip = plan, trip
        self._was: dict[str, Any] = plain(trip)
        self.trip: dict[str, Any] = plain(trip)
        self.activities: list[dict[str, Any] | None] = self.trip["activities"]
        """By their numbers in the plan; None for one that is handed over."""
        self.more: list[dict[str, Any]] = []
        """Further trips, where the stay is split."""
        self._entities: dict[Gap, Any] = {}
        for move in sorted(moves, key=lambda each: each.slot[0] == "days"):
            self._make(move)

    @property
    def sound(self) -> bool:
        """Whether there is something left to travel for, on every trip."""
        return any(self.activities) and all(each["activities"] for each in self.more)

    @property
    def trips(self) -> tuple[str, ...]:
        """The ids of the trip and of those that were made of it."""
        return (self.trip["id"], *(each["id"] for each in self.more))

    def number(self, place: int) -> int:
        """The number in the plan of the activity that now has the number `place`."""
        return [number for number, each in enumerate(self.activities, 1) if each is not None][place - 1]

    def answers(self) -> tuple[Answer, ...]:
        """What changes, as places of the plan with their new values."""
        name = self.trip["id"]
        found: list[Answer] = [
            (Gap(TRIPS, name, 0, (key,)), value)
            for key, value in self.trip.items()
            if key != "activities" and self._was.get(key) != value
        ]
        for number, (new, old) in enumerate(zip(self.activities, self._was["activities"], strict=True), 1):
            if new is None:
                found.append((Gap(TRIPS, name, number, ()), GONE))
            else:
                found += [(Gap(TRIPS, name, number, (key,)), new[key]) for key in new if old.get(key) != new[key]]
        found += self._entities.items()
        return (*found, *((Gap(TRIPS, each["id"], 0, ()), each) for each in self.more))

    def _make(self, move: Move) -> None:
        values = move.values
        match move.remedy.way:
            case "hand-over":
                for number in move.activities:
                    self.activities[number - 1] = None
            case "set" if move.activities:
                for number in move.activities:
                    activity = self._was["activities"][number - 1]
                    new = {move.remedy.place.split(".")[1]: move.remedy.to, **move.remedy.also}
                    self.activities[number - 1] = {**activity, **new}
            case "duty":
                gap = values["gap"]
                before = self._entities.get(gap, plain(self._plan.contracts[gap.id].get("requires", [])))
                self._entities[gap] = [*before, values["to"]]
            case "class" | "person":
                self.trip[move.remedy.place.split(".")[1]] = values["to"]
            case "earlier" | "later":
                self._shift(values["days"])
            case "shorten":
                self.trip["depart"] = values["day"]
                self._clip(values["day"])
            case "split":
                self._split(values["day"], values["gap"])
            case _:
                gap = values["gap"]
                if gap.table == TRIPS:
                    self.trip[gap.steps[0]] = values["to"]
                else:
                    self._entities[gap] = values["to"]

    def _shift(self, days: int) -> None:
        """Move the trip and everything on it."""
        for node, keys in ((self.trip, ("arrive", "depart")), *((each, ("from", "to")) for each in self.activities)):
            for key in keys:
                if node is not None and key in node:
                    node[key] = later(node[key], days)

    def _clip(self, last: str) -> None:
        """End what would go on after the last day."""
        for each in self.activities:
            if each is not None and each.get("to", last) > last:
                each["to"] = last

    def _split(self, last: str, gap: int) -> None:
        """Stays as long as the first one, so many days outside the US between them, until all is done."""
        trip, length = self.trip, ordinal(last) - ordinal(self.trip["arrive"]) + 1
        done, rest = ordinal(last), ordinal(trip["depart"])
        work = [dict(each) for each in self.activities if each is not None]
        known = {each["id"] for each in self._plan.trips}
        arrive, shift, number = last, 0, 1
        while done < rest:
            number += 1
            shift += gap
            arrive = later(arrive, gap + 1)
            until = min(done + length, rest)
            depart = date.fromordinal(until + shift).isoformat()
            name = next(one for n in range(number, 99) if (one := f"{trip['id']}-{n}") not in known)
            known.add(name)
            kept = {key: value for key, value in trip.items() if key not in OF_ONE_STAY}
            activities = [_within(each, date.fromordinal(done + 1).isoformat(), arrive, depart, shift) for each in work]
            parts = [each for each in activities if each is not None]
            self.more.append({**kept, "id": name, "arrive": arrive, "depart": depart, "activities": parts})
            done, arrive = until, depart
        trip["depart"] = last
        for at, each in enumerate(self.activities):
            if each is not None and each.get("from", last) > last:
                self.activities[at] = None
        self._clip(last)


def _within(activity: dict[str, Any], start: str, arrive: str, depart: str, shift: int) -> dict[str, Any] | None:
    """An activity as it goes on in a later stay; None if it was over before that began, or begins after it ends."""
    if activity.get("to", start) < start:
        return None
    kept = dict(activity)
    if "from" in kept:
        kept["from"] = max(later(kept["from"], shift), arrive)
        if kept["from"] > depart:
            return None
    if "to" in kept:
        kept["to"] = min(later(kept["to"], shift), depart)
    return kept


def later(day: str, days: int) -> str:
    """The day so many days after another."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
