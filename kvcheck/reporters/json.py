"""The report for programs: JSON by the published schema `report`, version 1. Ids only, never names.

What many findings share (rules, facts, authorities) stands once, by name, at the end; a trip is one line.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kvcheck import __version__
from kvcheck.errors import Problem
from kvcheck.language.text import by_language
from kvcheck.model import (
    ActivityResult,
    Authority,
    CrewFinding,
    Fact,
    Governed,
    LayerResult,
    Part,
    Report,
    Rule,
    Run,
    Subject,
    TripResult,
    Verdict,
    last_day,
)
from kvcheck.packs import Library
from kvcheck.reporters.json_findings import FindingTexts, dumps, of_place
from kvcheck.telling import labels, runs
from kvcheck.telling.alike import Rulings
from kvcheck.telling.assumed import assumed
from kvcheck.telling.footing import footing
from kvcheck.telling.positions import Papers, positions_of, risks
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the format; a reader of version 1 can read every report that says 1."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as one JSON document; `style` has no say in it."""
    return "".join(pieces(run, library, style))


def pieces(run: Run, library: Library, style: Style) -> Iterator[str]:
    """The document in pieces, trip by trip, so that a large one is never held."""
    del style
    yield from _Writer(library).pieces(run)


class _Writer:
    """Writes reports; notes what they name."""

    def __init__(self, library: Library) -> None:
        """A writer that keeps the rules and facts it names, so that each is said once, after the trips."""
        self.library = library
        self.rules: dict[str, Rule] = {}
        self.facts: dict[str, Fact] = {}

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
        yield dumps(head)[:-1] + ',\n"plans": [\n'
        for number, report in enumerate(run.reports):
            yield ",\n" if number else ""
            yield from _Plan(report, self.library, self.rules, self.facts).pieces()
        yield "\n],\n" + ",\n".join(f"{dumps(key)}: {dumps(value)}" for key, value in self.tail().items()) + "\n}\n"

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


class _Plan:
    """Writes the report of one plan."""

    def __init__(self, report: Report, library: Library, rules: dict[str, Rule], facts: dict[str, Fact]) -> None:
        """What it names is added to `rules` and `facts`."""
        self._report = report
        self._library = library
        self._rulings = Rulings()
        self._papers = Papers(library, self._rulings)
        self._findings = FindingTexts(report, rules, facts)

    def pieces(self) -> Iterator[str]:
        """The report, trip by trip."""
        yield dumps(_plan(self._report, self._library, self._rulings))[:-1] + ', "trips": [\n'
        yield from _separated(map(self._trip, self._report.trips))
        yield f'\n], "crew": [{", ".join(map(self._crew, self._report.crew))}]}}'

    def _trip(self, result: TripResult) -> str:
        """A trip, with its layers beside the law where they were asked for."""
        trip, law = result.subject.trip, result.law
        beside = {"policy": result.policy, "side": result.side}
        named, held = self._papers.of(result)
        head = {
            "id": result.id,
            "traveler": trip["traveler"],
            "class": trip["class"],
            "arrive": trip["arrive"],
            "depart": trip["depart"],
            "verdict": result.verdict.value,
            "stale": law.stale,
            "place": of_place(result.subject.place),
        }
        tail = {
            "law": law.verdict.value,
            "papers": {"named": sorted(named), "in_hand": sorted(held)},
            "draws": sorted(risks(result)),
        }
        activities = ", ".join(map(self._activity, law.activities))
        findings = ", ".join(self._of_parts(result.subject, law.parts))
        return (
            f'{dumps(head)[:-1]}, "findings": [{findings}], "activities": [{activities}], '
            f"{dumps(tail)[1:-1]}{_waived(self._waived(result.subject, law.parts))}"
            + "".join(f', "{name}": {self._beside(layer)}' for name, layer in beside.items() if layer is not None)
            + "}"
        )

    def _beside(self, result: LayerResult) -> str:
        """What the packs of a layer beside the law say of a trip and its activities."""
        told = [f'{{"activity": null, {each[1:]}' for each in self._of_parts(result.subject, result.parts)]
        waived = list(self._waived(result.subject, result.parts))
        for activity in result.activities:
            found = self._of_parts(activity.subject, activity.parts)
            told += [f'{{"activity": {activity.number}, {each[1:]}' for each in found]
            waived += self._waived(activity.subject, activity.parts)
        return f'{{"verdict": {dumps(result.verdict.value)}, "findings": [{", ".join(told)}]{_waived(waived)}}}'

    def _crew(self, each: CrewFinding) -> str:
        """A finding about several trips; its places are those of the first."""
        subject = each.subjects[0]
        day = last_day(subject.trip)
        trips = list(dict.fromkeys(str(one.trip["id"]) for one in each.subjects))
        waiver = {"waiver": each.waiver.id} if each.waiver is not None else {}
        return f"{dumps({'trips': trips, **waiver})[:-1]}, {self._findings.of(subject, day, day, each.finding)[1:]}"

    def _activity(self, result: ActivityResult) -> str:
        """An activity with its days, both inclusive, and the words of its description that show another family."""
        activity = result.subject.activity
        assert activity is not None
        head = {
            "number": result.number,
            "kind": activity["kind"],
            "mode": activity.get("mode"),
            "from": result.parts[0].first,
            "to": result.parts[-1].last,
            "verdict": result.verdict.value,
            "rests_on": self._rests_on(result),
            "place": of_place(result.subject.place),
            "words": [{"text": each.text, "family": each.family, "field": each.field} for each in result.telltales],
        }
        findings = ", ".join(self._of_parts(result.subject, result.parts))
        waived = _waived(self._waived(result.subject, result.parts))
        return f'{dumps(head)[:-1]}, "findings": [{findings}]{waived}}}'

    def _rests_on(self, result: ActivityResult) -> dict[str, Any] | None:
        """How firm the ground of a permitted activity is."""
        found = footing(result, self._library)
        return {"confidence": found.confidence, "law": found.law} if found is not None else None

    def _waived(self, subject: Subject, parts: tuple[Part, ...]) -> Iterator[str]:
        """What waivers accept."""
        for part in parts:
            for each in part.ruling.waived:
                finding = self._findings.of(subject, part.first, part.last, each.finding)
                yield f'{{"waiver": {dumps(each.waiver.id)}, {finding[1:]}'

    def _of_parts(self, subject: Subject, parts: tuple[Part, ...]) -> list[str]:
        """The findings of each part of a stay, one after another."""
        return [
            self._findings.of(subject, part.first, part.last, finding)
            for part in parts
            for finding in part.ruling.findings
        ]


def _waived(found: Iterable[str]) -> str:
    """What waivers accept, as an entry; nothing if they accept nothing."""
    said = ", ".join(found)
    return f', "waived": [{said}]' if said else ""


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
                "place": of_place(use.waiver.place),
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
                "place": of_place(each.place),
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
        "place": of_place(problem.place) if problem.place is not None else None,
    }


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
