"""`--watch` looks at every file that a check reads, and at nothing else."""

import os
import sys
from pathlib import Path

import pytest

from kvcheck.cli.app import watched
from kvcheck.shell.settings import Asked
from kvcheck.shell.watch import files_of, state_of
from tests.support import MINIMAL


def repository(folder: Path) -> Path:
    """A folder of plans with settings that name waivers and a company's own policy."""
    (folder / "plans/sub").mkdir(parents=True)
    (folder / "plans/a.yaml").write_text(MINIMAL, encoding="utf-8")
    (folder / "plans/sub/B.YML").write_text(MINIMAL, encoding="utf-8")
    (folder / "plans/notes.txt").write_text("nothing", encoding="utf-8")
    (folder / "waivers.yaml").write_text("waivers: {}\n", encoding="utf-8")
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plans]\nwaivers: waivers.yaml\n", encoding="utf-8")
    return folder


def names(files: list[Path], folder: Path) -> set[str]:
    """Files by their path in the folder."""
    return {path.resolve().relative_to(folder.resolve()).as_posix() for path in files}


def test_the_files_of_a_repository_are_watched(tmp_path: Path) -> None:
    """Settings, what they name, and the plans, whatever the letters of their ending."""
    folder = repository(tmp_path)
    found = names(files_of(Asked(config=folder / "kvcheck.yaml")), folder)
    assert {"kvcheck.yaml", "waivers.yaml", "plans/a.yaml", "plans/sub/B.YML"} <= found
    assert "plans/notes.txt" not in found


def test_settings_that_cannot_be_read_yet_are_watched(tmp_path: Path) -> None:
    """Somebody is writing them: the next change may mend them."""
    folder = repository(tmp_path)
    (folder / "kvcheck.yaml").write_text("kvcheck: [\n", encoding="utf-8")
    found = names(files_of(Asked(paths=[folder / "plans/a.yaml"])), folder)
    assert {"kvcheck.yaml", "plans/a.yaml"} <= found


def test_a_misnamed_configuration_is_watched(tmp_path: Path) -> None:
    """It stops the check beside whichever plan it lies, until somebody takes it away or calls it as it should be."""
    folder = repository(tmp_path)
    (folder / "plans/sub/.kvcheck.yaml").write_text("kvcheck: 1\n", encoding="utf-8")
    found = names(files_of(Asked(paths=[folder / "plans/a.yaml", folder / "plans/sub/B.YML"])), folder)
    assert {"kvcheck.yaml", "plans/sub/.kvcheck.yaml"} <= found


def test_rules_of_a_site_are_watched_where_they_lie(tmp_path: Path) -> None:
    """A plan names them by their path, also outside of its folder; one that is being written names none yet."""
    (tmp_path / "plans").mkdir()
    plan = tmp_path / "plans" / "a.yaml"
    (tmp_path / "owner.yaml").write_text("pack: policy/owner\n", encoding="utf-8")
    plan.write_text(MINIMAL.replace("phase: installation", "phase: installation, rules: [../owner.yaml]"))
    assert (tmp_path / "owner.yaml").resolve() in [each.resolve() for each in files_of(Asked(paths=[plan]))]
    plan.write_text("kvcheck: 1\nsites: {a: {rules: [", encoding="utf-8")
    assert files_of(Asked(paths=[plan])) == [plan]


def test_a_change_shows_and_a_file_that_went_away_is_left_out(tmp_path: Path) -> None:
    """By the time of the last change and the size."""
    kept, gone = tmp_path / "kept.yaml", tmp_path / "gone.yaml"
    for path in (kept, gone):
        path.write_text("a: 1\n", encoding="utf-8")
    before = state_of([kept, gone])
    gone.unlink()
    os.utime(kept, ns=(1, 1))
    after = state_of([kept, gone])
    assert after.keys() == {kept}
    assert after[kept] != before[kept]


def test_what_changes_while_it_is_checked_is_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first check is of what stood there when it began: a file written meanwhile is a change."""
    path = tmp_path / "plan.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    checked: list[str] = []

    def check(asked: object, command: object) -> None:
        checked.append(path.read_text(encoding="utf-8"))
        if len(checked) == 1:
            path.write_text("a: 2 # written during the first check\n", encoding="utf-8")

    rounds = iter([None, None, KeyboardInterrupt])

    def sleep(seconds: float) -> None:
        if next(rounds) is not None:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules[watched.__module__], "settled_each", check)
    monkeypatch.setattr("time.sleep", sleep)
    with pytest.raises(SystemExit):
        watched(Asked(paths=[path]), lambda settings, terminal: 0)
    assert [text[:4] for text in checked] == ["a: 1", "a: 2"]
