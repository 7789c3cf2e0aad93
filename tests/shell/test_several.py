"""Several configurations in one run: each plan goes by that nearest to it, and the run is the sum of theirs."""

import json
import os
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
LESS = "needs_review"
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
    files = [f"--format={each}=out.{each}" for each in FORMATS]
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


@pytest.mark.parametrize(
    ("one", "other"),
    [(KVCHECK, None), (STRICT, KVCHECK + "fail_on: not_permitted\n"), (RAISED, RAISED.replace("not_permitted", LESS))],
)
def test_a_run_of_several_says_what_runs_of_each_say(tmp_path: Path, one: str | None, other: str | None) -> None:
    """Nothing is softer, or harder, for what stands beside it; the exit code is the worse of both."""
    put(tmp_path, a_plan=DOUBTED, b_plan=DOUBTED.replace("kim-1", "kim-2"), a_waivers=REGISTER)
    put(tmp_path, **{name: text for name, text in (("a_kvcheck", one), ("b_kvcheck", other)) if text is not None})
    apart = [check(tmp_path, f"{each}/plan.yaml", "-f", "json") for each in "ab"]
    both = check(tmp_path, "a/plan.yaml", "b/plan.yaml", "-f", "json")
    assert both.code == max((each.code for each in apart), key=[0, 4, 1].index)
    assert [*verdicts(both).values()] == [verdict for each in apart for verdict in verdicts(each).values()]


def test_packs_of_one_name_are_each_their_own(tmp_path: Path) -> None:
    """A policy copied from one site to another and changed there judges each by what it says there."""
    own = KVCHECK + "policies: [acme.yaml]\n"
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=own, a_acme=OWN, b_plan=MINIMAL, b_kvcheck=own)
    put(tmp_path, b_acme=OWN.replace("activity.kind: install", "activity.kind: conference"))
    ran = check(tmp_path, "a/plan.yaml", "b/plan.yaml", "-f", "json", "--receipt", "r.json")
    assert verdicts(ran) == {"a/plan.yaml": "not_permitted", "b/plan.yaml": "permitted"}
    assert kvcheck("verify", "r.json", cwd=tmp_path).code == 0


def test_what_a_folder_knows_and_waives_holds_beside_others(tmp_path: Path) -> None:
    """Waivers and baselines name plans from their own folder, and do so where output names them from another."""
    named = KVCHECK + "baseline: known.json\n"
    put(
        tmp_path,
        a_plan=DOUBTED,
        a_kvcheck=KVCHECK,
        a_waivers=REGISTER.replace("{trip: kim-1}", "{plan: plan.yaml, trip: kim-1}"),
    )
    put(tmp_path, b_plan=WORSE, b_kvcheck=KVCHECK, c_plan=WORSE, c_kvcheck=KVCHECK)
    assert check(tmp_path / "b", "--write-baseline", "known.json").code == 0
    put(tmp_path, b_kvcheck=named)
    ran = check(tmp_path, "a/plan.yaml", "b/plan.yaml")
    assert (ran.code, "no longer found" in ran.out, "is now" in ran.out) == (0, False, False)
    ran = check(tmp_path, "a/plan.yaml", "b/plan.yaml", "c/plan.yaml", "-q")
    assert (ran.code, "c/plan.yaml" in ran.out, "b/plan.yaml" in ran.out) == (1, True, False)


def test_a_receipt_of_several_is_judged_again_by_theirs(tmp_path: Path) -> None:
    """It stands, trip by trip too; less governance later does not let a trip go that was stopped."""
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=STRICT, b_plan=MINIMAL.replace("kim-1", "kim-2"), b_kvcheck=KVCHECK)
    assert check(tmp_path, "b/plan.yaml", "a/plan.yaml", "--receipt", "r.json").code == 1
    value = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [(each["config"], each["policies"]) for each in value["governed"]] == [
        ("b/kvcheck.yaml", []),
        ("a/kvcheck.yaml", ["esta-14-days"]),
    ]
    assert kvcheck("verify", "r.json", cwd=tmp_path).code == 0
    gates = [kvcheck("verify", "r.json", "--trip", each, cwd=tmp_path).code for each in ("kim-1", "kim-2")]
    assert gates == [1, 0]
    put(tmp_path, b_kvcheck=KVCHECK + "raise: {us/esta/esta-for-hands-on: not_permitted}\n", a_kvcheck=KVCHECK)
    ran = kvcheck("verify", "r.json", cwd=tmp_path)
    assert (ran.code, "kim-2: permitted → not permitted" in ran.out, "kim-1" in ran.out) == (1, True, False)


def test_what_a_receipt_asked_of_one_plan_is_not_asked_of_another(tmp_path: Path) -> None:
    """Where one configuration governs today what two did, each plan keeps the policies that the receipt has for it."""
    put(tmp_path, kvcheck=KVCHECK, plan=MINIMAL, a_plan=MINIMAL.replace("id: kim-1", "id: kim-2"), a_kvcheck=STRICT)
    assert check(tmp_path, "plan.yaml", "a/plan.yaml", "--receipt", "r.json").code == 1
    put(tmp_path, a_kvcheck=None)
    ran = kvcheck("verify", "r.json", cwd=tmp_path)
    assert (ran.code, "kim-1" in ran.out) == (0, False), ran.out
    gates = [kvcheck("verify", "r.json", "--trip", each, cwd=tmp_path).code for each in ("kim-1", "kim-2")]
    assert gates == [0, 1]


def test_plans_that_a_folder_lists_go_by_what_is_nearer(tmp_path: Path) -> None:
    """`kvcheck check` above says what it says below; other commands ask for one of them; `--config` is for all."""
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=STRICT, b_plan=MINIMAL)
    (tmp_path / "kvcheck.yaml").write_text(
        "kvcheck: 1\nplans: ['*/plan.yaml']\nlang: ko\nfail_on: not_permitted\n", encoding="utf-8"
    )
    ran = check(tmp_path, "-f", "json")
    assert (ran.code, verdicts(ran)) == (1, {"a/plan.yaml": "not_permitted", "b/plan.yaml": "permitted"})
    said = " ".join(check(tmp_path).out.split())
    assert "a/kvcheck.yaml 적용: a/plan.yaml" in said, "the language of the folder one stands in"
    assert "상위 kvcheck.yaml의 다음 설정은 적용하지 않음: fail_on" in said
    assert check(tmp_path, "--config", "kvcheck.yaml").code == 0
    for command in ("ask", "waivers", "advise"):
        ran = kvcheck(command, cwd=tmp_path)
        assert (ran.code, "--config" in ran.err) == (3, True), command


def test_what_cannot_be_for_several_is_said(tmp_path: Path) -> None:
    """One configuration that is wrong, law that differs, a baseline: what can be reported is, and the run is none."""
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=KVCHECK, b_plan=MINIMAL, b_kvcheck=KVCHECK + "colour: red\n")
    both = ("a/plan.yaml", "b/plan.yaml")
    ran = check(tmp_path, *both, "-f", "json", "--receipt", "r.json")
    assert (ran.code, verdicts(ran), "b/kvcheck.yaml" in ran.err) == (3, {"a/plan.yaml": "permitted"}, True)
    assert not (tmp_path / "r.json").exists()
    put(tmp_path, b_kvcheck=KVCHECK)
    ran = check(tmp_path, *both, "--write-baseline", "known.json")
    assert (ran.code, "one at a time" in ran.err, (tmp_path / "known.json").exists()) == (2, True, False)
    waivers = ("--waivers", "a/waivers.yaml")
    put(tmp_path, a_plan=DOUBTED, b_plan=DOUBTED, a_waivers=REGISTER)
    ran = check(tmp_path, *both, *waivers)
    assert (ran.code, "several plans have a trip `kim-1`" in ran.err) == (3, True)


def test_a_change_of_governance_is_judged_by_that_before_it(tmp_path: Path) -> None:
    """A laxer configuration beside a plan, or a stricter one taken away, lets nothing pass."""
    put(tmp_path, a_plan=MINIMAL, a_kvcheck=STRICT, b_plan=MINIMAL.replace("kim-1", "kim-2"))
    (tmp_path / "kvcheck.yaml").write_text(
        "kvcheck: 1\nplans: ['*/plan.yaml']\npolicies: [esta-14-days]\n", encoding="utf-8"
    )
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "base")
    assert check(tmp_path).code == 1
    put(tmp_path, b_kvcheck=KVCHECK)
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplans: ['*/plan.yaml']\n", encoding="utf-8")
    put(tmp_path, a_kvcheck=None)
    assert check(tmp_path).code == 0
    for more in (["--changed-since", "main"], []):
        ran = check(tmp_path, "-f", "json", *more, **({} if more else {"GITHUB_BASE_REF": "main"}))
        held = {each["trip"] for each in json.loads(ran.out)["loosened"] if each["holds"]}
        assert (ran.code, held) == (1, {"kim-1", "kim-2"})
