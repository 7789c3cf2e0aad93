"""Runs to strings: one file a format, all listed here."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple, cast

from kvcheck.model import Run
from kvcheck.packs import Library


class Style(NamedTuple):
    """How the user wants a report."""

    lang: str = "en"
    verbose: bool = False
    quiet: bool = False
    """Only what fails."""
    width: int = 80
    """Columns, for formats that have lines."""
    template: str = ""
    """The text of the user's own template, for the format that has one."""


Reporter = Callable[[Run, Library, Style], str]

FORMATS: Mapping[str, str] = {
    "text": "for a person at a terminal",
    "json": "for programs, by the schema `report`",
    "html": "one page for those who decide",
    "markdown": "for a comment at a pull request, or the summary of a job",
    "csv": "one line a finding, for spreadsheets",
    "concise": "one line a finding, for editors and agents",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, for test reports",
    "github": "annotations of GitHub Actions",
    "gitlab": "code quality report of GitLab",
    "azure": "log commands of Azure Pipelines",
    "teamcity": "service messages of TeamCity",
    "rdjson": "for reviewdog",
    "tap": "Test Anything Protocol 14",
    "template": "your own template (`--template FILE`)",
}
"""Every format by its name, which is that of its module, and what it is for."""


def reporter(fmt: str) -> Reporter:
    """The reporter of a format of FORMATS; only its own module is imported."""
    return cast("Reporter", import_module(f"{__name__}.{fmt}").render)
