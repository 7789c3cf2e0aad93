"""`check` and what belongs to it: options to one call each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kvcheck.cli.app import app, finish, settled, settled_each, today, watched
from kvcheck.cli.completing import formats
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import (
    ConfigFile,
    Format,
    Given,
    OnlyTravelers,
    OnlyTrips,
    Output,
    Supposed,
    Verbose,
    sharing,
)

if TYPE_CHECKING:
    from kvcheck.errors import KvcheckError
    from kvcheck.shell.several import Several
    from kvcheck.shell.terminal import Terminal


@app.command()
@sharing("paths lang as_of fail_on policy side waivers no_waivers")
def check(
    fmt: Annotated[
        list[str] | None,
        Option(
            "--format",
            "-f",
            help="A format, or FORMAT=FILE; may be repeated. `kvcheck explain formats` lists them.",
            metavar="FORMAT[=FILE]",
            autocompletion=formats,
        ),
    ] = None,
    output: Output = None,
    *,
    given: Given,
    baseline: Annotated[
        Path | None, Option("--baseline", help="Findings in this file are known and do not fail.", metavar="FILE")
    ] = None,
    write_baseline: Annotated[
        Path | None, Option("--write-baseline", help="Write all findings as known, and exit 0.", metavar="FILE")
    ] = None,
    changed_since: Annotated[
        str | None,
        Option(
            "--changed-since", help="Judge only trips that a change since this git revision touched.", metavar="REV"
        ),
    ] = None,
    receipt: Annotated[
        Path | None, Option("--receipt", help="Write what was judged, for `kvcheck verify`.", metavar="FILE")
    ] = None,
    statement: Annotated[
        Path | None,
        Option("--statement", help="Write the receipt as an in-toto statement, to be signed.", metavar="FILE"),
    ] = None,
    template: Annotated[
        Path | None, Option("--template", help="Your own template, for `--format template`.", metavar="FILE")
    ] = None,
    stdin_filename: Annotated[
        str | None,
        Option("--stdin-filename", help="How the plan `-` (standard input) is called.", metavar="NAME"),
    ] = None,
    supposed: Supposed = None,
    trip: OnlyTrips = None,
    traveler: OnlyTravelers = None,
    config: ConfigFile = None,
    jobs: Annotated[int, Option("--jobs", "-j", help="Judge so many plans side by side.", metavar="N", min=1)] = 1,
    quiet: Annotated[bool, Option("--quiet", "-q", help="Show only what fails.")] = False,
    verbose: Verbose = False,
    sarif_passes: Annotated[
        bool, Option("--sarif-passes", help="Have what passes in SARIF too; services show it as alerts.")
    ] = False,
    watch: Annotated[bool, Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False,
) -> None:
    """Judge every trip of the plans: 0 permitted, 1 not permitted, 4 open or for review, 3 could not check."""
    from kvcheck.commands.check import Options, run, unsettled

    given = given._replace(supposed=supposed, trip=trip, traveler=traveler, config=config)  # further down in help
    asked = given.asked._replace(baseline=baseline)

    def options() -> Options:
        return Options(
            as_of=lambda: given.day,
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
            only=given.only,
        )

    def judged(settings: "Several", terminal: "Terminal") -> int:
        return run(settings, terminal, options())

    def unjudged(error: "KvcheckError", terminal: "Terminal") -> int:
        named = [each for each in (*asked.paths, asked.config, asked.waivers, baseline) if each is not None]
        return unsettled(error, terminal, options(), named)

    (watched if watch else settled_each)(asked, judged, unjudged)


@app.command()
@sharing("paths lang as_of policy waivers no_waivers trip traveler supposed config")
def compare(
    fmt: Format = "text",
    output: Output = None,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Name everything a class would take.")] = False,
) -> None:
    """Weigh every trip in every class: what fits, what could, the first rule in the way, lead time and fees."""
    from kvcheck.commands.compare import Options, run

    def options() -> Options:
        return Options(as_of=given.day, fmt=fmt, output=output, verbose=verbose, only=given.only)

    settled(given.asked, lambda settings, terminal: run(settings, terminal, options()))


@app.command()
@sharing("paths lang as_of policy side waivers config")
def waivers(
    fmt: Annotated[str, Option("--format", "-f", help="text or json.", metavar="text|json")] = "text",
    draft: Annotated[
        bool, Option("--draft", help="Print waivers to fill in for what may be waived and is not.")
    ] = False,
    renew: Annotated[
        str | None,
        Option("--renew", help="Print this waiver for what is there now, with what differs.", metavar="ID"),
    ] = None,
    *,
    given: Given,
) -> None:
    """List every waiver against the plans, worst first: 0 all in order, 4 if one lapsed, 3 if one is malformed."""
    from kvcheck.commands.waivers import run

    settled(
        given.asked,
        lambda settings, terminal: run(settings, terminal, given.day, fmt=fmt, draft=draft, renew=renew),
    )


@app.command()
@sharing("lang as_of waivers no_waivers config")
def verify(
    receipt: Annotated[
        Path,
        Argument(
            help="The receipt, or the statement of one; a register of papers, to list it; with --register, a paper.",
            metavar="RECEIPT",
            readable=False,
        ),
    ],
    trip: Annotated[
        list[str] | None,
        Option(
            "--trip", help="Only whether this trip may go: one line, and 0 if it is permitted as then.", metavar="ID"
        ),
    ] = None,
    register: Annotated[
        Path | None,
        Option(
            "--register",
            help="Look the file up in this register of papers: what it was, and 0 if it is in it.",
            metavar="FILE",
        ),
    ] = None,
    *,
    given: Given,
) -> None:
    """Judge the plans of a receipt again: 0 every verdict stands, 1 one moved, with the rule and the facts that did."""
    from kvcheck.commands.verify import run

    finish(
        given.lang,
        lambda terminal: run(receipt, given.asked._replace(today=today()), terminal, given.day, trip or (), register),
    )


@app.command("config")
@sharing("paths config lang")
def config_(given: Given) -> None:
    """Print the settings that apply here, and where each comes from."""
    from kvcheck.commands.config import run

    settled_each(given.asked, run)
