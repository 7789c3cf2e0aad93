"""The report for programs: JSON by the published schema `report`, version 1. Ids only, never names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck import __version__, explain
from kvcheck.errors import Place, Text
from kvcheck.facts import places, state_of
from kvcheck.model import ActivityResult, Finding, Part, Report, RuleKind, Subject, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.reporters import Style

VERSION = 1
"""Version of the format; a reader of version 1 can read every report that says 1."""


def render(reports: Sequence[Report], library: Library, style: Style) -> str:
    """The reports as one JSON document; `style` has no say in it."""
    del style
    return json.dumps(document(reports, library), ensure_ascii=False, indent=2) + "\n"


def document(reports: Sequence[Report], library: Library) -> dict[str, Any]:
    """The reports as plain values."""
    plans = [_plan(report) for report in reports]
    cited = sorted({law for report in reports for trip in report.trips for law in _laws(trip)})
    return {
        "format": "kvcheck-report",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": _text(explain.DISCLAIMER),
        "plans": plans,
        "authorities": {name: _authority(library, name) for name in cited},
    }


def _plan(report: Report) -> dict[str, Any]:
    counts = {verdict.value: 0 for verdict in Verdict}
    for trip in report.trips:
        counts[trip.verdict.value] += 1
    return {
        "plan": report.plan.name,
        "as_of": report.as_of,
        "backdated": report.backdated,
        "verdict": report.verdict.value,
        "counts": counts,
        "packs": [
            {
                "name": used.pack.name,
                "reviewed": used.pack.reviewed,
                "review_by": used.pack.review_by,
                "sha256": used.pack.digest,
                "stale": used.stale,
            }
            for used in report.packs
        ],
        "trips": [_trip(report, trip) for trip in report.trips],
    }


def _trip(report: Report, result: TripResult) -> dict[str, Any]:
    trip = result.subject.trip
    return {
        "id": result.id,
        "traveler": trip["traveler"],
        "class": trip["class"],
        "arrive": trip["arrive"],
        "depart": trip["depart"],
        "verdict": result.verdict.value,
        "stale": result.stale,
        "place": _place(result.subject.place),
        "findings": _findings(report, result.subject, result.parts),
        "clear": sorted({rule.name for part in result.parts for rule in part.ruling.cleared}),
        "activities": [_activity(report, activity) for activity in result.activities],
    }


def _activity(report: Report, result: ActivityResult) -> dict[str, Any]:
    activity = result.subject.activity
    assert activity is not None
    return {
        "number": result.number,
        "kind": activity["kind"],
        "mode": activity.get("mode"),
        "from": result.parts[0].first,
        "to": result.parts[-1].last,
        "verdict": result.verdict.value,
        "place": _place(result.subject.place),
        "words": [{"text": each.text, "family": each.family} for each in result.telltales],
        "findings": _findings(report, result.subject, result.parts),
        "clear": sorted({rule.name for part in result.parts for rule in part.ruling.cleared}),
    }


def _findings(report: Report, subject: Subject, parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [_finding(report, subject, part, finding) for part in parts for finding in part.ruling.findings]


def _finding(report: Report, subject: Subject, part: Part, finding: Finding) -> dict[str, Any]:
    rule, facts = finding.rule, report.facts
    lacking = finding.outcome is None or (finding.outcome is False and rule.kind in (RuleKind.GRANT, RuleKind.LIMIT))
    return {
        "rule": rule.name,
        "kind": rule.kind.value,
        "title": _text(rule.title),
        "says": _text(explain.headline(finding)),
        "holds": finding.outcome,
        "verdict": finding.verdict.value if finding.verdict is not None else None,
        "from": part.first,
        "to": part.last,
        "confidence": rule.confidence,
        "law": list(rule.law),
        "proof": list(rule.proof),
        "instead": _text(rule.instead) if rule.instead else None,
        "evidence": [_evidence(report, subject, finding, name) for name in explain.turns_on(finding)],
        "lacks": [
            {
                "fact": each.comparison.fact,
                "known": each.truth is not None,
                "says": _text(explain.obstacle(each, finding, facts, subject)),
                "ask": _text(facts[each.comparison.fact].ask),
                "answered_by": facts[each.comparison.fact].answered_by,
            }
            for each in finding.obstacles
            if lacking
        ],
    }


def _evidence(report: Report, subject: Subject, finding: Finding, name: str) -> dict[str, Any]:
    fact = report.facts[name]
    return {
        "fact": name,
        "value": state_of(fact, finding.facts.get(name)),
        "says": _text(explain.value_of(fact, finding.facts.get(name))),
        "places": [{"path": path, **_place(place)} for path, place in places(fact, subject)],
    }


def _laws(trip: TripResult) -> set[str]:
    parts = [*trip.parts, *(part for activity in trip.activities for part in activity.parts)]
    return {law for part in parts for finding in part.ruling.findings for law in finding.rule.law}


def _authority(library: Library, name: str) -> Mapping[str, Any]:
    authority = library.authorities[name]
    return {
        "cite": authority.cite,
        "title": _text(authority.title),
        "tier": authority.tier,
        "link": authority.link,
        "read": authority.read,
        "extent": authority.extent,
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
