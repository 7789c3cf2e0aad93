"""An answer in the format asked for, into a file or onto the terminal."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from kvcheck.lines.layout import Line
from kvcheck.shell.files import write
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style

Answer = TypeVar("Answer")


class Wanted(Protocol):
    """How an answer is wanted."""

    @property
    def fmt(self) -> str:
        """A name of a format."""

    @property
    def output(self) -> Path | None:
        """The file it goes to; None for the terminal."""

    @property
    def verbose(self) -> bool:
        """Whether everything is told."""


def show(
    answer: Answer,
    terminal: Terminal,
    wanted: Wanted,
    formats: Mapping[str, Callable[[Answer, Style], str]],
    lines: Callable[[Answer, Style], Iterable[Line]],
) -> None:
    """Show an answer in one of `formats`; as `lines` where it is text for a person at a terminal.

    A file is as wide as ever, whatever the terminal.
    """
    style = Style(lang=terminal.lang, verbose=wanted.verbose)
    if wanted.output is not None:
        write(wanted.output, formats[wanted.fmt](answer, style))
        terminal.wrote(wanted.output)
    elif wanted.fmt == "text":
        terminal.lines(lines(answer, style._replace(width=terminal.width)))
    else:
        terminal.text(formats[wanted.fmt](answer, style._replace(width=terminal.width)))
