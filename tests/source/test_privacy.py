"""Names of travelers stand in no report, also where a description or another line of the plan names them."""

from pathlib import Path

import pytest

from kvcheck.source.privacy import MASK, without_names, words_of_names
from tests.support import AS_OF, MINIMAL, kvcheck
from tests.support.layers import OWN, own_pack

WORK = ("lint", "test")
"""Commands for who writes rules."""
PLAN = """\
kvcheck: 1
travelers:
  kim: {name: Hong Gildong, nationality: [KR]}
  lee: {name: 홍길동, nationality: [KR]}
trips:
  - {id: t1, traveler: kim, class: b1, arrive: 2027-01-01, depart: 2027-01-05, activities: [
      {kind: install, mode: perform, description: "Hong Gildong (M12345678) does the piping"}]}
  - {id: t2, traveler: lee, class: b1, arrive: 2027-01-01, depart: 2027-01-05, activities: [
      {kind: install, mode: perform, description: "홍길동이 zzyzx 작업"}]}
"""


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("fmt", ["text", "json", "html", "markdown", "sarif", "junit", "github", "csv", "concise"])
def test_a_name_in_a_description_is_in_no_report(fmt: str, lang: str) -> None:
    """Neither in the quoted line nor in what is said of its words."""
    ran = kvcheck("check", "-", "-v", "-f", fmt, "--lang", lang, "--as-of", AS_OF, stdin=PLAN.encode())
    assert ran.code == 1 or ran.code == 4, ran.err
    assert "t1" in ran.out
    for name in ("Gildong", "Hong", "길동"):
        assert name not in ran.out + ran.err


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("HONG installs", f"{MASK * 4} installs"),
        ("hongs and hong-1 stay", "hongs and hong-1 stay"),
        ("홍길동이 설치", f"{MASK * 3}이 설치"),
        ("kim installs", "kim installs"),
    ],
)
def test_only_words_of_names_are_hidden(text: str, safe: str) -> None:
    """Whole words whatever their case, a Korean name with its particle; not what only begins so, nor ids."""
    assert without_names(text, words_of_names(["Hong Gildong", "홍길동", "Kim A"], ["kim"])) == safe


def test_a_company_s_own_rules_name_nobody_in_their_errors(tmp_path: Path) -> None:
    """Their words are shown, which is what an author looks for; sentences, and what is no word of rules, are dots."""
    rules = OWN.replace("Acme travel desk", "Kim Minsu").replace("Nobody installs", "Park Jiwoo M12345678 installs")
    rules = rules.replace("activity.kind: install", "traveler.nme: {in: [KIM, 010-1234-5678]}\n      trip.days: Minsu")
    rules += "facts:\n  own.badge: {type: yesno, title: {en: Badge of Kim Minsu}}\n    instead: {en: Ask Park Jiwoo.}\n"
    for text in (rules, rules.replace("\n    instead: {en: Ask Park Jiwoo.}", ""), OWN.replace("bars:", "brs: Minsu")):
        path = own_pack(tmp_path, text)
        plan = tmp_path / "plan.yaml"
        plan.write_text(MINIMAL, encoding="utf-8")
        runs = [kvcheck("check", plan, "--policy", path), *(kvcheck("rules", each, path) for each in WORK)]
        for ran in runs:
            said = ran.out + ran.err
            assert ran.code in (1, 3), said
            assert not [each for each in ("Minsu", "Jiwoo", "M12345678", "KIM", "1234") if each in said], said
            assert "·" in said
    path = own_pack(tmp_path, OWN.replace("activity.kind: install", "activity.knd: install"))
    assert "      activity.knd: install\n" in kvcheck("rules", "lint", path).out
