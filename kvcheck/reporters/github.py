"""Annotations of GitHub Actions: workflow commands, escaped, the worst first.

Not permitted, or not to be checked, is an error; what is open, for review or warns is a warning; risks, with --verbose
only, are notices. GitHub shows ten of a level for each step and drops the rest without a word. So each trip has its
worst finding shown before any trip has a second one, and the last of ten says how many are left out. The last notice
has the verdicts, the papers in hand and the risks of the run.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

from kvcheck.errors import Place, Problem
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import summary
from kvcheck.telling.rows import NOWHERE, Mark, Row, each_trip_first, shown_rows
from kvcheck.telling.style import Style

MOST = 10
"""How many annotations of one level GitHub shows for a step."""
LEVELS = ("error", "warning", "notice")
"""How loud an annotation is, the loudest first."""
REST = Text(
    "{rest} not shown here, because GitHub shows {most} of a level; run `kvcheck check` for all",
    "GitHub는 수준별로 {most}건만 표시하여 {rest:을} 생략했습니다. 전체는 `kvcheck check`로 확인하십시오",
)


def render(run: Run, library: Library, style: Style) -> str:
    """The run as annotations."""
    found = shown_rows(run, library, style)
    told = [
        line
        for level in LEVELS
        for line in _of_level(level, [row for row in found if _level(row) == level], style.lang)
    ]
    if run.reports and not style.quiet:
        told.append(command("notice", summary(run, library).in_(style.lang), "kvcheck", None))
    return "".join(told)


def _level(row: Row) -> str:
    """How loud a row is."""
    return {Mark.UNCHECKED: "error", Mark.FAIL: "error", Mark.RISK: "notice"}.get(row.mark, "warning")


def _of_level(level: str, found: Sequence[Row], lang: str) -> Iterator[str]:
    """The rows of a level, no more than GitHub shows."""
    most = MOST - (level == LEVELS[-1])  # the last notice is the summary
    kept = each_trip_first(found)[: most if len(found) <= most else most - 1]
    yield from (_of_row(row, lang) for row in kept)
    if len(found) > len(kept):
        yield _rest(level, len(found) - len(kept), lang)


def _rest(level: str, rest: int, lang: str) -> str:
    """That some are left out, and how many."""
    said = REST.filled(rest=count(rest, "more finding", "건"), most=MOST)
    return command(level, said.in_(lang), "kvcheck", None)


def _of_row(row: Row, lang: str) -> str:
    """One row as an annotation at its line."""
    title = f"{row.about(lang)}: {row.says.in_(lang)}" if row.trips else row.says.in_(lang)
    if row.mark is Mark.UNCHECKED:
        title = ""
    law = f" [{row.law}]" if row.law else ""
    place = None if row.place == NOWHERE else row.place
    return command(_level(row), f"{row.message(lang)}{law} ({row.rule_name})", title, place)


def problems(found: Sequence[Problem], lang: str) -> str:
    """What is wrong with the input, as annotations at its lines, no more than GitHub shows."""
    kept = found[: MOST if len(found) <= MOST else MOST - 1]
    said = [
        command("error", ". ".join(text.in_(lang) for text in (each.message, each.hint) if text), "", each.place)
        for each in kept
    ]
    rest = len(found) - len(kept)
    return "".join([*said, *([_rest("error", rest, lang)] if rest else [])])


def command(level: str, message: str, title: str, place: Place | None) -> str:
    """One annotation. Whatever the text holds, it is one line and one command."""
    properties = []
    if place is not None:
        properties += [f"file={_property(shown(place.file))}", f"line={place.line}", f"col={place.column}"]
    if title:
        properties.append(f"title={_property(shown(title))}")
    return f"::{level} {','.join(properties)}::{_message(message)}\n"


def apart(text: str) -> str:
    """Text in which no two `#` stand together, since a runner finds `##vso[` anywhere in a line."""
    return re.sub("#(?=#)", "#\u2060", text)


def _message(text: str) -> str:
    """Text on one line, in which neither this runner nor one of an older kind finds another command."""
    return apart(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text in a property, which also ends at `:` and `,`."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def guard(text: str) -> str:
    """Text in which no line is taken for a command, whatever it holds; the token is one that the text cannot hold."""
    token = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return f"::stop-commands::{token}\n{text}::{token}::\n"
