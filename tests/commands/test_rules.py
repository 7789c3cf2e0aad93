"""`kvcheck rules`: what is said of a case that comes out otherwise, and of a rule that no case proves."""

import shutil

import pytest

from kvcheck.packs import rules_root
from tests.support import Ran, kvcheck


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """By language: the test of a pack with a case that is wrong and a rule without a case, in a copy of the rules."""
    root = tmp_path_factory.mktemp("copy") / "rules"
    shutil.copytree(rules_root(), root)
    cases, pack = root / "us/crew/cases.yaml", root / "us/crew/rules.yaml"
    text = cases.read_text(encoding="utf-8")
    assert "risks: [post-filled-in-turn]" in text
    cases.write_text(text.replace("risks: [post-filled-in-turn]", "risks: []", 1), encoding="utf-8")
    text = pack.read_text(encoding="utf-8")
    start, end = text.index("  post-filled-in-turn:"), text.index("  supervisors-without-crew:")
    again = text[start:end].replace("post-filled-in-turn", "posts-in-a-row").replace("at_least: 2", "at_least: 99")
    pack.write_text(text[:end] + again + text[end:], encoding="utf-8")
    return {lang: kvcheck("rules", "test", pack.parent, "--lang", lang) for lang in ("en", "ko")}


@pytest.mark.parametrize(("lang", "expected", "found"), [("en", "expected ", "found    "), ("ko", "예상 ", "결과 ")])
def test_a_case_that_comes_out_otherwise_is_told_with_both_answers(
    told: dict[str, Ran], lang: str, expected: str, found: str
) -> None:
    """The pack, the case and its place, what it expects, what was found; the run fails."""
    ran = told[lang]
    assert ran.code == 1
    assert "us/crew: " in ran.out
    assert f"  {expected}" in ran.out
    assert f"  {found}" in ran.out
    assert "post-filled-in-turn" in ran.out


@pytest.mark.parametrize(
    ("lang", "undecided"), [("en", "decides in no case"), ("ko", "이 규칙이 결정하는 사례가 없습니다")]
)
def test_a_rule_without_a_case_is_named(told: dict[str, Ran], lang: str, undecided: str) -> None:
    """Neither decided nor nearly missed: both are told in both languages, and the run fails."""
    ran = told[lang]
    assert ran.code == 1
    assert f"us/crew/posts-in-a-row  {undecided}" in ran.out
