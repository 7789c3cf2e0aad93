"""`kvcheck check`: plans to verdicts."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.commands.output import Terminal, write
from kvcheck.commands.plans import load, policy_pack, refuse_to_overwrite, side_names
from kvcheck.engine import check
from kvcheck.errors import CannotCheck, cannot_be
from kvcheck.model import Report, Verdict, worst
from kvcheck.packs import Library, rules_root
from kvcheck.reporters import REPORTERS, Style

EXIT_CODES = {
    Verdict.PERMITTED: 0,
    Verdict.NOT_PERMITTED: 1,
    Verdict.UNDETERMINED: 4,
    Verdict.NEEDS_REVIEW: 4,
}


def run(
    paths: Sequence[Path],
    terminal: Terminal,
    *,
    fmt: str,
    output: Path | None,
    as_of: str,
    fail_on: str,
    verbose: bool,
    policies: Sequence[str] = (),
    sides: Sequence[str] = (),
) -> int:
    """Judge the plans at `paths` and report; returns the exit code. Days are ISO dates.

    `policies` are names of policy packs, or files or folders that hold one; `sides` are names of side packs, or `all`.
    """
    if fmt not in REPORTERS:
        raise cannot_be("--format", fmt, REPORTERS)
    failing = [verdict.value for verdict in Verdict if verdict is not Verdict.PERMITTED]
    if fail_on not in failing:
        raise cannot_be("--fail-on", fail_on, failing)

    refuse_to_overwrite([*paths, *map(Path, policies)], output)
    library = Library(rules_root(), terminal.cache)
    policy_packs = list(dict.fromkeys(policy_pack(library, each) for each in policies))
    side_packs = side_names(library, sides)
    plans, problems = load(paths, library)
    reports: list[Report] = []
    for each in plans:
        try:
            reports.append(check(each, library, as_of=as_of, policies=policy_packs, sides=side_packs))
        except CannotCheck as error:
            problems.extend(error.problems)
    if problems:
        raise CannotCheck(problems)
    _report(reports, library, terminal, fmt, output, verbose=verbose)
    verdict = worst([report.verdict for report in reports])
    return EXIT_CODES[verdict] if verdict.rank <= Verdict(fail_on).rank else 0


def _report(
    reports: list[Report], library: Library, terminal: Terminal, fmt: str, output: Path | None, *, verbose: bool
) -> None:
    if output is not None:
        write(output, REPORTERS[fmt](reports, library, Style(lang=terminal.lang, verbose=verbose)))
        return
    style = Style(lang=terminal.lang, verbose=verbose, width=terminal.width)
    if fmt == "text":
        from kvcheck.reporters.text import lines

        terminal.lines(lines(reports, library, style))
    else:
        terminal.text(REPORTERS[fmt](reports, library, style))
