"""`kvcheck init`: the starter plan passes, the planning repository is whole, nothing is overwritten."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from kvcheck import disk
from kvcheck.commands import init
from kvcheck.errors import BadCommand
from kvcheck.repository import scaffold
from kvcheck.shell.terminal import Terminal
from tests.support import AS_OF, changed, judge, kvcheck

LANGS = ("en", "ko")
FILES = {
    ".gitattributes",
    ".github/workflows/kvcheck.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "README.md",
    "kvcheck.yaml",
    "plans/first-trip.yaml",
    "schemas/config.schema.json",
    "schemas/plan.schema.json",
    "schemas/waivers.schema.json",
    "waivers.yaml",
}


def files_in(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def shape(value: Any) -> Any:
    """A plan without what is written in a language."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items() if key not in ("name", "description")}
    return [shape(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("lang", LANGS)
def test_the_starter_plan_is_permitted(lang: str, tmp_path: Path) -> None:
    """What `init` writes, `check` permits, with no warning about a plan that is still the example."""
    made = kvcheck("init", "--lang", lang, cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    assert files_in(tmp_path) == {"plan.yaml"}
    assert "kvcheck check plan.yaml" in made.out
    ran = kvcheck("check", "plan.yaml", "--lang", lang, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("years", range(6))
def test_the_starter_plan_is_permitted_whenever_it_is_made(lang: str, years: int) -> None:
    """Its days follow from the day it is made. By the law as known today: later the packs have to be read again."""
    start = date(2026 + years, 11, 22)
    days = [start + timedelta(days=step) for step in (0, 40, 99, 200, 300)]
    days += [date(2028, 2, 29)] if years == 1 else []
    for day in days:
        report = judge(scaffold.plan(day.isoformat(), lang), as_of=AS_OF)
        assert report.verdict.value == "permitted", day
        assert all(trip["arrive"] > day.isoformat() for trip in report.plan.trips)


def test_both_languages_have_the_same_plan() -> None:
    """The two starter plans say the same facts."""
    one, other = (yaml.safe_load(scaffold.plan(AS_OF, lang)) for lang in LANGS)
    assert shape(one) == shape(other)


@pytest.mark.parametrize("lang", LANGS)
def test_a_planning_repository_is_whole(lang: str, tmp_path: Path) -> None:
    """Every file is there, is named, and kvcheck takes its settings, plan and waivers."""
    made = kvcheck("init", "--repo", "trips", "--lang", lang, cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    folder = tmp_path / "trips"
    assert files_in(tmp_path) == {f"trips/{name}" for name in FILES}
    assert all(f"trips/{name}\n" in made.out for name in FILES)
    assert not [path for path in FILES if scaffold._VALUE.search((folder / path).read_text(encoding="utf-8"))]
    settings = kvcheck("config", cwd=folder)
    assert (settings.code, settings.err) == (0, "")
    assert re.search(rf"^lang +{lang} +\(kvcheck.yaml:\d+:1\)$", settings.out, re.MULTILINE)
    ran = kvcheck("check", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ("permitted" if lang == "en" else "허용") in ran.out
    assert kvcheck("waivers", cwd=folder).code == 0


def test_settings_that_are_commented_out_are_right(tmp_path: Path) -> None:
    """Every example of a setting works when its `# ` is taken away."""
    kvcheck("init", "--repo", cwd=tmp_path)
    file = tmp_path / "kvcheck.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^# (\w+: \[)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert len(re.findall(r"^(policies|sides|packs):", file.read_text(encoding="utf-8"), re.MULTILINE)) == 3
    ran = kvcheck("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, ""), "the policy of 14 days on ESTA refuses the trip of three weeks"


def test_the_waiver_that_is_commented_out_is_right(tmp_path: Path) -> None:
    """The example of a waiver is read when it is uncommented as the file says."""
    kvcheck("init", "--repo", cwd=tmp_path)
    file = tmp_path / "waivers.yaml"
    text = file.read_text(encoding="utf-8").replace("waivers: {}", "waivers:")
    file.write_text(re.sub(r"^# (  .*)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    ran = kvcheck("waivers", "--format", "json", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    [waiver] = json.loads(ran.out)
    assert waiver["id"] == "winder-hook-up"
    assert waiver["from"] == AS_OF
    assert waiver["state"] == "unused"
    trip = tmp_path / "plans" / "first-trip.yaml"
    text = trip.read_text(encoding="utf-8")
    hooked = changed(("kind: install\n", "kind: utility-hook-up\n"), ("[install,", "[connect, install,"), text=text)
    trip.write_text(hooked, encoding="utf-8")
    assert kvcheck("check", cwd=tmp_path).code == 0, "it was approved for just that"


def test_the_editor_knows_the_schemas(tmp_path: Path) -> None:
    """The schemas are those that kvcheck publishes, and the settings of the editor lead from them to files."""
    kvcheck("init", "--repo", cwd=tmp_path)
    for name in ("plan", "config", "waivers"):
        written = (tmp_path / f"schemas/{name}.schema.json").read_text(encoding="utf-8")
        assert written == kvcheck("schema", name).out
    mapped: dict[str, list[str]] = json.loads((tmp_path / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {Path(each).name for each in mapped}
    for schema, patterns in mapped.items():
        assert (tmp_path / schema).is_file()
        assert any(list(tmp_path.glob(pattern)) for pattern in patterns), patterns
    for path in ("plans/first-trip.yaml", "kvcheck.yaml", "waivers.yaml"):
        first = (tmp_path / path).read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert ((tmp_path / path).parent / schema).is_file()


@pytest.mark.parametrize("lang", LANGS)
def test_the_readme_speaks_both_languages(lang: str, tmp_path: Path) -> None:
    """The language asked for comes first, and every command that it names exists."""
    kvcheck("init", "--repo", "--lang", lang, cwd=tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    heads = re.findall(r"^# (.*)", text, re.MULTILINE)
    assert [bool(re.search("[가-힣]", head)) for head in heads if not head.startswith("#")] == [
        lang == "ko",
        lang != "ko",
    ]
    for command in ("waivers --draft", "checklist plans/first-trip.yaml --split papers"):
        assert text.count(f"kvcheck {command} ") == 2
        assert kvcheck(*command.split(), cwd=tmp_path).code == 0


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Everything that is in the way is named at once, and nothing is written."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "waivers.yaml").symlink_to("nowhere")
    for lang in LANGS:
        ran = kvcheck("init", "--repo", "--lang", lang, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "`README.md`, `waivers.yaml`" in ran.err
    assert files_in(tmp_path) == {"README.md", "waivers.yaml"}
    assert (tmp_path / "README.md").read_text() == "mine"
    (tmp_path / "plan.yaml").write_text("mine")
    assert kvcheck("init", cwd=tmp_path).code == 2
    assert (tmp_path / "plan.yaml").read_text() == "mine"


def test_a_file_where_a_folder_is_needed_is_in_the_way(tmp_path: Path) -> None:
    """Also then nothing is written."""
    (tmp_path / "schemas").write_text("mine")
    ran = kvcheck("init", "--repo", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"`{tmp_path}/schemas`" in ran.err
    assert files_in(tmp_path) == {"schemas"}


def test_a_repository_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails in the middle, everything that was made goes again, and what was there stays."""
    (tmp_path / ".github").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    take_name, count = disk.Ready.take_name, iter(range(100))

    def failing(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if next(count) == 7:
            raise OSError(28, "No space left on device")
        take_name(self, mode, new=new)

    monkeypatch.setattr(disk.Ready, "take_name", failing)
    with pytest.raises(BadCommand, match="No space left"):
        init.repository(tmp_path, Terminal("en", {}), AS_OF)
    assert {path.name for path in tmp_path.rglob("*")} == {".github", "notes.txt"}


@pytest.mark.parametrize("name", ["plan.txt", "plan", "."])
def test_a_plan_needs_the_name_of_a_plan(name: str, tmp_path: Path) -> None:
    """What `check` would not read is not written."""
    ran = kvcheck("init", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert files_in(tmp_path) == set()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A repository makes its folder, a plan does not."""
    assert kvcheck("init", "--repo", "a/b", cwd=tmp_path).code == 0
    assert (tmp_path / "a/b/kvcheck.yaml").is_file()
    ran = kvcheck("init", "c/plan.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "c/plan.yaml" in ran.err
