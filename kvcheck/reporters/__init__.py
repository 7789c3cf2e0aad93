"""Reports to strings: one file a format, all listed here."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kvcheck.model import Report
from kvcheck.packs import Library


class Style(NamedTuple):
    """How the user wants a report."""

    lang: str = "en"
    verbose: bool = False
    width: int = 80
    """Columns, for formats that have lines."""


Reporter = Callable[[Sequence[Report], Library, Style], str]


def _text(reports: Sequence[Report], library: Library, style: Style) -> str:
    from kvcheck.reporters.text import render

    return render(reports, library, style)


def _json(reports: Sequence[Report], library: Library, style: Style) -> str:
    from kvcheck.reporters.json import render

    return render(reports, library, style)


def _html(reports: Sequence[Report], library: Library, style: Style) -> str:
    from kvcheck.reporters.html import render

    return render(reports, library, style)


REPORTERS: Mapping[str, Reporter] = {"text": _text, "json": _json, "html": _html}
"""Every format by its name."""
