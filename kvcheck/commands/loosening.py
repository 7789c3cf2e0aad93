"""A change judged by what governed before it: the worse answer counts, and what the change loosens is told."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kvcheck import disk
from kvcheck.errors import CannotCheck, Place
from kvcheck.language.text import Text
from kvcheck.model import Known, Loosened, Report, Run, Verdict
from kvcheck.packs import Library, rules_root
from kvcheck.repository.git import Repository
from kvcheck.repository.governing import Base, Governing, loosened, worse
from kvcheck.repository.named import policy_pack
from kvcheck.shell.judging import judge_what_can_be
from kvcheck.shell.only import Only
from kvcheck.shell.settings import COMMAND_LINE, Settings


def governed(settings: Settings, run: Run, before: Repository, library: Library, as_of: str, only: Only) -> Run:
    """A run with the worse of what is said by the rules as they are and as they were at the base of the change.

    `library` learns the policies of the base that are gone, so that what they say can be told.
    Where the rules of the base cannot be judged by, nothing passes: the run says what is wrong with them.
    """
    with TemporaryDirectory() as folder:
        then = _settings(settings, Base(before, Path(folder)))
        found = judge_what_can_be(then, Library(rules_root(), library.cache_folder), as_of)
        if found.unchecked and not run.unchecked:  # such as a waiver of a rule that is gone: then nothing is accepted
            found = judge_what_can_be(then._replace(waivers=None), Library(rules_root(), library.cache_folder), as_of)
        if found.unchecked:
            return run._replace(unchecked=run.unchecked or found.unchecked)
        for each in then.policies:
            with suppress(CannotCheck):  # one that was changed is there under its name
                policy_pack(library, each)
        found = only.of(found)
        reports = worse(run.reports, found.reports)
        known = _known(settings, reports), _known(then, reports)
        both = None
        if known[0] is not None and known[1] is not None:
            both = known[0]._replace(fingerprints=known[0].fingerprints & known[1].fingerprints)
    changed = _changed(settings, before)
    passing = tuple(loosened(run.reports, found.reports, changed))
    return run._replace(
        reports=reports,
        waivers=found.waivers if passing else run.waivers,
        known=both,
        fail_on=max(run.fail_on, then.fail_on, key=lambda each: each.rank),
        loosened=(_told(settings, changed), *passing),
    )


def _settings(settings: Settings, base: Base) -> Settings:
    """The settings as they were; what the command line says stays, with files as they were."""
    given = {key: settings.origins.get(key) == COMMAND_LINE for key in ("policies", "waivers", "baseline", "fail_on")}
    now = Governing(settings.config, settings.policies, settings.waivers, settings.baseline)
    then = base.governing(now, [each.path for each in settings.plans], given)
    fail_on = then.config.text("fail_on") if then.config is not None else None
    return settings._replace(
        packs=then.config.texts("packs") if then.config is not None else (),
        policies=then.policies,
        waivers=then.waivers if settings.waivers is not None or not given["waivers"] else None,
        baseline=then.baseline,
        fail_on=settings.fail_on if given["fail_on"] else Verdict(fail_on or Verdict.NEEDS_REVIEW),
    )


def _known(settings: Settings, reports: tuple[Report, ...]) -> Known | None:
    """What the baseline of some settings knows of reports."""
    if settings.baseline is None:
        return None
    from kvcheck.repository import baseline

    return baseline.known(reports, baseline.read(settings.baseline.path, settings.baseline.name))


def governing_files(settings: Settings) -> list[Path]:
    """The files that govern a run beside its plans."""
    named = [settings.baseline.path] if settings.baseline is not None else []
    return [*settings.rules, *(each for each in named if disk.there(each))]


def _changed(settings: Settings, before: Repository) -> list[str]:
    """The governing files that are not as they were, as the repository names them."""
    files = [each for each in governing_files(settings) if not before.is_as_before(each)]
    return [before.relative(each) or each.name for each in files] or ["kvcheck.yaml, waivers.yaml"]


def _told(settings: Settings, changed: list[str]) -> Loosened:
    """That a change changes what it is judged by, whatever comes of it."""
    says = Text(
        "the change also changes {files}: where it was stricter before, it is judged as before",
        "이 변경은 {files:을} 함께 바꿉니다. 변경 전이 더 엄격하면 변경 전 기준으로 판정합니다",
        files=", ".join(changed),
    )
    return Loosened("", "", Place(changed[0].split(",")[0], 1, 1), says)
