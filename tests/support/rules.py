"""The shipped rules, read once for many runs of the program in one process, and spoiled copies of rules."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kvcheck.packs import rules_root
from kvcheck.packs.cache import Cache, _content
from tests.support.program import CACHE

READ_OR_KEPT = Cache.get
"""How the program itself does it, for tests of what is kept."""


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Let everything in this process share what is read of the shipped rules; tests that keep it elsewhere do not.

    Otherwise each run of the program reads it anew, from what is kept or, where receipts are made, from the rules.
    What a copy of the rules has in common with others, the vocabularies being the same, is read once too; so are words,
    which take longest and rest on the catalogue only.
    """
    shared = Path(os.environ[CACHE])
    values: dict[tuple[str, ...], Any] = {}

    def get(cache: Cache, name: str, read: Callable[[], Any]) -> Any:
        folder, rules, called = (vars(cache)[each] for each in ("_folder", "_rules", "_called"))
        if folder is not None and folder.parent != shared:
            return READ_OR_KEPT(cache, name, read)
        if rules == rules_root():
            key: tuple[str, ...] = (called, name)
        else:
            try:
                content = _content(rules / name)
                if name == "words":  # without a place in it, so that it is the same whatever the folder is called
                    key = (name, content, _content(rules / "activities.yaml"))
                else:
                    key = (called, name, content, _vocabularies(rules))
            except OSError:  # the reader says what is wrong with the file
                return READ_OR_KEPT(cache, name, read)
        if key not in values:
            values[key] = READ_OR_KEPT(cache, name, read)
        value = values[key]
        return dict(value) if isinstance(value, dict) else value  # what a run adds to it stays its own

    patch.setattr(Cache, "get", get)


def _vocabularies(rules: Path) -> str:
    """A name for what everything else in a folder of rules is written in."""
    digest = hashlib.sha256()
    for path in [*sorted(rules.glob("*.yaml")), *sorted(rules.glob("us/*.yaml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def spoil(rules: Path, file: str, old: str, new: str, most: int = -1) -> None:
    """Replace a text in a file of a copy of the rules: everywhere, or so many times at most. It has to be there."""
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, most), encoding="utf-8")
