"""The page for contributors is true: what it shows, put where it says, works."""

import ast
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from kvcheck.conditions import FactSort
from kvcheck.conditions.operators import Operator
from kvcheck.engine import check
from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packs import Library, rules_root
from kvcheck.packtools.cases import examine, uncovered
from kvcheck.plan import load
from kvcheck.telling.style import Style
from tests.support import AS_OF, ROOT, library

PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


def shown(start: str) -> str:
    """The one block of the page that has this text in it."""
    [block] = [block for _, block in BLOCKS if start in block]
    return str(block)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules with everything that the page adds to them."""
    folder = Path(shutil.copytree(rules_root(), tmp_path / "rules"))
    (folder / "us/h1b1").mkdir()
    (folder / "us/h1b1/rules.yaml").write_text(shown("pack: us/h1b1"), encoding="utf-8")
    (folder / "us/h1b1/cases.yaml").write_text(shown("korean-engineer:"), encoding="utf-8")
    for file, start in (
        ("facts.yaml", "traveler.insured:\n"),
        ("facts.yaml", "trip.weekend_days:\n"),
        ("documents.yaml", "insurance-card:\n"),
    ):
        with (folder / file).open("a", encoding="utf-8") as out:
            out.write("\n" + shown(start))
    (folder / "words/nl.yaml").write_text(shown("language: nl"), encoding="utf-8")
    return folder


def test_what_it_adds_to_the_rules_is_whole(rules: Path) -> None:
    """Nothing is wrong with the folder; every case of the class comes out; its rule decides once and nearly once."""
    added = Library(rules)
    assert added.lint() == []
    assert "h1b1" in added.classes
    examined = examine(added, "us/h1b1")
    assert examined.outcomes
    assert all(outcome.as_expected for outcome in examined.outcomes)
    lacking = uncovered(added, [examined])
    assert not [rule for rules in lacking for rule in rules if rule.pack == "us/h1b1"]


def test_its_place_in_the_schema_is_json() -> None:
    """The line for the schema fits between two others."""
    assert json.loads("{" + shown('"insured"').strip().rstrip(",") + "}")["insured"]["type"] == "boolean"


def test_its_format_writes_a_report(tmp_path: Path) -> None:
    """The file of a format is a reporter, a line of JSON for each finding."""
    path = tmp_path / "jsonl.py"
    path.write_text(shown("One JSON object a line for each finding"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("jsonl", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    report = check(load(ROOT / "tests/plans/construction-supervisor.yaml"), library(), as_of=AS_OF)
    lines = module.render(Run((report,)), library(), Style()).splitlines()
    assert lines
    assert {"mark", "says", "rule"} == set(json.loads(lines[0]))


def test_its_operator_is_an_operator() -> None:
    """The row of an operator is one, and holds as its words say."""
    row = shown('"starts_with": Operator')
    names = {"Operator": Operator, "FactSort": FactSort, "Text": Text}
    operator = eval(compile(f"{{{row}}}", "row", "eval"), names)["starts_with"]  # noqa: S307 - our own page
    assert operator.one is not None
    assert (operator.one("PO-114", "PO"), operator.one("PO-114", "SO")) == (True, False)


def test_all_python_on_it_is_python() -> None:
    """Blocks of Python parse; rows of a table as the inside of a dictionary."""
    for lang, block in BLOCKS:
        if lang == "python":
            ast.parse(block if not block.startswith("    ") else f"_ = {{{block}}}")


def test_what_it_names_is_there() -> None:
    """Every path in it leads to a file or folder, but for those that it adds."""
    added = {
        "rules/us/h1b1/rules.yaml",
        "rules/us/h1b1/cases.yaml",
        "kvcheck/reporters/jsonl.py",
        "rules/words/nl.yaml",
    }
    for path in re.findall(r"`((?:kvcheck|rules|tests|examples)/[\w./-]+)`", PAGE):
        assert path in added or (ROOT / path).exists(), path
