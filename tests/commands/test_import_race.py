"""`import` writes only over what it showed, and what several of them write at a time is all there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kvcheck.commands.import_ import Wish, run_import
from kvcheck.errors import BadCommand
from kvcheck.shell.terminal import Terminal
from tests.support import MINIMAL, kvcheck
from tests.support.program import environment
from tests.support.rosters import HEADINGS, ROW


def roster(folder: Path, name: str) -> Path:
    """A roster of one traveler."""
    path = folder / f"{name}.csv"
    path.write_text("\n".join(",".join(row) for row in (HEADINGS, [name, f"{name}-1", *ROW[2:]])), encoding="utf-8")
    return path


def edited(plan: Path) -> None:
    """A colleague adds a line."""
    plan.write_text(plan.read_text(encoding="utf-8") + "# of a colleague\n", encoding="utf-8")


def gone(plan: Path) -> None:
    """A colleague takes the plan away."""
    plan.unlink()


def broken(plan: Path) -> None:
    """A colleague is in the middle of a line."""
    plan.write_text("kvcheck: [", encoding="utf-8")


@pytest.mark.parametrize("meanwhile", [edited, gone, broken])
def test_a_plan_that_changed_while_it_was_shown_is_not_written_over(
    tmp_path: Path, meanwhile: Callable[[Path], None]
) -> None:
    """Whatever was done to it between the preview and the answer stays."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(MINIMAL, encoding="utf-8")
    after: list[bytes] = []

    def answer(_: str) -> bool:
        meanwhile(plan)
        after.append(plan.read_bytes() if plan.exists() else b"")
        return True

    with pytest.raises(BadCommand, match="changed since it was shown"):
        run_import(roster(tmp_path, "lee"), plan, Terminal("en", {}), Wish(ask=answer))
    assert (plan.read_bytes() if plan.exists() else b"") == after[0]


def test_a_plan_that_was_made_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """The import would have made it."""
    plan = tmp_path / "plan.yaml"

    def answer(_: str) -> bool:
        plan.write_text(MINIMAL, encoding="utf-8")
        return True

    with pytest.raises(BadCommand, match="changed since it was shown"):
        run_import(roster(tmp_path, "lee"), plan, Terminal("en", {}), Wish(ask=answer))
    assert plan.read_text(encoding="utf-8") == MINIMAL


def test_another_file_of_a_folder_plan_counts_too(tmp_path: Path) -> None:
    """What was shown was the plan, not a file of it."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "a.yaml").write_text(MINIMAL, encoding="utf-8")

    def answer(_: str) -> bool:
        (folder / "b.yaml").write_text("kvcheck: 1\ntravelers: {lee: {}}\n", encoding="utf-8")
        return True

    with pytest.raises(BadCommand, match="changed since it was shown"):
        run_import(roster(tmp_path, "lee"), folder, Terminal("en", {}), Wish(ask=answer))
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("into", ["plan.yaml", "folder", "new.yaml"])
def test_of_parallel_imports_none_is_lost(tmp_path: Path, into: str) -> None:
    """Each waits for the others, or fails and says so: whoever was told that it is written is there."""
    if into == "folder":
        (tmp_path / into).mkdir()
    if into != "new.yaml":
        (tmp_path / into / "a.yaml" if into == "folder" else tmp_path / into).write_text(MINIMAL, encoding="utf-8")
    names = [f"lee-{letter}" for letter in "abcd"]
    command = [sys.executable, "-m", "kvcheck", "import"]
    running = [
        subprocess.Popen(
            [*command, str(roster(tmp_path, name)), "--into", into, "--yes"],
            cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for name in names
    ]  # fmt: skip
    codes = [each.wait() for each in running]
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (tmp_path / into, *(tmp_path / into).glob("*.yaml"))
        if path.is_file()
    )
    assert 0 in codes
    assert set(codes) <= {0, 2, 3}
    assert [f"{name}:" in text for name in names] == [code == 0 for code in codes]
    assert [path.name for path in tmp_path.rglob(".*")] == []


def test_who_asks_first_and_answers_late_is_told(tmp_path: Path) -> None:
    """Two imports into one plan, the second between preview and answer of the first: both are right, none is lost."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(MINIMAL, encoding="utf-8")

    def answer(_: str) -> bool:
        assert kvcheck("import", roster(tmp_path, "ann"), "--into", plan, "--yes").code == 0
        return True

    with pytest.raises(BadCommand, match="run the import again"):
        run_import(roster(tmp_path, "lee"), plan, Terminal("en", {}), Wish(ask=answer))
    assert "ann:" in plan.read_text(encoding="utf-8")
