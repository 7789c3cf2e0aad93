"""A thousand plans through two engines give the same reports. It takes a minute, so it runs where Dask is installed."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import kvcheck
from tests.support import AS_OF, EXAMPLES, MINIMAL

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask (distributed) is not installed"
)

PLANS = 1000


def fleet() -> ModuleType:
    """The example, as a module that other processes find by its name too."""
    import sys

    if str(EXAMPLES / "fleet") not in sys.path:
        sys.path.insert(0, str(EXAMPLES / "fleet"))
    return importlib.import_module("judge")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A thousand plans that differ in their days: some stay too long."""
    folder: Path = tmp_path_factory.mktemp("fleet")
    for number in range(PLANS):
        depart = f"depart: 2027-{1 + number % 6:02d}-{1 + number % 28:02d}"
        (folder / f"plan-{number:04}.yaml").write_text(MINIMAL.replace("depart: 2027-01-20", depart), encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def here(paths: list[str]) -> list[kvcheck.Report]:
    """What this process says of them."""
    return [kvcheck.check(kvcheck.load(path), as_of=AS_OF) for path in paths]


def test_processes_agree(paths: list[str], here: list[kvcheck.Report]) -> None:
    """`concurrent.futures` gives the same reports in the same order."""
    assert {report.verdict for report in here} >= {kvcheck.Verdict.PERMITTED, kvcheck.Verdict.NOT_PERMITTED}
    assert fleet().with_processes(paths, AS_OF, 2) == here


@pytest.mark.filterwarnings("ignore")
def test_dask_agrees(paths: list[str], here: list[kvcheck.Report], monkeypatch: pytest.MonkeyPatch) -> None:
    """A local cluster of Dask gives the same reports in the same order."""
    monkeypatch.setenv("PYTHONPATH", f"{EXAMPLES / 'fleet'}:{EXAMPLES.parent}")
    assert fleet().with_dask(paths, AS_OF, 2) == here
