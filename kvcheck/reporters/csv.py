"""One line a finding, for spreadsheets: UTF-8 with a mark that Excel knows it by. Ids only.

Each line says to which position it belongs: the law, or what draws attention though it is lawful. Lines about a
permitted trip have the number of papers that prove it, and of those in hand.

Text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import io
from collections.abc import Iterator
from csv import writer

from kvcheck.lines.escape import in_spreadsheet
from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import Papers
from kvcheck.telling.rows import Mark, Row, rows
from kvcheck.telling.style import Style

HEADINGS = (
    "plan", "trips", "traveler", "class", "activity", "kind", "layer", "mark", "fails", "known", "rule", "says",
    "because", "ask", "instead", "law", "from", "to", "waiver", "file", "line", "column", "fingerprint",
    "position", "papers", "papers_in_hand",
)  # fmt: skip


def render(run: Run, library: Library, style: Style) -> str:
    """The run as CSV."""
    out = io.StringIO(newline="")
    lines = writer(out, lineterminator="\r\n")
    lines.writerow(HEADINGS)
    for each in table(run, library, style):
        lines.writerow([_harmless(value) for value in each])
    return "\ufeff" + out.getvalue()


def table(run: Run, library: Library, style: Style) -> Iterator[list[str]]:
    """Everything found, each as the texts of the columns."""
    papers = Papers(library)
    proof = {(report.plan.name, trip.id): papers.of(trip) for report in run.reports for trip in report.trips}
    for row in rows(run, library, style):
        named, held = proof.get((row.plan, row.trips[0] if len(row.trips) == 1 else ""), ((), ()))
        position = "attention" if row.mark is Mark.RISK else "law"
        counts = [str(len(each)) if named else "" for each in (named, held)]
        yield [*_values(row, style.lang), position, *counts]


def _values(row: Row, lang: str) -> list[str]:
    """The columns of a row that it has by itself."""
    return [
        row.plan,
        " ".join(row.trips),
        row.traveler if len(row.trips) == 1 else "",
        row.admitted,
        str(row.activity or ""),
        row.kind,
        row.layer.value,
        row.mark.value,
        "yes" if row.fails else "no",
        "yes" if row.known else "no",
        row.rule_name,
        row.says.in_(lang),
        "; ".join(text.in_(lang) for text in row.because),
        " ".join(text.in_(lang) for text in row.asks),
        row.instead.in_(lang) if row.instead is not None else "",
        row.law,
        row.first,
        row.last,
        row.waiver.id if row.waiver is not None else "",
        row.place.file,
        str(row.place.line),
        str(row.place.column),
        row.fingerprint,
    ]


def _harmless(text: str) -> str:
    """A cell that a spreadsheet takes for text."""
    return in_spreadsheet(shown(text))
