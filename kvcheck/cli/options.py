"""Options that several commands have, each worded once, and what a command is given by them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from kvcheck.cli.app import day_or_today
from kvcheck.cli.completing import languages, policies, sides, verdicts
from kvcheck.cli.declared import Argument, Command, Option, command_of, parameter
from kvcheck.frozen import NamedTuple

if TYPE_CHECKING:
    from kvcheck.shell.only import Only
    from kvcheck.shell.settings import Asked

Lang = Annotated[
    str | None,
    Option(
        "--lang",
        help="Language: en or ko; otherwise KVCHECK_LANG's or the locale's.",
        metavar="en|ko",
        autocompletion=languages,
    ),
]
Output = Annotated[
    Path | None, Option("--output", "-o", help="Write to this file instead of the terminal.", metavar="FILE")
]
Format = Annotated[str, Option("--format", "-f", help="text, markdown or json.", metavar="text|markdown|json")]
Register = Annotated[
    Path | None,
    Option(
        "--register",
        help="Keep in this file what was made: hash, day, verdict and trip of each paper, no names.",
        metavar="FILE",
    ),
]
AsOf = Annotated[
    str | None, Option("--as-of", help="Judge by the law as known on this day; default today.", metavar="DATE")
]
FailOn = Annotated[
    str | None,
    Option(
        "--fail-on",
        help="The best verdict that still fails: not_permitted, undetermined or needs_review.",
        metavar="VERDICT",
        autocompletion=verdicts,
    ),
]
Policy = Annotated[
    list[str] | None,
    Option(
        "--policy",
        help="A company's own rules beside the law: a shipped pack or a file.",
        metavar="PACK",
        autocompletion=policies,
    ),
]
Side = Annotated[
    list[str] | None,
    Option(
        "--side",
        help="Warnings beside the class, such as tax: a side pack or all.",
        metavar="PACK",
        autocompletion=sides,
    ),
]
Supposed = Annotated[
    list[str] | None,
    Option(
        "--set",
        help="Suppose an answer for this run: companies.hwasung.country=KR, travelers.*.passport.electronic=yes.",
        metavar="PATH=VALUE",
    ),
]
OnlyTrips = Annotated[list[str] | None, Option("--trip", help="Only this trip; may be repeated.", metavar="ID")]
OnlyTravelers = Annotated[
    list[str] | None, Option("--traveler", help="Only trips of this traveler; may be repeated.", metavar="ID")
]
Verbose = Annotated[bool, Option("--verbose", "-v", help="Show the proof of what passes, and every risk.")]
Plans = Annotated[
    list[Path] | None,
    Argument(
        help="Plans: a YAML file or a folder each, `-` for standard input; otherwise those of kvcheck.yaml.",
        metavar="[PATH]...",
        readable=False,
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    Option("--config", help="Use this kvcheck.yaml instead of the nearest one upwards.", metavar="FILE"),
]
Waivers = Annotated[
    Path | None,
    Option("--waivers", help="The file of waivers; otherwise the one that kvcheck.yaml names.", metavar="FILE"),
]
NoWaivers = Annotated[bool, Option("--no-waivers", help="Judge as if there were no waivers.")]


class Given(NamedTuple):
    """What a command line says by shared options; None or empty where it says nothing or a command has no such one."""

    paths: Plans = None
    trip: OnlyTrips = None
    traveler: OnlyTravelers = None
    lang: Lang = None
    as_of: AsOf = None
    fail_on: FailOn = None
    policy: Policy = None
    side: Side = None
    waivers: Waivers = None
    no_waivers: NoWaivers = False
    supposed: Supposed = None
    config: ConfigFile = None

    @property
    def asked(self) -> "Asked":
        """What settings are made of."""
        from kvcheck.shell.settings import Asked

        return Asked(
            paths=self.paths or (),
            lang=self.lang,
            config=self.config,
            policies=self.policy or (),
            sides=self.side or (),
            fail_on=self.fail_on,
            waivers=self.waivers,
            no_waivers=self.no_waivers,
            supposed=self.supposed or (),
        )

    @property
    def only(self) -> "Only":
        """The trips that are wanted."""
        from kvcheck.shell.only import Only

        return Only(self.trip or (), self.traveler or ())

    @property
    def day(self) -> str:
        """The day whose knowledge of the law is asked for. Raises BadCommand: read it where that is told."""
        return day_or_today(self.as_of)


def sharing(names: str) -> Callable[[Callable[..., None]], Command]:
    """Have a command take shared options, by their names in `Given` and in this order.

    They stand in help where its parameter `given` stands, which holds their values when it is called.
    """
    said = Given.__annotations__
    shared = [parameter(name, said[name], Given._field_defaults[name]) for name in names.split()]

    def made(function: Callable[..., None]) -> Command:
        def run(**values: Any) -> None:
            mine = {name: values.pop(name) for name in names.split() if name in values}
            function(given=Given(**mine), **values)

        return command_of(function, shared)._replace(run=run)

    return made
