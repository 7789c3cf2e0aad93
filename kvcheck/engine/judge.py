"""One set of facts, one state of the law: what the rules say, and why."""

from collections.abc import Mapping
from typing import Any

from kvcheck.conditions.truth import Truth
from kvcheck.engine.law import Bound, Epoch
from kvcheck.model import Finding, Layer, Rule, RuleKind, Ruling, Said, Verdict, Waived, worst
from kvcheck.model.results import about_other_activities


def judge_activity(epoch: Epoch, facts: Mapping[str, Any]) -> Ruling:
    """What the rules about an activity say to these facts."""
    outcomes = _outcomes(epoch.of_activity, facts)
    grants = outcomes[RuleKind.GRANT]
    held = [each for each, outcome in grants if outcome is True]
    doubts, behind = _doubts(outcomes, facts)
    findings = doubts + _limits_and_risks(outcomes, facts, epoch.layer)
    for each, outcome in outcomes[RuleKind.BAR]:
        if outcome is not False:
            verdict = Verdict.NOT_PERMITTED if outcome else Verdict.UNDETERMINED
            findings.append(_finding(each, facts, outcome=outcome, verdict=verdict, permits=False))
    barred = any(outcome is True for _, outcome in outcomes[RuleKind.BAR])
    if held:
        findings += [_finding(each, facts, outcome=True, verdict=Verdict.PERMITTED, permits=True) for each in held]
    elif not barred and epoch.layer is Layer.LAW:  # what a bar forbids has no need of a ground that is missing too
        findings += _missing_grounds(epoch, grants, facts)
    return ruling_of(findings, _cleared(outcomes), facts, behind, ungranted=not grants and epoch.layer is Layer.LAW)


def _missing_grounds(epoch: Epoch, grants: list[tuple[Bound, Truth]], facts: Mapping[str, Any]) -> list[Finding]:
    """What to say where no grant holds: the grants that may still hold, else the nearest, or one of other days."""
    unknown = [each for each, outcome in grants if outcome is None]
    verdict = Verdict.UNDETERMINED if unknown else Verdict.NOT_PERMITTED
    if not unknown:
        elsewhere = [each for each in epoch.other_days if each.holds(facts)]
        if elsewhere:
            tried = [_finding(each, facts, outcome=False, verdict=verdict, permits=True) for each in elsewhere]
            return [finding._replace(out_of_force=True) for finding in tried]
    outcome = None if unknown else False
    tried = _nearest(
        [
            _finding(each, facts, outcome=outcome, verdict=verdict, permits=True)
            for each in unknown or [each for each, _ in grants]
        ]
    )
    if epoch.otherwise is not None and not unknown and all(finding.for_other_activities for finding in tried):
        return [_finding(epoch.otherwise, facts, outcome=True, verdict=verdict, permits=False)]
    return tried


def judge_trip(epoch: Epoch, facts: Mapping[str, Any]) -> Ruling:
    """What the rules about the whole trip say to these facts.

    Most trips differ in their days alone. What the lasting rules say is worked out once for the facts they read; what a
    ruling is made of, once for what the passing rules say beside it. Every finding has the facts of its own trip all
    the same: advice may read more of them than the rule does.
    """
    key = tuple(map(facts.get, epoch.lasting_facts))
    if key not in epoch.said:
        epoch.said[key] = _outcomes(epoch.lasting, facts), {}
    lasting, rulings = epoch.said[key]
    passing = _outcomes(epoch.passing, facts)
    pattern = tuple([outcome for told in passing.values() for _, outcome in told])
    if pattern not in rulings:
        rulings[pattern] = _trip_ruling(epoch, lasting, passing, facts).said
    return Ruling(rulings[pattern], facts)


def _trip_ruling(epoch: Epoch, lasting: "Outcomes", passing: "Outcomes", facts: Mapping[str, Any]) -> Ruling:
    """The ruling about a trip that the outcomes of its rules lead to."""
    outcomes = {kind: lasting[kind] + passing[kind] for kind in (RuleKind.BAR, RuleKind.DOUBT)}
    doubts, behind = _doubts(outcomes, facts)
    findings = [*doubts, *(each for told in (lasting, passing) for each in _limits_and_risks(told, facts, epoch.layer))]
    return ruling_of(findings, _cleared(outcomes), facts, behind)


Outcomes = Mapping[RuleKind, list[tuple[Bound, Truth]]]
"""Rules with their outcomes, by kind."""

_LIMIT_MEANS = {True: Verdict.PERMITTED, False: Verdict.NOT_PERMITTED, None: Verdict.UNDETERMINED}


def _outcomes(rules: Mapping[RuleKind, tuple[Bound, ...]], facts: Mapping[str, Any]) -> Outcomes:
    """Whether each rule holds on these facts, by kind."""
    return {kind: [(each, each.holds(facts)) for each in bound] for kind, bound in rules.items()}


def _doubts(outcomes: Outcomes, facts: Mapping[str, Any]) -> tuple[list[Finding], tuple[Finding, ...]]:
    """What doubts find, and the open ones behind those that hold: beside a doubt that holds they change nothing."""
    doubts = outcomes[RuleKind.DOUBT]
    held = [
        _finding(each, facts, outcome=True, verdict=Verdict.NEEDS_REVIEW, permits=False)
        for each, outcome in doubts
        if outcome is True
    ]
    unknown = [
        _finding(each, facts, outcome=None, verdict=Verdict.UNDETERMINED, permits=False)
        for each, outcome in doubts
        if outcome is None
    ]
    return (held, tuple(unknown)) if held else (unknown, ())


def _limits_and_risks(outcomes: Outcomes, facts: Mapping[str, Any], layer: Layer) -> list[Finding]:
    """What limits and risks say; a risk that is open is reported only where it was asked for, in a side pack."""
    found = [
        _finding(each, facts, outcome=outcome, verdict=_LIMIT_MEANS[outcome], permits=True)
        for each, outcome in outcomes[RuleKind.LIMIT]
    ]
    told = (True, None) if layer is Layer.SIDE else (True,)  # who asks for a side matter wants to know what is open
    return found + [
        _finding(each, facts, outcome=outcome, verdict=None, permits=False)
        for each, outcome in outcomes[RuleKind.RISK]
        if outcome in told
    ]


def _cleared(outcomes: Outcomes) -> tuple[Rule, ...]:
    """The bars and doubts that were asked and do not hold."""
    asked = [*outcomes[RuleKind.BAR], *outcomes[RuleKind.DOUBT]]
    return tuple(each.rule for each, outcome in asked if outcome is False)


def ruling_of(
    findings: list[Finding],
    cleared: tuple[Rule, ...],
    facts: Mapping[str, Any],
    behind: tuple[Finding, ...] = (),
    waived: tuple[Waived, ...] = (),
    *,
    ungranted: bool = False,
) -> Ruling:
    """The ruling the findings lead to; those it rests on come first.

    `behind` are doubts that are open behind one that holds, `waived` is set aside; `ungranted`: there is no grant.
    """
    verdicts = [finding.verdict for finding in findings if finding.verdict is not None]
    if ungranted:
        verdicts.append(Verdict.NOT_PERMITTED)

    def order(finding: Finding) -> tuple[int, int]:
        rank = finding.verdict.rank if finding.verdict is not None else len(Verdict)
        return (rank, _ORDER[finding.rule.kind])

    return Ruling(Said(worst(verdicts), tuple(sorted(findings, key=order)), cleared, behind, waived), facts)


_ORDER = {
    kind: number
    for number, kind in enumerate((RuleKind.BAR, RuleKind.LIMIT, RuleKind.GRANT, RuleKind.DOUBT, RuleKind.RISK))
}


def _finding(
    bound: Bound, facts: Mapping[str, Any], *, outcome: Truth, verdict: Verdict | None, permits: bool
) -> Finding:
    """A finding; `permits` says which outcome of the rule permits."""
    return Finding(
        rule=bound.rule, condition=bound.condition, outcome=outcome, verdict=verdict, permits=permits, facts=facts
    )


def _nearest(tried: list[Finding]) -> list[Finding]:
    """The grants worth showing where none holds: those that lack least, in known facts first, then in unknown ones.

    What an activity is cannot be mended: a ground for other activities comes last, whatever else it lacks. A ground for
    another deal, such as a lease where the machine was bought, is farther than one that lacks a clause. Of grounds for
    which only facts are wanting, the one that sources bear out best is shown.
    """

    lacking = [_lacks(finding) for finding in tried]
    least = min(lacking, default=None)
    return [finding for finding, lacks in zip(tried, lacking, strict=True) if lacks == least]


def _lacks(finding: Finding) -> tuple[bool, int, int, int, int]:
    """How far a grant is that does not hold, as `_nearest` orders them."""
    obstacles = finding.obstacles
    known = [each.comparison.fact for each in obstacles if each.truth is not None]
    deals = sum(fact in _DEAL for fact in known)
    doubtful = 0 if known else _CONFIDENCE.index(finding.rule.confidence)
    return about_other_activities(obstacles), deals, len(known), doubtful, len(obstacles)


_DEAL = frozenset({"equipment.acquired", "contract.kind"})
"""Facts that show which deal an activity belongs to."""
_CONFIDENCE = ("high", "medium", "low")
