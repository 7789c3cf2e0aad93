"""`init`: options to one call."""

from pathlib import Path
from typing import Annotated

from kvcheck.cli.app import app, finish, today
from kvcheck.cli.asking import line_of_user
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import Lang


@app.command()
def init(
    path: Annotated[
        Path | None,
        Argument(
            help="The plan to write, plan.yaml if nothing is said; with --repo the folder, here if nothing is said.",
            metavar="[PATH]",
            readable=False,
            show_default=False,
        ),
    ] = None,
    repo: Annotated[
        bool,
        Option("--repo", help="Write a whole planning repository: settings, a plan, waivers, CI, pre-commit, editor."),
    ] = False,
    asked: Annotated[
        bool, Option("--ask", help="Ask one question at a time, and write the plan that the answers make.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Write a commented plan to start from, or a planning repository; nothing that is there is overwritten."""
    from kvcheck.commands.init import plan, repository

    if asked:
        from kvcheck.commands.start import run

        finish(lang, lambda terminal: run(path or Path("plan.yaml"), terminal, today(), line_of_user()))
    if repo:
        finish(lang, lambda terminal: repository(path or Path(), terminal, today()))
    finish(lang, lambda terminal: plan(path or Path("plan.yaml"), terminal, today()))
