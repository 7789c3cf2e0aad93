"""`ask` and `advise`: their options to one call each."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import app, settled
from kvcheck.cli.declared import Option
from kvcheck.cli.options import Format, Given, Output, sharing


@app.command()
@sharing("paths supposed trip traveler lang as_of policy waivers no_waivers config")
def ask(
    fmt: Annotated[
        str,
        Option("--format", "-f", help="text, markdown, json or xlsx.", metavar="text|markdown|json|xlsx"),
    ] = "text",
    output: Output = None,
    answers: Annotated[
        Path | None,
        Option(
            "--answers",
            help="Take answers from a filled workbook, or from lines of PATH=VALUE.",
            metavar="FILE",
        ),
    ] = None,
    write: Annotated[bool, Option("--write", help="Write the answers into the plan; comments stay.")] = False,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show every possible answer.")] = False,
) -> None:
    """Ask for the facts that can still change a verdict, most decisive first: 0 nothing is open, 4 something is."""
    from kvcheck.commands.ask import Options, run

    def options() -> Options:
        return Options(
            as_of=given.day,
            fmt=fmt,
            output=output,
            answers=answers,
            write=write,
            verbose=verbose,
            only=given.only,
        )

    settled(given.asked, lambda settings, terminal: run(settings, terminal, options(), line_of_user()))


def line_of_user() -> Callable[[str], str | None] | None:
    """What reads a line that the user types; None if there is nobody at a terminal."""
    someone = sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()
    return _line if someone else None


@app.command()
@sharing("paths supposed trip traveler lang as_of policy waivers no_waivers config")
def advise(
    fmt: Format = "text",
    output: Output = None,
    write: Annotated[
        int | None,
        Option("--write", help="Write the proposal of this number into the plan; comments stay.", metavar="N"),
    ] = None,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show all trips and changed lines.")] = False,
) -> None:
    """Say what would make each failing trip pass, smallest changes first: 0 all pass, 1 one fails, 4 one is open."""
    from kvcheck.commands.advise import Options, run

    def options() -> Options:
        return Options(as_of=given.day, fmt=fmt, output=output, write=write, verbose=verbose, only=given.only)

    settled(given.asked, lambda settings, terminal: run(settings, terminal, options()))


def _line(prompt: str) -> str | None:
    """A line that the user types; None at the end of the input."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
