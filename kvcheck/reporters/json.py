"""The report for programs: JSON by the published schema `report`, version 1. Ids only, never names.

What many findings share (rules, facts, authorities) stands once, by name, at the end; a trip is one line.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kvcheck import __version__
from kvcheck.conditions import Comparison, Reference, truth
from kvcheck.errors import Place, Problem
from kvcheck.facts import places, state_of
from kvcheck.facts.gaps import stated_at
from kvcheck.language.text import Text, by_language
from kvcheck.model import (
    ActivityResult,
    Authority,
    CrewFinding,
    Fact,
    Finding,
    Governed,
    LayerResult,
    Part,
    Report,
    Rule,
    RuleKind,
    Run,
    Subject,
    TripResult,
    Verdict,
    last_day,
)
from kvcheck.packs import Library
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.alike import Rulings
from kvcheck.telling.assumed import assumed
from kvcheck.telling.fingerprints import fingerprint
from kvcheck.telling.footing import footing
from kvcheck.telling.positions import Papers, positions_of, risks
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the format; a reader of version 1 can read every report that says 1."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as one JSON document; `style` has no say in it."""
    del style
    return "".join(_Writer(library).pieces(run))


class _Writer:
    """Writes reports in pieces, trip by trip, so that a large one is never held as values; notes what they name."""

    def __init__(self, library: Library) -> None:
        """A writer that keeps the rules and facts it names, so that each is said once, after the trips."""
        self.library = library
        self.rules: dict[str, Rule] = {}
        self.facts: dict[str, Fact] = {}
        self.said: dict[tuple[Any, ...], dict[str, Any]] = {}
        """Conditions as they are told."""
        self.rulings = Rulings()
        self.papers = Papers(library, self.rulings)

    def pieces(self, run: Run) -> Iterator[str]:
        """The document."""
        notice = by_language(labels.DISCLAIMER)
        head = {
            "format": "kvcheck-report",
            "version": VERSION,
            "kvcheck": __version__,
            "notice": notice,
            **_of_run(run),
        }
        yield _dumps(head)[:-1] + ',\n"plans": [\n'
        for number, report in enumerate(run.reports):
            yield (",\n" if number else "") + _dumps(_plan(report, self.library, self.rulings))[:-1] + ', "trips": [\n'
            yield from _separated(_dumps(self.trip(report, trip)) for trip in report.trips)
            crew = _dumps([self.crew(report, each) for each in report.crew])
            yield f'\n], "crew": {crew}}}'
        yield "\n],\n" + ",\n".join(f"{_dumps(key)}: {_dumps(value)}" for key, value in self.tail().items()) + "\n}\n"

    def tail(self) -> dict[str, Any]:
        """What the trips refer to."""
        cited = {law for rule in self.rules.values() for law in rule.law}
        return {
            "rules": {name: _rule(self.rules[name]) for name in sorted(self.rules)},
            "facts": {
                name: {"title": by_language(fact.title), "ask": by_language(fact.ask), "answered_by": fact.answered_by}
                for name, fact in sorted(self.facts.items())
            },
            "authorities": {name: _authority(self.library.authorities[name]) for name in sorted(cited)},
        }

    def trip(self, report: Report, result: TripResult) -> dict[str, Any]:
        """A trip, with its layers beside the law where they were asked for."""
        trip = result.subject.trip
        beside = {"policy": result.policy, "side": result.side}
        named, held = self.papers.of(result)
        return {
            "id": result.id,
            "traveler": trip["traveler"],
            "class": trip["class"],
            "arrive": trip["arrive"],
            "depart": trip["depart"],
            "verdict": result.verdict.value,
            "stale": result.law.stale,
            "place": _place(result.subject.place),
            "findings": self.findings(report, result.subject, result.law.parts),
            "activities": [self.activity(report, activity) for activity in result.law.activities],
            "law": result.law.verdict.value,
            "papers": {"named": sorted(named), "in_hand": sorted(held)},
            "draws": sorted(risks(result)),
            **self.waived(report, result.subject, result.law.parts),
            **{name: self.beside(report, layer) for name, layer in beside.items() if layer is not None},
        }

    def beside(self, report: Report, result: LayerResult) -> dict[str, Any]:
        """What the packs of a layer beside the law say of a trip and its activities."""
        told = [{"activity": None, **each} for each in self.findings(report, result.subject, result.parts)]
        for activity in result.activities:
            found = self.findings(report, activity.subject, activity.parts)
            told += [{"activity": activity.number, **each} for each in found]
        waived = self.waived(report, result.subject, result.parts)
        for activity in result.activities:
            more = self.waived(report, activity.subject, activity.parts)
            waived = {"waived": [*waived.get("waived", ()), *more["waived"]]} if more else waived
        return {"verdict": result.verdict.value, "findings": told, **waived}

    def crew(self, report: Report, each: CrewFinding) -> dict[str, Any]:
        """A finding about several trips; its places are those of the first."""
        subject = each.subjects[0]
        day = last_day(subject.trip)
        trips = dict.fromkeys(str(one.trip["id"]) for one in each.subjects)
        waiver = {"waiver": each.waiver.id} if each.waiver is not None else {}
        return {"trips": list(trips), **waiver, **self.finding(report, subject, day, day, each.finding)}

    def activity(self, report: Report, result: ActivityResult) -> dict[str, Any]:
        """An activity with its days, both inclusive, and the words of its description that show another family."""
        activity = result.subject.activity
        assert activity is not None
        return {
            "number": result.number,
            "kind": activity["kind"],
            "mode": activity.get("mode"),
            "from": result.parts[0].first,
            "to": result.parts[-1].last,
            "verdict": result.verdict.value,
            "rests_on": self.rests_on(result),
            "place": _place(result.subject.place),
            "words": [{"text": each.text, "family": each.family, "field": each.field} for each in result.telltales],
            "findings": self.findings(report, result.subject, result.parts),
            **self.waived(report, result.subject, result.parts),
        }

    def rests_on(self, result: ActivityResult) -> dict[str, Any] | None:
        """How firm the ground of a permitted activity is."""
        found = footing(result, self.library)
        return {"confidence": found.confidence, "law": found.law} if found is not None else None

    def waived(self, report: Report, subject: Subject, parts: tuple[Part, ...]) -> dict[str, list[Any]]:
        """What waivers accept; nothing if they accept nothing."""
        found = [
            {"waiver": each.waiver.id, **self.finding(report, subject, part.first, part.last, each.finding)}
            for part in parts
            for each in part.ruling.waived
        ]
        return {"waived": found} if found else {}

    def findings(self, report: Report, subject: Subject, parts: tuple[Part, ...]) -> list[dict[str, Any]]:
        """The findings of each part of a stay, one after another."""
        return [
            self.finding(report, subject, part.first, part.last, finding)
            for part in parts
            for finding in part.ruling.findings
        ]

    def finding(self, report: Report, subject: Subject, first: str, last: str, finding: Finding) -> dict[str, Any]:
        """A finding; `first` and `last` are the days it is about, both inclusive."""
        self.rules[finding.rule.name] = finding.rule
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        lacking = finding.outcome is None or (permits and finding.outcome is False)
        fails = finding.verdict not in (None, Verdict.PERMITTED)
        instead = finding.instead if fails else None
        return {
            "rule": finding.rule.name,
            "holds": finding.outcome,
            "verdict": finding.verdict.value if finding.verdict is not None else None,
            "says": by_language(sentences.headline(finding)),
            **({"fingerprint": fingerprint(subject, finding.rule)} if fails else {}),
            **({"instead": by_language(instead)} if instead is not None and instead != finding.rule.instead else {}),
            **({"in_force": _in_force(finding.rule)} if finding.out_of_force else {}),
            "from": first,
            "to": last,
            "conditions": self.conditions(report, finding) if finding.out_of_force or not lacking else [],
            "evidence": [self.evidence(report, subject, finding, name) for name in sentences.turns_on(finding)],
            "lacks": [
                {
                    "fact": each.comparison.fact,
                    "known": each.truth is not None,
                    "says": by_language(sentences.obstacle(each, finding, report.facts, subject)),
                }
                for each in (finding.obstacles if lacking else ())
            ],
        }

    def conditions(self, report: Report, finding: Finding) -> list[dict[str, Any]]:
        """The conditions that settle a finding, each with what it asks of its fact; `evidence` has what meets it."""
        return [self.condition(report, each, finding) for each in finding.grounds if each.operand is not None]

    def condition(self, report: Report, comparison: Comparison, finding: Finding) -> dict[str, Any]:
        """One of them; rulings of many trips share conditions."""
        holds = truth(comparison, finding.facts) is True
        other = comparison.operand.name if isinstance(comparison.operand, Reference) else None
        key = comparison, holds, finding.facts.get(other) if other is not None else None
        if key not in self.said:
            asks = sentences.needed(comparison, report.facts, finding.facts, wanted=holds)
            title = report.facts[comparison.fact].title
            says = by_language(Text("{title}: {asks}", "{title}: {asks}", title=title, asks=asks))
            self.said[key] = {"fact": comparison.fact, "says": says}
        return self.said[key]

    def evidence(self, report: Report, subject: Subject, finding: Finding, name: str) -> dict[str, Any]:
        """A fact that a finding turns on, its value, and where the plan states it."""
        fact = self.facts[name] = report.facts[name]
        return {
            "fact": name,
            "value": state_of(fact, finding.facts.get(name)),
            "stated": stated_at(fact, subject) is not None,
            "places": [{"path": path, **_place(place)} for path, place in places(fact, subject)],
        }


def _of_run(run: Run) -> dict[str, Any]:
    """What is so of the whole run: the threshold, waivers, a baseline, what was left out."""
    found: dict[str, Any] = {"fail_on": run.fail_on.value}
    if run.governed:
        found["governed"] = [_governed(each) for each in run.governed]
    if run.waivers:
        found["waivers"] = [
            {
                "id": use.waiver.id,
                "rule": use.waiver.rule,
                "state": use.state.value,
                "until": use.waiver.last,
                "days_left": use.days_left,
                "trips": list(use.trips),
                "place": _place(use.waiver.place),
                "says": by_language(runs.waiver_state(use)),
            }
            for use in run.waivers
        ]
    if run.unchecked:
        found["problems"] = [_problem(each.name, problem) for each in run.unchecked for problem in each.problems]
    if run.known is not None:
        found["baseline"] = {"known": sorted(run.known.fingerprints), "gone": run.known.gone}
    if run.since is not None:
        found["changed_since"] = {"revision": run.since.revision, "untouched": run.since.untouched}
    if run.loosened:
        found["loosened"] = [
            {
                "plan": each.plan,
                "trip": each.trip,
                "holds": each in run.held_back,
                "says": by_language(each.says),
                "place": _place(each.place),
            }
            for each in run.loosened
        ]
    return found


def _governed(each: Governed) -> dict[str, Any]:
    """The plans of one configuration, and what one above it asks for that does not count for them."""
    found = {"config": each.config, "plans": list(each.plans), "fail_on": each.fail_on.value}
    over = {"passed_over": {"config": each.above, "keys": list(each.passed_over)}} if each.passed_over else {}
    return found | over


def _problem(name: str, problem: Problem) -> dict[str, Any]:
    """Something that kept a plan, or the file of that name, from being checked."""
    return {
        "name": name,
        "message": by_language(problem.message),
        "hint": by_language(problem.hint) if problem.hint is not None else None,
        "place": _place(problem.place) if problem.place is not None else None,
    }


def _dumps(value: object) -> str:
    """A value in one line of JSON, Korean readable."""
    return json.dumps(value, ensure_ascii=False)


def _separated(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces of a JSON list, a comma before each but the first."""
    for number, piece in enumerate(pieces):
        yield ",\n" + piece if number else piece


def _plan(report: Report, library: Library, rulings: Rulings) -> dict[str, Any]:
    """What stands before the trips of a plan: counts of verdicts, the three positions, the packs with their days."""
    counts = {verdict.value: 0 for verdict in Verdict}
    for trip in report.trips:
        counts[trip.verdict.value] += 1
    return {
        "plan": report.plan.name,
        "as_of": report.as_of,
        "backdated": report.backdated,
        "supposed": list(report.supposed),
        "verdict": report.verdict.value,
        "counts": counts,
        "positions": positions_of([report], library, rulings).values,
        "assumed": [
            {"fact": each.fact.name, "value": each.value, "says": by_language(each.says), "trips": list(each.trips)}
            for each in assumed(report, rulings)
        ],
        "packs": [
            {
                "name": used.pack.name,
                "sources_to": used.pack.sources_to,
                "reviewed": used.pack.reviewed,
                "review_by": used.pack.review_by,
                "sha256": used.pack.digest,
                "stale": used.stale,
                **({"from": used.origin._asdict()} if used.origin is not None else {}),
            }
            for used in report.packs
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    """What findings of one rule share."""
    return {
        "kind": rule.kind.value,
        "title": by_language(rule.title),
        "confidence": rule.confidence,
        "law": list(rule.law),
        "proof": list(rule.proof),
        "instead": by_language(rule.instead) if rule.instead else None,
    }


def _in_force(rule: Rule) -> dict[str, str | None]:
    """The days on which a rule is law; null where it has no first or last one."""
    return {"from": rule.first_day or None, "to": rule.last_day if rule.last_day < "9999" else None}


def _authority(authority: Authority) -> dict[str, Any]:
    """An authority, with whom it binds (`tier`) and how it was read (`extent`)."""
    return {
        "cite": authority.cite,
        "title": by_language(authority.title),
        "tier": authority.tier,
        "link": authority.link,
        "read": authority.read,
        "extent": authority.extent,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
