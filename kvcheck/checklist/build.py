"""The checklist of a trip, read off the proof of its verdict: drop a cause and what it needed goes."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from kvcheck.checklist.value import Action, Cause, Checklist, Group, Item, Note, Objection, Question, TripList
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import (
    DECIDING,
    UNKNOWN,
    DocumentKind,
    Finding,
    Phase,
    Report,
    RuleKind,
    Subject,
    TripResult,
    Verdict,
)
from kvcheck.packs import Library
from kvcheck.source import Node
from kvcheck.telling import sentences
from kvcheck.telling.alike import Findings
from kvcheck.telling.in_hand import VISA, applies_for_visa, in_hand, listed, only_for_visa
from kvcheck.telling.questions import open_questions


def checklist(
    report: Report, library: Library, *, travelers: Collection[str] = (), trips: Collection[str] = ()
) -> Checklist:
    """What the trips of a report need; only those of `travelers` and those called `trips`, if any are named."""
    chosen = [
        each
        for each in report.trips
        if (not travelers or each.subject.trip["traveler"] in travelers) and (not trips or each.id in trips)
    ]
    causes = _Causes(report)
    return Checklist(
        plan=report.plan,
        as_of=report.as_of,
        warnings=tuple(sentences.notices(report.as_of, report.packs, backdated=report.backdated)),
        trips=tuple(_Trip(each, report, library, causes).build() for each in chosen),
    )


class _Found(NamedTuple):
    """A finding of a ruling, with what it is about."""

    finding: Finding
    subject: Subject
    number: int | None
    """Number of the activity; None for the whole trip."""
    ruling: Verdict
    """The verdict of the ruling it belongs to."""


class _Trip:
    """Reads the list of one trip off its result."""

    def __init__(self, result: TripResult, report: Report, library: Library, causes: "_Causes") -> None:
        self._result = result
        self._causes = causes
        self._report = report
        self._library = library
        self._found = list(_findings(result))

    def build(self) -> TripList:
        """The list of the trip."""
        items = self._items()
        beside = listed(self._result.subject) - {item.document.name for item in items}
        also = [kind for name, kind in self._library.documents.items() if name in beside]
        return TripList(
            result=self._result,
            objections=tuple(self._objections()),
            questions=tuple(self._questions()),
            items=tuple(items),
            also_in_hand=tuple(also),
            notes=tuple(self._notes()),
            actions=tuple(self._actions()),
        )

    # Documents --------------------------------------------------------------------------------------------------------

    def _items(self) -> list[Item]:
        """The documents that the trip needs, each once with all that needs it, by group.

        What is late comes first, of that what the grounds need; what is in hand comes last.
        """
        needed: dict[str, list[Cause]] = {}
        needing = [found for found in self._found if _needs(found)]
        for cause in self._causes.of(needing):
            for name in cause.rule.proof:
                needed.setdefault(name, []).append(cause)
        if not applies_for_visa(found.finding for found in needing):
            needed = {name: causes for name, causes in needed.items() if not self._only_for_visa(name, causes)}
        kinds = [kind for name, kind in self._library.documents.items() if name in needed]
        ready = in_hand(kinds, self._result.subject)
        items = [self._item(kind, needed[kind.name], ready=kind.name in ready) for kind in kinds]
        order = list(Group)
        return sorted(items, key=lambda item: (order.index(item.group), item.in_hand, *_urgency(item)))

    def _only_for_visa(self, name: str, causes: list[Cause]) -> bool:
        """Whether a document is of no use once there is a visa; what a risk asks for is carried all the same."""
        asked = any(cause.rule.kind is RuleKind.RISK for cause in causes)
        return only_for_visa(self._library.documents[name]) and not asked

    def _item(self, kind: DocumentKind, causes: list[Cause], *, ready: bool) -> Item:
        """A document with its due day; overdue if that lies before the day of the report and it is not `ready`."""
        due = None
        if kind.lead_days is not None:
            due = _day(self._result.subject.trip["arrive"], -kind.lead_days)
        return Item(
            document=kind,
            group=_group(kind, causes),
            causes=tuple(sorted(causes, key=lambda cause: _WEIGHT[cause.rule.kind])),
            due=due,
            in_hand=ready,
            overdue=not ready and due is not None and due < self._report.as_of,
        )

    def _notes(self) -> Iterator[Note]:
        seen: set[str] = set()
        for rule in (found.finding.rule for found in self._found if _needs(found)):
            if rule.kind is RuleKind.RISK and rule.proof and rule.instead is not None and rule.name not in seen:
                seen.add(rule.name)
                yield Note(rule=rule, says=rule.title, instead=rule.instead)

    # Why the trip is not cleared --------------------------------------------------------------------------------------

    def _told(self) -> list[_Found]:
        """The findings that stand in the way. Beside what forbids an activity, its lesser matters say nothing."""
        return [
            found
            for found in self._found
            if found.finding.verdict not in (None, Verdict.PERMITTED)
            and (found.ruling is not Verdict.NOT_PERMITTED or found.finding.verdict is Verdict.NOT_PERMITTED)
        ]

    def _objections(self) -> Iterator[Objection]:
        """Why the trip is not cleared, each rule once."""
        seen: set[str] = set()
        told = [found.finding for found in self._told() if found.finding.outcome is not None]
        for finding in sorted(told, key=lambda each: (each.verdict or Verdict.PERMITTED).rank):
            if finding.rule.name not in seen:
                seen.add(finding.rule.name)
                verdict = finding.verdict or Verdict.PERMITTED
                says = sentences.headline(finding)
                yield Objection(rule=finding.rule, verdict=verdict, says=says, instead=finding.instead)

    def _questions(self) -> Iterator[Question]:
        told = [(found.finding, found.subject) for found in self._told()]
        for fact, path in open_questions(told, self._report.facts):
            yield Question(fact=fact.name, ask=fact.ask, path=path)

    # Steps ------------------------------------------------------------------------------------------------------------

    def _actions(self) -> Iterator[Action]:
        """The steps of the trip's class with their days, in order."""
        trip: Node = self._result.subject.trip
        steps = [each for each in self._library.steps.values() if not each.classes or trip["class"] in each.classes]
        for phase in Phase:
            for step in steps:
                if step.phase is phase:
                    day = trip[step.counted_from] if step.counted_from is not None else UNKNOWN
                    on = _day(day, step.days) if day != UNKNOWN else None
                    yield Action(step=step, on=on)


def _findings(result: TripResult) -> Iterator[_Found]:
    """Every finding of the law and of the company's policy about a trip and its activities."""
    for each in result.judged(DECIDING):
        number = each.activity.number if each.activity is not None else None
        for finding in each.ruling.findings:
            yield _Found(finding, each.subject, number, each.ruling.verdict)


def _needs(found: _Found) -> bool:
    """Whether a finding makes the documents of its rule needed.

    A ground does that permits, or that is nearest to where it is open; not beside what forbids the activity, which no
    paper helps. A limit does that applies, met or not. A risk does that holds.
    """
    finding = found.finding
    match finding.rule.kind:
        case RuleKind.GRANT:
            return finding.outcome is not False and found.ruling is not Verdict.NOT_PERMITTED
        case RuleKind.LIMIT:
            return finding.applies is True
        case _:
            allowed = found.number is None or found.ruling is not Verdict.NOT_PERMITTED
            return finding.outcome is True and allowed


class _Causes:
    """Makes the causes of all trips of a report; those that say the same are one."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._findings = Findings()
        self._made: dict[tuple[Any, ...], Cause] = {}
        """By the activities, and what their findings say."""

    def of(self, needing: list[_Found]) -> Iterator[Cause]:
        """The rules that need documents, each once, with the activities and the facts that made it apply."""
        by_rule: dict[str, list[_Found]] = {}
        for found in needing:
            if found.finding.rule.proof:
                by_rule.setdefault(found.finding.rule.name, []).append(found)
        for group in by_rule.values():
            numbers = tuple(dict.fromkeys(found.number for found in group if found.number is not None))
            findings = list({id(found.finding): found.finding for found in group}.values())
            key = numbers, tuple(map(self._findings.key, findings))
            if key not in self._made:
                self._made[key] = self._cause(findings, numbers)
            yield self._made[key]

    def _cause(self, findings: Sequence[Finding], activities: tuple[int, ...]) -> Cause:
        first = findings[0]
        return Cause(
            rule=first.rule,
            activities=activities,
            outcome=None if any(each.outcome is None for each in findings) else first.outcome,
            facts=tuple(self._facts(findings)),
        )

    def _facts(self, findings: Sequence[Finding]) -> Iterator[tuple[str, Text]]:
        """The facts that an outcome rests on, with their values in words."""
        seen: set[Text] = set()
        for finding in findings:
            for name in sentences.turns_on(finding):
                fact = self._report.facts[name]
                value = sentences.value_of(fact, finding.facts.get(name))
                text = Text("{title}: {value}", "{title}: {value}", title=fact.title, value=value)
                if text not in seen:
                    seen.add(text)
                    yield name, text


def _group(kind: DocumentKind, causes: list[Cause]) -> Group:
    if {"entry", "site"} & set(kind.when) or any(cause.rule.kind is RuleKind.RISK for cause in causes):
        return Group.CARRY
    return Group.VISA if VISA in kind.when else Group.COMPANY


_WEIGHT = {kind: number for number, kind in enumerate((RuleKind.GRANT, RuleKind.LIMIT, RuleKind.RISK))} | {
    RuleKind.DOUBT: 2,
    RuleKind.BAR: 2,
}


def _urgency(item: Item) -> tuple[bool, int, str]:
    """Late first, and of what is late the grounds first; the rest by its day."""
    weight = _WEIGHT[item.causes[0].rule.kind] if item.overdue else 0
    return not item.overdue, weight, item.due or "9999"


def _day(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
