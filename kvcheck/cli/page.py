"""Help without typer, whose import takes longer than the reader notices: the page that typer shows, laid out here.

A test holds every page to that of typer, in both languages, on terminals from 60 columns on; whatever is asked beside
a page is left to typer. Help is worded in English where it is declared, and in Korean in `ko.json`.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from kvcheck.cli.declared import NEEDED, Argument, Command, Group, Option, Parameter
from kvcheck.cli.spoken import KOREAN, language
from kvcheck.language.text import LANGUAGES
from kvcheck.lines.layout import columns, pad, wrap

HELP = ("-h", "--help")
OF_ROOT = (
    ("--version", "Show the version and exit."),
    ("--install-completion", "Install completion for the current shell."),
    (
        "--show-completion",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
)
"""The options of the program itself."""
OF_ALL = ("-h, --help", "Show this message and exit.")
_METAVARS = {"[OPTIONS]": "[옵션]", "COMMAND [ARGS]...": "명령 [인수]..."}
WIDEST, NARROWEST = 80, 58
"""Columns of a terminal for the widest page and of the narrowest page: in fewer, words are parted as typer does it."""
_NAMES = 30
"""The most columns of the names at the left of a page."""


def asked(group: Group, arguments: Sequence[str]) -> str | None:
    """The page of help that a command line asks for, and for nothing else; None if it is none."""
    if not arguments or arguments[-1] not in HELP:
        return None
    found: Group | Command | None = group
    for each in arguments[:-1]:
        found = found.entries.get(each) if isinstance(found, Group) else None
    width = min(_columns() or WIDEST, WIDEST) - 2
    if found is None or width < NARROWEST:
        return None
    return page(found, ("kvcheck", *arguments[:-1]), language(arguments), width)


def page(of: Group | Command, path: Sequence[str], lang: str, width: int) -> str:
    """The help of a command or a group, which is called by the words `path`, at most `width` columns wide."""
    return "\n".join(_Page(lang, width).lines(of, path)) + "\n"


def short(help_text: str) -> str:
    """What a command does, without its exit codes and examples, as a list of commands says it."""
    return re.split(r"\. |: 0 ", help_text)[0].removesuffix(".")


@cache
def sections() -> Mapping[str, Mapping[str, str]]:
    """The Korean of every sentence of help, by the sections of the file."""
    found: dict[str, dict[str, str]] = json.loads(KOREAN.read_text(encoding="utf-8"))
    return found


def korean(text: str) -> str:
    """A sentence of help in Korean; as it is if it has none."""
    plain = " ".join(text.split())
    return next((said[plain] for said in sections().values() if plain in said), text)


class _Page:
    """One page, in one language."""

    def __init__(self, lang: str, width: int) -> None:
        self._english, self._width = lang == LANGUAGES[0], width

    def lines(self, of: Group | Command, path: Sequence[str]) -> Iterator[str]:
        """The lines of the page."""
        yield from self._usage(of, " ".join(path))
        yield ""
        yield from (f"  {line}" for line in self._wrapped(self._said(of.help), self._width - 2))
        parameters = of.parameters if isinstance(of, Command) else ()
        arguments = [each for each in parameters if isinstance(each.said, Argument)]
        options = [each for each in parameters if isinstance(each.said, Option)]
        if arguments:
            yield from self._list("Arguments", [self._row(each, _placed(each)) for each in arguments])
        own = OF_ROOT if len(path) == 1 else ()
        told = [(name, self._said(text)) for name, text in (*own, OF_ALL)]
        yield from self._list("Options", [*(self._row(each, _names(each)) for each in options), *told])
        if isinstance(of, Group):
            yield from self._list("Commands", [(name, short(self._said(each.help))) for name, each in in_order(of)])

    def _said(self, text: str) -> str:
        return " ".join(text.split()) if self._english else korean(text)

    def _heading(self, text: str) -> str:
        return text if self._english else korean(text)

    def _wrapped(self, text: str, width: int) -> Sequence[str]:
        if not self._english:
            return wrap(text, width)
        import textwrap  # as typer has it: two blanks stay two, and words part at hyphens

        return textwrap.wrap(text, width, replace_whitespace=False)

    def _usage(self, of: Group | Command, called: str) -> Iterator[str]:
        """How it is typed."""
        pieces = ["[OPTIONS]", "COMMAND [ARGS]..."] if isinstance(of, Group) else ["[OPTIONS]"]
        pieces = pieces if self._english else [_METAVARS[each] for each in pieces]
        for each in of.parameters if isinstance(of, Command) else ():
            if isinstance(each.said, Argument):
                name = _placed(each)
                pieces.append(f"{{{name}}}" if each.default is NEEDED else name if name[0] == "[" else f"[{name}]")
        start = f"{self._heading('Usage')}: {called} "
        first, *more = self._wrapped(" ".join(pieces), max(self._width - columns(start), 20))
        yield start + first
        yield from (" " * columns(start) + each for each in more)

    def _row(self, parameter: Parameter, names: str) -> tuple[str, str]:
        """An option or an argument, and beside it what it is."""
        settings = parameter.said.settings
        extras = [*_default(parameter), *_range(settings)]
        needed = ["required" if self._english else "필수"] if parameter.default is NEEDED else []
        told = extras if self._english else [each.replace("default: ", "기본값: ") for each in extras]
        said = self._said(settings["help"])
        return names, f"{said}  [{'; '.join([*told, *needed])}]" if told or needed else said

    def _list(self, heading: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Names under a heading, and beside each what it is."""
        yield from ("", f"{self._heading(heading)}:")
        wide = max(min(columns(name), _NAMES) for name, _ in rows) + 2
        room = max(self._width - wide - 2, 10)
        for name, text in rows:
            first, *more = self._wrapped(text, room) or ("",)
            if columns(name) > wide - 2:
                yield f"  {name}"
                name = ""  # noqa: PLW2901 - it stands on a line of its own
            yield f"  {pad(name, wide)}{first}".rstrip()
            yield from (" " * (wide + 2) + each for each in more)


def in_order(group: Group) -> list[tuple[str, Group | Command]]:
    """What a group has, its commands first."""
    return sorted(group.entries.items(), key=lambda entry: isinstance(entry[1], Group))


def _placed(argument: Parameter) -> str:
    """How an argument is called."""
    return str(argument.said.settings.get("metavar", argument.name))


def _names(option: Parameter) -> str:
    """The names of an option, the short ones first, and what its value is."""
    assert isinstance(option.said, Option)
    names = ", ".join(sorted(option.said.names, key=lambda name: name.startswith("--")))
    return names if option.kind is bool else f"{names} {option.said.settings['metavar']}"


def _default(parameter: Parameter) -> Iterator[str]:
    """What counts where nothing is said, if that is told."""
    value = parameter.default
    if value is not NEEDED and value not in (None, "", False) and parameter.said.settings.get("show_default", True):
        yield f"default: {value}"


def _range(settings: Mapping[str, Any]) -> Iterator[str]:
    """The numbers that an option takes."""
    least, most = settings.get("min"), settings.get("max")
    if least is not None or most is not None:
        yield f"{f'{least}<=x' if most is not None else f'x>={least}'}{f'<={most}' if most is not None else ''}"


def _columns() -> int:
    """The columns of the user's terminal, as `shutil` tells them; 0 if nothing tells."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdecimal() and int(told[:9]):
        return int(told[:9])
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return 0
