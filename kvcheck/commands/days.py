"""`kvcheck days`: days in the US of each traveler; and the travel history of CBP into the plan."""

from pathlib import Path

from kvcheck.advice.days.formats import DAYS
from kvcheck.advice.days.text import lines
from kvcheck.advice.days.weigh import days
from kvcheck.commands.days_history import Wanted, history_answer
from kvcheck.commands.desk import Desk, refuse_to_write, write_answers
from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Report
from kvcheck.packs import Library
from kvcheck.shell.inputs import answer_into, tell_unread
from kvcheck.shell.judging import acceptance, judge, policy_names
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal

NO_SUPPOSITION = Text(
    "`--set` is for one run, `--write` keeps: a plan says nothing that was only supposed",
    "`--set`은 한 번의 실행에만 적용되는 가정이므로 `--write`와 함께 쓸 수 없습니다",
)


class Options(NamedTuple):
    """What `days` is asked for beside its settings."""

    as_of: str
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False
    only: Only = Only()
    wanted: Wanted | None = None
    """The travel history to read."""
    write: bool = False
    """Whether the history goes into the plan."""


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Show the days of every traveler; returns 0, or 4 if an entry of a history stays open."""
    if options.fmt not in DAYS:
        raise cannot_be("--format", options.fmt, DAYS)
    history = [options.wanted.file] if options.wanted is not None else []
    with answer_into(options.output, [*settings.inputs(), *history]):
        library = library_of(settings, terminal.cache)
        still_open = False
        if options.wanted is None:
            reports = list(options.only.of(judge(settings, library, options.as_of)).reports)
            tell_unread(settings, terminal)
        else:
            report, still_open = _with_history(options.wanted, settings, terminal, library, options)
            reports = [report]
        with terminal.progress(sum(len(report.trips) for report in reports)) as step:
            policies = policy_names(settings, library)
            every = [
                days(
                    report,
                    library,
                    policies=policies,
                    accept=acceptance(report.plan, settings, library, options.as_of),
                    step=step,
                    unsure=[options.wanted.traveler] if options.wanted is not None and still_open else (),
                )
                for report in reports
            ]
        show(every, terminal, options, DAYS, lines)
        return 4 if still_open else 0


def _with_history(
    wanted: Wanted, settings: Settings, terminal: Terminal, library: Library, options: Options
) -> tuple[Report, bool]:
    """The report about the plan with a history in it, and whether an entry stays open; written if that is asked for."""
    if len(settings.plans) != 1:
        raise BadCommand(Text("`--history` is for one plan at a time", "`--history`에는 계획을 하나만 지정하십시오"))
    if options.write:
        refuse_to_write(settings, NO_SUPPOSITION)
    desk = Desk(settings, settings.plans[0], library, options.as_of, options.only)
    options.only.refuse(desk.trips)
    before = desk.whole()
    tell_unread(settings, terminal)
    answer, told, still_open = history_answer(before, wanted, library, write=options.write)
    for each in told:
        terminal.note(terminal.say(each))
    if answer[1] != before.plan.travelers[wanted.traveler].get("us_stays"):
        desk.answers.append(answer)
    if options.write and not still_open:
        for path in write_answers([desk]):
            terminal.wrote(path)
    return desk.report(), still_open
