"""Trips judged by both states of the rules: whose verdict moved, and by which rule."""

from collections.abc import Iterator, Sequence

from kvcheck.days import ordinal
from kvcheck.engine.outlook import Outlook
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Finding, Report, Subject, TripResult, last_day, span
from kvcheck.packs import Library
from kvcheck.packtools.diff.value import Change, MovedRule, MovedTrip, Trips
from kvcheck.plan.moving import Way, may_slip
from kvcheck.telling import sentences
from kvcheck.telling.findings import Findings
from kvcheck.telling.fingerprints import activity_key
from kvcheck.telling.style import Style


class Judged(NamedTuple):
    """The reports about some plans by one state of the rules."""

    reports: Sequence[Report]
    library: Library
    policies: Sequence[str]
    """The full names of the policy packs that were asked for."""


def compared(old: Judged, new: Judged, changes: Sequence[Change], notices: Sequence[Text] = ()) -> Trips:
    """What became of every trip that both have judged."""
    moved: list[MovedTrip] = []
    otherwise: list[MovedTrip] = []
    later: list[MovedTrip] = []
    days = sorted({each.first for each in changes if each.first})
    count = 0
    before = {report.plan.name: report for report in old.reports}
    for report in new.reports:
        sides = _Side(before[report.plan.name], old), _Side(report, new)
        results = {result.id: result for result in before[report.plan.name].trips}
        for result in report.trips:
            count += 1
            was = results[result.id]
            if was.verdict is not result.verdict:
                moved.append(_moved(was, result, sides))
                continue
            if _deciding(was).keys() != _deciding(result).keys():
                otherwise.append(_moved(was, result, sides))
            later += _later((was, result), sides, days)
    as_of = next((report.as_of for report in new.reports), "")
    return Trips(as_of, count, tuple(moved), tuple(otherwise), tuple(later), tuple(notices))


class _Side:
    """One plan as one state of the rules judges it."""

    def __init__(self, report: Report, judged: Judged) -> None:
        self.findings = Findings(report, judged.library, Style())
        self.outlook = Outlook(report, judged.library, judged.policies)
        self.as_of = report.as_of


def _moved(was: TripResult, now: TripResult, sides: tuple[_Side, _Side], later: str = "") -> MovedTrip:
    """A trip with what moved it: the rules behind the worse of its two verdicts that are not behind the other."""
    better = now.verdict.rank > was.verdict.rank
    here, there, side = (was, now, sides[0]) if better else (now, was, sides[1])
    known = _deciding(there)
    rules = {
        finding.rule.name: _rule(finding, subject, side)
        for key, (finding, subject) in reversed(_deciding(here).items())
        if key not in known
    }
    trip = now.subject.trip
    return MovedTrip(
        plan=now.subject.plan.name,
        trip=now.id,
        place=now.subject.place,
        days=span(trip),
        before=was.verdict,
        now=now.verdict,
        rules=tuple(reversed(rules.values())),
        later=later,
    )


def _deciding(result: TripResult) -> dict[tuple[str, str, str], tuple[Finding, Subject]]:
    """What a verdict rests on, by what it is about, the rule and what it leads to; the first of several days."""
    found: dict[tuple[str, str, str], tuple[Finding, Subject]] = {}
    for each in result.judged(DECIDING):
        for finding in each.ruling.deciding:
            if finding.verdict is result.verdict:
                key = (activity_key(each.subject), finding.rule.name, str(finding.verdict))
                found.setdefault(key, (finding, each.subject))
    return found


def _rule(finding: Finding, subject: Subject, side: _Side) -> MovedRule:
    reasons = tuple(side.findings.why(finding, subject)) or (sentences.headline(finding),)
    stated = side.findings.stated(finding, subject)
    return MovedRule(finding.rule.name, finding, reasons, stated.place if stated is not None else subject.place)


def _later(
    results: tuple[TripResult, TripResult], sides: tuple[_Side, _Side], days: Sequence[str]
) -> Iterator[MovedTrip]:
    """The first of some days, all behind those of a trip, from which the two would tell it another thing."""
    trip = results[1].subject.trip
    if not may_slip(trip, Way.LATER, sides[1].as_of):
        return
    for day in days:
        if day > last_day(trip):
            by = ordinal(day) - ordinal(trip["arrive"])
            pairs = zip(results, sides, strict=True)
            was, moved = (side.outlook.at(each.subject.trip, Way.LATER, by) for each, side in pairs)
            if was.verdict is not moved.verdict:
                yield _moved(was, moved, sides, later=day)._replace(place=results[1].subject.place, days=span(trip))
                return
