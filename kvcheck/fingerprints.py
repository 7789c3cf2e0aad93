"""Fingerprints: what a finding is called across runs. They rest on ids, never on lines, names or an order."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kvcheck.model import CrewFinding, Finding, Plan, Report, Subject, TripResult, Verdict

LENGTH = 32
"""So many hexadecimal digits of SHA-256 are enough to tell findings apart."""


class Print(NamedTuple):
    """One thing that fails, as it is known across runs."""

    fingerprint: str
    trip: str
    activity: str
    """Empty for the trip itself."""
    rule: str
    """Full name; empty for the verdict itself."""
    verdict: Verdict


def fingerprint(subject: Subject, rule: str) -> str:
    """The fingerprint of a rule's finding about a trip or activity; with no rule, of the verdict about it."""
    return _digest(plan_key(subject.plan), str(subject.trip["id"]), activity_key(subject), rule)


def crew_fingerprint(each: CrewFinding) -> str:
    """The fingerprint of a finding about several trips."""
    trips = sorted({str(subject.trip["id"]) for subject in each.subjects})
    return _digest(plan_key(each.subjects[0].plan), *trips, each.finding.rule.name)


def plan_key(plan: Plan) -> str:
    """What tells a plan from others: the id of its project, else its name."""
    return str(plan.project["id"]) if plan.project is not None else plan.name


def activity_key(subject: Subject) -> str:
    """What tells an activity of a trip from the others, wherever it stands; empty for the trip itself."""
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
    """Everything in a report that is as bad as the threshold: verdicts, and the findings they rest on."""
    for trip in report.trips:
        for layer in (trip, trip.policy):
            if layer is not None and layer.law.rank <= threshold.rank:
                yield from _of_layer(layer, threshold, "" if layer is trip else "policy:")


def _of_layer(layer: TripResult, threshold: Verdict, prefix: str) -> Iterator[Print]:
    yield from _of_subject(layer.subject, layer.law, [part.ruling.findings for part in layer.parts], threshold, prefix)
    for each in layer.activities:
        found = [part.ruling.findings for part in each.parts]
        yield from _of_subject(each.subject, each.verdict, found, threshold, prefix)


def _of_subject(
    subject: Subject, verdict: Verdict, found: list[tuple[Finding, ...]], threshold: Verdict, prefix: str
) -> Iterator[Print]:
    if verdict.rank > threshold.rank:
        return
    trip, activity = str(subject.trip["id"]), activity_key(subject)
    yield Print(fingerprint(subject, prefix), trip, activity, "", verdict)
    worst: dict[str, Verdict] = {}
    for finding in (finding for findings in found for finding in findings):
        if finding.verdict is not None and finding.verdict.rank <= threshold.rank:
            name = finding.rule.name
            worst[name] = min(finding.verdict, worst.get(name, finding.verdict), key=lambda each: each.rank)
    for name, each in worst.items():
        yield Print(fingerprint(subject, name), trip, activity, name, each)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:LENGTH]
