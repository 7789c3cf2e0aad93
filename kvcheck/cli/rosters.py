"""`import` and `export`: options to one call each."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kvcheck.cli.app import app, day_or_today, finish
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import AsOf, Lang, Policy
from kvcheck.language.text import Text

if TYPE_CHECKING:
    from kvcheck.shell.terminal import Terminal

STOPPED = Text("stopped", "중단했습니다")


def _several(name: str, text: str, metavar: str) -> object:
    """An option that may be given several times."""
    return Option(name, help=text, metavar=metavar)


def _answer(terminal: "Terminal", question: str) -> bool:
    """What the user says at the terminal: yes or no. Ends the program where the user stops."""
    import typer

    try:
        return typer.confirm(question)
    except typer.Abort:
        terminal.note(terminal.say(STOPPED))
        raise SystemExit(1) from None


@app.command("import")
def import_(
    roster: Annotated[Path, Argument(help="The roster: .xlsx, .csv or .tsv.", metavar="ROSTER", readable=False)],
    into: Annotated[
        Path, Option("--into", help="The plan that it goes into; made if it is not there.", metavar="PLAN")
    ],
    dry_run: Annotated[bool, Option("--dry-run", help="Only show what would change.")] = False,
    yes: Annotated[bool, Option("--yes", "-y", help="Write without asking; guesses still need an answer.")] = False,
    maps: Annotated[
        list[str] | None, _several("--map", "What a heading stands for; `-` leaves it out.", "HEADING=COLUMN")
    ] = None,
    values: Annotated[list[str] | None, _several("--value", "What a word in a cell means.", "WORD=VALUE")] = None,
    fixed: Annotated[
        list[str] | None, _several("--set", "What every row has that leaves it empty.", "COLUMN=VALUE")
    ] = None,
    accepted: Annotated[
        list[str] | None,
        _several("--accept", "Confirm a guess: days, leave-struck or read-struck.", "GUESS"),
    ] = None,
    make_ids: Annotated[
        bool, Option("--make-ids", help="Number the people of a roster without ids: h001, h002.")
    ] = False,
    encoding: Annotated[
        str, Option("--encoding", help="The encoding of a text file: utf-8, cp949, cp932, ...", metavar="NAME")
    ] = "",
    sheet: Annotated[str, Option("--sheet", help="The sheet of a workbook that is meant.", metavar="NAME")] = "",
    verbose: Annotated[bool, Option("--verbose", "-v", help="Tell every cause of an error.")] = False,
    lang: Lang = None,
) -> None:
    """Read a roster, one row for each traveler and trip, into a plan: cells that are filled, all of them or none."""
    from kvcheck.commands.import_ import Wish, remembered, run_import
    from kvcheck.rosters.asked import answers_of

    def run(terminal: "Terminal") -> int:
        ask = partial(_answer, terminal) if sys.stdin is not None and sys.stdin.isatty() else None
        answers = answers_of(maps or (), values or (), fixed or (), accepted or (), remembered=remembered(into))
        answers = answers._replace(make_ids=make_ids, encoding=encoding, sheet=sheet)
        return run_import(roster, into, terminal, Wish(dry_run, yes, ask, answers, verbose))

    finish(lang, run)


@app.command()
def export(
    path: Annotated[
        Path | None, Argument(help="The plan: a YAML file or a folder.", metavar="[PLAN]", readable=False)
    ] = None,
    xlsx: Annotated[Path | None, Option("--xlsx", help="Write an Excel workbook.", metavar="FILE")] = None,
    csv: Annotated[Path | None, Option("--csv", help="Write a CSV file, UTF-8.", metavar="FILE")] = None,
    template: Annotated[
        Path | None,
        Option(
            "--template",
            help="Write an empty workbook for a whole plan; with PLAN, a roster of one sheet for it.",
            metavar="FILE",
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        Option("--workbook", help="Write the whole plan as one workbook, which import reads back.", metavar="FILE"),
    ] = None,
    with_names: Annotated[
        bool,
        Option(
            "--with-names",
            help="Also names, birth dates and passport numbers, which are personal data. Without it, ids only.",
        ),
    ] = False,
    lang: Lang = None,
    as_of: AsOf = None,
    policy: Policy = None,
) -> None:
    """Write a plan as a roster with its verdicts, one row for each trip, for a batch filing; `import` reads it back."""
    from kvcheck.commands.export import run_export

    finish(
        lang,
        lambda terminal: run_export(
            path,
            terminal,
            xlsx=xlsx,
            csv=csv,
            template=template,
            workbook=workbook,
            with_names=with_names,
            as_of=day_or_today(as_of),
            policies=policy or (),
        ),
    )
