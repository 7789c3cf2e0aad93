"""The plans of several configurations judged, each by its own, and put together into one run."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvcheck import disk
from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.model import Governed, Known, Run, Since, Unchecked, WaiverState, WaiverUse
from kvcheck.packs import POLICIES, Library
from kvcheck.progress import Progress, unseen
from kvcheck.repository.named import STDIN
from kvcheck.shell.inputs import UNNAMED
from kvcheck.shell.judging import judge_what_can_be
from kvcheck.shell.law import library_of
from kvcheck.shell.settings import Settings
from kvcheck.shell.several import Several

if TYPE_CHECKING:
    from kvcheck.repository.config import Config
    from kvcheck.repository.receipt import Governor


class Judged(NamedTuple):
    """What the settings of one configuration say of its plans."""

    settings: Settings
    library: Library
    run: Run


def judge_each(
    several: Several,
    cache: Path | None,
    as_of: str,
    stdin_name: str | None = None,
    jobs: int = 1,
    progress: Progress = unseen,
) -> list[Judged]:
    """Each plan judged by the configuration that governs it; what cannot be judged is in its run."""
    found: list[Judged] = []
    for settings in several.each:
        library = library_of(settings, cache)
        try:
            run = judge_what_can_be(settings, library, as_of, stdin_name, jobs=jobs, progress=progress)
        except CannotCheck as error:
            run = Run((), unchecked=(Unchecked("", error.problems),), fail_on=settings.fail_on)
        found.append(Judged(settings, library, run))
    return _apart(found)


def judge(several: Several, as_of: str, order: Sequence[str]) -> tuple[Run, Library]:
    """One run of all plans, and a library that knows what it rests on; nothing is taken from what was kept of rules.

    `order` are the names of the plans in the order that reports shall have.
    Raises CannotCheck with everything wrong with the plans, the waivers and the configurations.
    """
    every = judge_each(several, None, as_of)
    run = together(several, every)
    if run.unchecked:
        raise CannotCheck(run.problems)
    reports = sorted(run.reports, key=lambda report: order.index(report.plan.name))
    return run._replace(reports=tuple(reports)), library_for(every)


def governed_by(every: Sequence[Judged]) -> "list[Governor]":
    """What each of them was judged by, as a receipt has it: shipped policies by name, others by their files."""
    from kvcheck.repository.receipt import Governor  # few runs write one

    found: list[Governor] = []
    for settings, library, run in every:
        shipped = [each.removeprefix(POLICIES) for each in library.pack_names if each.startswith(POLICIES)]
        policies = tuple(each.text if each.text in shipped else each.name for each in settings.policies)
        config = settings.config.name if settings.config is not None else ""
        found.append(Governor(policies, settings.sides, config, tuple(report.plan.name for report in run.reports)))
    return found


def _apart(every: list[Judged]) -> list[Judged]:
    """The same, without the reports on which one file of waivers of several configurations could say two things."""
    registers: dict[Path, list[int]] = {}
    for number, each in enumerate(every):
        if each.settings.waivers is not None:
            registers.setdefault(disk.followed(each.settings.waivers.path), []).append(number)
    for numbers in registers.values():
        if len(numbers) == 1:
            continue
        from kvcheck.repository.waivers import ambiguous  # few runs have several

        runs = [every[number].run for number in numbers]
        waivers = {use.waiver.digest: use.waiver for run in runs for use in run.waivers}
        problems = tuple(ambiguous(waivers.values(), [report.plan for run in runs for report in run.reports]))
        for number in numbers if problems else ():
            judged = every[number]
            name = judged.settings.waivers.name if judged.settings.waivers is not None else ""
            run = judged.run._replace(reports=(), unchecked=(*judged.run.unchecked, Unchecked(name, problems)))
            every[number] = judged._replace(run=run)
    return every


def library_for(every: Sequence[Judged]) -> Library:
    """A library that knows every pack that reports rest on, for who tells them."""
    library = every[0].library
    for each in every[1:]:
        library.take(used.pack for report in each.run.reports for used in report.packs)
    return library


def together(several: Several, every: Sequence[Judged], stdin_name: str | None = None) -> Run:
    """One run of all; where there is one configuration, that of its plans as it is."""
    if several.one is not None:
        return every[0].run
    run = summed([each.run for each in every])
    return run._replace(
        unchecked=tuple(dict.fromkeys((*several.unchecked, *run.unchecked))),
        governed=(
            *(_governed(each, above, stdin_name) for each, above in zip(every, several.outer, strict=True)),
            *several.ungoverned,
        ),
    )


def summed(runs: Sequence[Run]) -> Run:
    """One run of several over other plans each."""
    sinces = [each.since for each in runs if each.since is not None]
    untouched = sum(each.untouched for each in sinces)
    return Run(
        reports=tuple(report for run in runs for report in run.reports),
        waivers=_uses([use for run in runs for use in run.waivers]),
        known=_known([run.known for run in runs if run.known is not None]),
        since=Since(sinces[0].revision, untouched, any(each.tips for each in sinces)) if sinces else None,
        unshown=sum(run.unshown for run in runs),
        unchecked=tuple(each for run in runs for each in run.unchecked),
        loosened=tuple(dict.fromkeys(each for run in runs for each in run.loosened)),
        fail_on=max((run.fail_on for run in runs), key=lambda each: each.rank),
    )


GOVERNING = ("packs", "policies", "sides", "raise", "approvers", "needs_counsel", "fail_on")
"""The keys of a configuration that make it stricter than another."""


def _governed(each: Judged, above: "Config | None", stdin_name: str | None) -> Governed:
    """The plans of one configuration, from which verdict on they fail, and what one above it asks for in vain."""
    names = tuple(one.name if one.path != STDIN else stdin_name or UNNAMED for one in each.settings.plans)
    found = each.settings.config
    if found is None or above is None:
        return Governed(found.name if found is not None else "", names, each.run.fail_on)
    keys = tuple(key for key in GOVERNING if key in above.values and above.values[key] != found.values.get(key))
    return Governed(found.name, names, each.run.fail_on, above.name if keys else "", keys)


def _known(every: Sequence[Known]) -> Known | None:
    """What the baselines know together; None if there is none."""
    if not every:
        return None
    prints = frozenset(each for known in every for each in known.fingerprints)
    return Known(prints, sum(each.gone for each in every), sum(each.bare for each in every))


def _uses(every: Sequence[WaiverUse]) -> tuple[WaiverUse, ...]:
    """How each waiver stands, worst first; one of a file that several configurations share once, with all its trips."""
    found: dict[object, WaiverUse] = {}
    for use in every:
        key = (use.waiver.place, use.waiver.digest)
        found[key] = _both(found[key], use) if key in found else use
    order = list(WaiverState)
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.state), each.days_left, each.waiver.id)))


def _both(one: WaiverUse, other: WaiverUse) -> WaiverUse:
    """How a waiver stands that two configurations share: the worse, leaving out where it has nothing to cover."""
    order = list(WaiverState)
    used = [each for each in (one, other) if each.state is not WaiverState.UNUSED] or [one]
    worse = min(used, key=lambda each: order.index(each.state))
    return worse._replace(
        trips=tuple(dict.fromkeys((*one.trips, *other.trips))),
        moved=tuple(dict.fromkeys((*one.moved, *other.moved))),
        relied_on=one.relied_on or other.relied_on,
    )
