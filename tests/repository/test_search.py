"""What a pattern of the settings meets and cannot be followed is an error; so are settings that cannot be read."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import AS_OF, EXAMPLES, Ran, kvcheck, process

GOOD = (EXAMPLES / "esta-install.yaml").read_text(encoding="utf-8")
BAD = GOOD.replace("kind: install", "kind: plant-piping")
WITHOUT_RIGHTS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
"""Runs a program as somebody who may not read everything, also where the tests run as root."""


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    """A repository with a good plan in `plans/a`, and a bad one in `other` beside the repository."""
    for folder, text in (("repo/plans/a", GOOD), ("other", BAD)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "plan.yaml").write_text(text, encoding="utf-8")
    yield tmp_path / "repo"
    for folder, _, _ in os.walk(tmp_path):
        Path(folder).chmod(0o755)


def check(folder: Path, *patterns: str) -> Ran:
    """What `check` says of the plans that patterns name."""
    (folder / "kvcheck.yaml").write_text(f"kvcheck: 1\nplans: {list(patterns)}\n", encoding="utf-8")
    return kvcheck("check", "-q", "--as-of", AS_OF, cwd=folder)


PATTERNS = [
    "plans/**/*.yaml",
    "**/plan.yaml",
    "plans/*",
    "plans/*/plan.yaml",
    "*/*/plan.yaml",
    "plans/[a-z]*/*.yaml",
    "plans/**",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_linked_folder_is_looked_into_or_an_error(repository: Path, pattern: str) -> None:
    """A bad plan behind a link never passes."""
    assert check(repository, pattern).code in (0, 4)
    (repository / "plans" / "linked").symlink_to("../../other")
    assert check(repository, pattern).code in (1, 3)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("target", ["nowhere", "linked"])
def test_a_link_that_leads_nowhere_is_an_error(repository: Path, pattern: str, target: str) -> None:
    """The folder it stands for was not checked out, or it leads to itself."""
    (repository / "plans" / "linked").symlink_to(target)
    ran = check(repository, pattern)
    assert ran.code == 3, ran.out
    assert "linked" in ran.err


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_is_no_file_is_an_error(repository: Path, pattern: str) -> None:
    """A pipe with the name of a plan does not hang the run and is not passed over."""
    (repository / "plans" / "b").mkdir()
    os.mkfifo(repository / "plans" / "b" / "plan.yaml")
    assert check(repository, pattern).code == 3


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_cannot_be_read_is_an_error(repository: Path, pattern: str, mode: int) -> None:
    """Whether its names are hidden, or only what they stand for."""
    (repository.parent / "other").rename(repository / "plans" / "deep")
    assert check(repository, pattern).code in (1, 3)
    (repository / "plans" / "deep").chmod(mode)
    if shutil.which(WITHOUT_RIGHTS[0]) is None:
        pytest.skip("rights cannot be given up here")
    program = (*WITHOUT_RIGHTS, sys.executable, "-m", "kvcheck")
    ran = process("check", "-q", "--as-of", AS_OF, cwd=repository, program=program)
    assert ran.code == 3, ran.out + ran.err
    assert "deep" in ran.err


def test_links_of_other_kinds_of_files_are_nothing_to_patterns(repository: Path) -> None:
    """A picture that is not there hides no plan."""
    (repository / "plans" / "photo.jpg").symlink_to("nowhere.jpg")
    assert check(repository, "plans/**/*.yaml").code in (0, 4)


def damage(name: str) -> dict[str, Callable[[Path], object]]:
    """Ways in which a file is there and cannot be read."""
    return {
        "dangling": lambda path: path.symlink_to("nowhere"),
        "a loop": lambda path: path.symlink_to(name),
        "a folder": lambda path: path.mkdir(),
        "a pipe": os.mkfifo,
        "endless": lambda path: path.symlink_to("/dev/zero"),
        "not text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
        "empty": lambda path: path.write_bytes(b""),
    }


@pytest.mark.parametrize("how", damage(""))
@pytest.mark.parametrize("name", ["kvcheck.yaml", "kvcheck.yml", "waivers.yaml"])
def test_settings_that_are_there_and_cannot_be_read_stop_the_run(tmp_path: Path, name: str, how: str) -> None:
    """A company's policies and the register never vanish, in the folder of the plan or above it."""
    inside = tmp_path / "plans"
    inside.mkdir()
    (inside / "plan.yaml").write_text(GOOD, encoding="utf-8")
    if name == "waivers.yaml":
        (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\n", encoding="utf-8")
    damage(name)[how](tmp_path / name)
    for path in (inside / "plan.yaml", inside):
        ran = kvcheck("check", path, "-q", "--as-of", AS_OF)
        assert ran.code == 3, ran.out
        assert name in ran.err


@pytest.mark.parametrize("how", damage(""))
@pytest.mark.parametrize("key", ["waivers", "baseline", "policies"])
def test_files_that_settings_name_stop_the_run_if_they_cannot_be_read(tmp_path: Path, key: str, how: str) -> None:
    """By the settings, or by the command line; a folder for policies is looked into."""
    (tmp_path / "plan.yaml").write_text(GOOD, encoding="utf-8")
    damage("named.yaml")[how](tmp_path / "named.yaml")
    value = "[named.yaml]" if key == "policies" else "named.yaml"
    option = "--policy" if key == "policies" else f"--{key}"
    ran = kvcheck("check", "plan.yaml", option, "named.yaml", "-q", "--as-of", AS_OF, cwd=tmp_path)
    assert ran.code in ((2, 3) if key == "policies" else (3,)), ran.out
    assert "named.yaml" in ran.err
    (tmp_path / "kvcheck.yaml").write_text(f"kvcheck: 1\n{key}: {value}\n", encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "-q", "--as-of", AS_OF, cwd=tmp_path)
    assert ran.code in ((2, 3) if key == "policies" else (3,)), ran.out


@pytest.mark.parametrize("place", ["waivers.yaml", "waivers.yml", "sub/waivers.yaml", "sub/kvcheck.yaml"])
@pytest.mark.parametrize("command", ["check", "checklist"])
def test_waivers_and_settings_with_the_plans_that_are_not_read_are_told(
    tmp_path: Path, place: str, command: str
) -> None:
    """Who put them there believes that they count."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "plan.yaml").write_text(GOOD, encoding="utf-8")
    quiet = kvcheck(command, tmp_path, "--as-of", AS_OF)
    (tmp_path / place).write_text("kvcheck: 1\nwaivers: {}\n", encoding="utf-8")
    ran = kvcheck(command, tmp_path, "--as-of", AS_OF)
    assert (ran.code, ran.out) == (quiet.code, quiet.out)
    assert place in ran.err
    assert place not in quiet.err
    if command == "check" and "waivers" in place:
        assert place not in kvcheck(command, tmp_path, "--no-waivers", "--as-of", AS_OF).err
