"""What is published is complete: the wheel works with no checkout near, the source distribution is the checkout."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

from tests.support import AS_OF, EPOCH, MINIMAL, ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it; what builds them is installed."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command line as installed from the wheel, beside the libraries of this environment.

    That it comes with all it needs is shown by the first command of the README, which `.ci/run` tries in an empty one.
    """
    folder = tmp_path_factory.mktemp("wheel")
    [wheel] = built.glob("*.whl")
    venv.create(folder / "venv")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "venv" / "bin" / "python")]
    options = ("--quiet", "--no-compile", "--no-deps", "--no-index", "--disable-pip-version-check")
    subprocess.run([*pip, "install", *options, str(wheel)], check=True, capture_output=True)
    [there] = (folder / "venv").glob("lib/python*/site-packages")
    # Lines of such a file are searched last; what installs this checkout in its environment is not followed from there.
    (there / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return folder / "venv" / "bin" / "kvcheck"


def test_the_source_distribution_is_the_checkout(built: Path) -> None:
    """Whatever is tracked is in it, hidden folders too, so that its tests pass where it is unpacked."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(git, capture_output=True, text=True, check=False)
    if listed.returncode != 0 or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        held = {name.partition("/")[2] for name in file.getnames()}
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert tracked - held == set()


def test_the_wheel_checks_a_plan_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Rules and schemas are inside the wheel."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    ran = subprocess.run(
        [installed, "check", "plan.yaml", "--as-of", AS_OF], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 trip: 1 permitted" in ran.stdout


def test_the_wheel_carries_its_templates(installed: Path, tmp_path: Path) -> None:
    """The page for those who decide can be written by whoever installs kvcheck."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    command = [str(installed), "check", "plan.yaml", "--as-of", AS_OF, "--format", "html", "--output", "report.html"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "</html>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_wheel_carries_the_cases(installed: Path, tmp_path: Path) -> None:
    """Whoever installs kvcheck can run those of its packs: every file of the rules is in it, and one pack's are run."""
    [there] = installed.parent.parent.glob("lib/python*/site-packages/kvcheck/rules")
    assert _files(there) == _files(ROOT / "rules")
    command = [str(installed), "rules", "test", str(there / "policy" / "no-hands-on")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 wrong, 0 missing" in ran.stdout


def _files(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, by where they stand in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_makes_a_planning_repository(installed: Path, tmp_path: Path) -> None:
    """Everything that `init` writes is inside the wheel, and `check` takes it."""
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH}
    for command in (["init", "--repo"], ["check"]):
        ran = subprocess.run([installed, *command], cwd=tmp_path, capture_output=True, text=True, check=False, env=env)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / ".github/workflows/kvcheck.yml").is_file()
