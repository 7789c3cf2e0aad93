"""The shipped rules, read once for many runs of the program that would each read them anew."""

from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kvcheck.commands import check, gate, verify
from kvcheck.packs import Library, rules_root


@cache
def _whole() -> Library:
    """The shipped rules without a cache, as receipts are made by, with every pack read."""
    library = Library(rules_root())
    library.rules()
    return library


def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that make and verify receipts share what was read; what they add to it stays their own."""

    def made(root: Path, kept: Path | None = None, **more: Any) -> Library:
        if kept is not None or root != rules_root() or more:
            return Library(root, kept, **more)
        library = copy(_whole())
        for name, value in vars(library).items():
            if isinstance(value, dict):
                setattr(library, name, dict(value))
        return library

    for module in (check, gate, verify):
        monkeypatch.setattr(module, "Library", made)


def spoil(rules: Path, file: str, old: str, new: str, most: int = -1) -> None:
    """Replace a text in a file of a copy of the rules: everywhere, or so many times at most. It has to be there."""
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, most), encoding="utf-8")
