"""The shipped rules, read once for many runs of the program in one process, and spoiled copies of rules."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kvcheck.packs import rules_root
from kvcheck.packs.cache import Cache
from tests.support.program import CACHE


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Let everything in this process share what is read of the shipped rules; tests that keep it elsewhere do not.

    Otherwise each run of the program reads it anew, from what is kept or, where receipts are made, from the rules.
    """
    read_or_kept = Cache.get
    shared = Path(os.environ[CACHE])
    values: dict[str, Any] = {}

    def get(cache: Cache, name: str, read: Callable[[], Any]) -> Any:
        folder = vars(cache)["_folder"]
        elsewhere = folder is not None and folder.parent != shared
        if elsewhere or vars(cache)["_rules"] != rules_root():
            return read_or_kept(cache, name, read)
        if name not in values:
            values[name] = read_or_kept(cache, name, read)
        value = values[name]
        return dict(value) if isinstance(value, dict) else value  # what a run adds to it stays its own

    patch.setattr(Cache, "get", get)


def spoil(rules: Path, file: str, old: str, new: str, most: int = -1) -> None:
    """Replace a text in a file of a copy of the rules: everywhere, or so many times at most. It has to be there."""
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, most), encoding="utf-8")
