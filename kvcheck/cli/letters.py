"""`letter` and `card`: options to one call each."""

from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import app, day_or_today, settled, today
from kvcheck.cli.completing import letters
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import AsOf, Lang, Output, Policy, Register
from kvcheck.errors import BadCommand
from kvcheck.language.text import LANGUAGES, Text

PlanPath = Annotated[Path, Argument(help="A plan: a YAML file or a folder.", metavar="PLAN", readable=False)]
Travelers = Annotated[
    list[str] | None,
    Option("--traveler", help="Whose papers: a traveler's id; may be repeated; otherwise all.", metavar="ID"),
]
Trips = Annotated[list[str] | None, Option("--trip", help="Only this trip; may be repeated.", metavar="ID")]
Split = Annotated[Path | None, Option("--split", help="Write one file for each trip into FOLDER.", metavar="FOLDER")]


@app.command()
def letter(
    plan: PlanPath,
    kind: Annotated[
        str | None,
        Option(
            "--kind",
            help="employer, invitation, contract-extract or training-plan.",
            metavar="employer|invitation|contract-extract|training-plan",
            autocompletion=letters,
        ),
    ] = None,
    traveler: Travelers = None,
    trip: Trips = None,
    split: Split = None,
    template: Annotated[Path | None, Option("--template", help="Your own Word template.", metavar="FILE.docx")] = None,
    output: Output = None,
    lang: Annotated[
        str | None, Option("--lang", help="Language of the letter; default en.", metavar="en|ko|both")
    ] = None,
    as_of: AsOf = None,
    policy: Policy = None,
    register: Register = None,
    only_list: Annotated[
        bool, Option("--list", help="Write nothing; list what each sentence rests on and what is left out.")
    ] = False,
) -> None:
    """Write letters about permitted trips as Word files, every sentence from a fact of the plan."""
    from kvcheck.commands.letter import run
    from kvcheck.commands.trip_paper import Wanted
    from kvcheck.shell.settings import Asked

    settled(
        Asked(paths=[plan], lang=lang if lang in LANGUAGES else None, policies=policy or ()),
        lambda settings, terminal: run(
            Wanted(traveler or (), trip or (), _day_of_paper(as_of), today(), output, split, register),
            settings,
            terminal,
            kind=kind,
            template=template,
            lang=lang or LANGUAGES[0],
            only_list=only_list,
        ),
    )


@app.command()
def card(
    plan: PlanPath,
    traveler: Travelers = None,
    trip: Trips = None,
    split: Split = None,
    kind: Annotated[str, Option("--kind", help="wallet, port or both.", metavar="wallet|port|both")] = "both",
    fmt: Annotated[str, Option("--format", "-f", help="html or docx.", metavar="html|docx")] = "html",
    output: Output = None,
    lang: Lang = None,
    as_of: AsOf = None,
    policy: Policy = None,
    register: Register = None,
) -> None:
    """Write the wallet card and the port-of-entry card of permitted trips: true answers only, blank if unknown."""
    from kvcheck.commands.card import run
    from kvcheck.commands.trip_paper import Wanted
    from kvcheck.shell.settings import Asked

    settled(
        Asked(paths=[plan], lang=lang, policies=policy or ()),
        lambda settings, terminal: run(
            Wanted(traveler or (), trip or (), _day_of_paper(as_of), today(), output, split, register),
            settings,
            terminal,
            kind=kind,
            fmt=fmt,
        ),
    )


def _day_of_paper(as_of: str | None) -> str:
    """The day whose law a paper rests on: today or later, because an earlier day would get round an overdue pack."""
    now = today()
    day = day_or_today(as_of)
    if day < now:
        raise BadCommand(
            Text(
                "a paper rests on the law as known today: `--as-of {day}` lies before {now}",
                "서류는 오늘 알려진 법에 따릅니다: `--as-of {day}`{:이} {now} 이전입니다",
                day=day,
                now=now,
            )
        )
    return day
