"""The CI services that kvcheck knows, recognised by the variables they document."""

import re
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


def obeys_logs(environment: Mapping[str, str]) -> bool:
    """Whether the output goes to a runner that takes lines of a log for commands."""
    return any(environment.get(name) for name in ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"))


_COMMAND = re.compile(r"##(?=\[|vso\[|teamcity\[)|^(?=\s*::)", re.MULTILINE | re.IGNORECASE)


def tame(text: str) -> str:
    """Text whose lines are no commands: what would begin one is kept apart from it by a mark that does not show."""
    return _COMMAND.sub(lambda match: "#\u2060#" if match[0] else "\u2060", text)
