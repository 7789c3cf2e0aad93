"""Every class side by side: each trip is put before the law of each class.

Papers of a class (a petition, a visa, an ESTA) are got for that class. So a class other than the planned one is judged
twice, with the papers the traveler has and with every such paper still open, and the better answer counts: a class is
never called impossible for want of papers that can be got.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, cast

from kvcheck.advice.compare.value import Choice, Comparison, Fee, Fit, Weighed
from kvcheck.engine import Bench, Court, pack_used, packs_at
from kvcheck.model import (
    DECIDING,
    DocumentKind,
    Fact,
    Finding,
    FrozenDict,
    Layer,
    LayerResult,
    Pack,
    Plan,
    Rule,
    RuleKind,
    Subject,
    TripResult,
    Verdict,
)
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.progress import Progress, unseen
from kvcheck.source.values import restated
from kvcheck.telling.alike import Findings
from kvcheck.telling.sentences import unknowns

LAST = 1000
"""The place of a class whose pack names none."""


Accept = Callable[[TripResult], TripResult]
"""A result with what waivers accept set aside."""


def _as_it_is(result: TripResult) -> TripResult:
    return result


def compare(
    plan: Plan,
    library: Library,
    *,
    as_of: str,
    only: Collection[str] = (),
    policies: Sequence[str] = (),
    classes: Collection[str] = (),
    accept: Accept = _as_it_is,
    progress: Progress = unseen,
) -> Comparison:
    """Weigh every trip of a plan, whose classes and kinds are known, in every class there is a pack for.

    `as_of` is the day whose knowledge of the law is used, an ISO date. `only` are the ids of the trips wanted, and
    `classes` the classes that trips may use; all if there are none. `policies` name the packs that apply beside the
    law, as in `check`, and the rules of sites do too; `accept` sets aside what waivers accept.
    """
    scales = _Scales(plan, library, as_of, policies, accept, classes)
    packs = {pack.name: pack for name in library.classes for pack in library.chain_of(name)}
    beside = (*policies, *(name for trip in plan.trips for name in packs_at(plan, trip, library)))
    packs |= {name: library.pack(name) for name in beside}
    wanted = [trip for trip in plan.trips if not only or trip["id"] in only]
    choices = []
    with progress(len(wanted)) as step:
        for trip in sorted(wanted, key=lambda trip: str(trip["arrive"])):
            choices.append(scales.choice(trip))
            step()
    return Comparison(
        plan=plan,
        as_of=as_of,
        backdated=any(as_of < pack.reviewed for pack in packs.values()),
        packs=tuple(pack_used(packs[name], as_of, library) for name in sorted(packs)),
        choices=tuple(choices),
        left_out=sum(bool(classes) and name not in classes for name in library.classes),
    )


class _Scales:
    """Weighs trips of one plan."""

    def __init__(
        self,
        plan: Plan,
        library: Library,
        as_of: str,
        policies: Sequence[str],
        accept: Accept,
        classes: Collection[str],
    ) -> None:
        """Three courts: as planned, in a class nobody filed for, and the same with its papers still to be got."""
        self._plan = plan
        self._library = library
        self._as_of = as_of
        self._classes = [name for name in library.classes if not classes or name in classes]

        def judges(court: Court) -> _Judges:
            return _Judges(court, plan, policies, accept)

        planned = Court(plan, library, as_of)
        self._planned = judges(planned)
        self._as_they_are = judges(Court(plan, library, as_of, weighing=True, like=planned))
        self._without_papers = judges(Court(plan, library, as_of, weighing=True, without_papers=True, like=planned))
        self._findings = Findings()
        self._unknowns: dict[tuple[Any, ...], tuple[str, ...]] = {}

    def choice(self, trip: Trip) -> Choice:
        """A trip in every class."""
        planned = self._weighed(trip["class"], self._planned.trip(trip, trip["class"]))
        others = [self._other(trip, name) for name in self._classes if name != trip["class"]]
        ranks = {fit: number for number, fit in enumerate(Fit)}
        return Choice(
            subject=Subject(self._plan, trip),
            planned=planned,
            others=tuple(sorted(others, key=lambda each: (ranks[each.fit], _order(each.pack), each.pack.name))),
        )

    def _other(self, trip: Trip, name: str) -> Weighed:
        """A class that is not the planned one: with the papers there are, or with papers still to be got."""
        as_is, without = self._as_they_are.trip(trip, name), self._without_papers.trip(trip, name)
        better = as_is.verdict.rank >= without.verdict.rank and as_is.verdict is not Verdict.NOT_PERMITTED
        return self._weighed(name, as_is if better else without)

    def _weighed(self, name: str, result: TripResult) -> Weighed:
        """One class for one trip, from what its law and the company's policy find."""
        pack = self._library.pack_of(name)
        findings = list(_deciding(result, (Verdict.NOT_PERMITTED, Verdict.UNDETERMINED, Verdict.NEEDS_REVIEW)))
        barring = [finding for finding in findings if finding.verdict is Verdict.NOT_PERMITTED]
        waiting = [finding for finding in findings if finding.verdict is Verdict.UNDETERMINED]
        open_for = [(finding, self._waits_for(finding)) for finding in waiting]
        unknown_law = [finding for finding, names in open_for if not names]
        reviews = (*(each for each in findings if each.verdict is Verdict.NEEDS_REVIEW), *unknown_law)
        papers, asks = self._missing(open_for)
        by_law = [finding for finding in barring if self._library.pack(finding.rule.pack).layer is Layer.LAW]
        personal = [finding for finding in by_law if self._is_personal(finding)]
        never = bool(by_law) and (bool(personal) or not self._has_grants(pack))
        return Weighed(
            pack=pack,
            fit=Fit.NEVER if never else self._fit(result, reviews, asks),
            result=result,
            blocks=next(iter(personal or barring), None),
            reviews=reviews,
            papers=papers if not barring else (),
            documents=tuple(self._documents(papers)) if not barring else (),
            asks=asks if not barring else (),
            fees=tuple(self._fees(pack)),
        )

    def _waits_for(self, finding: Finding) -> tuple[str, ...]:
        """The names of the facts that an open finding waits for: of many trips the same."""
        key = self._findings.key(finding)
        found = self._unknowns.get(key)
        if found is None:
            found = self._unknowns[key] = unknowns(finding)
        return found

    def _fit(self, result: TripResult, reviews: tuple[Finding, ...], asks: tuple[Fact, ...]) -> Fit:
        """How a class suits, apart from what the traveler is; law that was not read lately is for review at best."""
        if result.verdict is Verdict.NOT_PERMITTED:
            return Fit.BLOCKED
        stale = any(result.layers[layer].stale for layer in DECIDING if layer in result.layers)
        if stale or result.verdict is Verdict.NEEDS_REVIEW:
            return Fit.REVIEW
        if result.verdict is Verdict.UNDETERMINED:
            return Fit.OPEN if asks else Fit.REVIEW if reviews else Fit.WITH_PAPERS
        return Fit.FITS

    def _has_grants(self, pack: Pack) -> bool:
        """Whether anything at all can be permitted in a class."""
        rules = (rule for each in self._library.chain(pack.name) for rule in each.rules)
        return any(rule.kind is RuleKind.GRANT for rule in rules)

    def _is_personal(self, finding: Finding) -> bool:
        """Whether a finding forbids a class for what the traveler is, which no planning changes."""
        facts = [self._library.facts[each.comparison.fact] for each in finding.obstacles if each.truth is not None]
        return bool(facts) and all(
            not fact.can_change and not fact.of_activity and not fact.paper and fact.name.startswith("traveler.")
            for fact in facts
        )

    def _missing(self, waiting: Iterable[tuple[Finding, tuple[str, ...]]]) -> tuple[tuple[Rule, ...], tuple[Fact, ...]]:
        """The rules that wait for papers only, and the facts that others wait for."""
        papers: dict[str, Rule] = {}
        asks: dict[str, Fact] = {}
        for finding, names in waiting:
            others = [fact for fact in map(self._library.facts.__getitem__, names) if not fact.paper]
            if names and not others:
                papers.setdefault(finding.rule.name, finding.rule)
            for fact in others:
                asks.setdefault(fact.name, fact)
        return tuple(papers.values()), tuple(asks.values())

    def _documents(self, rules: Iterable[Rule]) -> Iterator[DocumentKind]:
        """The documents that prove these rules, each once."""
        for name in dict.fromkeys(document for rule in rules for document in rule.proof):
            yield self._library.documents[name]

    def _fees(self, pack: Pack) -> Iterator[Fee]:
        """The fees of a class as known on the day, each with the day from which it is charged."""
        for name in pack.planning.fees if pack.planning is not None else ():
            parameter = self._library.parameters[name]
            known = [
                (each.first, each.value) for each in parameter.values if max(each.first, each.known) <= self._as_of
            ]
            if known:
                yield Fee(name=name, usd=known[-1][1], since=known[-1][0])


class _Judges:
    """The judges of one court, made when they are first needed."""

    def __init__(self, court: Court, plan: Plan, policies: Sequence[str], accept: Accept) -> None:
        """Judges of one court, each made when it is first asked for."""
        self._court, self._plan, self._policies, self._accept = court, plan, policies, accept
        self._made: dict[tuple[str, tuple[str, ...]], Bench] = {}

    def trip(self, trip: Trip, name: str) -> TripResult:
        """What the law of a class says of a trip, and the company's policy of the same trip in that class."""
        seat = name, packs_at(self._plan, trip, self._court.library)
        if seat not in self._made:
            self._made[seat] = Bench(self._court, name, self._policies, (), seat[1])
        bench = self._made[seat]
        if name == trip["class"]:
            return self._accept(bench.trip(trip))
        other = cast("Trip", restated(trip, {"class": name}))
        law, *beside = bench.judges
        said = [_about(law.trip(trip), Subject(self._plan, other))]
        if beside:
            facts = self._court.with_other(trip, other)
            said += [judge.before(facts).trip(other) for judge in beside]
        return self._accept(TripResult(said[0].subject, FrozenDict({each.layer: each for each in said})))


def _about(result: LayerResult, subject: Subject) -> LayerResult:
    """What the law says, about a trip as it would be in another class: what was approved for one is not for another."""
    activities = tuple(
        each._replace(subject=subject._replace(activity=each.subject.activity)) for each in result.activities
    )
    return result._replace(subject=subject, activities=activities)


def _deciding(result: TripResult, verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    """The findings about a trip and its activities that lead to one of the verdicts, the worst verdict first."""
    for verdict in verdicts:
        for each in result.judged(DECIDING):
            yield from (finding for finding in each.ruling.findings if finding.verdict is verdict)


def _order(pack: Pack) -> int:
    """The place of a class among those that a planner tries."""
    return pack.planning.order if pack.planning is not None else LAST
