"""The tools for pack authors see what is wrong with a pack: a wrong case, a rule without a case or a near miss."""

import shutil
from pathlib import Path

import pytest

from kvcheck.packs import Library, rules_root
from kvcheck.packtools.cases import Examined, examine, uncovered
from kvcheck.packtools.coverage import coverage
from tests.support import kvcheck, library
from tests.support.rules import spoil

PACK = "us/esta"


def spoiled(rules: Path, name: str, old: str, new: str) -> Examined:
    """The pack after one text in one of its files has been replaced everywhere."""
    spoil(rules, f"{PACK}/{name}", old, new)
    return examine(Library(rules), PACK)


def test_the_shipped_pack_is_whole(rules: Path) -> None:
    """Every case is as expected; every rule decides, nearly misses, is open; every condition, day, member is met."""
    examined = examine(Library(rules), PACK)
    assert examined.outcomes
    assert all(outcome.as_expected for outcome in examined.outcomes)
    every = [examine(library(), name) for name in library().pack_names]
    assert uncovered(library(), every) == ((), ())
    covered = coverage(library(), library().pack_names, {each.pack: each.outcomes for each in every})
    assert not [f"{each.rule}: {each.what.en}" for each in covered.gaps]


def test_a_case_that_expects_something_else_is_seen(rules: Path) -> None:
    """A changed limit makes the cases on either side of it wrong."""
    examined = spoiled(rules, "rules.yaml", "electronic: true", "electronic: false")
    assert any(not outcome.as_expected for outcome in examined.outcomes)


def test_a_rule_without_a_case_or_a_near_miss_is_seen(rules: Path) -> None:
    """A new rule that no case is about is named in both lists."""
    twin = "limits:\n  electronic-too:\n    title: {en: Again, ko: 다시}\n    must: {passport.electronic: true}\n"
    twin += "    law: [usc-8-1187-a-3]\n    confidence: high\n"
    path = rules / PACK / "cases.yaml"
    kept = path.read_text(encoding="utf-8")
    for other in ("false", "unknown"):
        kept = kept.replace(f"passport.electronic: {other}", "passport.electronic: true")
    path.write_text(kept, encoding="utf-8")
    lacking = uncovered(Library(rules), [spoiled(rules, "rules.yaml", "limits:\n", twin)])
    assert "electronic-too" in {rule.id for rule in lacking.undecided}
    assert "electronic-too" in {rule.id for rule in lacking.unmissed}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("passport.electronic: true", "passport.elektronic: true"),
        ("law: [usc-8-1187-a-3]", "law: [usc-8-1187-a-99]"),
        ("confidence: high", "confidence: sure"),
        ("must:", "musst:"),
        ("ko: ", "kr: "),
        ("$vwp_stay_days", "$vwp_stay_dayz"),
        ("confidence: high", "confidence: high\n    waivable: false"),  # of a limit
    ],
)
def test_a_slip_in_a_rule_is_an_error_at_its_line(rules: Path, old: str, new: str) -> None:
    """Unknown facts, authorities, words, keys and parameters, and missing Korean, are found by the linter."""
    path = rules / PACK / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = Library(rules).lint()
    assert problems
    assert all(problem.place is not None and problem.quote for problem in problems)


def test_a_pack_without_cases_proves_nothing(rules: Path) -> None:
    """Rules that no case of any pack is about are all named."""
    (rules / PACK / "cases.yaml").unlink()
    found = Library(rules)
    lacking = uncovered(found, [examine(found, PACK)])
    assert set(lacking.undecided) == set(lacking.unmissed) == set(found.pack(PACK).rules)


def test_a_rule_may_be_proved_by_cases_of_a_pack_that_extends_it(rules: Path) -> None:
    """What every class shares has no cases of its own; those of the classes cover it."""
    found = Library(rules)
    assert found.cases_of("us/entry") is None
    assert found.pack("us/entry").rules


def test_the_kind_of_an_activity_gives_its_family(tmp_path: Path) -> None:
    """A case need not say the family, cannot say another, and one change of the kind is one change."""
    shutil.copytree(rules_root() / "policy" / "no-hands-on", tmp_path / "hands")
    rules, cases = tmp_path / "hands" / "rules.yaml", tmp_path / "hands" / "cases.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("policy/no-hands-on", "policy/acme"), encoding="utf-8")
    text = cases.read_text(encoding="utf-8")
    said = "facts: {activity.family: equipment, activity.mode: perform}"
    assert said in text
    kind = text.replace(said, "facts: {activity.kind: install, activity.mode: perform}")
    kind = kind.replace("but: {activity.family: business}", "but: {activity.kind: conference}")
    cases.write_text(kind, encoding="utf-8")
    assert kvcheck("rules", "test", str(rules.parent)).code == 0
    cases.write_text(
        kind.replace("activity.kind: install,", "activity.kind: install, activity.family: building,"), encoding="utf-8"
    )
    ran = kvcheck("rules", "test", str(rules.parent))
    assert ran.code == 3
    assert "cases.yaml:3:5: error: `install` is of the family `equipment`, and of no other" in ran.err


def test_cases_that_a_program_wrote_are_counted_apart(tmp_path: Path) -> None:
    """They stand in a section of their own, run like all others, and may not take the name of a written one."""
    rules = tmp_path / "rules.yaml"
    shipped = rules_root() / "policy" / "no-hands-on"
    rules.write_text(
        (shipped / "rules.yaml").read_text(encoding="utf-8").replace("policy/no-hands-on", "policy/acme"),
        encoding="utf-8",
    )
    text = (shipped / "cases.yaml").read_text(encoding="utf-8")
    cases = tmp_path / "cases.yaml"
    cases.write_text(text, encoding="utf-8")
    assert kvcheck("rules", "test", str(rules)).out == "1 rules, 9 cases (5 generated): 0 wrong, 0 missing\n"
    assert "사례 9건(자동 작성 5건)" in kvcheck("rules", "test", str(rules), "--lang", "ko").out
    cases.write_text(text.replace("visitor-works-by-hand-rigging:", "role-unknown:"), encoding="utf-8")
    ran = kvcheck("rules", "test", str(rules))
    assert (ran.code, "there is a case `role-unknown` above" in ran.err) == (3, True)
    cases.write_text(
        text.replace("activity.kind: rigging, activity.family: rigging", "activity.kind: meeting"), encoding="utf-8"
    )
    assert kvcheck("rules", "test", str(rules)).code == 1
