"""Options that several commands have, each worded once."""

from pathlib import Path
from typing import Annotated

import typer

from kvcheck.cli.completing import languages, policies, sides, verdicts

Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language: en or ko; otherwise KVCHECK_LANG's or the locale's.",
        metavar="en|ko",
        autocompletion=languages,
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the terminal.", metavar="FILE")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Judge by the law as known on this day; default today.", metavar="DATE")
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        help="The best verdict that still fails: not_permitted, undetermined or needs_review.",
        metavar="VERDICT",
        autocompletion=verdicts,
    ),
]
Policy = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        help="A company's own rules beside the law: a shipped pack or a file.",
        metavar="PACK",
        autocompletion=policies,
    ),
]
Side = Annotated[
    list[str] | None,
    typer.Option(
        "--side",
        help="Warnings beside the class, such as tax: a side pack or all.",
        metavar="PACK",
        autocompletion=sides,
    ),
]
Supposed = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Suppose an answer for this run: companies.hwasung.country=KR, travelers.*.passport.electronic=yes.",
        metavar="PATH=VALUE",
    ),
]
OnlyTrips = Annotated[list[str] | None, typer.Option("--trip", help="Only this trip; may be repeated.", metavar="ID")]
OnlyTravelers = Annotated[
    list[str] | None, typer.Option("--traveler", help="Only trips of this traveler; may be repeated.", metavar="ID")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the proof of what passes, and every risk.")]
Plans = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Plans: a YAML file or a folder each, `-` for standard input; otherwise those of kvcheck.yaml.",
        metavar="[PATH]...",
        readable=False,
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", help="Use this kvcheck.yaml instead of the nearest one upwards.", metavar="FILE"),
]
Waivers = Annotated[
    Path | None,
    typer.Option("--waivers", help="The file of waivers; otherwise the one that kvcheck.yaml names.", metavar="FILE"),
]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help="Judge as if there were no waivers.")]
