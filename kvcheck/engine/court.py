"""Trips and activities before the law of their days; equal facts are judged once."""

from collections.abc import Iterable, Sequence
from typing import Any

from kvcheck.engine.judge import judge_activity, judge_trip
from kvcheck.engine.law import Law
from kvcheck.facts import Facts, Inputs
from kvcheck.facts.again import FactsAgain
from kvcheck.facts.descriptions import WordReader
from kvcheck.frozen import Row
from kvcheck.model import (
    ActivityResult,
    FrozenDict,
    LayerResult,
    Pack,
    Part,
    Plan,
    Ruling,
    Subject,
    Telltale,
    Verdict,
    last_day,
    worst,
)
from kvcheck.model.entities import Activity, Trip
from kvcheck.packs import Library
from kvcheck.plan.lookups import Stay, days_of
from kvcheck.source.privacy import without_names


class Court:
    """The facts of one plan and the law known on one day, from which judges are made."""

    def __init__(
        self,
        plan: Plan,
        library: Library,
        as_of: str,
        *,
        weighing: bool = False,
        without_papers: bool = False,
        like: "Court | None" = None,
    ) -> None:
        """For `plan`, with the law known on `as_of`.

        `weighing` is for classes nobody filed for yet; `without_papers` leaves every paper of a class open. A court
        `like` another of the same day does not work out its law anew.
        """
        self.library = library
        self._plan = plan
        self._as_of = as_of
        words = like.words if like is not None else WordReader(library.catalogue, lambda: library.words)
        self.words: WordReader = words
        self.laws: dict[tuple[tuple[str, bool], ...], Law] = like.laws if like is not None else {}
        """By the names of their packs, and whether these are rules of a site."""
        self._facts = (FactsAgain if weighing else Facts)(
            plan,
            library.facts,
            library.catalogue,
            self.words.read,
            numbers=lambda name, day: library.number(name, day, as_of),
            weighing=weighing,
            without_papers=without_papers,
        )

    def judge(self, packs: Sequence[Pack]) -> "Judge":
        """A judge by these packs."""
        key = tuple((pack.name, pack is self.library.pack(pack.name)) for pack in packs)
        if key not in self.laws:
            self.laws[key] = Law(self.library, packs, self._as_of)
        return Judge(self._plan, self._facts, self.laws[key].anew(), self.words)

    def judge_of(self, admitted: str) -> "Judge":
        """A judge by the law of one class."""
        return self.judge(self.library.chain_of(admitted))

    def on_other_days(self, trip: Trip, late: Trip) -> Facts:
        """The facts of the plan with `late` in place of a trip that differs from it in its days only."""
        return self._facts.on_other_days(trip, late)

    def with_other(self, trip: Trip, other: Trip) -> Facts:
        """The facts of the plan with another trip of the same traveler in place of one."""
        return self._facts.with_other(trip, other)

    def stays(self, traveler: str) -> list[Stay]:
        """Every US stay the plan knows of a traveler, earliest first."""
        return self._facts.stays(traveler)


class Judge:
    """Judges trips by the rules of one layer for one class; equal facts are judged once."""

    def __init__(self, plan: Plan, facts: Facts, law: Law, words: WordReader) -> None:
        """A judge of trips of `plan`, by their `facts`, by `law`; `words` reads descriptions."""
        self.plan = plan
        self.facts = facts
        self.law = law
        self.words = words
        self.shared: dict[int, tuple[Any, ...]] = {}
        """Of the trip in hand: the facts that rules about its activities read, by epoch."""

    def before(self, facts: Facts) -> "Judge":
        """The same judge before the facts of a plan that differs in trips only: what was ruled is ruled there too."""
        return Judge(facts.plan, facts, self.law, self.words)

    def trip(self, trip: Trip) -> LayerResult:
        """What the layer says of a trip: its own rulings, those of its activities, the worst of all.

        A day on which a rule starts or ends parts a stay: each part is judged by its own law, and neighbors with equal
        rulings are joined again.
        """
        first, last, stale = trip["arrive"], last_day(trip), self.law.stale_for(trip)
        self.shared.clear()
        parts = joined(
            Part(first=start, last=end, ruling=self._of_trip(trip, epoch))
            for start, end, epoch in self.law.spans(first, last)
        )
        activities = tuple(
            self._activity(trip, activity, number, stale=stale) for number, activity in enumerate(trip["activities"], 1)
        )
        return LayerResult(
            layer=self.law.layer,
            subject=Subject(self.plan, trip),
            pack=self.law.packs[-1].name,
            label=self.law.packs[-1].label,
            stale=stale,
            parts=parts,
            activities=activities,
            verdict=trip_verdict(parts, activities, stale=stale),
        )

    def _of_trip(self, trip: Trip, number: int) -> Ruling:
        """The ruling about the trip itself, by the law of an epoch."""
        epoch = self.law.epoch(number)
        return judge_trip(epoch, Row(epoch.trip_columns, self.facts.of_trip(trip, epoch.trip_facts)))

    def _activity(self, trip: Trip, activity: Activity, number: int, *, stale: bool) -> ActivityResult:
        """The result of an activity on its own days, which are those of the trip if it has none."""
        first, last = days_of(trip, activity)
        inputs = self.facts.inputs(trip, activity, first, last, timed=bool(self.law.timed))
        parts = joined(
            Part(first=start, last=end, ruling=self._of_activity(trip, inputs, epoch))
            for start, end, epoch in self.law.spans(first, last)
        )
        return ActivityResult(
            number=number,
            subject=Subject(self.plan, trip, activity),
            telltales=self._telltales(trip, activity, inputs),
            parts=parts,
            verdict=activity_verdict(parts, stale=stale),
        )

    def _telltales(self, trip: Trip, activity: Activity, inputs: Inputs) -> tuple[Telltale, ...]:
        """The words of the plan's texts that show other work, say too little, or could not be read."""
        if inputs.described and not inputs.words:
            return ()
        persons = activity.document.persons  # a description may name the traveler; what is told of it does not
        found = self.words.read(self.facts.texts(trip, activity)).telltales
        return tuple(each._replace(text=without_names(each.text, persons)) for each in found)

    def _of_activity(self, trip: Trip, inputs: Inputs, number: int) -> Ruling:
        """The ruling about an activity, by the law of an epoch.

        Two things are kept, because most activities of a crew are alike. `shared` has the facts of the trip in hand
        that rules about activities read, by epoch: looked up once for all its activities. `law.rulings` has the ruling
        for each combination of epoch, inputs and those facts, over all trips of the plan; other inputs may give equal
        facts, and so the same ruling.
        """
        epoch = self.law.epoch(number)
        names = self.law.trip_facts_of_activities(number)
        values = self.shared.get(number)
        if values is None:
            values = self.shared[number] = self.facts.of_trip(trip, names)
        key = (number, inputs, values)
        ruling = self.law.rulings.get(key)
        if ruling is None:
            facts = FrozenDict(self.facts.of_activity(inputs) | dict(zip(names, values, strict=True)))
            known = (number, tuple(facts.items()))
            if known not in self.law.rulings:
                self.law.rulings[known] = judge_activity(epoch, facts)
            ruling = self.law.rulings[key] = self.law.rulings[known]
        return ruling


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Runs of days one after another, those as one on which the law changed and says the same of this subject.

    A stay from 2026-12-20 to 2027-01-10 over a New Year on which an unrelated fee changes has one part; it has two,
    each with its days, only if the change makes a difference to it.
    """
    runs: list[Part] = []
    for part in parts:
        if runs and _said(runs[-1].ruling) == _said(part.ruling):
            both = dict.fromkeys((*runs[-1].ruling.cleared, *part.ruling.cleared))
            said = part.ruling.said._replace(cleared=tuple(both))
            runs[-1] = Part(runs[-1].first, part.last, Ruling(said, part.ruling.facts))
        else:
            runs.append(part)
    return tuple(runs)


def _said(ruling: Ruling) -> tuple[Any, ...]:
    """What a ruling says, for comparing the law before and after a change; which facts it was told is left out."""
    told = (*ruling.said.findings, *ruling.said.behind)
    return ruling.verdict, *(
        (each.rule, each.condition, each.outcome, each.verdict, each.out_of_force) for each in told
    )


def activity_verdict(parts: Sequence[Part], *, stale: bool) -> Verdict:
    """The verdict of an activity; nobody read `stale` law lately, so nobody says that it still permits."""
    verdict = parts[0].ruling.verdict if len(parts) == 1 else worst([part.ruling.verdict for part in parts])
    return Verdict.NEEDS_REVIEW if stale and verdict is Verdict.PERMITTED else verdict


def trip_verdict(parts: Sequence[Part], activities: Sequence[ActivityResult], *, stale: bool) -> Verdict:
    """The verdict of a trip: the worst of its own rulings and of its activities."""
    verdicts = [part.ruling.verdict for part in parts] + [activity.verdict for activity in activities]
    return worst([*verdicts, Verdict.NEEDS_REVIEW] if stale else verdicts)
