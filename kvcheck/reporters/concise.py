"""One line a finding: `file:line:column: mark: about: sentence [rule]`, for editors and agents.

Risks with --verbose only.
"""

from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import summary
from kvcheck.telling.rows import WAIVER_RULES, Mark, Row, once, rows
from kvcheck.telling.style import Style

ALWAYS = (Mark.UNCHECKED, Mark.FAIL, Mark.OPEN, Mark.REVIEW, Mark.WARNING)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as lines, the last one the summary; if quiet, only what fails, and waivers amiss."""
    found = once(rows(run, library, style, risks=style.verbose))
    told = [row for row in found if style.verbose or row.mark in ALWAYS]
    if style.quiet:
        told = [row for row in told if row.fails or row.rule_name in WAIVER_RULES.values()]
    lines = [shown(line_of(row, style.lang)) for row in told]
    if not style.quiet:
        lines.append(summary(run, library).in_(style.lang))
    return "".join(f"{line}\n" for line in lines)


def line_of(row: Row, lang: str) -> str:
    """One row in one line."""
    known = " (baseline)" if row.known else ""
    return f"{row.place}: {row.mark.value}: {row.told(lang)} [{row.rule_name}]{known}"
