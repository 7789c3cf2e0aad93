"""Libraries that only some papers need: what is said where one is not installed."""

from collections.abc import Iterator
from contextlib import contextmanager

from kvcheck.errors import not_installed

OFFICE = {"docx": "python-docx", "docxtpl": "docxtpl", "icalendar": "icalendar", "openpyxl": "openpyxl",
          "ruamel": "ruamel.yaml"}  # fmt: skip
"""Modules of the extra `office`, each with the package it comes from."""


@contextmanager
def office_needed() -> Iterator[None]:
    """Run what imports a library of the extra `office`; BadCommand, with the line to type, if it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = OFFICE.get((error.name or "").split(".")[0])
        if package is None:
            raise
        raise not_installed(package) from None
