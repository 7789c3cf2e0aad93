"""A plain command line, read without typer, whose import takes longer than to check a small plan.

Only what is surely right is read here. Of anything else (help, a name that is not known, a value that is missing or may
be refused, short options written together) typer says what it is. A test holds what is read here to what typer reads.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kvcheck.cli.declared import NEEDED, Argument, Command, Group, Option, Parameter

_ONE: Mapping[Any, Any] = {
    str: str, str | None: str, Path: Path, Path | None: Path, int: int, int | None: int
}  # fmt: skip
"""The types of what is given once, each with the type of a value."""
MANY: Mapping[Any, Any] = {list[str] | None: str, list[Path] | None: Path}
"""The types of what may be given several times."""
_DIGITS = 9
"""Numbers of more digits are left to typer."""


def parsed(group: Group, arguments: Sequence[str]) -> tuple[Command, dict[str, Any]] | None:
    """The command of a line and the values that it gives, by name; None if typer has to look at the line."""
    entry: Group | Command | None = group
    number = 0
    while isinstance(entry, Group):
        entry = entry.entries.get(arguments[number]) if number < len(arguments) else None
        number += 1
    if entry is None or os.name == "nt":  # where typer expands patterns, which no shell does there
        return None
    line = _Line(entry)
    return (entry, line.values) if line.takes(arguments[number:]) else None


class _Line:
    """The values of one command as its words are read."""

    def __init__(self, command: Command) -> None:
        self._parameters = command.parameters
        self._options = {
            name: each for each in command.parameters if isinstance(each.said, Option) for name in each.said.names
        }
        self._arguments = [each for each in command.parameters if isinstance(each.said, Argument)]
        self.values: dict[str, Any] = {}

    def takes(self, words: Sequence[str]) -> bool:
        """Whether all of it is understood, and nothing is missing."""
        at = 0
        placed: list[str] = []
        while at < len(words):
            word = words[at]
            at += 1
            if not is_option(word):
                placed.append(word)
                continue
            name, given, text = word.partition("=") if word.startswith("--") else (word, "", "")
            found = self._options.get(name)
            if found is None:
                return False
            if found.kind is bool:
                if given:
                    return False
                self.values[found.name] = True
                continue
            if not given:
                if at == len(words) or is_option(words[at]):
                    return False
                text = words[at]
                at += 1
            if not self._give(found, text):
                return False
        return self._place(placed) and all(
            each.name in self.values or each.default is not NEEDED for each in self._parameters
        )

    def _place(self, words: list[str]) -> bool:
        """Give the words that stand by their place to the arguments in order."""
        for each in self._arguments:
            several = each.kind in MANY
            if several and each is not self._arguments[-1]:
                return False
            mine, words = (words, []) if several else (words[:1], words[1:])
            if not all(self._give(each, word) for word in mine):
                return False
        return not words

    def _give(self, parameter: Parameter, text: str) -> bool:
        """Give a value to what it is for; whether it surely is one."""
        if not text:
            return False
        if parameter.kind in MANY:
            kind = MANY[parameter.kind]
            self.values.setdefault(parameter.name, []).append(kind(text))
        else:
            kind = _ONE.get(parameter.kind)
            if kind is None or (kind is int and not _is_number(text, parameter.said.settings)):
                return False
            self.values[parameter.name] = kind(text)
        closed = kind is Path and parameter.said.settings.get("readable", True)
        return not closed or not os.path.exists(text) or os.access(text, os.R_OK)  # noqa: PTH110 - as typer asks


def is_option(word: str) -> bool:
    """Whether a word stands for an option; a dash alone is the standard input."""
    return len(word) > 1 and word.startswith("-")


def _is_number(text: str, settings: Mapping[str, Any]) -> bool:
    """Whether a text is a whole number that an option takes."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        return False
    least, most = settings.get("min"), settings.get("max")
    return (least is None or int(text) >= least) and (most is None or int(text) <= most)
