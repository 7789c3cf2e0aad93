"""One line of YAML looked at by itself: where its values begin and end, and what stands in no quotes."""

import re
from collections.abc import Callable, Iterator, Sequence

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text


class Repair(NamedTuple):
    """A line as it may have been meant, and what to say if it was."""

    line: int
    text: str
    column: int
    """Where the slip is, 1-based."""
    message: Text
    hint: Text
    follows: bool = False
    """Whether a slip in the line above makes this one, as a line that stands too far left does."""


Rule = Callable[[Sequence[str], int], Iterator[Repair]]
"""Proposes what a line, given with all others and its number, may have been meant to be."""


def indents(lines: Sequence[str], number: int) -> list[int]:
    """How far the lines beside a line are indented, the nearest first; where entries of a list begin, both places."""
    found: dict[int, None] = {}
    for each in (*range(number - 2, max(number - 22, -1), -1), *range(number, min(number + 3, len(lines)))):
        line = lines[each]
        if line.strip() and not line.lstrip().startswith("#"):
            own = len(line) - len(line.lstrip(" "))
            found.setdefault(own)
            if line[own:].startswith("- "):
                found.setdefault(own + 2)
    return list(found)


def outside(line: str) -> Iterator[tuple[int, str, bool]]:
    """Every sign of a line outside quotes, and whether a comment begins with it."""
    quote = ""
    for at, sign in enumerate(line):
        if quote:
            if sign == quote:
                quote = ""
        elif sign in "\"'" and begins_value(line, at):
            quote = sign if line.find(sign, at + 1) > 0 else ""
        elif sign == "#" and (at == 0 or line[at - 1].isspace()):
            yield at, sign, True
            return
        else:
            yield at, sign, False


def begins_value(line: str, at: int) -> bool:
    """Whether a key or a value begins at a place of a line."""
    before = line[:at].rstrip()
    return not before or before[-1] in ":,{[：，" or re.fullmatch(r"\s*(?:-\s*)*-", before) is not None


def value_ends(line: str, begin: int) -> Iterator[int]:
    """Where a value that begins at a place may end: at a comma or a bracket, or with the line."""
    if re.search(r"[{\[]", line[:begin]):
        for match in re.finditer(r"\s*[,}\]]", line):
            if match.start() > begin:
                yield match.start()
                if re.match(r"\s*,\s*[\w-]+\s*:\s", line[match.start() :]):
                    return  # the next key begins
    yield len(line.rstrip())
