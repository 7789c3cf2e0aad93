"""The CI services that kvcheck knows, recognised by the variables they document."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

GITLAB_REPORT = Path("gl-code-quality-report.json")
"""The name that GitLab's documentation gives to its code quality report."""


class Service(StrEnum):
    """A CI service with a format of its own."""

    GITHUB = "github"
    GITLAB = "gitlab"


class CI(NamedTuple):
    """The service that runs kvcheck."""

    service: Service
    summary: Path | None = None
    """GitHub: the file that becomes the summary of the job."""


def ci_of(environment: Mapping[str, str]) -> CI | None:
    """The service that runs kvcheck; None on a person's machine, or in another service."""
    if environment.get("GITHUB_ACTIONS") == "true":
        summary = environment.get("GITHUB_STEP_SUMMARY")
        return CI(Service.GITHUB, Path(summary) if summary else None)
    return CI(Service.GITLAB) if environment.get("GITLAB_CI") == "true" else None
