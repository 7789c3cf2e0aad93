"""Log commands of Azure Pipelines, escaped. Risks are left out: the service knows errors and warnings only.

The last line of the log says how many they are, beside the verdicts and the papers in hand.
"""

from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import summary
from kvcheck.telling.rows import NOWHERE, Row, shown_rows
from kvcheck.telling.style import Style


def render(run: Run, library: Library, style: Style) -> str:
    """The run as log commands."""
    found = shown_rows(run, library, style._replace(verbose=False))
    said = "" if style.quiet else f"##[section]kvcheck: {_message(shown(summary(run, library).in_(style.lang)))}\n"
    return "".join([*(_command(row, style.lang) for row in found), said])


def _command(row: Row, lang: str) -> str:
    """One row as a command: an error if it fails the run, else a warning."""
    level = "error" if row.fails else "warning"
    place = (
        f"sourcepath={_property(shown(row.place.file))};linenumber={row.place.line};columnnumber={row.place.column};"
    )
    properties = f"type={level};{place if row.place != NOWHERE else ''}code={_property(row.rule_name)};"
    return f"##vso[task.logissue {properties}]{_message(shown(row.told(lang)))}\n"


def _message(text: str) -> str:
    """A text in which nothing begins another command; Azure itself reads `%AZP25` as a percent sign."""
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text in a property, which also ends at `;` and `]`."""
    return _message(text).replace(";", "%3B").replace("]", "%5D")
