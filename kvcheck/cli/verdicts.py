"""`check` and what belongs to it: options to one call each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvcheck.cli.app import app, day_or_today, finish, settled, today, watched
from kvcheck.cli.completing import formats
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
    Side,
    Supposed,
    Verbose,
    Waivers,
)

if TYPE_CHECKING:
    from kvcheck.errors import KvcheckError
    from kvcheck.shell.settings import Settings
    from kvcheck.shell.terminal import Terminal


@app.command()
def check(
    paths: Plans = None,
    fmt: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="A format, or FORMAT=FILE; may be repeated. `kvcheck explain formats` lists them.",
            metavar="FORMAT[=FILE]",
            autocompletion=formats,
        ),
    ] = None,
    output: Output = None,
    lang: Lang = None,
    as_of: AsOf = None,
    fail_on: FailOn = None,
    policy: Policy = None,
    side: Side = None,
    waivers: Waivers = None,
    no_waivers: NoWaivers = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Findings in this file are known and do not fail.", metavar="FILE")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Write all findings as known, and exit 0.", metavar="FILE")
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", help="Judge only trips that a change since this git revision touched.", metavar="REV"
        ),
    ] = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="Write what was judged, for `kvcheck verify`.", metavar="FILE")
    ] = None,
    statement: Annotated[
        Path | None,
        typer.Option("--statement", help="Write the receipt as an in-toto statement, to be signed.", metavar="FILE"),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own template, for `--format template`.", metavar="FILE")
    ] = None,
    stdin_filename: Annotated[
        str | None,
        typer.Option("--stdin-filename", help="How the plan `-` (standard input) is called.", metavar="NAME"),
    ] = None,
    supposed: Supposed = None,
    trip: OnlyTrips = None,
    traveler: OnlyTravelers = None,
    config: ConfigFile = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", help="Judge so many plans side by side.", metavar="N", min=1)
    ] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show only what fails.")] = False,
    verbose: Verbose = False,
    sarif_passes: Annotated[
        bool, typer.Option("--sarif-passes", help="Have what passes in SARIF too; services show it as alerts.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False,
) -> None:
    """Judge every trip of the plans: 0 permitted, 1 not permitted, 4 open or for review, 3 could not check."""
    from kvcheck.commands.check import Options, run, unsettled
    from kvcheck.shell.only import Only
    from kvcheck.shell.settings import Asked

    asked = Asked(
        paths=paths or (),
        lang=lang,
        config=config,
        policies=policy or (),
        sides=side or (),
        fail_on=fail_on,
        waivers=waivers,
        no_waivers=no_waivers,
        baseline=baseline,
        supposed=supposed or (),
    )

    def options() -> Options:
        return Options(
            as_of=lambda: day_or_today(as_of),
            formats=fmt or (),
            output=output,
            verbose=verbose,
            quiet=quiet,
            changed_since=changed_since,
            write_baseline=write_baseline,
            receipt=receipt,
            statement=statement,
            stdin_name=stdin_filename,
            template=template,
            sarif_passes=sarif_passes,
            jobs=jobs,
            only=Only(trip or (), traveler or ()),
        )

    def judged(settings: "Settings", terminal: "Terminal") -> int:
        return run(settings, terminal, options())

    def unjudged(error: "KvcheckError", terminal: "Terminal") -> int:
        named = [each for each in (*asked.paths, config, waivers, baseline) if each is not None]
        return unsettled(error, terminal, options(), named)

    (watched if watch else settled)(asked, judged, unjudged)


@app.command()
def compare(
    paths: Plans = None,
    fmt: Annotated[
        str, typer.Option("--format", "-f", help="text, markdown or json.", metavar="text|markdown|json")
    ] = "text",
    output: Output = None,
    lang: Lang = None,
    as_of: AsOf = None,
    trip: OnlyTrips = None,
    supposed: Supposed = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name everything a class would take.")] = False,
) -> None:
    """Weigh every trip in every class: what fits, what could, the first rule in the way, lead time and fees."""
    from kvcheck.commands.compare import run
    from kvcheck.shell.settings import Asked

    settled(
        Asked(paths=paths or (), lang=lang, supposed=supposed or ()),
        lambda settings, terminal: run(
            settings,
            terminal,
            fmt=fmt,
            output=output,
            as_of=day_or_today(as_of),
            trips=trip or (),
            verbose=verbose,
        ),
    )


@app.command()
def waivers(
    paths: Plans = None,
    fmt: Annotated[str, typer.Option("--format", "-f", help="text or json.", metavar="text|json")] = "text",
    draft: Annotated[
        bool, typer.Option("--draft", help="Print waivers to fill in for what may be waived and is not.")
    ] = False,
    renew: Annotated[
        str | None,
        typer.Option("--renew", help="Print this waiver for what is there now, with what differs.", metavar="ID"),
    ] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    policy: Policy = None,
    side: Side = None,
    waivers_file: Waivers = None,
    config: ConfigFile = None,
) -> None:
    """List every waiver against the plans, worst first: 0 all in order, 4 if one lapsed, 3 if one is malformed."""
    from kvcheck.commands.waivers import run
    from kvcheck.shell.settings import Asked

    policies, sides = policy or (), side or ()
    asked = Asked(paths=paths or (), lang=lang, config=config, policies=policies, sides=sides, waivers=waivers_file)
    settled(
        asked,
        lambda settings, terminal: run(settings, terminal, day_or_today(as_of), fmt=fmt, draft=draft, renew=renew),
    )


@app.command()
def verify(
    receipt: Annotated[
        Path, typer.Argument(help="The receipt, or the statement of one.", metavar="RECEIPT", readable=False)
    ],
    trip: Annotated[
        list[str] | None,
        typer.Option(
            "--trip", help="Only whether this trip may go: one line, and 0 if it is permitted as then.", metavar="ID"
        ),
    ] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    waivers: Waivers = None,
    no_waivers: NoWaivers = False,
    config: ConfigFile = None,
) -> None:
    """Judge the plans of a receipt again: 0 every verdict stands, 1 one moved, with the rule and the facts that did."""
    from kvcheck.commands.verify import run
    from kvcheck.shell.settings import Asked

    asked = Asked(lang=lang, config=config, waivers=waivers, no_waivers=no_waivers)
    finish(
        lang, lambda terminal: run(receipt, asked._replace(today=today()), terminal, day_or_today(as_of), trip or ())
    )


@app.command("config")
def config_(
    paths: Plans = None,
    config: ConfigFile = None,
    lang: Lang = None,
) -> None:
    """Print the settings that apply here, and where each comes from."""
    from kvcheck.commands.config import run
    from kvcheck.shell.settings import Asked

    settled(Asked(paths=paths or (), lang=lang, config=config), run)
