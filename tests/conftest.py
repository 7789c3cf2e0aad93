"""What every run of the tests shares: the examples that hypothesis takes, and a folder where packs are kept."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.support.program import CACHE
from tests.support.rules import read_once

# The same examples every time, so that a red run is red everywhere.
settings.register_profile(
    "kvcheck",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("kvcheck")
# Newer versions also draw values from the source of the modules that are loaded, and a worker has loaded what the tests
# that it ran before needed. Without those, the same test takes the same examples in every order.
providers = sys.modules.get("hypothesis.internal.conjecture.providers")
if hasattr(providers, "is_local_module_file"):
    vars(providers)["is_local_module_file"] = lambda _path: False


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder where the program keeps packs; the workers of a run share it."""
    if not hasattr(config, "workerinput"):
        os.environ[CACHE] = tempfile.mkdtemp(prefix="kvcheck-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete that folder at the end of the run."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(CACHE), ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _rules_read_once() -> Iterator[None]:
    """Runs of the program in this process share what they read of the shipped rules."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield
