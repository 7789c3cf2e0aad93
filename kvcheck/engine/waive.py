"""What waivers take out of a report, and how each waiver stands.

A waiver accepts what was found: a doubt or a risk that holds, or a rule of a company's policy that objects. It never
touches a bar, a limit or a ground of the law, an open question, or law that was not read lately. And it accepts what
was looked at when it was approved: what went beyond that since counts again.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kvcheck.engine.approval import Looked, Looking
from kvcheck.engine.court import activity_verdict, trip_verdict
from kvcheck.engine.judge import ruling_of
from kvcheck.frozen import NamedTuple
from kvcheck.model import (
    ENDING_DAYS,
    ActivityResult,
    CrewFinding,
    Finding,
    FrozenDict,
    Layer,
    LayerResult,
    Moved,
    Part,
    Report,
    Rule,
    RuleKind,
    Ruling,
    Scope,
    Subject,
    TripResult,
    Verdict,
    Waived,
    Waiver,
    WaiverState,
    WaiverUse,
    has_ended,
    last_day,
)
from kvcheck.plan.lookups import sites_of


def may_be_waived(rule: Rule, layer: Layer) -> bool:
    """Whether a waiver can accept the rule: a company's policy, and doubts and risks that do not refuse.

    A doubt refuses where the plan contradicts itself: that is mended, not accepted. The rules of a site refuse too: who
    runs the site waives them, not who sends the traveler.
    """
    return rule.waivable and (layer is Layer.POLICY or rule.kind in (RuleKind.DOUBT, RuleKind.RISK))


def waive(report: Report, waivers: Sequence[Waiver], day: str) -> Report:
    """The report with what the waivers accept on a day set aside; verdicts follow.

    A trip that is still ahead needs a waiver that is valid on that day; one that ended, a waiver of its own days.
    """
    valid = _by_rule(waiver for waiver in waivers if waiver.governs)
    if not valid:
        return report
    register = Register(valid, Looking(report), day)
    return report._replace(
        trips=tuple(_trip(result, register) for result in report.trips),
        crew=tuple(_crew(each, register) for each in report.crew),
    )


def uses(waivers: Sequence[Waiver], reports: Sequence[Report], as_of: str) -> tuple[WaiverUse, ...]:
    """How each waiver stands on the day against reports that it was already applied to; worst first."""
    if not waivers:
        return ()
    rules = _by_rule(waivers)
    seen: dict[str, list[_Seen]] = {name: [] for name in rules}
    for report in reports:
        looking = Looking(report)
        for each in _seen(report, looking):
            if each.finding.rule.name in seen:
                seen[each.finding.rule.name].append(each)
    found = [_use(waiver, seen[waiver.rule], as_of) for waiver in waivers]
    order = list(WaiverState)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.days_left, each.waiver.id)))


def looked_at(waiver: Waiver, reports: Iterable[Report]) -> tuple[Looked, ...]:
    """What a waiver would be approved for now: what there is to accept in its scope, each thing once."""
    found: dict[Looked, None] = {}
    for report in reports:
        looking = Looking(report)
        for each in _seen(report, looking):
            if (
                each.finding.rule.name == waiver.rule
                and each.objects
                and all(_matches(waiver, subject) for subject in each.subjects)
            ):
                found |= {looking.at(each.finding, subject): None for subject in each.subjects}
    return tuple(found)


def _use(waiver: Waiver, seen: Sequence["_Seen"], as_of: str) -> WaiverUse:
    """How one waiver stands: what it covers, and what the rule found in its scope."""
    left = (date.fromisoformat(waiver.last) - date.fromisoformat(as_of)).days
    covered = [
        subject for each in seen if each.waiver is not None and each.waiver.id == waiver.id for subject in each.subjects
    ]
    inside = [each for each in seen if all(_matches(waiver, subject) for subject in each.subjects)]
    missed = [
        each
        for each in seen
        if each.waiver is None and each.objects and (each in inside or any(_was(waiver, one) for one in each.subjects))
    ]
    missed = [each for each in missed if all(_timely(waiver, subject, as_of) for subject in each.subjects)]
    moved = _moved(waiver, missed) if waiver.governs else {}
    if left < 0:
        state = WaiverState.DONE if covered and not missed else WaiverState.LAPSED
    elif waiver.amiss is not None:
        state = WaiverState.UNBOUND
    elif waiver.refused is not None:
        state = WaiverState.UNAPPROVED
    elif as_of < waiver.first:
        state = WaiverState.NOT_YET
    elif moved:
        state = WaiverState.MOVED
    elif covered:
        ends = any(last_day(subject.trip) > waiver.last for subject in covered)
        state = WaiverState.ENDING if ends or left <= ENDING_DAYS else WaiverState.IN_USE
    elif any(each.finding.outcome is None for each in inside):
        state = WaiverState.OPEN
    else:
        state = WaiverState.UNUSED
    trips = {str(subject.trip["id"]) for each in inside for subject in each.subjects}
    trips |= {str(subject.trip["id"]) for subject in covered}
    return WaiverUse(
        waiver=waiver,
        state=state,
        days_left=left,
        trips=tuple(sorted(trips)),
        moved=tuple(sorted(moved.items())),
        relied_on=bool(covered),
    )


def _moved(waiver: Waiver, missed: Iterable["_Seen"]) -> dict[str, tuple[Moved, ...]]:
    """What is not as a waiver approved it, by trip, of findings that it would cover if it were."""
    found: dict[str, tuple[Moved, ...]] = {}
    for each in missed:
        for subject in each.subjects:
            moved = each.looking.moved(waiver, each.finding, subject)
            if moved:
                found.setdefault(str(subject.trip["id"]), moved)
    return found


def _timely(waiver: Waiver, subject: Subject, day: str) -> bool:
    """Whether a waiver has anything to say of a trip on a day: of one that ended only if it held on its days."""
    return not has_ended(subject.trip, day) or _in_time(waiver, subject, day)


def _in_time(waiver: Waiver, subject: Subject, day: str) -> bool:
    """Whether a waiver may be relied on for a trip on a day; for one that ended, whether it held on all its days."""
    trip = subject.trip
    if has_ended(trip, day):
        return waiver.first <= trip["arrive"] and last_day(trip) <= waiver.last
    return waiver.valid_on(day)


def _was(waiver: Waiver, subject: Subject) -> bool:
    """Whether a waiver was approved for this trip, though its scope may no longer fit: another person goes now."""
    return _of_plan(waiver.scope, subject) and any(each.get("trip") == subject.trip["id"] for each in waiver.approved)


class _Seen(NamedTuple):
    """A finding as a report shows it, waived or not."""

    finding: Finding
    subjects: tuple[Subject, ...]
    waiver: Waiver | None
    looking: Looking

    @property
    def objects(self) -> bool:
        """Whether it says something that could be accepted."""
        return objects(self.finding)


def _seen(report: Report, looking: Looking) -> Iterator[_Seen]:
    """Every finding that a waiver could speak of: what objects, warns or is open, and what is waived already."""
    for trip in report.trips:
        for each in trip.judged():
            ruling = each.ruling
            for finding in (*ruling.findings, *ruling.behind):
                if finding.verdict is not Verdict.PERMITTED:
                    yield _Seen(finding, (each.subject,), None, looking)
            for waived in ruling.waived:
                yield _Seen(waived.finding, (each.subject,), waived.waiver, looking)
    for crew in report.crew:
        yield _Seen(crew.finding, crew.subjects, crew.waiver, looking)


def objects(finding: Finding) -> bool:
    """Whether a finding says something that a person can accept: it objects, or it warns."""
    warns = finding.rule.kind is RuleKind.RISK and finding.outcome is True
    return warns or finding.verdict in (Verdict.NOT_PERMITTED, Verdict.NEEDS_REVIEW)


class Register(NamedTuple):
    """The waivers that are valid, and how findings are looked at."""

    valid: Mapping[str, Sequence[Waiver]]
    """By the full name of their rule."""
    looking: Looking
    day: str

    def accepting(self, finding: Finding, subjects: tuple[Subject, ...], layer: Layer) -> Waiver | None:
        """The waiver that accepts a finding about subjects; None if it objects to nothing, is open, or may not be
        waived, and where no approval is about what is there now.

        Of several, the one that holds longest.
        """
        found = self.valid.get(finding.rule.name, ())
        if not found or not objects(finding) or not may_be_waived(finding.rule, layer):
            return None
        fitting = [waiver for waiver in found if all(self._covers(waiver, finding, subject) for subject in subjects)]
        return max(fitting, key=lambda waiver: (waiver.last, waiver.id), default=None)

    def _covers(self, waiver: Waiver, finding: Finding, subject: Subject) -> bool:
        """Whether a subject is in the scope of a waiver, and as it was when that was approved."""
        return (
            bool(waiver.approved)
            and _matches(waiver, subject)
            and _in_time(waiver, subject, self.day)
            and not self.looking.moved(waiver, finding, subject)
        )


def _by_rule(waivers: Iterable[Waiver]) -> Mapping[str, Sequence[Waiver]]:
    """Waivers by the full name of the rule that they are for."""
    found: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        found.setdefault(waiver.rule, []).append(waiver)
    return found


def _of_plan(scope: Scope, subject: Subject) -> bool:
    """Whether a scope is about the plan of a subject, however its path is written."""
    return scope.plan is None or posixpath.normpath(scope.plan) == posixpath.normpath(subject.plan.name)


def _matches(waiver: Waiver, subject: Subject) -> bool:
    """Whether everything that the scope of a waiver names is so for the subject."""
    scope, trip, activity = waiver.scope, subject.trip, subject.activity
    return (
        _of_plan(scope, subject)
        and scope.traveler in (None, trip["traveler"])
        and scope.trip in (None, trip["id"])
        and (scope.activity is None or (activity is not None and activity["kind"] == scope.activity))
        and (scope.site is None or sites_of(subject) == {scope.site})
    )


def _trip(result: TripResult, register: Register) -> TripResult:
    """A trip with what valid waivers accept taken out of each layer, and its verdict worked out again."""
    return result._replace(layers=FrozenDict({layer: _layer(each, register) for layer, each in result.layers.items()}))


def _layer(result: LayerResult, register: Register) -> LayerResult:
    """What one layer says of a trip, with what is waived set aside."""
    parts = _parts(result.parts, result.subject, result.layer, register)
    activities = tuple(_activity(each, result.layer, register, stale=result.stale) for each in result.activities)
    return result._replace(
        parts=parts, activities=activities, verdict=trip_verdict(parts, activities, stale=result.stale)
    )


def _activity(result: ActivityResult, layer: Layer, register: Register, *, stale: bool) -> ActivityResult:
    """An activity with what valid waivers accept taken out."""
    parts = _parts(result.parts, result.subject, layer, register)
    return result._replace(parts=parts, verdict=activity_verdict(parts, stale=stale))


def _parts(parts: tuple[Part, ...], subject: Subject, layer: Layer, register: Register) -> tuple[Part, ...]:
    """Parts with what valid waivers accept taken out."""
    return tuple(part._replace(ruling=_ruling(part.ruling, subject, layer, register)) for part in parts)


def _ruling(ruling: Ruling, subject: Subject, layer: Layer, register: Register) -> Ruling:
    """A ruling with what is waived set aside; doubts that were behind a waived one come to light."""
    waived: list[Waived] = []
    rest: list[Finding] = []
    for finding in ruling.findings:
        waiver = register.accepting(finding, (subject,), layer)
        if waiver is None:
            rest.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    if not waived:
        return ruling
    doubted = any(each.rule.kind is RuleKind.DOUBT and each.outcome is True for each in rest)
    ungranted = ruling.verdict is Verdict.NOT_PERMITTED and not ruling.deciding
    behind = ruling.behind if doubted else ()
    rest += () if doubted else ruling.behind
    return ruling_of(rest, ruling.cleared, ruling.facts, behind, tuple(waived), ungranted=ungranted)


def _crew(each: CrewFinding, register: Register) -> CrewFinding:
    """A finding about several trips with the waiver that accepts it, if one does for all of them."""
    return each._replace(waiver=register.accepting(each.finding, each.subjects, Layer.CREW))
