"""Files and packs with the names that output calls them by."""

from pathlib import Path
from typing import NamedTuple

STDIN = Path("-")
"""How the command line names the plan on the standard input."""


class Named(NamedTuple):
    """A file or folder, and how output calls it."""

    path: Path
    name: str


class Policy(NamedTuple):
    """A policy pack that is wanted: a shipped one by name, or a file or folder."""

    text: str
    """As the user wrote it."""
    path: Path
    name: str
    """How output calls the file."""
