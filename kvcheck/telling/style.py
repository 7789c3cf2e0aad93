"""How the user wants a result to be shown."""

from typing import NamedTuple

from kvcheck.language.text import LANGUAGES


class Style(NamedTuple):
    """How the user wants a report."""

    lang: str = LANGUAGES[0]
    verbose: bool = False
    quiet: bool = False
    """Only what fails."""
    width: int = 80
    """Columns, for formats that have lines."""
    template: str = ""
    """The text of the user's own template, for the format that has one."""
