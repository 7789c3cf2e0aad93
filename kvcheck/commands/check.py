"""`kvcheck check`: plans to verdicts."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.commands.output import Terminal, write
from kvcheck.engine import check, plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, Text, one_of
from kvcheck.model import Plan, Report, Verdict, worst
from kvcheck.packs import Library, rules_root
from kvcheck.reporters import REPORTERS, Style
from kvcheck.spelling import shown

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
        raise BadCommand(_unknown("--format", fmt, list(REPORTERS)))
    failing = [verdict.value for verdict in Verdict if verdict is not Verdict.PERMITTED]
    if fail_on not in failing:
        raise BadCommand(_unknown("--fail-on", fail_on, failing))

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


def policy_pack(library: Library, wanted: str) -> str:
    """The name of a policy pack: one of the shipped, by its name, or one of the user's, by its file or folder."""
    known = [name.removeprefix("policy/") for name in library.pack_names if name.startswith("policy/")]
    if wanted.removeprefix("policy/") in known:
        return f"policy/{wanted.removeprefix('policy/')}"
    path = Path(wanted)
    file = path / "rules.yaml" if path.is_dir() else path
    if not file.is_file():
        hint = one_of(known, wanted)
        raise BadCommand(
            Text(
                f"no policy pack `{wanted}`; give the file of a pack, or {hint.en}",
                f"정책 묶음 `{wanted}`이(가) 없습니다. 묶음 파일을 지정하십시오. {hint.ko}",
            )
        )
    return library.add(file).name


def side_names(library: Library, wanted: Sequence[str]) -> list[str]:
    """The full names of side packs; `all` stands for every one."""
    known = {name.removeprefix("us/side/"): name for name in library.side_names}
    if "all" in wanted:
        return list(known.values())
    for each in wanted:
        if each.removeprefix("us/side/") not in known:
            raise BadCommand(_unknown("--side", each, ["all", *known]))
    return sorted({known[each.removeprefix("us/side/")] for each in wanted})


def refuse_to_overwrite(paths: Sequence[Path], output: Path | None) -> None:
    """A report never takes the place of what is read, and no new file gets into a plan that is a folder."""
    for path in paths:
        if output is None or not path.exists():
            continue
        plan_file = output.suffix.lower() in (".yaml", ".yml")
        inside = path.is_dir() and plan_file and output.resolve().is_relative_to(path.resolve())
        if inside or (output.exists() and output.samefile(path)):
            name = shown(str(output))
            raise BadCommand(
                Text(
                    f"`{name}` is read, or would be; write elsewhere",
                    f"읽는 파일 `{name}`에는 쓸 수 없습니다",
                )
            )


def load(paths: Sequence[Path], library: Library) -> tuple[list[Plan], list[Problem]]:
    """The plans that can be read, and everything wrong with the others."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            plans.append(plan.load(path, also=lambda each: plan_problems(each, library)))
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
