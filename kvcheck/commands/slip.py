"""`kvcheck slip`: how many days each trip can slip, and what a delay does."""

from collections.abc import Callable
from pathlib import Path

from kvcheck.advice.slip.formats import SLIPS
from kvcheck.advice.slip.text import lines
from kvcheck.advice.slip.value import Outcome
from kvcheck.advice.slip.weigh import slips
from kvcheck.commands.check import EXIT_CODES
from kvcheck.errors import cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.model import Report, Verdict, worst
from kvcheck.packs import Library
from kvcheck.shell.inputs import answer_into, tell_unread
from kvcheck.shell.judging import acceptance, judge, policy_names
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal


class Options(NamedTuple):
    """What `slip` is asked for beside its settings."""

    as_of: str
    days: int | None = None
    """The delay; None asks for margins only."""
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False
    only: Only = Only()


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Show how far trips can slip; returns 0, or with a delay the exit code of the verdict that it leads to."""
    if options.fmt not in SLIPS:
        raise cannot_be("--format", options.fmt, SLIPS)
    with answer_into(options.output, settings.inputs()):
        library = library_of(settings, terminal.cache)
        found = options.only.of(judge(settings, library, options.as_of))
        tell_unread(settings, terminal)
        with terminal.progress(sum(len(report.trips) for report in found.reports)) as step:
            outcomes = [_slips(report, settings, library, options, step) for report in found.reports]
        show(outcomes, terminal, options, SLIPS, lines)
        verdict = worst(each.verdict for each in outcomes)
        failing = options.days is not None and verdict.rank <= found.fail_on.rank
        return EXIT_CODES[verdict if failing else Verdict.PERMITTED]


def _slips(report: Report, settings: Settings, library: Library, options: Options, step: Callable[[], None]) -> Outcome:
    """The answer about one plan."""
    policies = policy_names(settings, library)
    accept = acceptance(report.plan, settings, library, options.as_of)
    return slips(report, library, days=options.days, policies=policies, accept=accept, step=step)
