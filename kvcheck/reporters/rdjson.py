"""Reviewdog Diagnostic Format, for comments at the lines of a change. Risks with --verbose only.

Services show few of many comments (reviewdog puts 30 at the lines of a pull request, the rest into its summary): the
worst come first, and of those each trip has one before any has two. Columns count bytes of UTF-8, as the format has it;
a place whose line is not at hand has a line only.
"""

import json
from collections.abc import Mapping
from itertools import groupby

from kvcheck.errors import Place
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.source import Document
from kvcheck.telling.rows import NOWHERE, Mark, Row, each_trip_first, shown_rows
from kvcheck.telling.style import Style

SEVERITIES = {
    Mark.UNCHECKED: "ERROR",
    Mark.FAIL: "ERROR",
    Mark.OPEN: "WARNING",
    Mark.REVIEW: "WARNING",
    Mark.WARNING: "WARNING",
    Mark.RISK: "INFO",
}


def render(run: Run, library: Library, style: Style) -> str:
    """The run as diagnostics."""
    documents = {each.name: each for report in run.reports for each in report.plan.documents}
    every = groupby(shown_rows(run, library, style), key=lambda row: (row.fails, row.mark))
    found = [_diagnostic(row, documents, style.lang) for _, rows in every for row in each_trip_first(list(rows))]
    value = {"source": {"name": "kvcheck"}, "severity": "WARNING", "diagnostics": found}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(row: Row, documents: Mapping[str, Document], lang: str) -> dict[str, object]:
    """One row as a diagnostic at its line."""
    location: dict[str, object] = {"path": row.place.file}
    if row.place != NOWHERE:
        location["range"] = {"start": _start(row.place, documents.get(row.place.file))}
    return {
        "message": row.told(lang),
        "location": location,
        "severity": "ERROR" if row.fails else SEVERITIES[row.mark],
        "code": {"value": row.rule_name},
    }


def _start(place: Place, document: Document | None) -> dict[str, int]:
    """A place with its column in bytes."""
    if document is None:
        return {"line": place.line}
    before = document.line(place.line)[: place.column - 1]
    return {"line": place.line, "column": len(before.encode(errors="replace")) + 1}
