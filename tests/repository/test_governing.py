"""A change does not accept itself: it is judged by what governed before it, and what it loosens is told."""

import os
from pathlib import Path

import pytest

from tests.repository.test_touched import git, repository
from tests.support import MINIMAL, ROOT, Ran, changed, kvcheck
from tests.support.waivers import DOUBTED, HEAD, HOOK_UP, approvals, register

LONGER = changed(("depart: 2027-01-20", "depart: 2027-02-20"), text=DOUBTED)
RENEWED = HEAD + approvals(LONGER, HOOK_UP)
CONFIG = "kvcheck: 1\nplans: [plan.yaml]\n"


def since(folder: Path, *more: str) -> Ran:
    """A check of what changed since the last commit."""
    return kvcheck("check", "--changed-since", "HEAD", *more, cwd=folder, env={"PATH": os.environ["PATH"]})


def put(folder: Path, **files: str) -> None:
    """Write files; `_` in a name stands for the dot before its ending."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def test_a_change_that_lengthens_a_trip_does_not_renew_its_waiver(tmp_path: Path) -> None:
    """It fails and names both; it passes once the base has the waiver."""
    folder = repository(register(tmp_path))
    put(folder, plan_yaml=LONGER, waivers_yaml=RENEWED)
    assert kvcheck("check", cwd=folder).code == 0
    ran = since(folder)
    said = " ".join(ran.out.split())
    assert ran.code == 4
    assert "also changes what kim-1 is judged by (waivers.yaml)" in said
    assert "approved for 51 days, now 82" in said
    assert "also changes what kim-1 is judged by" in " ".join(since(folder, "-q").out.split())
    assert "kvcheck/loosened" in since(folder, "-f", "concise").out
    git(folder, "commit", "-q", "-m", "approved", "waivers.yaml")
    assert since(folder).code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kvcheck: 1\nplans: [plan.yaml]\npolicies: [no-hands-on]\n", CONFIG),
        ("kvcheck: 1\nplans: [plan.yaml]\npolicies: [acme.yaml]\n", CONFIG),
        ("kvcheck: 1\nplans: [plan.yaml]\npolicies: [no-hands-on]\n", None),
    ],
)
def test_a_policy_that_the_change_drops_still_governs_it(tmp_path: Path, before: str, after: str | None) -> None:
    """Whether it is shipped or the company's own, and where the settings went away with it."""
    own = (ROOT / "rules" / "policy" / "no-hands-on" / "rules.yaml").read_text(encoding="utf-8")
    own = own.replace("pack: policy/no-hands-on", "pack: policy/acme")
    folder = repository(tmp_path, plan_yaml=MINIMAL, kvcheck_yaml=before, acme_yaml=own)
    if after is None:
        (folder / "kvcheck.yaml").unlink()
    else:
        put(folder, kvcheck_yaml=after)
    ran = kvcheck("check", "plan.yaml", "--changed-since", "HEAD", cwd=folder, env={"PATH": os.environ["PATH"]})
    assert ran.code == 1
    assert "kim-1 is judged by" in " ".join(ran.out.split())


def test_a_threshold_and_a_baseline_that_the_change_brings_do_not_govern_it(tmp_path: Path) -> None:
    """What fails in the base fails still; that something was changed is told."""
    for name, make in (("fail", None), ("known", "known.json")):
        folder = tmp_path / name
        folder.mkdir()
        repository(folder, plan_yaml=MINIMAL, kvcheck_yaml=CONFIG)
        put(folder, plan_yaml=DOUBTED)
        if make is None:
            put(folder, kvcheck_yaml=CONFIG + "fail_on: not_permitted\n")
        else:
            kvcheck("check", "--write-baseline", make, cwd=folder)
            put(folder, kvcheck_yaml=CONFIG + f"baseline: {make}\n")
        assert kvcheck("check", cwd=folder).code == 0
        ran = since(folder)
        assert (ran.code, "the change also changes" in ran.out) == (4, True)


def test_what_a_change_tightens_counts_at_once(tmp_path: Path) -> None:
    """The worse of the two answers is the answer."""
    folder = repository(tmp_path, plan_yaml=MINIMAL, kvcheck_yaml=CONFIG)
    put(folder, kvcheck_yaml=CONFIG + "policies: [no-hands-on]\n")
    assert since(folder).code == 1
