"""Fingerprints: what a finding is called across runs. They rest on the plan's path and on ids, never on lines."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence

from kvcheck.conditions import reads
from kvcheck.days import days_between
from kvcheck.digests import sha256
from kvcheck.frozen import NamedTuple
from kvcheck.model import (
    DECIDING,
    CrewFinding,
    Finding,
    LayerResult,
    Part,
    Report,
    Rule,
    Ruling,
    Run,
    Subject,
    Verdict,
    is_open,
    length,
    worst,
)
from kvcheck.plan.lookups import days_of

_WORDS = "activity.words"
LENGTH = 32
"""The number of hexadecimal digits of SHA-256 that are enough to distinguish findings."""


class Print(NamedTuple):
    """One thing that fails, as it is known across runs."""

    fingerprint: str
    trip: str
    activity: str
    """Empty for the trip itself."""
    rule: str
    """Full name."""
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    """What the rule found, over all parts; nothing where no rule says it."""
    days: int | None = None
    """How long the trip or activity lasts; None where that is open."""
    parts: tuple[str, ...] = ()
    """What the fingerprint is made of; the first is the plan."""

    def called(self, plan: str) -> str:
        """The fingerprint that it would have in a plan of another name."""
        return _digest(plan, *self.parts[1:])


NO_GROUND, OVERDUE, LOOSENED = "kvcheck/no-ground", "kvcheck/overdue-pack", "kvcheck/loosened"
"""Names of what is found without a rule: no ground in law at all, and law that was not read lately."""


def fingerprint(subject: Subject, rule: Rule | str) -> str:
    """The fingerprint of a rule's finding about a trip or activity.

    A rule about the words of a description is about those words: other words make another finding.
    """
    return _digest(*_parts(subject, rule))


def _parts(subject: Subject, rule: Rule | str) -> tuple[str, ...]:
    """What the fingerprint of a finding is made of."""
    name = rule if isinstance(rule, str) else rule.name
    parts = [plan_key(subject.plan.name), str(subject.trip["id"]), activity_key(subject), name]
    if not isinstance(rule, str) and subject.activity is not None and _WORDS in reads(rule.condition):
        parts.append(str(subject.activity.get("description", "")))
    return tuple(parts)


def crew_fingerprint(each: CrewFinding) -> str:
    """The fingerprint of a finding about several trips."""
    trips = sorted({str(subject.trip["id"]) for subject in each.subjects})
    return _digest(plan_key(each.subjects[0].plan.name), *trips, each.finding.rule.name)


def plan_key(name: str) -> str:
    """What distinguishes a plan: its path as output names it. Ids of projects and trips may be in several."""
    return posixpath.normpath(name)


def activity_key(subject: Subject) -> str:
    """What distinguishes an activity of a trip from the others; empty for the trip itself.

    It is what is done, how, on what and where; of several that are equal in this, which of them.
    """
    if subject.activity is None:
        return ""
    keys = Counter[str]()
    for activity in subject.trip["activities"]:
        key = "/".join(str(activity.get(name, "")) for name in ("kind", "mode", "equipment", "site"))
        keys[key] += 1
        if activity is subject.activity:
            return f"{key}#{keys[key]}"
    raise ValueError("the activity is not one of the trip's")


def failing(report: Report, threshold: Verdict) -> Iterator[Print]:
    """Everything in a report that is as bad as the threshold: what its verdicts rest on, and nothing else."""
    for trip in report.trips:
        for layer in DECIDING:
            if layer in trip.layers and trip.layers[layer].verdict.rank <= threshold.rank:
                yield from _of_layer(trip.layers[layer], threshold)


def fresh(report: Report, run: Run) -> list[Print]:
    """What fails a run in one of its reports: as bad as its threshold, and not known from its baseline."""
    known = run.known_prints or frozenset[str]()
    return [each for each in failing(report, run.fails_at(report.plan.name)) if each.fingerprint not in known]


def known_trips(report: Report, known: frozenset[str] | None) -> frozenset[str]:
    """The ids of the trips of which a baseline has everything that stands in the way; none without a baseline."""
    if known is None:
        return frozenset()
    prints = list(failing(report, Verdict.NEEDS_REVIEW))
    new = {each.trip for each in prints if each.fingerprint not in known}
    return frozenset({each.trip for each in prints} - new)


def _of_layer(layer: LayerResult, threshold: Verdict) -> Iterator[Print]:
    """What fails in one layer of a trip, that its law is overdue included."""
    if layer.stale and Verdict.NEEDS_REVIEW.rank <= threshold.rank:
        print_ = fingerprint(layer.subject, f"{OVERDUE}/{layer.pack}")
        yield Print(print_, str(layer.subject.trip["id"]), "", OVERDUE, Verdict.NEEDS_REVIEW)
    yield from _of_subject(layer.subject, layer.parts, threshold)
    for each in layer.activities:
        yield from _of_subject(each.subject, each.parts, threshold)


def _of_subject(subject: Subject, parts: Sequence[Part], threshold: Verdict) -> Iterator[Print]:
    """What fails of a trip or activity: each rule once, with its worst verdict over all parts."""
    trip, activity, days = str(subject.trip["id"]), activity_key(subject), _days(subject)
    rules: dict[str, list[Finding]] = {}
    for part in parts:
        for finding in part.ruling.findings:
            if finding.verdict is not None and finding.verdict.rank <= threshold.rank:
                rules.setdefault(finding.rule.name, []).append(finding)
    if any(ungranted(part.ruling) for part in parts):
        made = _parts(subject, NO_GROUND)
        yield Print(_digest(*made), trip, activity, NO_GROUND, Verdict.NOT_PERMITTED, days=days, parts=made)
    for name, findings in rules.items():
        verdict = worst(finding.verdict for finding in findings if finding.verdict is not None)
        made = _parts(subject, findings[0].rule)
        yield Print(_digest(*made), trip, activity, name, verdict, tuple(findings), days, made)


def _days(subject: Subject) -> int | None:
    """How many days the trip or activity lasts."""
    if subject.activity is None:
        return length(subject.trip)
    if is_open(subject.trip) and "to" not in subject.activity:
        return None
    return days_between(*days_of(subject.trip, subject.activity))


def ungranted(ruling: Ruling) -> bool:
    """Whether nothing is permitted because the pack has no ground at all, so that no rule says so."""
    return ruling.verdict is Verdict.NOT_PERMITTED and not ruling.deciding


def _digest(*parts: str) -> str:
    """A hash of texts, LENGTH hexadecimal digits long."""
    return sha256("\0".join(parts))[:LENGTH]
