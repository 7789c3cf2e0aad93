"""Rules of law that a company raises: beside the law, never softer, and refused where they would be."""

from pathlib import Path

import pytest

from kvcheck.engine import check
from kvcheck.model import Layer, RuleKind
from kvcheck.packs import Library, rules_root
from kvcheck.plan import load
from kvcheck.repository import config, raising
from tests.support import AS_OF, MINIMAL, PLANS, kvcheck

HANDS_ON = "us/esta/esta-for-hands-on"


def settings(folder: Path, raised: dict[str, str]) -> config.Config:
    """A configuration that raises these rules."""
    lines = "".join(f"  {name}: {verdict}\n" for name, verdict in raised.items())
    (folder / "kvcheck.yaml").write_text(f"kvcheck: 1\nplans: [plan.yaml]\nraise:\n{lines}", encoding="utf-8")
    return config.read(folder / "kvcheck.yaml")


def test_whatever_is_raised_no_answer_gets_softer(tmp_path: Path) -> None:
    """Every risk and doubt of the law at once: the law says what it said, and the trip is no better."""
    library = Library(rules_root())
    laws = [rule for rule in library.rules().values() if library.pack(rule.pack).layer in (Layer.LAW, Layer.SIDE)]
    up = {RuleKind.RISK: "needs_review", RuleKind.DOUBT: "not_permitted"}
    found = settings(tmp_path, {rule.name: up[rule.kind] for rule in laws if rule.kind in up})
    assert not list(raising.problems(found, library))
    pack = raising.raised(found, library)
    assert pack is not None
    library.take([pack])
    plan = load(PLANS / "battery-plant", "plan")
    before = {each.id: each for each in check(plan, library, as_of=AS_OF).trips}
    after = check(plan, library, as_of=AS_OF, policies=[pack.name]).trips
    assert all(each.law.verdict is before[each.id].law.verdict for each in after)
    assert all(each.verdict.rank <= before[each.id].verdict.rank for each in after)
    assert any(each.verdict.rank < before[each.id].verdict.rank for each in after)


def test_a_raised_risk_holds_a_trip_back_and_a_waiver_can_accept_it(tmp_path: Path) -> None:
    """It is the company's, so that the report shows both, and the draft of a waiver names it."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    settings(tmp_path, {HANDS_ON: "needs_review"})
    ran = kvcheck("check", cwd=tmp_path)
    assert (ran.code, "law: permitted · company policy: needs review" in ran.out) == (4, True)
    draft = kvcheck("waivers", "--draft", cwd=tmp_path).out
    assert "rule: policy/raised/esta.esta-for-hands-on" in draft
    for empty, said in (("reason", "asked"), ("author", "lee"), ("approver", "kim"), ("counsel", "memo")):
        draft = draft.replace(f'{empty}: ""', f"{empty}: {said}")
    (tmp_path / "waivers.yaml").write_text(draft, encoding="utf-8")
    assert kvcheck("check", cwd=tmp_path).code == 0
    (tmp_path / "waivers.yaml").unlink()
    settings(tmp_path, {HANDS_ON: "not_permitted"})
    assert kvcheck("check", cwd=tmp_path).code == 1


@pytest.mark.parametrize(
    ("rule", "verdict", "said"),
    [
        (HANDS_ON, "permitted", "(risk) cannot be raised to permitted"),
        ("us/business-scope/utility-hook-up", "needs_review", "needs_review would not be stricter"),
        ("us/esta/stay-90-days", "needs_review", "is not_permitted by law: needs_review would not be stricter"),
        ("us/business-scope/install-service-repair", "not_permitted", "(grant) cannot be raised"),
        ("us/crew/post-filled-in-turn", "not_permitted", "is no rule about the law of a trip"),
        ("us/esta/nope", "not_permitted", "no rule is called `us/esta/nope`"),
    ],
)
def test_what_would_not_get_stricter_is_an_error(tmp_path: Path, rule: str, verdict: str, said: str) -> None:
    """At its line, for every command that judges."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    settings(tmp_path, {rule: verdict})
    for command in ("check", "advise"):
        ran = kvcheck(command, cwd=tmp_path)
        assert (ran.code, "kvcheck.yaml:4:" in ran.err, said in ran.err) == (3, True, True), command
