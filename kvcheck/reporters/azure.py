"""Log commands of Azure Pipelines, escaped, the worst first. Risks are left out: the service knows errors and warnings.

An agent keeps the first ten errors and the first ten warnings of a step and only counts the rest. So each trip has its
worst finding among them before any trip has a second one, and the last of ten says how many more stand in the log
alone. The last line of the log has the verdicts, the papers in hand and the risks of the run.
"""

from collections.abc import Iterator, Sequence

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.reporters.github import apart
from kvcheck.telling.positions import summary
from kvcheck.telling.rows import NOWHERE, Row, each_trip_first, shown_rows
from kvcheck.telling.style import Style

MOST = 10
"""How many errors, and how many warnings, an agent keeps of a step."""
REST = Text(
    "{rest} only in the log of the step, because Azure Pipelines shows {most} of a kind",
    "Azure Pipelines는 종류별로 {most}건만 표시하므로 나머지 {rest:은} 단계의 로그에만 있습니다",
)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as log commands."""
    found = shown_rows(run, library, style._replace(verbose=False))
    said = "" if style.quiet else f"##[section]kvcheck: {_message(shown(summary(run, library).in_(style.lang)))}\n"
    levels = {level: [row for row in found if _level(row) == level] for level in ("error", "warning")}
    return "".join([*(line for level, rows in levels.items() for line in _of_level(level, rows, style.lang)), said])


def _level(row: Row) -> str:
    """How loud a row is: an error if it fails the run, else a warning."""
    return "error" if row.fails else "warning"


def _of_level(level: str, found: Sequence[Row], lang: str) -> Iterator[str]:
    """The rows of a level: no more commands than are kept, the others as lines of the log."""
    rows = each_trip_first(found)
    kept = len(rows) if len(rows) <= MOST else MOST - 1
    yield from (_command(row, lang) for row in rows[:kept])
    if rows[kept:]:
        said = REST.filled(rest=count(len(rows) - kept, "more finding", "건"), most=MOST).in_(lang)
        yield f"##vso[task.logissue type={level};code=kvcheck;]{_message(said)}\n"
    for row in rows[kept:]:
        where = f"{row.place}: " if row.place != NOWHERE else ""
        yield f"##[{level}]{_message(shown(f'{where}{row.told(lang)}'))}\n"


def _command(row: Row, lang: str) -> str:
    """One row as a command."""
    place = (
        f"sourcepath={_property(shown(row.place.file))};linenumber={row.place.line};columnnumber={row.place.column};"
    )
    properties = f"type={_level(row)};{place if row.place != NOWHERE else ''}code={_property(row.rule_name)};"
    return f"##vso[task.logissue {properties}]{_message(shown(row.told(lang)))}\n"


def _message(text: str) -> str:
    """A text in which nothing begins another command, which an agent finds anywhere in a line.

    Azure itself reads `%AZP25` as a percent sign.
    """
    return apart(text).replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text in a property, which also ends at `;` and `]`."""
    return _message(text).replace(";", "%3B").replace("]", "%5D")
