"""Judging the plans of a command, waivers applied: what `check` reports and what papers rest on."""

from collections.abc import Iterator, Sequence

from kvcheck.engine import check, uses, waive
from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Plan, Report, Run, Waiver
from kvcheck.packs import Library, rules_root
from kvcheck.shell.inputs import load_all, policy_pack, side_names
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.source.privacy import private_values, without


def judge(
    settings: Settings,
    terminal: Terminal,
    as_of: str,
    stdin_name: str | None = None,
    waivers_on: str | None = None,
) -> tuple[Run, Library]:
    """What the law known on a day, and the packs asked for beside it, say of every plan.

    `waivers_on` is the day on which waivers have to be valid, if it is another one: papers are made today.
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
    waivers = _waivers(settings, library, plans, problems)
    if problems:
        raise CannotCheck(problems)
    day = waivers_on or as_of
    waived = tuple(waive(report, waivers, day) for report in reports)
    return Run(reports=waived, waivers=uses(waivers, waived, day), fail_on=settings.fail_on), library


def _waivers(
    settings: Settings, library: Library, plans: Sequence[Plan], problems: list[Problem]
) -> tuple[Waiver, ...]:
    """The waivers of these settings; what is wrong with them is added to the problems.

    Whatever their texts say of a person of the plans is masked: reasons stand in reports and logs.
    """
    if settings.waivers is None:
        return ()
    from kvcheck.repository.waivers import ambiguous, read

    try:
        found = read(settings.waivers.path, settings.waivers.name, library)
    except CannotCheck as error:
        problems.extend(error.problems)
        return ()
    problems.extend(ambiguous(found, plans))
    private = {value for each in plans for value in _private(each)}
    return tuple(
        each._replace(reason=without(each.reason, private), counsel=without(each.counsel, private)) for each in found
    )


def _private(plan: Plan) -> Iterator[str]:
    """What a plan says of persons: travelers, who signs, whom to call. Names of companies are no secret."""
    for node in (*plan.travelers.values(), *plan.trips):
        yield from private_values(node)
    for company in plan.companies.values():
        yield from private_values({"signer": company.get("signer")})
    if plan.project is not None:
        yield from private_values({"contacts": plan.project.get("contacts")})
