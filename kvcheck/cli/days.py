"""`slip` and what else is about days: options to one call each."""

from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import app, settled
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import Format, Given, Output, sharing


@app.command()
@sharing("paths trip traveler lang as_of fail_on policy waivers no_waivers supposed config")
def slip(
    days: Annotated[
        int | None,
        Option("--days", "-n", help="What a delay of so many days does.", metavar="N", min=1, max=3650),
    ] = None,
    fmt: Format = "text",
    output: Output = None,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show everything of every trip.")] = False,
) -> None:
    """Show how many days each trip can slip, and what breaks then; with --days, exit as `check` would after it."""
    from kvcheck.commands.slip import Options, run

    def options() -> Options:
        return Options(as_of=given.day, days=days, fmt=fmt, output=output, verbose=verbose, only=given.only)

    settled(given.asked, lambda settings, terminal: run(settings, terminal, options()))


@app.command("days")
@sharing("paths trip traveler lang as_of policy waivers no_waivers supposed config")
def days_(
    fmt: Format = "text",
    output: Output = None,
    history: Annotated[
        Path | None,
        Option(
            "--history",
            help="CBP's travel history of one traveler, copied or downloaded.",
            metavar="FILE",
            readable=False,
        ),
    ] = None,
    classes: Annotated[
        list[str] | None,
        Option("--class", help="The class of the stays in it, or of one: 2024-03-02=b1.", metavar="CLASS"),
    ] = None,
    also: Annotated[
        list[str] | None,
        Option("--also", help="A record that it lacks: 2024-03-20=departure.", metavar="DAY=TYPE"),
    ] = None,
    write: Annotated[bool, Option("--write", help="Write its stays into the plan; comments stay.")] = False,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show everything of every traveler.")] = False,
) -> None:
    """Count days in the US by traveler: this stay, 12 months, calendar years, what is left, when to return."""
    from kvcheck.commands.days import Options, run
    from kvcheck.commands.days_history import Wanted
    from kvcheck.errors import BadCommand
    from kvcheck.language.text import Text

    def options() -> Options:
        if history is None and (write or classes or also):
            raise BadCommand(
                Text(
                    "`--write`, `--class` and `--also` go with `--history FILE`",
                    "`--write`, `--class`, `--also`는 `--history FILE`과 함께 씁니다",
                )
            )
        travelers = given.only.travelers
        if history is not None and len(travelers) != 1:
            raise BadCommand(
                Text(
                    "whose history is it? name one `--traveler ID`",
                    "누구의 기록입니까? `--traveler ID`를 하나 지정하십시오",
                )
            )
        wanted = Wanted(history, travelers[0], classes or (), also or ()) if history is not None else None
        return Options(
            as_of=given.day,
            fmt=fmt,
            output=output,
            verbose=verbose,
            only=given.only,
            wanted=wanted,
            write=write,
        )

    settled(given.asked, lambda settings, terminal: run(settings, terminal, options()))


@app.command()
@sharing("lang as_of fail_on policy waivers no_waivers config")
def log(
    plan: Annotated[Path, Argument(help="The plan: a YAML file or a folder.", metavar="PLAN", readable=False)],
    what_was_done: Annotated[
        Path,
        Argument(help="The log: CSV, Excel or YAML, a line a person, day and task.", metavar="LOG", readable=False),
    ],
    fmt: Format = "text",
    output: Output = None,
    tool: Annotated[
        list[str] | None,
        Option("--tool", help="A tool that is for the work, as the log calls it; may be repeated.", metavar="NAME"),
    ] = None,
    value: Annotated[
        list[str] | None,
        Option("--value", help="What a word of the log means: TEXT=KIND; may be repeated.", metavar="TEXT=VALUE"),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        Option("--ignore", help="Leave out the column of this heading; may be repeated.", metavar="HEADING"),
    ] = None,
    *,
    given: Given,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show every line of the log.")] = False,
) -> None:
    """Hold a log of work against what was approved: 0 as approved, 1 not permitted, 4 drift or open, 3 not read."""
    from kvcheck.commands.log import Options, run

    def options() -> Options:
        return Options(
            as_of=given.day,
            log=what_was_done,
            fmt=fmt,
            output=output,
            verbose=verbose,
            tools=tool or (),
            ignored=ignore or (),
            values=value or (),
        )

    settled(given.asked._replace(paths=(plan,)), lambda settings, terminal: run(settings, terminal, options()))
