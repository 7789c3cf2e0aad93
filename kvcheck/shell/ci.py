"""The CI services that kvcheck knows, recognised by the variables they document."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from kvcheck.frozen import NamedTuple

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


class PullRequest(NamedTuple):
    """A change that is asked to be taken up, as a CI service runs it."""

    variable: str
    """The variable that says so."""
    revisions: tuple[str, ...]
    """What git may call the commit that it is to be taken up into, the best first."""


_TARGETS = {
    "GITHUB_BASE_REF": "",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "",
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "",
    "BITBUCKET_PR_DESTINATION_BRANCH": "",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "",
    "CHANGE_TARGET": "CHANGE_ID",
    "DRONE_TARGET_BRANCH": "DRONE_PULL_REQUEST",
    "CI_COMMIT_TARGET_BRANCH": "CI_COMMIT_PULL_REQUEST",
}
"""Variables with the branch that a change is to go into, each with one that has to be there too, if others set it."""
_COMMITS = ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
"""The same of GitLab as commits: they are there where the branch was not fetched."""


def pull_request_of(environment: Mapping[str, str]) -> PullRequest | None:
    """The pull or merge request that a CI service runs this for; None where it is none, or nothing says so."""
    found = [name for name, also in _TARGETS.items() if environment.get(name) and (not also or environment.get(also))]
    commits = [name for name in _COMMITS if environment.get(name)]
    revisions: list[str] = []
    for name in found[:1]:
        branch = environment[name].removeprefix("refs/heads/")
        revisions += [f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"]
    revisions += [environment[name] for name in commits]
    return PullRequest((found + commits)[0], tuple(revisions)) if revisions else None


def obeys_logs(environment: Mapping[str, str]) -> bool:
    """Whether the output goes to a runner that takes lines of a log for commands."""
    return any(environment.get(name) for name in ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"))


_COMMAND = r"(?im)##(?=\[|vso\[|teamcity\[)|^(?=\s*::)"


def tame(text: str) -> str:
    """Text whose lines are no commands: what would begin one is kept apart from it by a mark that does not show."""
    return re.sub(_COMMAND, lambda match: "#\u2060#" if match[0] else "\u2060", text)
