"""`rules new`: options to one call each."""

from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import finish, rules_app, today
from kvcheck.cli.declared import Argument, Group, Option
from kvcheck.cli.options import Lang

new_app = rules_app.add(
    Group("new", "Packs, rules and cases to start from; they pass `rules lint` and `rules test` as they are.")
)

Law = Annotated[
    list[str] | None,
    Option("--law", help="An authority of us/authorities.yaml; may be repeated.", metavar="ID"),
]


@new_app.command("policy")
def new_policy(
    folder: Annotated[
        Path,
        Argument(help="The folder to make; its name is that of the pack.", metavar="FOLDER", readable=False),
    ],
    lang: Lang = None,
) -> None:
    """Write a company's own pack with a rule and its cases."""
    from kvcheck.commands.rules_new import policy

    finish(lang, lambda terminal: policy(folder, terminal, today()))


@new_app.command("pack")
def new_pack(
    folder: Annotated[
        Path,
        Argument(
            help="The folder to make in a rules folder, such as rules/us/o2; its name is that of the class.",
            metavar="FOLDER",
            readable=False,
        ),
    ],
    label: Annotated[
        str | None, Option("--label", help="How the class is called in print, such as O-2.", metavar="TEXT")
    ] = None,
    extends: Annotated[
        list[str] | None,
        Option(
            "--extends",
            help="A pack whose rules apply too; us/visa if nothing is said. May be repeated.",
            metavar="PACK",
        ),
    ] = None,
    law: Law = None,
    lang: Lang = None,
) -> None:
    """Write the pack of a class of entry; it permits nothing until a ground is added."""
    from kvcheck.commands.rules_new import of_class

    finish(
        lang,
        lambda terminal: of_class(
            folder, terminal, today(), label=label, extends=extends or ("us/visa",), law=law or ()
        ),
    )


@new_app.command("rule")
def new_rule(
    path: Annotated[Path, Argument(help="The pack: its folder or its file.", metavar="PACK", readable=False)],
    kind: Annotated[str, Argument(help="grant, bar, limit, doubt or risk.", metavar="grant|bar|limit|doubt|risk")],
    name: Annotated[str, Argument(help="The id of the rule; it is never used for another one.", metavar="ID")],
    when: Annotated[
        list[str] | None,
        Option(
            "--when",
            help="What it asks: activity.mode=perform, trip.days<=14, traveler.us_pay=no; repeated, all must hold.",
            metavar="FACT=VALUE",
        ),
    ] = None,
    law: Law = None,
    lang: Lang = None,
) -> None:
    """Add a rule to a pack, with cases in which it decides, is nearly missed and waits for a fact."""
    from kvcheck.commands.rules_new import rule

    finish(lang, lambda terminal: rule(path, terminal, kind=kind, name=name, when=when or (), law=law or ()))


@new_app.command("fact")
def new_fact(
    path: Annotated[Path, Argument(help="The pack: its folder or its file.", metavar="PACK", readable=False)],
    name: Annotated[str, Argument(help="The name of the fact; rules call it own.NAME.", metavar="NAME")],
    about: Annotated[
        str, Option("--about", help="What it is about: traveler, trip, activity or plan.", metavar="WHAT")
    ] = "traveler",
    sort: Annotated[
        str,
        Option(
            "--type",
            help="yes-no, number, date, text, country, countries, choice or choices.",
            metavar="TYPE",
        ),
    ] = "yes-no",
    values: Annotated[
        list[str] | None,
        Option("--value", help="A value of a choice; may be repeated.", metavar="VALUE"),
    ] = None,
    kind: Annotated[
        str | None,
        Option(
            "--rule",
            help="The kind of the rule that asks for it: a limit, or of an activity a bar, if nothing is said.",
            metavar="KIND",
        ),
    ] = None,
    when: Annotated[
        list[str] | None,
        Option(
            "--when",
            help="What that rule asks, such as own.course_done=yes; repeated, all must hold.",
            metavar="FACT=VALUE",
        ),
    ] = None,
    law: Law = None,
    lang: Lang = None,
) -> None:
    """Add a fact of your own to a pack, with a rule that asks for it and its cases."""
    from kvcheck.commands.rules_new import Asked, fact

    asked = Asked(about, sort, tuple(values or ()), kind, tuple(when or ()), tuple(law or ()))
    finish(lang, lambda terminal: fact(path, terminal, name, asked))
