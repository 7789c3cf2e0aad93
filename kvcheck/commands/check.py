"""`kvcheck check`: plans to verdicts."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.commands.output import Terminal, write
from kvcheck.engine import check, unknown_names
from kvcheck.errors import BadCommand, CannotCheck, Problem, Text, one_of
from kvcheck.model import Plan, Report, Verdict, worst
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
) -> int:
    """Judge the plans at `paths` and report; returns the exit code. Days are ISO dates."""
    if fmt not in REPORTERS:
        raise BadCommand(_unknown("--format", fmt, list(REPORTERS)))
    failing = [verdict.value for verdict in Verdict if verdict is not Verdict.PERMITTED]
    if fail_on not in failing:
        raise BadCommand(_unknown("--fail-on", fail_on, failing))

    _refuse_to_overwrite(paths, output)
    library = Library(rules_root(), terminal.cache)
    plans, problems = _load(paths, library)
    reports: list[Report] = []
    for each in plans:
        try:
            reports.append(check(each, library, as_of=as_of))
        except CannotCheck as error:
            problems.extend(error.problems)
    if problems:
        raise CannotCheck(problems)
    _report(reports, library, terminal, fmt, output, verbose=verbose)
    verdict = worst([report.verdict for report in reports])
    return EXIT_CODES[verdict] if verdict.rank <= Verdict(fail_on).rank else 0


def _refuse_to_overwrite(paths: Sequence[Path], output: Path | None) -> None:
    """A report never takes the place of a plan."""
    for path in paths:
        if output is not None and output.exists() and path.exists() and output.samefile(path):
            raise BadCommand(
                Text(f"`--output` would overwrite the plan `{path}`", f"`--output`이 계획 `{path}`을(를) 덮어씁니다")
            )


def _load(paths: Sequence[Path], library: Library) -> tuple[list[Plan], list[Problem]]:
    """The plans that can be read, and everything wrong with the others."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            plans.append(plan.load(path, also=lambda each: unknown_names(each, library)))
        except CannotCheck as error:
            problems.extend(error.problems)
    return plans, problems


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


def _unknown(option: str, value: str, allowed: list[str]) -> Text:
    hint = one_of(allowed, value)
    return Text(f"`{option}` cannot be `{value}`; {hint.en}", f"`{option}`에 `{value}`은(는) 쓸 수 없습니다. {hint.ko}")
