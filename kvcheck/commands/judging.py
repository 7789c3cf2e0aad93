"""Judging the plans of a command, waivers applied: what `check` reports and what papers rest on."""

from kvcheck.commands.output import Terminal
from kvcheck.commands.plans import load_all, policy_pack, side_names
from kvcheck.commands.settings import Settings
from kvcheck.engine import check, uses, waive
from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Report, Run, Waiver
from kvcheck.packs import Library, rules_root


def judge(settings: Settings, terminal: Terminal, as_of: str, stdin_name: str | None = None) -> tuple[Run, Library]:
    """What the law known on a day, and the packs asked for beside it, say of every plan.

    Raises CannotCheck with everything wrong with the plans and the waivers, over all files.
    """
    library = Library(rules_root(), terminal.cache)
    policies = list(dict.fromkeys(policy_pack(library, each) for each in settings.policies))
    sides = side_names(library, settings.sides)
    plans, problems = load_all(settings, library, stdin_name)
    reports: list[Report] = []
    for each in plans:
        try:
            reports.append(check(each, library, as_of=as_of, policies=policies, sides=sides))
        except CannotCheck as error:
            problems.extend(error.problems)
    waivers = _waivers(settings, library, problems)
    if problems:
        raise CannotCheck(problems)
    waived = tuple(waive(report, waivers) for report in reports)
    return Run(reports=waived, waivers=uses(waivers, waived, as_of), fail_on=settings.fail_on), library


def _waivers(settings: Settings, library: Library, problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers of these settings; what is wrong with them is added to the problems."""
    if settings.waivers is None:
        return ()
    from kvcheck.records.waivers import read

    try:
        return read(settings.waivers.path, settings.waivers.name, library)
    except CannotCheck as error:
        problems.extend(error.problems)
        return ()
