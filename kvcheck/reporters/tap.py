"""Test Anything Protocol 14: one point a trip. What is open without failing the run is `not ok` with TODO, never ok.

Where something could not be checked, the harness is told to stop: `Bail out!`.
"""

from collections.abc import Iterator, Sequence

from kvcheck.language.text import Text
from kvcheck.lines.layout import shown
from kvcheck.model import Run, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.positions import summary
from kvcheck.telling.rows import NOWHERE, Mark, Row, by_trip, rows, worst_first
from kvcheck.telling.style import Style

TOLD = (Mark.FAIL, Mark.OPEN, Mark.REVIEW)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as test points."""
    every = rows(run, library, style._replace(verbose=False), risks=False)
    unchecked = [row for row in every if row.mark is Mark.UNCHECKED]
    found = by_trip(row for row in every if row.mark in TOLD)
    trips = [(report.plan.name, trip) for report in run.reports for trip in worst_first(report)]
    lines = ["TAP version 14", *([f"1..{len(trips)}"] if trips or not unchecked else [])]
    for number, (plan, trip) in enumerate(trips, 1):
        lines += _point(number, plan, trip, found.get((plan, trip.id), ()), style.lang)
    if run.reports:
        lines.append(f"# {shown(summary(run, library).in_(style.lang))}")
    if unchecked:
        lines.append(f"Bail out! {_bails(unchecked, style.lang)}")
    return "".join(f"{line}\n" for line in lines)


def _bails(unchecked: Sequence[Row], lang: str) -> str:
    """Why not everything was checked: on one line, because nothing after it is read."""
    where = "" if unchecked[0].place == NOWHERE else f"{unchecked[0].place}: "
    rest = Text(" (and {rest} more)", " (외 {rest}건)", rest=len(unchecked) - 1).in_(lang) if len(unchecked) > 1 else ""
    return shown(f"{where}{unchecked[0].told(lang)}{rest}")


def _point(number: int, plan: str, trip: TripResult, found: Sequence[Row], lang: str) -> Iterator[str]:
    """One trip as a test point, with its findings as YAML below it."""
    said = labels.VERDICTS[trip.verdict].in_(lang)
    passes = trip.verdict is Verdict.PERMITTED
    todo = "" if passes or any(row.fails for row in found) else f" # TODO {said}"
    yield f"{'ok' if passes else 'not ok'} {number} - {_plain(f'{plan} {trip.id}: {said}')}{todo}"
    if found:
        yield "  ---"
        yield "  findings:"
        for row in found:
            yield f"    - {_quoted(f'{row.place} {row.message(lang)} [{row.rule_name}]')}"
        yield "  ..."


def _plain(text: str) -> str:
    """A description: a `#` in it would begin a directive."""
    return shown(text).replace("\\", "\\\\").replace("#", "\\#")


def _quoted(text: str) -> str:
    """A YAML string on one line."""
    return "'" + shown(text).replace("'", "''") + "'"
