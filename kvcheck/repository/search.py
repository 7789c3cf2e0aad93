"""What a pattern such as `plans/**/*.yaml` matches, and what it meets on the way and cannot look into."""

import re
import stat
from collections.abc import Callable, Iterator
from fnmatch import translate
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import Problem
from kvcheck.plan import leads_nowhere, linked_folder, may_hold_plans
from kvcheck.source.files import cannot_read, why

RECURSIVE = "**"
"""The part of a pattern that stands for any number of folders."""


class Search:
    """The search of one folder. Names that begin with a dot are passed over, unless a part of the pattern is that name.

    `Path.glob` passes over folders that it cannot read, and links to folders below `**`; here they are problems.
    """

    def __init__(self, root: Path, name: Callable[[Path], str]) -> None:
        """Of the folder `root`; `name` is how messages call a path."""
        self._root = root
        self._name = name
        self.problems: list[Problem] = []

    def matches(self, pattern: str) -> list[Path]:
        """Every path that the pattern matches, each once, in order. Raises ValueError if it is no pattern."""
        parts = Path(pattern).parts
        if not parts or Path(pattern).is_absolute() or any(RECURSIVE in part and part != RECURSIVE for part in parts):
            raise ValueError(pattern)
        return sorted(set(self._below(self._root, parts)))

    def _below(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
        """What the parts of a pattern match in a folder."""
        if not parts:
            yield folder
            return
        first, rest = parts[0], parts[1:]
        if first == RECURSIVE:
            yield from self._below(folder, rest)
            for each in self._inside(folder):
                if self._is_folder(each):
                    if disk.is_link(each):
                        self._note(linked_folder(self._name(each)))
                    else:
                        yield from self._below(each, parts)
        else:
            named = [folder / first]
            if any(each in first for each in "*?["):
                matching = re.compile(translate(first)).match
                named = [each for each in self._inside(folder) if matching(each.name)]
            for each in named:
                if disk.there(each) and (self._is_folder(each) or not rest):
                    yield from self._below(each, rest)

    def _is_folder(self, path: Path) -> bool:
        """Whether it is a folder; what may be one and cannot be looked into is a problem."""
        try:
            return stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            if not disk.is_link(path):
                self._note(Problem(message=cannot_read(self._name(path), why(error))))
            elif may_hold_plans(path):
                self._note(leads_nowhere(self._name(path)))
            return False

    def _inside(self, folder: Path) -> list[Path]:
        """What a folder holds; that it cannot be read is a problem."""
        if not disk.is_folder(folder):
            return []
        try:
            return sorted(each for each in folder.iterdir() if not each.name.startswith("."))
        except OSError as error:
            self._note(Problem(message=cannot_read(self._name(folder), why(error))))
            return []

    def _note(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
