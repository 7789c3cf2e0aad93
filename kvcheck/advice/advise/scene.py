"""A trip by itself: the part of the plan that its verdict rests on, judged again and again with changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kvcheck.advice.advise.draft import Draft, together
from kvcheck.advice.advise.value import Move
from kvcheck.conditions import reads
from kvcheck.engine import Trial
from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.model import DECIDING, Fact, Finding, Judged, Report, RuleKind, TripResult, Verdict
from kvcheck.model.entities import Trip
from kvcheck.plan.load import MoreProblems, assemble, merged
from kvcheck.plan.supposing import part_of, with_answers
from kvcheck.source import Document

Accept = Callable[[Report], Report]

WHOLE = frozenset({"class", "person", "shorten", "split", "earlier", "later"})
"""Ways that may change every fact: other law, another person, other days."""


class Judgment(NamedTuple):
    """A trip with changes made to it, judged."""

    draft: Draft
    results: tuple[TripResult, ...]
    """Of the trip and of those that were made of it."""
    harms: bool
    """Whether another trip of one of these people comes out worse than before."""

    @property
    def worst(self) -> TripResult:
        """The trip that comes out worst."""
        return min(self.results, key=lambda each: each.verdict.rank)

    @property
    def verdict(self) -> Verdict:
        """The worst of all."""
        return self.worst.verdict


class Scene:
    """One trip with those who could make it."""

    def __init__(self, report: Report, trial: Trial, accept: Accept, trip: Trip, persons: Iterable[str]) -> None:
        """`trip` of a report; `persons` are the travelers who may take the place of its own."""
        self.trip = trip
        self._report, self._trial, self._accept = report, trial, accept
        travelers = {trip["traveler"], *persons}
        # A company's own rules may ask what all trips of the plan make together; the law asks about one traveler.
        alone = all(each.policy is None for each in report.trips)
        self._documents = part_of(report.plan.documents, travelers) if alone else report.plan.documents
        self.judgments = 0
        """How many times it was judged."""
        self._before = {each.id: each for each in report.trips if each.subject.trip["traveler"] in travelers}

    def judged(self, moves: Iterable[Move]) -> Judgment:
        """The trip with changes made to it."""
        draft = self.draft(moves)
        return self._judged(draft, self._documents, self._before)

    def draft(self, moves: Iterable[Move]) -> Draft:
        """The changes made to the trip, not judged."""
        return Draft(self._report.plan, self.trip, moves)

    def confirmed(self, moves: Sequence[Move], problems: MoreProblems) -> Judgment | None:
        """The same in the whole plan, with every trip that may feel it; None if no plan can say so, or it does harm."""
        draft = self.draft(moves)
        try:
            assemble(with_answers(self._documents, draft.answers()), self._report.plan.name, problems)
        except CannotCheck:
            return None
        shared = any(move.slot[0] == "contract" for move in moves)
        others = {each.id: each for each in self._report.trips} if shared else self._before
        judgment = self._judged(draft, self._report.plan.documents, others)
        return None if judgment.harms else judgment

    def _judged(self, draft: Draft, documents: Sequence[Document], others: Mapping[str, TripResult]) -> Judgment:
        """A draft judged among the trips of `documents`, with other trips that may feel it."""
        plan, _ = merged(with_answers(documents, draft.answers()), self._report.plan.name)
        self.judgments += 1
        own = draft.trips
        report = self._report._replace(plan=plan, trips=self._trial.judged(plan, {*own, *others}))
        found = {each.id: each for each in self._accept(report).trips}
        harms = any(
            found[name].verdict.rank < before.verdict.rank for name, before in others.items() if name not in own
        )
        return Judgment(draft, tuple(found[name] for name in own), harms)


class InTheWay(NamedTuple):
    """A finding that makes a verdict what it is, with the facts that it turns on."""

    finding: Finding
    reads: frozenset[str]


def in_the_way(judgment: Judgment) -> Iterator[tuple[Judged, list[InTheWay]]]:
    """What makes the worst verdict, part by part; nothing for law that was not read lately."""
    result = judgment.worst
    for each in result.judged(DECIDING):
        if each.ruling.verdict is result.verdict is not Verdict.PERMITTED:
            yield each, [InTheWay(one, frozenset(reads(one.condition))) for one in each.ruling.deciding]


def relevant(judgment: Judgment, moves: Sequence[Move], chosen: Iterable[int], facts: Mapping[str, Fact]) -> list[int]:
    """The changes that can do something about one thing that stands in the way: what fewest can do something about.

    Every set that passes has to do something about it, whatever else it does.
    """
    taken = [moves[one] for one in chosen]
    free = [one for one, move in enumerate(moves) if together([*taken, move])]
    if judgment.harms and judgment.verdict is Verdict.PERMITTED:
        return free
    found = [
        [one for one in free if _touches(moves[one], judgment, judged, names, facts)]
        for judged, findings in in_the_way(judgment)
        for names in _turns(findings)
    ]
    return min(found, key=len, default=[one for one in free if moves[one].remedy.way in WHOLE])


def _turns(findings: Sequence[InTheWay]) -> list[frozenset[str] | None]:
    """The facts that each finding turns on; None where no ground was found, for any would do."""
    found: list[frozenset[str] | None] = [
        each.reads for each in findings if each.finding.rule.kind is not RuleKind.GRANT and each.reads
    ]
    return found or [None]


def _touches(
    move: Move, judgment: Judgment, judged: Judged, names: frozenset[str] | None, facts: Mapping[str, Fact]
) -> bool:
    """Whether a change may have a say in something that stands in the way; true where that is not sure."""
    if move.remedy.way in WHOLE:
        return True
    if move.activities and judged.activity is not None:
        split = bool(judgment.draft.more)
        return split or judgment.draft.number(judged.activity.number) in move.activities
    if names is None:
        return True
    return any(_depends(facts[name], move) for name in names if name in facts)


def _depends(fact: Fact, move: Move) -> bool:
    """Whether a fact may depend on the place that a change is made to."""
    if move.activities:
        return "trip.activities" in fact.uses
    places = (fact.given,) if fact.given is not None else fact.uses
    return any(f"{each}.".startswith(f"{move.remedy.place}.") for each in places)
