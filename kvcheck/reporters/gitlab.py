"""Code quality report of GitLab: a list of issues with fingerprints, the worst first. Risks with --verbose only.

Of a report that is too large GitLab shows nothing: then the last issue says how many are left out.
"""

import json
import textwrap
from collections import Counter

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.rows import Mark, Row, shown_rows
from kvcheck.telling.style import Style

SEVERITIES = {
    Mark.UNCHECKED: "blocker",
    Mark.FAIL: "critical",
    Mark.OPEN: "major",
    Mark.REVIEW: "major",
    Mark.WARNING: "minor",
    Mark.RISK: "info",
}


MOST_BYTES = 20_000_000
"""Of reports of 23 MB GitLab was seen to show nothing but that they failed to load."""
LEFT_OUT = "kvcheck/left-out"
REST = Text(
    "{rest} not shown here, because GitLab shows nothing of a report that is too large; run `kvcheck check` for all",
    "GitLab은 너무 큰 보고서를 표시하지 않으므로 {rest:을} 생략했습니다. 전체는 `kvcheck check`로 확인하십시오",
)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as a code quality report."""
    seen = Counter[str]()
    issues: list[str] = []
    size = 0
    found = shown_rows(run, library, style)
    for row in found:
        seen[row.fingerprint] += 1
        times = seen[row.fingerprint]
        print_ = row.fingerprint if times == 1 else f"{row.fingerprint}-{times}"
        issues.append(_issue(row.told(style.lang), row.rule_name, print_, row))
        size += len(issues[-1].encode(errors="replace"))
        if size > MOST_BYTES and len(found) - len(issues) > 0:
            rest = count(len(found) - len(issues), "more finding", "건")
            issues.append(_issue(REST.filled(rest=rest).in_(style.lang), LEFT_OUT, LEFT_OUT, found[len(issues)]))
            break
    return "[" + ",".join(f"\n{each}" for each in issues) + "\n]\n" if issues else "[]\n"


def _issue(said: str, name: str, print_: str, row: Row) -> str:
    """One issue at the place of a row, as grave as that."""
    value = {
        "description": said,
        "check_name": name,
        "fingerprint": print_,
        "severity": SEVERITIES[row.mark],
        "location": {"path": row.place.file, "lines": {"begin": row.place.line}},
    }
    return textwrap.indent(json.dumps(value, ensure_ascii=False, indent=1), " ")
