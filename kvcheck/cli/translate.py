"""Help and usage errors in Korean: loaded only where they are said."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer._click.exceptions import UsageError

from kvcheck.cli.page import korean
from kvcheck.errors import one_of
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.lines.layout import columns, pad, wrap

_METAVARS = {"[OPTIONS]": "[옵션]", "COMMAND [ARGS]...": "명령 [인수]..."}
_EXTRA = re.compile(r"\s*\[([^\[\]]*)\]$")
"""What typer adds to the help of an option: `[default: 1; x>=1]`, `[required]`."""
_EXTRAS = {"default: ": "기본값: ", "env var: ": "환경 변수: ", "required": "필수"}

_REFUSALS: Sequence[tuple[str, Text]] = (
    (
        r"No such option: (?P<name>.+?) \(Possible options: (?P<near>.*)\)",
        Text("there is no option {name}; did you mean {near}?", "{name} 옵션은 없습니다. 비슷한 옵션: {near}"),
    ),
    (r"No such option: (?P<name>.+)", Text("there is no option {name}", "{name} 옵션은 없습니다")),
    (
        r"No such command '(?P<name>.*)'\. Did you mean (?P<near>.*)\?",
        Text("there is no command {name}; did you mean {near}?", "{name} 명령은 없습니다. 비슷한 명령: {near}"),
    ),
    (r"No such command '(?P<name>.*)'\.", Text("there is no command {name}", "{name} 명령은 없습니다")),
    (r"Missing command\.", Text("the command is missing", "명령을 입력하십시오")),
    (r"Missing argument (?P<name>[^.]*)\..*", Text("{name} is missing", "{name}{:을} 입력하십시오")),
    (r"Missing option (?P<name>[^.]*)\..*", Text("the option {name} is missing", "{name} 옵션이 필요합니다")),
    (
        r"Option '(?P<name>.*)' requires (?:an argument|\d+ arguments)\.",
        Text("the option {name} needs a value", "{name} 옵션에는 값이 필요합니다"),
    ),
    (
        r"Option '(?P<name>.*)' does not take a value\.",
        Text("the option {name} takes no value", "{name} 옵션에는 값을 쓸 수 없습니다"),
    ),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\)",
        Text("too many arguments: {name}", "인수가 너무 많습니다: {name}"),
    ),
    (
        r"Invalid value for (?P<name>.*): it is empty",
        Text("{name} is empty: is a variable not set?", "{name}의 값이 비어 있습니다. 변수를 설정했습니까?"),
    ),
    (
        r"Invalid value for (?P<name>.*): '(?P<value>.*)' is not a valid int(?:eger)?(?: range)?\.",
        Text("{name} takes a whole number, not `{value}`", "{name}에는 정수를 씁니다: `{value}`"),
    ),
    (
        r"Invalid value for (?P<name>.*): (?P<value>.*) is not in the range (?P<range>.*)\.",
        Text("{name} cannot be {value}: {range}", "{name}의 값 {value}{:은} 범위 밖입니다: {range}"),
    ),
)
"""What typer says of a wrong command line, and how kvcheck says it."""


def translate(command: Any) -> None:
    """Put the help of a command, and of all below it, into Korean."""
    command.context_class = _Context
    command.help = korean(command.help or "")
    command.options_metavar = _METAVARS.get(command.options_metavar, command.options_metavar)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = _METAVARS.get(command.subcommand_metavar, command.subcommand_metavar)
    for parameter in command.params:
        parameter.help = korean(parameter.help or "")
        if parameter.name == "install_completion":
            parameter.callback = _install
    for each in getattr(command, "commands", {}).values():
        translate(each)


def _install(context: Any, _parameter: Any, value: bool) -> bool:
    """Install completion for the shell in use, and say so; ends the program."""
    if value and not context.resilient_parsing:
        from typer._completion_shared import install

        shell, path = install()
        typer.echo(f"{shell} 자동 완성을 {path}에 설치했습니다. 터미널을 다시 열면 적용됩니다")
        raise typer.Exit
    return value


def refusal(error: UsageError, lang: str, parameters: Sequence[Any] = ()) -> str:
    """What is wrong with a command line: how it is used, the error, and where help is.

    `parameters` are those of the command: the values that the one in question takes are listed, if they are few.
    """
    said = _refused(error.format_message()).in_(lang)
    lines = [f"kvcheck: {shown(said)}"]
    values = _values(error, parameters)
    if values:
        lines.append(one_of(values).in_(lang))
    if error.ctx is not None:
        lines.append(error.ctx.get_usage())
        asking = Text("Help: {command} --help", "도움말: {command} --help", command=error.ctx.command_path)
        lines.append(asking.in_(lang))
    return "\n".join(lines)


def _values(error: UsageError, parameters: Sequence[Any]) -> list[str]:
    """The values of the option that an error is about, if it has a few."""
    name = getattr(error, "option_name", None)
    found = next((each.metavar for each in parameters if name in each.opts), None) or ""
    return found.split("|") if "|" in found else []


def _refused(message: str) -> Text:
    for pattern, text in _REFUSALS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return text.filled(**{name: _ticked(name, value) for name, value in found.groupdict().items()})
    return Text("{message}", "명령줄을 이해하지 못했습니다: {message}", message=message)


def _ticked(name: str, value: str) -> str:
    """Names of options and commands between ticks, as kvcheck shows what can be typed."""
    if name not in ("name", "near"):
        return value
    between = " / " if " / " in value else ", "
    return between.join(f"`{each.strip(chr(39))}`" for each in value.split(between))


class _Page:
    """A page of help, laid out by the columns that letters take: a Korean one takes two.

    Has the methods that typer calls of its own formatter.
    """

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        self.width = width or max(min(shutil.get_terminal_size().columns, max_width or 80) - 2, 50)
        self._step = indent_increment
        self._indent = 0
        self._lines: list[str] = []

    def write(self, text: str) -> None:
        """Lines as they are."""
        self._lines += text.splitlines()

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is typed."""
        start = f"{prefix or korean('Usage') + ': '}{prog} "
        first, *more = wrap(args, max(self.width - columns(start), 20)) or ("",)
        self._lines.append(start + first)
        self._lines += [" " * columns(start) + each for each in more]

    def write_paragraph(self) -> None:
        """An empty line before what follows."""
        if self._lines:
            self._lines.append("")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        self._lines += [" " * self._indent + each for each in wrap(text, self.width - self._indent)]

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names, and beside each what it is."""
        names = max(min(columns(first), col_max) for first, _ in rows) + col_spacing
        room = max(self.width - names - self._indent, 10)
        for first, second in rows:
            said = wrap(_with_extras(second), room)
            start = " " * self._indent + pad(first, names)
            if columns(first) > names - col_spacing:
                self._lines.append(" " * self._indent + first)
                start = " " * (self._indent + names)
            self._lines.append((start + (said[0] if said else "")).rstrip())
            self._lines += [" " * (self._indent + names) + each for each in said[1:]]

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A heading, and what belongs to it."""
        self.write_paragraph()
        self._lines.append(f"{' ' * self._indent}{korean(name)}:")
        with self.indentation():
            yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """What stands further to the right."""
        self._indent += self._step
        try:
            yield
        finally:
            self._indent -= self._step

    def getvalue(self) -> str:
        """The page."""
        return "\n".join(self._lines) + "\n"


class _Context(typer.Context):
    formatter_class = _Page  # type: ignore[assignment]


def _with_extras(second: str) -> str:
    """What stands beside a name, in Korean: typer words the option for help, and adds to others in brackets."""
    found = _EXTRA.search(second)
    if found is None:
        return korean(second)
    extras = found[1]
    for english, said in _EXTRAS.items():
        extras = extras.replace(english, said)
    return f"{second[: found.start()]}  [{extras}]"
