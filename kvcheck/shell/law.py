"""The law of the settings of a command."""

from pathlib import Path

from kvcheck.packs import Library
from kvcheck.repository.law import library_by
from kvcheck.shell.settings import Settings


def library_of(settings: Settings, cache: Path | None = None) -> Library:
    """The library of the law of some settings; what is read of it is kept in the folder `cache`, if there is one."""
    return library_by(settings.elsewhere, cache)
