"""`kvcheck days`: days in the US of each traveler; and the travel history of CBP into the plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kvcheck import plan as plans
from kvcheck.advice.days.formats import DAYS
from kvcheck.advice.days.text import lines
from kvcheck.advice.days.value import Days
from kvcheck.advice.days.weigh import days
from kvcheck.commands.days_history import Wanted, history_answer
from kvcheck.commands.slip import acceptance
from kvcheck.engine import check, plan_problems
from kvcheck.errors import BadCommand, CannotCheck, cannot_be
from kvcheck.language.text import Text
from kvcheck.model import Report
from kvcheck.packs import Library, rules_root
from kvcheck.plan.edit import edited
from kvcheck.plan.gap import Answer, patches
from kvcheck.plan.supposing import with_answers
from kvcheck.repository.judging import accept
from kvcheck.repository.named import STDIN, policy_pack
from kvcheck.shell.files import write, write_all
from kvcheck.shell.inputs import refuse_to_overwrite, tell_unread
from kvcheck.shell.judging import judge
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style


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
    refuse_to_overwrite(settings.inputs(), options.output)
    library = Library(rules_root(), terminal.cache)
    found = judge(settings, library, options.as_of)
    tell_unread(settings, terminal)
    reports, still_open = list(options.only.of(found).reports), False
    if options.wanted is not None:
        if len(found.reports) != 1:
            raise BadCommand(
                Text("`--history` is for one plan at a time", "`--history`에는 계획을 하나만 지정하십시오")
            )
        [report] = found.reports
        answer, told, still_open = history_answer(report, options.wanted, library, write=options.write)
        for each in told:
            terminal.note(terminal.say(each))
        reports = [_with(report, answer, settings, library, options)]
        stated = report.plan.travelers[options.wanted.traveler].get("us_stays")
        if options.write and not still_open and answer[1] != stated:
            _write(report, answer, settings, terminal)
    with terminal.progress(sum(len(report.trips) for report in reports)) as step:
        policies = [policy_pack(library, each) for each in settings.policies]
        every = [
            days(
                report,
                library,
                policies=policies,
                accept=acceptance(report, settings, library, options.as_of),
                step=step,
                unsure=[options.wanted.traveler] if options.wanted is not None and still_open else (),
            )
            for report in reports
        ]
    _deliver(every, terminal, options)
    return 4 if still_open else 0


def _with(report: Report, answer: Answer, settings: Settings, library: Library, options: Options) -> Report:
    """The report about the plan with the history in it."""
    documents = with_answers(report.plan.documents, [answer])
    whole = plans.assemble(documents, report.plan.name, lambda each: plan_problems(each, library))
    policies = [policy_pack(library, each) for each in settings.policies]
    judged = check(whole, library, as_of=options.as_of, policies=policies)._replace(supposed=report.supposed)
    run, problems = accept([judged], [whole], library, settings.waivers, options.as_of)
    if problems:
        raise CannotCheck(problems)
    traveler = answer[0].id
    only = Only(options.only.trips, options.only.travelers or (traveler,))
    return only.of_report(run.reports[0])


def _write(report: Report, answer: Answer, settings: Settings, terminal: Terminal) -> None:
    """Put the stays into the plan; comments and layout stay."""
    named = settings.plans[0]
    if named.path == STDIN:
        raise BadCommand(Text("the standard input cannot be written to", "표준 입력에는 쓸 수 없습니다"))
    texts: dict[Path, str] = {}
    files: dict[str, Any] = {each.name: each for each in report.plan.documents}
    for name, patch in patches([answer], report.plan.documents).items():
        path = named.path / name[len(report.plan.name.rstrip("/")) + 1 :] if named.path.is_dir() else named.path
        texts[path] = edited(files[name].text, name, patch)
    write_all(texts)
    for path in texts:
        terminal.wrote(path)


def _deliver(every: Sequence[Days], terminal: Terminal, options: Options) -> None:
    """Write the answer to the file asked for, or print it."""
    if options.output is not None:
        write(options.output, DAYS[options.fmt](every, Style(lang=terminal.lang, verbose=options.verbose)))
        terminal.wrote(options.output)
        return
    style = Style(lang=terminal.lang, verbose=options.verbose, width=terminal.width)
    if options.fmt == "text":
        terminal.lines(lines(every, style))
    else:
        terminal.text(DAYS[options.fmt](every, style))
