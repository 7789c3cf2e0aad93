"""The program as typer has it, made of what is declared: it reads any command line, and shows help and mistakes."""

from inspect import Parameter as Of
from inspect import Signature
from typing import Annotated, Any

import typer

from kvcheck import __version__
from kvcheck.cli.declared import NEEDED, Command, Group, Option, Parameter
from kvcheck.cli.usage import Program, Strict


def typer_of(group: Group) -> typer.Typer:
    """The whole program."""
    made = typer.Typer(
        name=group.name,
        cls=Program,
        help=group.help,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(root)
    return _filled(made, group)


def _version(wanted: bool) -> None:
    """Print the version and end; before anything else of the command line counts."""
    if wanted:
        typer.echo(f"kvcheck {__version__}")
        raise typer.Exit


def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Checks plans for business travel to the US against the scope of the class each traveler enters in."""


def _filled(made: typer.Typer, group: Group) -> typer.Typer:
    """A program with the commands of a group."""
    for name, each in group.entries.items():
        if isinstance(each, Group):
            below = typer.Typer(help=each.help, no_args_is_help=True, rich_markup_mode=None)
            made.add_typer(_filled(below, each), name=name)
        else:
            made.command(name, cls=Strict)(_function(each))
    return made


def _function(command: Command) -> Any:
    """A function whose parameters are annotated as typer reads them."""

    def called(**values: Any) -> None:
        command.run(**values)

    parameters = [_annotated(each) for each in command.parameters]
    typed: Any = called
    typed.__name__, typed.__doc__ = command.name.replace("-", "_"), command.help
    typed.__signature__ = Signature(parameters)
    typed.__annotations__ = {each.name: each.annotation for each in parameters}
    return typed


def _annotated(parameter: Parameter) -> Of:
    """A parameter as typer reads it."""
    said = parameter.said
    kind = typer.Option(*said.names, **said.settings) if isinstance(said, Option) else typer.Argument(**said.settings)
    default = Of.empty if parameter.default is NEEDED else parameter.default
    return Of(parameter.name, Of.KEYWORD_ONLY, default=default, annotation=Annotated[parameter.kind, kind])
