"""What waivers take out of a report, and how each waiver stands.

A waiver accepts what was found: a doubt or a risk that holds, or a rule of a company's policy that objects. It never
touches a bar, a limit or a ground of the law, an open question, or law that was not read lately.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kvcheck.engine.court import activity_verdict, trip_verdict
from kvcheck.engine.judge import ruling_of
from kvcheck.model import (
    ENDING_DAYS,
    ActivityResult,
    CrewFinding,
    Finding,
    FrozenDict,
    Layer,
    LayerResult,
    Part,
    Report,
    Rule,
    RuleKind,
    Ruling,
    Subject,
    TripResult,
    Verdict,
    Waived,
    Waiver,
    WaiverState,
    WaiverUse,
    last_day,
)
from kvcheck.plan.lookups import sites_of


def may_be_waived(rule: Rule, layer: Layer) -> bool:
    """Whether a waiver can accept the rule: every rule of a company's policy, and doubts and risks that do not refuse.

    A doubt refuses where the plan contradicts itself: that is mended, not accepted.
    """
    return layer is Layer.POLICY or (rule.kind in (RuleKind.DOUBT, RuleKind.RISK) and rule.waivable)


def waive(report: Report, waivers: Sequence[Waiver], day: str) -> Report:
    """The report with what the waivers valid on a day accept set aside; verdicts follow."""
    valid = _by_rule(waiver for waiver in waivers if waiver.valid_on(day))
    if not valid:
        return report
    return report._replace(
        trips=tuple(_trip(result, valid) for result in report.trips),
        crew=tuple(_crew(each, valid) for each in report.crew),
    )


def uses(waivers: Sequence[Waiver], reports: Sequence[Report], as_of: str) -> tuple[WaiverUse, ...]:
    """How each waiver stands on the day against reports that it was already applied to; worst first."""
    if not waivers:
        return ()
    rules = _by_rule(waivers)
    covered: dict[str, list[Subject]] = {waiver.id: [] for waiver in waivers}
    seen: dict[str, list[_Seen]] = {name: [] for name in rules}
    for report in reports:
        for each in _seen(report):
            if each.waiver is not None and each.waiver.id in covered:
                covered[each.waiver.id] += each.subjects
            if each.finding.rule.name in seen:
                seen[each.finding.rule.name].append(each)
    found = [_use(waiver, covered[waiver.id], seen[waiver.rule], as_of) for waiver in waivers]
    order = list(WaiverState)
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.days_left, each.waiver.id)))


def _use(waiver: Waiver, covered: Sequence[Subject], seen: Sequence["_Seen"], as_of: str) -> WaiverUse:
    """How one waiver stands: what it covers, and what the rule found in its scope."""
    left = (date.fromisoformat(waiver.last) - date.fromisoformat(as_of)).days
    inside = [each for each in seen if all(_matches(waiver, subject) for subject in each.subjects)]
    subjects = [subject for each in inside for subject in each.subjects]
    if left < 0:
        state = WaiverState.LAPSED
    elif as_of < waiver.first:
        state = WaiverState.NOT_YET
    elif covered:
        ends = any(last_day(subject.trip) > waiver.last for subject in covered)
        state = WaiverState.ENDING if ends or left <= ENDING_DAYS else WaiverState.IN_USE
    elif any(each.finding.outcome is None for each in inside):
        state = WaiverState.OPEN
    else:
        state = WaiverState.UNUSED
    trips = dict.fromkeys(str(subject.trip["id"]) for subject in [*covered, *subjects])
    return WaiverUse(waiver=waiver, state=state, days_left=left, trips=tuple(sorted(trips)))


class _Seen(NamedTuple):
    """A finding as a report shows it, waived or not."""

    finding: Finding
    subjects: tuple[Subject, ...]
    waiver: Waiver | None


def _seen(report: Report) -> Iterator[_Seen]:
    """Every finding that a waiver could speak of: what objects, warns or is open, and what is waived already."""
    for trip in report.trips:
        for each in trip.judged():
            ruling = each.ruling
            for finding in (*ruling.findings, *ruling.behind):
                if finding.verdict is not Verdict.PERMITTED:
                    yield _Seen(finding, (each.subject,), None)
            for waived in ruling.waived:
                yield _Seen(waived.finding, (each.subject,), waived.waiver)
    for crew in report.crew:
        yield _Seen(crew.finding, crew.subjects, crew.waiver)


_Valid = Mapping[str, Sequence[Waiver]]
"""Waivers by the full name of their rule."""


def _by_rule(waivers: Iterable[Waiver]) -> _Valid:
    """Waivers by the full name of the rule that they are for."""
    found: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        found.setdefault(waiver.rule, []).append(waiver)
    return found


def _matches(waiver: Waiver, subject: Subject) -> bool:
    """Whether everything that the scope of a waiver names is so for the subject."""
    scope, trip, activity = waiver.scope, subject.trip, subject.activity
    return (
        scope.plan in (None, subject.plan.name)
        and scope.traveler in (None, trip["traveler"])
        and scope.trip in (None, trip["id"])
        and (scope.activity is None or (activity is not None and activity["kind"] == scope.activity))
        and (scope.site is None or sites_of(subject) == {scope.site})
    )


def _trip(result: TripResult, valid: _Valid) -> TripResult:
    """A trip with what valid waivers accept taken out of each layer, and its verdict worked out again."""
    return result._replace(layers=FrozenDict({layer: _layer(each, valid) for layer, each in result.layers.items()}))


def _layer(result: LayerResult, valid: _Valid) -> LayerResult:
    """What one layer says of a trip, with what is waived set aside."""
    parts = _parts(result.parts, result.subject, result.layer, valid)
    activities = tuple(_activity(each, result.layer, valid, stale=result.stale) for each in result.activities)
    return result._replace(
        parts=parts, activities=activities, verdict=trip_verdict(parts, activities, stale=result.stale)
    )


def _activity(result: ActivityResult, layer: Layer, valid: _Valid, *, stale: bool) -> ActivityResult:
    """An activity with what valid waivers accept taken out."""
    parts = _parts(result.parts, result.subject, layer, valid)
    return result._replace(parts=parts, verdict=activity_verdict(parts, stale=stale))


def _parts(parts: tuple[Part, ...], subject: Subject, layer: Layer, valid: _Valid) -> tuple[Part, ...]:
    """Parts with what valid waivers accept taken out."""
    return tuple(part._replace(ruling=_ruling(part.ruling, subject, layer, valid)) for part in parts)


def _ruling(ruling: Ruling, subject: Subject, layer: Layer, valid: _Valid) -> Ruling:
    """A ruling with what is waived set aside; doubts that were behind a waived one come to light."""
    waived: list[Waived] = []
    rest: list[Finding] = []
    for finding in ruling.findings:
        waiver = _waiver_of(finding, (subject,), layer, valid)
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
    return ruling_of(rest, ruling.cleared, behind, ungranted=ungranted)._replace(waived=tuple(waived))


def _waiver_of(finding: Finding, subjects: tuple[Subject, ...], layer: Layer, valid: _Valid) -> Waiver | None:
    """The waiver that accepts a finding about subjects; None if it objects to nothing, is open, or may not be waived.

    Of several, the one that holds longest.
    """
    found = valid.get(finding.rule.name, ())
    objects = finding.verdict in (Verdict.NOT_PERMITTED, Verdict.NEEDS_REVIEW)
    warns = finding.rule.kind is RuleKind.RISK and finding.outcome is True
    if not found or not (objects or warns) or not may_be_waived(finding.rule, layer):
        return None
    fitting = [waiver for waiver in found if all(_matches(waiver, subject) for subject in subjects)]
    return max(fitting, key=lambda waiver: (waiver.last, waiver.id), default=None)


def _crew(each: CrewFinding, valid: _Valid) -> CrewFinding:
    """A finding about several trips with the waiver that accepts it, if one does for all of them."""
    return each._replace(waiver=_waiver_of(each.finding, each.subjects, Layer.CREW, valid))
