"""`slip` and what else is about days: options to one call each."""

from typing import Annotated

import typer

from kvcheck.cli.app import app, day_or_today, settled
from kvcheck.cli.options import (
    AsOf,
    ConfigFile,
    FailOn,
    Lang,
    NoWaivers,
    OnlyTravelers,
    OnlyTrips,
    Output,
    Plans,
    Policy,
    Supposed,
    Waivers,
)


@app.command()
def slip(
    paths: Plans = None,
    days: Annotated[
        int | None,
        typer.Option("--days", "-n", help="What a delay of so many days does.", metavar="N", min=1, max=3650),
    ] = None,
    fmt: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown or json.", metavar="text|markdown|json")
    ] = "text",
    output: Output = None,
    trip: OnlyTrips = None,
    traveler: OnlyTravelers = None,
    lang: Lang = None,
    as_of: AsOf = None,
    fail_on: FailOn = None,
    policy: Policy = None,
    waivers: Waivers = None,
    no_waivers: NoWaivers = False,
    supposed: Supposed = None,
    config: ConfigFile = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show everything of every trip.")] = False,
) -> None:
    """Show how many days each trip can slip, and what breaks then; with --days, exit as `check` would after it."""
    from kvcheck.commands.slip import Options, run
    from kvcheck.shell.only import Only
    from kvcheck.shell.settings import Asked

    asked = Asked(
        paths=paths or (),
        lang=lang,
        config=config,
        policies=policy or (),
        fail_on=fail_on,
        waivers=waivers,
        no_waivers=no_waivers,
        supposed=supposed or (),
    )
    options = Options(
        as_of=day_or_today(as_of),
        days=days,
        fmt=fmt,
        output=output,
        verbose=verbose,
        only=Only(trip or (), traveler or ()),
    )
    settled(asked, lambda settings, terminal: run(settings, terminal, options))
