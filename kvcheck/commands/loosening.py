"""A change judged by what governed before it: the worse answer counts, and what the change loosens is told."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from kvcheck import disk
from kvcheck.errors import CannotCheck, Place
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Loosened, Plan, Report, Run, TripResult, Unchecked, Verdict
from kvcheck.packs import Library
from kvcheck.repository import approvers
from kvcheck.repository.config import classes
from kvcheck.repository.git import Repository
from kvcheck.repository.governing import Base, Governing, dropped_site_rules, loosened, new_waivers, worse
from kvcheck.shell.inputs import site_rule_files
from kvcheck.shell.judging import judge_what_can_be, known_of
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import COMMAND_LINE, Settings
from kvcheck.telling.runs import waived


class Change(NamedTuple):
    """What a change did to a repository."""

    before: Repository
    files: tuple[Path, ...]
    """The files that govern trips and are not as they were."""
    edited: Mapping[str, frozenset[str]]
    """By plan, the trips that the change of the plan itself, or of the rules of its sites, touched."""
    plans: Mapping[str, Plan]
    """The plans as they were, by the names of those now."""
    lost: bool
    """Whether a configuration or a register went away."""
    moved: Mapping[str, frozenset[str]] = {}
    """By plan, the trips of which the files that govern now and those before say different things."""


def governed(
    settings: Settings, run: Run, change: Change, library: Library, as_of: str, only: Only
) -> tuple[Run, Change]:
    """A run with the worse of what is said by the rules as they are and as they were at the base of the change.

    A waiver that the change brings counts where somebody approved it whom the base lists, and the change leaves the
    trip itself alone. `library` learns the policies of the base that are gone, so that what they say can be told.
    Where the rules of the base cannot be judged by, nothing passes: the run says what is wrong with them.
    """
    dropped = tuple(dropped_site_rules(run.reports, change.plans))
    if not change.files and not change.lost:
        return run._replace(loosened=dropped), change
    with TemporaryDirectory() as folder:
        base = Base(change.before, Path(folder))
        try:
            then = _settings(settings, base, run)
        except CannotCheck as error:  # such as packs from elsewhere that were not as they were locked
            return run._replace(unchecked=run.unchecked or (Unchecked("", error.problems),)), change
        found = _judged(then, library, as_of)
        if found.unchecked and not run.unchecked:  # such as a waiver of a rule that is gone: then nothing is accepted
            found = _judged(then._replace(waivers=None), library, as_of)
        if found.unchecked:
            return run._replace(unchecked=run.unchecked or found.unchecked), change
        found = only.of(found)
        refused = _refused(settings, then, run, library)
        accepted = _accepting(settings, then, found, refused, library, as_of, only)
        judged_by = _each(found.reports, accepted.reports, change.edited)
        reports = worse(run.reports, judged_by)
        known = known_of(settings, reports), known_of(then._replace(config=settings.config), reports)
        both = None
        if known[0] is not None and known[1] is not None:
            both = known[0]._replace(fingerprints=known[0].fingerprints & known[1].fingerprints)
    files = _named(change)

    def lacking(plan: str, trip: TripResult) -> list[Text]:
        return _lacking(trip, refused, edited=trip.id in change.edited.get(plan, ()))

    told = tuple(loosened(run.reports, found.reports, judged_by, files, lacking))
    brought = _brought(run, found)
    moved = {report.plan.name: frozenset((*_differing(report, found.reports), *brought)) for report in run.reports}
    run = run._replace(
        reports=reports,
        waivers=found.waivers if any(each.holds for each in told) else run.waivers,
        known=both,
        fail_on=max(run.fail_on, then.fail_on, key=lambda each: each.rank),
        loosened=(_told(files), *told, *dropped),
    )
    return run, change._replace(moved=moved)


def _judged(settings: Settings, library: Library, as_of: str) -> Run:
    """What some settings say of the plans; `library` learns the packs that reports rest on."""
    try:
        found = judge_what_can_be(settings, library_of(settings, library.cache_folder), as_of)
    except CannotCheck as error:
        return Run((), unchecked=(Unchecked("", error.problems),))
    library.take(used.pack for report in found.reports for used in report.packs)
    return found


def _settings(settings: Settings, base: Base, run: Run) -> Settings:
    """The settings as they were; what the command line says stays, with files as they were."""
    given = {
        key: settings.origins.get(key) == COMMAND_LINE
        for key in ("config", "policies", "waivers", "baseline", "fail_on")
    }
    now = Governing(settings.config, settings.policies, settings.waivers, settings.baseline)
    then = base.governing(now, [each.path for each in settings.plans], given)
    elsewhere = base.elsewhere(then.config, settings.config, settings.elsewhere)
    fail_on = then.config.text("fail_on") if then.config is not None else None
    paths = {each.name: each.path for each in settings.plans}
    of_sites = [
        each
        for report in run.reports
        if report.plan.name in paths
        for each in site_rule_files(report.plan, paths[report.plan.name])
    ]
    return settings._replace(
        config=then.config,
        packs=classes(then.config) if then.config is not None else (),
        policies=(*then.policies, *(each for one in elsewhere for each in one.policies if each not in then.policies)),
        elsewhere=elsewhere,
        waivers=then.waivers if settings.waivers is not None or not given["waivers"] else None,
        baseline=then.baseline,
        fail_on=settings.fail_on if given["fail_on"] else Verdict(fail_on or Verdict.NEEDS_REVIEW),
        instead={each: old for each in of_sites if (old := base.file(each)) is not None},
    )


def _refused(settings: Settings, then: Settings, run: Run, library: Library) -> Mapping[str, Text]:
    """The waivers that the change brings and that nobody approved who may, by their digests, with what is needed."""
    if settings.waivers is None or run.unchecked:
        return {}
    return new_waivers(settings.waivers, then.waivers, library, approvers.of(then.config))


def _accepting(
    settings: Settings,
    then: Settings,
    found: Run,
    refused: Mapping[str, Text],
    library: Library,
    as_of: str,
    only: Only,
) -> Run:
    """What the settings of the base say with the waivers that the change brings and somebody approved who may."""
    listed = approvers.of(then.config)
    if settings.waivers is None or listed is None:
        return found
    brought = settings.waivers._replace(approvers=listed, refused=refused)
    run = _judged(then._replace(waivers=brought), library, as_of)
    return found if run.unchecked else only.of(run)


def _each(
    found: tuple[Report, ...], accepted: tuple[Report, ...], edited: Mapping[str, frozenset[str]]
) -> tuple[Report, ...]:
    """What governs each trip: the waivers of the base where its plan was changed too, else also those approved now."""
    others = {report.plan.name: {trip.id: trip for trip in report.trips} for report in accepted}

    def governing(plan: str, trip: TripResult) -> TripResult:
        return trip if trip.id in edited.get(plan, frozenset({trip.id})) else others.get(plan, {}).get(trip.id, trip)

    return tuple(
        report._replace(trips=tuple(governing(report.plan.name, trip) for trip in report.trips)) for report in found
    )


def _lacking(trip: TripResult, refused: Mapping[str, Text], *, edited: bool) -> list[Text]:
    """What the waivers that a change brings lack to count for a trip; `edited` is whether it changes the trip too."""
    used = {each.waiver.id: each.waiver for each in waived(trip)}
    found = [refused[each.digest] for each in used.values() if each.digest in refused]
    if found or not (edited and used):
        return found
    names = joined([Text(each, each) for each in used], ", ")
    return [
        Text(
            "the trip changes with it: have {names} approved in a change of its own, before this one",
            "출장 자체도 함께 바뀝니다. {names:은} 별도의 변경으로 먼저 승인받으십시오",
            names=names,
        )
    ]


def _brought(run: Run, found: Run) -> set[str]:
    """The ids of the trips in the scope of waivers that were not there before, or not with these words."""
    before = {use.waiver.digest for use in found.waivers}
    new = [use for use in run.waivers if use.waiver.digest not in before]
    return {trip for use in new for trip in (*use.trips, *(each for each, _ in use.moved))}


def _differing(report: Report, before: tuple[Report, ...]) -> list[str]:
    """The trips of which a report says something else than the same report did by what governed before."""
    others = {trip.id: _said(trip) for each in before if each.plan.name == report.plan.name for trip in each.trips}
    return [trip.id for trip in report.trips if others.get(trip.id) != _said(trip)]


def _said(trip: TripResult) -> tuple[Verdict, frozenset[tuple[str, str]]]:
    """The verdict of a trip, and what is waived of it by which waiver."""
    return trip.verdict, frozenset((each.finding.rule.name, each.waiver.digest) for each in waived(trip))


def governing_files(settings: Settings) -> list[Path]:
    """The files that govern a run beside its plans."""
    named = [settings.baseline.path] if settings.baseline is not None else []
    return [*settings.rules, *(each for each in named if disk.there(each))]


def _named(change: Change) -> list[str]:
    """The governing files that are not as they were, as the repository names them."""
    return [change.before.relative(each) or each.name for each in change.files] or ["kvcheck.yaml, waivers.yaml"]


def _told(changed: list[str]) -> Loosened:
    """That a change changes what it is judged by, whatever comes of it."""
    says = Text(
        "the change also changes {files}: where it was stricter before, it is judged as before",
        "이 변경은 {files:을} 함께 바꿉니다. 변경 전이 더 엄격하면 변경 전 기준으로 판정합니다",
        files=", ".join(changed),
    )
    return Loosened("", "", Place(changed[0].split(",")[0], 1, 1), says)
