"""Papers for travelers: options to one call each."""

from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import app, day_or_today, settled, today
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import AsOf, Lang, Output, Policy, Register


@app.command()
def checklist(
    path: Annotated[Path, Argument(help="The plan: a YAML file or a folder.", metavar="PLAN", readable=False)],
    traveler: Annotated[
        list[str] | None, Option("--traveler", help="Only this traveler; may be repeated.", metavar="ID")
    ] = None,
    trip: Annotated[list[str] | None, Option("--trip", help="Only this trip; may be repeated.", metavar="ID")] = None,
    fmt: Annotated[
        str,
        Option(
            "--format",
            "-f",
            help="text, markdown or json; html, docx or ics into files.",
            metavar="text|markdown|json|html|docx|ics",
        ),
    ] = "text",
    output: Output = None,
    split: Annotated[
        Path | None, Option("--split", help="Write one file for each traveler into FOLDER.", metavar="FOLDER")
    ] = None,
    lang: Lang = None,
    as_of: AsOf = None,
    policy: Policy = None,
    register: Register = None,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Name every fact behind a paper.")] = False,
) -> None:
    """List the papers and steps of every trip, each with what made it needed and its due day."""
    from kvcheck.commands.checklist import run
    from kvcheck.shell.settings import Asked

    settled(
        Asked(paths=[path], lang=lang, policies=policy or ()),
        lambda settings, terminal: run(
            settings,
            terminal,
            fmt=fmt,
            output=output,
            split=split,
            register=register,
            as_of=day_or_today(as_of),
            today=today(),
            travelers=traveler or (),
            trips=trip or (),
            verbose=verbose,
        ),
    )
