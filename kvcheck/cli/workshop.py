"""`rules`: what people who write packs do with them; options to one call each."""

from pathlib import Path
from typing import Annotated

import typer

from kvcheck.cli.app import day_or_today, finish, rules_app
from kvcheck.cli.options import AsOf, Lang, Output

Packs = Annotated[
    Path | None,
    typer.Argument(
        help="A rules folder, a pack in one, or your own pack: a file or a folder; otherwise the law that is shipped.",
        metavar="[PATH]",
        readable=False,
        show_default=False,
    ),
]


@rules_app.command("lint")
def rules_lint(
    path: Packs = None,
    fmt: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="text, json, concise, github, gitlab, sarif or junit.",
            metavar="text|json|concise|github|gitlab|sarif|junit",
        ),
    ] = "text",
    output: Output = None,
    fix: Annotated[bool, typer.Option("--fix", help="Put keys into their order; comments stay with them.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show notes too.")] = False,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Look for what is wrong with packs, or was not meant: 0 nothing is, 1 something is."""
    from kvcheck.commands.rules_lint import Options, run

    options = Options(
        path=path,
        today=day_or_today(as_of),
        fmt=fmt,
        output=output,
        fix=fix,
        strict=strict,
        verbose=verbose,
    )
    finish(lang, lambda terminal: run(terminal, options))
