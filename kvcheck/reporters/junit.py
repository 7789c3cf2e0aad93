"""JUnit XML, for test reports: one suite a plan, one case a trip and one an activity, so that what passes has a name.

A case fails if the run fails for it. What is open or for review without failing the run is skipped with its reason,
never passed. What could not be checked is an error, in a suite of its own. Valid by the schema that Jenkins has for
JUnit, which knows no file and line of a case: a failure begins with them.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from kvcheck.lines.layout import shown
from kvcheck.model import ActivityResult, Report, Run, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.positions import positions_of
from kvcheck.telling.rows import OWN_RULES, Mark, Row, by_trip, rows, worst_first
from kvcheck.telling.style import Style

NO_TIME = "0"
"""What is said of the time that a case took: the same plan gives the same bytes."""
TOLD = (Mark.FAIL, Mark.OPEN, Mark.REVIEW)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as JUnit XML."""
    suites = ET.Element("testsuites", name="kvcheck")
    every = rows(run, library, style, risks=False)
    found = by_trip(row for row in every if row.mark in TOLD)
    for name, unchecked in groupby((row for row in every if row.mark is Mark.UNCHECKED), key=lambda row: row.plan):
        _errors(suites, name, list(unchecked), style.lang)
    for report in run.reports:
        _suite(suites, report, found, library, style.lang, _configuration(run, report))
    for name in ("tests", "failures", "errors"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    suites.set("time", NO_TIME)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _configuration(run: Run, report: Report) -> dict[str, str]:
    """What governs a plan, where not one configuration governs all."""
    governing = next((each.config for each in run.governed if report.plan.name in each.plans), None)
    return {"configuration": governing} if governing is not None else {}


def _errors(suites: ET.Element, name: str, unchecked: Sequence[Row], lang: str) -> None:
    """Append a suite of what kept a plan or a file from being checked: one case with an error for each problem."""
    called = shown(name or "kvcheck")
    suite = ET.SubElement(suites, "testsuite", name=called)
    for number, row in enumerate(unchecked, 1):
        title = OWN_RULES[row.rule_name].in_(lang)
        case = ET.SubElement(suite, "testcase", name=f"{title} {number}", classname=called, time=NO_TIME)
        error = ET.SubElement(case, "error", type=row.mark.value, message=shown(row.says.in_(lang)))
        error.text = shown(_line(row, lang))
    _count(suite)


def _count(suite: ET.Element) -> None:
    """Set what the head of a suite says of its cases."""
    suite.set("tests", str(len(suite.findall("testcase"))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))
    suite.set("time", NO_TIME)


def _suite(
    suites: ET.Element,
    report: Report,
    found: Mapping[tuple[str, str], Sequence[Row]],
    library: Library,
    lang: str,
    more: Mapping[str, str],
) -> None:
    """Append a plan as a suite: a case for each trip and for each of its activities; `more` are its properties."""
    suite = ET.SubElement(suites, "testsuite", name=shown(report.plan.name))
    properties = ET.SubElement(suite, "properties")
    for key, value in {**positions_of([report], library).flat, **more}.items():
        ET.SubElement(properties, "property", name=key, value=value)
    for trip in worst_first(report):
        about = found.get((report.plan.name, trip.id), ())
        whole = [row for row in about if row.activity is None]
        _case(suite, trip, None, whole, library, lang)
        for activity in trip.law.activities:
            rows_of = [row for row in about if row.activity == activity.number]
            _case(suite, trip, activity, rows_of, library, lang)
    _count(suite)
    suite.set("timestamp", f"{report.as_of}T00:00:00")


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
    case = ET.SubElement(suite, "testcase", name=shown(name), classname=shown(f"{suite.get('name')}.{trip.id}"))
    case.set("time", NO_TIME)
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
    """A row in one line of a failure or an error."""
    law = f" [{row.law}]" if row.law else ""
    return f"{row.place} {row.message(lang)}{law} ({row.rule_name})"
