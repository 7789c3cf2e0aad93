"""Rules of who runs a site: they bind trips that go there, tighten only, and who sends people cannot waive them."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kvcheck as api
from kvcheck.engine import check
from kvcheck.engine.waive import may_be_waived
from kvcheck.model import Layer, Report
from kvcheck.packs import POLICIES
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, MINIMAL, changed, kvcheck, library

SHIPPED = [name.removeprefix(POLICIES) for name in library().pack_names if name.startswith(POLICIES)]
SITES = "sites:\n  here: {{host: plant-co, rules: [{rules}]}}\n  there: {{host: plant-co}}\n"
OWNER = """pack: policy/plant-owner
layer: policy
name: {en: Rules of the plant, ko: 공장 출입 규칙}
owner: {en: 'Plant Company, 2026-03-01', ko: '플랜트 컴퍼니, 2026-03-01'}
reviewed: 2026-11-22
review_by: 2027-05-22
limits:
  ten-days:
    title: {en: At most ten days at the plant, ko: 공장 체류는 10일 이내}
    must:
      trip.days: {at_most: 10}
"""


def going(rules: str, site: str = "here") -> str:
    """The smallest plan, with rules at one of its two sites, and its trip to one of them."""
    sites = SITES.format(rules=rules).removeprefix("sites:\n")
    return changed(("sites:\n", f"sites:\n{sites}"), ("class: esta", f"class: esta\n    site: {site}"))


def judged(rules: str, site: str = "here") -> Report:
    """The report about such a plan."""
    plan = assemble([read_text(going(rules, site), "plan.yaml")], "plan.yaml")
    return check(plan, library(), as_of=AS_OF)


def test_they_bind_trips_to_the_site_and_no_other() -> None:
    """The law permits 51 days, the site fourteen; a trip to the other site is judged by the law alone."""
    [here], [there] = judged("site-two-weeks").trips, judged("site-two-weeks", "there").trips
    assert (here.law.verdict, here.verdict) == ("permitted", "not_permitted")
    assert (there.policy, there.verdict) == (None, "permitted")


@given(st.lists(st.sampled_from(SHIPPED), unique=True, min_size=1))
def test_they_never_make_a_verdict_better(rules: list[str]) -> None:
    """Whatever rules a site has, the law's answer stays, and the trip's is no better."""
    [alone], [both] = judged("site-no-esta", "there").trips, judged(", ".join(rules)).trips
    assert both.law.verdict is alone.verdict
    assert both.verdict.rank <= alone.verdict.rank


def test_who_sends_a_traveler_cannot_waive_them() -> None:
    """The same pack is waivable as the company's own policy, and not as the rules of a site."""
    pack = f"{POLICIES}site-two-weeks"
    [own] = check(
        assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF, policies=[pack]
    ).trips
    [sites] = judged("site-two-weeks").trips
    for result, waivable in ((own, True), (sites, False)):
        rules = {finding.rule for each in result.judged([Layer.POLICY]) for finding in each.ruling.findings}
        assert rules
        assert {may_be_waived(rule, Layer.POLICY) for rule in rules} == {waivable}


@pytest.mark.parametrize("folder", [False, True])
def test_a_file_beside_the_plan(tmp_path: Path, *, folder: bool) -> None:
    """A site's own rules lie with the plan, which in a folder they are no part of; the report names whose they are."""
    (tmp_path / "owner.yaml").write_text(OWNER, encoding="utf-8")
    plan = tmp_path / "plan.yaml"
    plan.write_text(going("owner.yaml"), encoding="utf-8")
    path = tmp_path if folder else plan
    done = kvcheck("check", path, "--as-of", AS_OF)
    assert done.code == 1
    assert "law: permitted · company policy and rules of the site: not permitted" in done.out
    assert "set by   Plant Company, 2026-03-01" in done.out
    assert "회사 정책과 현장 규칙: 불허" in kvcheck("check", path, "--as-of", AS_OF, "--lang", "ko").out
    assert api.check(api.load(path), as_of=AS_OF).verdict == "not_permitted"


@pytest.mark.parametrize("rules", ["nobody.yaml", "/etc/hostname", "plan.yaml"])
def test_what_is_no_pack_stops_the_run(tmp_path: Path, rules: str) -> None:
    """Rules that are not there, lie at an absolute path, or are no pack: nothing passes without them."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(going(rules), encoding="utf-8")
    done = kvcheck("check", plan, "--as-of", AS_OF)
    assert (done.code, done.out) == (3, "")
    assert "plan.yaml:" in done.err


def test_another_process_tells_what_one_judged(tmp_path: Path) -> None:
    """With several processes, and from a report that was sent away, rules of a site are told as at home."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "owner.yaml").write_text(OWNER, encoding="utf-8")
        (tmp_path / name / "plan.yaml").write_text(going("owner.yaml"), encoding="utf-8")
    alone = kvcheck("check", "a", "b", "--as-of", AS_OF, cwd=tmp_path)
    assert kvcheck("check", "a", "b", "--jobs", "2", "--as-of", AS_OF, cwd=tmp_path).out == alone.out
    assert alone.code == 1
    report = api.check(api.load(tmp_path / "a"), as_of=AS_OF)
    (tmp_path / "report").write_bytes(pickle.dumps(report))
    read = "pickle.loads(pathlib.Path('report').read_bytes())"
    code = f"import kvcheck, pathlib, pickle; print(kvcheck.render({read}, 'csv'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert "policy/plant-owner/ten-days" in done.stdout
