"""How the user wants a result to be shown."""

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import LANGUAGES


class Style(NamedTuple):
    """How the user wants a report."""

    lang: str = LANGUAGES[0]
    verbose: bool = False
    quiet: bool = False
    """Only what fails."""
    width: int = 80
    """Columns, for formats that have lines."""
    passes: bool = False
    """Whether SARIF has what passes too."""
    longest: int = 60_000
    """The most characters of Markdown: GitHub takes 65,536 for a comment, and others put something around it."""
    beside: bool = False
    """Whether what could not be checked is told beside the output, on the same terminal."""
    template: str = ""
    """The text of the user's own template, for the format that has one."""
