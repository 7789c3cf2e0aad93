"""Names of travelers stand in no report, also where a description or another line of the plan names them."""

import pytest

from kvcheck.source.privacy import MASK, without_names, words_of_names
from tests.support import AS_OF, kvcheck

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
