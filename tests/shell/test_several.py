"""Several configurations in one run: each plan goes by that nearest to it, and the run is the sum of theirs."""

import json
import os
from itertools import product
from pathlib import Path

import pytest

from tests.repository.test_touched import git
from tests.support import MINIMAL, Ran, changed, kvcheck
from tests.support.layers import OWN
from tests.support.waivers import DOUBTED, REGISTER

KVCHECK = "kvcheck: 1\nplans: [plan.yaml]\n"
WORSE = changed(("depart: 2027-01-20", "depart: 2027-03-15"))
STRICT = KVCHECK + "policies: [esta-14-days]\n"
RAISED = KVCHECK + "raise: {us/esta/esta-for-hands-on: not_permitted}\n"
FORMATS = ("text", "json", "sarif", "junit", "html", "markdown", "github", "azure", "tap", "concise")


def put(folder: Path, **files: str | None) -> Path:
    """Folders with a plan and what governs it: `a_kvcheck` is `a/kvcheck.yaml`."""
    for name, text in files.items():
        path = folder / f"{name.replace('_', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink()
    return folder


def check(folder: Path, *options: str | Path, **environment: str) -> Ran:
    """A check in a folder, on the day of the tests."""
    return kvcheck("check", *options, cwd=folder, env={"PATH": os.environ["PATH"], **environment})


def verdicts(ran: Ran) -> dict[str, str]:
    """The verdict of each plan of a JSON report."""
    return {each["plan"]: each["verdict"] for each in json.loads(ran.out)["plans"]}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_each_plan_goes_by_the_configuration_nearest_to_it(tmp_path: Path, lang: str) -> None:
    """One by a policy, one by its threshold, one by none; every format that has room for it says which."""
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=STRICT, b_plan=DOUBTED, b_kvcheck=KVCHECK + "fail_on: not_permitted\n")
    put(tmp_path, c_plan=MINIMAL)
    files = [f"-f={each}=out.{each}" for each in FORMATS]
    ran = check(tmp_path, "a/plan.yaml", "b/plan.yaml", "c/plan.yaml", "--lang", lang, *files)
    assert ran.code == 1
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {each["plan"]: each["verdict"] for each in found["plans"]} == {
        "a/plan.yaml": "not_permitted",
        "b/plan.yaml": "needs_review",
        "c/plan.yaml": "permitted",
    }
    assert [(each["config"], each["plans"], each["fail_on"]) for each in found["governed"]] == [
        ("a/kvcheck.yaml", ["a/plan.yaml"], "needs_review"),
        ("b/kvcheck.yaml", ["b/plan.yaml"], "not_permitted"),
        ("", ["c/plan.yaml"], "needs_review"),
    ]
    for each in FORMATS:
        text = (tmp_path / f"out.{each}").read_text(encoding="utf-8").replace("\\", "")
        assert "b/kvcheck.yaml" in text, each


CONFIGS = (None, KVCHECK, STRICT, RAISED, KVCHECK + "fail_on: not_permitted\n")


@pytest.mark.parametrize(("one", "other"), product(CONFIGS, repeat=2))
def test_a_run_of_several_says_what_runs_of_each_say(tmp_path: Path, one: str | None, other: str | None) -> None:
    """Nothing is softer, or harder, for what stands beside it; the worse exit code is that of both."""
    put(tmp_path, a_plan=DOUBTED, b_plan=DOUBTED.replace("kim-1", "kim-2"), a_waivers=REGISTER if one else "waivers: {}\n")
    put(tmp_path, **{name: text for name, text in (("a_kvcheck", one), ("b_kvcheck", other)) if text is not None})
    apart = [check(tmp_path, f"{each}/plan.yaml") for each in "ab"]
    both = check(tmp_path, "a/plan.yaml", "b/plan.yaml")
    rank = [0, 4, 1]
    assert both.code == max((each.code for each in apart), key=rank.index)
    together = verdicts(check(tmp_path, "a/plan.yaml", "b/plan.yaml", "-f", "json"))
    single = [verdicts(check(tmp_path, f"{each}/plan.yaml", "-f", "json")) for each in "ab"]
    assert [*together.values()] == [verdict for each in single for verdict in each.values()]
