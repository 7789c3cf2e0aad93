"""`kvcheck log`: what was done, day by day, against what was approved."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.advice.log.formats import LOGS
from kvcheck.advice.log.text import lines
from kvcheck.advice.log.weigh import drifts
from kvcheck.commands.check import EXIT_CODES
from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.rosters.day_log import read
from kvcheck.rosters.table import MAX_BYTES
from kvcheck.shell.inputs import answer_into, tell_unread
from kvcheck.shell.judging import acceptance, judge, policy_names
from kvcheck.shell.law import library_of
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import contents


class Options(NamedTuple):
    """What `log` is asked for beside its settings."""

    as_of: str
    log: Path
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False
    tools: Sequence[str] = ()
    """Tools that are for the work, as the log calls them."""
    ignored: Sequence[str] = ()
    """Headings of columns that are left out."""
    values: Sequence[str] = ()
    """What words of the log mean: `용접=machine-welding`."""


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Tell of each day whether all was as approved; returns the exit code of the worst line."""
    if options.fmt not in LOGS:
        raise cannot_be("--format", options.fmt, LOGS)
    with answer_into(options.output, [*settings.inputs(), options.log]):
        library = library_of(settings, terminal.cache)
        found = judge(settings, library, options.as_of)
        tell_unread(settings, terminal)
        [report] = found.reports
        data = contents(options.log, str(options.log), MAX_BYTES)
        said = dict(_meaning(each) for each in options.values)
        log = read(data, options.log.name, report.plan, library, ignored=options.ignored, said=said)
        result = drifts(
            report,
            library,
            log.entries,
            log=options.log.name,
            notes=log.notes,
            unread=log.unread,
            tools=options.tools,
            policies=policy_names(settings, library),
            accept=acceptance(report.plan, settings, library, options.as_of),
        )
        show([result], terminal, options, LOGS, lines)
        failing = result.verdict.rank <= found.fail_on.rank
        return EXIT_CODES[result.verdict if failing else Verdict.PERMITTED]


def _meaning(text: str) -> tuple[str, str]:
    """A word of the log and the value of the plan that it means."""
    word, sign, value = text.rpartition("=")
    if not sign:
        raise BadCommand(Text("`--value` takes TEXT=VALUE", "`--value`에는 내용=값을 적습니다"))
    return word, value
