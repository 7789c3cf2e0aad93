"""The program as a user meets it before any command runs: help and usage errors, in the user's language.

Help is worded in English where an option is declared. `ko.json` beside this file holds each of these sentences in
Korean, by sections that are there for the reader alone. A test fails for a sentence that has no Korean.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer._click.exceptions import BadParameter, NoArgsIsHelpError, UsageError
from typer.core import TyperCommand, TyperGroup

from kvcheck.cli.page import short
from kvcheck.cli.spoken import language
from kvcheck.language.text import LANGUAGES

EMPTY = "it is empty"


class Strict(TyperCommand):
    """A command that takes no empty value: a variable that a script did not set is neither the default nor a folder."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; refuse those that are given nothing."""
        if not ctx.resilient_parsing:
            given, _, _ = self.make_parser(ctx).parse_args(list(args))
            for each in self.params:
                value = given.get(each.name or "")
                if value == "" or (isinstance(value, list | tuple) and "" in value):
                    raise BadParameter(EMPTY, ctx, each)
        return super().parse_args(ctx, args)


class Program(TyperGroup):
    """The group of all commands."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the options before the command; help, usage and what a shell offers are in the user's language."""
        arguments = list(args)
        lang = language(arguments)
        if lang != LANGUAGES[0]:
            from kvcheck.cli.translate import translate

            translate(self)
        _shorten(self)
        if extra.get("resilient_parsing"):  # a shell asks what may be typed
            from kvcheck.cli.completing import offer

            offer(self)
        with self._refusing(arguments):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with self._refusing(sys.argv[1:]):
            return super().invoke(ctx)

    @contextmanager
    def _refusing(self, arguments: Sequence[str]) -> Iterator[None]:
        """Say what is wrong with the command line in the user's language, and end with the code of such errors."""
        try:
            yield
        except NoArgsIsHelpError:
            raise  # help, in the user's language already
        except UsageError as error:
            from kvcheck.cli.translate import refusal
            from kvcheck.shell.targets import clear_older, files_named

            clear_older(*files_named(arguments))
            typer.echo(refusal(error, language(arguments), self._parameters(arguments)), err=True)
            raise typer.Exit(error.exit_code) from None

    def _parameters(self, arguments: Sequence[str]) -> list[Any]:
        """What the command takes that was asked for."""
        command: Any = self
        for each in arguments:
            command = getattr(command, "commands", {}).get(each, command)
        return list(command.params)


def _shorten(command: Any) -> None:
    """Let a list of commands say what each does, whole, and leave its exit codes and examples to its own help."""
    for each in getattr(command, "commands", {}).values():
        each.short_help = short(each.help or "")
        _shorten(each)
