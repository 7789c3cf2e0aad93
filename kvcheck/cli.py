"""The command line: options to one call of a command, its exit code, and the one place with a clock and environment.

Start-up time is felt on every run, so each command imports what it needs when it is called.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvcheck import __version__
from kvcheck.errors import BadCommand, CannotCheck, KvcheckError, Text

if TYPE_CHECKING:
    from kvcheck.commands.output import Terminal

USAGE, CANNOT_CHECK, DEFECT = 2, 3, 70
"""Exit codes beside those of the verdicts: bad command line, could not check, a defect in kvcheck."""

app = typer.Typer(
    name="kvcheck",
    help="Checks plans for business travel to the US against the scope of the class each traveler enters in.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rules_app = typer.Typer(help="For people who read or write rule packs.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

Lang = Annotated[
    str | None, typer.Option("--lang", help="Language: en or ko; otherwise the locale's.", metavar="en|ko")
]
Format = Annotated[str, typer.Option("--format", "-f", help="How to report: text or json.", metavar="text|json")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the terminal.", metavar="FILE")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Judge by the law as known on this day; default today.", metavar="DATE")
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help="The best verdict that still fails: not_permitted, undetermined or needs_review.",
        metavar="VERDICT",
    ),
]
Policy = Annotated[
    list[str] | None,
    typer.Option("--policy", help="A company's own rules beside the law: a shipped pack or a file.", metavar="PACK"),
]
Side = Annotated[
    list[str] | None,
    typer.Option("--side", help="Warnings beside the class, such as tax: a side pack or all.", metavar="PACK"),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the proof of what passes, and every risk.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kvcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Checks plans for business travel to the US against the scope of the class each traveler enters in."""


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="Plans: a YAML file or a folder each.", metavar="PATH...", readable=False)
    ],
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

    _finish(
        lang,
        lambda terminal: run(
            paths,
            terminal,
            fmt=fmt,
            output=output,
            as_of=_day(as_of) if as_of else _today(),
            fail_on=fail_on,
            policies=policy or (),
            sides=side or (),
            verbose=verbose,
        ),
    )


@app.command()
def compare(
    paths: Annotated[
        list[Path], typer.Argument(help="Plans: a YAML file or a folder each.", metavar="PATH...", readable=False)
    ],
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

    _finish(
        lang,
        lambda terminal: run(
            paths,
            terminal,
            fmt=fmt,
            output=output,
            as_of=_day(as_of) if as_of else _today(),
            trips=trip or (),
            verbose=verbose,
        ),
    )


@app.command()
def explain(
    name: Annotated[
        str, typer.Argument(help="A rule, authority, activity, fact, document, parameter, pack, verdict or exit code.")
    ],
    lang: Lang = None,
) -> None:
    """Explain a name that a report uses, in words."""
    from kvcheck.commands.explain import run

    _finish(lang, lambda terminal: run(name, terminal))


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="plan or report.", metavar="NAME")],
    output: Output = None,
) -> None:
    """Print a JSON Schema, for editors and for programs that read reports."""
    from kvcheck.commands.schema import run

    _finish(None, lambda terminal: run(name, terminal, output))


@rules_app.command("list")
def rules_list(lang: Lang = None) -> None:
    """List every pack with its rules."""
    from kvcheck.commands.rules import list_rules

    _finish(lang, list_rules)


@rules_app.command("show")
def rules_show(
    name: Annotated[str, typer.Argument(help="A pack, or a rule by its id.")],
    lang: Lang = None,
) -> None:
    """Show a pack or a rule: law, condition, dates, cases."""
    from kvcheck.commands.rules import show

    _finish(lang, lambda terminal: show(name, terminal))


@rules_app.command("test")
def rules_test(lang: Lang = None) -> None:
    """Lint the packs and run every case: 0 all as expected, 1 not."""
    from kvcheck.commands.rules import test

    _finish(lang, test)


def _finish(lang: str | None, command: "Callable[[Terminal], int]") -> None:
    """Run a command and exit with its code; an expected error becomes a message and a code, here only."""
    from kvcheck.commands.output import Terminal

    try:
        terminal = Terminal(_language(lang), os.environ)
    except BadCommand as error:
        print(f"kvcheck: {error.message.en}", file=sys.stderr)  # noqa: T201 - there is no terminal yet
        raise typer.Exit(USAGE) from None
    try:
        code = command(terminal)
        sys.stdout.flush()
    except CannotCheck as error:
        terminal.problems(error.problems)
        code = CANNOT_CHECK
    except KvcheckError as error:
        terminal.error(error.message if isinstance(error, BadCommand) else Text(str(error), str(error)))
        code = USAGE
    except BrokenPipeError:
        # The reader has seen enough, such as `head`. Nothing more can be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CANNOT_CHECK
    except OSError as error:  # a full disk, a stream that is closed
        reason = error.strerror or type(error).__name__
        terminal.error(Text(f"cannot write the output: {reason}", f"출력을 쓸 수 없습니다: {reason}"))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = USAGE
    raise typer.Exit(code)


def _today() -> str:
    """Today, in the time zone of the machine."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def _language(asked: str | None) -> str:
    """The language asked for, otherwise that of the locale, otherwise English."""
    if asked is not None:
        if asked not in ("en", "ko"):
            raise BadCommand(Text(f"`--lang` is en or ko, not `{asked}`", f"`--lang`은 en 또는 ko입니다: `{asked}`"))
        return asked
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ko" if locale.lower().startswith("ko") else "en"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = Text(
            f"`--as-of` takes a day such as 2026-12-01, not `{text}`",
            f"`--as-of`에는 2026-12-01 같은 날짜가 옵니다: `{text}`",
        )
        raise BadCommand(message) from None


def main() -> None:
    """Entry point. What nobody expected is a defect: said in two lines, with its own exit code."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller
        nothing = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the program runs
        sys.stdout, sys.stderr = sys.stdout or nothing, sys.stderr or nothing
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # the same bytes whatever the locale
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KVCHECK_TRACEBACK"):
            raise
        print(f"kvcheck {__version__}: a defect in kvcheck: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        print("set KVCHECK_TRACEBACK=1 and run again for the details to report", file=sys.stderr)  # noqa: T201
        sys.exit(DEFECT)


if __name__ == "__main__":
    main()
