"""A plan to a report: every trip and activity is put before the law of its days; equal facts are judged once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kvcheck.engine.judge import judge_activity, judge_trip
from kvcheck.engine.law import Law, is_stale
from kvcheck.errors import CannotCheck, Problem, Text, one_of
from kvcheck.facts import Facts, Inputs
from kvcheck.model import (
    ActivityResult,
    Pack,
    PackUsed,
    Part,
    Plan,
    Report,
    Ruling,
    Subject,
    Telltale,
    TripResult,
    Verdict,
    worst,
)
from kvcheck.packs import Library
from kvcheck.source import Node, problem_at
from kvcheck.words import WordReader

DUE_DAYS = 30
"""From so many days before `review_by` on, a report says that the pack is due for review."""


def check(
    plan: Plan, library: Library, *, as_of: str, policies: Sequence[str] = (), sides: Sequence[str] = ()
) -> Report:
    """Judge every trip of the plan.

    `as_of` is the day whose knowledge of the law is used, an ISO date. `policies` and `sides` are the names of packs that
    apply beside the law: a policy can make a verdict worse, a side pack only warns.
    Raises CannotCheck if a trip names a class without a pack or an activity a kind that the catalogue does not have.
    """
    problems = unknown_names(plan, library)
    if problems:
        raise CannotCheck(problems)
    words = WordReader(library.catalogue)
    facts = Facts(plan, library.facts, library.catalogue, words.families)
    classes = sorted({trip["class"] for trip in plan.trips})
    judges = {name: Judge(plan, facts, Law(library, library.chain(f"us/{name}"), as_of), words) for name in classes}
    beside = {
        name: [_beside(plan, facts, words, library, packs, name, as_of) for packs in (policies, sides)]
        for name in classes
    }
    used = {
        pack.name: pack
        for name in classes
        for judge in (judges[name], *beside[name])
        if judge
        for pack in judge.law.packs
    }
    results = [_layered(trip, judges[trip["class"]], *beside[trip["class"]]) for trip in plan.trips]
    return Report(
        plan=plan,
        as_of=as_of,
        backdated=any(as_of < pack.reviewed for pack in used.values()),
        packs=tuple(_used(used[name], as_of) for name in sorted(used)),
        trips=tuple(sorted(results, key=lambda result: result.subject.trip["arrive"])),
        facts=library.facts,
    )


def _beside(
    plan: Plan, facts: Facts, words: WordReader, library: Library, names: Sequence[str], admitted: str, as_of: str
) -> "Judge | None":
    """The judge of the packs beside the law that are about a class; None if there are none."""
    packs = [library.pack(name) for name in names]
    packs = [pack for pack in packs if not pack.applies_to or admitted in pack.applies_to]
    return Judge(plan, facts, Law(library, packs, as_of), words) if packs else None


def _layered(trip: Node, law: "Judge", policy: "Judge | None", side: "Judge | None") -> TripResult:
    """What the law says of a trip, with what policy and side packs say beside it."""
    result = law.trip(trip)
    if policy is None and side is None:
        return result
    by_policy = policy.trip(trip) if policy is not None else None
    return result._replace(
        verdict=worst([result.law, by_policy.law] if by_policy is not None else [result.law]),
        policy=by_policy,
        side=side.trip(trip) if side is not None else None,
    )


def unknown_names(plan: Plan, library: Library) -> list[Problem]:
    """Classes without a pack and kinds that the catalogue does not have, each at its place."""
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
    return problems


def _used(pack: Pack, day: str) -> PackUsed:
    due = (date.fromisoformat(pack.review_by) - timedelta(days=DUE_DAYS)).isoformat()
    return PackUsed(
        pack=pack,
        stale=is_stale(pack, day),
        due=due < day <= pack.review_by,
    )


class Judge:
    """Judges trips by the rules of one layer for one class; equal facts are judged once."""

    def __init__(self, plan: Plan, facts: Facts, law: Law, words: WordReader) -> None:
        self.plan = plan
        self.facts = facts
        self.law = law
        self.words = words
        self.shared: dict[int, tuple[Any, ...]] = {}
        """Of the trip in hand: the facts that rules about its activities read, by epoch."""

    def trip(self, trip: Node) -> TripResult:
        first, last = trip["arrive"], trip["depart"]
        self.shared.clear()
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
            label=self.law.packs[-1].label,
            stale=self.law.stale,
            parts=parts,
            activities=activities,
            verdict=worst(verdicts),
            law=worst(verdicts),
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
        if self.law.stale and verdict is Verdict.PERMITTED:
            verdict = Verdict.NEEDS_REVIEW
        return ActivityResult(
            number=number,
            subject=Subject(self.plan, trip, activity),
            telltales=self._telltales(activity, inputs) if inputs.words else (),
            parts=parts,
            verdict=verdict,
        )

    def _telltales(self, activity: Node, inputs: Inputs) -> tuple[Telltale, ...]:
        found = self.words.find(activity["description"])
        return tuple(each for each in found if each.family in inputs.words)

    def _of_activity(self, trip: Node, inputs: Inputs, number: int) -> Ruling:
        epoch = self.law.epoch(number)
        names = self.law.trip_facts_of_activities(number)
        values = self.shared.get(number)
        if values is None:
            values = self.shared[number] = self.facts.of_trip(trip, names)
        key = (number, inputs, values)
        ruling = self.law.rulings.get(key)
        if ruling is None:
            facts = self.facts.of_activity(inputs) | dict(zip(names, values, strict=True))
            ruling = self.law.rulings[key] = judge_activity(epoch, facts)
        return ruling
