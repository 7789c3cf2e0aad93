"""Plans to a run: judged by the packs, waivers applied. The command line and programs call this one function."""

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from kvcheck import disk
from kvcheck.engine import check, uses, waive
from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Plan, Report, Run, Waiver
from kvcheck.packs import Library
from kvcheck.repository.named import Register
from kvcheck.source.privacy import private_values, without


def judge(
    plans: Sequence[Plan],
    library: Library,
    *,
    as_of: str,
    policies: Sequence[str] = (),
    sides: Sequence[str] = (),
    waivers: Register | None = None,
    waivers_on: str | None = None,
) -> tuple[Run, list[Problem]]:
    """What the law known on the day `as_of` says of plans, and everything that kept one of them from being judged.

    `policies` and `sides` are full names of packs that the library has. `waivers` is the file of waivers that apply;
    they have to be valid on the day `waivers_on`, which is `as_of` if it is not given. Days are ISO dates.
    """
    reports: list[Report] = []
    problems: list[Problem] = []
    for each in plans:
        try:
            reports.append(check(each, library, as_of=as_of, policies=policies, sides=sides))
        except CannotCheck as error:
            problems.extend(error.problems)
    run, more = accept(reports, plans, library, waivers, waivers_on or as_of)
    return run, problems + more


def accept(
    reports: Sequence[Report], plans: Sequence[Plan], library: Library, waivers: Register | None, day: str
) -> tuple[Run, list[Problem]]:
    """Reports as a run, with what a file of waivers accepts on a day set aside, and what is wrong with that file.

    `plans` are all that were read, those without a report among them: a waiver may speak of them.
    """
    found, problems = accepted(plans, library, waivers)
    waived = tuple(waive(report, found, day) for report in reports)
    return Run(reports=waived, waivers=uses(found, waived, day)), problems


def accepted(
    plans: Sequence[Plan], library: Library, waivers: Register | None
) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The waivers of a file, and what is wrong with them."""
    problems: list[Problem] = []
    return _waivers(waivers, library, plans, problems), problems


def _waivers(
    named: Register | None, library: Library, plans: Sequence[Plan], problems: list[Problem]
) -> tuple[Waiver, ...]:
    """The waivers of a file; what is wrong with them is added to the problems.

    Whatever their texts say of a person of the plans is masked: reasons stand in reports and logs.
    """
    if named is None:
        return ()
    from kvcheck.repository.approvers import refusal
    from kvcheck.repository.waivers import ambiguous, read

    try:
        found = read(named.path, named.name, library)
    except CannotCheck as error:
        problems.extend(error.problems)
        return ()
    problems.extend(ambiguous(found, plans))
    private = {value for each in plans for value in _private(each)}
    found = tuple(_followed(_named_from(each, named.below), plans, named.base) for each in found)
    return tuple(
        each._replace(
            reason=without(each.reason, private),
            counsel=without(each.counsel, private),
            refused=named.refused.get(each.digest) or refusal(each, library, named.approvers),
        )
        for each in found
    )


def _named_from(waiver: Waiver, folder: str) -> Waiver:
    """A waiver that names its plan from a folder, with the name by which output calls the plan."""
    if not folder or waiver.scope.plan is None:
        return waiver
    return waiver._replace(scope=waiver.scope._replace(plan=posixpath.join(folder, waiver.scope.plan)))


def _followed(waiver: Waiver, plans: Sequence[Plan], base: Path) -> Waiver:
    """A waiver of a plan that was renamed or moved, for the one plan that has the trips it was approved for.

    What was approved holds its trips and what they are about, so that it covers nothing else.
    """
    scope = waiver.scope
    names = {posixpath.normpath(plan.name) for plan in plans}
    if scope.plan is None or posixpath.normpath(scope.plan) in names or disk.there(base / scope.plan):
        return waiver
    ids = {scope.trip} if scope.trip is not None else {each.get("trip") for each in waiver.approved}
    having = [plan.name for plan in plans if any(str(trip["id"]) in ids for trip in plan.trips)]
    if len(having) != 1:
        return waiver
    return waiver._replace(scope=scope._replace(plan=having[0]), moved_to=having[0])


def _private(plan: Plan) -> Iterator[str]:
    """What a plan says of persons: travelers, who signs, whom to call. Names of companies are no secret."""
    for node in (*plan.travelers.values(), *plan.trips):
        yield from private_values(node)
    for company in plan.companies.values():
        yield from private_values({"signer": company.get("signer")})
    if plan.project is not None:
        yield from private_values({"contacts": plan.project.get("contacts")})
