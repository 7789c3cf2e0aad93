"""Reviewdog Diagnostic Format, for comments at the lines of a change. Risks with --verbose only."""

import json

from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.rows import Mark, Row, shown_rows
from kvcheck.telling.style import Style

SEVERITIES = {
    Mark.FAIL: "ERROR",
    Mark.OPEN: "WARNING",
    Mark.REVIEW: "WARNING",
    Mark.WARNING: "WARNING",
    Mark.RISK: "INFO",
}


def render(run: Run, library: Library, style: Style) -> str:
    """The run as diagnostics."""
    found = [_diagnostic(row, style.lang) for row in shown_rows(run, library, style)]
    value = {"source": {"name": "kvcheck"}, "severity": "WARNING", "diagnostics": found}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(row: Row, lang: str) -> dict[str, object]:
    """One row as a diagnostic at its line."""
    start = {"line": row.place.line, "column": row.place.column}
    return {
        "message": row.told(lang),
        "location": {"path": row.place.file, "range": {"start": start}},
        "severity": "ERROR" if row.fails else SEVERITIES[row.mark],
        "code": {"value": row.rule_name},
    }
