"""Findings as JSON. A report has many that are alike: what they share is put into words once, and kept as text."""

import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from kvcheck.conditions import Comparison, Reference, truth
from kvcheck.errors import Place
from kvcheck.facts import places, state_of
from kvcheck.facts.places import standing
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text, by_language
from kvcheck.model import Fact, Finding, Report, Rule, RuleKind, Subject, Verdict
from kvcheck.plan.lookups import contract_of
from kvcheck.telling import sentences
from kvcheck.telling.alike import Findings
from kvcheck.telling.fingerprints import fingerprint

MOST_KEPT = 20_000
"""So many texts are kept at once, which bounds the memory that a plan of any size takes."""

dumps = json.JSONEncoder(ensure_ascii=False).encode
"""A value in one line of JSON, Korean readable."""
quoted = encode_basestring
"""A text as `dumps` has it, at once."""


class _Said(NamedTuple):
    """What findings by equal facts share."""

    head: str
    """What comes before the fingerprint."""
    middle: str
    """What comes between the fingerprint and the days."""
    conditions: str
    turns_on: tuple[str, ...]
    """The names of the facts of which it has evidence."""


class _Spot(NamedTuple):
    """A place of the plan."""

    path: str
    """Empty where the plan has no such place."""
    text: str
    stated: bool


_NOWHERE = _Spot("", "", stated=False)
_PLAIN = {None: "null", True: "true", False: "false"}


class FindingTexts:
    """Writes the findings of one report, and notes the rules and facts that they name."""

    def __init__(self, report: Report, rules: dict[str, Rule], facts: dict[str, Fact]) -> None:
        """Names of `rules` and `facts` are added to those."""
        self._report = report
        self._rules = rules
        self._facts = facts
        self._findings = Findings()
        self._said: dict[tuple[Any, ...], _Said] = {}
        self._conditions: dict[tuple[Any, ...], dict[str, Any]] = {}
        """Conditions as they are told."""
        self._roots: dict[str, tuple[str, ...]] = {}
        """By fact: the kinds of entities that its paths begin at."""
        self._evidences: dict[tuple[Any, ...], str] = {}
        self._spots: dict[tuple[str, object], _Spot] = {}

    def of(self, subject: Subject, first: str, last: str, finding: Finding) -> str:
        """A finding; `first` and `last` are the days it is about, both inclusive."""
        said = self._shared(finding)
        fails = finding.verdict not in (None, Verdict.PERMITTED)
        print_ = f', "fingerprint": {quoted(fingerprint(subject, finding.rule))}' if fails else ""
        evidence = ", ".join([self._evidence(subject, finding, name) for name in said.turns_on])
        return (
            f'{said.head}{print_}{said.middle}, "from": "{first}", "to": "{last}", "conditions": {said.conditions}, '
            f'"evidence": [{evidence}], "lacks": {self._lacks(subject, finding) if _lacking(finding) else "[]"}}}'
        )

    def _shared(self, finding: Finding) -> _Said:
        """What it says before whatever subject."""
        key = self._findings.key(finding)
        if key not in self._said:
            _make_room(self._said)
            self._said[key] = self._new(finding)
        return self._said[key]

    def _new(self, finding: Finding) -> _Said:
        rule = self._rules[finding.rule.name] = finding.rule
        head = {
            "rule": rule.name,
            "holds": finding.outcome,
            "verdict": finding.verdict.value if finding.verdict is not None else None,
            "says": by_language(sentences.headline(finding)),
        }
        instead = finding.instead if finding.verdict not in (None, Verdict.PERMITTED) else None
        middle = f', "instead": {dumps(by_language(instead))}' if instead and instead != rule.instead else ""
        middle += f', "in_force": {dumps(_in_force(rule))}' if finding.out_of_force else ""
        settled = finding.grounds if finding.out_of_force or not _lacking(finding) else ()
        conditions = [self._condition(each, finding) for each in settled if each.operand is not None]
        turns_on = sentences.turns_on(finding)
        self._facts |= {name: self._report.facts[name] for name in turns_on}
        return _Said(dumps(head)[:-1], middle, dumps(conditions), turns_on)

    def _condition(self, comparison: Comparison, finding: Finding) -> dict[str, Any]:
        """A condition that settles a finding, with what it asks of its fact; `evidence` has what meets it."""
        holds = truth(comparison, finding.facts) is True
        other = comparison.operand.name if isinstance(comparison.operand, Reference) else None
        key = comparison, holds, finding.facts.get(other) if other is not None else None
        if key not in self._conditions:
            _make_room(self._conditions)
            asks = sentences.needed(comparison, self._report.facts, finding.facts, wanted=holds)
            title = self._report.facts[comparison.fact].title
            says = by_language(Text("{title}: {asks}", "{title}: {asks}", title=title, asks=asks))
            self._conditions[key] = {"fact": comparison.fact, "says": says}
        return self._conditions[key]

    def _lacks(self, subject: Subject, finding: Finding) -> str:
        """What stands in the way, which may say a day of the subject."""
        return dumps(
            [
                {
                    "fact": each.comparison.fact,
                    "known": each.truth is not None,
                    "says": by_language(sentences.obstacle(each, finding, self._report.facts, subject)),
                }
                for each in finding.obstacles
            ]
        )

    def _evidence(self, subject: Subject, finding: Finding, name: str) -> str:
        """A fact that a finding turns on, its value, and where the plan states it."""
        roots = self._roots.get(name)
        if roots is None:
            roots = self._roots[name] = tuple(dict.fromkeys([_root(path) for path in _paths(self._report.facts[name])]))
        key = name, finding.facts.get(name), *[_owner(root, subject) for root in roots]
        said = self._evidences.get(key)
        return said if said is not None else self._new_evidence(key, subject, finding, self._report.facts[name])

    def _new_evidence(self, key: tuple[Any, ...], subject: Subject, finding: Finding, fact: Fact) -> str:
        """The same, kept for all subjects that have the same entities there."""
        value = finding.facts.get(fact.name)
        said = _PLAIN[value] if value is None or value is True or value is False else dumps(state_of(fact, value))
        spots = [self._spot(path, subject) for path in _paths(fact)]
        stated = _PLAIN[any(each.stated for each in spots)]
        start = f'{{"fact": {quoted(fact.name)}, "value": {said}, "stated": {stated}, "places": ['
        found = {each.path: each.text for each in spots if each.path}
        if not found:  # it stands at the trip or the activity, whatever entities that has
            return f"{start}{', '.join([_placed(path, place) for path, place in places(fact, subject)])}]}}"
        _make_room(self._evidences)
        text = self._evidences[key] = f"{start}{', '.join(found.values())}]}}"
        return text

    def _spot(self, path: str, subject: Subject) -> _Spot:
        """Where the plan states a fact at one path: looked up once for all subjects that have the same entity there."""
        key = path, _owner(_root(path), subject)
        spot = self._spots.get(key)
        if spot is None:
            found = standing(path, subject)
            spot = _Spot(found.path, _placed(found.path, found.place), found.stated) if found is not None else _NOWHERE
            _make_room(self._spots)
            self._spots[key] = spot
        return spot


def _paths(fact: Fact) -> Sequence[str]:
    """The paths of the plan that a fact is taken from."""
    return fact.uses if fact.given is None else (fact.given,)


def _root(path: str) -> str:
    """The kind of entity that a path begins at."""
    return path.partition(".")[0]


def _owner(root: str, subject: Subject) -> object:
    """What decides which entity of a kind a subject has."""
    activity = subject.activity
    if root == "traveler":
        return subject.trip["traveler"]
    if root in ("trip", "filing", "us_company") or activity is None:
        return id(subject.trip)
    if root == "equipment":
        return activity.get("equipment")
    return contract_of(subject.plan, activity) if root == "contract" else id(activity)


def _placed(path: str, place: Place) -> str:
    return f'{{"path": {quoted(path)}, "file": {quoted(place.file)}, "line": {place.line}, "column": {place.column}}}'


def _lacking(finding: Finding) -> bool:
    """Whether something stands in the way of the outcome that permits, or of any."""
    permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
    return finding.outcome is None or (permits and finding.outcome is False)


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()


def _in_force(rule: Rule) -> dict[str, str | None]:
    """The days on which a rule is law; null where it has no first or last one."""
    return {"from": rule.first_day or None, "to": rule.last_day if rule.last_day < "9999" else None}


def of_place(place: Place) -> dict[str, Any]:
    """A place by its parts."""
    return {"file": place.file, "line": place.line, "column": place.column}
