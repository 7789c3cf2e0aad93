"""Annotations of GitHub Actions: workflow commands, escaped, the worst first, because few of many are shown.

A finding that fails the run is an error, one that does not a warning; risks are notices, with --verbose only.
"""

import hashlib
from collections.abc import Iterable

from kvcheck.errors import Place, Problem
from kvcheck.lines.layout import shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.rows import Mark, Row, shown_rows
from kvcheck.telling.style import Style


def render(run: Run, library: Library, style: Style) -> str:
    """The run as annotations."""
    return "".join(_of_row(row, style.lang) for row in shown_rows(run, library, style))


def _level(row: Row) -> str:
    """How loud a row is: an error only if it fails the run."""
    return "error" if row.fails else "notice" if row.mark is Mark.RISK else "warning"


def _of_row(row: Row, lang: str) -> str:
    """One row as an annotation at its line."""
    title = f"{row.about(lang)}: {row.says.in_(lang)}" if row.trips else row.says.in_(lang)
    law = f" [{row.law}]" if row.law else ""
    return command(_level(row), f"{row.message(lang)}{law} ({row.rule_name})", title, row.place)


def problems(found: Iterable[Problem], lang: str) -> str:
    """What is wrong with the input, as annotations at its lines."""
    return "".join(
        command("error", ". ".join(text.in_(lang) for text in (each.message, each.hint) if text), "", each.place)
        for each in found
    )


def command(level: str, message: str, title: str, place: Place | None) -> str:
    """One annotation. Whatever the text holds, it is one line and one command."""
    properties = []
    if place is not None:
        properties += [f"file={_property(shown(place.file))}", f"line={place.line}", f"col={place.column}"]
    if title:
        properties.append(f"title={_property(shown(title))}")
    return f"::{level} {','.join(properties)}::{_message(message)}\n"


def _message(text: str) -> str:
    """Text on one line, in which neither this runner nor one of an older kind finds another command."""
    return text.replace("##", "#\u2060#").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text in a property, which also ends at `:` and `,`."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def guard(text: str) -> str:
    """Text in which no line is taken for a command, whatever it holds; the token is one that the text cannot hold."""
    token = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return f"::stop-commands::{token}\n{text}::{token}::\n"
