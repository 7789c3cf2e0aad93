"""`explain`, `schema` and `rules`: options to one call each."""

from typing import Annotated

from kvcheck.cli.app import app, finish, rules_app
from kvcheck.cli.completing import names, rules, schemas
from kvcheck.cli.declared import Argument
from kvcheck.cli.options import Lang, Output, Policy


@app.command()
def explain(
    name: Annotated[
        str | None,
        Argument(
            help="What a report prints or a plan holds: a rule, class, citation, path, key, value, list; "
            "without it, what there is.",
            metavar="[NAME]",
            autocompletion=names,
            show_default=False,
        ),
    ] = None,
    policy: Policy = None,
    lang: Lang = None,
) -> None:
    """Explain in words what a report prints or a plan holds."""
    from kvcheck.commands.explain import run

    finish(lang, lambda terminal: run(name, terminal, policy or ()))


@app.command()
def schema(
    name: Annotated[
        str,
        Argument(
            help="advice, baseline, checklist, comparison, config, days, diff, lint, lock, log, papers, plan, "
            "questions, receipt, report, slip, statement or waivers.",
            metavar="NAME",
            autocompletion=schemas,
        ),
    ],
    output: Output = None,
) -> None:
    """Print a JSON Schema, for editors and for programs that read reports."""
    from kvcheck.commands.schema import run

    finish(None, lambda terminal: run(name, terminal, output))


@rules_app.command("list")
def rules_list(lang: Lang = None) -> None:
    """List every pack with its rules."""
    from kvcheck.commands.rules import list_rules

    finish(lang, list_rules)


@rules_app.command("show")
def rules_show(
    name: Annotated[str, Argument(help="A pack, or a rule by its id.", autocompletion=rules)],
    policy: Policy = None,
    lang: Lang = None,
) -> None:
    """Show a pack or a rule: law, condition, dates, cases."""
    from kvcheck.commands.rules import show

    finish(lang, lambda terminal: show(name, terminal, policy or ()))
