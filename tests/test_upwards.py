"""The configuration of a planning repository is found by its name, and what only looks like it stops the run."""

from pathlib import Path

import pytest

from kvcheck.language.spelling import shown
from tests.support import AS_OF, MINIMAL, kvcheck

STRICT = "kvcheck: 1\npolicies: [no-hands-on]\n"


@pytest.mark.parametrize(
    "name",
    [
        ".kvcheck.yaml",
        ".kvcheck.yml",
        "Kvcheck.yaml",
        "KVCHECK.YML",
        "kvcheck.yaml.txt",
        "kv-check.yaml",
        " kvcheck.yaml",
        "kvcheck.yaml ",
        "kvcheck\u200b.yaml",
        "ｋｖｃｈｅｃｋ．ｙａｍｌ",
        "kvcheck.config.yml",
        ".kvcheckrc",
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_configuration_of_another_name_stops_the_run(tmp_path: Path, name: str, *, above: bool) -> None:
    """The policies that it asks for never vanish without a word, be it beside the plan or further up."""
    folder = tmp_path / "plans" if above else tmp_path
    (tmp_path / ".git").mkdir()
    folder.mkdir(exist_ok=True)
    (folder / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / name).write_text(STRICT, encoding="utf-8")
    ran = kvcheck("check", folder / "plan.yaml", "--as-of", AS_OF)
    assert (ran.code, ran.out) == (3, "")
    assert f"`{shown(name)}` is never read" in ran.err
    (tmp_path / name).rename(tmp_path / "kvcheck.yaml")
    assert kvcheck("check", folder / "plan.yaml", "--as-of", AS_OF).code == 1


@pytest.mark.parametrize("name", ["kvcheck.json", "kvcheck.sarif", "kvcheck-plan.yaml", "mykvcheck.yaml"])
def test_other_files_are_none(tmp_path: Path, name: str) -> None:
    """Reports are called after the program too."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / name).write_text(STRICT, encoding="utf-8")
    assert kvcheck("check", tmp_path / "plan.yaml", "--as-of", AS_OF).code == 0
