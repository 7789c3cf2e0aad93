"""Service messages of TeamCity: one inspection type a rule, one inspection a finding. Risks with --verbose only.

What could not be checked is a problem of the build. Its statistics have the three
positions: verdicts by law, papers in hand, risks.
"""

from collections.abc import Iterator

from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import positions_of
from kvcheck.telling.rows import NOWHERE, OWN_RULES, Mark, Row, shown_rows
from kvcheck.telling.style import Style

SEVERITIES = {
    Mark.FAIL: "ERROR",
    Mark.OPEN: "WARNING",
    Mark.REVIEW: "WARNING",
    Mark.WARNING: "WARNING",
    Mark.RISK: "WEAK WARNING",
}

LONGEST = 4_000
"""The most characters of the description of a build problem."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as service messages."""
    every = shown_rows(run, library, style)
    found = [row for row in every if row.mark is not Mark.UNCHECKED]
    types = {row.rule_name: row for row in found}
    said = [_trouble(row, style.lang) for row in every if row.mark is Mark.UNCHECKED]
    said += [_type(row, style.lang) for row in types.values()]
    return "".join([*said, *(_inspection(row, style.lang) for row in found), *_statistics(run, library)])


def _statistics(run: Run, library: Library) -> Iterator[str]:
    """Values of the build that TeamCity charts: verdicts by law, papers in hand, risks."""
    for key, value in positions_of(run.reports, library).flat.items() if run.reports else ():
        yield _message("buildStatisticValue", key=key, value=value)


def _trouble(row: Row, lang: str) -> str:
    """What could not be checked: a problem of the build, which fails by it whatever its tests say."""
    where = "" if row.place == NOWHERE else f"{row.place}: "
    return _message("buildProblem", description=f"{where}{row.told(lang)}"[:LONGEST], identity=row.fingerprint)


def _type(row: Row, lang: str) -> str:
    """A rule as a type of inspection; each has to be declared before its first inspection."""
    title = row.rule.title if row.rule is not None else OWN_RULES[row.rule_name]
    return _message("inspectionType", id=row.rule_name, name=title.in_(lang), category="kvcheck", description=row.law)


def _inspection(row: Row, lang: str) -> str:
    """One row as an inspection at its line."""
    severity = "ERROR" if row.fails else SEVERITIES[row.mark]
    return _message(
        "inspection",
        typeId=row.rule_name,
        message=row.told(lang),
        file=row.place.file,
        line=str(row.place.line),
        SEVERITY=severity,
    )


def _message(kind: str, /, **values: str) -> str:
    """A service message of these values."""
    said = " ".join(f"{key}='{_escaped(shown(value))}'" for key, value in values.items())
    return f"##teamcity[{kind} {said}]\n"


def _escaped(text: str) -> str:
    """A text in a value, which ends at `'` and `]`; `|` escapes, so it comes first."""
    for sign, meant in (("|", "||"), ("'", "|'"), ("[", "|["), ("]", "|]")):
        text = text.replace(sign, meant)
    return text
