"""What tests of the tools for pack authors share."""

import shutil
from pathlib import Path

import pytest

from kvcheck.packs import rules_root


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rules that a test may spoil."""
    return Path(shutil.copytree(rules_root(), tmp_path / "rules"))
