"""`check` and `compare`: options to one call each."""

from typing import Annotated

import typer

from kvcheck.cli.app import app, day_or_today, finish
from kvcheck.cli.options import AsOf, FailOn, Format, Lang, Output, Plans, Policy, Side, Verbose


@app.command()
def check(
    paths: Plans,
    fmt: Format = "text",
    output: Output = None,
    lang: Lang = None,
    as_of: AsOf = None,
    fail_on: FailOn = "needs_review",
    policy: Policy = None,
    side: Side = None,
    verbose: Verbose = False,
) -> None:
    """Judge every trip of the plans: 0 permitted, 1 not permitted, 4 open or for review, 3 could not check."""
    from kvcheck.commands.check import run

    finish(
        lang,
        lambda terminal: run(
            paths,
            terminal,
            fmt=fmt,
            output=output,
            as_of=day_or_today(as_of),
            fail_on=fail_on,
            policies=policy or (),
            sides=side or (),
            verbose=verbose,
        ),
    )


@app.command()
def compare(
    paths: Plans,
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
            paths,
            terminal,
            fmt=fmt,
            output=output,
            as_of=day_or_today(as_of),
            trips=trip or (),
            verbose=verbose,
        ),
    )
