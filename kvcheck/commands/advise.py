"""`kvcheck advise`: the smallest changes that would make failing trips pass, and one of them into the plan."""

from pathlib import Path

from kvcheck.advice.advise.formats import ADVICE
from kvcheck.advice.advise.text import lines, proposal_lines
from kvcheck.advice.advise.value import Advised
from kvcheck.advice.advise.weigh import FAILING, advise
from kvcheck.commands.desk import Desk, refuse_to_write, write_answers
from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.repository.named import STDIN
from kvcheck.shell.inputs import answer_into
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style

RESTS_ON_A_SUPPOSITION = Text(
    "a proposal that rests on `--set` is not written: the plan would not say what it rests on",
    "`--set`의 가정에 따른 제안은 계획에 쓰지 않습니다. 계획에는 그 가정이 없기 때문입니다",
)


class Options(NamedTuple):
    """What `advise` is asked for beside its settings."""

    as_of: str
    fmt: str = "text"
    output: Path | None = None
    write: int | None = None
    """The number of the proposal that goes into the plan."""
    verbose: bool = False
    only: Only = Only()


def run(settings: Settings, terminal: Terminal, options: Options) -> int:
    """Advise about the plans. Returns 0 if all trips pass or a proposal was written, 1 if one fails, 4 if one waits."""
    with answer_into(options.output, settings.inputs()):
        _refuse(settings, options)
        library = library_of(settings, terminal.cache)
        desks = [Desk(settings, each, library, options.as_of, options.only) for each in settings.plans]
        options.only.refuse({name: traveler for desk in desks for name, traveler in desk.trips.items()})
        advised = []
        for desk in desks:
            report = desk.whole()
            wanted = {trip.id for trip in options.only.of_report(report).trips}
            with terminal.progress(sum(trip.verdict in FAILING and trip.id in wanted for trip in report.trips)) as step:
                found = advise(report, library, desk.accept, desk.policies, wanted, step)
                advised.append(found._replace(writable=not settings.supposed and desk.path != STDIN))
        if options.write is not None:
            _write(desks[0], advised[0], terminal, options)
            return 0
        show(advised, terminal, options, ADVICE, lines)
        if any(each.found for each in advised):
            return 1
        return 4 if any(each.open for each in advised) else 0


def _refuse(settings: Settings, options: Options) -> None:
    if options.fmt not in ADVICE:
        raise cannot_be("--format", options.fmt, ADVICE)
    if options.write is None:
        return
    refuse_to_write(settings, RESTS_ON_A_SUPPOSITION)
    if len(settings.plans) > 1:
        raise BadCommand(Text("`--write` is for one plan at a time", "`--write`는 한 번에 한 계획에만 씁니다"))


def _write(desk: Desk, advised: Advised, terminal: Terminal, options: Options) -> None:
    """One proposal into the files of the plan, which have to be those that were judged, and shown as it is written."""
    proposal = next((each for each in advised.proposals if each.number == options.write), None)
    if proposal is None:
        many = len(advised.proposals)
        raise BadCommand(
            Text(
                "there is no proposal {number}: there are {many}, numbered from 1; `kvcheck advise` shows them",
                "제안 {number:이} 없습니다. 제안은 1번부터 {many}개이며 `kvcheck advise`로 볼 수 있습니다",
                number=options.write,
                many=many,
            )
        )
    style = Style(lang=terminal.lang, verbose=True, width=terminal.width)
    terminal.lines(proposal_lines(advised, proposal, style))
    desk.answers += proposal.answers
    for path in write_answers([desk]):
        terminal.wrote(path)
