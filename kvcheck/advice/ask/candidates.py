"""What might be answered: every value of a choice; of days, numbers, ids and lists those that rules tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kvcheck.conditions import Comparison, comparisons
from kvcheck.model import DECIDING, NONE, Plan, Report, is_open, last_day
from kvcheck.packs import Library
from kvcheck.plan.gap import Gap
from kvcheck.plan.references import REFERRING
from kvcheck.plan.shape import Sort
from kvcheck.telling.questions import Question

FAR = "2099-12-31"
"""A day after every trip."""
MANY_DAYS = (0, 30, 89, 120, 200, 400)
"""Lengths of a stay that limits tell apart."""


class Candidates:
    """The answers worth trying, for the questions about one report."""

    def __init__(self, report: Report, library: Library) -> None:
        self._report = report
        self._library = library
        self._trips = {trip.id: trip for trip in report.trips}

    def of(self, question: Question) -> list[Any]:
        """Values for the first place of a question, plain as a plan holds them; each once, in a fixed order."""
        gap = question.gaps[0]
        shape = gap.shape
        match shape.sort:
            case Sort.YES_NO:
                found: list[Any] = [True, False]
            case Sort.CHOICE:
                found = list(shape.values)
            case Sort.CHOICES:
                found = [list(shape.values), []]
            case Sort.DATE:
                found = self._days(gap, question)
            case Sort.NUMBER:
                found = self._numbers(question)
            case Sort.COUNTRY:
                found = self._countries(question)
            case Sort.COUNTRIES:
                found = [[code] for code in self._countries(question)]
            case Sort.ID:
                found = self._ids(gap, self._report.plan)
            case Sort.TEXT:
                found = self._texts(gap) if gap.own is None else self._named(question)
            case Sort.ENTRIES | Sort.PARTS | Sort.ANY:
                found = self._entries(gap, self._report.plan)
        none = [NONE] if shape.none and NONE not in found else []
        return [*found, *none]

    def _days(self, gap: Gap, question: Question) -> list[str]:
        """Days before, in and after the trips that wait; of a departure, days after the arrival."""
        trips = [self._trips[name].subject.trip for name in question.trips]
        first, last = min(trip["arrive"] for trip in trips), max(last_day(trip) for trip in trips)
        if gap.steps[-1] == "depart":
            latest = max(trip["arrive"] for trip in trips)
            return [_later(latest, days) for days in MANY_DAYS]
        return [_later(first, -400), _later(first, -1), first, _later(last, 1), FAR]

    @staticmethod
    def _stays(stated: Sequence[Mapping[str, Any]]) -> Iterator[list[Any]]:
        """No earlier stay; where the plan states some of which one has not ended, those with an end to it."""
        if not stated:
            yield []
        for days in MANY_DAYS if any(map(is_open, stated)) else ():
            yield [{**each, "depart": _later(each["arrive"], days)} if is_open(each) else dict(each) for each in stated]

    def _compared(self, question: Question) -> Iterator[Comparison]:
        """The comparisons with the fact in the findings that wait for it."""
        for name in question.trips[:8]:
            for each in self._trips[name].judged(DECIDING):
                for finding in each.ruling.findings:
                    for comparison in comparisons(finding.condition):
                        if comparison.fact == question.fact.name:
                            yield comparison

    def _named(self, question: Question) -> list[str]:
        """The words with which rules compare a company's own fact that may be any text."""
        found: dict[str, None] = {}
        for each in self._compared(question):
            named = sorted(each.operand) if isinstance(each.operand, frozenset) else [each.operand]
            found |= dict.fromkeys(word for word in named if isinstance(word, str))
        return list(found)

    def _numbers(self, question: Question) -> list[int]:
        """The numbers around each with which rules compare the fact, and far below and above."""
        bounds = {each.operand for each in self._compared(question) if isinstance(each.operand, int)}
        return sorted({0, 1000} | {max(bound + more, 0) for bound in bounds for more in (-1, 0, 1)})

    def _countries(self, question: Question) -> list[str]:
        """The countries of those who wait, the US, and what rules name."""
        found = {"KR": None, "US": None}
        for name in question.trips[:8]:
            found |= dict.fromkeys(self._trips[name].subject.traveler.get("nationality", ()))
        for each in self._compared(question):
            named = each.operand if isinstance(each.operand, frozenset) else (each.operand,)
            codes = [code for code in sorted(map(str, named)) if len(code) == 2 and code.isupper()]
            found |= dict.fromkeys(codes[:2])
        return list(found)

    def _ids(self, gap: Gap, plan: Plan) -> list[str]:
        """The entities that may be named, and one that is new; for classes and kinds, those there are."""
        key = gap.steps[-1]
        if key == "class":
            return list(self._library.classes)
        if key == "kind":
            return list(self._library.catalogue.kinds)
        table = REFERRING.get(key)
        known = list(getattr(plan, table)) if table is not None else []
        return [*known, next(name for number in range(1, 99) if (name := f"new-{number}") not in known)]

    def _texts(self, gap: Gap) -> list[str]:
        """For a description, the name of its kind, which says what is done."""
        trip = self._trips.get(gap.id)
        if trip is None or not gap.activity:
            return []
        kind = self._library.catalogue.kind(trip.subject.trip["activities"][gap.activity - 1]["kind"])
        return [kind.title.en]

    def _entries(self, gap: Gap, plan: Plan) -> list[Any]:
        """An empty list, and lists with one entry of each sort that rules tell apart."""
        match gap.steps[-1]:
            case "history":
                whats = gap.shape.parts["what"]["enum"]
                stay: dict[str, dict[str, Any]] = {
                    "overstay": {"class": "esta", "days": 10},
                    "breach": {"class": "esta"},
                }
                return [[], *([{"what": what, "on": "2020-01-15", **stay.get(what, {})}] for what in whats)]
            case "listed_country_visits":
                return [[], [{"country": "IQ", "on": "2019-06-01"}]]
            case "us_stays":
                return list(self._stays(plan.travelers[gap.id].get("us_stays", ())))
            case "duties":
                return [list(self._library.catalogue.kinds), []]
            case "sites":
                return [list(plan.sites), []]
            case "owners":
                return [[{"country": "KR", "percent": 100}], [{"country": "US", "percent": 100}]]
            case "links":
                abroad = next((name for name, each in plan.companies.items() if each.get("country") != "US"), None)
                return [[{"company": abroad, "type": "parent"}]] if abroad is not None else []
            case _:
                return [[]] if gap.shape.sort is Sort.ENTRIES else []


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
