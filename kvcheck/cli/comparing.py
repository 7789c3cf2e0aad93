"""`compare`: options to one call."""

from typing import Annotated

import typer

from kvcheck.cli.app import app, day_or_today, finish
from kvcheck.cli.options import AsOf, Lang, Output, Plans


@app.command()
def compare(
    paths: Plans = None,
    fmt: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown or json.", metavar="text|markdown|json")
    ] = "text",
    output: Output = None,
    lang: Lang = None,
    as_of: AsOf = None,
    trip: Annotated[
        list[str] | None, typer.Option("--trip", help="Only this trip; may be repeated.", metavar="ID")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name everything a class would take.")] = False,
) -> None:
    """Weigh every trip in every class: what fits, what could, the first rule in the way, lead time and fees."""
    from kvcheck.commands.compare import run

    finish(
        lang,
        lambda terminal: run(
            paths or (),
            terminal,
            fmt=fmt,
            output=output,
            as_of=day_or_today(as_of),
            trips=trip or (),
            verbose=verbose,
        ),
    )
