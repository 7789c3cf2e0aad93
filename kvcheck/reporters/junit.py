"""JUnit XML, for test reports: one suite a plan, one case a trip and one an activity, so that what passes has a name.

A case fails if the run fails for it. What is open or for review without failing the run is skipped with its reason,
never passed.
"""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from kvcheck.lines.layout import shown
from kvcheck.model import ActivityResult, Report, Run, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.rows import Mark, Row, by_trip, rows, worst_first
from kvcheck.telling.style import Style

TOLD = (Mark.FAIL, Mark.OPEN, Mark.REVIEW)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as JUnit XML."""
    suites = ET.Element("testsuites", name="kvcheck")
    found = by_trip(row for row in rows(run, library, style, risks=False) if row.mark in TOLD)
    for report in run.reports:
        _suite(suites, report, found, library, style.lang)
    for name in ("tests", "failures", "skipped"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    suites.set("errors", "0")
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(
    suites: ET.Element, report: Report, found: Mapping[tuple[str, str], Sequence[Row]], library: Library, lang: str
) -> None:
    """Append a plan as a suite: a case for each trip and for each of its activities."""
    suite = ET.SubElement(suites, "testsuite", name=shown(report.plan.name))
    for trip in worst_first(report):
        about = found.get((report.plan.name, trip.id), ())
        whole = [row for row in about if row.activity is None]
        _case(suite, trip, None, whole, library, lang)
        for activity in trip.law.activities:
            rows_of = [row for row in about if row.activity == activity.number]
            _case(suite, trip, activity, rows_of, library, lang)
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _case(
    suite: ET.Element,
    trip: TripResult,
    activity: ActivityResult | None,
    found: Sequence[Row],
    library: Library,
    lang: str,
) -> None:
    """A case about a trip as a whole, or about one activity of it."""
    name = f"{trip.id}: {trip.law.label}"
    if activity is not None:
        node = activity.subject.activity
        assert node is not None
        kind = library.catalogue.kind(node["kind"]).title.in_(lang)
        name = f"{trip.id} {activity.number}: {kind}"
    place = (activity.subject if activity is not None else trip.subject).place
    case = ET.SubElement(suite, "testcase", name=shown(name), classname=shown(f"{suite.get('name')}.{trip.id}"))
    case.set("file", shown(place.file))
    case.set("line", str(place.line))
    if not found:
        if activity is not None and activity.verdict is not Verdict.PERMITTED:  # as the trip, which says why
            ET.SubElement(case, "skipped", message=labels.VERDICTS[activity.verdict].in_(lang))
        return
    worst = min(found, key=lambda row: list(Mark).index(row.mark))
    verdict = {Mark.FAIL: Verdict.NOT_PERMITTED, Mark.OPEN: Verdict.UNDETERMINED}.get(worst.mark, Verdict.NEEDS_REVIEW)
    message = shown(f"{labels.VERDICTS[verdict].in_(lang)}: {worst.says.in_(lang)}")
    if any(row.fails for row in found):
        failure = ET.SubElement(case, "failure", type=verdict.value, message=message)
        failure.text = "\n".join(shown(_line(row, lang)) for row in found)
    else:
        ET.SubElement(case, "skipped", message=message)


def _line(row: Row, lang: str) -> str:
    """A row in one line of a failure."""
    law = f" [{row.law}]" if row.law else ""
    return f"{row.place} {row.message(lang)}{law} ({row.rule_name})"
