"""The command line: options to one call of a command, its exit code, and the one place with a clock and environment.

Start-up time is felt on every run, so each command imports what it needs when it is called.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from kvcheck import __version__
from kvcheck.cli.app import CANNOT_CHECK, DEFECT, USAGE, app
from kvcheck.cli.declared import Group
from kvcheck.cli.page import asked
from kvcheck.cli.quick import parsed
from kvcheck.cli.spoken import language
from kvcheck.cli.streams import Unread, prepared
from kvcheck.language.text import Text

if TYPE_CHECKING:
    from typer import Typer

COMMANDS = {
    "verdicts": ("check", "compare", "waivers", "verify", "config"),
    "asking": ("ask", "advise"),
    "days": ("slip", "days", "log"),
    "checklist": ("checklist",),
    "letters": ("letter", "card"),
    "rosters": ("import", "export"),
    "reading": ("explain", "schema", "rules"),
    "workshop": ("rules",),
    "scaffolding": ("rules",),
    "starting": ("init",),
}
"""The commands by the modules of this room that have their options, in the order in which help lists them."""


DEFECTIVE = Text(
    "kvcheck {version}: a defect in kvcheck: {kind}\nset KVCHECK_TRACEBACK=1 and run again for the details to report",
    "kvcheck {version}: kvcheck 결함: {kind}\nKVCHECK_TRACEBACK=1을 설정하고 다시 실행하면 보고할 상세 내용이 나옵니다",
)


UNWRITTEN = Text("cannot write the output", "출력을 쓸 수 없습니다")


def declared(arguments: Sequence[str]) -> Group:
    """The commands that a line asks for: of one that begins with the name of a command, only that one.

    To read the options of all commands takes longer than to check a small plan.
    """
    names = [name for names in COMMANDS.values() for name in names]
    wanted = arguments[:1] if arguments and arguments[0] in names else names
    for module, its in COMMANDS.items():
        if not set(its).isdisjoint(wanted):
            import_module(f"kvcheck.cli.{module}")
    found = Group(app.name, app.help)
    found.entries = {name: app.entries[name] for name in dict.fromkeys(names) if name in wanted}
    return found


def program(arguments: Sequence[str]) -> "Typer":
    """The program that a command line asks for, as typer has it."""
    from kvcheck.cli.typed import typer_of

    return typer_of(declared(arguments))


def _answer(arguments: Sequence[str]) -> None:
    """Do what a command line asks for. Ends the program."""
    shell = os.environ.get("_KVCHECK_COMPLETE")
    if shell is not None:
        _complete(shell)
    if list(arguments) == ["--version"]:
        _show(f"kvcheck {__version__}\n")
        return
    group = declared(arguments)
    text = asked(group, arguments)
    if text is not None:
        _show(text)
        return
    plain = parsed(group, arguments)
    if plain is None:
        program(arguments)()
    else:
        command, values = plain
        command.run(**values)


def _complete(asked: str) -> None:
    """Tell a shell what can be typed. Ends the program."""
    from kvcheck.cli.offering import answer

    told = answer(declared, asked, os.environ)
    if told is None:
        program(())()
    else:
        _show(told[0])
        sys.exit(told[1])


def _show(text: str) -> None:
    """Write what was asked for."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    """Entry point. What nobody expected is a defect: said in two lines, with its own exit code."""
    output = prepared()
    try:
        _answer(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except Unread:  # of help and the version: commands see to it themselves
        output.drop()
        sys.exit(CANNOT_CHECK)
    except Exception as error:
        if os.environ.get("KVCHECK_TRACEBACK"):
            raise
        if output.failed:
            output.drop()
            print(f"kvcheck: {UNWRITTEN.in_(language(sys.argv[1:]))}", file=sys.stderr)  # noqa: T201
            sys.exit(USAGE)
        # Only the kind of error: its text may hold what the plan says of a person.
        said = DEFECTIVE.filled(version=__version__, kind=type(error).__name__).in_(language(sys.argv[1:]))
        print(said, file=sys.stderr)  # noqa: T201
        sys.exit(DEFECT)


if __name__ == "__main__":
    main()
