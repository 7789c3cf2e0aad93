"""`kvcheck rules prove` as a user meets it: proved, refuted with a plan that `check` runs, and what is wrong."""

import shutil
import sys
from pathlib import Path

import pytest

from kvcheck.packs import rules_root
from tests.support import AS_OF, EXAMPLES, kvcheck

ENTRY = "properties:\n  a:\n    title: {en: a, ko: 가}\n    why: {en: a, ko: 가}\n"
OWN = """properties:
  ten-days:
    title: {en: No ESTA trip of more than ten days is permitted, ko: 10일을 넘는 ESTA 출장은 허용되지 않음}
    why: {en: The committee decided so., ko: 위원회 결정입니다.}
    classes: [esta]
    when: {trip.days: {more_than: 10}}
    at_best: not_permitted
  two-weeks:
    title: {en: No ESTA trip of more than two weeks is permitted, ko: 2주를 넘는 ESTA 출장은 허용되지 않음}
    why: {en: The committee decided so., ko: 위원회 결정입니다.}
    classes: [esta]
    when: {trip.days: {more_than: 14}}
    at_best: not_permitted
    by: esta-two-weeks
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A company's own pack with its properties, one of which its rules do not keep."""
    folder = Path(shutil.copytree(rules_root() / "policy" / "esta-14-days", tmp_path / "acme"))
    rules = folder / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("policy/esta-14-days", "policy/acme"), encoding="utf-8")
    (folder / "properties.yaml").write_text(OWN, encoding="utf-8")
    return folder


def test_a_company_proves_its_own_rules(pack: Path, tmp_path: Path) -> None:
    """What its policy keeps is proved; what it does not is shown by a plan that `check` judges as it says."""
    asked = ("rules", "prove", str(pack), "--as-of", AS_OF)
    ran = kvcheck(*asked, "--property", "two-weeks", "--property", "ten-days", "--write", str(tmp_path / "shown"))
    assert ran.code == 1
    assert "✓ two-weeks" in ran.out
    assert "✗ ten-days" in ran.out
    assert "permitted" in ran.out
    assert [path.name for path in (tmp_path / "shown").iterdir()] == ["ten-days.yaml"]
    plan = tmp_path / "shown" / "ten-days.yaml"
    judged = kvcheck("check", str(plan), "--as-of", AS_OF, "--policy", str(pack / "rules.yaml"))
    assert judged.code == 0, judged.out
    printed = kvcheck(*asked, "--property", "ten-days", "--lang", "ko")
    assert printed.code == 1
    assert "10일을 넘는 ESTA 출장" in printed.out
    assert "속성 1건: 증명 0, 반례 1, 미증명 0" in printed.out
    assert all(line.strip() in printed.out for line in plan.read_text(encoding="utf-8").splitlines()[4:])


def test_a_company_speaks_of_facts_and_numbers_of_its_own(tmp_path: Path) -> None:
    """A fact that only its pack declares, and the number of the law that its pack sets lower."""
    folder = Path(shutil.copytree(EXAMPLES / "own-rules", tmp_path / "own"))
    texts = {"course": "own.course_done: false", "sixty": "trip.days: {more_than: 60}", "fifty": "trip.days: 55"}
    entries = [f"{ENTRY.replace('  a:', f'  {name}:').removeprefix('properties:' + chr(10))}    classes: [esta]\n"
               f"    when: {{{text}}}\n    at_best: not_permitted\n" for name, text in texts.items()]  # fmt: skip
    (folder / "properties.yaml").write_text("properties:\n" + "".join(entries), encoding="utf-8")
    only = [each for name in texts for each in ("--property", name)]
    ran = kvcheck("rules", "prove", str(folder), "--as-of", AS_OF, *only)
    assert ran.code == 1
    assert [line[:7] for line in ran.out.splitlines() if line[:1] in "✓✗?" and line] == [
        "✓ cours",
        "✓ sixty",
        "✗ fifty",
    ]


def test_the_law_keeps_its_properties() -> None:
    """One of them, by name; another name is refused with those that there are."""
    ran = kvcheck("rules", "prove", "--property", "esta-ninety-days", "--as-of", AS_OF)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 property: 1 proved, 0 refuted, 0 not proved")
    ran = kvcheck("rules", "prove", "--property", "esta-ninety")
    assert ran.code == 2
    assert "esta-ninety-days" in ran.err
    assert kvcheck("rules", "prove", "--format", "xml").code == 2
    tap = kvcheck("rules", "prove", "--property", "class-to-be-chosen", "--as-of", AS_OF, "--format", "tap")
    assert tap.code == 0
    assert tap.out.splitlines()[2].startswith("ok 1 - properties: class-to-be-chosen: A trip without a class")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("properties: [1]\n", "properties.yaml:1:13"),
        (ENTRY, "at_best"),
        (f"{ENTRY}    when: {{trip.dayz: 3}}\n    at_best: permitted\n", "trip.days"),
        ("- 1\n", "must be a mapping"),
    ],
)
def test_what_is_wrong_with_properties_is_told(pack: Path, text: str, wrong: str) -> None:
    """At its place, with the exit code of what cannot be checked."""
    (pack / "properties.yaml").write_text(text, encoding="utf-8")
    ran = kvcheck("rules", "prove", str(pack))
    assert ran.code == 3
    assert wrong in ran.err


def test_without_the_solver_the_line_to_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else needs it."""
    for name in [
        each for each in sys.modules if each.startswith(("kvcheck.packtools.prove", "kvcheck.commands.rules_prove"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    ran = kvcheck("rules", "prove")
    assert ran.code == 2
    assert "pip install 'kvcheck[prove]'" in ran.err
