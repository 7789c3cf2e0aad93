"""Code quality report of GitLab: a list of issues with fingerprints. Risks with --verbose only."""

import json
from collections import Counter

from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.rows import Mark, shown_rows
from kvcheck.telling.style import Style

SEVERITIES = {
    Mark.UNCHECKED: "blocker",
    Mark.FAIL: "critical",
    Mark.OPEN: "major",
    Mark.REVIEW: "major",
    Mark.WARNING: "minor",
    Mark.RISK: "info",
}


def render(run: Run, library: Library, style: Style) -> str:
    """The run as a code quality report."""
    seen = Counter[str]()
    issues = []
    for row in shown_rows(run, library, style):
        seen[row.fingerprint] += 1
        count = seen[row.fingerprint]
        issues.append(
            {
                "description": row.told(style.lang),
                "check_name": row.rule_name,
                "fingerprint": row.fingerprint if count == 1 else f"{row.fingerprint}-{count}",
                "severity": SEVERITIES[row.mark],
                "location": {"path": row.place.file, "lines": {"begin": row.place.line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
