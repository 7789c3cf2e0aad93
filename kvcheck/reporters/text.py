"""The report for a person at a terminal: what stands in the way first, compact, calm, 80 columns."""

from collections.abc import Iterator

from kvcheck.lines.layout import Line, Span, paragraph, plain, shown
from kvcheck.model import Report, Run, TripResult
from kvcheck.packs import Library
from kvcheck.reporters.text_causes import CausesPage
from kvcheck.reporters.text_whole import WholePage
from kvcheck.telling import labels, runs
from kvcheck.telling.style import Style


def render(run: Run, library: Library, style: Style) -> str:
    """The run as plain text."""
    return plain(lines(run, library, style))


def lines(run: Run, library: Library, style: Style) -> Iterator[Line]:
    """The run as styled lines; only what fails if `style` is quiet.

    What could not be checked stands last, where it is seen, unless it is told beside the text.
    """
    for report in run.reports:
        shown_trips = tuple(_failing(report, run)) if style.quiet else _new_first(report, run)
        yield from _page(report._replace(trips=shown_trips), library, style, run.known_prints)
    yield from _waivers(run, style)
    if run.unchecked and not style.beside:
        yield from _unchecked(run, style)
    if style.quiet:
        for each in run.held_back:
            yield from paragraph("", each.says.in_(style.lang), indent=0, width=style.width, style="review")
        return
    told = any(report.trips for report in run.reports)  # each plan ends with its own counts
    if not run.reports or run.unchecked:
        yield (Span((runs.partly(run) if told else runs.counts(run)).in_(style.lang), "strong"),)
    for proviso in runs.provisos(run):
        yield from paragraph("", proviso.in_(style.lang), indent=0, width=style.width, style="review")
    yield from paragraph("", labels.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


def _failing(report: Report, run: Run) -> Iterator[TripResult]:
    """The trips for which a run fails: not those of which its baseline knows everything."""
    if run.known is None:
        yield from (trip for trip in report.trips if run.fails(report.plan.name, trip.verdict))
        return
    from kvcheck.telling.fingerprints import fresh  # few runs have a baseline

    failing = {each.trip for each in fresh(report, run)}
    yield from (trip for trip in report.trips if trip.id in failing)


def _new_first(report: Report, run: Run) -> tuple[TripResult, ...]:
    """The trips, those for which a run with a baseline fails first."""
    if run.known is None:
        return report.trips
    failing = {trip.id for trip in _failing(report, run)}
    return tuple(sorted(report.trips, key=lambda trip: trip.id not in failing))


def _page(report: Report, library: Library, style: Style, known: frozenset[str] | None) -> Iterator[Line]:
    """One report: the trips, what they wait for, what was found; with --verbose each trip in full."""
    if report.trips:
        page: CausesPage | WholePage
        if style.verbose:
            page = whole = WholePage(report, library, style, known=known)
            yield from whole.head()
            for trip in report.trips:
                yield from whole.trip(trip)
            yield from whole.questions()
        else:
            page = causes = CausesPage(report, library, style, known=known)
            yield from causes.head()
            yield from causes.trips()
            yield from causes.questions()
            yield from causes.causes()
        if not style.quiet:
            yield from page.crew()
            yield from page.below()
            yield from page.assumptions()
            yield from page.summary()


def _unchecked(run: Run, style: Style) -> Iterator[Line]:
    """What could not be checked, each problem at its place."""
    for each in run.problems:
        where = f"{shown(str(each.place))}: " if each.place is not None else ""
        said = f"{where}{shown(each.message.in_(style.lang))}"
        yield from paragraph("✗ ", said, indent=0, width=style.width, style="not_permitted")
        if each.hint is not None:
            yield from paragraph("  = ", shown(each.hint.in_(style.lang)), indent=0, width=style.width)
    yield ()


def _waivers(run: Run, style: Style) -> Iterator[Line]:
    """The waivers that are not simply in use, each at its own line of its file; if quiet, those of what fails."""
    failing = {trip.id for report in run.reports for trip in _failing(report, run)}
    for use in run.waivers:
        if use.state in runs.AS_IT_SHOULD_BE or (style.quiet and not failing & {*use.trips, *dict(use.moved)}):
            continue
        said = runs.waiver_state(use).in_(style.lang)
        where = f"{shown(str(use.waiver.place))} {shown(use.waiver.id)}: {said}"
        yield from paragraph("! ", where, indent=0, width=style.width, style="review")
