"""`rules/README.md` can be followed to the letter: its commands print what it says, from an empty folder to a class."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kvcheck import plan as plans
from kvcheck.engine import check
from kvcheck.errors import CannotCheck
from kvcheck.model import Verdict
from kvcheck.packs import Library, rules_root
from tests.support import AS_OF, ROOT, kvcheck

PAGE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text of a section."""
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code of a language, without the space they stand in."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{each[1]}", "", each[2], flags=re.MULTILINE) for each in found]


def follow(text: str, folder: Path) -> None:
    """Type each command of the blocks in a folder: it ends well and prints what stands below it."""
    for block in blocks(text, "console"):
        for typed in block.split("$ ")[1:]:
            line, _, printed = typed.partition("\n")
            ran = kvcheck(*shlex.split(line)[1:], cwd=folder, env={"LANG": "en_US.UTF-8"})
            assert ran.code == 0, f"{line}: {ran.err}{ran.out}"
            assert ran.out + ran.err == printed, line


def test_a_rule_in_five_minutes(tmp_path: Path) -> None:
    """A pack of one's own and a rule in it."""
    follow(section("A rule in five minutes"), tmp_path)
    assert (tmp_path / "acme.html").is_file()


def test_a_fact_in_five_minutes(rules: Path, tmp_path: Path) -> None:
    """A fact of a company's own, and one of the law that a plan states though no schema of the program names it."""
    follow(section("A fact in five minutes"), tmp_path)
    library, file = Library(rules), tmp_path / "plan.yaml"
    stated = PLAN.replace("visa: ", "own: {{principal_named: {named}}}, visa: ").replace("[{{kind", "[{{kind", 1)

    def judged(named: str) -> tuple[Verdict, set[str]]:
        file.write_text(stated.format(named=named, visa="other", kind="engineering-service"), encoding="utf-8")
        [trip] = check(plans.load(file, file.name), library, as_of=AS_OF).trips
        return trip.verdict, {
            found.rule.id for each in trip.judged() for found in each.ruling.findings if found.outcome is False
        }

    assert "principal-named" in judged("false")[1]
    assert "principal-named" not in judged("true")[1] | judged("unknown")[1]
    with pytest.raises(CannotCheck):
        judged("2027")


PLAN = """kvcheck: 1
companies:
  maker: {{name: Maker, country: KR}}
travelers:
  kim: {{nationality: [KR], employer: maker, visa: {{class: {visa}, expires: 2029-05-01}}}}
trips:
  - {{id: kim-1, traveler: kim, class: o2, arrive: 2026-12-01, depart: 2026-12-10,
     activities: [{{kind: {kind}, mode: perform, description: calculates loads}}]}}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules beside which the commands are typed."""
    return Path(shutil.copytree(rules_root(), tmp_path / "rules"))


def test_a_class_in_an_hour(rules: Path, tmp_path: Path) -> None:
    """A class that nobody knew judges a plan, without a schema of the program having been edited."""
    text = section("A class in an hour")
    [line] = [each for each in blocks(text, "yaml") if "o2" in each]
    facts = rules / "facts.yaml"
    held = facts.read_text(encoding="utf-8")
    assert held.count("\n      other: {en: another class") == 1
    facts.write_text(
        held.replace("\n      other: {en: another class", f"\n{line}      other: {{en: another class"), "utf-8"
    )
    follow(text, tmp_path)

    library, file = Library(rules), tmp_path / "plan.yaml"

    def judged(**values: str) -> Verdict:
        file.write_text(PLAN.format(**values), encoding="utf-8")
        [trip] = check(plans.load(file, file.name), library, as_of=AS_OF).trips
        return trip.verdict

    assert judged(visa="o2", kind="engineering-service") is Verdict.UNDETERMINED
    assert judged(visa="b1", kind="engineering-service") is Verdict.NOT_PERMITTED
    assert judged(visa="o2", kind="meeting") is Verdict.NOT_PERMITTED
    with pytest.raises(CannotCheck):
        judged(visa="o3", kind="meeting")
