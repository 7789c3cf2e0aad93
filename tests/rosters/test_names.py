"""What rosters call things: a class of entry that nobody knew needs its folder of rules, and no program."""

import shutil
from pathlib import Path

import pytest

from kvcheck.packs import Library, rules_root
from kvcheck.packtools.scaffold.packs import of_class
from kvcheck.rosters.columns import columns_by_name
from kvcheck.rosters.names import words_of
from tests.support import MINIMAL, kvcheck, library
from tests.support.rosters import imported, root, text_file

HEADS = ["traveler", "visa", "arrive", "depart", "kind", "mode", "equipment"]
TRIP = ["2027-01-05", "2027-01-20", "install", "perform", "charger"]
PEOPLE = {"lee": "O-2", "park": "support visa", "choi": "지원 비자", "jung": "B1/B2", "han": "무비자", "yoon": "L-1B"}
"""What stands in the column of visas of each."""
CALLED = "\ncalled:\n  words: [support visa, 지원비자]\n  perhaps: [stagehand]"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that is judged by law from elsewhere, in which there is a class that kvcheck does not know."""
    rules = Path(shutil.copytree(rules_root(), tmp_path / "law"))
    facts = rules / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    other = "\n      other: {en: another class"
    assert text.count(other) == 1
    facts.write_text(text.replace(other, f"\n      o2: {{en: O-2, ko: O-2}}{other}"), encoding="utf-8")
    (rules / "us" / "o2").mkdir()
    for name, said in of_class("us/o2", "O-2", ["us/visa"], ["usc-8-1101-a-15-o"], "2026-11-01").items():
        text = said.replace("\nextends:", f"{CALLED}\nextends:")
        (rules / "us" / "o2" / name).write_text(text, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\npacks: [./law]\n", encoding="utf-8")
    assert kvcheck("rules", "lock", cwd=tmp_path).code == 0
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return path


def test_a_roster_names_a_class_that_nobody_knew(tmp_path: Path, plan: Path) -> None:
    """By its label and by the words of its pack, beside the classes that there were; a near word is proposed."""
    ran = imported(text_file(tmp_path, [HEADS, *([name, visa, *TRIP] for name, visa in PEOPLE.items())]), plan)
    assert ran.code == 0, ran.err
    made = root(plan)
    classes = {each["traveler"]: each["class"] for each in made["trips"]}
    assert [classes[name] for name in PEOPLE] == ["o2", "o2", "o2", "b1", "esta", "l1b"]
    visas = [made["travelers"][name]["visa"] for name in PEOPLE]
    assert [each if isinstance(each, str) else each["class"] for each in visas] == [
        "o2", "o2", "o2", "b1-b2", "none", "l1",
    ]  # fmt: skip
    plan.write_text(plan.read_text(encoding="utf-8").replace("class: esta", "class: Stagehand"), encoding="utf-8")
    assert "did you mean `o2`?" in kvcheck("check", str(plan)).err


def test_what_rosters_call_a_class_says_its_pack() -> None:
    """Each word of a pack stands for its class in the column of classes; a word that may mean it does not."""
    words = words_of(library(), {})
    spelled = words[columns_by_name()["class"].column].spelled
    for name in library().classes:
        called = library().pack_of(name).called
        assert {spelled["".join(filter(str.isalnum, each.casefold()))] for each in called.words} <= {name}
    assert not {"주재원", "business", "waiver"} & spelled.keys()
    assert Library(rules_root()).pack_of("esta").called.visas == ()
