"""A pull request is known by its environment, and judged by what governed before it."""

import os
import random
from itertools import product
from pathlib import Path

import pytest

from tests.repository.test_touched import git, repository
from tests.support import Ran, changed, kvcheck
from tests.support.waivers import DOUBTED, HEAD, HOOK_UP, REGISTER, approvals

LONGER = changed(("depart: 2027-01-20", "depart: 2027-02-20"), text=DOUBTED)
RENEWED = HEAD + approvals(LONGER, HOOK_UP)
LISTED = "kvcheck: 1\nplans: [plan.yaml]\napprovers:\n  park-legal: {level: counsel}\n  kim: {}\n"
ANYBODY = "kvcheck: 1\nplans: [plan.yaml]\n"
CONFIGS = [LISTED, ANYBODY, LISTED + "fail_on: not_permitted\n", LISTED + "policies: [no-hands-on]\n", None]
RAISED = LISTED + "raise: {us/esta/esta-for-hands-on: not_permitted}\n"
GITHUB = {"GITHUB_BASE_REF": "main"}


def asked(folder: Path, *more: str, env: dict[str, str] | None = None) -> Ran:
    """A check as a CI service runs it for a pull request."""
    return kvcheck("check", *more, cwd=folder, env={"PATH": os.environ["PATH"], **(GITHUB if env is None else env)})


def put(folder: Path, **files: str | None) -> None:
    """Write files, or take them away; `_` in a name stands for the dot before its ending."""
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")


def branch(folder: Path, **files: str) -> Path:
    """A repository with these files on `main`, and a branch for work."""
    repository(folder, **files)
    git(folder, "checkout", "-q", "-b", "work")
    return folder


def test_a_waiver_of_its_own_passes_where_the_base_lists_who_approved_it(tmp_path: Path) -> None:
    """A trip that needs it fails without, and with the approval of anybody else; what it loosens is told."""
    folder = branch(tmp_path, plan_yaml=DOUBTED, kvcheck_yaml=LISTED)
    assert asked(folder).code == 4
    put(folder, waivers_yaml=REGISTER)
    for ran in (asked(folder), asked(folder, "--changed-since", "main", env={})):
        assert ran.code == 0
        assert "kim-1 passes by w-1, which this change brings: approved by park-legal" in " ".join(ran.out.split())
    put(folder, waivers_yaml=REGISTER.replace("park-legal", "kim"))
    for ran in (asked(folder), asked(folder, "--changed-since", "main", env={})):
        assert (ran.code, "needs counsel; may approve it: park-legal" in " ".join(ran.out.split())) == (4, True)
    put(folder, waivers_yaml=REGISTER.replace("park-legal", "new"), kvcheck_yaml=LISTED + "  new: {level: counsel}\n")
    ran = asked(folder, "-f", "json")
    assert (ran.code, '"holds": true' in ran.out) == (4, True)
    assert "`new` is not one of the `approvers`" in ran.out


def test_who_lengthens_a_trip_has_its_waiver_approved_first(tmp_path: Path) -> None:
    """The one commit fails and names both, whoever approved; the trip passes once the base has the waiver."""
    folder = branch(tmp_path, plan_yaml=DOUBTED, kvcheck_yaml=LISTED, waivers_yaml=REGISTER)
    put(folder, plan_yaml=LONGER, waivers_yaml=RENEWED)
    git(folder, "commit", "-qam", "longer")
    ran = asked(folder)
    said = " ".join(ran.out.split())
    assert ran.code == 4
    assert "this change also changes what kim-1 is judged by (waivers.yaml)" in said
    assert "have w-1 approved in a change of its own, before this one" in said
    assert "approved for 51 days, now 82" in said
    git(folder, "checkout", "-q", "main")
    put(folder, waivers_yaml=RENEWED)
    assert asked(folder).code == 0
    git(folder, "commit", "-qam", "approved")
    put(folder, plan_yaml=LONGER)
    assert asked(folder).code == 0


def test_without_its_base_a_pull_request_has_no_answer(tmp_path: Path) -> None:
    """It says what to fetch, in every format; plans outside of any repository are no part of a change."""
    folder = branch(tmp_path, plan_yaml=DOUBTED, kvcheck_yaml=LISTED)
    ran = asked(folder, "-f", "sarif", env={"CI_MERGE_REQUEST_DIFF_BASE_SHA": "0" * 40})
    assert (ran.code, "GIT_DEPTH: 0" in ran.err, '"executionSuccessful": false' in ran.out) == (3, True, True)
    ceiling = {**GITHUB, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    outside = tmp_path / "outside"
    outside.mkdir()
    put(outside, plan_yaml=DOUBTED)
    assert asked(outside, "plan.yaml", env=ceiling).code == 4


GOVERNING = [*CONFIGS, RAISED]
CHANGES = list(
    product(
        [DOUBTED, LONGER],
        [None, REGISTER, RENEWED, RENEWED.replace("park-legal", "kim")],
        [None, REGISTER],
        GOVERNING,
        GOVERNING,
    )
)
"""A plan, the waivers of the change and of the base, the configuration of the base and of the change."""
APPROVED = (DOUBTED, REGISTER, None, LISTED, LISTED)
"""The one that shall pass against what the base says of the plan."""
TRIED = [APPROVED, *random.Random(10).sample(CHANGES, 9)]  # noqa: S311 - the same ones every time


@pytest.mark.parametrize("change", TRIED, ids=range(len(TRIED)))
def test_loosening_is_never_silent(
    tmp_path: Path, change: tuple[str, str | None, str | None, str | None, str | None]
) -> None:
    """What governs and was changed is told; a trip that the base would fail passes only by an approval it lists."""
    plan, now, before, was, config = change
    folder = branch(tmp_path, plan_yaml=DOUBTED)
    git(folder, "checkout", "-q", "main")
    put(folder, waivers_yaml=before, kvcheck_yaml=was)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "base")
    put(folder, plan_yaml=plan)
    by_base = kvcheck("check", "plan.yaml", cwd=folder).code
    put(folder, waivers_yaml=now, kvcheck_yaml=config)
    ran = asked(folder, "plan.yaml")
    said = " ".join(ran.out.split())
    if (was, before if was else None) != (config, now if config else None):
        assert "the change also changes" in said
    if ran.code == 0 and by_base != 0:
        assert plan == DOUBTED
        assert "approvers" in (was or "")
        assert "kim-1 passes by w-1, which this change brings: approved by park-legal" in said
    assert change != APPROVED or (ran.code == 0 != by_base)
