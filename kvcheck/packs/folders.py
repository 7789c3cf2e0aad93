"""Folders in which packs lie, told by their files alone: no pack is read here, and no link to a folder is followed."""

import re
from collections.abc import Iterator
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import CannotCheck
from kvcheck.source.files import contents, is_yaml
from kvcheck.source.limits import MAX_BYTES

MARKS = ("facts.yaml", "activities.yaml")
"""Files by which a folder of the law is known."""
_PACK = re.compile(rb"(?m)^pack:")
"""The line by which a file of a pack is known."""


def is_law(folder: Path) -> bool:
    """Whether a folder is one of the law, by the files that every such folder has."""
    return all(disk.there(folder / mark) for mark in MARKS)


def yaml_below(folder: Path) -> Iterator[Path]:
    """Every YAML file in a folder and below it, in order; what is hidden, or behind a link to a folder, is left out."""
    for each in sorted(folder.iterdir()):
        if each.name.startswith("."):
            continue
        if disk.is_folder(each):
            if not disk.is_link(each):
                yield from yaml_below(each)
        elif is_yaml(each):
            yield each


def is_pack(file: Path) -> bool:
    """Whether a file says that it is a pack; one that cannot be read does not."""
    try:
        return _PACK.search(contents(file, file.name, MAX_BYTES)) is not None
    except CannotCheck:
        return False
