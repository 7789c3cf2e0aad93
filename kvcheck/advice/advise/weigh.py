"""What to change about each trip that fails: the smallest sets, each judged in the whole plan before it is told."""

from collections.abc import Callable, Collection, Sequence

from kvcheck.advice.advise.days import Days
from kvcheck.advice.advise.draft import together
from kvcheck.advice.advise.moves import Moves
from kvcheck.advice.advise.scene import Accept, Judgment, Scene, in_the_way, relevant
from kvcheck.advice.advise.search import Chosen, Outcome, smallest
from kvcheck.advice.advise.value import Advice, Advised, Lead, Move, Proposal
from kvcheck.engine import Trial, plan_problems
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Finding, Report, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling.questions import questions_of

MOST_JUDGED, MOST_TOGETHER = 400, 20_000
"""So many times one trip, and all trips of a plan together, are judged again at most."""
MOST_PROPOSALS, MOST_LEADS = 6, 3
FAILING = (Verdict.NOT_PERMITTED, Verdict.NEEDS_REVIEW)


def advise(
    report: Report,
    library: Library,
    accept: Accept = lambda report: report,
    policies: Sequence[str] | None = None,
    only: Collection[str] | None = None,
    step: Callable[[], None] = lambda: None,
) -> Advised:
    """What would make each failing trip of a report pass; `accept` sets aside what waivers accept.

    `policies` are those that the report was judged by; if they are not given, those that no site of the plan names.
    `only` are the ids of the trips wanted, all if it is None: the others are there, and may not come out worse.
    `step` is called after each of these trips.

    A trip that waits for facts is left to `ask`: what would have to change is known when they are.
    """
    adviser = Adviser(report, library, accept, policies)
    wanted = tuple(trip for trip in report.trips if only is None or trip.id in only)
    failing = sorted((trip for trip in wanted if trip.verdict in FAILING), key=lambda trip: trip.verdict.rank)
    found, number, left = [], 1, MOST_TOGETHER
    for trip in failing:
        advice = adviser.of(trip, min(left, MOST_JUDGED), number)
        number += len(advice.proposals)
        left -= advice.judged
        found.append(advice)
        step()
    return Advised(report._replace(trips=wanted), tuple(found))


class Adviser:
    """Works out advice for trips of one report."""

    def __init__(
        self,
        report: Report,
        library: Library,
        accept: Accept = lambda report: report,
        policies: Sequence[str] | None = None,
    ) -> None:
        self._report, self._library, self._accept = report, library, accept
        self._trial = Trial(report, library, policies)
        self._moves = Moves(report.plan, library)
        self._days = Days(library, report.as_of)

    def scene(self, trip: TripResult) -> tuple[Scene, list[Move]]:
        """A trip by itself, and every change that can be made to it."""
        raw = trip.subject.trip
        scene = Scene(self._report, self._trial, self._accept, raw, self._moves.persons(raw))
        if raw["arrive"] < self._report.as_of:  # what was done cannot be changed
            return scene, self._days.moves(scene)
        moves = self._moves.of(raw, _alike(trip))
        if not self._personal(scene.judged([])):
            moves = [move for move in moves if move.remedy.way != "person"]
        days = self._days.moves(scene)
        for move in moves:
            if move.remedy.way == "class":
                days += self._days.moves(scene, [move])
        return scene, [*moves, *{(each.remedy.name, *each.values.items()): each for each in days}.values()]

    def of(self, trip: TripResult, most: int = MOST_JUDGED, number: int = 1) -> Advice:
        """Advice about one failing trip; its proposals are numbered from `number` on."""
        scene, moves = self.scene(trip)
        found = smallest(
            lambda chosen: self.outcome(scene, moves, chosen),
            lambda chosen: fits(scene, moves, chosen),
            most=max(most, 1),
        )
        sets = [[moves[one] for one in sorted(chosen)] for chosen in found.passing]
        sets.sort(key=lambda each: (len(each), sum(move.remedy.cost for move in each)))
        proposals: list[Proposal] = []
        tried = 0
        for each in sets:
            if len(proposals) == MOST_PROPOSALS:
                break
            tried += 1
            judgment = scene.confirmed(each, lambda plan: plan_problems(plan, self._library))
            if judgment is not None and judgment.verdict is Verdict.PERMITTED:
                risks = _risks(judgment.results, trip)
                answers = judgment.draft.answers()
                proposals.append(Proposal(number + len(proposals), trip.id, tuple(each), answers, risks))
        leads = () if proposals else self._leads(scene, moves, found.leading)
        return Advice(
            result=trip,
            blocks=_blocks(trip),
            proposals=tuple(proposals),
            more=len(sets) - tried,
            leads=leads,
            begun=trip.subject.trip["arrive"] < self._report.as_of,
            judged=scene.judgments,
            whole=found.whole,
        )

    def passes(self, scene: Scene, moves: Sequence[Move], chosen: Chosen) -> bool:
        """Whether a trip passes with some changes, and no other comes out worse."""
        judgment = scene.judged(moves[one] for one in sorted(chosen))
        return judgment.verdict is Verdict.PERMITTED and not judgment.harms

    def outcome(self, scene: Scene, moves: Sequence[Move], chosen: Chosen) -> Outcome:
        """How a trip comes out with some changes, and what could be done next."""
        judgment = scene.judged(moves[one] for one in sorted(chosen))
        if judgment.verdict is Verdict.PERMITTED and not judgment.harms:
            return Outcome(passes=True)
        return Outcome(
            passes=False,
            leads=judgment.verdict is Verdict.UNDETERMINED and not judgment.harms,
            next=relevant(judgment, moves, chosen, self._library.facts),
        )

    def _leads(self, scene: Scene, moves: Sequence[Move], found: Sequence[Chosen]) -> tuple[Lead, ...]:
        """The smallest sets after which only facts are missing, with what is missing."""
        smaller = [each for each in found if len(each) == min(map(len, found))]
        smaller.sort(key=lambda each: sum(moves[one].remedy.cost for one in each))
        leads = []
        for chosen in smaller[:MOST_LEADS]:
            some = [moves[one] for one in sorted(chosen)]
            judgment = scene.confirmed(some, lambda plan: plan_problems(plan, self._library))
            if judgment is not None:
                leads.append(Lead(tuple(some), questions_of(self._report._replace(trips=judgment.results))))
        return tuple(leads)

    def _personal(self, judgment: Judgment) -> bool:
        """Whether anything in the way is about the traveler, so that another person could help."""
        facts = self._library.facts
        names = {
            name
            for _, findings in in_the_way(judgment)
            for each in findings
            for name in (
                (one.comparison.fact for one in each.finding.obstacles) if each.finding.permits else each.reads
            )
        }
        return any(name in facts and not facts[name].of_activity for name in names)


def fits(scene: Scene, moves: Sequence[Move], chosen: Chosen) -> bool:
    """Whether changes go together and leave something to travel for."""
    some = [moves[one] for one in sorted(chosen)]
    return together(some) and scene.draft(some).sound


def _alike(trip: TripResult) -> list[tuple[int, ...]]:
    """The numbers of activities for which the same rules fail, together."""
    rules: dict[int, tuple[str, ...]] = {}
    for each in trip.judged(DECIDING):
        if each.activity is not None and each.ruling.verdict in FAILING:
            names = tuple(finding.rule.name for finding in each.ruling.deciding)
            rules[each.activity.number] = (*rules.get(each.activity.number, ()), *names)
    found: dict[tuple[str, ...], list[int]] = {}
    for number, names in rules.items():
        found.setdefault(names, []).append(number)
    return [tuple(numbers) for numbers in found.values()]


def _blocks(trip: TripResult) -> tuple[Finding, ...]:
    """What fails a trip, each rule once."""
    found = (
        finding
        for each in trip.judged(DECIDING)
        if each.ruling.verdict is trip.verdict
        for finding in each.ruling.deciding
    )
    return tuple({each.rule.name: each for each in found}.values())


def _risks(results: Sequence[TripResult], before: TripResult) -> tuple[Text, ...]:
    """What draws attention in some results, and did not before."""

    def of(result: TripResult) -> dict[str, Text]:
        return {one.rule.name: one.rule.title for each in result.judged(DECIDING) for one in each.ruling.risks}

    known = of(before)
    return tuple({name: title for each in results for name, title in of(each).items() if name not in known}.values())
