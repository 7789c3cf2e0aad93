"""`check` of a change: only the trips that it touched, or all of a pull request, by what governed before the change."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kvcheck import disk
from kvcheck.commands.loosening import Change, governed, governing_files
from kvcheck.errors import BadCommand, Problem
from kvcheck.language.text import Text
from kvcheck.model import Plan, Report, Run, Since, Unchecked
from kvcheck.packs import Library
from kvcheck.repository.git import NoRepository, Repository, nearest
from kvcheck.repository.named import STDIN, Named
from kvcheck.repository.touched import touched
from kvcheck.shell.ci import PullRequest
from kvcheck.shell.inputs import site_rule_files
from kvcheck.shell.only import Only
from kvcheck.shell.settings import COMMAND_LINE, Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.shell.together import summed
from kvcheck.upwards import CONFIGURATIONS, REGISTERS


def only_touched(
    settings: Settings, run: Run, revision: str, library: Library, as_of: str, only: Only, terminal: Terminal
) -> Run:
    """A run with only those trips that a change since a revision touched; empty reports are left out.

    What the change makes of settings, waivers, baseline and policies does not loosen what it is judged by.
    """
    if any(each.path == STDIN for each in settings.plans):
        raise BadCommand(
            Text(
                "the standard input has no history: not with `--changed-since`",
                "표준 입력에는 `--changed-since`를 쓸 수 없습니다",
            )
        )
    before = Repository(_folder(settings), revision, terminal.environment)
    return _by_base(
        settings, run, before, lambda own, part: _touched(own, part, before, revision, library, as_of, only)
    )


def _touched(
    settings: Settings, run: Run, before: Repository, revision: str, library: Library, as_of: str, only: Only
) -> Run:
    """The same of plans that one configuration governed at the base."""
    change = _change(settings, run, before)
    anew = set(change.files) - ({settings.waivers.path} if settings.waivers is not None else set()) or change.lost
    own = {report.plan.name: report for report in run.reports}
    run, change = governed(settings, run, change, library, as_of, only)
    kept: list[Report] = []
    left = 0
    for report in run.reports:
        ids = change.edited[report.plan.name] | {each.trip for each in run.loosened if each.plan == report.plan.name}
        ids |= change.moved.get(report.plan.name, frozenset())
        trips = tuple(trip for trip in report.trips if anew or trip.id in ids)
        crew = tuple(each for each in report.crew if anew or any(str(one.trip["id"]) in ids for one in each.subjects))
        left += len(own[report.plan.name].trips) - len(trips)
        if trips:
            kept.append(report._replace(trips=trips, crew=crew))
    return run._replace(reports=tuple(kept), since=Since(revision, left, before.compares_tips))


def in_pull_request(
    settings: Settings,
    run: Run,
    request: PullRequest,
    library: Library,
    as_of: str,
    only: Only,
    terminal: Terminal,
) -> Run:
    """A run of every trip, with what the change of a pull request loosens told and not followed.

    Where the base of the request cannot be read, the run says so and is no answer. Plans outside of any repository are
    no part of a change.
    """
    try:
        before = nearest(_folder(settings), request.revisions, terminal.environment)
    except NoRepository:
        return run
    except BadCommand as error:
        hint = Text(
            "{variable} says that this is a pull request: fetch the whole history (`fetch-depth: 0`, `GIT_DEPTH: 0`)",
            "{variable}에 따르면 병합 요청입니다. 전체 이력을 가져오십시오(`fetch-depth: 0`, `GIT_DEPTH: 0`)",
            variable=request.variable,
        )
        message = Text(
            "the base of the change cannot be read, so that nobody knows what it loosens: {why}",
            "변경의 기준 커밋을 읽을 수 없어 무엇이 완화되었는지 알 수 없습니다: {why}",
            why=error.message,
        )
        return run._replace(unchecked=(*run.unchecked, Unchecked("", (Problem(message=message, hint=hint),))))
    return _by_base(
        settings,
        run,
        before,
        lambda own, part: governed(own, part, _change(own, part, before), library, as_of, only)[0],
    )


def _by_base(settings: Settings, run: Run, before: Repository, judge: Callable[[Settings, Run], Run]) -> Run:
    """What comes of a change for plans that one configuration governs now, and before it perhaps several.

    What governed one of them then says nothing of another.
    """
    named = settings.origins.get("config") == COMMAND_LINE
    parts: dict[str | None, list[Named]] = {}
    for each in settings.plans:
        parts.setdefault(None if named else before.configuration_above(each.path), []).append(each)
    if len(parts) == 1:
        return judge(settings, run)
    runs = []
    for number, plans in enumerate(parts.values()):
        names = {each.name for each in plans}
        reports = tuple(each for each in run.reports if each.plan.name in names)
        part = run._replace(reports=reports, unchecked=run.unchecked if number == 0 else ())
        runs.append(judge(settings._replace(plans=tuple(plans)), part))
    order = [each.plan.name for each in run.reports]
    whole = summed(runs)
    return whole._replace(reports=tuple(sorted(whole.reports, key=lambda each: order.index(each.plan.name))))


def _folder(settings: Settings) -> Path:
    """A folder in the repository of the plans."""
    return disk.folder_of(settings.plans[0].path.absolute())


def _change(settings: Settings, run: Run, before: Repository) -> Change:
    """What a change did: to the files that govern, and to the trips of each plan."""
    lost = any(before.has_lost([*CONFIGURATIONS, *REGISTERS], each.path) for each in settings.plans)
    files = [each for each in governing_files(settings) if not before.is_as_before(each)]
    edited: dict[str, frozenset[str]] = {}
    plans: dict[str, Plan] = {}
    paths: Mapping[str, Path] = {each.name: each.path for each in settings.plans}
    for report in run.reports:
        path = paths.get(report.plan.name, STDIN)
        own = [each for each in site_rule_files(report.plan, path) if not before.is_as_before(each)]
        files += [each for each in own if each not in files]
        named = next((each for each in settings.plans if each.path == path), None)
        old = before.plan_before(named, settings.beside_plans) if named is not None and path != STDIN else None
        if old is not None:
            plans[report.plan.name] = old
        edited[report.plan.name] = touched(None if own else old, report.plan)
    return Change(before, tuple(files), edited, plans, lost)
