"""What somebody looked at when a finding was accepted, and what of it has moved since.

An approval is for a person, a stay, a site, a job as its texts describe it, and for the facts that the finding rests
on. Less of the same is still approved: a shorter stay, fewer sites, one reason less. More, or something else, is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from kvcheck.conditions import Comparison, FactSort, Reference
from kvcheck.days import days_between
from kvcheck.digests import sha256
from kvcheck.facts.activities import TEXT_FIELDS, texts_beside
from kvcheck.language.text import Text
from kvcheck.model import Bound, Fact, Finding, FrozenDict, Moved, Report, Subject, Value, Waiver, is_open, length
from kvcheck.plan.lookups import days_of, site_of, sites_of
from kvcheck.source.privacy import MASK, private_values, without, without_names

Looked = Mapping[str, Value]
"""What was looked at, by the names of facts."""

TITLES: Mapping[str, Text] = {
    "trip": Text("trip", "출장"),
    "traveler": Text("traveler", "출장자"),
    "class": Text("class of entry", "체류자격"),
    "days": Text("days of the trip", "출장 일수"),
    "site": Text("site", "현장"),
    "work": Text("work", "작업"),
    "activity.kind": Text("kind of activity", "활동 종류"),
    "activity.mode": Text("role of the traveler", "출장자의 역할"),
    "activity.equipment": Text("equipment", "장비"),
    "activity.days": Text("days of the activity", "활동 일수"),
    "activity.description": Text("description", "세부 업무"),
    **TEXT_FIELDS,
}
"""What is looked at of every trip or activity, beside the facts of the finding."""

_AS_FACTS = {"trip.days": "days", "trip.class": "class"}
"""Facts of the vocabulary that are looked at under a shorter name."""
_FEWER = frozenset({"site", "work", *(name for name in TITLES if name.endswith((".name", ".scope", ".clause")))})
"""What may lose something without becoming more: sites, jobs, and the texts of things that jobs name."""


def name_of(fact: str) -> str:
    """How an approval calls a fact of the vocabulary."""
    return _AS_FACTS.get(fact, fact)


class Looking:
    """Looks at the findings of one report as who approves them would."""

    def __init__(self, report: Report) -> None:
        """For the findings of a report."""
        self._plan = report.plan
        self._facts = report.facts
        self._private: frozenset[str] | None = None

    def at(self, finding: Finding, subject: Subject) -> Looked:
        """What a finding about a subject is looked at with: the trip, the job and its words, what the finding rests on.

        Texts come without what identifies a person; where that hides something, a hash tells texts apart.
        """
        seen: dict[str, Any] = {name_of(name): finding.facts.get(name) for name in _rests_on(finding)}
        seen |= self._of_trip(subject) | (self._of_activity(subject) if subject.activity else self._of_work(subject))
        return FrozenDict({key: _plain(value) for key, value in sorted(seen.items()) if value not in (None, ())})

    def moved(self, waiver: Waiver, finding: Finding, subject: Subject) -> tuple[Moved, ...]:
        """What is not as a waiver approved it, by its nearest approval; nothing if one of them holds."""
        now, ways = self.at(finding, subject), _ways(finding)
        found = [tuple(self._beyond(each, now, waiver.bounds, ways)) for each in waiver.approved]
        return min(found, key=lambda moved: (any(each.key == "trip" for each in moved), len(moved)), default=())

    def _beyond(self, old: Looked, now: Looked, bounds: Mapping[str, Bound], ways: "_Ways") -> Iterator[Moved]:
        """The facts that lie beyond what was approved."""
        more_days = _growth(old, now) if "days" in bounds else 0
        whole_stay = all(each.get("activity.days") == each.get("days") for each in (old, now))
        for key in dict.fromkeys((*TITLES, *old, *now)):
            if key == "activity.days" and whole_stay:
                continue  # told with the stay
            before, after = old.get(key), now.get(key)
            fact = self._facts.get(next((long for long, short in _AS_FACTS.items() if short == key), key))
            if key in bounds:
                held = bounds[key].allows(after)
            else:
                held = _held(key, before, after, ways.get(key), _follows(key, fact, more_days))
            if not held:
                title = TITLES.get(key) or (fact.title if fact is not None else Text(key, key))
                yield Moved(key, title, fact, before, after)

    def _of_trip(self, subject: Subject) -> dict[str, Any]:
        """Who goes where, in which class, for how long."""
        trip = subject.trip
        return {
            "trip": trip["id"],
            "traveler": trip["traveler"],
            "class": trip["class"],
            "days": length(trip),
            "site": tuple(sorted(sites_of(subject))),
        }

    def _of_activity(self, subject: Subject) -> dict[str, Any]:
        """What is done, with the words that the plan has for it."""
        trip, activity = subject.trip, subject.activity
        assert activity is not None
        description = activity.get("description")
        words = {
            "activity.kind": activity["kind"],
            "activity.mode": activity.get("mode"),
            "activity.equipment": activity.get("equipment"),
            "activity.days": None if is_open(trip) and "to" not in activity else days_between(*days_of(trip, activity)),
            "activity.description": self._said(description, subject) if description is not None else None,
        }
        return words | {field: self._said(text, subject) for field, text in texts_beside(self._plan, trip, activity)}

    def _of_work(self, subject: Subject) -> dict[str, Any]:
        """What is done on a trip as a whole: each job, and the words of the plan for what they name."""
        jobs: set[str] = set()
        words: dict[str, set[str]] = {}
        for activity in subject.trip["activities"]:
            what = [activity.get(key) for key in ("kind", "mode", "equipment")]
            site = site_of(self._plan, subject.trip, activity)
            named = " / ".join(str(each) for each in (*what, site) if each is not None)
            description = activity.get("description")
            jobs.add(f"{named}: {self._said(description, subject)}" if description is not None else named)
            for field, text in texts_beside(self._plan, subject.trip, activity):
                words.setdefault(field, set()).add(self._said(text, subject))
        return {"work": tuple(sorted(jobs)), **{field: tuple(sorted(texts)) for field, texts in words.items()}}

    def _said(self, text: str, subject: Subject) -> str:
        """A text of the plan without what identifies a person."""
        if self._private is None:
            nodes = (*self._plan.travelers.values(), *self._plan.trips)
            self._private = frozenset(value for node in nodes for value in private_values(node))
        said = without(without_names(text, subject.trip.document.persons), self._private)
        if said == text:
            return text
        return f"{said} ({MASK} {sha256(text)[:12]})"


def digest_of(rule: str, looked: Looked) -> str:
    """SHA-256 of what was looked at for a rule, in hexadecimal: whoever changes a word of it has not approved it."""
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in looked.items()}
    text = json.dumps([rule, plain], ensure_ascii=False, sort_keys=True)
    return sha256(text)


class _Way(Enum):
    """In which direction a value goes further beyond the line that a rule draws."""

    UP = 1
    DOWN = -1


_Ways = Mapping[str, _Way | None]
_LOW, _HIGH = {"at_most", "less_than", "before", "on_or_before"}, {"at_least", "more_than", "after", "on_or_after"}


def _comparisons(finding: Finding) -> Sequence[Comparison]:
    """What a settled finding turns on: what stands in the way of a requirement, or what makes the rule hold."""
    if finding.permits and finding.outcome is not True:
        return [each.comparison for each in finding.obstacles]
    return finding.grounds if finding.outcome is not None else [each.comparison for each in finding.obstacles]


def _rests_on(finding: Finding) -> Iterator[str]:
    """The names of the facts that a finding turns on."""
    for each in _comparisons(finding):
        yield each.fact
        if isinstance(each.operand, Reference):
            yield each.operand.name


def _ways(finding: Finding) -> _Ways:
    """The direction of each number and day that the finding turns on; None where it has none, or two."""
    found: dict[str, set[_Way | None]] = {"days": {_Way.UP}, "activity.days": {_Way.UP}}
    for each in _comparisons(finding):
        operand, value = each.operand, finding.facts.get(each.fact)
        if isinstance(operand, Reference):
            operand = finding.facts.get(operand.name)
        way = None
        if each.operator in _LOW | _HIGH and value is not None and operand is not None:
            above = value > operand or (value == operand and each.operator in ("at_least", "on_or_after"))
            way = _Way.UP if above else _Way.DOWN
        found.setdefault(name_of(each.fact), set()).add(way)
    return {name: next(iter(ways)) if len(ways) == 1 else None for name, ways in found.items()}


def _held(key: str, before: Value | None, after: Value | None, way: _Way | None, slack: int) -> bool:
    """Whether a value is what was approved, or less of it; `slack` is how much further a count of days may go."""
    if before == after:
        return True
    if after is None:
        return key not in TITLES or key in _FEWER  # a reason less; what a trip is about does not go away
    if before is None or type(before) is not type(after):
        return False
    if key in _FEWER and isinstance(before, tuple) and isinstance(after, tuple):
        return set(after) <= set(before)
    if way is None:
        return False
    if isinstance(before, int) and isinstance(after, int):
        further = (after - before) * way.value
    elif _is_day(before) and _is_day(after):
        further = (date.fromisoformat(str(after)) - date.fromisoformat(str(before))).days * way.value
    else:
        return False
    return further <= slack


def _growth(old: Looked, now: Looked) -> int:
    """By how many days a stay is longer than the one that was approved."""
    before, after = old.get("days"), now.get("days")
    return max(0, after - before) if isinstance(before, int) and isinstance(after, int) else 0


_SCALES = {"days": 1, "sixths of a day": 6}


def _follows(key: str, fact: Fact | None, more_days: int) -> int:
    """How far a value may go because a stay may be longer on purpose: counts of days grow with it."""
    if key == "activity.days":
        return more_days
    if fact is None:
        return 0
    if fact.sort is FactSort.DATE:
        return more_days if fact.name == "trip.depart" else 0
    unit = fact.unit.en if fact.unit is not None else ""
    return -(-more_days // 28) if unit == "months" else more_days * _SCALES.get(unit, 0)


def _is_day(value: Value) -> bool:
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _plain(value: Any) -> Value:
    """A value of a fact as a register holds it."""
    if isinstance(value, dict):
        return tuple(f"{key} {each}" for key, each in sorted(value.items()))
    if isinstance(value, tuple | list | set | frozenset):
        items: Iterable[Any] = value if isinstance(value, tuple | list) else sorted(value, key=str)
        return tuple(" ".join(str(part) for part in each) if isinstance(each, tuple) else str(each) for each in items)
    return value if isinstance(value, int) else str(value)


def known_names(facts: Iterable[str]) -> frozenset[str]:
    """Every name that an approval or a bound may use."""
    return frozenset({*TITLES, *(name_of(each) for each in facts)})
