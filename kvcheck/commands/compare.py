"""`kvcheck compare`: every class side by side for each trip."""

from pathlib import Path

from kvcheck.advice.compare.formats import COMPARISONS
from kvcheck.advice.compare.text import lines
from kvcheck.advice.compare.weigh import compare
from kvcheck.errors import CannotCheck, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.plan.answers import told
from kvcheck.repository.judging import accepted
from kvcheck.shell.inputs import answer_into, load_all, tell_unread
from kvcheck.shell.judging import acceptance, policy_names, wrong_settings
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal


class Options(NamedTuple):
    """What `compare` is asked for beside its settings."""

    as_of: str
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False
    only: Only = Only()
    """The trips to weigh; every one if it names none."""


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Weigh the trips of the plans in every class; returns 0."""
    if options.fmt not in COMPARISONS:
        raise cannot_be("--format", options.fmt, COMPARISONS)
    with answer_into(options.output, settings.inputs()):
        library = library_of(settings, terminal.cache)
        policies = policy_names(settings, library)
        plans, problems = load_all(settings, library)
        problems += [each for one in wrong_settings(settings, library) for each in one.problems]
        problems += accepted(plans, library, settings.waivers)[1]
        if problems:
            raise CannotCheck(problems)
        tell_unread(settings, terminal)
        only = options.only
        only.refuse({str(trip["id"]): str(trip["traveler"]) for each in plans for trip in each.trips})
        wanted = [{str(trip["id"]) for trip in each.trips if only.has(trip["id"], trip["traveler"])} for each in plans]
        comparisons = [
            compare(
                each,
                library,
                as_of=options.as_of,
                only=ids,
                policies=policies,
                classes=settings.packs,
                accept=acceptance(each, settings, library, options.as_of),
                progress=terminal.progress,
            )._replace(supposed=told(settings.supposed, each.documents))
            for each, ids in zip(plans, wanted, strict=True)
            if ids
        ]
        show(comparisons, terminal, options, COMPARISONS, lines)
        return 0
