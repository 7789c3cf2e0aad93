"""Judging the plans of a command, waivers applied: what `check` reports and what papers rest on."""

import posixpath
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvcheck.engine import check, waive
from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Known, Pack, Plan, Report, Run, Scope, TripResult, Unchecked, WaiverState
from kvcheck.packs import Library
from kvcheck.progress import Progress, unseen
from kvcheck.repository.judging import accept, accepted
from kvcheck.repository.named import STDIN, policy_pack, side_names
from kvcheck.shell.inputs import UNNAMED, load
from kvcheck.shell.law import library_of
from kvcheck.shell.settings import COMMAND_LINE, Settings
from kvcheck.telling.fingerprints import plan_key

if TYPE_CHECKING:
    from kvcheck.repository.config import Config


def judge(
    settings: Settings,
    library: Library,
    as_of: str,
    stdin_name: str | None = None,
    waivers_on: str | None = None,
    jobs: int = 1,
) -> Run:
    """What the law known on a day, and the packs asked for beside it, say of every plan.

    `waivers_on` is the day on which waivers have to be valid for what is ahead, if it is another one than the later of
    that day and today: papers are made today. With `jobs`, so many processes judge plans side by side; the answer is
    the same.
    Raises CannotCheck with everything wrong with the plans and the waivers, over all files.
    """
    run = judge_what_can_be(settings, library, as_of, stdin_name, waivers_on, jobs)
    if run.unchecked:
        raise CannotCheck(run.problems)
    return run


def judge_what_can_be(
    settings: Settings,
    library: Library,
    as_of: str,
    stdin_name: str | None = None,
    waivers_on: str | None = None,
    jobs: int = 1,
    progress: Progress = unseen,
) -> Run:
    """The same of every plan that can be read and judged; what is wrong with the others is in the run.

    Where the file of waivers is wrong, nothing is reported. What cannot be said without all plans is not: that a waiver
    covers nothing. `progress` is told of each trip, where one process judges all.
    """
    _packs(settings, library)  # what is wrong with the command line is said before any plan is read
    count = len(settings.plans)
    alone = jobs == 1 or count == 1 or any(each.path == STDIN for each in settings.plans)
    if alone:
        answers = [_judged(settings, number, library, as_of, stdin_name, progress) for number in range(count)]
    else:
        from concurrent.futures import ProcessPoolExecutor  # few runs have several plans to divide

        with ProcessPoolExecutor(min(jobs, count)) as pool:
            tasks = [(settings, number, library.cache_folder, as_of) for number in range(count)]
            answers = list(pool.map(_judged_elsewhere, tasks))
    plans = [plan for plan, _, _ in answers if plan is not None]
    reports = [report for _, report, _ in answers if report is not None]
    library.take(used.pack for report in reports for used in report.packs)
    names = [each.name if each.path != STDIN else stdin_name or UNNAMED for each in settings.plans]
    unchecked = wrong_settings(settings, library)
    unchecked += [Unchecked(name, tuple(found)) for name, (_, _, found) in zip(names, answers, strict=True) if found]
    run, more = accept(reports, plans, library, settings.waivers, waivers_on or settings.waivers_on(as_of))
    if more and settings.waivers is not None:
        unchecked.append(Unchecked(settings.waivers.name, tuple(more)))
        run = run._replace(reports=())  # what is waived of them is not known
    uses = tuple(
        each
        for each in run.waivers
        if each.state is not WaiverState.UNUSED
        or not (unchecked or _of_others(each.waiver.scope, run.reports, settings))
    )
    return run._replace(waivers=uses, unchecked=tuple(unchecked), fail_on=settings.fail_on)


def _of_others(scope: Scope, reports: Sequence[Report], settings: Settings) -> bool:
    """Whether a waiver may be for plans that are not in this run."""
    if scope.plan is not None and plan_key(scope.plan) not in {plan_key(each.plan.name) for each in reports}:
        return settings.partial or settings.has_plan(scope.plan)
    return settings.partial and scope.trip not in {trip.id for report in reports for trip in report.trips}


def known_of(settings: Settings, reports: Sequence[Report]) -> Known | None:
    """What the baseline of some settings knows of reports; None without one.

    Where only some of the plans were judged, nothing is said of what it has of others.
    """
    if settings.baseline is None:
        return None
    from kvcheck.repository import baseline

    entries = baseline.read(settings.baseline.path, settings.baseline.name)
    below = settings.below if settings.origins.get("baseline") != COMMAND_LINE else ""
    return baseline.known(
        reports,
        entries,
        lambda plan: settings.has_plan(posixpath.join(below, plan)),
        below,
        partial=settings.partial,
    )


def acceptance(plan: Plan, settings: Settings, library: Library, as_of: str) -> Callable[[TripResult], TripResult]:
    """What the waivers of the settings make of a trip of a plan at other days, or in another class."""
    waivers, _ = accepted([plan], library, settings.waivers)  # what is wrong with them was said by now

    def accept(result: TripResult) -> TripResult:
        if not waivers:
            return result
        alone = Report(
            plan=result.subject.plan,
            as_of=as_of,
            backdated=False,
            packs=(),
            trips=(result,),
            crew=(),
            facts=library.facts,
        )
        return waive(alone, waivers, settings.waivers_on(as_of)).trips[0]

    return accept


def wrong_settings(settings: Settings, library: Library) -> list[Unchecked]:
    """What is wrong with a configuration that only the packs show: rules that it names and that there are not."""
    if settings.config is None:
        return []
    from kvcheck.repository import approvers

    found = tuple(approvers.problems(settings.config, library))
    return [Unchecked(settings.config.name, found)] if found else []


_Answer = tuple[Plan | None, Report | None, list[Problem]]
"""A plan, if it could be read; its report, if it could be judged; and what is wrong."""


def _judged(
    settings: Settings,
    number: int,
    library: Library,
    as_of: str,
    stdin_name: str | None,
    progress: Progress = unseen,
) -> _Answer:
    """The answer about one plan of the settings, by its number."""
    policies, sides = _packs(settings, library)
    try:
        plan = load(settings, settings.plans[number], library, stdin_name)
    except CannotCheck as error:
        return None, None, list(error.problems)
    try:
        report = check(plan, library, as_of=as_of, policies=policies, sides=sides, progress=progress, examined=True)
        return plan, _supposing(report, settings.supposed), []
    except CannotCheck as error:
        return plan, None, list(error.problems)


def _supposing(report: Report, supposed: Sequence[str]) -> Report:
    """A report that says what was only supposed for it."""
    if not supposed:
        return report
    from kvcheck.plan.answers import told

    return report._replace(supposed=told(supposed, report.plan.documents))


def _judged_elsewhere(task: tuple[Settings, int, Path | None, str]) -> _Answer:
    """The same in a process of its own, which reads the packs for itself."""
    settings, number, cache, as_of = task
    return _judged(settings, number, library_of(settings, cache), as_of, None)


def policy_names(settings: Settings, library: Library) -> list[str]:
    """The full names of the company's packs: those that are asked for, and what its configuration raises.

    Raises CannotCheck if it raises what cannot be: nobody is judged by less than was meant.
    """
    own = _raised(settings.config, library) if settings.config is not None else ()
    names = [policy_pack(library, each) for each in settings.policies]
    library.take(own)
    return list(dict.fromkeys([*names, *(each.name for each in own)]))


def _raised(config: "Config", library: Library) -> Sequence[Pack]:
    """The pack that holds what a configuration raises, if it raises anything. Raises CannotCheck as above."""
    from kvcheck.repository import raising  # few companies do

    wrong = list(raising.problems(config, library))
    if wrong:
        raise CannotCheck(wrong)
    own = raising.raised(config, library)
    return [own] if own is not None and own.rules else []


def _packs(settings: Settings, library: Library) -> tuple[list[str], list[str]]:
    """The full names of the policy and the side packs that the settings ask for."""
    return policy_names(settings, library), side_names(library, settings.sides)
