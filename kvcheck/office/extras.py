"""Libraries that only some commands need: what is said where one is not installed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kvcheck.errors import not_installed

OFFICE = {"docx": "python-docx", "docxtpl": "docxtpl", "openpyxl": "openpyxl",
          "ruamel": "ruamel.yaml"}  # fmt: skip
"""Modules of the extra `office`, each with the package it comes from."""

PROVE = {"z3": "z3-solver"}
"""Modules of the extra `prove`."""


@contextmanager
def office_needed() -> Iterator[None]:
    """Run what imports a library of the extra `office`; BadCommand, with the line to type, if it is not installed."""
    with _needed("office", OFFICE):
        yield


@contextmanager
def prove_needed() -> Iterator[None]:
    """Run what imports a library of the extra `prove`; BadCommand, with the line to type, if it is not installed."""
    with _needed("prove", PROVE):
        yield


@contextmanager
def _needed(extra: str, packages: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        package = packages.get((error.name or "").split(".")[0])
        if package is None:
            raise
        raise not_installed(package, extra) from None
