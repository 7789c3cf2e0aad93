"""`rules`: what people who write packs do with them; options to one call each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from kvcheck.cli.app import day_or_today, finish, rules_app, today
from kvcheck.cli.declared import Argument, Option
from kvcheck.cli.options import AsOf, ConfigFile, Format, Given, Lang, Output, sharing
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.office.extras import prove_needed

if TYPE_CHECKING:
    from kvcheck.shell.terminal import Terminal

FURTHER = Text("for plans write `--plans {plan}`", "계획은 `--plans {plan}`{:으로} 지정하십시오", plan="")
Packs = Annotated[
    Path | None,
    Argument(
        help="A rules folder, a pack in one, or your own pack: a file or a folder; otherwise the law that is shipped.",
        metavar="[PATH]",
        readable=False,
        show_default=False,
    ),
]

Named = Annotated[
    list[str] | None,
    Argument(
        help="Packs, such as us/esta, or your own: a file or a folder; otherwise every pack that is shipped.",
        metavar="[PACK]...",
        show_default=False,
    ),
]


@rules_app.command("docs")
def rules_docs(
    packs: Named = None,
    fmt: Annotated[
        str | None,
        Option(
            "--format",
            "-f",
            help="html, markdown or docx; otherwise as the file of --out ends, else html.",
            metavar="html|markdown|docx",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        Option("--out", "-o", help="Write to this file, or each pack to a file in this folder.", metavar="FILE|FOLDER"),
    ] = None,
    lang: Lang = None,
) -> None:
    """Write pages to read, print and sign: law beside rule beside cases, in both languages."""
    from kvcheck.commands.rules_docs import Options, run

    finish(lang, lambda terminal: run(terminal, Options(packs=tuple(packs or ()), fmt=fmt, out=out)))


@rules_app.command("lint")
def rules_lint(
    path: Packs = None,
    fmt: Annotated[
        str,
        Option(
            "--format",
            "-f",
            help="text, json, concise, github, gitlab, sarif or junit.",
            metavar="text|json|concise|github|gitlab|sarif|junit",
        ),
    ] = "text",
    output: Output = None,
    fix: Annotated[bool, Option("--fix", help="Put keys into their order; comments stay with them.")] = False,
    strict: Annotated[bool, Option("--strict", help="Let warnings fail too.")] = False,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Show notes too.")] = False,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Look for what is wrong with packs, or was not meant: 0 nothing is, 1 something is."""
    from kvcheck.commands.rules_lint import Options, run

    def options() -> Options:
        return Options(
            path=path,
            today=day_or_today(as_of),
            fmt=fmt,
            output=output,
            fix=fix,
            strict=strict,
            verbose=verbose,
        )

    finish(lang, lambda terminal: run(terminal, options()))


@rules_app.command("test")
def rules_test(
    path: Packs = None,
    fmt: Annotated[str, Option("--format", "-f", help="text, junit or tap.", metavar="text|junit|tap")] = "text",
    output: Output = None,
    coverage: Annotated[bool, Option("--coverage", help="Show what no case touches.")] = False,
    least: Annotated[
        int | None,
        Option("--coverage-min", help="Fail below this coverage, in percent.", metavar="PERCENT", min=0, max=100),
    ] = None,
    mutation: Annotated[
        bool,
        Option("--mutation", help="Change one thing at a time that makes a rule softer: does a case notice?"),
    ] = False,
    every: Annotated[
        bool, Option("--all", help="Try every change: stricter ones too, days, numbers and lists (minutes).")
    ] = False,
    lang: Lang = None,
) -> None:
    """Run every case of packs, and see what the cases miss: 0 all as expected, 1 not."""
    from kvcheck.commands.rules_test import Options, run

    options = Options(path=path, fmt=fmt, output=output, coverage=coverage, least=least, mutation=mutation, every=every)
    finish(lang, lambda terminal: run(terminal, options))


@rules_app.command("diff")
@sharing("lang as_of policy side waivers no_waivers config")
def rules_diff(
    old: Annotated[
        str,
        Argument(
            help="The rules before: a revision of git (`main`, `main:rules`), a folder, a pack, a wheel, a lock.",
            metavar="OLD",
        ),
    ],
    new: Annotated[str, Argument(help="The rules now, likewise.", metavar="NEW")],
    more: Annotated[
        list[Path] | None,
        Argument(help="Further plans after those of --plans.", metavar="[PLAN]...", readable=False, show_default=False),
    ] = None,
    plans: Annotated[
        list[Path] | None,
        Option("--plans", help="Judge these plans by both, and tell whose verdict changes.", metavar="PATH..."),
    ] = None,
    fmt: Format = "text",
    output: Output = None,
    *,
    given: Given,
) -> None:
    """Tell in words what changed in rules, and which verdicts of plans change: 0 none does, 1 one does."""
    from kvcheck.commands.rules_diff import Options, run

    def options() -> Options:
        day = given.day
        if more and not plans:
            raise BadCommand(FURTHER.filled(plan=more[0]))
        asked = given.asked._replace(paths=[*(plans or ()), *(more or ())], today=today())
        return Options(old=old, new=new, as_of=day, asked=asked, fmt=fmt, output=output)

    finish(given.lang, lambda terminal: run(terminal, options()))


@rules_app.command("prove")
def rules_prove(
    path: Packs = None,
    only: Annotated[
        list[str] | None, Option("--property", help="Only this property; may be repeated.", metavar="NAME")
    ] = None,
    folder: Annotated[
        Path | None,
        Option("--write", help="Write the plans that show what is refuted into this folder.", metavar="FOLDER"),
    ] = None,
    fmt: Annotated[str, Option("--format", "-f", help="text, junit or tap.", metavar="text|junit|tap")] = "text",
    output: Output = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Prove what shall hold of the rules for every plan: 0 all proved, 1 a plan refutes one, 4 one is not proved."""

    def run(terminal: "Terminal") -> int:
        with prove_needed():
            from kvcheck.commands.rules_prove import Options, run

        return run(terminal, Options(path, day_or_today(as_of), only or (), fmt, output, folder))

    finish(lang, run)


@rules_app.command("lock")
def rules_lock(config: ConfigFile = None, lang: Lang = None) -> None:
    """Pin the packs from elsewhere that kvcheck.yaml names by their digests, in kvcheck.lock beside it."""
    from kvcheck.commands.rules_lock import run

    finish(lang, lambda terminal: run(terminal, config))
