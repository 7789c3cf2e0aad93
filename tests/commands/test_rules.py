"""`kvcheck rules`: what is said of a case that comes out otherwise, and of a rule that no case proves."""

import shutil
from pathlib import Path

import pytest

from kvcheck.packs import rules_root
from tests.support import kvcheck


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped rules that the command reads."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    monkeypatch.setattr("kvcheck.repository.law.rules_root", lambda: root)
    return root


def test_a_case_that_comes_out_otherwise_is_told_with_both_answers(rules: Path) -> None:
    """The pack, the case and its place, what it expects, what was found; the run fails."""
    cases = rules / "us/crew/cases.yaml"
    text = cases.read_text(encoding="utf-8")
    assert "risks: [post-filled-in-turn]" in text
    cases.write_text(text.replace("risks: [post-filled-in-turn]", "risks: []", 1), encoding="utf-8")
    for lang, expected, found in (("en", "expected ", "found    "), ("ko", "예상 ", "결과 ")):
        ran = kvcheck("rules", "test", "--lang", lang)
        assert ran.code == 1
        assert "us/crew: " in ran.out
        assert f"  {expected}" in ran.out
        assert f"  {found}" in ran.out
        assert "post-filled-in-turn" in ran.out


def test_a_rule_without_a_case_is_named(rules: Path) -> None:
    """Neither decided nor nearly missed: both are told in both languages, and the run fails."""
    pack = rules / "us/crew/rules.yaml"
    text = pack.read_text(encoding="utf-8")
    start, end = text.index("  post-filled-in-turn:"), text.index("  supervisors-without-crew:")
    again = text[start:end].replace("post-filled-in-turn", "posts-in-a-row").replace("at_least: 2", "at_least: 99")
    pack.write_text(text[:end] + again + text[end:], encoding="utf-8")
    for lang, undecided in (("en", "decides in no case"), ("ko", "이 규칙이 결정하는 사례가 없습니다")):
        ran = kvcheck("rules", "test", "--lang", lang)
        assert ran.code == 1
        assert f"us/crew/posts-in-a-row  {undecided}" in ran.out
