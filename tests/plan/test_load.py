"""Which files make a plan: one notion of a YAML file, one list of what is no plan."""

from pathlib import Path

import pytest

from kvcheck.plan import belongs, load
from kvcheck.repository import config
from kvcheck.shell.settings import Asked
from kvcheck.shell.watch import files_of
from kvcheck.source.files import is_yaml
from tests.support import MINIMAL, kvcheck

WAIVERS = "kvcheck: 1\nwaivers: {}\n"


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "A.YAML", "a.Yml", "b/a.yaml"])
def test_yaml_files_are_known_in_any_case(name: str) -> None:
    """A letter's case changes nothing, wherever the question is asked."""
    assert is_yaml(name)
    assert belongs(name)


@pytest.mark.parametrize("name", ["a.yaml.bak", "yaml", "a.json", "a.yamlx"])
def test_other_files_are_none(name: str) -> None:
    """Only the ending counts."""
    assert not is_yaml(name)
    assert not belongs(name)


def test_a_plan_in_capitals_is_read_checked_and_watched(tmp_path: Path) -> None:
    """TRIP.YAML is a plan for every part of the program."""
    (tmp_path / "TRIP.YAML").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text('kvcheck: 1\nplans: ["*.Y*ML"]\n', encoding="utf-8")
    assert load(tmp_path).trips
    assert [each.name for each in config.plans(config.read(tmp_path / "kvcheck.yaml"))] == ["TRIP.YAML"]
    assert "TRIP.YAML" in {each.name for each in files_of(Asked(paths=[tmp_path]))}


@pytest.mark.parametrize("name", ["waivers.yaml", "waivers.yml", "accepted.yaml", "Accepted.YML"])
@pytest.mark.parametrize("plans", ['["*.[yY]*"]', "[.]"])
def test_what_a_configuration_names_for_something_else_is_no_plan(tmp_path: Path, name: str, plans: str) -> None:
    """Waivers under any name, met by a pattern or lying in a folder of plans, are waivers."""
    (tmp_path / "trip.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / name).write_text(WAIVERS, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text(f"kvcheck: 1\nplans: {plans}\nwaivers: {name}\n", encoding="utf-8")
    done = kvcheck("check", cwd=tmp_path)
    assert done.code == 0, done.err
