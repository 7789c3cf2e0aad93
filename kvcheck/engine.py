"""Plan and packs to a report. Pure: no clock, no files but the packs the plan's classes name, no output.

How the rules decide one activity:

1. a bar holds: not permitted;
2. every grant is false: not permitted, no ground covers it;
3. a bar is unknown, or no grant is true: undetermined;
4. a doubt holds: needs review; otherwise, a doubt is unknown: undetermined;
5. otherwise permitted, on the grants that hold.

A trip adds its limits (false: not permitted, unknown: undetermined) and its doubts, and takes the worst of all.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from kvcheck.conditions import Compiled, Condition, bind, compile_condition, grounds, leaves, reads
from kvcheck.errors import CannotCheck, Problem, Text, one_of
from kvcheck.facts import Facts, Inputs
from kvcheck.model import (
    ActivityResult,
    Fact,
    Finding,
    Obstacle,
    Pack,
    PackUsed,
    Parameter,
    Part,
    Plan,
    Report,
    Rule,
    RuleKind,
    Ruling,
    Subject,
    TripResult,
    Verdict,
    worst,
)
from kvcheck.packs import Library
from kvcheck.source import Node, problem_at
from kvcheck.truth import Truth
from kvcheck.words import reader

DUE_DAYS = 30
"""From so many days before `review_by` on, a report says that the pack is due for review."""


def check(plan: Plan, library: Library, *, as_of: str, today: str) -> Report:
    """Judge every trip of the plan.

    `as_of` is the day whose knowledge of the law is used, `today` the day the report is made; both are ISO dates.
    Raises CannotCheck if a trip names a class without a pack or an activity a kind that the catalogue does not have.
    """
    _must_be_known(plan, library)
    facts = Facts(plan, library.facts, library.catalogue, reader(library.catalogue).families)
    laws = {name: Law(library, f"us/{name}", as_of) for name in sorted({trip["class"] for trip in plan.trips})}
    used = {pack.name: pack for law in laws.values() for pack in law.packs}
    results = [_Judge(plan, facts, laws[trip["class"]]).trip(trip) for trip in plan.trips]
    return Report(
        plan=plan,
        as_of=as_of,
        backdated=as_of < today,
        packs=tuple(_used(used[name], as_of) for name in sorted(used)),
        trips=tuple(sorted(results, key=lambda result: result.subject.trip["arrive"])),
        facts=library.facts,
    )


def _must_be_known(plan: Plan, library: Library) -> None:
    problems: list[Problem] = []
    classes, kinds = set(library.classes), library.catalogue.kinds
    for trip in plan.trips:
        if trip["class"] not in classes:
            message = Text(f"no pack for class `{trip['class']}`", f"체류자격 `{trip['class']}`의 규칙 묶음이 없습니다")
            place = trip.value_place("class")
            problems.append(problem_at(trip.document, place, message, one_of(classes, trip["class"])))
        for activity in trip["activities"]:
            if activity["kind"] not in kinds:
                message = Text(
                    f"unknown kind of activity `{activity['kind']}`", f"알 수 없는 활동 종류 `{activity['kind']}`"
                )
                place = activity.value_place("kind")
                problems.append(problem_at(trip.document, place, message, one_of(kinds, activity["kind"])))
    if problems:
        raise CannotCheck(problems)


def _used(pack: Pack, day: str) -> PackUsed:
    due = (date.fromisoformat(pack.review_by) - timedelta(days=DUE_DAYS)).isoformat()
    return PackUsed(
        name=pack.name,
        reviewed=pack.reviewed,
        review_by=pack.review_by,
        digest=pack.digest,
        stale=_stale(pack, day),
        due=due < day <= pack.review_by,
    )


def _stale(pack: Pack, day: str) -> bool:
    """Whether the pack should have been read again before `day`."""
    return day > pack.review_by


# The law of one class, over time --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bound:
    """A rule with the parameters of its days in it."""

    rule: Rule
    condition: Condition
    holds: Compiled
    asks: tuple[str, ...]


class Epoch:
    """A run of days over which the rules and parameters of one class do not change."""

    def __init__(self, rules: Iterable[Rule], parameters: Mapping[str, Parameter], first: str) -> None:
        values = {name: parameter.on(first) for name, parameter in parameters.items()}
        known = {name: value for name, value in values.items() if value is not None}
        bound = []
        for rule in rules:
            condition = bind(rule.condition, known)
            bound.append(_Bound(rule, condition, compile_condition(condition), tuple(sorted(reads(condition)))))
        self.of_activity = tuple(each for each in bound if each.rule.of_activity)
        self.of_trip = tuple(each for each in bound if not each.rule.of_activity)

    @cached_property
    def trip_facts(self) -> tuple[str, ...]:
        """Facts of the trip that rules about the trip read."""
        return tuple(sorted({name for each in self.of_trip for name in each.asks}))

    def activity_facts(self, facts: Mapping[str, Fact]) -> tuple[str, ...]:
        """Facts of the trip that rules about an activity read."""
        asked = {name for each in self.of_activity for name in each.asks}
        return tuple(sorted(name for name in asked if not facts[name].of_activity))


class Law:
    """The law of one class as known on one day: its packs, and the days on which it changes."""

    def __init__(self, library: Library, pack: str, as_of: str) -> None:
        self.packs = library.chain(pack)
        self.stale = any(_stale(each, as_of) for each in self.packs)
        self.facts = library.facts
        self._rules = [rule for each in self.packs for rule in each.rules if rule.announced <= as_of]
        self._parameters = library.parameters
        self._changes = sorted(self._starts())
        self._epochs: dict[int, Epoch] = {}
        self.rulings: dict[tuple[Any, ...], Ruling] = {}
        """Rulings already made, by everything they depend on."""

    def _starts(self) -> set[str]:
        """Every day from which some rule or parameter differs from the day before."""
        asked = {name for rule in self._rules for name in reads(rule.condition)}
        days = {rule.first_day for rule in self._rules if rule.first_day}
        days |= {_next_day(rule.last_day) for rule in self._rules if rule.last_day < "9999"}
        for name in asked & self._parameters.keys():
            days |= {start for start, _ in self._parameters[name].values}
        return days

    def epoch(self, number: int) -> Epoch:
        """The law between two changes."""
        if number not in self._epochs:
            first = self._changes[number - 1] if number else "0001-01-01"
            rules = [rule for rule in self._rules if rule.first_day <= first <= rule.last_day]
            self._epochs[number] = Epoch(rules, self._parameters, first)
        return self._epochs[number]

    def spans(self, first: str, last: str) -> list[tuple[str, str, int]]:
        """The days from `first` to `last`, both inclusive, cut where the law changes, with the epoch of each run."""
        start, end = bisect_right(self._changes, first), bisect_right(self._changes, last)
        if start == end:
            return [(first, last, start)]
        cuts = [first, *self._changes[start:end]]
        ends = [_day_before(cut) for cut in cuts[1:]] + [last]
        return [(cut, stop, start + index) for index, (cut, stop) in enumerate(zip(cuts, ends, strict=True))]


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


# Judging --------------------------------------------------------------------------------------------------------------


class _Judge:
    """Judges trips of one class; equal facts are judged once."""

    def __init__(self, plan: Plan, facts: Facts, law: Law) -> None:
        self.plan = plan
        self.facts = facts
        self.law = law

    def trip(self, trip: Node) -> TripResult:
        first, last = trip["arrive"], trip["depart"]
        parts = tuple(
            Part(first=start, last=end, ruling=self._of_trip(trip, epoch))
            for start, end, epoch in self.law.spans(first, last)
        )
        activities = tuple(
            self._activity(trip, activity, number) for number, activity in enumerate(trip["activities"], 1)
        )
        verdicts = [part.ruling.verdict for part in parts] + [activity.verdict for activity in activities]
        if self.law.stale:  # nobody read this law lately, so nobody says that it still permits
            verdicts.append(Verdict.NEEDS_REVIEW)
        return TripResult(
            subject=Subject(self.plan, trip),
            pack=self.law.packs[-1].name,
            stale=self.law.stale,
            parts=parts,
            activities=activities,
            verdict=worst(verdicts),
        )

    def _of_trip(self, trip: Node, number: int) -> Ruling:
        epoch = self.law.epoch(number)
        names = epoch.trip_facts
        return judge_trip(epoch, dict(zip(names, self.facts.of_trip(trip, names), strict=True)))

    def _activity(self, trip: Node, activity: Node, number: int) -> ActivityResult:
        first, last = activity.get("from") or trip["arrive"], activity.get("to") or trip["depart"]
        inputs = self.facts.inputs(trip, activity, first, last)
        parts = tuple(
            Part(first=start, last=end, ruling=self._of_activity(trip, inputs, epoch))
            for start, end, epoch in self.law.spans(first, last)
        )
        verdict = parts[0].ruling.verdict if len(parts) == 1 else worst([part.ruling.verdict for part in parts])
        return ActivityResult(number=number, subject=Subject(self.plan, trip, activity), parts=parts, verdict=verdict)

    def _of_activity(self, trip: Node, inputs: Inputs, number: int) -> Ruling:
        epoch = self.law.epoch(number)
        names = epoch.activity_facts(self.law.facts)
        values = self.facts.of_trip(trip, names)
        key = (number, inputs, values)
        ruling = self.law.rulings.get(key)
        if ruling is None:
            facts = self.facts.of_activity(inputs) | dict(zip(names, values, strict=True))
            ruling = self.law.rulings[key] = judge_activity(epoch, facts)
        return ruling


def judge_activity(epoch: Epoch, facts: Mapping[str, Any]) -> Ruling:
    """What the rules about an activity say to these facts."""
    outcomes = _outcomes(epoch.of_activity, facts)
    grants = outcomes[RuleKind.GRANT]
    held = [each for each, outcome in grants if outcome is True]
    findings = _doubts_and_risks(outcomes, facts)
    for each, outcome in outcomes[RuleKind.BAR]:
        if outcome is not False:
            verdict = Verdict.NOT_PERMITTED if outcome else Verdict.UNDETERMINED
            findings.append(_finding(each, facts, outcome=outcome, verdict=verdict, permits=False))
    barred = any(outcome is True for _, outcome in outcomes[RuleKind.BAR])
    if held:
        findings += [_finding(each, facts, outcome=True, verdict=Verdict.PERMITTED, permits=True) for each in held]
    elif not barred:  # what a bar forbids has no need of a ground that is missing too
        open_grants = [pair for pair in grants if pair[1] is None]
        verdict = Verdict.UNDETERMINED if open_grants else Verdict.NOT_PERMITTED
        tried = [
            _finding(each, facts, outcome=outcome, verdict=verdict, permits=True)
            for each, outcome in open_grants or grants
        ]
        findings += _nearest(tried)
    return _ruling(findings, ungranted=not grants)


def judge_trip(epoch: Epoch, facts: Mapping[str, Any]) -> Ruling:
    """What the rules about the whole trip say to these facts."""
    outcomes = _outcomes(epoch.of_trip, facts)
    findings = _doubts_and_risks(outcomes, facts)
    for each, outcome in outcomes[RuleKind.LIMIT]:
        findings.append(_finding(each, facts, outcome=outcome, verdict=_LIMIT_MEANS[outcome], permits=True))
    return _ruling(findings)


_LIMIT_MEANS = {True: Verdict.PERMITTED, False: Verdict.NOT_PERMITTED, None: Verdict.UNDETERMINED}


def _outcomes(rules: Iterable[_Bound], facts: Mapping[str, Any]) -> dict[RuleKind, list[tuple[_Bound, Truth]]]:
    """Every rule with its outcome, by kind."""
    found: dict[RuleKind, list[tuple[_Bound, Truth]]] = {kind: [] for kind in RuleKind}
    for each in rules:
        found[each.rule.kind].append((each, each.holds(facts)))
    return found


def _doubts_and_risks(
    by_kind: Mapping[RuleKind, list[tuple[_Bound, Truth]]], facts: Mapping[str, Any]
) -> list[Finding]:
    doubts = by_kind[RuleKind.DOUBT]
    held = [each for each, outcome in doubts if outcome is True]
    found = [_finding(each, facts, outcome=True, verdict=Verdict.NEEDS_REVIEW, permits=False) for each in held]
    if not held:  # beside a doubt that holds, one that is unknown changes nothing
        unknown = [each for each, outcome in doubts if outcome is None]
        found = [_finding(each, facts, outcome=None, verdict=Verdict.UNDETERMINED, permits=False) for each in unknown]
    found += [
        _finding(each, facts, outcome=True, verdict=None, permits=False)
        for each, holds in by_kind[RuleKind.RISK]
        if holds
    ]
    return found


def _ruling(findings: list[Finding], *, ungranted: bool = False) -> Ruling:
    """The ruling the findings lead to; those it rests on come first. `ungranted`: there is no grant at all."""
    verdicts = [finding.verdict for finding in findings if finding.verdict is not None]
    if ungranted:
        verdicts.append(Verdict.NOT_PERMITTED)

    def order(finding: Finding) -> tuple[int, int]:
        rank = finding.verdict.rank if finding.verdict is not None else len(Verdict)
        return (rank, _ORDER.index(finding.rule.kind))

    return Ruling(verdict=worst(verdicts), findings=tuple(sorted(findings, key=order)))


_ORDER = (RuleKind.BAR, RuleKind.LIMIT, RuleKind.DOUBT, RuleKind.GRANT, RuleKind.RISK)


def _finding(
    bound: _Bound, facts: Mapping[str, Any], *, outcome: Truth, verdict: Verdict | None, permits: bool
) -> Finding:
    """A finding with its proof. `permits` tells which outcome of the rule permits."""
    return Finding(
        rule=bound.rule,
        outcome=outcome,
        verdict=verdict,
        grounds=tuple(grounds(bound.condition, facts)),
        obstacles=tuple(Obstacle(*leaf) for leaf in leaves(bound.condition, facts, wanted=permits)),
        facts={name: facts.get(name) for name in bound.asks},
    )


def _nearest(tried: list[Finding]) -> list[Finding]:
    """The grants worth showing where none holds: those that lack least, in known facts first, then in unknown ones.

    What an activity is cannot be mended, so a ground for another kind of activity is far, whatever else it lacks.
    """

    def lacks(finding: Finding) -> tuple[int, int]:
        known = [each.comparison.fact for each in finding.obstacles if each.truth is not None]
        other_activity = sum(1 for fact in known if fact in ("activity.kind", "activity.family"))
        return len(known) + 10 * other_activity, len(finding.obstacles)

    least = min((lacks(finding) for finding in tried), default=(0, 0))
    return [finding for finding in tried if lacks(finding) == least]
